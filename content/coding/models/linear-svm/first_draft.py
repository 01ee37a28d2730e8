import random
from math import inf


def linear_svm(rows, labels, penalty=0.01, steps=20_000, seed=0):
    if len(rows) == 0 or len(rows) != len(labels) or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("need at least one row, one label for each, and rows of one length")
    if any(label not in (-1, 1) for label in labels):
        raise ValueError("labels must be -1 or 1")
    if any(not abs(value) <= 1e100 for row in rows for value in row):  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or scores overflow")
    if not 0 < penalty < inf or steps < 1:
        raise ValueError("need a positive, finite penalty and at least one step")
    rng = random.Random(seed)
    weights = [0.0] * (len(rows[0]) + 1)
    average = [0.0] * (len(rows[0]) + 1)
    for t in range(1, steps + 1):
        i = rng.randrange(len(rows))
        x = (1.0, *rows[i])
        score = sum(w * value for w, value in zip(weights, x))
        rate = 1 / (penalty * t)
        for j in range(len(x)):
            gradient = penalty * weights[j]
            if labels[i] * score < 1:
                gradient -= labels[i] * x[j]
            weights[j] -= rate * gradient
            average[j] += 2 / (t + 1) * (weights[j] - average[j])
    return average[0], average[1:]
