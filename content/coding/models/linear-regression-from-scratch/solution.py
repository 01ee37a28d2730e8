from math import sqrt
from statistics import fmean

TOLERANCE = 1e-10  # a column whose share of variance that the others do not explain is smaller counts as collinear


def linear_regression(rows, targets):
    """Return the intercept and the list of weights with the least squared error.

    Collinear columns, too few rows to tell them apart, or not one target per row are a ValueError.
    """
    columns = list(zip(*rows, strict=True))
    means = [fmean(column) for column in columns]
    centered, centered_targets = [center(column) for column in columns], center(targets)
    norms = [norm(column) for column in centered]
    if any(size <= 1e-12 * norm(column) for size, column in zip(norms, columns)):
        raise ValueError("a constant column repeats the intercept")
    units = [[x / size for x in column] for column, size in zip(centered, norms)]
    gram = [[dot(a, b) for b in units] for a in units]
    moments = [dot(a, centered_targets) for a in units]
    weights = [w / size for w, size in zip(solve(gram, moments), norms)]
    return fmean(targets) - dot(weights, means), weights


def center(values):
    mean = fmean(values)
    return [x - mean for x in values]


def norm(values):
    return sqrt(dot(values, values))


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def solve(matrix, right):
    """Gauss–Jordan elimination; the largest remaining diagonal entry of the symmetric matrix is the pivot."""
    table = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    waiting = list(range(len(table)))
    while waiting:
        p = max(waiting, key=lambda j: table[j][j])
        if table[p][p] < TOLERANCE:
            raise ValueError("collinear columns, or too few rows")
        waiting.remove(p)
        for j in range(len(table)):
            if j != p:
                eliminate(table[j], table[p], p)
    return [line[-1] / line[j] for j, line in enumerate(table)]


def eliminate(line, pivot_line, p):
    factor = line[p] / pivot_line[p]
    for i, value in enumerate(pivot_line):
        line[i] -= factor * value
