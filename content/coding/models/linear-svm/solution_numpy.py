import numpy as np


def linear_svm(rows, labels, penalty=0.01, steps=20_000, seed=0):
    if len(rows) == 0 or len(rows) != len(labels) or len({len(row) for row in rows}) > 1:
        raise ValueError("need at least one row, one label for each, and rows of one length")
    if not np.isin(labels, (-1, 1)).all():
        raise ValueError("labels must be -1 or 1")
    if not (np.abs(np.asarray(rows, dtype=float)) <= 1e100).all():  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or scores overflow")
    if not 0 < penalty < np.inf or steps < 1:
        raise ValueError("need a positive, finite penalty and at least one step")
    n = len(rows)
    signed = np.column_stack([np.ones(n), np.asarray(rows, dtype=float)]) * np.asarray(labels, dtype=float)[:, None]
    draws = np.random.default_rng(seed).integers(n, size=(steps, min(n, 16)))
    weights = average = np.zeros(signed.shape[1])
    for t, batch in enumerate((signed[d] for d in draws), start=1):
        # several rows a step: the same expectation, less noise, and one matrix product in place of many small ones
        inside = batch[batch @ weights < 1]
        weights = (1 - 1 / t) * weights + inside.sum(axis=0) / (penalty * t * len(batch))
        average = average + 2 / (t + 1) * (weights - average)
    return average[0], average[1:]
