"""How EM for a Gaussian mixture is proven."""

import random
import warnings

import numpy as np
from hypothesis import strategies as st
from scipy.stats import norm
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

NUMBERS = st.integers(-6, 6).map(lambda x: x / 2)
INPUTS = st.tuples(
    st.lists(NUMBERS, max_size=7),
    st.lists(st.one_of(NUMBERS, NUMBERS, st.just(1e6)), max_size=3),
    st.sampled_from([1e-6, 0.1, 1.0] * 4 + [0.0]),
    st.sampled_from([1e-3, 0.05]),
    st.integers(0, 6),
)


def trusted(gaussian_mixture):
    """scikit-learn's GaussianMixture from the same start, without its penalty: the same model after 20 steps, to 1e-8.

    And scipy's normal density gives the same mean log-likelihood, within 1e-9.
    """
    for seed in range(5):
        rng = random.Random(seed)
        values = [rng.choice([-3, 0, 0, 4]) + rng.gauss(0, 0.8) for _ in range(80)]
        means = [rng.uniform(-4, 5) for _ in range(3)]
        ours = gaussian_mixture(values, means, 1e-6, -1.0, 20)
        x = np.array(values)[:, None]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            model = GaussianMixture(
                3,
                covariance_type="diag",
                tol=0,
                reg_covar=0,
                max_iter=20,
                weights_init=np.full(3, 1 / 3),
                means_init=np.array(means)[:, None],
                precisions_init=np.full((3, 1), 9 / x.var()),
                init_params="random",
                random_state=0,
            ).fit(x)
        for mine, theirs in zip(ours, (model.weights_, model.means_[:, 0], model.covariances_[:, 0]), strict=False):
            assert np.allclose(mine, theirs, rtol=0, atol=1e-8)
        assert len(ours[3]) == 21
        assert np.isclose(ours[3][-1], model.score(x), rtol=0, atol=1e-8)
        weights, centers, variances = (np.array(part, dtype=float) for part in ours[:3])
        density = (weights * norm.pdf(x, centers, np.sqrt(variances))).sum(axis=1)
        assert np.isclose(ours[3][-1], np.log(density).mean(), rtol=0, atol=1e-9)


SIZES = {"n": 100, "k": 3}
PER_CALL_OF = "expectation"  # the claim is per step


def sized(n, k):
    rng = random.Random(0)
    return [rng.gauss(0, 1) for _ in range(n)], [i / k for i in range(k)], 1e-6, -1.0, 5
