import random
from itertools import islice


def reservoir_sample(stream, k, seed=0):
    """Return k items of an iterable of unknown length, every subset of k equally likely; all items if there are fewer."""
    rng = random.Random(seed)
    items = iter(stream)
    reservoir = first(items, k)
    for seen, item in enumerate(items, start=k + 1):
        offer(reservoir, item, seen, rng)
    return reservoir


def first(items, k):
    if k < 0:
        raise ValueError("k must not be negative")
    return list(islice(items, k))


def offer(reservoir, item, seen, rng):
    """Let the item number `seen` in with probability k / seen, in a random place."""
    place = rng.randrange(seen)
    if place < len(reservoir):
        reservoir[place] = item
