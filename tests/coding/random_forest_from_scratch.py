"""How the random forest is proven."""

import random

from hypothesis import strategies as st
from sklearn.ensemble import RandomForestClassifier

NUMBERS = st.integers(-3, 3).map(float)


@st.composite
def calls(draw):
    d, n = draw(st.integers(1, 3)), draw(st.integers(0, 9))
    m = n if draw(st.integers(0, 9)) else draw(st.integers(0, 9))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    labels = draw(st.lists(st.sampled_from("abc"), min_size=m, max_size=m))
    max_features, max_depth = draw(st.sampled_from([None, 1, 2, 3, 0])), draw(st.sampled_from([None, 0, 1, 2]))
    return rows, labels, draw(st.sampled_from([1, 2, 5, 0])), max_features, max_depth, draw(st.integers(0, 50))


INPUTS = calls()


def observe(predict):
    """A forest is known by its predictions on a grid that lies between and on all values of the inputs."""
    grid = [x / 4 for x in range(-14, 15, 3)]
    try:
        return [predict([x, y, z]) for x in grid for y in grid[::3] for z in grid[::4]]
    except Exception as error:  # a wrong version may fail only when it predicts
        return type(error)


def trusted(random_forest):
    """scikit-learn's forest: mean accuracy over eight data sets within 0.025; equal answers where only one is possible.

    Both draw their own random numbers, so only the first can be a comparison of averages. In the second, the
    second column is constant, so every tree has the same two thresholds, halfway between the values of the first.
    """
    ours = theirs = 0
    for seed in range(8):
        rng = random.Random(seed)
        rows = [[rng.gauss(0, 1) for _ in range(6)] for _ in range(320)]
        labels = [int(r[0] * r[1] + r[2] > 0) + int(r[3] > 1) for r in rows]
        train, test, wanted = rows[:120], rows[120:], labels[120:]
        noisy = [label if rng.random() < 0.9 else rng.randrange(3) for label in labels[:120]]
        predict = random_forest(train, noisy, 40, 2, 7, seed)
        model = RandomForestClassifier(40, max_features=2, max_depth=7, random_state=seed).fit(train, noisy)
        ours += sum(predict(row) == label for row, label in zip(test, wanted, strict=True)) / 1600
        theirs += model.score(test, wanted) / 8
    assert abs(ours - theirs) < 0.025

    rows, labels = [[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]] * 40, ["a", "b", "c"] * 40
    model = RandomForestClassifier(25, random_state=0).fit(rows, labels)
    predict = random_forest(rows, labels, 25)
    grid = [[x / 8, y] for x in range(40) if x not in (12, 24) for y in (0.0, 9.0)]
    assert [predict(row) for row in grid] == list(model.predict(grid))


SIZES = {"t": 4, "n": 128, "m": 2}
SPACE_SIZES = {"t": 4, "n": 128, "m": 2, "depth": 60}


def sized(t, n, m, depth=1):
    # one split for each tree: the claim on time is per level; for space the trees are grown until they are pure
    rng = random.Random(0)
    rows = [[rng.random() for _ in range(8)] for _ in range(n)]
    return rows, [rng.randrange(2) for _ in range(n)], t, m, depth, 1
