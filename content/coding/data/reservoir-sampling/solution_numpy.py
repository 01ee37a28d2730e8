from itertools import islice

import numpy as np


def reservoir_sample(stream, k, seed=0):
    if k < 0:
        raise ValueError("k must not be negative")
    rng, items = np.random.default_rng(seed), iter(stream)
    kept, keys = [], np.empty(0)
    # another algorithm: a random key per item, and the k smallest stay; keys need no loop and merge between machines
    while block := list(islice(items, 1000)):
        kept, keys = kept + block, np.append(keys, rng.random(len(block)))
        if len(kept) > k:
            smallest = np.argpartition(keys, k)[:k]
            kept, keys = [kept[i] for i in smallest], keys[smallest]
    return kept
