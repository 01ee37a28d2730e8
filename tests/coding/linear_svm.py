"""How the linear SVM is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.svm import LinearSVC

NUMBERS = st.integers(-4, 4).map(lambda x: x / 2)


@st.composite
def calls(draw):
    d, n = draw(st.integers(0, 3)), draw(st.integers(0, 6))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    labels = draw(st.lists(st.sampled_from([-1, 1]), min_size=n, max_size=n))
    odd = draw(st.integers(0, 14))
    if odd == 1:
        labels = [*labels, 1]
    elif odd == 2:
        labels = [max(label, 0) for label in labels]
    elif odd == 3:
        rows = [row[:i] if i < 2 else row for i, row in enumerate(rows)]
    elif odd == 4:
        rows = [[*row[1:], draw(st.sampled_from([float("nan"), float("-inf"), 1e200, -1e90]))] for row in rows]
    penalty = draw(st.sampled_from([0.13, 0.7, 3.0, 0.13, 0.7, 3.0, 0.0, -1.0, float("inf")]))
    return rows, labels, penalty, draw(st.sampled_from([0, 1, 2, 9, 60])), draw(st.integers(0, 9))


INPUTS = calls()


def trusted(linear_svm):
    """scikit-learn's LinearSVC with the hinge loss and C = 1 / (n * penalty), which also penalizes the bias.

    Our objective is at most 0.5% above its minimum, and not below it (1e-6); the weights agree within 0.1, which is
    what such a gap allows: the objective is flat around its minimum.
    """
    for seed in range(3):
        rng = np.random.default_rng(seed)
        x = rng.normal((0.5, 0, -0.5), size=(120, 3))
        y = np.where(x @ [1.0, -2.0, 0.5] + 0.7 * rng.normal(size=120) > 0.3, 1, -1)
        for penalty in (0.05, 0.4):
            model = LinearSVC(
                C=1 / (120 * penalty), loss="hinge", intercept_scaling=1, tol=1e-9, max_iter=1_000_000, random_state=0
            ).fit(x, y)
            theirs = np.array([*model.intercept_, *model.coef_[0]])
            bias, weights = linear_svm(x.tolist(), y.tolist(), penalty, 20_000, seed)
            ours = np.array([bias, *weights])

            def objective(w, penalty=penalty, x=x, y=y):
                return penalty / 2 * w @ w + np.maximum(0, 1 - y * (w[0] + x @ w[1:])).mean()

            assert objective(theirs) - 1e-6 <= objective(ours) <= 1.005 * objective(theirs)
            assert np.allclose(ours, theirs, rtol=0, atol=0.1)


SIZES = {"n": 100, "s": 60, "d": 12}
SPACE_SIZES = {"n": 50, "s": 3, "d": 1000}


def sized(n, s, d):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [rng.choice([-1, 1]) for _ in range(n)], 0.1, s
