"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def close(a, b, tolerance=1e-9):
    return math.isclose(a, b, rel_tol=tolerance, abs_tol=tolerance)


def assert_rejected(softmax_cross_entropy, logits, labels):
    try:
        softmax_cross_entropy(logits, labels)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_one_row_by_hand(softmax_cross_entropy):
    # the scores are logarithms of 1, 2 and 5, so the probabilities are 1/8, 2/8 and 5/8
    loss, gradient = softmax_cross_entropy([[0.0, math.log(2), math.log(5)]], [1])
    assert close(loss, math.log(4))
    assert all(close(g, wanted) for g, wanted in zip(gradient[0], (1 / 8, -6 / 8, 5 / 8)))
    loss, _ = softmax_cross_entropy([[0.0, math.log(2), math.log(5)]], [2])
    assert close(loss, math.log(8 / 5))


def test_loss_and_gradient_are_those_of_the_mean(softmax_cross_entropy):
    # losses log 4 and log 2; each row of the gradient is divided by the two rows of the batch
    loss, gradient = softmax_cross_entropy([[0.0, math.log(3)], [7.0, 7.0]], [0, 0])
    assert close(loss, (math.log(4) + math.log(2)) / 2)
    wanted = ((-3 / 8, 3 / 8), (-1 / 4, 1 / 4))
    assert all(close(g, w) for row, wanted_row in zip(gradient, wanted) for g, w in zip(row, wanted_row))


def test_equal_scores_cost_the_logarithm_of_the_classes(softmax_cross_entropy):
    for classes in (1, 2, 10, 333):
        loss, gradient = softmax_cross_entropy([[0.7] * classes], [classes - 1])
        assert close(loss, math.log(classes))
        assert close(gradient[0][classes - 1], 1 / classes - 1)


def test_huge_scores_do_not_overflow(softmax_cross_entropy):
    for label, wanted in ((0, 0.0), (1, 5000.0), (2, 9000.0)):
        loss, gradient = softmax_cross_entropy([[5000.0, 0.0, -4000.0]], [label])
        assert close(loss, wanted)
        assert all(close(g, (c == 0) - (c == label)) for c, g in enumerate(gradient[0]))


def test_a_constant_added_to_a_row_changes_nothing(softmax_cross_entropy):
    row = [0.5, -1.25, 2.0, 0.75]
    loss, gradient = softmax_cross_entropy([row], [3])
    for constant in (1024.0, -4096.0, 2.0**16):
        moved_loss, moved_gradient = softmax_cross_entropy([[score + constant for score in row]], [3])
        assert close(loss, moved_loss)
        assert all(close(a, b) for a, b in zip(gradient[0], moved_gradient[0]))


def test_the_gradient_is_the_slope_of_the_loss(softmax_cross_entropy):
    rng = random.Random(0)
    logits = [[rng.gauss(0, 2) for _ in range(4)] for _ in range(3)]
    labels = [2, 0, 3]
    _, gradient = softmax_cross_entropy(logits, labels)
    for i in range(3):
        for c in range(4):
            sides = []
            for step in (1e-5, -1e-5):
                moved = copy.deepcopy(logits)
                moved[i][c] += step
                sides.append(softmax_cross_entropy(moved, labels)[0])
            assert abs((sides[0] - sides[1]) / 2e-5 - gradient[i][c]) < 1e-8


def test_each_row_of_the_gradient_sums_to_zero(softmax_cross_entropy):
    rng = random.Random(1)
    logits = [[rng.uniform(-30, 30) for _ in range(6)] for _ in range(20)]
    loss, gradient = softmax_cross_entropy(logits, [rng.randrange(6) for _ in logits])
    assert loss > 0
    assert len(gradient) == 20 and all(len(row) == 6 and abs(sum(row)) < 1e-12 for row in gradient)


def test_a_masked_class_gets_no_probability(softmax_cross_entropy):
    loss, gradient = softmax_cross_entropy([[1.5, -math.inf, 1.5]], [0])
    assert close(loss, math.log(2))
    assert all(close(g, wanted) for g, wanted in zip(gradient[0], (-0.5, 0.0, 0.5)))


def test_a_label_that_is_no_class_is_an_error(softmax_cross_entropy):
    for label in (-1, 3, 7):
        assert_rejected(softmax_cross_entropy, [[1.0, 2.0, 3.0], [0.0, 0.0, 1.0]], [0, label])


def test_a_wrong_number_of_labels_is_an_error(softmax_cross_entropy):
    assert_rejected(softmax_cross_entropy, [], [])
    assert_rejected(softmax_cross_entropy, [[1.0, 2.0], [3.0, 4.0]], [1])
    assert_rejected(softmax_cross_entropy, [[1.0, 2.0]], [1, 0])


def test_the_data_of_the_caller_do_not_change(softmax_cross_entropy):
    logits, labels = [[1.0, 2.0], [5.0, 3.0]], [0, 1]
    before = copy.deepcopy((logits, labels))
    softmax_cross_entropy(logits, labels)
    assert (logits, labels) == before
