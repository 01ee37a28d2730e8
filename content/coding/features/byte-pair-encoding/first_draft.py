def byte_pair_encoding(word_counts, num_merges):
    if num_merges < 0:
        raise ValueError("the number of merges must not be negative")
    for count in word_counts.values():
        if not count > 0:
            raise ValueError("every count must be positive")
    words = {word: list(word) for word in word_counts}
    merges = []
    while len(merges) < num_merges:
        counts = {}
        for word, symbols in words.items():
            for i in range(len(symbols) - 1):
                pair = (symbols[i], symbols[i + 1])
                counts[pair] = counts.get(pair, 0) + word_counts[word]
        if not counts:
            break
        best = None
        for pair, count in counts.items():
            if best is None or count > counts[best] or (count == counts[best] and pair < best):
                best = pair
        merges.append(best)
        for symbols in words.values():
            i = 0
            while i < len(symbols) - 1:
                if (symbols[i], symbols[i + 1]) == best:
                    symbols[i : i + 2] = [best[0] + best[1]]
                i += 1

    def encode(word):
        symbols = list(word)
        for left, right in merges:
            i = 0
            while i < len(symbols) - 1:
                if symbols[i] == left and symbols[i + 1] == right:
                    symbols[i : i + 2] = [left + right]
                i += 1
        return symbols

    return merges, encode
