"""How sampling a token is proven."""

import math
import random

import numpy as np
from hypothesis import strategies as st
from scipy.special import softmax

LOGITS = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([-math.inf, 700.0, 0.5]))


@st.composite
def calls(draw):
    return (
        draw(st.lists(LOGITS, max_size=8)),
        draw(st.sampled_from([0, 1e-3, 0.5, 1.0, 1.7, 30.0] * 3 + [-1])),
        draw(st.sampled_from([None, None, 1, 2, 3, 9] * 2 + [0])),
        draw(st.sampled_from([1.0, 0.001, 0.3, 0.5, 0.77, 0.95] * 2 + [0.0, 1.1])),
        random.Random(draw(st.integers(0, 1000))),
    )


INPUTS = calls()


class Grid:
    """Instead of random numbers the midpoints of n equal parts of [0, 1): shares are then exact to 1 / n."""

    def __init__(self, n):
        self.points = iter((i + 0.5) / n for i in range(n))

    def random(self):
        return next(self.points)


def trusted(sample_token):
    """Shares on a grid of 500 points are those of scipy's softmax, cut by numpy: within 2 / 500 per token."""
    for seed in range(6):
        logits = np.random.default_rng(seed).normal(size=7) * 2
        for temperature, k, p in ((1.0, 7, 1.0), (0.6, 3, 1.0), (1.5, 7, 0.8), (2.0, 5, 0.6)):
            expected = softmax(logits / temperature)
            expected[np.argsort(-logits)[k:]] = 0
            expected /= expected.sum()
            order = np.argsort(-expected)
            expected[order[1:][np.cumsum(expected[order])[:-1] >= p]] = 0
            expected /= expected.sum()
            grid = Grid(500)
            drawn = [sample_token(list(logits), temperature, k, p, grid) for _ in range(500)]
            assert np.abs(np.bincount(drawn, minlength=7) / 500 - expected).max() <= 2 / 500


SIZES = {"n": 512, "k": 64}


def sized(n, k):
    # The worst case: every next logit is larger than all before, so each one passes through the heap.
    return [i / 100 for i in range(n)], 1.0, k, 1.0, random.Random(0)
