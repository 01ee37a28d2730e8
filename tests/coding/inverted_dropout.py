"""How inverted dropout is proven."""

import random
from collections import Counter
from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.stats import chisquare

NUMBERS = st.integers(-4, 4).map(lambda x: x / 2)
RATES = st.sampled_from([0.0, 0.1, 0.5, 0.75, 0.99] * 2 + [-0.5, 1.0, float("nan")])
INPUTS = st.tuples(st.lists(st.lists(NUMBERS, max_size=4), max_size=4), RATES, st.integers(0, 50), st.booleans())


def observe(result):
    """The backward pass is known by what it makes of gradients, of the right shape and of two wrong ones."""
    outputs, backward = result
    gradients = [[1.5 + i - 0.7 * j for j in range(len(row))] for i, row in enumerate(outputs)]
    seen = [outputs, backward(gradients)]
    for wrong in ([*gradients, [1.0]], [[*row, 2.0] for row in gradients]):
        try:
            seen.append(backward(wrong))
        except ValueError:
            seen.append("refused")
    return seen


def trusted(dropout):
    """Masks of four values over 8,000 seeds: scipy's chi-square test against independent coins does not reject at 1e-4.

    The backward pass: scipy's forward differences of the forward pass, within 1e-6.
    """
    rate = 0.3
    patterns = list(product((False, True), repeat=4))
    masks = Counter(
        tuple(bool(x) for row in dropout([[1.0, 2.0], [3.0, 4.0]], rate, s)[0] for x in row) for s in range(8000)
    )
    expected = [8000 * (1 - rate) ** sum(p) * rate ** (4 - sum(p)) for p in patterns]
    assert chisquare([masks[p] for p in patterns], expected).pvalue > 1e-4

    rng = random.Random(1)
    x, w = ([rng.gauss(0, 2) for _ in range(12)] for _ in range(2))
    gradient = np.ravel(dropout(np.reshape(x, (3, 4)).tolist(), rate, 7)[1](np.reshape(w, (3, 4)).tolist()))

    def loss(values):
        return float(np.dot(w, np.ravel(dropout(np.reshape(values, (3, 4)).tolist(), rate, 7)[0])))

    assert np.allclose(gradient, approx_fprime(np.array(x), loss), atol=1e-6)


SIZES = {"n": 16, "d": 16}


def sized(n, d):
    return [[float(1 + i * j % 7) for j in range(d)] for i in range(n)], 0.4
