import numpy as np


def dropout(rows, rate, seed=0, training=True):
    if not 0 <= rate < 1:
        raise ValueError("the rate must be at least 0 and below 1")
    rows = np.asarray(rows, dtype=float)
    if training:
        kept = np.random.default_rng(seed).random(rows.shape) >= rate  # one byte per value
        scale = 1 / (1 - rate)
    else:
        kept, scale = np.ones(rows.shape, dtype=bool), 1.0

    def backward(gradients):
        gradients = np.asarray(gradients, dtype=float)
        if gradients.shape != kept.shape:  # a row or a single number would be broadcast without a word
            raise ValueError("need one gradient for every output")
        return gradients * kept * scale

    return rows * kept * scale, backward
