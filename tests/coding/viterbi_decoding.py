"""How Viterbi decoding is proven."""

import itertools
import math
import random
from fractions import Fraction

from hypothesis import strategies as st


def rows(n):
    weights = st.lists(st.sampled_from([0, 1, 1, 2, 3, 5]), min_size=n, max_size=n).filter(any)
    return weights.map(lambda row: [w / sum(row) for w in row])


@st.composite
def calls(draw):
    s, v = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    initial = draw(rows(s))
    transition, emission = [draw(rows(s)) for _ in range(s)], [draw(rows(v)) for _ in range(s)]
    observations = draw(st.lists(st.integers(0, v - 1), min_size=1, max_size=6))
    wrong = draw(st.integers(0, 29))
    if wrong == 0:
        observations = draw(st.lists(st.integers(-1, v), max_size=2))
    elif wrong == 1:
        draw(st.sampled_from([initial, transition[-1], emission[-1]]))[-1] += draw(st.sampled_from([-0.5, 0.5]))
    elif wrong == 2:
        draw(st.sampled_from([initial, transition, transition[-1], emission, emission[-1]])).pop()
    return observations, initial, transition, emission


INPUTS = calls()


def trusted(viterbi):
    """All paths, in exact fractions: none is more probable than the one found, and its logarithm agrees within 1e-9.

    No library of the handbook has hidden Markov models. With fractions a probability of zero and a tie are exact.
    """
    for seed in range(25):
        rng = random.Random(seed)
        s, v, n = rng.randint(2, 3), rng.randint(2, 3), rng.randint(2, 6)

        def law(size, rng=rng):
            weights = [rng.choice([0, 1, 2, 5]) for _ in range(size)]
            weights[rng.randrange(size)] += 1
            return [Fraction(w, sum(weights)) for w in weights]

        initial, transition, emission = law(s), [law(s) for _ in range(s)], [law(v) for _ in range(s)]
        observations = [rng.randrange(v) for _ in range(n)]
        exact = {}
        for path in itertools.product(range(s), repeat=n):
            p = initial[path[0]] * math.prod(emission[i][o] for i, o in zip(path, observations, strict=True))
            exact[path] = p * math.prod(transition[i][j] for i, j in itertools.pairwise(path))
        tables = [float(p) for p in initial], *([[float(p) for p in row] for row in t] for t in (transition, emission))
        most = max(exact.values())
        if most == 0:
            try:
                viterbi(observations, *tables)
            except ValueError:
                continue
            raise AssertionError("no path is possible")
        path, score = viterbi(observations, *tables)
        assert exact[tuple(map(int, path))] == most
        assert abs(score - math.log(most)) < 1e-9


SIZES = {"n": 24, "s": 10, "v": 12}
SPACE_SIZES = {"n": 300, "s": 16, "v": 16}


def sized(n, s, v):
    rng = random.Random(0)

    def law(size):
        weights = [rng.uniform(0.5, 1) for _ in range(size)]
        return [w / sum(weights) for w in weights]

    observations = [rng.randrange(v) for _ in range(n)]
    return observations, law(s), [law(s) for _ in range(s)], [law(v) for _ in range(s)]
