"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random
from fractions import Fraction
from itertools import combinations


def brute_force(a, b):
    """By definition, in exact arithmetic: the share of splits whose difference is at least as far from zero."""
    pooled = [Fraction(x) for x in (*a, *b)]
    n, m, total = len(a), len(b), sum(pooled)
    gaps = [abs(sum(group) / n - (total - sum(group)) / m) for group in combinations(pooled, n)]
    return sum(gap >= gaps[0] for gap in gaps) / len(gaps)  # the first combination is a itself


def assert_close(found, expected, tolerance=1e-9):
    assert abs(found - expected) < tolerance, (found, expected)


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def groups(seed, n, m, shift=0.0):
    rng = random.Random(seed)
    return [rng.gauss(shift, 1) for _ in range(n)], [rng.gauss(0, 2) for _ in range(m)]


def test_three_against_three_by_hand(permutation_test):
    # 20 splits, and only {1, 2, 3} and {4, 5, 6} lie 3 apart
    difference, p = permutation_test([1, 2, 3], [4, 5, 6])
    assert_close(difference, -3)
    assert_close(p, 2 / 20)


def test_both_sides_count_also_with_unequal_groups(permutation_test):
    # first groups of one: distances from the mean 4 are 6, 3, 2, 1
    difference, p = permutation_test([10], [1, 2, 3])
    assert_close(difference, 8)
    assert_close(p, 1 / 4)
    assert_close(permutation_test([1], [10, 2, 3])[1], 2 / 4)
    # sums of two of 0, 2, 1, 5, 7 lie around 6; at least 4 away: 0 + 2, 0 + 1, 5 + 7
    assert_close(permutation_test([0, 2], [1, 5, 7])[1], 3 / 10)


def test_exact_p_values_equal_the_definition(permutation_test):
    for seed in range(12):
        rng = random.Random(seed)
        a, b = ([rng.randint(0, 9) for _ in range(rng.randint(1, 6))] for _ in range(2))
        difference, p = permutation_test(a, b)
        assert_close(difference, sum(a) / len(a) - sum(b) / len(b))
        assert_close(p, brute_force(a, b))
        a, b = groups(seed, rng.randint(1, 5), rng.randint(1, 5))
        assert_close(permutation_test(a, b)[1], brute_force(a, b))


def test_ties_survive_rounding(permutation_test):
    # tenths are no binary fractions, and far from zero their sums lose digits: the same ties must be found
    for seed in range(10):
        rng = random.Random(100 + seed)
        a, b = ([rng.randint(0, 6) for _ in range(4)] for _ in range(2))
        expected = brute_force(a, b)
        for scale, shift in ((0.1, 0), (0.7, 0), (0.1, 1e6), (1e-9, 0), (1e9 / 7, 0), (0.1, -3e3)):
            p = permutation_test([scale * x + shift for x in a], [scale * x + shift for x in b])[1]
            assert_close(p, expected)
        # far from zero on both sides: the mean is small, the values and their rounding are not
        a, b = ([10**7 * sign + x for sign, x in zip((1, -1, -1, 1), group)] for group in (a, b))
        p = permutation_test([0.1 * x for x in a], [0.1 * x for x in b])[1]
        assert_close(p, brute_force(a, b))


def test_ties_survive_rounding_in_random_splits_too(permutation_test):
    # the same seed draws the same places, so tenths must give what the whole numbers give
    for seed in range(4):
        rng = random.Random(seed)
        a, b = ([rng.choice((1, 7)) for _ in range(300)] for _ in range(2))
        expected = permutation_test(a, b, 300, 0, seed)[1]
        assert_close(permutation_test([x / 10 for x in a], [x / 10 for x in b], 300, 0, seed)[1], expected)


def test_small_differences_are_no_ties(permutation_test):
    a, b = [1.0, 1.0 + 1e-6, 1.0 + 3e-6], [1.0 + 9e-6, 1.0 + 2e-5, 1.0 + 5e-5]
    assert_close(permutation_test(a, b)[1], 0.1)
    assert_close(permutation_test([0, 1e-7, 2, 3], [4, 5, 6, 7])[1], 2 / 70)
    assert_close(permutation_test([0, 1, 2, 4], [3, 5, 6, 7.0001])[1], brute_force([0, 1, 2, 4], [3, 5, 6, 7.0001]))


def test_equal_values_give_one(permutation_test):
    for a, b in (([5, 5, 5], [5, 5]), ([0.1], [0.1]), ([0.3] * 30, [0.3] * 30), ([0, 0], [0, 0, 0])):
        difference, p = permutation_test(a, b, 50)
        assert_close(difference, 0)
        assert_close(p, 1)


def test_equal_means_give_one(permutation_test):
    assert_close(permutation_test([0.1, 0.7], [0.3, 0.5])[1], 1)
    assert_close(permutation_test([0.1, 0.7] * 20, [0.3, 0.5] * 20, 40)[1], 1)


def test_one_value_in_each_group_cannot_tell(permutation_test):
    assert_close(permutation_test([1.0], [100.0])[1], 1)


def test_exchanged_groups_and_mirrored_values(permutation_test):
    for seed in range(5):
        a, b = groups(seed, 4, 6, 1.0)
        difference, p = permutation_test(a, b)
        assert_close(permutation_test(b, a)[0], -difference)
        assert_close(permutation_test(b, a)[1], p)
        assert_close(permutation_test([-x for x in a], [-x for x in b])[1], p)


def test_of_all_splits_at_most_alpha_have_p_at_most_alpha(permutation_test):
    # what makes the test valid: every split of these values is equally likely when labels do not matter
    values = [1, 2, 4, 7, 7, 11, 16, 29]
    found = []
    for chosen in combinations(range(8), 3):
        rest = [values[i] for i in range(8) if i not in chosen]
        found.append(permutation_test([values[i] for i in chosen], rest)[1])
    for p in found:
        assert sum(other <= p + 1e-9 for other in found) / len(found) <= p + 1e-9


def test_random_splits_come_near_the_exact_value(permutation_test):
    for seed in range(6):
        a, b = groups(seed, 5, 7, 0.8)
        exact = brute_force(a, b)
        p = permutation_test(a, b, 4000, 0, seed)[1]
        assert abs(p - exact) < 4.5 * math.sqrt(exact * (1 - exact) / 4000) + 1 / 4000


def test_the_observed_split_counts(permutation_test):
    a, b = [100.0 + i for i in range(12)], [-1.0 * i for i in range(12)]
    for draws in (1, 19, 200):
        assert_close(permutation_test(a, b, draws)[1], 1 / (draws + 1))
    a, b = groups(3, 15, 15)
    scaled = permutation_test(a, b, 37)[1] * 38
    assert abs(scaled - round(scaled)) < 1e-6 and round(scaled) >= 1


def test_exact_up_to_the_limit(permutation_test):
    a, b = [1, 2, 3], [4, 5, 6]  # 20 splits
    assert_close(permutation_test(a, b, 6, 20)[1], 0.1)
    assert abs(permutation_test(a, b, 6, 19)[1] * 7 % 1) < 1e-6


def test_the_defaults(permutation_test):
    # 12,870 splits are enumerated, 24,310 are not, and then there are 9,999 draws
    assert_close(permutation_test(range(8), range(100, 108))[1], 2 / 12_870)
    p = permutation_test(range(8), range(100, 109))[1] * 10_000
    assert abs(p - round(p)) < 1e-6 and 1 <= round(p) <= 6
    assert_close(permutation_test(range(20), range(100, 120))[1], 1 / 10_000)


def test_draws_are_without_replacement(permutation_test):
    # one odd value among forty: it is in the first group of ten with probability 1 / 4
    p = permutation_test([50.0] + [0.0] * 9, [0.0] * 30, 3000)[1]
    assert abs(p - 0.25) < 0.035


def test_the_same_seed_gives_the_same_and_another_does_not(permutation_test):
    a, b = groups(9, 12, 12, 0.5)
    found, again = ([permutation_test(a, b, 500, 0, seed)[1] for seed in range(1, 9)] for _ in range(2))
    assert all(abs(p - q) < 1e-12 for p, q in zip(found, again))
    assert len({round(p, 6) for p in found}) > 1


def test_impossible_requests_are_errors(permutation_test):
    assert_rejected(permutation_test, [], [1.0])
    assert_rejected(permutation_test, [1.0], [])
    for bad in (float("nan"), float("inf")):
        assert_rejected(permutation_test, [1.0, bad], [2.0, 3.0])
        assert_rejected(permutation_test, [1.0], [2.0, bad])
    for draws in (0, -5):
        assert_rejected(permutation_test, [1.0, 2.0], [3.0], draws)


def test_the_values_of_the_caller_do_not_change(permutation_test):
    a, b = [3.0, 1.0, 2.0], [9.0, 4.0]
    before = copy.deepcopy((a, b))
    permutation_test(a, b)
    permutation_test(a, b, 20, 0)
    assert (a, b) == before
