"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def noisy(seed, n, weights, intercept, noise=0.5):
    rng = random.Random(seed)
    rows = [tuple(rng.gauss(0, 1 + j) for j in range(len(weights))) for _ in range(n)]
    targets = [intercept + sum(w * x for w, x in zip(weights, row)) + rng.gauss(0, noise) for row in rows]
    return rows, targets


def predict(model, row):
    intercept, weights = model
    return float(intercept) + sum(float(w) * x for w, x in zip(weights, row))


def assert_close(model, intercept, weights, tolerance=1e-8):
    assert len(model[1]) == len(weights)
    assert math.isclose(model[0], intercept, rel_tol=tolerance, abs_tol=tolerance)
    for got, expected in zip(model[1], weights):
        assert math.isclose(got, expected, rel_tol=tolerance, abs_tol=tolerance)


def assert_rejected(linear_regression, rows, targets):
    try:
        linear_regression(rows, targets)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_three_points_off_a_line(linear_regression):
    # mean x 2, mean y 7; slope (-1 * -2 + 1 * 4) / 2 = 3; intercept 7 - 3 * 2 = 1
    assert_close(linear_regression([(1,), (2,), (3,)], [5, 5, 11]), 1, [3])


def test_exact_plane_is_recovered(linear_regression):
    rows = [(0, 0), (1, 0), (0, 1), (2, 5), (-3, 4)]
    assert_close(linear_regression(rows, [7 + 2 * a - 3 * b for a, b in rows]), 7, [2, -3])


def test_residuals_are_orthogonal_to_every_column(linear_regression):
    for seed in range(5):
        rows, targets = noisy(seed, 60, [1.5, -2.0, 0.3, 4.0], 5.0)
        model = linear_regression(rows, targets)
        residuals = [y - predict(model, row) for row, y in zip(rows, targets)]
        assert abs(sum(residuals)) < 1e-8
        for column in zip(*rows):
            assert abs(sum(r * x for r, x in zip(residuals, column))) < 1e-8


def test_strongly_correlated_columns_are_still_told_apart(linear_regression):
    rng = random.Random(7)
    rows = []
    for _ in range(50):
        x = rng.gauss(0, 1)
        rows.append((x, x + 0.001 * rng.gauss(0, 1), rng.gauss(0, 1)))
    targets = [4 + 3 * a - 2 * b + c for a, b, c in rows]
    assert_close(linear_regression(rows, targets), 4, [3, -2, 1], tolerance=1e-6)


def test_columns_on_very_different_scales(linear_regression):
    rng = random.Random(1)
    rows = [(rng.gauss(0, 1e-12), rng.gauss(0, 1), rng.gauss(0, 1e6)) for _ in range(40)]
    targets = [2 + 5e12 * a - 3 * b + 7e-6 * c for a, b, c in rows]
    intercept, weights = linear_regression(rows, targets)
    assert_close((intercept, [weights[0] / 1e12, weights[1], weights[2] * 1e6]), 2, [5, -3, 7])


def test_a_column_far_from_zero_such_as_a_timestamp(linear_regression):
    rng = random.Random(2)
    rows = [(1.7e9 + rng.uniform(0, 86_400), rng.gauss(0, 1)) for _ in range(40)]
    targets = [0.25 * (t - 1.7e9) + 6 * x for t, x in rows]
    intercept, weights = linear_regression(rows, targets)
    assert_close((0, weights), 0, [0.25, 6], tolerance=1e-6)
    for row, y in zip(rows, targets):
        assert abs(predict((intercept, weights), row) - y) < 1e-3


def test_a_repeated_row_counts_as_often_as_it_occurs(linear_regression):
    # group means 0 (three times 0, once 0) and 3 (1, 5): the line through the two group means
    rows, targets = [(0,), (0,), (0,), (0,), (2,), (2,)], [1, 1, 1, -3, 1, 5]
    assert_close(linear_regression(rows, targets), 0, [1.5])
    # the same row four times pulls harder than once
    assert_close(linear_regression([(0,), (1,), (2,), (2,), (2,), (2,)], [0, 3, 2, 2, 2, 2]), 16 / 21, [5 / 7])


def test_one_row_more_than_weights_interpolates(linear_regression):
    rows, targets = [(1, 2), (3, 5), (4, -1)], [10, -4, 3]
    model = linear_regression(rows, targets)
    for row, y in zip(rows, targets):
        assert abs(predict(model, row) - y) < 1e-9


def test_constant_target_needs_the_intercept_alone(linear_regression):
    assert_close(linear_regression([(1, 5), (2, 3), (4, 4), (7, 1)], [6, 6, 6, 6]), 6, [0, 0])


def test_collinear_columns_are_an_error(linear_regression):
    rng = random.Random(3)
    base = [(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(30)]
    targets = [rng.gauss(0, 1) for _ in base]
    assert_rejected(linear_regression, [(a, b, a) for a, b in base], targets)
    assert_rejected(linear_regression, [(a, b, 2 * a - 3 * b + 1) for a, b in base], targets)
    assert_rejected(linear_regression, [(1e6 * a, 1e6 * (a + b), 1e6 * b) for a, b in base], targets)


def test_a_constant_column_is_an_error(linear_regression):
    assert_rejected(linear_regression, [(0.1, 1), (0.1, 2), (0.1, 4)], [1, 2, 3])
    assert_rejected(linear_regression, [(0, 1), (0, 2), (0, 4)], [1, 2, 3])


def test_too_few_rows_are_an_error(linear_regression):
    assert_rejected(linear_regression, [(1, 2), (3, 5)], [1, 2])
    assert_rejected(linear_regression, [(1.5,)], [2.5])


def test_a_missing_target_is_an_error(linear_regression):
    assert_rejected(linear_regression, [(1.0,), (2.0,), (4.0,), (7.0,)], [3.0, 5.0, 4.0])


def test_the_data_of_the_caller_do_not_change(linear_regression):
    rows, targets = [[1.0, 2.0], [3.0, 5.0], [4.0, -1.0], [0.0, 2.0]], [1.0, 2.0, 0.0, 3.0]
    before = copy.deepcopy((rows, targets))
    linear_regression(rows, targets)
    assert (rows, targets) == before
