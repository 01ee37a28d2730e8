import numpy as np


def byte_pair_encoding(word_counts, num_merges):
    if num_merges < 0:
        raise ValueError("the number of merges must not be negative")
    if not all(count > 0 for count in word_counts.values()):
        raise ValueError("every count must be positive")
    # counts are added as floats here, so ties are exact up to 2**53
    # all words in one array of token numbers, with -1 after each word; a token's number is its place in `tokens`
    tokens = sorted(set("".join(word_counts)))
    number = {token: i for i, token in enumerate(tokens)}
    ids = np.array([i for word in word_counts for i in (*(number[c] for c in word), -1)], dtype=np.int64)
    weights = np.array([count for word, count in word_counts.items() for _ in range(len(word) + 1)])
    merges, ranks = [], {}
    while len(merges) < num_merges:
        inside = (ids[:-1] >= 0) & (ids[1:] >= 0)
        if not inside.any():
            break
        codes = ids[:-1][inside] * len(tokens) + ids[1:][inside]
        codes, places = np.unique(codes, return_inverse=True)
        counts = np.bincount(places, weights=weights[:-1][inside])
        ties = [divmod(int(code), len(tokens)) for code in codes[counts == counts.max()]]
        left, right = min(ties, key=lambda pair: (tokens[pair[0]], tokens[pair[1]]))
        hits = left_to_right(np.flatnonzero((ids[:-1] == left) & (ids[1:] == right)))
        ids[hits] = len(tokens)
        ids, weights = np.delete(ids, hits + 1), np.delete(weights, hits + 1)
        merges.append((tokens[left], tokens[right]))
        ranks[merges[-1]] = len(ranks)
        tokens.append(tokens[left] + tokens[right])

    def encode(word):
        symbols = list(word)
        while known := [pair for pair in zip(symbols, symbols[1:]) if pair in ranks]:
            left, right = min(known, key=ranks.get)
            hits = [i for i, pair in enumerate(zip(symbols, symbols[1:])) if pair == (left, right)]
            for i in reversed(left_to_right(np.array(hits)).tolist()):
                symbols[i : i + 2] = [left + right]
        return symbols

    return merges, encode


def left_to_right(hits):
    """Of places that follow each other directly (the pair a a in a a a a), every second one, from the first."""
    starts = np.diff(hits, prepend=-2) != 1
    run = np.maximum.accumulate(np.where(starts, hits, -1))
    return hits[(hits - run) % 2 == 0]
