"""How scaled dot-product attention is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.special import softmax

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([-200.0, 0.5, 200.0]))


@st.composite
def calls(draw):
    d, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    n, m = draw(st.integers(0, 4)), draw(st.integers(0, 5))
    odd = draw(st.integers(0, 9))
    queries = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    slots = d + 1 if odd == 1 else d
    keys = draw(st.lists(st.lists(NUMBERS, min_size=slots, max_size=slots), min_size=m, max_size=m))
    rows = m + 1 if odd == 2 else m
    values = draw(st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=rows, max_size=rows))
    return queries, keys, values, draw(st.booleans())


INPUTS = calls()


def trusted(scaled_dot_product_attention):
    """scipy's softmax of the masked score matrix, times the values, agrees within 1e-12."""
    rng = np.random.default_rng(0)
    for n, m, causal in ((9, 9, False), (9, 9, True), (3, 11, True), (12, 5, False)):
        q, k, v = rng.normal(size=(n, 6)), rng.normal(size=(m, 6)), rng.normal(size=(m, 4))
        mask = np.where(np.arange(m)[None] - (m - n) <= np.arange(n)[:, None], 0.0, -np.inf) if causal else 0.0
        wanted = softmax(q @ k.T / 6**0.5 + mask, axis=1) @ v
        assert np.allclose(scaled_dot_product_attention(q.tolist(), k.tolist(), v.tolist(), causal), wanted, atol=1e-12)


SIZES = {"n": 8, "m": 8, "d": 4, "v": 4}
SPACE_SIZES = {"n": 50, "m": 300, "v": 20}


def sized(n, m, d, v):
    rng = random.Random(0)
    return tuple(
        [[rng.gauss(0, 1) for _ in range(wide)] for _ in range(rows)] for rows, wide in ((n, d), (m, d), (m, v))
    )
