"""How the perceptron is proven."""

import random
import warnings

import numpy as np
from hypothesis import strategies as st
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import Perceptron, SGDClassifier

NUMBERS = st.integers(-4, 4).map(lambda x: x / 2)


@st.composite
def calls(draw):
    d, n = draw(st.integers(0, 3)), draw(st.integers(0, 7))
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
    return rows, labels, draw(st.integers(0, 6)), draw(st.booleans())


INPUTS = calls()


def trusted(perceptron):
    """scikit-learn's perceptron, without shuffling, and its averaged form give the same weights within 1e-9.

    Labels are noisy, so neither stops before the last epoch.
    """
    for seed in range(3):
        rng = np.random.default_rng(seed)
        x = rng.normal(size=(80, 3))
        y = np.where(rng.random(80) < 0.1, -1, 1) * np.where(x @ [1.0, -2.0, 0.5] > 0.3, 1, -1)
        plain = {"shuffle": False, "tol": None, "max_iter": 8, "penalty": None, "random_state": 0}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            last = Perceptron(**plain).fit(x, y)
            mean = SGDClassifier(
                loss="perceptron", learning_rate="constant", eta0=1.0, average=True, alpha=0, **plain
            ).fit(x, y)
        for average, theirs in ((False, last), (True, mean)):
            bias, weights, _ = perceptron(x.tolist(), y.tolist(), 8, average)
            assert np.allclose([bias, *weights], [*theirs.intercept_, *theirs.coef_[0]], rtol=0, atol=1e-9)


SIZES = {"n": 160, "d": 8}
SPACE_SIZES = {"n": 300, "d": 25}


def sized(n, d):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [rng.choice([-1, 1]) for _ in range(n)], 3
