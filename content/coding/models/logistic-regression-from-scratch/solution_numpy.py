import numpy as np


def logistic_regression(rows, labels, penalty=0.0, tolerance=1e-8, max_steps=10_000):
    x, y = np.asarray(rows, dtype=float), np.asarray(labels, dtype=float)
    if not np.isin(y, (0, 1)).all():
        raise ValueError("labels must be 0 or 1")
    means = x.mean(axis=0)
    x = x - means
    # the exact largest eigenvalue, where the bound by the trace is up to d times too careful
    curvature = np.linalg.eigvalsh(x.T @ x / len(x))[-1] / 4 + penalty or 1.0
    intercept, weights = 0.0, np.zeros(x.shape[1])
    for _ in range(max_steps):
        scores = intercept + x @ weights
        small = np.exp(-np.abs(scores))  # at most 1, whatever the sign of the score
        errors = np.where(scores >= 0, 1, small) / (1 + small) - y
        slope, gradient = errors.mean(), x.T @ errors / len(x) + penalty * weights
        if max(abs(slope), np.abs(gradient).max()) <= tolerance:
            return intercept - weights @ means, weights
        intercept -= 4 * slope
        weights -= gradient / curvature
    raise ValueError("no convergence: separable classes, or columns on very different scales")
