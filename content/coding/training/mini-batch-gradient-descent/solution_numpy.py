import numpy as np


def mini_batch_gradient_descent(rows, targets, batch_size, rate, epochs, decay=0.0, seed=0):
    x, y = np.asarray(rows, dtype=float), np.asarray(targets, dtype=float)
    if len(x) == 0 or len(x) != len(y):
        raise ValueError("need one target for every row, and at least one row")
    if batch_size < 1:
        raise ValueError("a batch needs at least one row")
    rng = np.random.default_rng(seed)
    weights = np.zeros(x.shape[1])
    for epoch in range(epochs):
        step = rate / (1 + decay * epoch)
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            part = x[batch]  # a copy: rows drawn at random do not lie side by side
            weights -= step / len(batch) * (part @ weights - y[batch]) @ part
    return weights
