from collections import deque

NOISE = -1


def dbscan(points, eps, min_points):
    """Return a label for each point: clusters 0, 1, … in the order in which they are found, or -1 for noise.

    A core point has at least `min_points` points within distance `eps`, itself included. A border point within reach
    of several clusters belongs to the one that was found first.
    """
    check(points, eps, min_points)
    labels, cluster = [None] * len(points), 0
    for start in range(len(points)):
        if labels[start] is None:
            near = neighbors(points, start, eps)
            if len(near) < min_points:
                labels[start] = NOISE  # for now: a core point may still claim it
            else:
                labels[start] = cluster
                grow(near, cluster, labels, points, eps, min_points)
                cluster += 1
    return labels


def check(points, eps, min_points):
    if not eps > 0:
        raise ValueError("eps must be positive")
    if not min_points >= 1:  # also refuses NaN
        raise ValueError("min_points must be at least 1")
    if any(len(point) != len(points[0]) for point in points):
        raise ValueError("points differ in dimension")


def neighbors(points, i, eps):
    """Indexes of the points within eps of point i, which is one of them."""
    return [j for j, point in enumerate(points) if squared_distance(points[i], point) <= eps**2]


def squared_distance(a, b):
    return sum((x - y) ** 2 for x, y in zip(a, b))


def grow(near, cluster, labels, points, eps, min_points):
    """Give the cluster the neighbors of a core point, those of every core point among them, and so on."""
    queue = deque(claim(near, cluster, labels))
    while queue:
        near = neighbors(points, queue.popleft(), eps)
        if len(near) >= min_points:  # a border point belongs to the cluster and does not spread it
            queue.extend(claim(near, cluster, labels))


def claim(near, cluster, labels):
    """Label all points that belong to no cluster; return those whose neighbors have not been looked up."""
    unseen = [j for j in near if labels[j] is None]
    for j in near:
        if labels[j] is None or labels[j] == NOISE:
            labels[j] = cluster
    return unseen
