"""How reservoir sampling is proven."""

from collections import Counter
from itertools import combinations

from hypothesis import strategies as st
from scipy.stats import chisquare

INPUTS = st.tuples(st.lists(st.integers(0, 5), max_size=20), st.integers(-1, 8), st.integers(0, 50))


def trusted(reservoir_sample):
    """The counts of all subsets over 8,000 seeds: a chi-square test of scipy against uniform does not reject at 1e-4."""
    for n, k in ((6, 2), (5, 3)):
        counts = Counter(tuple(sorted(reservoir_sample(range(n), k, seed))) for seed in range(8000))
        assert chisquare([counts[subset] for subset in combinations(range(n), k)]).pvalue > 1e-4


SIZES = {"n": 2000}
SPACE_SIZES = {"k": 200}


def sized(n, k=20):
    return range(n), k
