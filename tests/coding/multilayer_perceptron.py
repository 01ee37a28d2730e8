"""How the multilayer perceptron is proven."""

import random
import warnings

import numpy as np
from hypothesis import strategies as st
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

NUMBERS = st.integers(-4, 4).map(lambda x: x / 2)


@st.composite
def calls(draw):
    d, h, n = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(0, 4))
    rows = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=n, max_size=n))
    labels = draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    if draw(st.integers(0, 9)) == 0:
        labels = labels[1:] + draw(st.lists(st.integers(-1, 2), min_size=1, max_size=2))
    units = draw(st.lists(st.lists(NUMBERS, min_size=d, max_size=d), min_size=h, max_size=h))
    biases, outputs = (draw(st.lists(NUMBERS, min_size=h, max_size=h)) for _ in range(2))
    weights = units, biases, outputs, draw(NUMBERS)
    return rows, labels, weights, draw(st.sampled_from([0.1, 0.7])), draw(st.integers(0, 3))


INPUTS = calls()


def trusted(multilayer_perceptron):
    """scikit-learn's perceptron, from the same start and without momentum or penalty, agrees within 1e-9.

    Weights after 20 steps, and the loss before each of them.
    """
    for seed in range(3):
        rng = np.random.default_rng(seed)
        x, units = rng.normal(size=(30, 3)), 4
        y = (x[:, 0] * x[:, 1] > 0).astype(int)
        w, b, v, c = rng.normal(size=(units, 3)), rng.normal(size=units), rng.normal(size=units), 0.3
        start = w.tolist(), b.tolist(), v.tolist(), c
        (ours_w, ours_b, ours_v, ours_c), losses = multilayer_perceptron(x.tolist(), y.tolist(), start, 0.4, 20)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = MLPClassifier(
                (units,),
                activation="tanh",
                solver="sgd",
                alpha=0,
                batch_size=30,
                learning_rate_init=0.4,
                max_iter=1,
                shuffle=False,
                tol=0,
                warm_start=True,
                momentum=0,
                nesterovs_momentum=False,
                n_iter_no_change=1000,
            ).fit(x, y)
            model.coefs_ = [w.T.copy(), v[:, None].copy()]
            model.intercepts_ = [b.copy(), np.array([c])]
            model.loss_curve_ = []
            model.set_params(max_iter=20).fit(x, y)
        assert np.allclose(ours_w, model.coefs_[0].T, rtol=0, atol=1e-9)
        assert np.allclose(ours_b, model.intercepts_[0], rtol=0, atol=1e-9)
        assert np.allclose(ours_v, model.coefs_[1][:, 0], rtol=0, atol=1e-9)
        assert np.isclose(ours_c, model.intercepts_[1][0], rtol=0, atol=1e-9)
        assert np.allclose(losses, model.loss_curve_[-20:], rtol=0, atol=1e-9)


SIZES = {"n": 12, "h": 8, "d": 8}
PER_CALL_OF = "loss_and_gradient"  # the claim is per step


def sized(n, h, d):
    rng = random.Random(0)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    units = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(h)]
    weights = units, [rng.gauss(0, 1) for _ in units], [rng.gauss(0, 1) for _ in units], 0.5
    return rows, [i % 2 for i in range(n)], weights, 0.1, 2
