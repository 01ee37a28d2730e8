import numpy as np


def scaled_dot_product_attention(queries, keys, values, causal=False):
    q, k, v = (np.asarray(part, dtype=float) for part in (queries, keys, values))
    n, m = len(q), len(k)
    if m == 0 or m != len(v):
        raise ValueError("need one value for every key, and at least one key")
    if causal and n > m:
        raise ValueError("with a causal mask every query needs a key of its own")
    if n == 0:
        return np.zeros((0, v.shape[1]))
    scores = q @ k.T / np.sqrt(q.shape[1])  # n x m at once: fast, and the memory that long inputs run out of
    if causal:
        scores = np.where(np.tri(n, m, m - n, dtype=bool), scores, -np.inf)  # before the softmax, not after
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True) @ v
