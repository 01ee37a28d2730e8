"""Each test takes the function under test, so the same tests judge every version."""

from collections import Counter


def shares(weighted_sample, weights, count=8000, seed=1):
    counts = Counter(map(int, weighted_sample(weights, count, seed)))
    assert set(counts) <= set(range(len(weights)))
    return [counts[i] / count for i in range(len(weights))]


def assert_rejected(weighted_sample, weights):
    try:
        weighted_sample(weights, 3)
    except ValueError:
        return
    raise AssertionError(f"{weights} must raise ValueError")


def test_shares_follow_the_weights(weighted_sample):
    for weights in ([1, 2, 3, 4], [4, 3, 2, 1], [0.5, 7, 0.5], [5, 1, 1, 1, 1, 1], [3.0], [2, 6]):
        for seed in (1, 2):
            for share, weight in zip(shares(weighted_sample, weights, seed=seed), weights):
                assert abs(share - weight / sum(weights)) < 0.03


def test_only_the_ratio_of_the_weights_matters(weighted_sample):
    for scale in (1e-9, 1, 1e12):
        share = shares(weighted_sample, [1 * scale, 3 * scale])
        assert abs(share[0] - 0.25) < 0.03


def test_a_zero_weight_is_never_drawn(weighted_sample):
    share = shares(weighted_sample, [0, 2, 0, 0, 1, 0])
    assert share[0] == share[2] == share[3] == share[5] == 0
    assert abs(share[1] - 2 / 3) < 0.03
    assert set(map(int, weighted_sample([0, 0, 5, 0], 50))) == {2}


def test_a_rare_index_is_drawn_as_often_as_it_should(weighted_sample):
    share = shares(weighted_sample, [1] + [0] * 20 + [99], count=20000)
    assert 0.006 < share[0] < 0.014


def test_many_equal_weights(weighted_sample):
    for n in (7, 16, 33):
        assert all(abs(share - 1 / n) < 0.03 for share in shares(weighted_sample, [2.5] * n))


def test_draws_are_independent(weighted_sample):
    draws = list(map(int, weighted_sample([1, 1], 8000, 5)))
    pairs = Counter(zip(draws, draws[1:]))
    assert all(abs(pairs[a, b] / 7999 - 0.25) < 0.03 for a in (0, 1) for b in (0, 1))


def test_as_many_as_asked(weighted_sample):
    assert len(weighted_sample([1, 2], 0)) == 0
    assert len(weighted_sample([1, 2], 1)) == 1
    assert len(weighted_sample([1, 2], 17)) == 17


def test_the_same_seed_draws_the_same_and_another_does_not(weighted_sample):
    first, again, other = (list(map(int, weighted_sample([1, 2, 3], 60, seed))) for seed in (4, 4, 9))
    assert first == again != other


def test_impossible_weights_are_an_error(weighted_sample):
    for weights in ([], [0, 0], [1, -1, 3], [-2], [1, float("nan")], [1, float("inf")]):
        assert_rejected(weighted_sample, weights)


def test_the_weights_of_the_caller_do_not_change(weighted_sample):
    weights = [3.0, 1.0, 2.0]
    weighted_sample(weights, 20)
    assert weights == [3.0, 1.0, 2.0]
