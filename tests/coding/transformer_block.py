"""How the transformer block is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.special import softmax
from sklearn.preprocessing import normalize

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([-0.5, 0.25, 40.0]))
MATRICES = ("query", "key", "value", "output")


def drawn(number, d, hidden):
    """Weights of which each entry is what `number()` gives."""

    def matrix(rows, columns):
        return [[number() for _ in range(columns)] for _ in range(rows)]

    weights = {name: matrix(d, d) for name in MATRICES} | {"up": matrix(hidden, d), "down": matrix(d, hidden)}
    (weights["attention_norm"],), (weights["mlp_norm"],) = matrix(1, d), matrix(1, d)
    return weights


@st.composite
def calls(draw):
    width, heads, hidden, n = (draw(st.integers(low, 3)) for low in (1, 1, 1, 0))
    d = width * heads
    rng = random.Random(draw(st.integers(0, 10_000)))
    weights = drawn(lambda: rng.choice([-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0]), d, hidden)
    x = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    odd = draw(st.integers(0, 11))
    if odd == 11:
        heads = draw(st.integers(-1, 7))
    elif odd == 10:
        weights[draw(st.sampled_from(sorted(weights)))].pop()
    elif odd == 9 and x:
        x[-1].append(1.0)
    return x, weights, heads, draw(st.sampled_from([1e-5, 0.5]))


INPUTS = calls()


def trusted(transformer_block):
    """numpy with scipy's softmax and scikit-learn's row normalization (epsilon 0), head by head: within 1e-10."""
    for seed, (n, d, hidden, heads) in enumerate(((5, 6, 9, 2), (7, 8, 4, 4), (3, 5, 11, 1))):
        rng = np.random.default_rng(seed)
        weights = drawn(rng.normal, d, hidden)
        w = {name: np.array(values) for name, values in weights.items()}
        x = rng.normal(size=(n, d))
        rows = normalize(x) * d**0.5 * w["attention_norm"]
        q, k, v = (np.split(rows @ w[name].T, heads, axis=1) for name in ("query", "key", "value"))
        mask = np.triu(np.full((n, n), -np.inf), k=1)
        parts = [softmax(a @ b.T / (d / heads) ** 0.5 + mask, axis=1) @ c for a, b, c in zip(q, k, v, strict=True)]
        between = x + np.hstack(parts) @ w["output"].T
        inner = (normalize(between) * d**0.5 * w["mlp_norm"]) @ w["up"].T
        wanted = between + (inner * (inner > 0)) @ w["down"].T
        assert np.allclose(transformer_block(x.tolist(), weights, heads, 0.0), wanted, rtol=0, atol=1e-10)


SIZES = {"n": 6, "d": 8, "f": 8}
SPACE_SIZES = {"n": 24, "d": 16, "f": 800}


def sized(n, d, f):
    rng = random.Random(0)
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)], drawn(lambda: rng.gauss(0, 1), d, f), 2
