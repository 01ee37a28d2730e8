import numpy as np


def weighted_sample(weights, count, seed=0):
    weights = np.asarray(weights, dtype=float)
    if not (weights >= 0).all():
        raise ValueError("weights must be numbers at or above zero")
    ends = weights.cumsum()
    if len(ends) == 0 or not 0 < ends[-1] < np.inf:
        raise ValueError("the sum of the weights must be positive and finite")
    points = np.random.default_rng(seed).random(count) * ends[-1]
    return np.searchsorted(ends, points, side="right")  # right: the first end strictly above
