"""How chunking and retrieval are proven."""

from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

PIECES = st.sampled_from(["a", "B", "cc", "a.", "b,c", " ", "\n", "?", "dog"])
TEXTS = st.lists(PIECES, max_size=14).map(" ".join)
SETTINGS = st.sampled_from(
    [(size, overlap) for size in range(1, 5) for overlap in range(size)] + [(0, 0), (2, 2), (3, -1)]
)
INPUTS = st.tuples(TEXTS, TEXTS, SETTINGS, st.sampled_from([1, 2, 3, 4, 9, 0])).map(
    lambda call: (call[0], call[1], *call[2], call[3])
)


def trusted(chunk_and_retrieve):
    """scikit-learn's TfidfVectorizer, fitted on the chunks, gives every chunk the same cosine, within 1e-9."""
    text = "The cat sat on the mat. The dog, however, ate the cat's food! Nobody saw the dog or the mat again. " * 3
    for query in ("where is the dog", "Cat food", "mat mat dog unicorn"):
        for size, overlap in ((7, 2), (12, 0), (5, 4)):
            hits = chunk_and_retrieve(text, query, size, overlap, 1000)
            model = TfidfVectorizer(token_pattern=r"\w+")  # noqa: S106
            chunks = model.fit_transform([chunk for _, _, chunk in hits])
            cosines = (chunks @ model.transform([query]).T).toarray().ravel()
            assert max(abs(score - c) for (score, _, _), c in zip(hits, cosines, strict=True)) < 1e-9


SIZES = {"n": 512, "r": 2, "m": 64, "k": 8, "q": 16}


def sized(n, r, m, k, q):
    step = n // m
    text, query = (" ".join(f"w{i}" for i in range(count)) for count in (n, q))
    return text, query, step * r, step * (r - 1), k
