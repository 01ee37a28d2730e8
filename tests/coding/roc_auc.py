"""How ROC AUC is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

SCORES = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([0.5, -0.0, 1e-300, 1e300, float("inf")]))


@st.composite
def calls(draw):
    n = draw(st.integers(0, 10))
    scores = draw(st.lists(SCORES, min_size=n, max_size=n))
    labels = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    odd = draw(st.integers(0, 14))
    if odd == 1:
        labels = [*labels, 1]
    elif odd == 2:
        labels = [y or -1 for y in labels]
    elif odd == 3:
        scores = [float("nan"), *scores[1:]]
    elif odd == 4:
        labels = [2 * y for y in labels]
    return scores, labels


INPUTS = calls()


def trusted(roc_auc):
    """scikit-learn, which builds the curve and takes trapezoids, agrees within 1e-12, with ties and without."""
    for seed in range(6):
        rng = np.random.default_rng(seed)
        labels = (rng.random(300) < 0.2).astype(int)
        scores = rng.normal(size=300) + labels
        for decimals in (0, 1, 12):
            rounded = scores.round(decimals)
            ours = roc_auc(rounded.tolist(), labels.tolist())
            assert np.isclose(ours, roc_auc_score(labels, rounded), rtol=0, atol=1e-12)


SIZES = {"n": 256}


def sized(n):
    rng = random.Random(0)
    labels = [int(i % 3 == 0) for i in range(n)]
    return [rng.gauss(0, 1) + label for label in labels], labels
