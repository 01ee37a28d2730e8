"""How the permutation test is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.stats import fisher_exact
from scipy.stats import permutation_test as scipy_permutation_test

NUMBERS = st.one_of(st.integers(-4, 9), st.integers(-9, 9).map(lambda x: x / 10))
WRONG = st.sampled_from([[], [1.0, float("nan")], [float("inf")]])
GROUPS = st.one_of(*[st.lists(NUMBERS, min_size=1, max_size=5)] * 9, WRONG)
INPUTS = st.tuples(
    GROUPS,
    GROUPS,
    st.sampled_from([1, 2, 7, 30] * 4 + [0]),
    st.sampled_from([0, 9, 10, 20_000, 20_000]),
    st.integers(0, 50),
)


def gap(x, y, axis):
    return np.mean(x, axis=axis) - np.mean(y, axis=axis)


def trusted(permutation_test):
    """scipy's permutation test: exact p-values within 1e-9 where groups are equal in size, drawn ones within 0.02.

    With equal sizes its doubled smaller tail is our two-sided p-value. Of 0 and 1 with equal sizes, Fisher's exact test.
    """
    for seed in range(8):
        rng = random.Random(seed)
        n = rng.randint(2, 6)
        a, b = ([rng.randint(0, 12) for _ in range(n)] for _ in range(2))
        theirs = scipy_permutation_test((a, b), gap, n_resamples=np.inf)
        ours = permutation_test(a, b)
        assert np.allclose(ours, (theirs.statistic, theirs.pvalue), rtol=0, atol=1e-9)

        a, b = [rng.gauss(0.6, 1) for _ in range(20)], [rng.gauss(0, 1) for _ in range(20)]
        theirs = scipy_permutation_test((a, b), gap, n_resamples=9999, rng=np.random.default_rng(seed))
        assert abs(permutation_test(a, b, seed=seed)[1] - theirs.pvalue) < 0.02

        a, b = ([int(rng.random() < chance) for _ in range(7)] for chance in (0.8, 0.3))
        table = [[sum(a), 7 - sum(a)], [sum(b), 7 - sum(b)]]
        assert abs(permutation_test(a, b)[1] - fisher_exact(table).pvalue) < 1e-9


SIZES = {"d": 60, "n": 60}
SPACE_SIZES = {"d": 60, "n": 2000}


def sized(d, n):
    rng = random.Random(0)
    return [rng.gauss(0, 1) for _ in range(n // 2)], [rng.gauss(0, 1) for _ in range(n - n // 2)], d
