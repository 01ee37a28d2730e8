import numpy as np


def gaussian_mixture(values, means, floor=1e-6, tolerance=1e-9, steps=1000):
    x, means = np.asarray(values, dtype=float)[:, None], np.array(means, dtype=float)
    if x.size == 0 or means.size == 0:
        raise ValueError("need at least one value and one mean to start from")
    if not floor > 0:
        raise ValueError("the floor of the variances must be positive")
    k = len(means)
    weights, variances = np.full(k, 1 / k), np.full(k, max(x.var() / k**2, floor))
    history = []
    while True:
        with np.errstate(divide="ignore"):  # the logarithm of a weight of zero is minus infinity, and is meant
            logs = np.log(weights) - (np.log(2 * np.pi * variances) + (x - means) ** 2 / variances) / 2
        together = np.logaddexp.reduce(logs, axis=1, keepdims=True)
        history.append(together.mean())
        if len(history) > steps or (len(history) > 1 and history[-1] - history[-2] <= tolerance):
            return weights, means, variances, history
        shares = np.exp(logs - together)  # one row for each value, one column for each component
        counts = shares.sum(axis=0)
        alive = counts > 0
        weights = counts / len(x)
        means[alive] = (shares * x).sum(axis=0)[alive] / counts[alive]
        spread = (shares * (x - means) ** 2).sum(axis=0)[alive] / counts[alive]
        variances[alive] = np.maximum(spread, floor)
