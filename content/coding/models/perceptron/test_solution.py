"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def score(model, row):
    return float(model[0]) + sum(float(w) * x for w, x in zip(model[1], row))


def assert_model(model, bias, weights, mistakes):
    assert len(model[1]) == len(weights)
    assert all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip([model[0], *model[1]], [bias, *weights]))
    assert [int(m) for m in model[2]] == mistakes


def separable(seed, n=30, d=3, gap=0.4):
    """Rows on both sides of a random plane, none within the gap; the first label is -1."""
    rng = random.Random(seed)
    truth = [0.3, *(rng.choice([-1, 1]) * rng.uniform(0.5, 1) for _ in range(d))]
    length = math.hypot(*truth)
    rows, labels = [], []
    while len(rows) < n:
        row = tuple(rng.gauss(0, 1) for _ in range(d))
        margin = (truth[0] + sum(t * x for t, x in zip(truth[1:], row))) / length
        label = 1 if margin > 0 else -1
        if abs(margin) >= gap and (rows or label == -1):
            rows.append(row)
            labels.append(label)
    return rows, labels


def noisy(seed, n=200):
    rng = random.Random(seed)
    rows = [(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(n)]
    return rows, [(1 if a + 0.5 * b > 0.2 else -1) * (-1 if rng.random() < 0.15 else 1) for a, b in rows]


def followed(rows, labels, epochs):
    """The weights after each row looked at, bias first, and the mistakes, by the definition."""
    weights, history, mistakes = [0.0] * (len(rows[0]) + 1), [], []
    for _ in range(epochs):
        mistakes.append(0)
        for row, label in zip(rows, labels):
            x = (1.0, *row)
            if label * sum(w * v for w, v in zip(weights, x)) <= 0:
                weights = [w + label * v for w, v in zip(weights, x)]
                mistakes[-1] += 1
            history.append(weights)
        if mistakes[-1] == 0:
            break
    return history, mistakes


def assert_rejected(perceptron, *args):
    try:
        perceptron(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_three_rows_by_hand(perceptron):
    # (2, 1), label -1: score 0 is a mistake, weights (-1; -2, -1). (0, 3), 1: score -4, weights (0; -2, 2).
    # (-1, 1), 1: score 4, right. Second epoch: (2, 1): score -2, right; (0, 3): 6; (-1, 1): 4; no mistake.
    model = perceptron([(2.0, 1.0), (0.0, 3.0), (-1.0, 1.0)], [-1, 1, 1])
    assert_model(model, 0, [-2, 2], [2, 0])


def test_the_average_by_hand(perceptron):
    # after the six rows looked at: (-1; -2, -1) once, (0; -2, 2) five times
    model = perceptron([(2.0, 1.0), (0.0, 3.0), (-1.0, 1.0)], [-1, 1, 1], average=True)
    assert_model(model, -1 / 6, [-2, 9 / 6], [2, 0])


def test_separable_rows_are_separated(perceptron):
    for seed in range(8):
        rows, labels = separable(seed)
        model = perceptron(rows, labels, 1000)
        assert model[2][-1] == 0 and all(m > 0 for m in model[2][:-1])
        assert all(label * score(model, row) > 0 for row, label in zip(rows, labels))


def test_the_number_of_mistakes_keeps_to_the_bound(perceptron):
    for seed in range(8):
        rows, labels = separable(seed)
        largest = max(1 + sum(x * x for x in row) for row in rows)
        assert 0 < sum(perceptron(rows, labels, 1000)[2]) <= largest / 0.4**2


def test_the_weights_are_a_sum_of_rows(perceptron):
    # with rows of one kind each: mistakes on row i appear as multiples of its own column
    rows, labels = [(-2.0, 0.0, 0.0), (0.0, 3.0, 0.0), (0.0, 0.0, 5.0)], [-1, 1, -1]
    model = perceptron(rows, labels)
    counts = [model[1][0] / 2, model[1][1] / 3, -model[1][2] / 5]
    assert all(abs(c - round(c)) < 1e-9 and round(c) >= 0 for c in counts)
    assert sum(map(round, counts)) == sum(model[2])
    assert round(model[0]) == round(counts[1]) - round(counts[0]) - round(counts[2])


def test_agrees_with_the_definition(perceptron):
    for seed in range(6):
        for rows, labels in (noisy(seed, 40), separable(seed)):
            for epochs in (1, 2, 7):
                history, mistakes = followed(rows, labels, epochs)
                assert_model(perceptron(rows, labels, epochs), history[-1][0], history[-1][1:], mistakes)
                mean = [sum(column) / len(history) for column in zip(*history)]
                assert_model(perceptron(rows, labels, epochs, True), mean[0], mean[1:], mistakes)


def test_noisy_labels_stop_at_the_last_epoch(perceptron):
    rows, labels = noisy(3)
    model = perceptron(rows, labels, 12)
    assert len(model[2]) == 12 and min(model[2]) > 0


def test_without_a_number_of_epochs_there_are_a_hundred(perceptron):
    rows, labels = [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)], [-1, 1, 1, -1]
    assert len(perceptron(rows, labels)[2]) == 100


def test_the_default_is_not_averaged(perceptron):
    rows, labels = noisy(4, 50)
    history, _ = followed(rows, labels, 3)
    assert all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(perceptron(rows, labels, 3)[1], history[-1][1:]))


def test_a_column_of_ones_gets_the_weight_of_the_constant(perceptron):
    rows, labels = separable(5, d=2)
    assert sum(w * w for w in perceptron(rows, labels, 500)[1]) > 0
    model = perceptron([(a, b, 1.0) for a, b in rows], labels, 500)
    assert math.isclose(model[0], model[1][2], abs_tol=1e-9)


def test_one_class_needs_only_the_bias(perceptron):
    model = perceptron([(1.0, -1.0), (-1.0, 1.0), (0.5, 0.5)], [-1, -1, -1])
    assert model[2][-1] == 0
    assert all(score(model, row) < 0 for row in [(1.0, -1.0), (-1.0, 1.0), (0.5, 0.5)])


def test_one_row(perceptron):
    assert_model(perceptron([(3.0, -2.0)], [-1]), -1, [-3, 2], [1, 0])
    assert_model(perceptron([(3.0, -2.0)], [-1], 1), -1, [-3, 2], [1])


def test_rows_without_features_are_learned_by_the_bias(perceptron):
    assert_model(perceptron([(), ()], [-1, -1]), -1, [], [1, 0])


def test_equal_rows_with_both_labels_are_never_learned(perceptron):
    model = perceptron([(1.0,), (1.0,)], [-1, 1], 20)
    assert len(model[2]) == 20 and min(model[2]) > 0


def test_other_labels_are_an_error(perceptron):
    assert_rejected(perceptron, [(0.0,), (1.0,), (2.0,)], [0, 1, 1])
    assert_rejected(perceptron, [(0.0,), (1.0,), (2.0,)], [-1, 1, 2])


def test_wrong_shapes_are_errors(perceptron):
    assert_rejected(perceptron, [], [])
    assert_rejected(perceptron, [(1.0,), (2.0,)], [1])
    assert_rejected(perceptron, [(1.0,)], [-1, 1])
    assert_rejected(perceptron, [(1.0, 2.0), (2.0,)], [-1, 1])
    assert_rejected(perceptron, [(1.0,), (2.0, 1.0)], [-1, 1])
    assert_rejected(perceptron, [(1.0, 2.0), (2.0,), (3.0, 4.0)], [-1, 1, 1])


def test_values_without_a_usable_score_are_errors(perceptron):
    for value in (math.nan, math.inf, -math.inf, 1e200):
        assert_rejected(perceptron, [(1.0, 2.0), (0.5, value), (3.0, 1.0)], [-1, 1, 1])


def test_a_score_near_zero_has_its_sign(perceptron):
    # after the first row weight and bias are 1, so the second has a score of 1e-10, or of -1e-10
    assert_model(perceptron([(1.0,), (-1.0 + 1e-10,)], [1, 1]), 1, [1], [1, 0])
    assert_model(perceptron([(1.0,), (-1.0 - 1e-10,)], [1, 1], 1), 2, [-1e-10], [2])


def test_no_epoch_is_an_error(perceptron):
    assert_rejected(perceptron, [(1.0,), (2.0,)], [-1, 1], 0)
    assert_rejected(perceptron, [(1.0,), (2.0,)], [-1, 1], -3)


def test_the_data_of_the_caller_do_not_change(perceptron):
    rows, labels = [[2.0, 1.0], [0.0, 3.0], [-1.0, 1.0]], [-1, 1, 1]
    before = copy.deepcopy((rows, labels))
    perceptron(rows, labels, 5, True)
    assert (rows, labels) == before
