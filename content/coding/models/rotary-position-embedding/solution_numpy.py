import numpy as np


def rotary_embedding(rows, start=0, base=10000.0, interleaved=True):
    if base <= 0:
        raise ValueError("the base must be positive")
    if any(len(row) % 2 or len(row) != len(rows[0]) for row in rows):
        raise ValueError("every row needs the same even number of coordinates")
    if len(rows) == 0:
        return np.zeros((0, 0))
    x = np.asarray(rows, dtype=float)
    n, d = x.shape
    angles = np.outer(start + np.arange(n), base ** (-np.arange(0, d, 2) / d))
    a, b = (x[:, 0::2], x[:, 1::2]) if interleaved else (x[:, : d // 2], x[:, d // 2 :])
    turned = (a + 1j * b) * np.exp(1j * angles)  # a pair is a complex number, and a rotation is a product
    return np.stack([turned.real, turned.imag], axis=2 if interleaved else 1).reshape(n, d)
