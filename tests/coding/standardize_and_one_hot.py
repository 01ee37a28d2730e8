"""How the encoder is proven."""

import numpy as np
from hypothesis import strategies as st
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = st.one_of(st.integers(-3, 3).map(float), st.sampled_from([0.1, 0.7]))


@st.composite
def calls(draw):
    kinds = draw(st.lists(st.booleans(), min_size=1, max_size=3))
    row = st.tuples(*[st.sampled_from("abcd") if kind else NUMBERS for kind in kinds])
    train, new = draw(st.lists(row, max_size=7)), draw(st.lists(row, max_size=4))
    if new and draw(st.integers(0, 9)) == 0:
        new[-1] = new[-1][1:]
    return train, new, [j for j, kind in enumerate(kinds) if kind]


INPUTS = calls()


def trusted(standardize_and_one_hot):
    """scikit-learn's StandardScaler and OneHotEncoder (unknown ignored) give the same columns, within 1e-9."""
    rng = np.random.default_rng(0)
    numbers, fresh = rng.normal(5, 3, size=(40, 2)), rng.normal(4, 6, size=(15, 2))
    numbers[:, 1] = 2.5  # a constant column
    letters = np.array([*"abc", *rng.choice(list("abc"), 37)])[:, None]
    others = rng.choice(list("abcxyz"), 15)[:, None]
    train = [(float(a), str(letter), float(b)) for (a, b), (letter,) in zip(numbers, letters, strict=True)]
    new = [(float(a), str(letter), float(b)) for (a, b), (letter,) in zip(fresh, others, strict=True)]
    scaled = StandardScaler().fit(numbers).transform(fresh)
    hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(letters).transform(others)
    expected = np.column_stack([scaled[:, 0], hot, scaled[:, 1]])
    assert np.allclose(standardize_and_one_hot(train, new, {1}), expected, atol=1e-9)


SIZES = {"n": 64, "m": 32, "d": 8, "c": 16}


def sized(n, m, d, c):
    train = [[float(i * j % 5) for j in range(d - 1)] + [float(i % c)] for i in range(n)]
    return train, [[1.5] * d for _ in range(m)], [d - 1]
