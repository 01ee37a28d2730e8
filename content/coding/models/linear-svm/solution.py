import random
from math import inf


def linear_svm(rows, labels, penalty=0.01, steps=20_000, seed=0):
    """Return (bias, weights) near the minimum of penalty / 2 * (bias^2 + |weights|^2) + mean of max(0, 1 - label * score).

    The labels are -1 and 1, score = bias + weights . row. From zero, step t follows the subgradient at one row, drawn
    by `seed`, with length 1 / (penalty * t); the result is their average, with step t weighing in proportion to t.
    ValueError for other labels, shapes that do not fit, values that are NaN or beyond 1e100, a penalty that is not
    positive and finite, or no steps.
    """
    check(rows, labels, penalty, steps)
    rng = random.Random(seed)
    weights = average = [0.0] * (len(rows[0]) + 1)
    for t in range(1, steps + 1):
        i = rng.randrange(len(rows))
        x = (1.0, *rows[i])  # the constant makes the bias a weight like the others
        direction = subgradient(weights, x, labels[i], penalty)
        weights = moved(weights, direction, -1 / (penalty * t))
        average = mixed(average, weights, 2 / (t + 1))  # step t weighs in proportion to t
    return average[0], average[1:]


def check(rows, labels, penalty, steps):
    if len(rows) == 0 or len(rows) != len(labels) or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("need at least one row, one label for each, and rows of one length")
    if any(label not in (-1, 1) for label in labels):
        raise ValueError("labels must be -1 or 1")
    if any(not abs(value) <= 1e100 for row in rows for value in row):  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or scores overflow")
    if not 0 < penalty < inf or steps < 1:
        raise ValueError("need a positive, finite penalty and at least one step")


def subgradient(weights, x, label, penalty):
    """Of penalty / 2 * |weights|^2 + the hinge loss of one row: the row pulls only while its margin is below 1."""
    pull = -label if label * dot(weights, x) < 1 else 0
    return [penalty * w + pull * value for w, value in zip(weights, x)]


def moved(weights, direction, step):
    return [w + step * value for w, value in zip(weights, direction)]


def mixed(average, weights, share):
    return [a + share * (w - a) for a, w in zip(average, weights)]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))
