import random
from math import hypot
from statistics import fmean


def pca(rows, k, seed=0, tolerance=1e-10, max_steps=10_000):
    n = len(rows)
    if n < 2 or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("need at least two rows, all of one length")
    d = len(rows[0])
    if not 1 <= k <= d:
        raise ValueError("need k between 1 and the number of columns")
    if any(not abs(value) <= 1e100 for row in rows for value in row):  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or their squares overflow")
    means = [fmean(column) for column in zip(*rows)]
    left = [[x - m for x, m in zip(row, means)] for row in rows]
    total = sum(sum(x * x for x in row) for row in left) / (n - 1)
    if total <= 1e-30 * sum(sum(x * x for x in row) for row in rows):
        raise ValueError("the rows are equal up to rounding: there is no variance to explain")
    rng = random.Random(seed)
    components, variances = [], []
    for _ in range(k):
        v = [rng.gauss(0, 1) for _ in range(d)]
        for w in components:
            along = sum(a * b for a, b in zip(v, w))
            v = [a - along * b for a, b in zip(v, w)]
        length = hypot(*v)
        v = [a / length for a in v]
        variance = None
        for _ in range(max_steps):
            new = [0.0] * d
            for row in left:
                score = sum(x * a for x, a in zip(row, v))
                new = [a + score * x for a, x in zip(new, row)]
            new = [a / (n - 1) for a in new]
            length = hypot(*new)
            if length <= 1e-12 * total:
                variance = 0.0
                break
            new = [a / length for a in new]
            change = max(abs(a - b) for a, b in zip(new, v))
            v = new
            if change <= tolerance:
                variance = length
                break
        if variance is None:
            raise ValueError("no convergence: two variances are nearly equal")
        components.append(v)
        variances.append(variance)
        for i in range(n):
            along = sum(x * a for x, a in zip(left[i], v))
            left[i] = [x - along * a for x, a in zip(left[i], v)]
    return means, components, variances, [variance / total for variance in variances]
