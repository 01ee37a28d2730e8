"""How beam search is proven."""

import math
import random

from hypothesis import strategies as st


def model(seed, v, zeros=0.0):
    """The next token depends on the whole prefix. Small whole weights, so that ties occur; token 0 ends a text."""
    cache = {}

    def next_log_probabilities(tokens):
        if tokens not in cache:
            rng = random.Random(repr((seed, [int(token) for token in tokens])))
            weights = [0 if rng.random() < zeros else rng.randint(1, 4) for _ in range(v)]
            cache[tokens] = {t: math.log(w / sum(weights)) if w else -math.inf for t, w in enumerate(weights)}
        return cache[tokens]

    return next_log_probabilities


MODELS = st.builds(model, st.integers(0, 60), st.integers(1, 4), st.sampled_from([0.0, 0.0, 0.3]))
WRONG = st.sampled_from([lambda tokens: {0: -1.0, 1: 0.5}, lambda tokens: {0: math.nan}, lambda tokens: {}])
LENGTHS, POWERS = st.integers(1, 6), st.sampled_from([0.0, 0.5, 1.0, 1.7])
INPUTS = st.one_of(
    *[st.tuples(MODELS, st.integers(1, 5), st.sampled_from([0, 0, 0, 1]), LENGTHS, POWERS)] * 9,
    st.tuples(WRONG, st.integers(1, 2), st.just(0), LENGTHS, POWERS),
    st.tuples(MODELS, st.integers(0, 1), st.just(0), st.integers(0, 2), st.sampled_from([-1.0, 1.0, math.nan])),
)


def texts(next_log_probabilities, length, tokens=()):
    for token in next_log_probabilities(tokens):
        longer = (*tokens, token)
        if token == 0 or len(longer) == length:
            yield longer
        else:
            yield from texts(next_log_probabilities, length, longer)


def trusted(beam_search):
    """All texts are tried: a beam as wide as their number finds the best score within 1e-9, and no width finds more.

    No library of the handbook decodes a given function. Every score is computed anew from the text that was found.
    """
    for seed in range(30):
        v, length, power = 2 + seed % 3, 5, (0.0, 0.6, 1.0, 1.5)[seed % 4]
        chances = model(seed, v)

        def score(tokens, chances=chances, power=power):
            return math.fsum(chances(tokens[:i])[t] for i, t in enumerate(tokens)) / len(tokens) ** power

        every = list(texts(chances, length))
        best = max(map(score, every))
        for width in (1, 2, 3, len(every)):
            found, told = beam_search(chances, width, 0, length, power)
            assert tuple(found) in every
            assert abs(score(tuple(found)) - told) < 1e-9
            assert told <= best + 1e-9
        assert abs(told - best) < 1e-9


SIZES = {"n": 16, "b": 6, "v": 48}
SPACE_SIZES = {"n": 8, "b": 16, "v": 512}


def sized(n, b, v):
    # Token 0, the end, is never given, so every search has n steps.
    rows = [{t: -math.log(v) - (7 * t + i) % 5 / 10 for t in range(1, v + 1)} for i in range(3)]
    return lambda tokens: rows[len(tokens) % 3], b, 0, n, 1.0
