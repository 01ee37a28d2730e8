import numpy as np


def perceptron(rows, labels, epochs=100, average=False):
    if len(rows) == 0 or len(rows) != len(labels) or len({len(row) for row in rows}) > 1:
        raise ValueError("need at least one row, one label for each, and rows of one length")
    if not np.isin(labels, (-1, 1)).all():
        raise ValueError("labels must be -1 or 1")
    if epochs < 1:
        raise ValueError("need at least one epoch")
    if not (np.abs(np.asarray(rows, dtype=float)) <= 1e100).all():  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or scores overflow")
    n = len(rows)
    signed = np.column_stack([np.ones(n), np.asarray(rows, dtype=float)]) * np.asarray(labels, dtype=float)[:, None]
    weights, late = np.zeros((2, signed.shape[1]))
    mistakes = []
    while len(mistakes) < epochs and mistakes[-1:] != [0]:
        mistakes.append(0)
        i = 0
        while i < n:
            # until the next mistake the weights stay, so the rows that follow are all scored at once
            wrong = np.flatnonzero(signed[i : i + 256] @ weights <= 0)
            if len(wrong) == 0:
                i += 256
                continue
            i += wrong[0]
            weights = weights + signed[i]
            late = late + ((len(mistakes) - 1) * n + i) * signed[i]
            mistakes[-1] += 1
            i += 1
    if average:
        weights = weights - late / (len(mistakes) * n)
    return weights[0], weights[1:], mistakes
