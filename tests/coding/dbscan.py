"""How DBSCAN is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.cluster import DBSCAN
from sklearn.metrics import adjusted_rand_score

NUMBERS = st.integers(-4, 4).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 2))
    points = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), max_size=12))
    if points and draw(st.integers(0, 19)) == 0:
        points[-1].append(1.0)
    return (
        points,
        draw(st.sampled_from([0.5, 1.0, 1.5, 2.0, 5.0] * 3 + [0.0, float("nan")])),
        draw(st.sampled_from([*range(7), *range(1, 7), float("nan")])),
    )


INPUTS = calls()


def trusted(dbscan):
    """scikit-learn finds the same noise and the same clusters of core points; and the same border points, as both give
    them to the first cluster that reaches them.
    """
    for seed in range(12):
        rng = random.Random(seed)
        centers = [(rng.uniform(0, 9), rng.uniform(0, 9)) for _ in range(4)]
        points = [(rng.gauss(x, 0.6), rng.gauss(y, 0.6)) for x, y in centers for _ in range(25)]
        points += [(rng.uniform(0, 9), rng.uniform(0, 9)) for _ in range(25)]
        rng.shuffle(points)
        for eps, min_points in ((0.4, 4), (0.7, 6)):
            model = DBSCAN(eps=eps, min_samples=min_points).fit(points)
            ours = np.array(dbscan(points, eps, min_points))
            core = model.core_sample_indices_
            assert ((ours == -1) == (model.labels_ == -1)).all()
            assert adjusted_rand_score(model.labels_[core], ours[core]) == 1
            assert adjusted_rand_score(model.labels_, ours) == 1


SIZES = {"n": 24, "d": 4}
SPACE_SIZES = {"n": 60, "d": 1}  # up to 240 points: Python keeps the integers to 256 ready, so that only the lists grow


def sized(n, d):
    # All points within reach of one another: the queue and the list of neighbors are as long as they can be.
    rng = random.Random(0)
    return [tuple(rng.uniform(0, 1) for _ in range(d)) for _ in range(n)], float(d), 3
