import re

import numpy as np


def bm25_search(documents, query, k, k1=1.2, b=0.75):
    if k < 1 or not 0 <= k1 < np.inf or not 0 <= b <= 1:
        raise ValueError("need k >= 1, a finite k1 >= 0 and b between 0 and 1")
    texts = [re.findall(r"\w+", document.lower()) for document in documents]
    number = {}  # of each word
    tokens = np.array([number.setdefault(word, len(number)) for text in texts for word in text], dtype=int)
    lengths = np.array([len(text) for text in texts], dtype=float)
    owner = np.repeat(np.arange(len(texts)), lengths.astype(int))
    # one entry for each (word, document) that occurs, with its count: a sparse matrix in coordinates
    (word, document), tf = np.unique(np.stack([tokens, owner]), axis=1, return_counts=True)
    df = np.bincount(word, minlength=len(number))
    idf = np.log1p((len(texts) - df + 0.5) / (df + 0.5))
    relative = lengths[document] * len(texts) / max(lengths.sum(), 1)
    # every weight is known before a query comes: a score is then a sum of stored numbers
    weights = idf[word] * tf * (k1 + 1) / (tf + k1 * (1 - b + b * relative))
    wanted = [number[w] for w in re.findall(r"\w+", query.lower()) if w in number]
    times = np.bincount(np.array(wanted, dtype=int), minlength=len(number))
    scores = np.bincount(document, times[word] * weights, minlength=len(texts))
    matched = np.unique(document[times[word] > 0])
    order = matched[np.argsort(-scores[matched], kind="stable")][:k]
    return [(int(i), float(scores[i])) for i in order]
