"""How convolution and pooling are proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.signal import correlate2d

NUMBERS = st.integers(-5, 5).map(float)


def grids(draw, *sizes):
    return [grids(draw, *sizes[1:]) for _ in range(sizes[0])] if sizes else draw(NUMBERS)


@st.composite
def calls(draw):
    channels = draw(st.integers(1, 2))
    image = grids(draw, channels, draw(st.integers(1, 5)), draw(st.integers(1, 5)))
    slices = channels if draw(st.integers(0, 9)) else draw(st.integers(1, 2))
    kernels = grids(draw, draw(st.integers(1, 2)), slices, draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    stride = draw(st.sampled_from([1, 1, 1, 2, 2, 3, 0]))
    return image, kernels, stride, draw(st.sampled_from([0, 0, 1, 1, 2, -1])), draw(st.sampled_from([1, 1, 2, 2, 3, 0]))


INPUTS = calls()


def trusted(convolution_and_pooling):
    """scipy's correlate2d, added over channels, thinned by the stride and pooled by numpy, agrees within 1e-9."""
    rng = np.random.default_rng(0)
    for stride, padding, window in ((1, 0, 2), (2, 1, 1), (3, 2, 2), (1, 1, 3)):
        image, kernels = rng.normal(size=(3, 17, 14)), rng.normal(size=(4, 3, 3, 2))
        padded = np.pad(image, ((0, 0), (padding, padding), (padding, padding)))
        ours = convolution_and_pooling(image.tolist(), kernels.tolist(), stride, padding, window)
        for channel, kernel in zip(ours, kernels, strict=True):
            full = sum(correlate2d(x, k, mode="valid") for x, k in zip(padded, kernel, strict=True))[::stride, ::stride]
            high, wide = full.shape[0] // window, full.shape[1] // window
            blocks = [
                np.split(rows[:, : wide * window], wide, axis=1) for rows in np.split(full[: high * window], high)
            ]
            assert np.allclose(channel, [[block.max() for block in row] for row in blocks], rtol=0, atol=1e-9)


SIZES = {"n": 16, "k": 3, "c": 2, "f": 2}
SPACE_SIZES = {"n": 4096, "k": 1}


def sized(n, k, c, f):
    rng = random.Random(0)
    wide = 2 ** (n.bit_length() // 2)  # n places, as near to a square as powers of two come
    image = [[[rng.gauss(0, 1) for _ in range(wide + k - 1)] for _ in range(n // wide + k - 1)] for _ in range(c)]
    kernels = [[[[rng.gauss(0, 1) for _ in range(k)] for _ in range(k)] for _ in range(c)] for _ in range(f)]
    return image, kernels, 1, 0, 2
