from heapq import nlargest
from math import inf, log2


def ndcg(ranking, grades, k, exponential=True):
    """Return NDCG at k of a list of items, best first; None if no item is relevant.

    `grades` maps every judged item to its grade, whether it was ranked or not. A ranked item without a grade counts 0.
    """
    top = ranking[:k]
    check(top, grades, k)
    gains = {item: gain(grade, exponential) for item, grade in grades.items()}
    ideal = dcg(nlargest(k, gains.values()))
    if ideal == 0:
        return None
    return dcg([gains.get(item, 0) for item in top]) / ideal


def check(top, grades, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    if len(set(top)) < len(top):
        raise ValueError("an item is ranked twice")
    if any(not 0 <= grade < inf for grade in grades.values()):  # also refuses NaN
        raise ValueError("grades must be finite numbers at or above zero")


def gain(grade, exponential):
    return 2**grade - 1 if exponential else grade


def dcg(gains):
    """Gains in ranked order, each divided by the logarithm of its position plus one."""
    return sum(value / log2(position + 1) for position, value in enumerate(gains, start=1))
