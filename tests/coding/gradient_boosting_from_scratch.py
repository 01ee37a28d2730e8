"""How gradient boosting is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.ensemble import GradientBoostingRegressor

NUMBERS = st.integers(-3, 3).map(float)


@st.composite
def calls(draw):
    d, n = draw(st.integers(1, 2)), draw(st.integers(0, 8))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    targets = draw(st.lists(st.integers(-50, 50).map(lambda y: y / 7), min_size=n, max_size=n))
    if draw(st.integers(0, 9)) == 9:
        targets.append(1.0)
    return rows, targets, draw(st.integers(0, 5)), draw(st.sampled_from([0.3, 1.0]))


INPUTS = calls()


def observe(predict):
    """A model is known by its predictions on a grid that lies between and on all values of the inputs."""
    grid = [x / 2 for x in range(-7, 8)]
    try:
        return [predict([x, y]) for x in grid for y in grid]
    except Exception as error:  # a wrong version may fail only when it predicts
        return type(error)


def trusted(gradient_boosting):
    """scikit-learn's boosted stumps agree within 1e-9, on all rows that can be made of values of the training rows.

    It cuts in the middle between two values, this code at the lower one, so rows between them are left out.
    """
    for seed, rounds, rate in ((0, 1, 1.0), (1, 40, 0.1), (2, 25, 0.7)):
        rng = np.random.default_rng(seed)
        x = rng.integers(0, 12, size=(60, 3)).astype(float)
        y = np.sin(x[:, 0]) + 0.1 * x[:, 1] ** 2 + rng.normal(size=60)
        theirs = GradientBoostingRegressor(max_depth=1, n_estimators=rounds, learning_rate=rate).fit(x, y)
        ours = gradient_boosting(x.tolist(), y.tolist(), rounds, rate)
        fresh = np.column_stack([rng.choice(x[:, c], 200) for c in range(3)])
        for rows in (x, fresh):
            assert np.allclose([ours(row) for row in rows.tolist()], theirs.predict(rows), rtol=0, atol=1e-9)


SIZES = {"n": 64, "d": 4, "m": 4}
SPACE_SIZES = {"n": 400, "d": 4, "m": 10}


def sized(n, d, m):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [sum(row) + rng.gauss(0, 1) for row in rows], m, 0.3
