import numpy as np


def roc_auc(scores, labels):
    scores, labels = np.asarray(scores, dtype=float), np.asarray(labels)
    if len(scores) != len(labels):
        raise ValueError("need one label for every score")
    if not np.array_equal(np.unique(labels), [0, 1]):
        raise ValueError("labels must be 0 or 1, and both must occur")
    if np.isnan(scores).any():
        raise ValueError("a score that is NaN has no place in an order")
    _, group = np.unique(scores, return_inverse=True)  # sorts; tied rows get the same number
    positives, negatives = np.bincount(group[labels == 1]), np.bincount(group[labels == 0])
    positives, negatives = (np.pad(c, (0, group.max() + 1 - len(c))) for c in (positives, negatives))
    below = negatives.cumsum() - negatives
    won = (positives * (below + negatives / 2)).sum()
    return won / (positives.sum() * negatives.sum())
