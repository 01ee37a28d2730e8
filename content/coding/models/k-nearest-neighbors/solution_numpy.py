import numpy as np


def k_nearest_neighbors(points, labels, query, k):
    points, query = np.asarray(points, dtype=float), np.asarray(query, dtype=float)
    if not 1 <= k <= len(points):
        raise ValueError("k must lie between 1 and the number of points")
    distances = ((points - query) ** 2).sum(axis=1)
    # the k smallest in any order, without a full sort; equal distances at the border fall either way
    chosen = np.argpartition(distances, k - 1)[:k]
    chosen = chosen[np.argsort(distances[chosen], kind="stable")]
    names, first, counts = np.unique(np.asarray(labels)[chosen], return_index=True, return_counts=True)
    return names[np.lexsort((first, -counts))[0]]
