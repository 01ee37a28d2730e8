import math
import random


def bootstrap_interval(values, statistic, confidence=0.95, resamples=2000, seed=0):
    """Return the ends of the percentile bootstrap interval of `statistic`, a function of a list of values."""
    check(values, confidence, resamples)
    rng = random.Random(seed)
    replicates = sorted(replicate(values, statistic, rng) for _ in range(resamples))
    tail = (1 - confidence) / 2
    return quantile(replicates, tail), quantile(replicates, 1 - tail)


def check(values, confidence, resamples):
    if len(values) == 0:
        raise ValueError("no values to draw from")
    if resamples < 1:
        raise ValueError("need at least one resample")
    if not 0 < confidence < 1:
        raise ValueError("the confidence must lie between 0 and 1")


def replicate(values, statistic, rng):
    """The statistic of as many values as there are, drawn with replacement."""
    result = statistic(rng.choices(values, k=len(values)))
    if not math.isfinite(result):
        raise ValueError("the statistic is undefined on a resample")
    return result


def quantile(ordered, share):
    """The value that a share of an ordered list lies below, interpolated between neighbors."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    weight = position - below
    return (1 - weight) * ordered[below] + weight * ordered[above]  # a difference of huge values could overflow
