import random
from collections import defaultdict
from hashlib import blake2s
from itertools import combinations

PRIME = 2305843009213693951  # 2 to the 61st, less one


def near_duplicates(texts, threshold=0.8, words=5, bands=16, rows=8, seed=0):
    """Return (i, j, estimate, jaccard) for pairs i < j of texts whose Jaccard similarity reaches the threshold, sorted.

    A text is the set of its runs of so many words, in lower case; a shorter text is a single run, and a text without
    words is like no other. Only pairs that agree in all rows of some band are compared, so a pair can be missed; none
    is returned that does not reach the threshold. The estimate is the share of hash functions that agree.
    """
    check(threshold, words, bands, rows)
    sets = [shingles(text, words) for text in texts]
    functions = hash_functions(bands * rows, seed)
    signatures = {i: signature(found, functions) for i, found in enumerate(sets) if found}
    pairs = sorted(candidates(signatures, rows))
    compared = [(i, j, agreement(signatures[i], signatures[j]), jaccard(sets[i], sets[j])) for i, j in pairs]
    return [pair for pair in compared if pair[3] >= threshold]


def check(threshold, words, bands, rows):
    if not 0 <= threshold <= 1:
        raise ValueError("the threshold must lie between 0 and 1")
    if min(words, bands, rows) < 1:
        raise ValueError("words, bands and rows must be at least 1")


def shingles(text, words):
    """The set of runs of consecutive words, each once."""
    tokens = text.lower().split()
    starts = range(max(len(tokens) - words, 0) + 1) if tokens else ()
    return {" ".join(tokens[start : start + words]) for start in starts}


def hash_functions(count, seed):
    """Factor and offset of each function x -> (factor * x + offset) mod PRIME."""
    rng = random.Random(seed)
    return [(rng.randrange(PRIME), rng.randrange(PRIME)) for _ in range(count)]


def signature(found, functions):
    """For each hash function the smallest value over all shingles."""
    numbers = [fingerprint(shingle) for shingle in found]
    return [min((factor * x + offset) % PRIME for x in numbers) for factor, offset in functions]


def fingerprint(shingle):
    """A number that is the same in every process and on every machine, as Python's hash of a string is not."""
    return int.from_bytes(blake2s(shingle.encode()).digest(), "big")


def candidates(signatures, rows):
    """Pairs that agree in every row of at least one band."""
    buckets = defaultdict(list)
    for i, values in signatures.items():
        for start in range(0, len(values), rows):
            buckets[start, *values[start : start + rows]].append(i)
    return {pair for bucket in buckets.values() for pair in combinations(bucket, 2)}


def agreement(a, b):
    return sum(x == y for x, y in zip(a, b)) / len(a)


def jaccard(a, b):
    return len(a & b) / len(a | b)
