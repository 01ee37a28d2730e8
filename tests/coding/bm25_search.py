"""How BM25 search is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

PIECES = st.sampled_from(["a", "B", "b", "cc", "a.", "b,c", "", "dog", "dog dog"])
TEXTS = st.lists(PIECES, max_size=8).map(" ".join)
PARAMETERS = st.sampled_from(
    [(1.2, 0.75)] * 3
    + [(0.0, 0.5), (2.0, 0.0), (1.5, 1.0), (-0.1, 0.5), (1.2, 1.1), (1, -1)]
    + [(float("inf"), 0.5), (float("nan"), 0.5)]
)
INPUTS = st.tuples(st.lists(TEXTS, max_size=7), TEXTS, st.sampled_from([1, 2, 3, 9, 0]), PARAMETERS).map(
    lambda call: (*call[:3], *call[3])
)


def trusted(bm25_search):
    """scikit-learn's counts and numpy's arithmetic on the whole matrix give the same scores within 1e-9."""
    rng = random.Random(0)
    vocabulary = [f"w{i}" for i in range(40)]
    documents = [" ".join(rng.choices(vocabulary, k=rng.randint(1, 60))) for _ in range(80)]
    counter = CountVectorizer(token_pattern=r"\w+")  # noqa: S106
    counts = counter.fit_transform(documents).toarray()
    lengths, df = counts.sum(axis=1), (counts > 0).sum(axis=0)
    for k1, b in ((1.2, 0.75), (0.4, 0.2)):
        norm = k1 * (1 - b + b * lengths / lengths.mean())
        weights = np.log((len(documents) + 1) / (df + 0.5)) * counts * (k1 + 1) / (counts + norm[:, None])
        for query in ("w3", "w1 w2 w1", "w7 w8 w9 w39 unknown"):
            wanted = weights @ counter.transform([query]).toarray()[0]
            found = dict(bm25_search(documents, query, 100, k1, b))
            assert set(found) == set(np.flatnonzero(wanted))
            assert all(abs(score - wanted[i]) < 1e-9 for i, score in found.items())


SIZES = {"n": 40, "l": 40}


def sized(n, l):  # noqa: E741
    rng = random.Random(0)
    return [" ".join(f"w{rng.randrange(400)}" for _ in range(l)) for _ in range(n)], "w1 w2 w3", 5
