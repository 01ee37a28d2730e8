"""How the decision tree is proven."""

import random

from hypothesis import strategies as st
from sklearn.tree import DecisionTreeClassifier

NUMBERS = st.integers(-3, 3).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 2))
    n = draw(st.integers(0, 9))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    labels = draw(st.lists(st.sampled_from("abc"), min_size=n, max_size=n))
    return rows, labels, draw(st.sampled_from([None, 0, 1, 2])), draw(st.integers(1, 3))


INPUTS = calls()


def observe(tree):
    """A tree is known by its predictions on a grid that lies between and on all values of the inputs."""
    grid = [x / 4 for x in range(-14, 15)]
    try:
        return [tree([x, y]) for x in grid for y in grid[::4]]
    except Exception as error:  # a wrong version may fail only when it predicts
        return type(error)


def trusted(decision_tree):
    """scikit-learn's tree, on features whose best split is unique, predicts the same on fresh rows."""
    for seed in range(4):
        rng = random.Random(seed)
        rows = [[rng.gauss(0, 1), rng.gauss(0, 1)] for _ in range(120)]
        labels = [int(x > 0.3) + 2 * int(y > -0.2) for x, y in rows]
        ours = decision_tree(rows, labels, 3)
        theirs = DecisionTreeClassifier(max_depth=3, random_state=0).fit(rows, labels)
        fresh = [[rng.gauss(0, 1), rng.gauss(0, 1)] for _ in range(300)]
        assert [ours(row) for row in fresh] == list(theirs.predict(fresh))


SIZES = {"n": 128, "d": 2}


def sized(n, d):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [i % 2 for i in range(n)], 1  # one split: the claim is for a node
