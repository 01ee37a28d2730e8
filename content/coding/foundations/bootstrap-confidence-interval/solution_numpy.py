import numpy as np


def bootstrap_interval(values, statistic, confidence=0.95, resamples=2000, seed=0):
    values = np.asarray(values)  # numbers or rows of equal length; users with unequal numbers of rows need a list
    n = len(values)
    if n == 0 or resamples < 1 or not 0 < confidence < 1:
        raise ValueError("need values, at least one resample, and a confidence between 0 and 1")
    # All indexes at once: eight bytes for each of resamples * n, so a large n wants batches.
    drawn = np.random.default_rng(seed).integers(n, size=(resamples, n))
    replicates = np.array([statistic(values[rows]) for rows in drawn], dtype=float)
    if not np.isfinite(replicates).all():
        raise ValueError("the statistic is undefined on a resample")
    tail = (1 - confidence) / 2
    low, high = np.quantile(replicates, [tail, 1 - tail])
    return low, high
