from heapq import heappush, heapreplace
from math import sqrt


def cosine_top_k(vectors, query, k):
    """Return the k pairs (index, cosine similarity) with the highest similarity, best first.

    Vectors of zeros have no direction and are left out, so there may be fewer than k; a query of zeros is a ValueError.
    """
    if k < 1:
        raise ValueError("k must be at least 1")
    direction = unit(query)
    if direction is None:
        raise ValueError("a query of zeros has no direction")
    heap = []  # the k best so far, the worst of them at the root
    for i, vector in enumerate(vectors):
        if len(vector) != len(query):
            raise ValueError("vectors and query must have the same length")
        other = unit(vector)
        if other is not None:
            keep(heap, (cosine(direction, other), -i), k)
    return [(-i, similarity) for similarity, i in sorted(heap, reverse=True)]


def unit(vector):
    """The vector scaled to length 1, or None for zeros; dividing by the largest entry first, no square overflows."""
    largest = max(abs(x) for x in vector)
    if largest == 0:
        return None
    scaled = [x / largest for x in vector]
    length = sqrt(sum(x * x for x in scaled))
    return [x / length for x in scaled]


def cosine(a, b):
    """The cosine of two unit vectors; rounding may take it a little beyond 1, where acos would fail."""
    return max(-1.0, min(1.0, sum(x * y for x, y in zip(a, b))))


def keep(heap, candidate, k):
    if len(heap) < k:
        heappush(heap, candidate)
    elif candidate > heap[0]:
        heapreplace(heap, candidate)
