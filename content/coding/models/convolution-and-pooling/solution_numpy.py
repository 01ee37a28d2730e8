import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def convolution_and_pooling(image, kernels, stride=1, padding=0, window=2):
    image, kernels = np.asarray(image, dtype=float), np.asarray(kernels, dtype=float)
    if stride < 1 or padding < 0 or window < 1:
        raise ValueError("stride and window must be at least 1, padding at least 0")
    if image.shape[0] != kernels.shape[1]:
        raise ValueError("a kernel needs one slice for every channel")
    padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
    # a view and no copy: patches[channel, top, left] is the patch under a kernel; too large a kernel is a ValueError
    patches = sliding_window_view(padded, kernels.shape[2:], axis=(1, 2))[:, ::stride, ::stride]
    maps = np.einsum("ctlij,fcij->ftl", patches, kernels)
    high, wide = maps.shape[1] // window, maps.shape[2] // window
    if high == 0 or wide == 0:
        raise ValueError("the window does not fit")
    blocks = maps[:, : high * window, : wide * window].reshape(-1, high, window, wide, window)
    return blocks.max(axis=(2, 4))
