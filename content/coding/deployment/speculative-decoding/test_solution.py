"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random
from collections import Counter

P = [0.5, 0.3, 0.2]
Q = [0.2, 0.6, 0.2]
R = [0.1, 0.1, 0.8]


def outputs(speculative_step, target, draft, runs=6000, seed=1):
    """Outputs for proposals that are really drawn from the draft."""
    rng = random.Random(seed)
    for _ in range(runs):
        proposed = [rng.choices(range(len(q)), q)[0] for q in draft]
        yield proposed, list(map(int, speculative_step(target, draft, proposed, rng)))


def assert_shares(counts, expected):
    total = sum(counts.values())
    for token, probability in enumerate(expected):
        assert abs(counts[token] / total - probability) < 0.03
        assert probability > 0 or counts[token] == 0


def test_the_first_token_follows_the_target(speculative_step):
    for p, q in ((P, Q), (Q, P), (R, P), (P, R), ([0.0, 1.0, 0.0], Q), (Q, [0.25, 0.5, 0.25])):
        counts = Counter(out[0] for _, out in outputs(speculative_step, [p, R], [q]))
        assert_shares(counts, p)


def test_the_second_token_follows_its_own_target(speculative_step):
    counts = Counter(out[1] for _, out in outputs(speculative_step, [P, R, Q], [P, P], 6000))
    assert_shares(counts, R)


def test_the_token_after_all_accepted_follows_the_last_target(speculative_step):
    results = [out for _, out in outputs(speculative_step, [P, Q, R], [P, Q])]
    assert all(len(out) == 3 for out in results)
    assert_shares(Counter(out[2] for out in results), R)


def test_the_rate_of_acceptance_is_the_overlap(speculative_step):
    accepted = sum(len(out) == 2 for _, out in outputs(speculative_step, [P, R], [Q]))
    assert abs(accepted / 6000 - 0.7) < 0.03


def test_the_number_of_tokens_is_a_truncated_geometric_mean(speculative_step):
    # overlap 0.7, three proposals: (1 - 0.7^4) / 0.3 = 2.533 tokens on average
    lengths = [len(out) for _, out in outputs(speculative_step, [P, P, P, R], [Q, Q, Q])]
    assert abs(sum(lengths) / len(lengths) - 2.533) < 0.08
    assert set(lengths) == {1, 2, 3, 4}


def test_accepted_tokens_are_the_proposed_prefix(speculative_step):
    for proposed, out in outputs(speculative_step, [P, R, Q, P], [Q, P, R], 500):
        assert out[:-1] == proposed[: len(out) - 1]


def test_a_rejected_token_is_replaced_by_one_the_target_likes_better(speculative_step):
    # token 1 is the only one that the draft over-rates: it is rejected half the time, and only token 0 has a deficit
    rng = random.Random(3)
    for _ in range(300):
        out = list(map(int, speculative_step([P, R], [Q], [1], rng)))
        assert out == [0] or (len(out) == 2 and out[0] == 1)


def test_a_token_that_the_target_rules_out_is_never_kept(speculative_step):
    rng = random.Random(4)
    for _ in range(200):
        out = speculative_step([[0.0, 0.4, 0.6], P], [[0.9, 0.05, 0.05]], [0], rng)
        assert len(out) == 1 and out[0] in (1, 2)


def test_equal_models_accept_everything(speculative_step):
    for proposed, out in outputs(speculative_step, [P, Q, R, P], [P, Q, R], 300):
        assert out[:3] == proposed and len(out) == 4


def test_distributions_that_differ_only_by_rounding(speculative_step):
    class Highest(random.Random):
        def random(self):
            return 1 - 2**-53

    for excess in (0.3000000000000001, 0.30000000000000004):
        out = list(map(int, speculative_step([[0.3, 0.7], [0.5, 0.5]], [[excess, 0.7]], [0], Highest())))
        assert 1 <= len(out) <= 2 and set(out) <= {0, 1}


def test_nothing_proposed_is_ordinary_sampling(speculative_step):
    results = [out for _, out in outputs(speculative_step, [P], [])]
    assert all(len(out) == 1 for out in results)
    assert_shares(Counter(out[0] for out in results), P)


def test_wrong_numbers_of_distributions_are_errors(speculative_step):
    for target, draft, proposed in (([P], [Q], [0]), ([P, P], [Q], []), ([P, P], [], [0]), ([P, P, P], [Q], [1])):
        try:
            speculative_step(target, draft, proposed)
        except ValueError:
            continue
        raise AssertionError("lengths that do not fit must raise ValueError")


def test_different_vocabularies_are_an_error(speculative_step):
    wide, narrow = [0.4, 0.3, 0.2, 0.1], [0.5, 0.5, 0.0]
    for target, draft in (([wide, wide], [narrow]), ([narrow, narrow], [wide]), ([wide, narrow], [wide])):
        try:
            speculative_step(target, draft, [1], random.Random(2))
        except ValueError:
            continue
        raise AssertionError("distributions of different length must raise ValueError")


def test_the_data_of_the_caller_do_not_change(speculative_step):
    target, draft, proposed = [P[:], R[:], Q[:]], [Q[:], P[:]], [1, 0]
    before = copy.deepcopy((target, draft, proposed))
    for seed in range(9):
        speculative_step(target, draft, proposed, random.Random(seed))
    assert (target, draft, proposed) == before
