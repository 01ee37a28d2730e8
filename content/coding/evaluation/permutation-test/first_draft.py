import math
import random
from itertools import combinations


def permutation_test(a, b, draws=9999, limit=20_000, seed=0):
    n, m = len(a), len(b)
    if n == 0 or m == 0:
        raise ValueError("each group needs at least one value")
    if draws < 1:
        raise ValueError("need at least one draw")
    pooled = list(a) + list(b)
    size = 0
    for x in pooled:
        if not math.isfinite(x):
            raise ValueError("values must be finite")
        size += abs(x)
    total = sum(pooled)
    observed = sum(a) / n - sum(b) / m
    slack = 1e-12 * size / m  # rounding grows with the values
    exact = math.comb(n + m, n) <= limit
    if exact:
        groups = combinations(pooled, n)
    else:
        rng = random.Random(seed)
        groups = (rng.sample(pooled, n) for _ in range(draws))
    far = count = 0
    for group in groups:
        first = sum(group)
        if abs(first / n - (total - first) / m) >= abs(observed) - slack:
            far += 1
        count += 1
    if not exact:  # the observed split is one of them
        far += 1
        count += 1
    return observed, far / count
