from math import isfinite


def agglomerate(points, k, linkage="average"):
    """Return all merges, and for each point a label from 0 to k - 1 that tells its cluster when k were left.

    The points are clusters 0 to n - 1, and merge number t makes cluster n + t. A merge holds its two clusters, their
    distance, and the size of the new one. Linkage is single, complete or average. Of equally close pairs the one with
    the smallest numbers merges.
    """
    check(points, k, linkage)
    n = len(points)
    distances, sizes, merges = all_distances(points), dict.fromkeys(range(n), 1), []
    for new in range(n, 2 * n - 1):
        a, b = closest(distances)
        merges.append((a, b, distances[a][b], sizes[a] + sizes[b]))
        merge(distances, sizes, a, b, new, linkage)
    return merges, cut(merges, n, k)


def check(points, k, linkage):
    if linkage not in ("single", "complete", "average"):
        raise ValueError("linkage must be single, complete or average")
    if not 1 <= k <= len(points):
        raise ValueError("k must lie between 1 and the number of points")
    if any(len(point) != len(points[0]) for point in points):
        raise ValueError("points differ in dimension")
    if not all(isfinite(x) for point in points for x in point):
        raise ValueError("coordinates must be finite")


def all_distances(points):
    """distances[a][b] for every two clusters; at the start each point is one."""
    return {i: {j: distance(p, q) for j, q in enumerate(points) if j != i} for i, p in enumerate(points)}


def distance(p, q):
    return sum((x - y) ** 2 for x, y in zip(p, q)) ** 0.5


def closest(distances):
    pairs = ((a, b) for a, row in distances.items() for b in row if a < b)
    return min(pairs, key=lambda pair: distances[pair[0]][pair[1]])


def merge(distances, sizes, a, b, new, linkage):
    """Replace clusters a and b by a new one, whose distances follow from theirs: no point is looked at again."""
    del distances[a], distances[b]
    for row in distances.values():
        row[new] = updated(row.pop(a), row.pop(b), sizes[a], sizes[b], linkage)
    distances[new] = {c: row[new] for c, row in distances.items()}
    sizes[new] = sizes[a] + sizes[b]


def updated(to_a, to_b, size_a, size_b, linkage):
    """The distance of a third cluster to the union of a and b."""
    if linkage == "single":
        return min(to_a, to_b)
    if linkage == "complete":
        return max(to_a, to_b)
    return (size_a * to_a + size_b * to_b) / (size_a + size_b)


def cut(merges, n, k):
    """Labels after the first n - k merges, numbered in the order of the points."""
    owner = list(range(2 * n - 1))
    for t in reversed(range(n - k)):  # from the top down, so the owner of n + t is known
        a, b = merges[t][:2]
        owner[a] = owner[b] = owner[n + t]
    number = {}
    return [number.setdefault(owner[i], len(number)) for i in range(n)]
