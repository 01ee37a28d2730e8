"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random
from itertools import product


def share(predict, rows, labels):
    return sum(predict(row) == label for row, label in zip(rows, labels)) / len(rows)


def changes(predict, start, stop, steps=300):
    """How often a forest on one feature changes its answer on a fine grid."""
    grid = [start + (stop - start) * i / steps for i in range(steps + 1)]
    return sum(predict((a,)) != predict((b,)) for a, b in zip(grid, grid[1:]))


def assert_rejected(random_forest, *args, **kwargs):
    try:
        random_forest(*args, **kwargs)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_separated_classes_are_learned(random_forest):
    rng = random.Random(0)
    centers = {"low": (0, 0, 0), "mid": (5, 5, 0), "high": (5, 10, 9)}
    rows = [tuple(rng.gauss(c, 0.5) for c in center) for center in centers.values() for _ in range(15)]
    labels = [name for name in centers for _ in range(15)]
    predict = random_forest(rows, labels, 15)
    assert all(predict(center) == name for name, center in centers.items())
    assert share(predict, rows, labels) == 1


def test_a_threshold_lies_between_the_classes(random_forest):
    predict = random_forest([(1.0,), (2.0,)] * 20 + [(6.0,), (8.0,)] * 20, ["a"] * 40 + ["b"] * 40, 9)
    assert [predict((x,)) for x in (-9.0, 2.1, 5.9, 99.0)] == ["a", "a", "b", "b"]


def test_each_tree_sees_a_bootstrap_sample(random_forest):
    # a tree without limits is right on the 63% of the rows that it drew, and half right on the others
    found = 0
    for seed in range(4):
        rng = random.Random(seed)
        rows = [(rng.random(), rng.random()) for _ in range(150)]
        labels = [rng.randrange(2) for _ in rows]
        found += share(random_forest(rows, labels, 1, 2, seed=seed), rows, labels) / 4
    assert 0.75 < found < 0.88


def test_rows_that_are_drawn_twice_weigh_twice(random_forest):
    # one row of each class at the same place: the majority in the bootstrap sample decides, and it varies
    answers = {random_forest([(1.0,)] * 2, ["a", "b"], 1, seed=seed)((1.0,)) for seed in range(25)}
    assert answers == {"a", "b"}


def test_each_node_tries_only_some_features(random_forest):
    # one feature tells everything, nine nothing: a stump finds it if it is among those tried
    rng = random.Random(1)
    rows = [(float(i % 2), *(rng.random() for _ in range(9))) for i in range(40)]
    labels = [i % 2 for i in range(40)]
    for max_features, low, high in ((1, 0.0, 0.25), (5, 0.3, 0.7), (10, 1.0, 1.0)):
        found = [share(random_forest(rows, labels, 1, max_features, 1, seed), rows, labels) == 1 for seed in range(60)]
        assert low <= sum(found) / 60 <= high


def test_without_a_number_the_root_of_the_columns_is_tried(random_forest):
    rng = random.Random(2)
    rows = [(float(i % 2), *(rng.random() for _ in range(15))) for i in range(20)]  # 4 of 16
    labels = [i % 2 for i in range(20)]
    found = [share(random_forest(rows, labels, 1, None, 1, seed), rows, labels) == 1 for seed in range(120)]
    assert 0.12 < sum(found) / 120 < 0.4
    rows = [(float(i % 2), rng.random(), rng.random()) for i in range(20)]  # 1 of 3
    found = [share(random_forest(rows, labels, 1, max_depth=1, seed=seed), rows, labels) == 1 for seed in range(60)]
    assert 0.1 < sum(found) / 60 < 0.6


def test_other_nodes_try_other_features(random_forest):
    rows = list(product((0.0, 1.0), repeat=2)) * 10
    labels = [f"{a:.0f}{b:.0f}" for a, b in rows]  # each corner its own class: both features are needed
    found = [share(random_forest(rows, labels, 1, 1, 2, seed), rows, labels) == 1 for seed in range(40)]
    assert sum(found) >= 3


def test_a_useless_feature_does_not_end_a_tree(random_forest):
    # whatever constant columns are drawn first, some tree sees the one that varies
    rows = [(3.0, 7.0, float(i >= 10), 1.0) for i in range(20)]
    labels = ["no"] * 10 + ["yes"] * 10
    assert share(random_forest(rows, labels, 60, 2), rows, labels) == 1


def test_the_trees_vote(random_forest):
    # each stump can follow one of five features; the majority of the features is the label
    rows = [tuple(map(float, bits)) for bits in product((0, 1), repeat=5)] * 3
    labels = [sum(row) >= 3 for row in rows]
    assert share(random_forest(rows, labels, 1, 1, 1), rows, labels) < 0.8
    assert share(random_forest(rows, labels, 250, 1, 1), rows, labels) > 0.85


def test_the_depth_is_limited(random_forest):
    rng = random.Random(3)
    rows = [(rng.random(),) for _ in range(80)]
    labels = [rng.choice("abc") for _ in rows]
    assert changes(random_forest(rows, labels, 1, max_depth=0), 0, 1) == 0
    assert changes(random_forest(rows, labels, 1, max_depth=1), 0, 1) <= 1
    assert changes(random_forest(rows, labels, 1, max_depth=2), 0, 1) <= 3
    assert changes(random_forest(rows, labels, 1), 0, 1) > 10


def test_depth_zero_is_the_majority(random_forest):
    predict = random_forest([(float(i),) for i in range(40)], ["many"] * 34 + ["few"] * 6, 11, max_depth=0)
    assert predict((0.0,)) == predict((39.0,)) == "many"


def test_the_purest_cut_is_taken_weighted_by_size(random_forest):
    # cut off the first class of ten rows, or one odd row at the other end: the stump has to take the large one
    rows = [(float(i),) for i in range(21)]
    labels = ["a"] * 10 + ["b"] * 10 + ["a"]
    predict = random_forest(rows, labels, 61, max_depth=1)
    assert [predict((x,)) for x in (0.0, 7.5, 11.5, 19.0)] == ["a", "a", "b", "b"]


def test_a_few_pure_rows_at_the_end_do_not_outweigh_the_middle(random_forest):
    # twenty rows with 80% a, then thirty with 73% b: an average of both sides' impurities that forgets their sizes
    # cuts off the four a at the beginning or the one at the end, and calls all the rest b
    rows, labels = [(float(i),) for i in range(50)], list("aaaa" + "baaa" * 4 + "bbba" * 7 + "ba")
    predict = random_forest(rows, labels, 41, max_depth=1)
    assert [predict((x,)) for x in (0.0, 9.5, 12.5, 32.5, 40.5)] == ["a", "a", "a", "b", "b"]


def test_a_stump_takes_the_largest_drop_of_gini(random_forest):
    # squared counts over size: 9 + (121 + 81) / 20 = 19.1 behind the first nine, 16.7 behind 18 and 17 behind 27 places
    labels = [label for label in "b" * 9 + "a" * 9 + "b" * 9 + "a" * 2 for _ in range(4)]
    predict = random_forest([(float(i // 4),) for i in range(116)], labels, 25, max_depth=1)
    assert [predict((x,)) for x in (0.0, 7.5, 9.5, 14.5, 19.5, 24.5, 28.0)] == ["b", "b"] + ["a"] * 5


def test_stumps_choose_by_gini(random_forest):
    # of all 3,125 samples of these rows, 72% to 85% give a stump that ends in a, depending on how ties go
    rows, labels = [(float(i),) for i in range(5)], list("abbaa")
    found = sum(random_forest(rows, labels, 1, max_depth=1, seed=seed)((9.0,)) == "a" for seed in range(500))
    assert 0.64 < found / 500 < 0.93


def test_the_last_row_below_and_the_first_above_count(random_forest):
    # a stump that drew the row at 20, as 63% do, has to put it with the rows at 1000 and beyond
    rows = [(float(i),) for i in range(20)] + [(20.0,)] + [(1000.0 + i,) for i in range(20)]
    predict = random_forest(rows, ["a"] * 20 + ["b"] * 21, 151, max_depth=1)
    assert predict((20.0,)) == "b" and predict((15.0,)) == "a"


def test_two_different_rows_are_enough_for_a_split(random_forest):
    # half of the samples hold both rows
    both = 0
    for seed in range(60):
        predict = random_forest([(1.0,), (2.0,)], ["a", "b"], 1, seed=seed)
        both += predict((1.0,)) == "a" and predict((2.0,)) == "b"
    assert 12 <= both <= 48


def test_a_node_without_gain_is_split_all_the_same(random_forest):
    rows = list(product((0.0, 1.0), repeat=2)) * 15
    labels = [a != b for a, b in rows]
    assert share(random_forest(rows, labels, 25, 2), rows, labels) == 1


def test_neighboring_floats_and_huge_values(random_forest):
    for low, high in ((1.0000000000000002, 1.0000000000000004), (1.5e308, 1.7e308)):
        predict = random_forest([(low,)] * 10 + [(high,)] * 10, ["a"] * 10 + ["b"] * 10, 5)
        assert predict((low,)) == "a" and predict((high,)) == "b"


def test_one_row_one_class_and_equal_rows(random_forest):
    assert random_forest([(3.0, 4.0)], ["only"], 3)((0.0, 0.0)) == "only"
    assert random_forest([(3.0,), (4.0,), (5.0,)], ["same"] * 3, 4)((9.0,)) == "same"
    predict = random_forest([(1.0, 2.0)] * 30, ["x"] * 25 + ["y"] * 5, 15)
    assert predict((1.0, 2.0)) == "x"


def test_the_seed_decides(random_forest):
    rng = random.Random(4)
    rows = [(rng.random(), rng.random()) for _ in range(60)]
    labels = [rng.randrange(2) for _ in rows]
    grid = [(a / 20, b / 20) for a in range(20) for b in range(20)]
    forests = [random_forest(rows, labels, 3, 1, seed=seed) for seed in (5, 5, 6)]
    first, again, other = ([predict(row) for row in grid] for predict in forests)
    assert first == again != other


def test_impossible_inputs_are_errors(random_forest):
    rows, labels = [(1.0, 2.0), (3.0, 4.0)], ["a", "b"]
    assert_rejected(random_forest, [], [])
    assert_rejected(random_forest, [], [], 5, 1)
    assert_rejected(random_forest, rows, ["a"])
    assert_rejected(random_forest, rows, ["a", "b", "c"])
    assert_rejected(random_forest, rows, labels, 0)
    assert_rejected(random_forest, rows, labels, 3, 0)
    assert_rejected(random_forest, rows, labels, 3, 3)
    assert_rejected(random_forest, [(1.0, 2.0), (3.0,)], labels, 3, 1, 0)
    assert_rejected(random_forest, [(1.0,), (3.0, 4.0)], labels, 3, 1, 0)
    assert_rejected(random_forest, [(1.0, 2.0), (3.0, float("nan"))], labels, 3, 1, 0)
    assert_rejected(random_forest, [(), ()], labels)
    assert random_forest(rows, labels, 1, 2, 0)((1.0, 2.0)) in labels


def test_the_data_of_the_caller_do_not_change(random_forest):
    rows, labels = [[3.0, 1.0], [0.0, 2.0], [1.0, 1.0], [2.0, 5.0]], ["c", "a", "b", "a"]
    before = copy.deepcopy((rows, labels))
    predict = random_forest(rows, labels, 5)
    grid = [(a / 2, b / 2) for a in range(8) for b in range(12)]
    answers = [predict(row) for row in grid]
    assert (rows, labels) == before
    for row in rows:
        row[:] = [9.0, 9.0]
    assert [predict(row) for row in grid] == answers


def test_a_forest_beats_its_single_trees_on_noisy_labels(random_forest):
    alone = together = 0
    for seed in range(3):
        rng = random.Random(seed)
        rows = [tuple(rng.gauss(0, 1) for _ in range(4)) for _ in range(90)]
        labels = [(row[0] + row[1] > 0) ^ (rng.random() < 0.2) for row in rows]
        fresh = [tuple(rng.gauss(0, 1) for _ in range(4)) for _ in range(160)]
        wanted = [row[0] + row[1] > 0 for row in fresh]
        alone += share(random_forest(rows, labels, 1, seed=seed), fresh, wanted) / 3
        together += share(random_forest(rows, labels, 25, seed=seed), fresh, wanted) / 3
    assert together > 0.72 and together > alone + 0.02
