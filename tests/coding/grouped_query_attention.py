"""How grouped-query attention is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.special import softmax

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([-200.0, 0.5, 200.0]))


@st.composite
def calls(draw):
    d, width, groups, share = (draw(st.integers(1, 2)) for _ in range(4))
    heads = groups * share
    n, m = draw(st.integers(0, 3)), draw(st.integers(0, 4))
    odd = draw(st.integers(0, 14))

    def rows(count, wide):
        return draw(st.lists(st.lists(NUMBERS, min_size=wide, max_size=wide), min_size=count, max_size=count))

    queries, keys = rows(n, heads * d + (odd == 1)), rows(m, groups * d + (odd == 2))
    values = rows(m + (odd == 3), groups * width + (odd == 4))
    if odd == 5:
        heads, groups = draw(st.integers(-1, 3)), draw(st.integers(-1, 3))
    return queries, keys, values, heads, groups, draw(st.booleans())


INPUTS = calls()


def trusted(grouped_query_attention):
    """scipy's softmax per head, with keys and values repeated by numpy for their group, agrees within 1e-12."""
    rng = np.random.default_rng(0)
    for heads, groups, n, m, causal in ((4, 4, 6, 6, True), (6, 2, 3, 8, True), (4, 1, 7, 5, False)):
        q, k, v = rng.normal(size=(n, heads, 3)), rng.normal(size=(m, groups, 3)), rng.normal(size=(m, groups, 2))
        full_k, full_v = (np.repeat(part, heads // groups, axis=1) for part in (k, v))
        mask = np.where(np.arange(m)[None] - (m - n) <= np.arange(n)[:, None], 0.0, -np.inf) if causal else 0.0
        wanted = [softmax(q[:, h] @ full_k[:, h].T / 3**0.5 + mask, axis=1) @ full_v[:, h] for h in range(heads)]
        rows = (q.reshape(n, -1).tolist(), k.reshape(m, -1).tolist(), v.reshape(m, -1).tolist())
        ours = grouped_query_attention(*rows, heads, groups, causal)
        assert np.allclose(ours, np.concatenate(wanted, axis=1), rtol=0, atol=1e-12)


SIZES = {"n": 6, "m": 6, "h": 4, "d": 4}
SPACE_SIZES = {"n": 12, "m": 48, "h": 8, "d": 24, "g": 2}


def sized(n, m, h, d, g=1):
    rng = random.Random(0)
    shapes = ((n, h * d), (m, g * d), (m, g * d))
    rows = [[[rng.gauss(0, 1) for _ in range(wide)] for _ in range(count)] for count, wide in shapes]
    return (*rows, h, g)
