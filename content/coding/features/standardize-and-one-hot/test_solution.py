"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random


def assert_close(found, expected, tolerance=1e-9):
    assert len(found) == len(expected)
    for a, b in zip(found, expected):
        assert len(a) == len(b)
        assert all(abs(x - y) <= tolerance for x, y in zip(a, b))


def test_numbers_by_hand(standardize_and_one_hot):
    # column 1: mean 5, deviation 2; column 2: mean 0, deviation 10
    train = [(3.0, -10.0), (7.0, 10.0), (3.0, 10.0), (7.0, -10.0)]
    found = standardize_and_one_hot(train, [(3.0, 10.0), (9.0, 0.0), (5.0, 25.0)])
    assert_close(found, [[-1, 1], [2, 0], [0, 2.5]])


def test_categories_by_hand(standardize_and_one_hot):
    found = standardize_and_one_hot([("a",), ("b",), ("a",), ("c",)], [("c",), ("a",), ("b",)], [0])
    assert_close(found, [[0, 0, 1], [1, 0, 0], [0, 1, 0]])


def test_columns_keep_their_order(standardize_and_one_hot):
    train = [(1.0, "x", 10.0, "p"), (3.0, "y", 30.0, "q")]
    found = standardize_and_one_hot(train, [(5.0, "y", 20.0, "p")], (1, 3))
    assert_close(found, [[3, 0, 1, 0, 1, 0]])


def test_training_rows_come_out_with_mean_zero_and_deviation_one(standardize_and_one_hot):
    rng = random.Random(0)
    train = [(rng.gauss(40, 9), rng.expovariate(0.1)) for _ in range(50)]
    for column in zip(*standardize_and_one_hot(train, train)):
        assert abs(sum(column)) < 1e-9
        assert abs(sum(x * x for x in column) / 50 - 1) < 1e-9


def test_new_rows_do_not_change_the_fit(standardize_and_one_hot):
    train = [(2.0, "a"), (6.0, "b")]
    alone = standardize_and_one_hot(train, [(4.0, "a")], [1])
    crowd = standardize_and_one_hot(train, [(4.0, "a"), (900.0, "z"), (-50.0, "b")], [1])
    assert_close(crowd[:1], alone)
    assert_close(alone, [[0, 1, 0]])


def test_an_unseen_category_is_all_zeros(standardize_and_one_hot):
    train = [("a", 1.0), ("b", 3.0)]
    assert_close(standardize_and_one_hot(train, [("z", 3.0), ("A", 1.0)], [0]), [[0, 0, 1], [0, 0, -1]])


def test_a_constant_column_is_only_centered(standardize_and_one_hot):
    assert_close(standardize_and_one_hot([(7.0,), (7.0,)], [(7.0,), (9.5,)]), [[0], [2.5]])
    for constant in (0.1, 1e9 / 3, -0.7):  # whose rounded mean may differ from it
        assert_close(standardize_and_one_hot([(constant,)] * 7, [(constant,)]), [[0]])
    assert_close(standardize_and_one_hot([(4.0,)], [(6.0,), (4.0,)]), [[2], [0]])


def test_a_category_seen_once_or_only(standardize_and_one_hot):
    assert_close(standardize_and_one_hot([("a",)] * 3, [("a",), ("b",)], [0]), [[1], [0]])


def test_numbers_can_be_categories(standardize_and_one_hot):
    assert_close(standardize_and_one_hot([(10,), (20,), (30,)], [(20,), (25,)], [0]), [[0, 1, 0], [0, 0, 0]])


def test_categories_are_compared_as_wholes_and_by_value(standardize_and_one_hot):
    built = "".join(["car", "go"])  # equal to "cargo", and another object
    found = standardize_and_one_hot([("car",), ("cargo",), ("van",)], [(built,), ("car",), ("c",)], [0])
    assert_close(found, [[0, 1, 0], [1, 0, 0], [0, 0, 0]])


def test_a_large_offset_does_not_cancel(standardize_and_one_hot):
    train = [(1e9 + x,) for x in (1.0, 3.0, 1.0, 3.0)]
    assert_close(standardize_and_one_hot(train, train), [[-1], [1], [-1], [1]], 1e-6)


def test_tiny_spreads_are_no_constants(standardize_and_one_hot):
    train = [(1e-12,), (3e-12,)]
    assert_close(standardize_and_one_hot(train, train), [[-1], [1]])


def test_no_new_rows(standardize_and_one_hot):
    assert len(standardize_and_one_hot([(1.0,), (2.0,)], [])) == 0


def test_wrong_shapes_are_errors(standardize_and_one_hot):
    for train, new in (([], []), ([], [(1.0,)]), ([(1.0, 2.0), (1.0,)], []), ([(1.0,), (2.0,)], [(1.0, 2.0)])):
        try:
            standardize_and_one_hot(train, new)
        except ValueError:
            continue
        raise AssertionError(f"{train} and {new} must raise ValueError")


def test_the_rows_of_the_caller_do_not_change(standardize_and_one_hot):
    train, new = [[1.0, "b"], [4.0, "a"]], [[2.0, "a"]]
    before = copy.deepcopy((train, new))
    standardize_and_one_hot(train, new, [1])
    assert (train, new) == before
