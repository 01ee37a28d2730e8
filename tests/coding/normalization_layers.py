"""How the normalization layers are proven."""

import numpy as np
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler
from sklearn.preprocessing import normalize as unit_length

NUMBERS = st.integers(-4, 4).map(float)


@st.composite
def calls(draw):
    d = draw(st.sampled_from([1, 2, 3] * 4 + [0]))
    vector = st.lists(NUMBERS, min_size=d, max_size=d)
    rows = draw(st.lists(vector, max_size=5))
    if rows and draw(st.integers(0, 9)) == 0:
        rows[-1].append(1.0)
    kind = draw(st.sampled_from(["batch", "layer", "rms"] * 3 + ["group"]))
    variances = st.lists(st.sampled_from([0.0, 0.5, 3.0]), min_size=d, max_size=d + draw(st.sampled_from([0, 0, 0, 1])))
    stored = draw(st.one_of(st.none(), st.tuples(vector, variances)))
    return rows, kind, draw(vector), draw(vector), stored, draw(st.sampled_from([1e-5, 0.1, 2.0]))


INPUTS = calls()


def trusted(normalize):
    """scikit-learn's StandardScaler on columns and on rows, and unit length times sqrt(d): within 1e-9."""
    rng = np.random.default_rng(0)
    for n, d in ((2, 5), (9, 4), (30, 3)):
        x = rng.normal(3, 2, size=(n, d))
        plain = list(np.ones(d)), list(np.zeros(d)), None, 0.0
        rows = x.tolist()
        assert np.allclose(normalize(rows, "batch", *plain), StandardScaler().fit_transform(x), atol=1e-9)
        assert np.allclose(normalize(rows, "layer", *plain), StandardScaler().fit_transform(x.T).T, atol=1e-9)
        assert np.allclose(normalize(rows, "rms", *plain), unit_length(x) * d**0.5, atol=1e-9)


SIZES = {"n": 16, "d": 16}


def sized(n, d):
    return [[float(i * j % 7) for j in range(d)] for i in range(n)], "batch", [1.5] * d, [0.5] * d
