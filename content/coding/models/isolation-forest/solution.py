import random
from math import ceil, isfinite, log2


def isolation_forest(rows, num_trees=100, sample_size=256, seed=0):
    """Return a function that scores a row between 0 and 1: the fewer random cuts set it apart, the higher.

    Each tree is grown on its own sample of the rows, drawn without replacement, down to depth log2 of the sample size.
    """
    check(rows, num_trees, sample_size)
    rng = random.Random(seed)
    size = min(sample_size, len(rows))
    limit = ceil(log2(size))
    trees = [grow(rng.sample(rows, size), 0, limit, rng) for _ in range(num_trees)]
    width, usual = len(rows[0]), average_depth(size)  # read now: the caller may change the rows later
    return lambda row: score(row, trees, usual, width)


def check(rows, num_trees, sample_size):
    if len(rows) < 2 or sample_size < 2 or num_trees < 1:
        raise ValueError("need two rows, two rows in a sample, and a tree")
    for row in rows:
        check_row(row, len(rows[0]))


def check_row(row, width):
    if len(row) != width or not all(isfinite(x) for x in row):
        raise ValueError("every row needs the same number of finite values")


def grow(rows, depth, limit, rng):
    """A tree: either the path length of a leaf, or (feature, cut, left tree, right tree)."""
    ranges = [(feature, min(column), max(column)) for feature, column in enumerate(zip(*rows))]
    ranges = [(feature, low, high) for feature, low, high in ranges if low < high]
    if depth == limit or not ranges:
        return depth + average_depth(len(rows))
    feature, low, high = rng.choice(ranges)
    share = rng.random()
    cut = (1 - share) * low + share * high  # low + share * (high - low) could overflow
    left = grow([row for row in rows if row[feature] < cut], depth + 1, limit, rng)
    right = grow([row for row in rows if row[feature] >= cut], depth + 1, limit, rng)
    return feature, cut, left, right


def average_depth(n):
    """The mean depth of the leaves when n rows are cut apart, if every way to divide them is equally likely."""
    return 2 * sum(1 / i for i in range(2, n + 1))


def score(row, trees, usual, width):
    check_row(row, width)
    mean = sum(path_length(row, tree) for tree in trees) / len(trees)
    return 2 ** (-mean / usual)


def path_length(row, tree):
    while isinstance(tree, tuple):
        feature, cut, left, right = tree
        tree = left if row[feature] < cut else right
    return tree
