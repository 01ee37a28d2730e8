"""How linear regression is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression

NUMBERS = st.integers(-9, 9).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 3))
    n = draw(st.integers(1, 9))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    return rows, draw(st.lists(NUMBERS, min_size=n, max_size=n))


INPUTS = calls()


def trusted(linear_regression):
    """scikit-learn's least squares gives the same intercept and weights, within 1e-8."""
    for seed in range(8):
        rng = random.Random(seed)
        rows = [[rng.gauss(3, 2), rng.gauss(-100, 30), rng.gauss(0, 0.1)] for _ in range(40)]
        targets = [2.5 + row[0] - 0.3 * row[1] + 7 * row[2] + rng.gauss(0, 1) for row in rows]
        intercept, weights = linear_regression(rows, targets)
        model = LinearRegression().fit(rows, targets)
        assert np.allclose([intercept, *weights], [model.intercept_, *model.coef_], rtol=1e-8, atol=1e-8)


SIZES = {"n": 60, "d": 8}


def sized(n, d):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [rng.gauss(0, 1) for _ in range(n)]
