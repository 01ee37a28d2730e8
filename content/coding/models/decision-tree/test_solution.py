"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random


def accuracy(predict, rows, labels):
    return sum(predict(row) == label for row, label in zip(rows, labels)) / len(rows)


def interval(predict, start, stop, steps=400):
    """The values at which a tree on one feature changes its answer on a fine grid."""
    grid = [start + (stop - start) * i / steps for i in range(steps + 1)]
    return [(a + b) / 2 for a, b in zip(grid, grid[1:]) if predict((a,)) != predict((b,))]


def assert_rejected(decision_tree, rows, labels):
    try:
        decision_tree(rows, labels)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_one_threshold_lies_between_the_classes(decision_tree):
    predict = decision_tree([(1.0,), (2.0,), (3.0,), (7.0,), (8.0,)], ["low", "low", "low", "high", "high"])
    assert predict((2.9,)) == predict((-5.0,)) == "low"
    assert predict((7.1,)) == predict((99.0,)) == "high"
    (change,) = interval(predict, 0, 10)
    assert 3 <= change <= 7


def test_the_split_with_the_lowest_weighted_gini_is_taken(decision_tree):
    # sorted labels 0 0 0 1 0 1 1 1 1 1: cutting after three leaves 7 * 2 * (1/7)(6/7) = 1.71, after five 1.6
    rows, labels = [(float(i),) for i in range(10)], [0, 0, 0, 1, 0, 1, 1, 1, 1, 1]
    (change,) = interval(decision_tree(rows, labels, max_depth=1), -1, 11)
    assert 4 <= change <= 5


def test_sides_are_weighted_by_their_size(decision_tree):
    # a zero in front, seven ones, then six zeros and two ones mixed; a pure side of one row must not win
    labels = [0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0]
    rows = [(float(i),) for i in range(len(labels))]
    (change,) = interval(decision_tree(rows, labels, max_depth=1), -1, 17)
    assert 7 <= change <= 8


def test_the_informative_feature_is_found(decision_tree):
    rng = random.Random(0)
    rows = [tuple(rng.random() for _ in range(4)) for _ in range(200)]
    labels = [row[2] > 0.6 for row in rows]
    predict = decision_tree(rows, labels, max_depth=1)
    fresh = [tuple(rng.random() for _ in range(4)) for _ in range(200)]
    assert accuracy(predict, rows, labels) == 1
    assert accuracy(predict, fresh, [row[2] > 0.6 for row in fresh]) > 0.95


def test_three_classes_need_two_levels(decision_tree):
    rows = [(float(i),) for i in range(30)]
    labels = ["a"] * 10 + ["b"] * 10 + ["c"] * 10
    assert accuracy(decision_tree(rows, labels, max_depth=1), rows, labels) == 20 / 30
    assert accuracy(decision_tree(rows, labels, max_depth=2), rows, labels) == 1


def test_without_limits_consistent_data_are_learned_by_heart(decision_tree):
    for seed in range(5):
        rng = random.Random(seed)
        rows = [(rng.gauss(0, 1), rng.gauss(0, 1), rng.randint(0, 3)) for _ in range(80)]
        labels = [rng.choice("abc") for _ in rows]
        assert accuracy(decision_tree(rows, labels), rows, labels) == 1


def test_a_split_without_gain_still_opens_the_way(decision_tree):
    rows = [(0, 0), (0, 1), (1, 0), (1, 1)] * 3
    labels = [a ^ b for a, b in rows]
    assert accuracy(decision_tree(rows, labels), rows, labels) == 1
    assert accuracy(decision_tree(rows, labels, max_depth=2), rows, labels) == 1


def test_depth_zero_is_the_majority(decision_tree):
    predict = decision_tree([(1,), (2,), (3,), (4,), (5,)], ["x", "y", "y", "x", "y"], max_depth=0)
    assert [predict((v,)) for v in (0, 1, 4, 9)] == ["y"] * 4


def test_equal_rows_with_different_labels_become_a_majority_leaf(decision_tree):
    rows, labels = [(1, 2), (1, 2), (1, 2), (4, 2)], [0, 1, 1, 0]
    predict = decision_tree(rows, labels)
    assert predict((1, 2)) == 1
    assert predict((4, 2)) == 0


def test_equal_values_are_never_separated(decision_tree):
    # the sorted labels look separable after position 2, but the value 1 lies on both sides
    rows, labels = [(0,), (1,), (1,), (1,), (2,)], ["a", "a", "b", "b", "b"]
    predict = decision_tree(rows, labels)
    assert predict((0,)) == "a" and predict((1,)) == "b" and predict((2,)) == "b"


def test_every_leaf_keeps_min_leaf_rows(decision_tree):
    rng = random.Random(4)
    rows = [(rng.random(),) for _ in range(60)]
    labels = [rng.choice("ab") for _ in rows]
    for min_leaf in (2, 7, 20):
        # a leaf of a tree on one feature is an interval: count the rows between changes of the answer
        changes = interval(decision_tree(rows, labels, min_leaf=min_leaf), 0, 1, steps=4000)
        borders = [-1.0, *changes, 2.0]
        sizes = [sum(a < row[0] <= b for row in rows) for a, b in zip(borders, borders[1:])]
        assert min(sizes) >= min_leaf
    predict = decision_tree([(0,), (1,), (2,), (3,), (4,)], ["a", "b", "b", "b", "b"], min_leaf=2)
    assert predict((0,)) in ("a", "b") and predict((1,)) == predict((0,))
    predict = decision_tree([(0,), (1,), (2,), (3,)], ["a", "a", "b", "b"], min_leaf=2)
    assert [predict((v,)) for v in range(4)] == ["a", "a", "b", "b"]
    predict = decision_tree([(0,), (1,), (2,), (3,), (4,)], ["a", "a", "b", "b", "b"], min_leaf=3)
    assert [predict((v,)) for v in range(5)] == ["b"] * 5


def test_neighboring_floats_can_be_split(decision_tree):
    low, high = 1.0, 1.0000000000000002
    predict = decision_tree([(low,), (high,)], ["a", "b"])
    assert predict((low,)) == "a" and predict((high,)) == "b"
    low, high = 1.0000000000000002, 1.0000000000000004
    predict = decision_tree([(low,), (high,)], ["a", "b"])
    assert predict((low,)) == "a" and predict((high,)) == "b"


def test_values_near_the_largest_float_can_be_split(decision_tree):
    predict = decision_tree([(1.5e308,), (1.7e308,)], ["a", "b"])
    assert predict((1.5e308,)) == "a" and predict((1.7e308,)) == "b"


def test_one_row_and_one_class(decision_tree):
    assert decision_tree([(3, 4)], ["only"])((0, 0)) == "only"
    assert decision_tree([(3,), (4,), (5,)], ["same"] * 3)((9,)) == "same"


def test_no_rows_are_an_error(decision_tree):
    assert_rejected(decision_tree, [], [])


def test_a_missing_label_is_an_error(decision_tree):
    assert_rejected(decision_tree, [(1,), (2,), (3,)], ["a", "b"])


def test_the_data_of_the_caller_do_not_change(decision_tree):
    rows, labels = [[3.0, 1.0], [0.0, 2.0], [1.0, 1.0], [2.0, 5.0]], ["c", "a", "b", "a"]
    before = copy.deepcopy((rows, labels))
    decision_tree(rows, labels)
    assert (rows, labels) == before
