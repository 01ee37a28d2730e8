import numpy as np


def standardize_and_one_hot(train, new, categorical=()):
    if len(train) == 0:
        raise ValueError("need at least one training row")
    if any(len(row) != len(train[0]) for row in [*train, *new]):
        raise ValueError("every row needs the same number of columns")
    blocks = [np.empty((len(new), 0))]
    for j in range(len(train[0])):  # a column has one type, a row has not
        fitted, fresh = ([row[j] for row in rows] for rows in (train, new))
        if j in categorical:
            known = np.array(list(dict.fromkeys(fitted)), dtype=object)
            block = np.array(fresh, dtype=object)[:, None] == known  # broadcast: rows against categories
        else:
            fitted, fresh = np.array(fitted, dtype=float), np.array(fresh, dtype=float)
            constant = fitted.min() == fitted.max()
            mean, deviation = (fitted[0], 1.0) if constant else (fitted.mean(), fitted.std())
            block = ((fresh - mean) / deviation)[:, None]
        blocks.append(block.astype(float))
    return np.hstack(blocks)
