import re
from heapq import nsmallest
from math import inf, log


def bm25_search(documents, query, k, k1=1.2, b=0.75):
    """Return up to k pairs (index, score) of the documents that share a word with the query, best first.

    Words are runs of letters, digits and underscores, whatever their case.
    The score adds up, over the words of the query, repeated ones included,
    idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean length)) with idf = ln(1 + (n - df + 0.5) / (df + 0.5)).
    """
    if k < 1 or not 0 <= k1 < inf or not 0 <= b <= 1:
        raise ValueError("need k >= 1, a finite k1 >= 0 and b between 0 and 1")
    postings, lengths = build_index(documents)
    scores = add_up(postings, lengths, words(query), k1, b)
    return nsmallest(k, scores.items(), key=lambda pair: (-pair[1], pair[0]))


def words(text):
    return re.findall(r"\w+", text.lower())


def build_index(documents):
    """For each word its postings {document: how often}, and the length of each document in words."""
    postings, lengths = {}, []
    for i, document in enumerate(documents):
        found = words(document)
        lengths.append(len(found))
        for word in found:
            counts = postings.setdefault(word, {})
            counts[i] = counts.get(i, 0) + 1
    return postings, lengths


def add_up(postings, lengths, query_words, k1, b):
    """The scores of the documents that hold a query word; the others are never touched."""
    n, total = len(lengths), sum(lengths)
    scores = {}
    for word in query_words:
        counts = postings.get(word, {})
        weight = idf(n, len(counts))
        for i, tf in counts.items():
            scores[i] = scores.get(i, 0.0) + weight * saturated(tf, lengths[i] * n / total, k1, b)
    return scores


def idf(n, df):
    return log(1 + (n - df + 0.5) / (df + 0.5))


def saturated(tf, length, k1, b):
    """1 for one occurrence in a document of mean length, at most k1 + 1; `length` is relative to the mean."""
    return tf * (k1 + 1) / (tf + k1 * (1 - b + b * length))
