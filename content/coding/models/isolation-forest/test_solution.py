"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def cloud(seed, n, d=2):
    rng = random.Random(seed)
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]


def expected_length(rows, row, depth, limit):
    """The exact mean path length of a row when all these rows are cut apart at random."""
    features = [f for f in range(len(row)) if len({r[f] for r in rows}) > 1]
    if depth == limit or not features:
        return depth + 2 * sum(1 / i for i in range(2, len(rows) + 1))
    mean = 0.0
    for f in features:
        values = sorted({r[f] for r in rows})
        for low, high in zip(values, values[1:]):
            left, right = [r for r in rows if r[f] <= low], [r for r in rows if r[f] >= high]
            below = min(max((row[f] - low) / (high - low), 0), 1)  # the share of cuts in this gap at or below the row
            chance = (high - low) / (values[-1] - values[0]) / len(features)
            if below > 0:
                mean += chance * below * expected_length(right, row, depth + 1, limit)
            if below < 1:
                mean += chance * (1 - below) * expected_length(left, row, depth + 1, limit)
    return mean


def length(score, n):
    """The mean path length behind a score."""
    return -math.log2(score) * 2 * sum(1 / i for i in range(2, n + 1))


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_two_rows_by_hand(isolation_forest):
    for trees in (1, 5):
        score = isolation_forest([[0.0], [4.0]], trees)  # one cut always parts them, and c(2) = 1
        assert abs(score([0.0]) - 0.5) < 1e-9 and abs(score([4.0]) - 0.5) < 1e-9


def test_three_rows_by_hand(isolation_forest):
    # the first cut falls between 0 and 3 in three of four trees: depths 1, 2, 2; otherwise 2, 2, 1; c(3) = 5/3
    score = isolation_forest([[0.0], [3.0], [4.0]], 3000)
    assert abs(length(score([0.0]), 3) - 1.25) < 0.05
    assert abs(length(score([3.0]), 3) - 2) < 1e-9
    assert abs(length(score([4.0]), 3) - 1.75) < 0.05


def test_mean_path_lengths_are_those_of_the_exact_recursion(isolation_forest):
    for rows in ([[0.0], [1.0], [1.0], [3.0], [10.0]], [[0.0, 0.0], [1.0, 7.0], [2.0, 7.0], [9.0, 6.0], [8.0, 1.0]]):
        score = isolation_forest(rows, 3000)
        for row in rows + [[x * 0.5 + 0.2 for x in rows[-1]]]:
            assert abs(length(score(row), 5) - expected_length(rows, row, 0, 3)) < 0.06


def test_the_depth_limit_adds_what_is_left(isolation_forest):
    rows = [[100.0**i] for i in range(9)]  # depth up to 8 without the limit of 4; the middle one is left with others
    score = isolation_forest(rows, 3000)
    for row in (rows[0], rows[4], rows[8]):
        assert abs(length(score(row), 9) - expected_length(rows, row, 0, 4)) < 0.08


def test_equal_rows_count_as_many(isolation_forest):
    score = isolation_forest([[1.0, 2.0]] * 7, 3)
    assert abs(score([1.0, 2.0]) - 0.5) < 1e-9
    rows = [[0.0]] * 6 + [[1.0]]
    score = isolation_forest(rows, 3)  # one cut leaves six equal rows: 1 + c(6)
    assert abs(length(score([1.0]), 7) - 1) < 1e-9
    assert abs(length(score([0.0]), 7) - (1 + 2 * (1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6))) < 1e-9


def test_far_rows_score_highest(isolation_forest):
    for seed in range(3):
        rows = cloud(seed, 200)
        far = [[9.0, 8.0], [-8.0, 9.0], [8.0, -8.0]]
        score = isolation_forest(rows + far, 60, 64, seed)
        ranked = sorted(rows + far, key=score)
        assert sorted(ranked[-3:]) == sorted(far)
        assert all(score(row) > 0.6 for row in far)
        assert score([0.0, 0.0]) < 0.5


def test_scores_lie_between_zero_and_one(isolation_forest):
    score = isolation_forest(cloud(5, 60, 3), 20, 16)
    for row in cloud(6, 60, 3) + [[1e9, -1e9, 0.0]]:
        assert 0 < score(row) < 1


def test_a_row_beyond_all_data_scores_as_the_rows_at_the_edge_do(isolation_forest):
    score = isolation_forest([[0.0], [1.0], [2.0], [7.0]], 40)
    assert abs(score([7.0]) - score([1e12])) < 1e-12
    assert abs(score([0.0]) - score([-5.0])) < 1e-12


def test_a_constant_column_changes_nothing_on_average(isolation_forest):
    rows = [[0.0], [2.0], [3.0], [9.0]]
    score = isolation_forest([[x, 5.0] for (x,) in rows], 3000)
    for (x,) in rows:
        assert abs(length(score([x, 5.0]), 4) - expected_length(rows, [x], 0, 2)) < 0.06
    assert abs(score([9.0, 5.0]) - score([9.0, 800.0])) < 1e-12  # never cut there


def test_the_unit_does_not_matter(isolation_forest):
    rows = cloud(7, 40)
    score = isolation_forest(rows, 25, 16)
    scaled = isolation_forest([[1024 * x, y / 64] for x, y in rows], 25, 16)
    for x, y in rows[:10]:
        assert abs(score([x, y]) - scaled([1024 * x, y / 64])) < 1e-9


def test_each_tree_sees_its_own_sample_without_repeats(isolation_forest):
    # three rows of four: the far one is missing in a quarter of the trees
    rows = [[0.0], [0.0], [0.0], [1.0]]
    score = isolation_forest(rows, 4000, 3)
    # with it, its path is 1 and the other's 1 + c(2) = 2; without it, all are equal and c(3) = 5/3
    assert abs(length(score([1.0]), 3) - (0.75 * 1 + 0.25 * 5 / 3)) < 0.03
    assert abs(length(score([0.0]), 3) - (0.75 * 2 + 0.25 * 5 / 3)) < 0.03


def test_a_sample_cannot_be_larger_than_the_data(isolation_forest):
    rows = cloud(8, 12)
    assert abs(isolation_forest(rows, 10, 12)(rows[0]) - isolation_forest(rows, 10, 500)(rows[0])) < 1e-12
    assert abs(isolation_forest(rows, 10)(rows[0]) - isolation_forest(rows, 10, 500)(rows[0])) < 1e-12


def test_as_many_trees_as_asked_for(isolation_forest):
    # in one tree the path of the first row is 1 or 2, whatever the seed, and with two trees the mean is in halves
    for seed in range(10):
        for trees in (1, 2):
            found = trees * length(isolation_forest([[0.0], [3.0], [4.0]], trees, 3, seed)([0.0]), 3)
            assert abs(found - round(found)) < 1e-9


def test_a_hundred_trees_of_256_rows_unless_told_otherwise(isolation_forest):
    rows = cloud(10, 300)
    score, same = isolation_forest(rows), isolation_forest(rows, 100, 256, 0)
    assert all(abs(score(row) - same(row)) < 1e-12 for row in rows[:5])


def test_the_same_seed_gives_the_same_and_another_does_not(isolation_forest):
    rows = cloud(9, 50)
    first, again, other = (isolation_forest(rows, 5, 16, seed)([0.1, 0.2]) for seed in (4, 4, 5))
    assert first == again != other


def test_neighboring_floats(isolation_forest):
    # a cut between them is rounded to one of them: half of the cuts part them, the others leave both on one side
    rows = [[1.0], [math.nextafter(1.0, 2.0)]]
    score = isolation_forest(rows, 400)
    for row in rows:
        assert 1 <= length(score(row), 2) <= 2


def test_huge_numbers_do_not_overflow(isolation_forest):
    rows = [[-1.7e308], [0.0], [1e300], [1.7e308]]
    score = isolation_forest(rows, 500)
    assert score([-1.7e308]) > score([1e300]) and score([1.7e308]) > score([0.0])


def test_impossible_inputs_are_errors(isolation_forest):
    for rows in ([], [[1.0]], [[1.0], [1.0, 2.0]], [[1.0], [float("nan")]], [[float("inf")], [1.0]]):
        assert_rejected(isolation_forest, rows)
    rows = [[1.0], [2.0], [4.0]]
    assert_rejected(isolation_forest, rows, 0)
    assert_rejected(isolation_forest, rows, 10, 1)
    score = isolation_forest(rows, 2, 2)
    for row in ([], [1.0, 2.0], [float("nan")]):
        assert_rejected(score, row)


def test_the_rows_of_the_caller_do_not_change(isolation_forest):
    rows = [[3.0, 1.0], [2.0, 5.0], [9.0, 4.0]]
    before = copy.deepcopy(rows)
    score = isolation_forest(rows, 5)
    first = score([1.0, 1.0])
    assert rows == before
    rows[0][0] = 100.0
    rows.pop()
    assert abs(score([1.0, 1.0]) - first) < 1e-12
    rows.clear()
    assert abs(score([1.0, 1.0]) - first) < 1e-12
