"""How mini-batch gradient descent is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression, SGDRegressor

NUMBERS = st.integers(-4, 4).map(lambda x: x / 2)


@st.composite
def calls(draw):
    d, n = draw(st.integers(1, 3)), draw(st.integers(0, 7))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    m = n if draw(st.integers(0, 9)) else draw(st.integers(0, 7))
    targets = draw(st.lists(NUMBERS, min_size=m, max_size=m))
    batch_size, rate = draw(st.integers(0, 8)), draw(st.sampled_from([0.01, 0.1]))
    return rows, targets, batch_size, rate, draw(st.integers(0, 3)), draw(st.sampled_from([0.0, 0.7])), 5


INPUTS = calls()


def trusted(mini_batch_gradient_descent):
    """scikit-learn's least squares within 0.02 after decay; its own plain descent, on rows whose order cannot matter.

    The second within 1e-9: each row has a column to itself, so any order gives the same weights.
    """
    rng = random.Random(0)
    rows = [[1.0, rng.gauss(0, 1), rng.gauss(0, 2)] for _ in range(300)]
    targets = [4 - 2 * row[1] + row[2] + rng.gauss(0, 0.5) for row in rows]
    ours = mini_batch_gradient_descent(rows, targets, 10, 0.1, 150, 0.5)
    model = LinearRegression(fit_intercept=False).fit(rows, targets)
    assert np.allclose(ours, model.coef_, rtol=0, atol=0.02)

    rows = [[(i + 1) / 3 * (i == j) for j in range(4)] for i in range(4)]
    targets = [5.0, -3.0, 2.0, 7.0]
    theirs = SGDRegressor(
        penalty=None, fit_intercept=False, learning_rate="constant", eta0=0.3, max_iter=6, tol=None, random_state=0
    ).fit(rows, targets)
    assert np.allclose(mini_batch_gradient_descent(rows, targets, 1, 0.3, 6), theirs.coef_, rtol=0, atol=1e-9)


SIZES = {"n": 64, "d": 8}
SPACE_SIZES = {"n": 200, "d": 200}
PER_CALL_OF = "shuffled_batches"  # the claim is per epoch


def sized(n, d):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [rng.gauss(0, 1) for _ in range(n)], 8, 1e-6, 2, 0.1
