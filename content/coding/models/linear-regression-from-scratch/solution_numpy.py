import numpy as np


def linear_regression(rows, targets):
    x, y = np.asarray(rows, dtype=float), np.asarray(targets, dtype=float)
    means = x.mean(axis=0)
    centered = x - means
    norms = np.linalg.norm(centered, axis=0)
    if (norms <= 1e-12 * np.linalg.norm(x, axis=0)).any():
        raise ValueError("a constant column repeats the intercept")
    # singular values of X itself: the condition number is not squared, as it is in X^T X
    weights, _, rank, _ = np.linalg.lstsq(centered / norms, y - y.mean(), rcond=1e-10)
    if rank < x.shape[1]:
        raise ValueError("collinear columns, or too few rows")
    weights /= norms
    return y.mean() - weights @ means, weights
