"""How Adam is proven."""

import numpy as np
from hypothesis import strategies as st
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer

NUMBERS = st.integers(-3, 3).map(float)


class Bowl:
    """The slopes of a bowl with its minimum at `center`; of the wrong length if `missing`."""

    def __init__(self, center, steep, missing=0):
        self.center, self.steep, self.missing = center, steep, missing

    def __call__(self, weights):
        slopes = [s * (w - c) for w, c, s in zip(weights, self.center, self.steep, strict=True)]
        return slopes[self.missing :]


@st.composite
def calls(draw):
    d = draw(st.integers(0, 3))
    vector = st.lists(NUMBERS, min_size=d, max_size=d)
    bowl = Bowl(draw(vector), draw(vector), draw(st.sampled_from([0] * 9 + [1])))
    rates = draw(st.sampled_from([0.01, 0.5])), draw(st.sampled_from([0.0, 0.5, 0.9]))
    rest = draw(st.sampled_from([0.3, 0.999])), draw(st.sampled_from([1e-8, 0.1])), draw(st.sampled_from([0.0, 0.2]))
    return bowl, draw(vector), draw(st.integers(0, 6)), *rates, *rest


INPUTS = calls()


def trusted(adam):
    """scikit-learn's Adam, which has its epsilon before the correction, within 1e-6 after each of 30 steps."""
    rng = np.random.default_rng(0)
    bowl = Bowl(list(rng.normal(size=4)), list(rng.uniform(0.5, 9, size=4)))
    start = list(rng.normal(size=4))
    theirs = np.array(start)
    optimizer = AdamOptimizer([theirs], 0.05, 0.8, 0.95, 1e-12)
    for steps in range(1, 31):
        optimizer.update_params([theirs], [np.array(bowl(list(theirs)))])
        ours = adam(bowl, start, steps, 0.05, 0.8, 0.95, 1e-12)
        assert np.allclose(ours, theirs, atol=1e-6)


SIZES = {"d": 64}
PER_CALL_OF = "direction"  # the claim is per step


def sized(d):
    return Bowl([1.0] * d, [2.0] * d), [0.5] * d, 5
