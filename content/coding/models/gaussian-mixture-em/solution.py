from math import exp, inf, log, pi


def gaussian_mixture(values, means, floor=1e-6, tolerance=1e-9, steps=1000):
    """Fit a mixture of one-dimensional Gaussians by EM, one for each of the means to start from.

    The start has equal weights, and for k components the variance of all values over k squared, as if they stood side
    by side. Return weights, means, variances (never below the floor), and the mean log-likelihood of the values at the
    start and after each step. A step that gains no more than the tolerance is the last.
    """
    check(values, means, floor)
    model = start(values, means, floor)
    likelihood, shares = expectation(values, model)
    history = [likelihood]
    for _ in range(steps):
        model = maximization(values, shares, model, floor)
        likelihood, shares = expectation(values, model)
        history.append(likelihood)
        if history[-1] - history[-2] <= tolerance:
            break
    return *model, history


def check(values, means, floor):
    if len(values) == 0 or len(means) == 0:
        raise ValueError("need at least one value and one mean to start from")
    if not floor > 0:
        raise ValueError("the floor of the variances must be positive")


def start(values, means, floor):
    k, center = len(means), sum(values) / len(values)
    spread = sum((x - center) ** 2 for x in values) / len(values)
    return [1 / k] * k, list(means), [max(spread / k**2, floor)] * k


def expectation(values, model):
    """The mean log-likelihood, and for each value the share of every component in it."""
    total, shares = 0.0, []
    for x in values:
        logs = [log_density(x, *component) for component in zip(*model)]
        together = log_sum_exp(logs)
        shares.append([exp(part - together) for part in logs])
        total += together
    return total / len(values), shares


def log_density(x, weight, mean, variance):
    """The logarithm of weight times density; minus infinity for a component without weight."""
    if weight == 0:
        return -inf
    return log(weight) - (log(2 * pi * variance) + (x - mean) ** 2 / variance) / 2


def log_sum_exp(logs):
    top = max(logs)
    return top + log(sum(exp(part - top) for part in logs))


def maximization(values, shares, model, floor):
    """Weighted counts, means and variances; a component that owns nothing keeps its place and loses its weight."""
    weights, means, variances = [], [], []
    for column, mean, variance in zip(zip(*shares), *model[1:]):
        count = sum(column)
        if count > 0:
            mean = sum(share * x for share, x in zip(column, values)) / count
            variance = sum(share * (x - mean) ** 2 for share, x in zip(column, values)) / count
        weights.append(count / len(values))
        means.append(mean)
        variances.append(max(variance, floor))
    return weights, means, variances
