import numpy as np


def dbscan(points, eps, min_points):
    points = np.asarray(points, dtype=float)
    if not eps > 0 or not min_points >= 1:
        raise ValueError("eps must be positive and min_points at least 1")
    labels = np.full(len(points), -1)
    if len(points) == 0:
        return labels
    # n * n booleans: 100 MB for 10,000 points. One row at a time keeps the differences small.
    near = np.array([((points - point) ** 2).sum(axis=1) <= eps**2 for point in points])
    core = near.sum(axis=1) >= min_points
    cluster = 0
    for start in np.flatnonzero(core):
        if labels[start] == -1:
            labels[start] = cluster
            front = np.array([start])
            while len(front):  # a whole generation of core points at once
                front = np.flatnonzero(near[front].any(axis=0) & (labels == -1))
                labels[front] = cluster
                front = front[core[front]]
            cluster += 1
    return labels
