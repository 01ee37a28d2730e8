"""How softmax with cross-entropy is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.special import log_softmax, softmax
from sklearn.metrics import log_loss

SCORES = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([-1e4, -800.0, 0.25, 800.0, 1e4]))


@st.composite
def calls(draw):
    classes = draw(st.integers(1, 4))
    n = draw(st.integers(0, 4))
    logits = draw(st.lists(st.lists(SCORES, min_size=classes, max_size=classes), min_size=n, max_size=n))
    usual = st.integers(0, classes - 1)
    labels = draw(st.lists(usual, min_size=n, max_size=n))
    if draw(st.integers(0, 9)) == 0:
        labels = labels[1:] + draw(st.lists(st.integers(-1, classes), min_size=1, max_size=2))
    return logits, labels


INPUTS = calls()


def trusted(softmax_cross_entropy):
    """scipy's log-softmax gives the same loss and gradient within 1e-12, and scikit-learn's log loss within 1e-9."""
    for seed, scale in enumerate((1, 5, 1000)):
        rng = random.Random(seed)
        logits = [[rng.gauss(0, scale) for _ in range(5)] for _ in range(30)]
        labels = [rng.randrange(5) for _ in logits]
        loss, gradient = softmax_cross_entropy(logits, labels)
        assert np.isclose(loss, -log_softmax(logits, axis=1)[np.arange(30), labels].mean(), rtol=1e-12, atol=0)
        assert np.allclose(gradient, (softmax(logits, axis=1) - np.eye(5)[labels]) / 30, rtol=0, atol=1e-12)
        if scale < 100:
            assert np.isclose(loss, log_loss(labels, softmax(logits, axis=1), labels=range(5)), rtol=1e-9)


SIZES = {"n": 40, "c": 16}


def sized(n, c):
    rng = random.Random(0)
    return [[rng.gauss(0, 1) for _ in range(c)] for _ in range(n)], [i % c for i in range(n)]
