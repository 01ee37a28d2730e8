"""How NDCG is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

ITEMS = "abcdefgh"
GRADES = st.one_of(st.integers(0, 4), st.sampled_from([0.5, 2.5]))


@st.composite
def calls(draw):
    grades = draw(st.dictionaries(st.sampled_from(ITEMS), GRADES, max_size=7))
    if grades and draw(st.integers(0, 19)) == 0:
        grades[next(iter(grades))] = draw(st.sampled_from([-1, float("nan"), float("inf")]))
    ranking = draw(st.lists(st.sampled_from(ITEMS), max_size=7, unique=draw(st.integers(0, 9)) > 0))
    return ranking, grades, draw(st.integers(0, 9)), draw(st.booleans())


INPUTS = calls()


def trusted(ndcg):
    """scikit-learn's ndcg_score, given gains and the order as scores, within 1e-9; where nothing is relevant it says 0."""
    for seed in range(20):
        rng = random.Random(seed)
        grades = {item: rng.choice((0, 1, 1, 2, 4)) for item in range(30)} | {30: 3}
        ranking = [item for item in rng.sample(range(40), 40) if item % 3]  # some judged are missed, some are unjudged
        scores = [40 - ranking.index(item) if item in ranking else -1 for item in range(40)]
        for exponential in (True, False):
            gains = [2 ** grades.get(i, 0) - 1 if exponential else grades.get(i, 0) for i in range(40)]
            for k in (1, 5, 20):
                theirs = ndcg_score([gains], [scores], k=k)
                assert np.isclose(ndcg(ranking, grades, k, exponential), theirs, rtol=0, atol=1e-9)
    assert ndcg_score([[0, 0, 0]], [[3, 2, 1]]) == 0


SIZES = {"m": 200, "k": 16}
SPACE_SIZES = {"m": 2000, "k": 500}


def sized(m, k):
    # The worst case of the claim: every next gain is larger than all before, so each one passes through the heap.
    return list(range(m)), {i: i / m for i in range(m)}, k
