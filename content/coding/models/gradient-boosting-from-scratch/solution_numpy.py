import numpy as np


def gradient_boosting(rows, targets, rounds=100, learning_rate=0.1):
    x, y = np.array(rows, dtype=float), np.array(targets, dtype=float)
    if len(x) == 0 or len(x) != len(y):
        raise ValueError("need one target for every row, and at least one row")
    orders = x.argsort(axis=0, kind="stable")
    ordered = np.take_along_axis(x, orders, axis=0)
    cut = ordered[:-1] < ordered[1:]  # between equal values nothing may be cut
    sizes = np.arange(1, len(x))[:, None]
    start, fitted, stumps = y.mean(), np.full(len(y), y.mean()), []
    for _ in range(rounds if cut.any() else 0):
        residuals = y - fitted
        left = residuals[orders].cumsum(axis=0)[:-1]  # every cut of every feature at once
        right = residuals.sum() - left
        scores = np.where(cut, left**2 / sizes + right**2 / sizes[::-1], -1)
        count, feature = np.unravel_index(scores.argmax(), scores.shape)
        below, above = left[count, feature] / (count + 1), right[count, feature] / (len(x) - count - 1)
        stumps.append((feature, ordered[count, feature], below, above))
        fitted = fitted + learning_rate * np.where(x[:, feature] <= ordered[count, feature], below, above)
    return lambda row: start + learning_rate * sum(b if row[f] <= t else a for f, t, b, a in stumps)
