from math import exp
from statistics import fmean


def logistic_regression(rows, labels, penalty=0.0, tolerance=1e-8, max_steps=10_000):
    """Return intercept and weights with the least mean log loss + penalty / 2 * |weights|^2; labels are 0 or 1.

    If the gradient is still above the tolerance after max_steps, that is a ValueError.
    """
    if not set(labels) <= {0, 1}:
        raise ValueError("labels must be 0 or 1")
    means = [fmean(column) for column in zip(*rows, strict=True)]
    centered = [[x - mean for x, mean in zip(row, means)] for row in rows]
    curvature = largest_curvature(centered, penalty)
    intercept, weights = 0.0, [0.0] * len(means)
    for _ in range(max_steps):
        slope, gradient = log_loss_gradient(centered, labels, intercept, weights, penalty)
        if max(map(abs, [slope, *gradient])) <= tolerance:
            return intercept - dot(weights, means), weights
        intercept -= 4 * slope
        weights = [w - g / curvature for w, g in zip(weights, gradient)]
    raise ValueError("no convergence: separable classes, or columns on very different scales")


def largest_curvature(rows, penalty):
    """An upper bound on the second derivative in any direction of the weights, since p * (1 - p) is at most 1/4."""
    return fmean(dot(row, row) for row in rows) / 4 + penalty or 1.0  # without it, all columns are constant


def log_loss_gradient(rows, labels, intercept, weights, penalty):
    errors = [sigmoid(intercept + dot(weights, row)) - label for row, label in zip(rows, labels, strict=True)]
    gradient = [fmean(e * x for e, x in zip(errors, column)) for column in zip(*rows)]
    return fmean(errors), [g + penalty * w for g, w in zip(gradient, weights)]


def sigmoid(score):
    if score >= 0:
        return 1 / (1 + exp(-score))
    return exp(score) / (1 + exp(score))  # never the exponential of a large positive number


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))
