"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def floats(numbers):
    return [float(number) for number in numbers]


def assert_close(numbers, wanted, tolerance=1e-9):
    numbers = floats(numbers)
    assert len(numbers) == len(wanted)
    assert all(abs(a - b) <= tolerance * max(1, abs(b)) for a, b in zip(numbers, wanted)), (numbers, wanted)


def mean_log_likelihood(values, weights, means, variances):
    """Straight from the definition, for values near the components."""
    total = 0
    for x in values:
        parts = [
            w * math.exp(-((x - m) ** 2) / (2 * v)) / math.sqrt(2 * math.pi * v)
            for w, m, v in model(weights, means, variances)
        ]
        total += math.log(sum(parts)) / len(values)
    return total


def model(weights, means, variances):
    return list(zip(floats(weights), floats(means), floats(variances)))


def two_groups(seed, n=60):
    rng = random.Random(seed)
    return [rng.gauss(-2, 0.7) if i % 3 == 0 else rng.gauss(2, 1.2) for i in range(n)]


def assert_rejected(gaussian_mixture, *args):
    try:
        gaussian_mixture(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_one_symmetric_step_by_hand(gaussian_mixture):
    # the variance of all values is 4, over 2 squared 1: the odds at 2 are exp(2 * log(3) / 4 * 2 / 1) = 3 to 1
    c = math.log(3) / 4
    weights, means, variances, history = gaussian_mixture([-2.0, 2.0], [-c, c], 1e-6, 1e-9, 1)
    assert_close(weights, [0.5, 0.5])
    assert_close(means, [-1, 1])  # (3/4 * 2 - 1/4 * 2) over 1
    assert_close(variances, [3, 3])  # 3/4 * 1 + 1/4 * 9
    assert len(history) == 2
    assert_close(history[:1], [mean_log_likelihood([2.0], [0.5, 0.5], [-c, c], [1, 1])])
    assert_close(history[1:], [mean_log_likelihood([2.0], [0.5, 0.5], [-1, 1], [3, 3])])


def test_one_step_with_unequal_shares_by_hand(gaussian_mixture):
    # mean 1, variance 3, over 2 squared 3/4; the second component owns 1/4 of each 0 and 3/4 of the 4
    c = 3 / 16 * math.log(3)
    weights, means, variances, _ = gaussian_mixture([0.0, 0.0, 4.0, 0.0], [2 - c, 2 + c], 1e-6, 1e-9, 1)
    assert_close(weights, [0.625, 0.375])
    assert_close(means, [0.4, 2])
    assert_close(variances, [1.44, 4])


def test_one_component_is_the_sample(gaussian_mixture):
    values = [1.0, 2.0, 4.0, 9.0]
    weights, means, variances, history = gaussian_mixture(values, [7.0])
    assert_close(weights, [1])
    assert_close(means, [4])
    assert_close(variances, [9.5])
    assert_close(history[-1:], [-(math.log(2 * math.pi * 9.5) + 1) / 2])


def test_no_steps_return_the_start(gaussian_mixture):
    values = [1.0, 2.0, 4.0, 9.0]
    weights, means, variances, history = gaussian_mixture(values, [0.0, 3.0, 5.0], 1e-6, 1e-9, 0)
    assert_close(weights, [1 / 3] * 3)
    assert_close(means, [0, 3, 5])
    assert_close(variances, [9.5 / 9] * 3)
    assert_close(history, [mean_log_likelihood(values, [1 / 3] * 3, [0, 3, 5], [9.5 / 9] * 3)])


def test_the_likelihood_never_falls_and_belongs_to_the_model(gaussian_mixture):
    for seed in range(12):
        rng = random.Random(seed)
        values = [rng.choice([-1, 0, 0, 3]) + rng.gauss(0, 0.4) for _ in range(30)]
        start, floor = [rng.uniform(-2, 4) for _ in range(3)], rng.choice([1e-3, 0.1, 0.5])
        weights, means, variances, history = gaussian_mixture(values, start, floor, 1e-7, 60)
        history = floats(history)
        assert all(later >= earlier - 1e-9 for earlier, later in zip(history, history[1:]))
        assert history[-1] > history[0] + 0.01
        assert_close(history[-1:], [mean_log_likelihood(values, weights, means, variances)])
        assert abs(sum(floats(weights)) - 1) < 1e-9 and min(floats(variances)) >= floor - 1e-12


def test_it_ends_where_another_step_changes_nothing(gaussian_mixture):
    values = two_groups(1)
    weights, means, variances, history = gaussian_mixture(values, [-1.0, 1.0], 1e-6, 1e-13, 3000)
    assert len(history) < 3000
    shares = []
    for x in values:
        parts = [w * math.exp(-((x - m) ** 2) / (2 * v)) / math.sqrt(v) for w, m, v in model(weights, means, variances)]
        shares.append([part / sum(parts) for part in parts])
    for j, (w, m, v) in enumerate(model(weights, means, variances)):
        count = sum(row[j] for row in shares)
        assert abs(w - count / len(values)) < 1e-5
        assert abs(m - sum(row[j] * x for row, x in zip(shares, values)) / count) < 1e-5
        assert abs(v - sum(row[j] * (x - m) ** 2 for row, x in zip(shares, values)) / count) < 1e-5


def test_separated_groups_are_recovered(gaussian_mixture):
    rng = random.Random(2)
    groups = [
        [rng.gauss(-10, 1) for _ in range(100)],
        [rng.gauss(0, 0.5) for _ in range(60)],
        [rng.gauss(8, 2) for _ in range(40)],
    ]
    values = [x for group in groups for x in group]
    rng.shuffle(values)
    weights, means, variances, _ = gaussian_mixture(values, [-5.0, 1.0, 4.0])
    assert_close(weights, [0.5, 0.3, 0.2], 0.01)
    for mean, variance, group in zip(means, variances, groups):
        center = sum(group) / len(group)
        assert abs(float(mean) - center) < 0.05
        assert abs(float(variance) - sum((x - center) ** 2 for x in group) / len(group)) < 0.1


def test_components_keep_the_order_of_the_start(gaussian_mixture):
    values = two_groups(3)
    one, other = gaussian_mixture(values, [-3.0, 3.0]), gaussian_mixture(values, [3.0, -3.0])
    for a, b in zip(one[:3], other[:3]):
        assert_close(a, floats(b)[::-1], 1e-6)
    assert float(one[1][0]) < -1 < 1 < float(one[1][1])


def test_the_order_of_the_values_does_not_matter(gaussian_mixture):
    values = two_groups(4)
    for a, b in zip(gaussian_mixture(values, [-3.0, 3.0])[:3], gaussian_mixture(values[::-1], [-3.0, 3.0])[:3]):
        assert_close(a, floats(b), 1e-6)


def test_values_far_from_every_component_do_not_underflow(gaussian_mixture):
    rng = random.Random(5)
    values = [rng.gauss(0, 0.1) for _ in range(50)] + [rng.gauss(1000, 0.1) for _ in range(50)] + [500.0]
    weights, means, variances, history = gaussian_mixture(values, [10.0, 990.0])
    assert all(map(math.isfinite, [*floats(weights), *floats(means), *floats(variances), *floats(history)]))
    assert_close(sorted(floats(weights)), [50 / 101, 51 / 101], 1e-6)


def test_the_start_may_be_hundreds_of_deviations_away(gaussian_mixture):
    # center 1, variance 1, over 2 squared 1/4: the squared distances to 100 are 10,000 and 9,604, so 39,208 deviations
    # squared on average, and the second component is nowhere near
    _, _, _, history = gaussian_mixture([0.0, 2.0], [100.0, 300.0], 1e-6, 1e-9, 0)
    assert_close(history, [math.log(0.5) - (math.log(math.pi / 2) + 39208) / 2])
    weights, means, variances, history = gaussian_mixture([0.0, 2.0], [100.0, 300.0], 1e-6, 1e-9, 1)
    assert_close(weights, [1, 0])
    assert_close([means[0], variances[0]], [1, 1])
    assert_close(history[1:], [-(math.log(2 * math.pi) + 1) / 2])


def test_a_shift_of_all_values_shifts_only_the_means(gaussian_mixture):
    values = two_groups(6)
    near = gaussian_mixture(values, [-2.0, 2.0], 1e-6, 1e-9, 30)
    far = gaussian_mixture([x + 1e7 for x in values], [1e7 - 2, 1e7 + 2], 1e-6, 1e-9, 30)
    assert_close(far[0], floats(near[0]), 1e-4)
    assert_close([float(mean) - 1e7 for mean in far[1]], floats(near[1]), 1e-4)
    assert_close(far[2], floats(near[2]), 1e-4)


def test_a_component_on_equal_values_stops_at_the_floor(gaussian_mixture):
    for floor in (1e-4, 0.01):
        values = [3.0] * 5 + [10.0, 12.0, 15.0, 11.0]
        weights, means, variances, history = gaussian_mixture(values, [3.0, 12.0], floor)
        assert_close(weights, [5 / 9, 4 / 9], 1e-6)
        assert_close(means, [3, 12], 1e-6)
        assert_close(variances, [floor, 3.5], 1e-4)
        assert math.isfinite(float(history[-1]))


def test_a_component_may_own_a_single_value(gaussian_mixture):
    weights, means, variances, _ = gaussian_mixture([0.0, 1.0, 10.0], [0.5, 9.0], 0.01)
    assert_close(weights, [2 / 3, 1 / 3], 1e-6)
    assert_close(means, [0.5, 10], 1e-6)
    assert_close(variances, [0.25, 0.01], 1e-6)


def test_equal_values_have_the_floor_from_the_start(gaussian_mixture):
    weights, means, variances, _ = gaussian_mixture([5.0] * 4, [5.0, 5.5], 0.25)
    assert_close(variances, [0.25, 0.25])
    assert abs(sum(w * m for w, m, _ in model(weights, means, variances)) - 5) < 1e-9


def test_a_component_that_owns_nothing_does_no_harm(gaussian_mixture):
    values = two_groups(7)
    weights, means, variances, history = gaussian_mixture(values, [-3.0, 1e6, 3.0], 1e-6, 1e-9, 40)
    without = gaussian_mixture(values, [-3.0, 3.0], 1e-6, 1e-9, 40)
    assert all(map(math.isfinite, [*floats(weights), *floats(means), *floats(variances), *floats(history)]))
    assert float(weights[1]) < 1e-9
    for a, b in zip((weights, means, variances), without[:3]):
        assert_close([a[0], a[2]], floats(b), 1e-3)


def test_equal_starting_means_stay_equal(gaussian_mixture):
    values = [1.0, 2.0, 4.0, 9.0]
    weights, means, variances, _ = gaussian_mixture(values, [3.0, 3.0])
    assert_close(weights, [0.5, 0.5])
    assert_close(means, [4, 4])
    assert_close(variances, [9.5, 9.5])


def test_it_stops_when_the_gain_is_small(gaussian_mixture):
    values = two_groups(8)
    for tolerance in (1e-2, 1e-5):
        history = floats(gaussian_mixture(values, [-1.0, 1.0], 1e-6, tolerance, 500)[3])
        gains = [later - earlier for earlier, later in zip(history, history[1:])]
        assert len(gains) < 500
        assert gains[-1] <= tolerance < min(gains[:-1])
    assert len(gaussian_mixture(values, [-1.0, 1.0], 1e-6, 1e-12, 7)[3]) == 8


def test_impossible_inputs_are_errors(gaussian_mixture):
    assert_rejected(gaussian_mixture, [], [1.0])
    assert_rejected(gaussian_mixture, [1.0, 2.0], [])
    for floor in (0, 0.0, -1.0, math.nan):
        assert_rejected(gaussian_mixture, [1.0, 2.0], [1.0], floor)


def test_the_data_of_the_caller_do_not_change(gaussian_mixture):
    values, means = [1.0, 5.0, 2.0, 8.0], [2.0, 6.0]
    before = copy.deepcopy((values, means))
    gaussian_mixture(values, means)
    assert gaussian_mixture(values, means, 1e-6, 1e-9, 0)[1] is not means
    assert (values, means) == before
