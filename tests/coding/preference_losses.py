"""How the DPO loss is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.special import expit, log_expit
from sklearn.metrics import log_loss

NUMBERS = st.one_of(st.integers(-9, 0).map(float), st.sampled_from([-1e5, -800.0, -0.25, -1e-3]))


@st.composite
def calls(draw):
    n = draw(st.integers(0, 4))
    columns = [draw(st.lists(NUMBERS, min_size=n, max_size=n)) for _ in range(4)]
    if draw(st.integers(0, 9)) == 0:
        columns[draw(st.integers(0, 3))].append(-1.0)
    return *columns, draw(st.sampled_from([0.1, 0.5, 3.0]))


INPUTS = calls()


def trusted(dpo_loss):
    """scipy's log-sigmoid gives the same loss within 1e-12; scikit-learn's log loss of margins, all labels 1, 1e-9."""
    for seed, beta in enumerate((0.1, 0.5, 20.0)):
        rng = np.random.default_rng(seed)
        columns = -rng.uniform(1, 40, size=(4, 30))
        loss, chosen, rejected, accuracy = dpo_loss(*columns.tolist(), beta)
        margins = beta * (columns[0] - columns[1] - (columns[2] - columns[3]))
        assert np.isclose(loss, -log_expit(margins).mean(), rtol=1e-12, atol=0)
        assert np.allclose(np.subtract(chosen, rejected), margins, rtol=0, atol=1e-9)
        assert np.isclose(accuracy, (margins > 0).mean())
        if beta < 1:
            assert np.isclose(loss, log_loss([1] * 30, expit(margins), labels=[0, 1]), rtol=1e-9)


SIZES = {"n": 64}
SPACE_SIZES = {"n": 256}


def sized(n):
    rng = random.Random(0)
    return tuple([-rng.uniform(5, 60) for _ in range(n)] for _ in range(4))
