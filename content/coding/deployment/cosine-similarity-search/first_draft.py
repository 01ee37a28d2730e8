from math import sqrt


def cosine_top_k(vectors, query, k):
    if k < 1:
        raise ValueError("k must be at least 1")
    directions = []
    for vector in [query, *vectors]:
        if len(vector) != len(query):
            raise ValueError("vectors and query must have the same length")
        largest = max(abs(x) for x in vector)
        if largest == 0:
            directions.append(None)
            continue
        scaled = [x / largest for x in vector]
        length = sqrt(sum(x * x for x in scaled))
        directions.append([x / length for x in scaled])
    if directions[0] is None:
        raise ValueError("a query of zeros has no direction")
    found = []
    for i in range(len(vectors)):
        other = directions[i + 1]
        if other is not None:
            similarity = sum(x * y for x, y in zip(directions[0], other))
            similarity = max(-1.0, min(1.0, similarity))
            found.append((-similarity, i))
    found.sort()
    return [(i, -negative) for negative, i in found[:k]]
