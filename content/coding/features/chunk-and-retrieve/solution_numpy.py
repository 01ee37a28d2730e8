import re

import numpy as np


def chunk_and_retrieve(text, query, size=100, overlap=20, k=3):
    if size < 1 or not 0 <= overlap < size or k < 1:
        raise ValueError("need size >= 1, 0 <= overlap < size and k >= 1")
    borders = [match.start() for match in re.finditer(r"\S+", text)]
    if not borders:
        return []
    n, borders = len(borders), [0, *borders[1:], len(text)]
    firsts = range(0, max(n - overlap, 1), size - overlap)
    chunks = [(borders[first], text[borders[first] : borders[min(first + size, n)]]) for first in firsts]
    words = [re.findall(r"\w+", chunk.lower()) for _, chunk in chunks]
    column = {word: j for j, word in enumerate(dict.fromkeys(word for chunk in words for word in chunk))}
    counts, wanted = np.zeros((len(chunks), len(column))), np.zeros(len(column))
    for i, chunk in enumerate(words):
        for word in chunk:
            counts[i, column[word]] += 1
    for word in re.findall(r"\w+", query.lower()):
        if word in column:
            wanted[column[word]] += 1
    idf = np.log((1 + len(chunks)) / (1 + (counts > 0).sum(axis=0))) + 1
    # all chunks at once: the index is a matrix of unit rows, a query one product (real ones are sparse)
    index, wanted = counts * idf, wanted * idf
    lengths = np.linalg.norm(index, axis=1) * np.linalg.norm(wanted)
    scores = (index @ wanted / np.where(lengths > 0, lengths, 1)).round(12)
    return [(scores[i], *chunks[i]) for i in np.argsort(-scores, kind="stable")[:k]]
