import numpy as np


def cosine_top_k(vectors, query, k):
    query = np.asarray(query, dtype=float)
    if k < 1:
        raise ValueError("k must be at least 1")
    if not query.any():
        raise ValueError("a query of zeros has no direction")
    vectors = (
        np.asarray(vectors, dtype=float).reshape(-1, len(query)) if len(vectors) == 0 else np.array(vectors, float)
    )
    if vectors.shape[1] != len(query):
        raise ValueError("vectors and query must have the same length")
    kept = np.flatnonzero(vectors.any(axis=1))
    similarities = np.clip(unit(vectors[kept]) @ unit(query[None])[0], -1, 1)
    k = min(k, len(kept))
    best = np.argpartition(-similarities, k - 1)[:k] if k else []  # the k best in any order, without a full sort
    return sorted(((int(kept[i]), float(similarities[i])) for i in best), key=lambda pair: (-pair[1], pair[0]))


def unit(rows):
    scaled = rows / np.abs(rows).max(axis=1, keepdims=True)
    return scaled / np.linalg.norm(scaled, axis=1, keepdims=True)
