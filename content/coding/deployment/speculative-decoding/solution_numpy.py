import random

import numpy as np


def speculative_step(target, draft, proposed, rng=random):
    if not len(target) - 1 == len(draft) == len(proposed):
        raise ValueError("need one draft distribution per proposed token, and one target distribution more")
    p = np.asarray(target, dtype=float)
    q = np.asarray(draft, dtype=float).reshape(len(proposed), p.shape[1])
    tokens = np.asarray(proposed, dtype=int)
    at = np.arange(len(tokens))
    uniform = np.array([rng.random() for _ in proposed])
    # all tests at once, as on a GPU; what follows the first rejection is thrown away
    rejected = np.flatnonzero(uniform * q[at, tokens] >= p[at, tokens])
    count = rejected[0] if len(rejected) else len(tokens)
    weights = p[count]
    if len(rejected):
        left = np.maximum(p[count] - q[count], 0)
        weights = left if left.any() else weights
    totals = weights.cumsum()
    last = np.searchsorted(totals, rng.random() * totals[-1], side="right")
    return np.append(tokens[:count], last)
