import random


def mini_batch_gradient_descent(rows, targets, batch_size, rate, epochs, decay=0.0, seed=0):
    """Minimize half the mean squared error of a linear model; return one weight for each column.

    Epoch t takes steps of rate / (1 + decay * t), t from 0. For an intercept, give the rows a column of ones.
    """
    check(rows, targets, batch_size)
    rng = random.Random(seed)
    weights = [0.0] * len(rows[0])
    for epoch in range(epochs):
        step = rate / (1 + decay * epoch)
        for batch in shuffled_batches(len(rows), batch_size, rng):
            slopes = gradient(rows, targets, weights, batch)
            weights = [weight - step * slope for weight, slope in zip(weights, slopes)]
    return weights


def check(rows, targets, batch_size):
    if len(rows) == 0 or len(rows) != len(targets):
        raise ValueError("need one target for every row, and at least one row")
    if batch_size < 1:
        raise ValueError("a batch needs at least one row")


def shuffled_batches(n, batch_size, rng):
    """Row indexes in a fresh random order, cut into batches; the last one may be smaller."""
    order = list(range(n))
    rng.shuffle(order)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def gradient(rows, targets, weights, batch):
    """The mean over the batch of error times row."""
    errors = [dot(weights, rows[i]) - targets[i] for i in batch]
    return [sum(e * rows[i][j] for e, i in zip(errors, batch)) / len(batch) for j in range(len(weights))]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))
