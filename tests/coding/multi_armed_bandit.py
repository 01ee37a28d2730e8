"""How the bandit is proven."""

import random

import numpy as np
from hypothesis import strategies as st


class Arms:
    def __init__(self, rates, seed):
        self.rates, self.rng = rates, random.Random(seed)

    def __call__(self, arm):
        rate = self.rates[arm]
        return rate if rate > 1 else float(self.rng.random() < rate)


@st.composite
def calls(draw):
    arms = draw(st.integers(0, 4))
    rates = draw(st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.5]), min_size=arms, max_size=arms))
    pull = Arms(rates, draw(st.integers(0, 1000)))
    return pull, arms, draw(st.integers(0, 60)), draw(st.sampled_from([0.0, 0.3, 2.0]))


INPUTS = calls()


def trusted(ucb1):
    """All indexes of all rounds at once, by numpy's cumulative sums: each choice is within 1e-9 of the highest."""
    for seed, rates in enumerate(([0.5, 0.3], [0.1, 0.2, 0.15, 0.05], [0.9, 0.8, 0.7])):
        choices, rewards = ucb1(Arms(rates, seed), len(rates), 500, 1.3)
        played = np.eye(len(rates))[choices]
        counts = np.cumsum(played, axis=0)[len(rates) - 1 : -1]  # before each round, from the first that can choose
        totals = np.cumsum(played * np.array(rewards)[:, None], axis=0)[len(rates) - 1 : -1]
        index = totals / counts + np.sqrt(1.3 * np.log(counts.sum(axis=1, keepdims=True)) / counts)
        chosen = index[np.arange(len(index)), choices[len(rates) :]]
        assert np.all(chosen >= index.max(axis=1) - 1e-9)
        assert sorted(choices[: len(rates)]) == list(range(len(rates)))


SIZES = {"n": 64, "k": 8}
SPACE_SIZES = {"n": 1000, "k": 100}


def sized(n, k):
    return Arms([0.5] * k, 0), k, n
