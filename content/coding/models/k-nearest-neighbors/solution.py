from collections import Counter
from heapq import heappush, heapreplace


def k_nearest_neighbors(points, labels, query, k):
    """Return the most common label among the k points nearest to the query; the nearer label wins a tie."""
    if not 1 <= k <= len(points):
        raise ValueError("k must lie between 1 and the number of points")
    return majority([labels[i] for i in nearest(points, query, k)])


def nearest(points, query, k):
    """Indexes of the k nearest points, nearest first; among equal distances the lower index."""
    heap = []  # the k best so far, the worst of them at the root: the signs make a max-heap
    for i, point in enumerate(points):
        candidate = (-squared_distance(point, query), -i)
        if len(heap) < k:
            heappush(heap, candidate)
        elif candidate > heap[0]:
            heapreplace(heap, candidate)
    return [-i for _, i in sorted(heap, reverse=True)]


def squared_distance(a, b):
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))


def majority(labels):
    return Counter(labels).most_common(1)[0][0]  # equal counts keep the order in which they were met
