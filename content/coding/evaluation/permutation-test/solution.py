import math
import random
from itertools import combinations


def permutation_test(a, b, draws=9999, limit=20_000, seed=0):
    """Return mean(a) - mean(b) and its two-sided p-value under the hypothesis that the group labels do not matter.

    If there are at most `limit` ways to split all values into groups of these sizes, all of them are counted and p is
    exact. Otherwise p comes from random splits, the observed one counted among them. Extreme means: at least as far
    from zero as the observed difference, on either side.
    """
    check(a, b, draws)
    pooled, n = [*a, *b], len(a)
    if math.comb(len(pooled), n) <= limit:
        far, splits = count_far(combinations(pooled, n), a, pooled)
    else:
        far, splits = count_far(drawn(pooled, n, draws, seed), a, pooled)
        far, splits = far + 1, splits + 1  # the split that was observed
    return mean(a) - mean(b), far / splits


def check(a, b, draws):
    if len(a) == 0 or len(b) == 0:
        raise ValueError("each group needs at least one value")
    if not all(math.isfinite(x) for x in (*a, *b)):
        raise ValueError("values must be finite")
    if draws < 1:
        raise ValueError("need at least one draw")


def drawn(pooled, n, draws, seed):
    """Random first groups of n values, each drawn without replacement."""
    rng = random.Random(seed)
    return (rng.sample(pooled, n) for _ in range(draws))


def count_far(groups, a, pooled):
    """How many first groups have a mean at least as far from the overall mean as a has, and how many there are.

    The overall mean stays, so the mean of the first group alone tells how far apart the two groups are. Equal distances
    may differ by rounding, whose size follows that of the values.
    """
    center = mean(pooled)
    slack = 1e-12 * mean([abs(x) for x in pooled])
    least = abs(mean(a) - center) - slack
    far = splits = 0
    for group in groups:
        far += abs(mean(group) - center) >= least
        splits += 1
    return far, splits


def mean(values):
    return sum(values) / len(values)
