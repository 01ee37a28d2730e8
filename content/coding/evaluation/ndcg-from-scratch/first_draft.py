from math import inf, log2


def ndcg(ranking, grades, k, exponential=True):
    if k < 1:
        raise ValueError("k must be at least 1")
    gains = {}
    for item, grade in grades.items():
        if not 0 <= grade < inf:
            raise ValueError("grades must be finite numbers at or above zero")
        if exponential:
            gains[item] = 2**grade - 1
        else:
            gains[item] = grade
    dcg = 0
    seen = set()
    for i, item in enumerate(ranking[:k]):
        if item in seen:
            raise ValueError("an item is ranked twice")
        seen.add(item)
        if item in gains:
            dcg += gains[item] / log2(i + 2)
    ideal = 0
    for i, best in enumerate(sorted(gains.values(), reverse=True)[:k]):
        ideal += best / log2(i + 2)
    if ideal == 0:
        return None
    return dcg / ideal
