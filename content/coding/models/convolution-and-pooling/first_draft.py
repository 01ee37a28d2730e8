def convolution_and_pooling(image, kernels, stride=1, padding=0, window=2):
    if stride < 1 or padding < 0 or window < 1:
        raise ValueError("stride and window must be at least 1, padding at least 0")
    height = len(image[0])
    width = len(image[0][0])
    maps = []
    for kernel in kernels:
        if len(kernel) != len(image):
            raise ValueError("a kernel needs one slice for every channel")
        k_high = len(kernel[0])
        k_wide = len(kernel[0][0])
        out_high = (height + 2 * padding - k_high) // stride + 1
        out_wide = (width + 2 * padding - k_wide) // stride + 1
        if out_high < window or out_wide < window:
            raise ValueError("the window does not fit")
        convolved = []
        for r in range(out_high):
            line = []
            for s in range(out_wide):
                total = 0
                for c in range(len(image)):
                    for i in range(k_high):
                        for j in range(k_wide):
                            y = r * stride + i - padding
                            x = s * stride + j - padding
                            if 0 <= y < height and 0 <= x < width:  # outside are zeros
                                total += kernel[c][i][j] * image[c][y][x]
                line.append(total)
            convolved.append(line)
        pooled = []
        for r in range(out_high // window):
            line = []
            for s in range(out_wide // window):
                best = convolved[r * window][s * window]
                for i in range(window):
                    for j in range(window):
                        best = max(best, convolved[r * window + i][s * window + j])
                line.append(best)
            pooled.append(line)
        maps.append(pooled)
    return maps
