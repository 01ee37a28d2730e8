"""How the step of speculative decoding is proven."""

import random

import numpy as np
from hypothesis import strategies as st
from scipy.stats import chisquare

WEIGHTS = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any)
LAWS = WEIGHTS.map(lambda weights: [w / sum(weights) for w in weights])


@st.composite
def calls(draw):
    g = draw(st.integers(0, 4))
    short = draw(st.sampled_from([0] * 9 + [1]))
    target = draw(st.lists(LAWS, min_size=g + 1 - short, max_size=g + 1 - short))
    draft = draw(st.lists(LAWS, min_size=g, max_size=g))
    proposed = draw(st.lists(st.integers(0, 2), min_size=g, max_size=g))
    if draft and draw(st.integers(0, 9)) == 0:
        draft[-1] = [*draft[-1], 0.0]
    return target, draft, proposed, random.Random(draw(st.integers(0, 1000)))


INPUTS = calls()


def trusted(speculative_step):
    """Pairs of tokens against the target's exact law: a chi-square test of scipy does not reject at 1e-4.

    The pairs are the first two tokens of a chain, which goes on with the target's own draw where a step ends early.
    """
    first, second = np.array([0.5, 0.3, 0.2]), np.array([[0.1, 0.6, 0.3], [0.3, 0.3, 0.4], [0.8, 0.1, 0.1]])
    draft_first, draft_second = np.array([0.2, 0.3, 0.5]), np.array([[0.4, 0.3, 0.3], [0.1, 0.1, 0.8], [0.5, 0.2, 0.3]])
    rng, counts = random.Random(0), np.zeros((3, 3))
    for _ in range(12_000):
        a = rng.choices(range(3), draft_first)[0]
        b = rng.choices(range(3), draft_second[a])[0]
        target = [list(first), list(second[a]), list(second[b])]
        out = list(speculative_step(target, [list(draft_first), list(draft_second[a])], [a, b], rng))
        if len(out) == 1:
            out.append(rng.choices(range(3), second[out[0]])[0])
        counts[out[0], out[1]] += 1
    assert chisquare(counts.ravel(), (12_000 * first[:, None] * second).ravel()).pvalue > 1e-4


SIZES = {"g": 64, "v": 64}


def sized(g, v):
    # The longest way: every token is accepted.
    law = [1.0 / v] * v
    return [law] * (g + 1), [law] * g, [i % v for i in range(g)], random.Random(0)
