import numpy as np


def ndcg(ranking, grades, k, exponential=True):
    top = list(ranking[:k])
    values = np.array(list(grades.values()), dtype=float)
    if k < 1 or len(set(top)) < len(top) or not ((values >= 0) & (values < np.inf)).all():
        raise ValueError("need k of at least 1, every item once, and finite grades at or above zero")
    gains = np.exp2(values) - 1 if exponential else values
    by_item = dict(zip(grades, gains))
    shown = np.array([by_item.get(item, 0.0) for item in top])
    best = np.sort(gains)[::-1][:k]
    discounts = 1 / np.log2(np.arange(2, 2 + max(len(shown), len(best))))  # the same for every query: keep it
    ideal = best @ discounts[: len(best)]
    return shown @ discounts[: len(shown)] / ideal if ideal else None
