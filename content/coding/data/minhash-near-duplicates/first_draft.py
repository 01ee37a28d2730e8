import random
from hashlib import blake2s


def near_duplicates(texts, threshold=0.8, words=5, bands=16, rows=8, seed=0):
    if not 0 <= threshold <= 1:
        raise ValueError("the threshold must lie between 0 and 1")
    if words < 1 or bands < 1 or rows < 1:
        raise ValueError("words, bands and rows must be at least 1")
    rng = random.Random(seed)
    prime = 2**61 - 1
    functions = []
    for _ in range(bands * rows):
        factor = rng.randrange(prime)
        functions.append((factor, rng.randrange(prime)))
    sets, signatures, buckets, pairs = [], [], {}, set()
    for i, text in enumerate(texts):
        tokens = text.lower().split()
        if len(tokens) == 0:
            found = set()
        elif len(tokens) <= words:
            found = {tuple(tokens)}
        else:
            found = {tuple(tokens[start : start + words]) for start in range(len(tokens) - words + 1)}
        sets.append(found)
        smallest = [prime] * len(functions)
        for shingle in found:
            x = int.from_bytes(blake2s(" ".join(shingle).encode()).digest(), "big")
            for f, (factor, offset) in enumerate(functions):
                smallest[f] = min(smallest[f], (factor * x + offset) % prime)
        signatures.append(smallest)
        if not found:
            continue
        for band in range(bands):
            key = (band, tuple(smallest[band * rows : (band + 1) * rows]))
            for other in buckets.setdefault(key, []):
                pairs.add((other, i))
            buckets[key].append(i)
    result = []
    for i, j in sorted(pairs):
        similarity = len(sets[i] & sets[j]) / len(sets[i] | sets[j])
        if similarity >= threshold:
            agree = 0
            for x, y in zip(signatures[i], signatures[j]):
                agree += x == y
            result.append((i, j, agree / len(functions), similarity))
    return result
