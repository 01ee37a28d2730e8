"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def table(counts):
    """Rows and labels from (row, number of zeros, number of ones)."""
    rows, labels = [], []
    for row, zeros, ones in counts:
        rows += [row] * (zeros + ones)
        labels += [0] * zeros + [1] * ones
    return rows, labels


def simulate(seed, n, weights, intercept):
    rng = random.Random(seed)
    rows = [tuple(rng.gauss(0.5, 1) for _ in weights) for _ in range(n)]
    return rows, [int(rng.random() < probability((intercept, weights), row)) for row in rows]


def probability(model, row):
    score = float(model[0]) + sum(float(w) * x for w, x in zip(model[1], row))
    return 0.5 * (1 + math.tanh(score / 2))


def logit(p):
    return math.log(p / (1 - p))


def assert_close(model, intercept, weights, tolerance=1e-5):
    assert len(model[1]) == len(weights)
    assert math.isclose(model[0], intercept, rel_tol=tolerance, abs_tol=tolerance)
    for got, expected in zip(model[1], weights):
        assert math.isclose(got, expected, rel_tol=tolerance, abs_tol=tolerance)


def assert_stationary(model, rows, labels, penalty=0.0):
    """The gradient of mean log loss + penalty / 2 * |weights|^2 is zero; the intercept is not penalized."""
    errors = [probability(model, row) - label for row, label in zip(rows, labels)]
    assert abs(sum(errors) / len(rows)) < 1e-6
    for column, w in zip(zip(*rows), model[1]):
        assert abs(sum(e * x for e, x in zip(errors, column)) / len(rows) + penalty * float(w)) < 1e-6


def assert_rejected(logistic_regression, *arguments, **options):
    try:
        logistic_regression(*arguments, **options)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_one_binary_column_gives_the_log_odds_of_both_groups(logistic_regression):
    # 2 of 10 ones where x = 0, 6 of 8 where x = 1
    model = logistic_regression(*table([((0,), 8, 2), ((1,), 2, 6)]))
    assert_close(model, logit(0.2), [logit(0.75) - logit(0.2)])


def test_the_intercept_belongs_to_uncentered_columns(logistic_regression):
    # the same groups, coded 100 and 104
    slope = (logit(0.75) - logit(0.2)) / 4
    model = logistic_regression(*table([((100,), 8, 2), ((104,), 2, 6)]))
    assert_close(model, logit(0.2) - 100 * slope, [slope])


def test_two_binary_columns_without_interaction(logistic_regression):
    # odds 1/3, tripled by the first column, doubled by the second: 1/3, 1, 2/3, 2
    model = logistic_regression(*table([((0, 0), 9, 3), ((1, 0), 6, 6), ((0, 1), 6, 4), ((1, 1), 3, 6)]))
    assert_close(model, math.log(1 / 3), [math.log(3), math.log(2)])


def test_the_gradient_is_zero_at_the_answer(logistic_regression):
    for seed in range(3):
        rows, labels = simulate(seed, 120, [1.0, -0.7, 0.4], 0.3)
        assert_stationary(logistic_regression(rows, labels), rows, labels)


def test_the_penalty_enters_as_documented(logistic_regression):
    rows, labels = simulate(5, 120, [1.5, -1.0], -0.8)
    free = logistic_regression(rows, labels)
    for penalty in (0.05, 0.7):
        model = logistic_regression(rows, labels, penalty=penalty)
        assert_stationary(model, rows, labels, penalty)
        assert sum(float(w) ** 2 for w in model[1]) < sum(float(w) ** 2 for w in free[1])


def test_a_huge_penalty_leaves_the_base_rate(logistic_regression):
    rows, labels = table([((-1.0,), 12, 3), ((2.0,), 3, 2)])
    intercept, weights = logistic_regression(rows, labels, penalty=1000.0)
    assert abs(weights[0]) < 1e-3
    assert abs(probability((intercept, weights), (0,)) - 0.25) < 1e-3


def test_separable_classes_are_fitted_with_a_penalty(logistic_regression):
    rows, labels = [(-2.0,), (-1.0,), (1.5,), (3.0,)], [0, 0, 1, 1]
    model = logistic_regression(rows, labels, penalty=0.1)
    assert_stationary(model, rows, labels, 0.1)
    assert all((probability(model, row) > 0.5) == label for row, label in zip(rows, labels))


def test_separable_classes_without_penalty_do_not_hang_or_overflow(logistic_regression):
    rows, labels = [(-2.0,), (-1.0,), (1.5,), (3.0,)], [0, 0, 1, 1]
    try:
        model = logistic_regression(rows, labels)
    except ValueError:  # there is no best weight: a larger one is always better
        return
    assert all(map(math.isfinite, [model[0], *model[1]]))
    assert all((probability(model, row) > 0.5) == label for row, label in zip(rows, labels))


def test_constant_columns_leave_the_base_rate(logistic_regression):
    intercept, _ = logistic_regression([(0.0,), (0.0,), (0.0,), (0.0,), (0.0,)], [0, 1, 0, 0, 0])
    assert abs(float(intercept) - logit(0.2)) < 1e-6


def test_columns_of_large_scale(logistic_regression):
    rows, labels = simulate(8, 80, [1.0, -0.7], 0.3)
    plain = logistic_regression(rows, labels)
    large = logistic_regression([(1000 * a, 1000 * b) for a, b in rows], labels)
    assert_close((large[0], [1000 * float(w) for w in large[1]]), plain[0], [float(w) for w in plain[1]])


def test_running_out_of_steps_is_an_error(logistic_regression):
    rows, labels = simulate(6, 80, [1.0, -0.7], 0.3)
    assert_rejected(logistic_regression, rows, labels, max_steps=1)


def test_a_looser_tolerance_needs_fewer_steps(logistic_regression):
    rng = random.Random(7)
    rows = [(a, a + 0.3 * rng.gauss(0, 1)) for a in (rng.gauss(0.5, 1) for _ in range(80))]  # slow: correlated
    labels = [int(rng.random() < probability((0.3, [1.0, -0.7]), row)) for row in rows]
    loose = logistic_regression(rows, labels, tolerance=0.02, max_steps=100)
    errors = [probability(loose, row) - label for row, label in zip(rows, labels)]
    assert abs(sum(errors) / len(rows)) < 0.03


def test_other_labels_are_an_error(logistic_regression):
    assert_rejected(logistic_regression, [(0.0,), (1.0,), (2.0,), (3.0,)], [-1, 1, -1, 1])
    assert_rejected(logistic_regression, [(0.0,), (1.0,), (2.0,), (3.0,)], [1, 2, 1, 2])
    # a mean label of 0.6 would even converge, to something wrong
    assert_rejected(logistic_regression, [(0.0,), (1.0,), (2.0,), (3.0,), (4.0,)], [1, 1, -1, 1, 1])


def test_a_missing_label_is_an_error(logistic_regression):
    assert_rejected(logistic_regression, [(0.0,), (1.0,), (2.0,), (3.0,), (4.0,), (5.0,)], [0, 1, 0, 1, 1])


def test_the_data_of_the_caller_do_not_change(logistic_regression):
    rows, labels = [[1.0, 2.0], [0.0, 1.0], [3.0, -1.0], [2.0, 2.0], [1.0, 0.0]], [0, 1, 1, 0, 1]
    before = copy.deepcopy((rows, labels))
    logistic_regression(rows, labels, penalty=0.1)
    assert (rows, labels) == before


def test_where_nothing_is_to_be_learned_the_answer_is_zero_at_once(logistic_regression):
    # as many ones as zeros at each value: the start, zero, is the optimum, and one look at the gradient shows it
    rows, labels = table([((-1.5,), 3, 3), ((0.25,), 2, 2), ((1.0,), 4, 4)])
    assert_close(logistic_regression(rows, labels, max_steps=1), 0.0, [0.0], tolerance=1e-12)


def test_the_steps_are_as_long_as_is_safe(logistic_regression):
    rows, labels = table([((-2.0,), 7, 2), ((-0.5,), 4, 4), ((1.5,), 3, 6)])
    # 11 steps are enough; with half the step, or twice, it takes 28 or more
    _, (weight,) = logistic_regression(rows, labels, max_steps=20)
    assert weight > 0
