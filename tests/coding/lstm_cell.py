"""How the LSTM is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.special import expit

NUMBERS = st.one_of(st.integers(-4, 4).map(lambda x: x / 2), st.sampled_from([-900.0, 900.0, 0.3]))


@st.composite
def calls(draw):
    d, h, steps = draw(st.integers(0, 2)), draw(st.integers(0, 3)), draw(st.integers(0, 3))

    def lines(count, width):
        return draw(st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=count, max_size=count))

    odd = draw(st.integers(0, 24))
    inputs, u, w = (
        lines(steps, d + (odd == 1)),
        lines(4 * h + (odd == 2), d),
        lines(max(4 * h - (odd == 3), 0), h + (odd == 4)),
    )
    biases, hidden, cell = lines(1, 4 * h + (odd == 5))[0], lines(1, h + (odd == 6))[0], lines(1, h + (odd == 7))[0]
    if odd == 8 and u:
        u[-1] = [*u[-1], 0.5]
    return inputs, u, w, biases, hidden, cell


INPUTS = calls()


def trusted(lstm):
    """The equations in matrix form, by numpy with scipy's logistic function, agree within 1e-12 after 40 steps."""
    rng = np.random.default_rng(0)
    for d, h in ((3, 5), (1, 8), (6, 1)):
        x, hidden, cell = rng.normal(size=(40, d)), rng.normal(size=h), rng.normal(size=h)
        u, w, b = rng.normal(size=(4, h, d)), rng.normal(size=(4, h, h)) / h**0.5, rng.normal(size=(4, h))
        stacked = (x.tolist(), u.reshape(4 * h, d).tolist(), w.reshape(4 * h, h).tolist(), b.ravel().tolist())
        outputs, last, last_cell = lstm(*stacked, hidden.tolist(), cell.tolist())
        for t in range(40):
            i, f, g, o = np.einsum("khd,d->kh", u, x[t]) + np.einsum("khj,j->kh", w, hidden) + b
            cell = expit(f) * cell + expit(i) * np.tanh(g)
            hidden = expit(o) * np.tanh(cell)
            assert np.allclose(outputs[t], hidden, rtol=0, atol=1e-12)
        assert np.allclose([last, last_cell], [hidden, cell], rtol=0, atol=1e-12)


SIZES = {"n": 6, "d": 12, "h": 6}
SPACE_SIZES = {"n": 100, "d": 4, "h": 10}


def sized(n, d, h):
    rng = random.Random(0)
    shapes = ((n, d), (4 * h, d), (4 * h, h))
    inputs, u, w = ([[rng.gauss(0, 1) for _ in range(wide)] for _ in range(count)] for count, wide in shapes)
    return inputs, u, w, [0.1] * (4 * h), [0.0] * h, [0.0] * h
