import numpy as np


def agglomerate(points, k, linkage="average"):
    points = np.asarray(points, dtype=float)
    n = len(points)
    if linkage not in ("single", "complete", "average") or not 1 <= k <= n:
        raise ValueError("need a known linkage, and k between 1 and the number of points")
    if not np.isfinite(points).all():
        raise ValueError("coordinates must be finite")
    d = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))  # n * n * dimensions numbers for a moment
    np.fill_diagonal(d, np.inf)
    cluster, sizes = np.arange(n), np.ones(n)  # the cluster that each row of d stands for
    label, merges = np.arange(n), []
    labels = label if k == n else None
    for new in range(n, 2 * n - 1):
        i, j = sorted(np.unravel_index(d.argmin(), d.shape))
        merges.append((*sorted((cluster[i], cluster[j])), d[i, j], int(sizes[i] + sizes[j])))
        if linkage == "single":
            row = np.minimum(d[i], d[j])
        elif linkage == "complete":
            row = np.maximum(d[i], d[j])
        else:
            row = (sizes[i] * d[i] + sizes[j] * d[j]) / (sizes[i] + sizes[j])
        row[[i, j]] = np.inf
        d[i], d[:, i] = row, row  # the new cluster takes row i
        d[j], d[:, j] = np.inf, np.inf
        sizes[i] += sizes[j]
        label = np.where((label == cluster[i]) | (label == cluster[j]), new, label)
        cluster[i] = new
        if 2 * n - 1 - new == k:
            labels = label
    return merges, np.unique(labels, return_inverse=True)[1]
