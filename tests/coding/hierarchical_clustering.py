"""How hierarchical clustering is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_rand_score

NUMBERS = st.integers(-4, 4).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 2))
    points = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), max_size=8))
    if len(points) > 1 and draw(st.integers(0, 19)) == 0:
        points[-1].append(1.0)
    if points and draw(st.integers(0, 19)) == 0:
        points[-1][0] = draw(st.sampled_from([float("nan"), float("inf")]))
    kind = draw(st.sampled_from(["single", "complete", "average"] * 5 + ["ward"]))
    return points, draw(st.integers(1, 6)), kind


INPUTS = calls()


def trusted(agglomerate):
    """scipy's linkage: the same pairs and sizes in the same order, heights within 1e-9, and the same clusters for each k."""
    for seed in range(6):
        rng = random.Random(seed)
        points = [(rng.gauss(0, 1), rng.gauss(0, 3)) for _ in range(30)]
        for kind in ("single", "complete", "average"):
            theirs = linkage(points, kind)
            ours = np.array(
                [(min(a, b), max(a, b), height, size) for a, b, height, size in agglomerate(points, 1, kind)[0]]
            )
            assert np.allclose(ours, theirs, rtol=0, atol=1e-9)
            for k in (2, 5, 12):
                labels = agglomerate(points, k, kind)[1]
                assert adjusted_rand_score(fcluster(theirs, k, "maxclust"), labels) == 1


SIZES = {"n": 12, "d": 6}


def sized(n, d):
    rng = random.Random(0)
    return [tuple(rng.gauss(0, 1) for _ in range(d)) for _ in range(n)], 3, "average"
