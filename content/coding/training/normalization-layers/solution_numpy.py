import numpy as np


def normalize(rows, kind, scale, shift, stored=None, epsilon=1e-5):
    if kind not in ("batch", "layer", "rms"):
        raise ValueError("kind must be batch, layer or rms")
    used = stored if kind == "batch" and stored is not None else []
    if len(scale) == 0 or any(len(values) != len(scale) for values in [shift, *used, *rows]):
        raise ValueError("scale, shift, stored statistics and every row need the same length, at least 1")
    x = np.asarray(rows, dtype=float).reshape(len(rows), len(scale))
    if len(x) == 0:
        return x
    if kind == "batch" and stored is not None:
        mean, variance = (np.asarray(s, dtype=float) for s in stored)
    else:
        axis = 0 if kind == "batch" else 1  # the whole difference between batch and layer
        mean = 0.0 if kind == "rms" else x.mean(axis=axis, keepdims=True)
        variance = ((x - mean) ** 2).mean(axis=axis, keepdims=True)
    return np.asarray(scale) * (x - mean) / np.sqrt(variance + epsilon) + np.asarray(shift)
