"""Each test takes the function under test, so the same tests judge every version."""

import math
import random


def shares(sample_token, logits, runs=4000, seed=1, **settings):
    rng = random.Random(seed)
    counts = [0] * len(logits)
    for _ in range(runs):
        counts[sample_token(logits, rng=rng, **settings)] += 1
    return [count / runs for count in counts]


def assert_close(found, expected):
    assert len(found) == len(expected)
    for share, probability in zip(found, expected):
        assert abs(share - probability) < 0.035
        assert probability > 0 or share == 0


def logs(probabilities, shift=0.0):
    return [math.log(p) + shift for p in probabilities]


def test_without_cuts_it_is_the_softmax(sample_token):
    p = [0.1, 0.4, 0.2, 0.3]
    assert_close(shares(sample_token, logs(p)), p)
    assert_close(shares(sample_token, logs(p), temperature=1.0, top_k=4, top_p=1.0), p)
    assert_close(shares(sample_token, logs(p), top_k=99), p)


def test_temperature_raises_probabilities_to_a_power(sample_token):
    p = [0.1, 0.4, 0.2, 0.3]
    for temperature in (0.5, 2.0):
        powers = [x ** (1 / temperature) for x in p]
        expected = [x / sum(powers) for x in powers]
        assert_close(shares(sample_token, logs(p), temperature=temperature), expected)


def test_temperature_zero_is_greedy(sample_token):
    assert shares(sample_token, [1.0, 1.2, -3.0], runs=50, temperature=0) == [0, 1, 0]
    assert shares(sample_token, [1.0, 1.2, -3.0], runs=50, temperature=0, top_k=2, top_p=0.9) == [0, 1, 0]


def test_a_tiny_temperature_overflows_nowhere(sample_token):
    for temperature in (1e-3, 1e-12, 1e-320):
        assert shares(sample_token, [1.0, 3.0, 2.0], runs=50, temperature=temperature) == [0, 1, 0]


def test_top_k_keeps_the_k_most_probable(sample_token):
    p = [0.1, 0.4, 0.2, 0.3]
    assert_close(shares(sample_token, logs(p), top_k=1), [0, 1, 0, 0])
    assert_close(shares(sample_token, logs(p), top_k=2), [0, 4 / 7, 0, 3 / 7])
    assert_close(shares(sample_token, logs(p), top_k=3), [0, 4 / 9, 2 / 9, 3 / 9])


def test_top_p_keeps_the_fewest_that_reach_p(sample_token):
    p = [0.1, 0.4, 0.2, 0.3]
    assert_close(shares(sample_token, logs(p), top_p=0.01), [0, 1, 0, 0])
    assert_close(shares(sample_token, logs(p), top_p=0.35), [0, 1, 0, 0])
    assert_close(shares(sample_token, logs(p), top_p=0.45), [0, 4 / 7, 0, 3 / 7])
    assert_close(shares(sample_token, logs(p), top_p=0.75), [0, 4 / 9, 2 / 9, 3 / 9])
    assert_close(shares(sample_token, logs(p), top_p=0.95), p)


def test_temperature_comes_before_top_p(sample_token):
    p = [0.4, 0.25, 0.15, 0.1, 0.06, 0.04]  # 0.85 keeps four; two at temperature 0.5, five at temperature 2
    for temperature, kept in ((1.0, 4), (0.5, 2), (2.0, 5)):
        found = shares(sample_token, logs(p), temperature=temperature, top_p=0.85)
        assert [share > 0 for share in found] == [True] * kept + [False] * (6 - kept)


def test_top_p_is_a_share_of_what_top_k_left(sample_token):
    p = [0.4, 0.3, 0.2, 0.1]  # top-k 2 leaves 4/7 and 3/7: 0.55 is reached by the first alone
    assert_close(shares(sample_token, logs(p), top_k=2, top_p=0.55), [1, 0, 0, 0])
    assert_close(shares(sample_token, logs(p), top_k=3, top_p=0.55), [4 / 7, 3 / 7, 0, 0])


def test_shifting_all_logits_changes_nothing(sample_token):
    p = [0.2, 0.5, 0.3]
    for shift in (-5000.0, 800.0, 1e6):
        assert_close(shares(sample_token, logs(p, shift), top_p=0.7), [0, 5 / 8, 3 / 8])


def test_a_masked_token_is_never_drawn(sample_token):
    logits = [-math.inf, math.log(0.25), -math.inf, math.log(0.75)]
    assert_close(shares(sample_token, logits), [0, 0.25, 0, 0.75])
    assert_close(shares(sample_token, logits, top_k=3), [0, 0.25, 0, 0.75])


def test_equal_logits(sample_token):
    assert_close(shares(sample_token, [0.7] * 4), [0.25] * 4)
    found = shares(sample_token, [0.7] * 4, top_k=2)
    assert sorted(share > 0.4 for share in found) == [False, False, True, True]
    assert shares(sample_token, [3.0], runs=20) == [1]


def test_the_same_seed_gives_the_same_tokens(sample_token):
    first, again = random.Random(7), random.Random(7)
    logits = logs([0.1, 0.4, 0.2, 0.3])
    a = [int(sample_token(logits, 1.3, 3, 0.9, first)) for _ in range(40)]
    assert a == [int(sample_token(logits, 1.3, 3, 0.9, again)) for _ in range(40)]
    assert len(set(a)) > 1


def test_impossible_settings_are_an_error(sample_token):
    wrong = [{"temperature": -1}, {"top_k": 0}, {"top_k": -2}, {"top_p": 0}, {"top_p": 1.5}, {"top_p": -0.5}]
    broken = [[], [-math.inf] * 2, [1.0, math.inf], [math.nan, 1.0], [2.0, 1.0, math.nan]]
    for logits, settings in [([1.0, 2.0], s) for s in wrong] + [(logits, {}) for logits in broken]:
        try:
            sample_token(logits, **settings)
        except ValueError:
            continue
        raise AssertionError(f"{logits} with {settings} must raise ValueError")


def test_the_logits_of_the_caller_do_not_change(sample_token):
    logits = [0.5, 2.0, -1.0, 1.0]
    sample_token(logits, 0.7, 2, 0.8, random.Random(0))
    assert logits == [0.5, 2.0, -1.0, 1.0]
