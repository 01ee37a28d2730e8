"""How k-nearest neighbors is proven."""

import random

from hypothesis import strategies as st
from sklearn.neighbors import KNeighborsClassifier

NUMBERS = st.integers(-4, 4).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 2))
    points = draw(st.lists(st.tuples(*[NUMBERS] * d), min_size=1, max_size=12))
    labels = draw(st.lists(st.sampled_from("abc"), min_size=len(points), max_size=len(points)))
    query = draw(st.tuples(*[NUMBERS] * d))
    return points, labels, query, draw(st.integers(0, len(points) + 1))


INPUTS = calls()


def trusted(k_nearest_neighbors):
    """scikit-learn predicts the same label wherever one label has the most votes."""
    rng = random.Random(0)
    points = [(rng.gauss(0, 2), rng.gauss(0, 2)) for _ in range(80)]
    labels = [int(x * x + y > rng.gauss(2, 1)) for x, y in points]
    for k in (1, 3, 7):
        model = KNeighborsClassifier(k).fit(points, labels)
        queries = [(rng.gauss(0, 2), rng.gauss(0, 2)) for _ in range(60)]
        assert [k_nearest_neighbors(points, labels, q, k) for q in queries] == list(model.predict(queries))


SIZES = {"n": 200, "k": 16, "d": 4}


def sized(n, k, d):
    # The worst case of the claim: every next point is nearer than all before, so each one passes through the heap.
    points = [tuple(float(n - i) for _ in range(d)) for i in range(n)]
    return points, [i % 2 for i in range(n)], (0.0,) * d, k
