"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def product(a, b):
    return sum(x * y for x, y in zip(a, b))


def objective(model, rows, labels, penalty):
    bias, weights = float(model[0]), [float(w) for w in model[1]]
    assert len(weights) == len(rows[0])
    hinge = [max(0.0, 1 - label * (bias + product(weights, row))) for row, label in zip(rows, labels)]
    return penalty / 2 * (bias**2 + product(weights, weights)) + sum(hinge) / len(rows)


def optimum(rows, labels, penalty):
    """The minimum by another way: coordinate ascent on the dual, until its value and the objective meet."""
    inputs, n = [(1.0, *row) for row in rows], len(rows)
    shares, weights = [0.0] * n, [0.0] * len(inputs[0])
    for _ in range(5000):
        for i, (x, label) in enumerate(zip(inputs, labels)):
            wanted = shares[i] + (1 - label * product(weights, x)) * penalty * n / product(x, x)
            wanted = min(1.0, max(0.0, wanted))
            weights = [w + (wanted - shares[i]) * label * v / (penalty * n) for w, v in zip(weights, x)]
            shares[i] = wanted
        dual = sum(shares) / n - penalty / 2 * product(weights, weights)
        primal = objective((weights[0], weights[1:]), rows, labels, penalty)
        if primal - dual < 1e-4 * primal:
            return primal, weights
    raise AssertionError("the reference did not converge")


def draw(seed, n=25, flipped=0.1):
    rng = random.Random(seed)
    rows = [(rng.gauss(0, 1), rng.gauss(0.5, 1.5)) for _ in range(n)]
    return rows, [(1 if 2 * a - b > -0.4 else -1) * (-1 if rng.random() < flipped else 1) for a, b in rows]


def assert_near_optimum(linear_svm, rows, labels, penalty, steps=2500, seed=0, tolerance=0.03):
    model = linear_svm(rows, labels, penalty, steps, seed)
    best, _ = optimum(rows, labels, penalty)
    reached = objective(model, rows, labels, penalty)
    assert best - 1e-4 <= reached <= best + tolerance * max(best, 0.1)
    return model


def assert_rejected(linear_svm, *args):
    try:
        linear_svm(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_one_step_by_hand(linear_svm):
    # from zero the margin is 0, below 1: the step of 1 / 10 goes to label * (1, 3) / 10
    for label in (1, -1):
        bias, weights = linear_svm([(3.0,)], [label], 10.0, 1)
        assert math.isclose(bias, label / 10, abs_tol=1e-12) and math.isclose(weights[0], 3 * label / 10, abs_tol=1e-12)


def test_two_steps_by_hand(linear_svm):
    # with penalty 1 the first step goes to (1, 3, 0.0001); there the margin is over 10, so the second step only halves
    # it; the mean with weights 1 and 2 is (1 + 2 / 2) / 3 of the first
    bias, weights = linear_svm([(3.0, 1e-4)], [1], 1.0, 2)
    assert math.isclose(bias, 2 / 3, abs_tol=1e-12)
    assert all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(weights, (2, 2e-4 / 3)))


def test_two_rows_by_hand(linear_svm):
    # x = 2 and -2: the bias is 0; with a small penalty the margins are just 1, weight 1/2
    bias, weights = linear_svm([(2.0,), (-2.0,)], [1, -1], 0.5, 3000)
    assert abs(bias) < 0.03 and abs(weights[0] - 0.5) < 0.03


def test_a_large_penalty_by_hand(linear_svm):
    # all margins stay below 1, so the weights are the mean of label * (1, row) over the penalty
    rows, labels = [(2.0, 1.0), (-2.0, 3.0), (1.0, -1.0), (1.0, 1.0)], [1, -1, 1, -1]
    bias, weights = linear_svm(rows, labels, 20.0, 4000)
    assert abs(bias) < 0.004
    assert abs(weights[0] - 4 / 4 / 20) < 0.004 and abs(weights[1] + 4 / 4 / 20) < 0.004


def test_one_row(linear_svm):
    # (1, 3) has the squared length 10: a tenth of it has margin 1
    bias, weights = linear_svm([(3.0,)], [-1], 0.2, 2000)
    assert abs(bias + 0.1) < 0.03 and abs(weights[0] + 0.3) < 0.06


def test_the_widest_gap_is_found(linear_svm):
    # the nearest rows have -1.5 and 1.5 in the first column: a margin of 1 there takes a weight of 1 / 1.5
    rows, labels = [(-1.5, 0.0), (-1.5, 4.0), (-5.0, 1.0), (1.5, 0.0), (1.5, 4.0), (4.0, 2.0)], [-1, -1, -1, 1, 1, 1]
    bias, weights = linear_svm(rows, labels, 0.1, 4000)
    assert abs(weights[0] - 1 / 1.5) < 0.06 and abs(weights[1]) < 0.06 and abs(bias) < 0.1


def test_the_objective_is_near_its_minimum(linear_svm):
    for seed in range(2):
        for penalty in (0.1, 0.5, 3.0):
            rows, labels = draw(seed)
            assert_near_optimum(linear_svm, rows, labels, penalty, seed=seed)


def test_the_weights_are_near_the_best(linear_svm):
    rows, labels = draw(7)
    bias, weights = linear_svm(rows, labels, 0.3, 6000)
    _, best = optimum(rows, labels, 0.3)
    assert all(abs(float(a) - b) < 0.05 for a, b in zip((bias, *weights), best))


def test_the_default_settings_work(linear_svm):
    rows, labels = draw(8)
    best, _ = optimum(rows, labels, 0.01)
    assert objective(linear_svm(rows, labels), rows, labels, 0.01) <= 1.1 * best


def test_the_default_settings_are_those_of_the_signature(linear_svm):
    rows, labels = draw(8, 6)
    bias, weights = linear_svm(rows, labels)
    same, others = linear_svm(rows, labels, 0.01, 20_000, 0)
    assert all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip((bias, *weights), (same, *others)))


def test_more_steps_come_closer(linear_svm):
    rows, labels = draw(9)
    best, _ = optimum(rows, labels, 0.1)
    gaps = []
    for steps in (30, 1500):
        reached = [objective(linear_svm(rows, labels, 0.1, steps, seed), rows, labels, 0.1) for seed in range(6)]
        gaps.append(sum(reached) / 6 - best)
    assert 0 <= gaps[1] < gaps[0] / 5


def test_noisy_labels_do_not_hide_the_direction(linear_svm):
    rng = random.Random(10)
    rows = [(rng.gauss(0, 1), rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(200)]
    labels = [(1 if a - b > 0 else -1) * (-1 if rng.random() < 0.15 else 1) for a, b, _ in rows]
    bias, weights = linear_svm(rows, labels, 0.1, 3000)
    right = sum((bias + product(weights, row) > 0) == (row[0] > row[1]) for row in rows)
    assert right > 180


def test_rows_far_on_the_right_side_do_not_matter(linear_svm):
    rows, labels = draw(11, 30, 0.0)
    penalty = 0.2
    base, _ = optimum(rows, labels, penalty)
    far = [(50.0, -50.0), (-50.0, 50.0)]
    n = len(rows)
    # two rows without loss among n: the same minimum where the penalty shrinks with the mean
    bias, weights = linear_svm(rows + far, labels + [1, -1], penalty * n / (n + 2), 4000)
    assert objective((bias, weights), rows, labels, penalty) <= base * 1.05 + 0.005


def test_repeating_the_data_changes_nothing(linear_svm):
    rows, labels = draw(12, 20)
    best, _ = optimum(rows, labels, 0.3)
    for times in (1, 3):
        model = linear_svm(rows * times, labels * times, 0.3, 3000)
        assert objective(model, rows, labels, 0.3) <= 1.03 * best


def test_exchanging_the_labels_turns_the_weights_around(linear_svm):
    rows, labels = draw(13)
    bias, weights = linear_svm(rows, labels, 0.4, 4000)
    other, turned = linear_svm(rows, [-label for label in labels], 0.4, 4000)
    assert abs(float(bias) + float(other)) < 0.05
    assert all(abs(float(a) + float(b)) < 0.05 for a, b in zip(weights, turned))


def test_one_class_is_learned_by_the_bias(linear_svm):
    rows, labels = [(0.5, -0.5), (-0.5, 0.5), (0.0, 0.0)], [-1, -1, -1]
    bias, weights = linear_svm(rows, labels, 0.1, 2000)
    assert abs(bias + 1) < 0.05 and abs(weights[0]) < 0.05 and abs(weights[1]) < 0.05


def test_the_seed_changes_only_the_noise(linear_svm):
    rows, labels = draw(14)
    models = [linear_svm(rows, labels, 0.5, 3000, seed) for seed in (1, 2, 1)]
    assert all(abs(float(a) - float(b)) < 0.1 for a, b in zip(models[0][1], models[1][1]))
    assert all(math.isclose(a, b, abs_tol=1e-12) for a, b in zip(models[0][1], models[2][1]))


def test_other_labels_are_an_error(linear_svm):
    assert_rejected(linear_svm, [(0.0,), (1.0,), (2.0,)], [0, 1, 1], 0.1, 10)
    assert_rejected(linear_svm, [(0.0,), (1.0,), (2.0,)], [-1, 1, 2], 0.1, 10)


def test_wrong_shapes_are_errors(linear_svm):
    assert_rejected(linear_svm, [], [], 0.1, 10)
    assert_rejected(linear_svm, [(1.0,), (2.0,)], [1], 0.1, 10)
    assert_rejected(linear_svm, [(1.0,)], [-1, 1], 0.1, 10)
    assert_rejected(linear_svm, [(1.0, 2.0), (2.0,)], [-1, 1], 0.1, 10)
    assert_rejected(linear_svm, [(1.0,), (2.0, 1.0)], [-1, 1], 0.1, 10)
    assert_rejected(linear_svm, [(1.0, 2.0), (2.0,), (3.0, 4.0)], [-1, 1, 1], 0.1, 10)


def test_values_without_a_usable_score_are_errors(linear_svm):
    for value in (math.nan, math.inf, -math.inf, 1e200):
        assert_rejected(linear_svm, [(1.0, 2.0), (0.5, value), (3.0, 1.0)], [-1, 1, 1], 0.1, 10)


def test_rows_without_features_are_learned_by_the_bias(linear_svm):
    bias, weights = linear_svm([(), ()], [-1, -1], 0.2, 2000)
    assert abs(bias + 1) < 0.05 and len(weights) == 0


def test_a_penalty_that_is_not_positive_and_no_steps_are_errors(linear_svm):
    for penalty, steps in ((0.0, 10), (-0.1, 10), (float("nan"), 10), (float("inf"), 10), (0.1, 0), (0.1, -5)):
        assert_rejected(linear_svm, [(1.0,), (2.0,)], [-1, 1], penalty, steps)


def test_the_data_of_the_caller_do_not_change(linear_svm):
    rows, labels = [[2.0, 1.0], [0.0, 3.0], [-1.0, 1.0]], [-1, 1, 1]
    before = copy.deepcopy((rows, labels))
    linear_svm(rows, labels, 0.1, 50)
    assert (rows, labels) == before
