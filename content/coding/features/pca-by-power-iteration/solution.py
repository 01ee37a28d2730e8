import random
from math import hypot
from statistics import fmean

NOTHING = 1e-12  # a variance below this share of the total counts as zero
ROUNDING = 1e-30  # a total below this share of the squares of the data is rounding


def pca(rows, k, seed=0, tolerance=1e-10, max_steps=10_000):
    """Return the means, the k directions of largest variance, their variances (over n - 1) and shares of the total.

    The directions are orthonormal, the largest variance comes first; the sign of each is arbitrary. ValueError for
    fewer than two rows, ragged or equal rows, k outside 1..columns, values that are NaN or beyond 1e100, or if
    `max_steps` are not enough.
    """
    check(rows, k)
    means, left = center(rows)
    total = squares(left) / (len(rows) - 1)
    if total <= ROUNDING * squares(rows):
        raise ValueError("the rows are equal up to rounding: there is no variance to explain")
    rng = random.Random(seed)
    components, variances = [], []
    for _ in range(k):
        start = [rng.gauss(0, 1) for _ in means]
        for component in components:
            start = without(start, component)
        direction, variance = strongest(left, start, NOTHING * total, tolerance, max_steps)
        components.append(direction)
        variances.append(variance)
        left = [without(row, direction) for row in left]  # deflation: what this direction explains is gone
    return means, components, variances, [variance / total for variance in variances]


def check(rows, k):
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("need at least two rows, all of one length")
    if not 1 <= k <= len(rows[0]):
        raise ValueError("need k between 1 and the number of columns")
    if any(not abs(value) <= 1e100 for row in rows for value in row):  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or their squares overflow")


def center(rows):
    means = [fmean(column) for column in zip(*rows)]
    return means, [[x - m for x, m in zip(row, means)] for row in rows]


def strongest(rows, start, nothing, tolerance, max_steps):
    """Power iteration: the direction that the covariance of the centered rows stretches most, and by how much."""
    direction = unit(start)
    for _ in range(max_steps):
        stretched = covariance_times(rows, direction)
        variance = norm(stretched)
        if variance <= nothing:
            return direction, 0.0
        before, direction = direction, unit(stretched)
        if max(abs(a - b) for a, b in zip(before, direction)) <= tolerance:
            return direction, variance
    raise ValueError("no convergence: two variances are nearly equal")


def covariance_times(rows, vector):
    """The covariance matrix of the centered rows times a vector, without the matrix: scores first, then their sum."""
    result = [0.0] * len(vector)
    for row in rows:
        score = dot(row, vector)
        result = [r + score * x for r, x in zip(result, row)]
    return [r / (len(rows) - 1) for r in result]


def without(vector, direction):
    """The part of the vector at right angles to a direction of length 1."""
    along = dot(vector, direction)
    return [x - along * a for x, a in zip(vector, direction)]


def unit(vector):
    length = norm(vector)
    return [x / length for x in vector]


def squares(rows):
    return sum(dot(row, row) for row in rows)


def norm(vector):
    return hypot(*vector)  # without squaring: what comes in here are squares of the data already


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))
