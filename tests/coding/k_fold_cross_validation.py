"""How k-fold cross-validation is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold, cross_val_score


def remember(rows, targets):
    return rows, targets


def weighted(model, rows, targets):
    """A number that shows which rows and targets were trained on and tested, and in which order."""
    parts = (*model, rows, targets)
    return sum((2 * i + j + 1) * value for i, part in enumerate(parts) for j, value in enumerate(part))


@st.composite
def calls(draw):
    n = draw(st.integers(0, 9))
    m = n if draw(st.integers(0, 9)) else draw(st.integers(0, 9))
    rows = draw(st.lists(st.integers(0, 99), min_size=n, max_size=n))
    targets = draw(st.lists(st.integers(0, 99), min_size=m, max_size=m))
    return rows, targets, draw(st.integers(0, 10)), remember, weighted, draw(st.integers(0, 20))


INPUTS = calls()


def trusted(k_fold_cross_validation):
    """scikit-learn's cross_val_score on the same folds gives the same R squared, within 1e-9; KFold has the same sizes."""
    for seed in range(5):
        rng = random.Random(seed)
        n, k = rng.randint(20, 60), rng.randint(2, 7)
        rows = [[rng.gauss(0, 1), rng.gauss(0, 1)] for _ in range(n)]
        targets = [1 + row[0] - 2 * row[1] + rng.gauss(0, 1) for row in rows]
        place, splits = {tuple(row): i for i, row in enumerate(rows)}, []

        def fit(rows, targets, place=place, splits=splits):
            splits.append([[place[tuple(row)] for row in rows]])
            return LinearRegression().fit(rows, targets)

        def score(model, rows, targets, place=place, splits=splits):
            splits[-1].append([place[tuple(row)] for row in rows])
            return r2_score(targets, model.predict(rows))

        ours = k_fold_cross_validation(rows, targets, k, fit, score, seed)
        theirs = cross_val_score(LinearRegression(), rows, targets, cv=splits, scoring="r2")
        assert np.allclose(ours, theirs, rtol=0, atol=1e-9)
        sizes = sorted(len(test) for _, test in splits)
        assert sizes == sorted(len(test) for _, test in KFold(k, shuffle=True, random_state=seed).split(rows))


SIZES = {"n": 400, "k": 5}


def sized(n, k):
    return [float(i) for i in range(n)], [float(i) for i in range(n)], k, len_of, len_of


def len_of(*data):
    return len(data[-1])
