"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random


def assert_close(scores, wanted):
    assert len(scores) == len(wanted)
    assert all(abs(float(a) - b) < 1e-9 for a, b in zip(scores, wanted)), (scores, wanted)


def assert_matrix(matrix, wanted):
    assert [[int(count) for count in row] for row in matrix] == wanted


def assert_rejected(metrics, *args):
    try:
        metrics(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def rows(matrix, labels):
    """Truth and predictions that give this matrix."""
    cells = [(a, p) for a, row in zip(labels, matrix) for p, count in zip(labels, row) for _ in range(count)]
    return [a for a, _ in cells], [p for _, p in cells]


MATRIX = [[3, 1, 0], [1, 2, 1], [0, 0, 2]]


def test_three_classes_by_hand(confusion_matrix_metrics):
    result = confusion_matrix_metrics(*rows(MATRIX, "abc"), ["a", "b", "c"])
    assert_matrix(result["matrix"], MATRIX)
    assert len(result["per_class"]) == 3
    assert_close(result["per_class"][0], (3 / 4, 3 / 4, 3 / 4))
    assert_close(result["per_class"][1], (2 / 3, 2 / 4, 4 / 7))
    assert_close(result["per_class"][2], (2 / 3, 2 / 2, 4 / 5))
    assert_close(result["macro"], ((3 / 4 + 4 / 3) / 3, 9 / 4 / 3, (3 / 4 + 4 / 7 + 4 / 5) / 3))
    assert_close(result["micro"], (0.7, 0.7, 0.7))


def test_truth_is_in_the_rows(confusion_matrix_metrics):
    result = confusion_matrix_metrics(["x", "x", "y"], ["y", "y", "y"], ["x", "y"])
    assert_matrix(result["matrix"], [[0, 2], [0, 1]])
    assert_close(result["per_class"][1], (1 / 3, 1, 1 / 2))


def test_the_order_of_the_labels_is_kept(confusion_matrix_metrics):
    result = confusion_matrix_metrics(*rows(MATRIX, "abc"), ["c", "a", "b"])
    assert_matrix(result["matrix"], [[2, 0, 0], [0, 3, 1], [1, 1, 2]])
    assert_close(result["per_class"][0], (2 / 3, 1, 4 / 5))


def test_the_order_of_the_rows_does_not_matter(confusion_matrix_metrics):
    truth, predictions = rows(MATRIX, "abc")
    order = random.Random(0).sample(range(10), 10)
    result = confusion_matrix_metrics([truth[i] for i in order], [predictions[i] for i in order], ["a", "b", "c"])
    assert_matrix(result["matrix"], MATRIX)


def test_everything_right_and_everything_wrong(confusion_matrix_metrics):
    truth = [0, 1, 1, 2, 2, 2]
    right = confusion_matrix_metrics(truth, truth, [0, 1, 2])
    assert_close(right["macro"], (1, 1, 1))
    assert_close(right["micro"], (1, 1, 1))
    wrong = confusion_matrix_metrics(truth, [(label + 1) % 3 for label in truth], [0, 1, 2])
    assert_close(wrong["macro"], (0, 0, 0))
    assert_close(wrong["micro"], (0, 0, 0))


def test_a_class_that_is_never_predicted(confusion_matrix_metrics):
    for default in (0.0, 1.0, 0.5):
        result = confusion_matrix_metrics(["a", "a", "b"], ["a", "a", "a"], ["a", "b"], default)
        assert_close(result["per_class"][0], (2 / 3, 1, 4 / 5))
        assert_close(result["per_class"][1], (default, 0, 0))  # recall 0 of 1, and F1 is defined: 0 of 1
        assert_close(result["macro"], ((2 / 3 + default) / 2, 1 / 2, 2 / 5))


def test_a_class_that_never_occurs(confusion_matrix_metrics):
    for default in (0.0, 1.0):
        result = confusion_matrix_metrics(["a", "a", "a"], ["a", "b", "a"], ["a", "b", "c"], default)
        assert_close(result["per_class"][1], (0, default, 0))
        assert_close(result["per_class"][2], (default, default, default))
        assert_close(result["micro"], (2 / 3, 2 / 3, 2 / 3))


def test_the_default_for_no_cases_is_zero(confusion_matrix_metrics):
    result = confusion_matrix_metrics(["a"], ["a"], ["a", "b"])
    assert_close(result["macro"], (0.5, 0.5, 0.5))


def test_no_rows_leave_nothing_defined(confusion_matrix_metrics):
    result = confusion_matrix_metrics([], [], ["a", "b"], 0.25)
    assert_matrix(result["matrix"], [[0, 0], [0, 0]])
    assert_close(result["macro"], (0.25,) * 3)
    assert_close(result["micro"], (0.25,) * 3)


def test_f1_is_the_harmonic_mean_and_micro_is_accuracy(confusion_matrix_metrics):
    rng = random.Random(1)
    for _ in range(20):
        truth, predictions = ([rng.randrange(4) for _ in range(40)] for _ in range(2))
        result = confusion_matrix_metrics(truth, predictions, [0, 1, 2, 3])
        for precision, recall, f1 in result["per_class"]:
            both = float(precision) + float(recall)
            assert abs(float(f1) - (2 * float(precision) * float(recall) / both if both else 0)) < 1e-9
        accuracy = sum(a == p for a, p in zip(truth, predictions)) / 40
        assert_close(result["micro"], (accuracy,) * 3)


def test_impossible_inputs_are_errors(confusion_matrix_metrics):
    assert_rejected(confusion_matrix_metrics, ["a", "b"], ["a"], ["a", "b"])
    assert_rejected(confusion_matrix_metrics, ["a"], ["a", "b"], ["a", "b"])
    assert_rejected(confusion_matrix_metrics, ["a", "z"], ["a", "a"], ["a", "b"])
    assert_rejected(confusion_matrix_metrics, ["a", "a"], ["a", "z"], ["a", "b"])
    assert_rejected(confusion_matrix_metrics, ["a"], ["a"], ["a", "a"])
    assert_rejected(confusion_matrix_metrics, [], [], [])


def test_the_data_of_the_caller_do_not_change(confusion_matrix_metrics):
    data = ["b", "a", "b"], ["a", "a", "b"], ["b", "a"]
    before = copy.deepcopy(data)
    confusion_matrix_metrics(*data)
    assert data == before
