def convolution_and_pooling(image, kernels, stride=1, padding=0, window=2):
    """Convolve an image with each kernel, then take the maximum of each block of window x window.

    image[channel][row][column], kernels[filter][channel][row][column]; one map for each filter is returned. Rows and
    columns that fill no whole window are left out; a window that fits nowhere is a ValueError.
    """
    padded = [pad(channel, padding) for channel in image]
    return [max_pool(convolve(padded, kernel, stride), window) for kernel in kernels]


def pad(channel, padding):
    if padding < 0:
        raise ValueError("padding must be at least 0")
    sides, width = [0] * padding, len(channel[0]) + 2 * padding
    frame = [[0] * width for _ in range(padding)]
    return [*frame, *([*sides, *row, *sides] for row in channel), *frame]


def convolve(channels, kernel, stride):
    if len(channels) != len(kernel):
        raise ValueError("a kernel needs one slice for every channel")
    tops = starts(len(channels[0]), len(kernel[0]), stride)
    lefts = starts(len(channels[0][0]), len(kernel[0][0]), stride)
    return [[response(channels, kernel, top, left) for left in lefts] for top in tops]


def starts(size, window, step):
    """Where a window can start: (size - window) // step + 1 places."""
    if step < 1 or not 1 <= window <= size:
        raise ValueError("the window does not fit")
    return range(0, size - window + 1, step)


def response(channels, kernel, top, left):
    """The sum, over all channels, of kernel times the patch under it."""
    return sum(
        weight * channel[top + i][left + j]
        for channel, weights in zip(channels, kernel)
        for i, line in enumerate(weights)
        for j, weight in enumerate(line)
    )


def max_pool(channel, window):
    tops = starts(len(channel), window, window)
    lefts = starts(len(channel[0]), window, window)
    return [
        [max(max(row[left : left + window]) for row in channel[top : top + window]) for left in lefts] for top in tops
    ]
