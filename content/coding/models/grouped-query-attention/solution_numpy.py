import numpy as np


def grouped_query_attention(queries, keys, values, heads, groups, causal=False):
    if heads < 1 or groups < 1 or heads % groups:
        raise ValueError("the number of groups must divide the number of heads")
    n, m = len(queries), len(keys)
    if m == 0 or m != len(values) or (causal and n > m):
        raise ValueError("need one value for every key, and a key for every query")
    if n == 0:
        return np.zeros((0, heads * len(values[0]) // groups))
    # numpy itself raises the ValueError when columns do not divide into heads. Letters below: g group, s head in the
    # group, n and m tokens. The queries get an axis for the group; keys and values are never repeated.
    q = np.asarray(queries, dtype=float).reshape(n, groups, heads // groups, -1)
    k = np.asarray(keys, dtype=float).reshape(m, groups, -1)
    v = np.asarray(values, dtype=float).reshape(m, groups, -1)
    scores = np.einsum("ngsd,mgd->gsnm", q, k) / np.sqrt(q.shape[-1])
    if causal:
        scores = np.where(np.tri(n, m, m - n, dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return np.einsum("gsnm,mgd->ngsd", weights, v).reshape(n, -1)
