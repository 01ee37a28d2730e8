"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def close(a, b, tolerance=1e-9):
    return math.isclose(float(a), b, rel_tol=tolerance, abs_tol=tolerance)


def all_close(predict, rows, wanted, tolerance=1e-9):
    return all(close(predict(row), y, tolerance) for row, y in zip(rows, wanted))


def squares(predict, rows, targets):
    return sum((float(predict(row)) - y) ** 2 for row, y in zip(rows, targets))


def assert_rejected(gradient_boosting, *args):
    try:
        gradient_boosting(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(seed, n, d):
    rng = random.Random(seed)
    rows = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]
    return rows, [math.sin(2 * row[0]) + row[-1] ** 2 + rng.gauss(0, 0.3) for row in rows]


# In the order of the feature 2, 4, 9, 17. Around the mean 8 the residuals are -6, -4, 1, 9: the best cut is before the
# last, with the means -3 and 9.
ROWS, TARGETS = [(7.0,), (1.0,), (5.0,), (3.0,)], [17.0, 2.0, 9.0, 4.0]


def test_one_round_by_hand(gradient_boosting):
    assert all_close(gradient_boosting(ROWS, TARGETS, 1, 0.5), ROWS, [12.5, 6.5, 6.5, 6.5])
    assert all_close(gradient_boosting(ROWS, TARGETS, 1, 1.0), ROWS, [17, 5, 5, 5])


def test_two_rounds_by_hand(gradient_boosting):
    # residuals in order: -4.5, -2.5, 2.5, 4.5; the best cut is in the middle, with the means -3.5 and 3.5
    assert all_close(gradient_boosting(ROWS, TARGETS, 2, 0.5), ROWS, [14.25, 4.75, 8.25, 4.75])


def test_no_rounds_predict_the_mean(gradient_boosting):
    predict = gradient_boosting(ROWS, TARGETS, 0, 0.5)
    assert close(predict((-9.0,)), 8) and close(predict((9.0,)), 8)


def test_the_better_feature_is_cut(gradient_boosting):
    rows = [(1, 40, 0), (2, 10, 0), (3, 30, 0), (4, 20, 0)]
    targets = [6.0, 0.0, 6.0, 0.0]
    assert all_close(gradient_boosting(rows, targets, 1, 1.0), rows, targets)
    turned = [row[::-1] for row in rows]
    assert all_close(gradient_boosting(turned, targets, 1, 1.0), turned, targets)


def test_rounds_and_learning_rate_have_defaults(gradient_boosting):
    # two rows: each round takes a tenth of what is left
    rows, targets = [(0,), (1,)], [-1e6, 1e6]
    predict = gradient_boosting(rows, targets)
    assert close(predict((1,)), 1e6 * (1 - 0.9**100)) and close(predict((0,)), -1e6 * (1 - 0.9**100))


def test_outside_the_data_the_prediction_stays_constant(gradient_boosting):
    predict = gradient_boosting(ROWS, TARGETS, 30, 0.3)
    assert close(predict((-1e9,)), float(predict((1.0,)))) and close(predict((1e9,)), float(predict((7.0,))))


def test_between_two_values_one_of_them_decides(gradient_boosting):
    predict = gradient_boosting(ROWS, TARGETS, 30, 0.3)
    for low, high in ((1.0, 3.0), (3.0, 5.0), (5.0, 7.0)):
        ends = sorted(float(predict((x,))) for x in (low, high))
        assert ends[0] - 1e-9 <= float(predict((low * 0.6 + high * 0.4,))) <= ends[1] + 1e-9


def test_the_error_never_rises_with_the_rounds(gradient_boosting):
    rows, targets = draw(1, 40, 3)
    for rate in (0.1, 1.0):
        errors = [squares(gradient_boosting(rows, targets, m, rate), rows, targets) for m in range(0, 31, 3)]
        assert all(later <= earlier + 1e-9 for earlier, later in zip(errors, errors[1:]))
        assert errors[-1] < 0.6 * errors[0]


def test_the_first_stump_is_the_best_of_all(gradient_boosting):
    rows, targets = draw(2, 25, 2)
    mean = sum(targets) / 25
    best = math.inf
    for feature in range(2):
        for cut in sorted({row[feature] for row in rows})[:-1]:
            sides = [[y for row, y in zip(rows, targets) if (row[feature] <= cut) == below] for below in (True, False)]
            best = min(best, sum((y - sum(side) / len(side)) ** 2 for side in sides for y in side))
    assert close(squares(gradient_boosting(rows, targets, 1, 1.0), rows, targets), best)
    assert best < sum((y - mean) ** 2 for y in targets)


def test_the_predictions_keep_the_mean_of_the_targets(gradient_boosting):
    rows, targets = draw(3, 30, 2)
    predict = gradient_boosting(rows, targets, 25, 0.4)
    assert close(sum(float(predict(row)) for row in rows), sum(targets))


def test_a_sum_of_steps_is_learned(gradient_boosting):
    rows = [(a, b) for a in range(6) for b in range(5)]
    targets = [3.0 * (a > 2) - 2.0 * (b > 1) + 5.0 * (a > 4) for a, b in rows]
    assert all_close(gradient_boosting(rows, targets, 300, 0.5), rows, targets, 1e-6)


def test_a_product_of_signs_cannot_be_learned_by_stumps(gradient_boosting):
    rows = [(0, 0), (0, 1), (1, 0), (1, 1)]
    predict = gradient_boosting(rows, [0.0, 1.0, 1.0, 0.0], 50, 0.5)
    assert all_close(predict, rows, [0.5] * 4)


def test_equal_values_are_never_parted(gradient_boosting):
    rows, targets = [(1,), (1,), (1,), (2,), (2,)], [0.0, 9.0, 3.0, 20.0, 10.0]
    assert all_close(gradient_boosting(rows, targets, 1, 1.0), [(1,), (2,)], [4, 15])
    assert all_close(gradient_boosting(rows, targets, 400, 0.5), [(1,), (2,)], [4, 15])


def test_nothing_to_cut_leaves_the_mean(gradient_boosting):
    assert close(gradient_boosting([(5, 5)] * 3, [1.0, 2.0, 6.0], 10)((0, 9)), 3)
    assert close(gradient_boosting([(4,)], [7.0], 10)((4,)), 7)
    rows = [(1,), (2,), (3,)]
    assert all_close(gradient_boosting(rows, [2.5] * 3, 10), rows, [2.5] * 3)


def test_whole_numbers_are_no_integers(gradient_boosting):
    predict = gradient_boosting([(1,), (2,), (3,), (4,)], [0, 1, 1, 1], 1, 1)
    assert all_close(predict, [(1,), (4,)], [0, 1])
    assert close(gradient_boosting([(1,), (2,)], [0, 1], 0)((1,)), 0.5)


def test_what_does_not_fit_is_an_error(gradient_boosting):
    assert_rejected(gradient_boosting, [], [])
    assert_rejected(gradient_boosting, [(1,), (2,)], [1.0])
    assert_rejected(gradient_boosting, [(1,)], [1.0, 2.0])


def test_the_data_of_the_caller_do_not_change(gradient_boosting):
    rows, targets = draw(4, 12, 2)
    before = copy.deepcopy((rows, targets))
    predict = gradient_boosting(rows, targets, 5, 0.5)
    predict(rows[0])
    assert (rows, targets) == before
