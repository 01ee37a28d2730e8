"""How the metrics of the confusion matrix are proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support


@st.composite
def calls(draw):
    labels = list("abcd"[: draw(st.integers(1, 4))])
    n = draw(st.integers(0, 8))
    truth, predictions = (draw(st.lists(st.sampled_from(labels), min_size=n, max_size=n)) for _ in range(2))
    odd = draw(st.integers(0, 14))
    if odd == 1:
        truth = [*truth, "a"]
    elif odd == 2:
        labels = labels[1:]
    elif odd == 3:
        labels = [*labels, labels[0]]
    return truth, predictions, labels, draw(st.sampled_from([0.0, 0.3, 1.0]))


INPUTS = calls()


def trusted(confusion_matrix_metrics):
    """scikit-learn gives the same matrix, and the same scores within 1e-12, with absent classes and both defaults."""
    rng = random.Random(0)
    labels = list("dabce")  # not sorted, and one of them never drawn
    for n in (5, 12, 200):
        truth, predictions = ([rng.choice("aabcd") for _ in range(n)] for _ in range(2))
        predictions = [a if rng.random() < 0.5 else p for a, p in zip(truth, predictions, strict=True)]
        for default in (0.0, 1.0):
            ours = confusion_matrix_metrics(truth, predictions, labels, default)
            assert np.array_equal(ours["matrix"], confusion_matrix(truth, predictions, labels=labels))
            for name, average in (("per_class", None), ("macro", "macro"), ("micro", "micro")):
                theirs = precision_recall_fscore_support(
                    truth, predictions, labels=labels, average=average, zero_division=default
                )[:3]
                assert np.allclose(np.array(ours[name]).T, np.array(theirs), rtol=0, atol=1e-12)


SIZES = {"n": 400, "k": 10}
SPACE_SIZES = {"n": 400, "k": 40}


def sized(n, k):
    rng = random.Random(0)
    return [rng.randrange(k) for _ in range(n)], [rng.randrange(k) for _ in range(n)], list(range(k))
