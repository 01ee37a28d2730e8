"""How the search by cosine similarity is proven."""

import math
import random

import numpy as np
from hypothesis import strategies as st
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.neighbors import NearestNeighbors

NUMBERS = st.integers(-2, 2).map(float)


@st.composite
def calls(draw):
    d = draw(st.integers(1, 3))
    lengths = [d if draw(st.integers(0, 19)) else draw(st.integers(1, 3)) for _ in range(draw(st.integers(0, 9)))]
    vectors = [draw(st.lists(NUMBERS, min_size=length, max_size=length)) for length in lengths]
    query = draw(st.lists(NUMBERS, min_size=d, max_size=d))
    return vectors, query, draw(st.integers(0, len(vectors) + 1))


INPUTS = calls()


def trusted(cosine_top_k):
    """scikit-learn's cosine neighbors are the same in the same order, with the same similarities within 1e-12."""
    rng = np.random.default_rng(0)
    for k in (1, 5, 40):
        vectors, query = rng.normal(size=(200, 8)), rng.normal(size=8)
        found = cosine_top_k(vectors.tolist(), query.tolist(), k)
        model = NearestNeighbors(n_neighbors=k, metric="cosine").fit(vectors)
        assert [i for i, _ in found] == model.kneighbors([query], return_distance=False)[0].tolist()
        wanted = cosine_similarity(vectors, [query])[[i for i, _ in found], 0]
        assert np.allclose([s for _, s in found], wanted, rtol=0, atol=1e-12)


SIZES = {"n": 200, "k": 16, "d": 4}
SPACE_SIZES = {"n": 400, "k": 100, "d": 100}


def sized(n, k, d):
    # The worst case of the claim: every next vector is more similar than all before, so each one passes the heap.
    rng = random.Random(0)
    rest = [rng.gauss(0, 1) for _ in range(d - 1)]
    length = math.hypot(*rest)
    vectors = [[i / n, *(x / length for x in rest)] for i in range(n)]
    return vectors, [1.0, *(0.0 for _ in rest)], k
