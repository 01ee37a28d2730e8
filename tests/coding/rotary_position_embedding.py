"""How the rotary position embedding is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.linalg import block_diag, expm

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([-200.0, 0.5, 200.0]))


@st.composite
def calls(draw):
    d, n = 2 * draw(st.integers(0, 3)), draw(st.integers(0, 4))
    odd = draw(st.integers(0, 9))
    d += odd == 1
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    if odd == 2:
        rows.append([1.0, 2.0])
    base = draw(st.sampled_from([3.0, 10000.0, 0.5])) if odd != 3 else draw(st.sampled_from([0.0, -2.0]))
    return rows, draw(st.integers(-3, 50)), base, draw(st.booleans())


INPUTS = calls()


def trusted(rotary_embedding):
    """The matrix exponential of scipy, of position times a generator of all rotations, agrees within 1e-9."""
    rng = np.random.default_rng(0)
    for n, d, start, base in ((5, 2, 0, 10000.0), (6, 8, 3, 10000.0), (4, 6, 17, 50.0)):
        x = rng.normal(size=(n, d))
        speeds = base ** -(np.arange(d // 2) * 2 / d)
        generator = block_diag(*[[[0, -speed], [speed, 0]] for speed in speeds])
        wanted = np.array([expm((start + i) * generator) @ row for i, row in enumerate(x)])
        assert np.allclose(rotary_embedding(x.tolist(), start, base), wanted, rtol=0, atol=1e-9)
        halves = np.r_[0:d:2, 1:d:2]
        ours = rotary_embedding(x[:, halves].tolist(), start, base, False)
        assert np.allclose(ours, wanted[:, halves], rtol=0, atol=1e-9)


SIZES = {"n": 16, "d": 16}
SPACE_SIZES = {"n": 32, "d": 64}


def sized(n, d):
    rng = random.Random(0)
    return ([[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)],)
