from itertools import groupby


def roc_auc(scores, labels):
    """Return the share of pairs in which the positive (label 1) scores above the negative (label 0); ties count half.

    ValueError for lists of different length, other labels, NaN, or if one of the classes is missing.
    """
    check(scores, labels)
    ranks = average_ranks(scores)
    positives = sum(labels)
    negatives = len(labels) - positives
    rank_sum = sum(rank for rank, label in zip(ranks, labels) if label)
    among_themselves = positives * (positives + 1) / 2
    return (rank_sum - among_themselves) / (positives * negatives)


def check(scores, labels):
    if len(scores) != len(labels):
        raise ValueError("need one label for every score")
    if set(labels) != {0, 1}:
        raise ValueError("labels must be 0 or 1, and both must occur")
    if any(score != score for score in scores):
        raise ValueError("a score that is NaN has no place in an order")


def average_ranks(values):
    """Rank 1 for the smallest value; equal values share the mean of the ranks that they occupy."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks, below = [0.0] * len(values), 0
    for _, group in groupby(order, key=values.__getitem__):
        tied = list(group)
        for i in tied:
            ranks[i] = below + (len(tied) + 1) / 2
        below += len(tied)
    return ranks
