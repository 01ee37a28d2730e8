"""How MinHash is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import pairwise_distances

TEXTS = st.lists(st.text("ab \n", max_size=9) | st.sampled_from(["a b a b", "b a b a", "A b a"]), max_size=6)
INPUTS = st.one_of(
    *[
        st.tuples(
            TEXTS,
            st.sampled_from([0, 0.25, 0.5, 0.8, 1]),
            st.integers(1, 4),
            st.integers(1, 9),
            st.integers(1, 3),
            st.integers(0, 9),
        )
    ]
    * 8,
    st.tuples(
        TEXTS, st.sampled_from([-0.1, 0.5, 1.1]), st.integers(-1, 2), st.sampled_from([0, 4]), st.sampled_from([0, 2])
    ),
)


def trusted(near_duplicates):
    """Jaccard distances of all pairs by scikit-learn: the same similarities within 1e-9, nothing below the threshold.

    With 64 bands of 2 rows a pair at 0.6 is missed with a chance of 4e-13, so all are found, by each of the seeds. The
    estimates lie within 4.5 standard errors.
    """
    for seed in range(4):
        rng = random.Random(seed)
        texts = [" ".join(rng.choices([f"w{i}" for i in range(500)], k=rng.randint(30, 90))) for _ in range(15)]
        for text in texts[:10]:
            tokens = text.split()
            for _ in range(rng.randint(1, 4)):
                tokens[rng.randrange(len(tokens))] = "new"
            texts.append(" ".join(tokens))
        counts = CountVectorizer(ngram_range=(3, 3), binary=True).fit_transform(texts)
        similarity = 1 - pairwise_distances(counts.toarray().astype(bool), metric="jaccard")
        expected = [(int(i), int(j)) for i, j in np.argwhere(np.triu(similarity, 1) >= 0.6)]
        found = near_duplicates(texts, 0.6, 3, 64, 2, seed)
        assert [(i, j) for i, j, _, _ in found] == expected
        assert len(expected) >= 5
        for i, j, estimate, exact in found:
            assert abs(exact - similarity[i, j]) < 1e-9
            assert abs(estimate - exact) <= 4.5 * (exact * (1 - exact) / 128) ** 0.5 + 1e-9


SIZES = {"s": 240, "k": 24}
SPACE_SIZES = {"s": 600, "k": 64, "n": 40}


def sized(s, k, n=8):
    """n texts of s runs of one word in all, no two texts alike; n = 8 for the time."""
    texts = [" ".join(f"t{i}x{j}" for j in range(s // n)) for i in range(n)]
    return texts, 0.8, 1, k // 4, 4
