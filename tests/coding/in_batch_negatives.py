"""How the loss with in-batch negatives is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import log_softmax
from sklearn.metrics import log_loss

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([-20.0, 0.5, 20.0]))


@st.composite
def calls(draw):
    d, n = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    rows = st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n)
    users, items = draw(rows), draw(rows)
    ids = draw(st.lists(st.integers(0, 3), min_size=n, max_size=n))
    log_q = draw(st.one_of(st.none(), st.lists(st.sampled_from([-0.5, -2.0, -7.0]), min_size=n, max_size=n)))
    odd = draw(st.integers(0, 14))
    if odd > 9:
        broken = (users, items, ids, log_q or [], users[-1])[odd - 10]
        broken.append(1)
    return users, items, ids, log_q, draw(st.sampled_from([1.0, 0.25]))


INPUTS = calls()


def trusted(in_batch_loss):
    """scipy's log-softmax of the masked matrix gives the loss within 1e-12, its numerical gradient within 1e-5.

    Without copies and correction, scikit-learn's log loss with the row number as label agrees within 1e-9.
    """
    rng = np.random.default_rng(0)
    for n, d, temperature in ((5, 3, 0.7), (8, 2, 1.3), (6, 4, 0.2)):
        u, v, log_q = rng.normal(size=(n, d)), rng.normal(size=(n, d)), np.log(rng.uniform(0.01, 0.5, n))
        ids = rng.integers(0, 4, n)
        mask = np.where((ids[:, None] == ids) & ~np.eye(n, dtype=bool), -np.inf, 0.0)

        def loss(flat, shape=(2, n, d), mask=mask, log_q=log_q, temperature=temperature):
            one, two = flat.reshape(shape)
            return -np.diag(log_softmax(one @ two.T / temperature - log_q + mask, axis=1)).mean()

        flat = np.concatenate([u.ravel(), v.ravel()])
        ours, *gradients = in_batch_loss(u.tolist(), v.tolist(), ids.tolist(), log_q.tolist(), temperature)
        assert np.isclose(ours, loss(flat), rtol=1e-12, atol=0)
        assert np.allclose(np.array(gradients).ravel(), approx_fprime(flat, loss), rtol=0, atol=1e-5)
        plain, _, _ = in_batch_loss(u.tolist(), v.tolist(), list(range(n)))
        p = np.exp(log_softmax(u @ v.T, axis=1))
        assert np.isclose(plain, log_loss(range(n), p, labels=range(n)), rtol=1e-9)


SIZES = {"n": 12, "d": 8}
SPACE_SIZES = {"n": 40, "d": 40}


def sized(n, d):
    rng = random.Random(0)
    users, items = ([[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)] for _ in range(2))
    return users, items, list(range(n)), [-float(i % 5) for i in range(n)], 0.5
