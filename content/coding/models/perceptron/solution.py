def perceptron(rows, labels, epochs=100, average=False):
    """Return (bias, weights, mistakes in each epoch) for labels -1 and 1; the last epoch has 0 mistakes if it succeeded.

    From zero, through the rows in their order: where label * (bias + weights . row) <= 0, label is added to the bias
    and label * row to the weights. With `average` the result is the mean of the weights after every row looked at.
    ValueError for other labels, no or ragged rows, no epoch, and values that are NaN or beyond 1e100.
    """
    check(rows, labels, epochs)
    inputs = [(1.0, *row) for row in rows]  # the constant makes the bias a weight like the others
    weights = late = [0.0] * len(inputs[0])
    mistakes, looked_at = [], 0
    while len(mistakes) < epochs and mistakes[-1:] != [0]:
        mistakes.append(0)
        for x, label in zip(inputs, labels):
            if label * dot(weights, x) <= 0:
                mistakes[-1] += 1
                weights = moved(weights, x, label)
                late = moved(late, x, label * looked_at)
            looked_at += 1
    if average:  # a change at step t is missing from the first t summands of the mean
        weights = moved(weights, late, -1 / looked_at)
    return weights[0], weights[1:], mistakes


def check(rows, labels, epochs):
    if len(rows) == 0 or len(rows) != len(labels) or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("need at least one row, one label for each, and rows of one length")
    if any(label not in (-1, 1) for label in labels):
        raise ValueError("labels must be -1 or 1")
    if epochs < 1:
        raise ValueError("need at least one epoch")
    if any(not abs(value) <= 1e100 for row in rows for value in row):  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or scores overflow")


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def moved(weights, direction, step):
    return [w + step * x for w, x in zip(weights, direction)]
