from collections import Counter


def byte_pair_encoding(word_counts, num_merges):
    """Learn merges from {word: count}; return the merged pairs in order, and a function that splits a word into tokens.

    Each step merges the pair of neighbors that occurs most often, every position counted, overlapping ones too. Among
    equals the smaller pair wins: first symbols are compared, then second ones. Learning ends early when no word has
    two symbols left. To encode, the earliest learned pair that occurs is merged, until no learned pair is left.
    Merging goes through a word from left to right.
    """
    check(word_counts, num_merges)
    words = {word: list(word) for word in word_counts}
    merges = []
    while len(merges) < num_merges and (counts := pair_counts(words, word_counts)):
        merges.append(most_frequent(counts))
        words = {word: merged(symbols, merges[-1]) for word, symbols in words.items()}
    ranks = {pair: rank for rank, pair in enumerate(merges)}
    return merges, lambda word: encode(word, ranks)


def check(word_counts, num_merges):
    if num_merges < 0:
        raise ValueError("the number of merges must not be negative")
    if not all(count > 0 for count in word_counts.values()):
        raise ValueError("every count must be positive")


def pair_counts(words, word_counts):
    """How often each pair of neighbors occurs in the text: a word seen seven times counts seven times."""
    counts = Counter()
    for word, symbols in words.items():
        for pair in zip(symbols, symbols[1:]):
            counts[pair] += word_counts[word]
    return counts


def most_frequent(counts):
    return min(counts, key=lambda pair: (-counts[pair], pair))


def merged(symbols, pair):
    """The symbols with the pair joined wherever it occurs, from left to right: a a a becomes aa a."""
    result, i = [], 0
    while i < len(symbols):
        step = 2 if tuple(symbols[i : i + 2]) == pair else 1
        result.append("".join(symbols[i : i + step]))
        i += step
    return result


def encode(word, ranks):
    symbols = list(word)
    while known := [pair for pair in zip(symbols, symbols[1:]) if pair in ranks]:
        symbols = merged(symbols, min(known, key=ranks.get))  # the earliest learned of the pairs that are there
    return symbols
