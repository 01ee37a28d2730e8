import random


def reservoir_sample(stream, k, seed=0):
    if k < 0:
        raise ValueError("k must not be negative")
    rng = random.Random(seed)
    reservoir = []
    seen = 0
    for item in stream:
        seen += 1
        if len(reservoir) < k:
            reservoir.append(item)
        else:
            j = rng.randrange(seen)
            if j < k:
                reservoir[j] = item
    return reservoir
