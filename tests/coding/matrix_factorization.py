"""How matrix factorization is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

RATINGS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 5).map(float)), max_size=9)
INPUTS = st.one_of(
    *[
        st.tuples(
            RATINGS,
            st.integers(0, 3),
            st.sampled_from([0.01, 0.1]),
            st.sampled_from([0.0, 0.05, 0.4]),
            st.integers(0, 6),
            st.integers(0, 9),
        )
    ]
    * 6,
    st.tuples(
        st.just([(0, 0, 5.0), (1, 1, float("nan"))]) | st.just([(0, 0, 5.0), (1, 1, 2.0)]),
        st.integers(-1, 1),
        st.sampled_from([0, -1.0, 0.1]),
        st.sampled_from([-0.1, 0.1]),
        st.integers(-1, 1),
    ),
)


def observe(result):
    """A model is known by its losses and by what it predicts, for known and for unknown users and items."""
    losses, predict = result
    try:
        return losses, [predict(user, item) for user in range(5) for item in range(4)]
    except Exception as error:  # a wrong version may fail only when it predicts
        return type(error)


def trusted(matrix_factorization):
    """Biases within 0.03 of scikit-learn's ridge; all cells within 0.05 of numpy's SVD of the centered matrix.

    The penalty acts at each rating, so a bias with n ratings is penalized n times: the columns of the ridge are divided
    by the root of n. Without penalty, on a full matrix, the optimum is row and column means plus the leading singular
    vectors of what is left. Constant steps stay near an optimum, not on it.
    """
    rng = random.Random(0)
    ratings = [(u, i, float(rng.randint(1, 5))) for u in range(12) for i in range(9) if rng.random() < 0.1 + u / 14]
    mean = np.mean([rating for _, _, rating in ratings])
    rows = np.zeros((len(ratings), 21))
    for row, (u, i, _) in zip(rows, ratings, strict=True):
        row[u] = row[12 + i] = 1
    counts = np.maximum(rows.sum(axis=0), 1)
    model = Ridge(alpha=0.3, fit_intercept=False).fit(rows / np.sqrt(counts), [r - mean for _, _, r in ratings])
    biases = model.coef_ / np.sqrt(counts)
    _, predict = matrix_factorization(ratings, 0, 0.004, 0.3, 1200)
    ours = [[predict(u, i) for i in range(9)] for u in range(12)]
    assert np.allclose(ours, mean + biases[:12, None] + biases[None, 12:], rtol=0, atol=0.03)

    full = np.random.default_rng(1).normal(size=(7, 5))
    rest = full - full.mean(axis=0) - full.mean(axis=1, keepdims=True) + full.mean()
    left, values, right = np.linalg.svd(rest)
    best = full - rest + (left[:, :2] * values[:2]) @ right[:2]
    cells = [(u, i, float(full[u, i])) for u in range(7) for i in range(5)]
    _, predict = matrix_factorization(cells, 2, 0.01, 0.0, 2500)
    assert np.allclose([[predict(u, i) for i in range(5)] for u in range(7)], best, rtol=0, atol=0.05)


SIZES = {"t": 3, "n": 80, "k": 16, "u": 8, "v": 8}
SPACE_SIZES = {"n": 300, "k": 40, "u": 30, "v": 30}


def sized(t, n, k, u, v):
    rng = random.Random(0)
    return [(j % u, j % v, rng.uniform(1, 5)) for j in range(n)], k, 0.01, 0.02, t
