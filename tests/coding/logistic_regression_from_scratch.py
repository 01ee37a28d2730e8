"""How logistic regression is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

NUMBERS = st.integers(-3, 3).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 2))
    n = draw(st.integers(2, 8))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    labels = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    penalty = draw(st.sampled_from([0.3, 1.0, 2.0]))
    return rows, labels, penalty, draw(st.sampled_from([1e-8, 1e-3])), draw(st.sampled_from([0, 1, 25, 1500]))


INPUTS = calls()


def trusted(logistic_regression):
    """scikit-learn with the same penalty (C = 1 / (n * penalty)) gives the same intercept and weights, within 1e-5."""
    for seed in range(4):
        rng = random.Random(seed)
        rows = [[rng.gauss(1, 1), rng.gauss(-2, 1.5)] for _ in range(60)]
        labels = [int(row[0] - 0.5 * row[1] - 2 + rng.gauss(0, 1.5) > 0) for row in rows]
        penalty = 0.05
        intercept, weights = logistic_regression(rows, labels, penalty)
        model = LogisticRegression(C=1 / (len(rows) * penalty), tol=1e-10, max_iter=5000).fit(rows, labels)
        assert np.allclose([intercept, *weights], [*model.intercept_, *model.coef_[0]], atol=1e-5)


SIZES = {"n": 40, "d": 4}
PER_CALL_OF = "log_loss_gradient"  # the claim is per step


def sized(n, d):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [i % 2 for i in range(n)], 0.1, 1e-3
