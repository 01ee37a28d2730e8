"""How PCA by power iteration is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.decomposition import PCA

NUMBERS = st.integers(-6, 6).map(lambda x: x / 2)


@st.composite
def calls(draw):
    d, n = draw(st.integers(1, 3)), draw(st.integers(0, 6))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    odd = draw(st.integers(0, 14))
    if odd == 1:
        rows = [row[:i] if i < 2 else row for i, row in enumerate(rows)]
    elif odd == 2:
        rows = [[*row[1:], draw(st.sampled_from([float("nan"), float("-inf"), 1e200, -1e90]))] for row in rows]
    return rows, draw(st.integers(0, 4)), draw(st.integers(0, 9)), 1e-10, draw(st.sampled_from([2, 300, 300, 300]))


INPUTS = calls()


def trusted(pca):
    """scikit-learn's PCA gives the same means, variances and shares within 1e-9 (relative), directions within 1e-8.

    The sign of a direction is arbitrary, so the absolute cosine is compared with 1.
    """
    for seed, deviations in ((0, (4.0, 2.0, 1.0)), (1, (9.0, 5.0, 3.0, 0.2)), (2, (1.0, 0.4, 0.1, 0.05, 0.01))):
        rng = np.random.default_rng(seed)
        d = len(deviations)
        x = rng.normal(size=(60, d)) * deviations @ np.linalg.qr(rng.normal(size=(d, d)))[0] + 10 * rng.normal(size=d)
        means, components, variances, shares = pca(x.tolist(), d - 1)
        model = PCA(d - 1, svd_solver="full").fit(x)
        assert np.allclose(means, model.mean_, rtol=1e-9)
        assert np.allclose(variances, model.explained_variance_, rtol=1e-9)
        assert np.allclose(shares, model.explained_variance_ratio_, rtol=1e-9)
        assert np.allclose(np.abs((np.array(components) * model.components_).sum(axis=1)), 1, rtol=0, atol=1e-8)


SIZES = {"n": 30, "d": 10}
SPACE_SIZES = {"n": 100, "d": 60}
PER_CALL_OF = "covariance_times"  # the claim is per step


def sized(n, d):
    rng = random.Random(0)
    return [[rng.gauss(0, 1 + 9 * (j == 0)) for j in range(d)] for _ in range(n)], 1, 0, 1e-6
