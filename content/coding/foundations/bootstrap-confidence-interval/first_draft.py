import math
import random


def bootstrap_interval(values, statistic, confidence=0.95, resamples=2000, seed=0):
    n = len(values)
    if n == 0 or resamples < 1 or not 0 < confidence < 1:
        raise ValueError("need values, at least one resample, and a confidence between 0 and 1")
    rng = random.Random(seed)
    replicates = []
    for _ in range(resamples):
        sample = rng.choices(values, k=n)
        replicate = statistic(sample)
        if not math.isfinite(replicate):
            raise ValueError("the statistic is undefined on a resample")
        replicates.append(replicate)
    replicates.sort()
    ends = []
    for share in ((1 - confidence) / 2, 1 - (1 - confidence) / 2):
        position = share * (resamples - 1)
        i = int(position)
        if i == resamples - 1:
            ends.append(replicates[i])
        else:
            weight = position - i
            ends.append((1 - weight) * replicates[i] + weight * replicates[i + 1])
    return ends[0], ends[1]
