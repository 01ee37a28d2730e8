import random


def mini_batch_gradient_descent(rows, targets, batch_size, rate, epochs, decay=0.0, seed=0):
    if len(rows) == 0 or len(rows) != len(targets):
        raise ValueError("need one target for every row, and at least one row")
    if batch_size < 1:
        raise ValueError("a batch needs at least one row")
    rng = random.Random(seed)
    d = len(rows[0])
    weights = [0.0] * d
    for epoch in range(epochs):
        step = rate / (1 + decay * epoch)
        order = list(range(len(rows)))
        rng.shuffle(order)
        start = 0
        while start < len(order):
            batch = order[start : start + batch_size]
            gradient = [0.0] * d
            for i in batch:
                error = -targets[i]
                for j in range(d):
                    error += weights[j] * rows[i][j]
                for j in range(d):
                    gradient[j] += error * rows[i][j] / len(batch)
            for j in range(d):
                weights[j] -= step * gradient[j]
            start += batch_size
    return weights
