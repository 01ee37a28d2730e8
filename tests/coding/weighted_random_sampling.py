"""How weighted sampling is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.stats import chisquare

WEIGHTS = st.one_of(st.integers(0, 4), st.sampled_from([0.0, 0.1, 2.5, 1e-12, 1e12]))
WRONG = st.sampled_from([[], [0, 0.0], [2, -1.0], [1, float("nan"), 2], [1.0, float("inf")]])
LISTS = st.one_of(*[st.lists(WEIGHTS, min_size=1, max_size=9)] * 4, WRONG)
INPUTS = st.tuples(LISTS, st.integers(0, 12), st.integers(0, 50))


def trusted(weighted_sample):
    """A chi-square test of scipy against the exact probabilities does not reject at 1e-4 (fixed seeds)."""
    for seed in range(6):
        rng = random.Random(seed)
        weights = [rng.uniform(0.2, 3) for _ in range(rng.randint(2, 20))]
        counts = np.bincount(weighted_sample(weights, 20_000, seed), minlength=len(weights))
        expected = 20_000 * np.array(weights) / sum(weights)
        assert chisquare(counts, expected).pvalue > 1e-4


SIZES = {"n": 512, "m": 256}


def sized(n, m):
    return [float(1 + i % 7) for i in range(n)], m
