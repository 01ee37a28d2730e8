"""How k-means is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.cluster import KMeans

NUMBERS = st.integers(-8, 8).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 3))
    points = draw(st.lists(st.tuples(*[NUMBERS] * d), min_size=1, max_size=12))
    return points, draw(st.integers(1, len(points))), draw(st.integers(0, 5))


INPUTS = calls()


def trusted(k_means):
    """scikit-learn, started from the centers found, moves nothing; and the best of twenty starts is as good as its own.

    Both within a relative 1e-9 of the total squared distance.
    """
    rng = random.Random(3)
    points = [tuple(rng.gauss(c, 1) for c in (5 * (i % 3), -5 * (i % 3))) for i in range(60)]

    def total(centers, groups):
        pairs = zip(points, groups, strict=True)
        return sum(sum((x - y) ** 2 for x, y in zip(p, centers[g], strict=True)) for p, g in pairs)

    results = [k_means(points, 3, seed) for seed in range(20)]
    for centers, groups in results:
        start = np.array([[float(x) for x in center] for center in centers])
        moved = KMeans(3, init=start, n_init=1, tol=0, algorithm="lloyd").fit(points).inertia_
        assert abs(total(centers, groups) - moved) < 1e-9 * moved
    best = KMeans(3, n_init=20, random_state=0, tol=0).fit(points).inertia_
    assert abs(min(total(*result) for result in results) - best) < 1e-9 * best


SIZES = {"n": 60, "k": 4, "d": 4}
PER_CALL_OF = "total_squared_distance"  # the claim is per iteration


def sized(n, k, d):
    rng = random.Random(0)
    return [tuple(rng.gauss(0, 1) for _ in range(d)) for _ in range(n)], k
