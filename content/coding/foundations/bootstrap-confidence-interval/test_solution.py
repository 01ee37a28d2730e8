"""Each test takes the function under test, so the same tests judge every version."""

import random
from collections import Counter
from itertools import cycle
from math import floor, sqrt


def mean(values):
    return sum(values) / len(values)


def median(values):
    return sorted(values)[len(values) // 2]


def normal(seed, n):
    rng = random.Random(seed)
    return [rng.gauss(0, 1) for _ in range(n)]


def recorded(bootstrap_interval, values, resamples):
    """The samples that the statistic was given."""
    samples = []

    def record(sample):
        samples.append([int(value) for value in sample])
        return mean(samples[-1])

    bootstrap_interval(values, record, 0.9, resamples, 3)
    return samples


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_two_values_by_hand(bootstrap_interval):
    # the mean of two draws from 0 and 1 is 0, 0.5, 1 with probability 1/4, 1/2, 1/4
    for confidence, ends in ((0.9, (0, 1)), (0.6, (0, 1)), (0.4, (0.5, 0.5)), (0.1, (0.5, 0.5))):
        low, high = bootstrap_interval([0.0, 1.0], mean, confidence, 3000, 1)
        assert abs(low - ends[0]) < 1e-9 and abs(high - ends[1]) < 1e-9


def test_the_median_of_five_by_hand(bootstrap_interval):
    # P(median <= 1) = P(three or more of five draws are the smallest) = 0.058, and P(median <= 2) = 0.317
    values = [50.0, 10.0, 40.0, 20.0, 30.0]
    for confidence, ends in ((0.94, (10, 50)), (0.75, (20, 40)), (0.5, (20, 40)), (0.3, (30, 30))):
        low, high = bootstrap_interval(values, median, confidence, 4000, 2)
        assert abs(low - ends[0]) < 1e-9 and abs(high - ends[1]) < 1e-9


def test_the_mean_of_many_values_is_nearly_normal(bootstrap_interval):
    values = normal(1, 150)
    center = mean(values)
    error = sqrt(sum((v - center) ** 2 for v in values)) / 150
    for confidence, z in ((0.95, 1.96), (0.8, 1.2816)):
        low, high = bootstrap_interval(values, mean, confidence, 3000, 4)
        assert abs(low - (center - z * error)) < 0.25 * error
        assert abs(high - (center + z * error)) < 0.25 * error


def test_95_percent_is_the_default(bootstrap_interval):
    values = normal(2, 60)
    low, high = bootstrap_interval(values, mean)
    center = mean(values)
    error = sqrt(sum((v - center) ** 2 for v in values)) / 60
    assert abs(low - (center - 1.96 * error)) < 0.35 * error
    assert abs(high - (center + 1.96 * error)) < 0.35 * error


def test_the_ends_are_the_quantiles_of_the_replicates(bootstrap_interval):
    # whatever definition of a quantile: between the neighbors of the exact position
    for count in (200, 37):
        replicates = [(7 * i % count) ** 2 for i in range(count)]  # squares in disorder
        for confidence in (0.95, 0.8, 0.5):
            source = cycle(replicates)
            low, high = bootstrap_interval(
                [1.0, 2.0, 3.0], lambda sample, source=source: next(source), confidence, count, 1
            )
            for end, share in ((low, (1 - confidence) / 2), (high, (1 + confidence) / 2)):
                place = share * count
                assert max(floor(place) - 1, 0) ** 2 - 1e-9 <= end <= min(floor(place) + 1, count - 1) ** 2 + 1e-9


def test_a_sample_has_the_size_of_the_data_and_repeats_values(bootstrap_interval):
    samples = recorded(bootstrap_interval, list(range(10)), 400)
    assert 400 <= len(samples) <= 401
    assert all(len(sample) == 10 and set(sample) <= set(range(10)) for sample in samples)
    distinct = sum(len(set(sample)) for sample in samples) / len(samples)
    assert abs(distinct - 10 * (1 - 0.9**10)) < 0.3


def test_every_value_is_drawn_equally_often(bootstrap_interval):
    counts = Counter(value for sample in recorded(bootstrap_interval, list(range(8)), 1500) for value in sample)
    assert all(abs(counts[value] / 1500 - 1) < 0.15 for value in range(8))


def test_repeated_values_count_as_often_as_they_occur(bootstrap_interval):
    counts = Counter(value for sample in recorded(bootstrap_interval, [4, 4, 4, 9], 1500) for value in sample)
    assert abs(counts[4] / 6000 - 0.75) < 0.04


def test_values_that_belong_together_stay_together(bootstrap_interval):
    rng = random.Random(5)
    pairs = [(x, 2.0 * x + 1) for x in (rng.gauss(0, 1) for _ in range(20))]

    def slope(rows):
        mx, my = (mean(column) for column in zip(*rows))
        return sum((x - mx) * (y - my) for x, y in rows) / sum((x - mx) ** 2 for x, _ in rows)

    low, high = bootstrap_interval(pairs, slope, 0.9, 300, 1)
    assert abs(low - 2) < 1e-9 and abs(high - 2) < 1e-9


def test_equal_values_and_a_single_value_leave_no_doubt(bootstrap_interval):
    for values in ([3.5] * 6, [3.5]):
        low, high = bootstrap_interval(values, mean, 0.95, 50, 1)
        assert abs(low - 3.5) < 1e-9 and abs(high - 3.5) < 1e-9


def test_one_resample(bootstrap_interval):
    low, high = bootstrap_interval([2.0, 2.0], mean, 0.5, 1, 1)
    assert abs(low - 2) < 1e-9 and abs(high - 2) < 1e-9


def test_two_resamples_bound_the_interval(bootstrap_interval):
    source = cycle([8.0, 4.0])
    low, high = bootstrap_interval([1.0], lambda sample: next(source), 0.5, 2, 1)
    assert 4 - 1e-9 <= low <= 6 + 1e-9 and 6 - 1e-9 <= high <= 8 + 1e-9


def test_more_confidence_is_a_wider_interval(bootstrap_interval):
    values = normal(6, 25)
    ends = [bootstrap_interval(values, mean, confidence, 500, 1) for confidence in (0.5, 0.8, 0.99)]
    assert ends[2][0] < ends[1][0] < ends[0][0] < ends[0][1] < ends[1][1] < ends[2][1]


def test_a_linear_change_of_the_statistic_changes_the_ends_alike(bootstrap_interval):
    values = normal(7, 30)
    low, high = bootstrap_interval(values, mean, 0.9, 400, 2)
    moved = bootstrap_interval(values, lambda sample: 5 + 3 * mean(sample), 0.9, 400, 2)
    assert abs(moved[0] - (5 + 3 * low)) < 1e-9 and abs(moved[1] - (5 + 3 * high)) < 1e-9
    # mirrored, a definition of the quantile that is not symmetric may choose the next replicate
    mirrored, error = bootstrap_interval(values, lambda sample: 5 - 3 * mean(sample), 0.9, 400, 2), (high - low) / 3.3
    assert abs(mirrored[0] - (5 - 3 * high)) < 0.5 * error and abs(mirrored[1] - (5 - 3 * low)) < 0.5 * error


def test_the_same_seed_gives_the_same_interval_and_another_does_not(bootstrap_interval):
    values = normal(8, 30)
    first, again, other = (bootstrap_interval(values, mean, 0.9, 200, seed) for seed in (4, 4, 9))
    assert abs(first[0] - again[0]) < 1e-12 and abs(first[1] - again[1]) < 1e-12
    assert abs(first[0] - other[0]) > 1e-9 or abs(first[1] - other[1]) > 1e-9


def test_impossible_requests_are_errors(bootstrap_interval):
    assert_rejected(bootstrap_interval, [], lambda sample: 1.0)
    for confidence in (0, 1, 1.5, -0.5, float("nan")):
        assert_rejected(bootstrap_interval, [1.0, 2.0], mean, confidence)
    for resamples in (0, -3):
        assert_rejected(bootstrap_interval, [1.0, 2.0], mean, 0.9, resamples)


def test_an_undefined_replicate_is_an_error(bootstrap_interval):
    source = cycle([1.0] * 30 + [float("nan")])
    assert_rejected(bootstrap_interval, [1.0, 2.0], lambda sample: next(source), 0.9, 100)


def test_the_values_of_the_caller_do_not_change(bootstrap_interval):
    values = [3.0, 1.0, 2.0]
    bootstrap_interval(values, mean, 0.9, 50)
    assert values == [3.0, 1.0, 2.0]
