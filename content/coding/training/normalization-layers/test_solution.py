"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random

ONES, ZEROS = [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]


def cloud(seed, n, d):
    rng = random.Random(seed)
    return [[rng.gauss(3 * j, 1 + j) for j in range(d)] for _ in range(n)]


def assert_close(found, expected, tolerance=1e-9):
    assert len(found) == len(expected)
    for a, b in zip(found, expected):
        assert len(a) == len(b)
        assert all(abs(x - y) <= tolerance for x, y in zip(a, b))


def moments(values):
    mean = sum(values) / len(values)
    return mean, sum((x - mean) ** 2 for x in values) / len(values)


def assert_rejected(normalize, *args):
    try:
        normalize(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_batch_by_hand(normalize):
    # column 1: mean 3, variance 4; column 2: mean 10, variance 0.25
    found = normalize([[1.0, 10.5], [5.0, 9.5]], "batch", [2.0, 1.0], [0.5, -1.0], None, 0.0)
    assert_close(found, [[-1.5, 0.0], [2.5, -2.0]])


def test_layer_by_hand(normalize):
    found = normalize([[1.0, 5.0], [10.0, 9.0]], "layer", [2.0, 1.0], [0.5, -1.0], None, 0.0)
    assert_close(found, [[-1.5, 0.0], [2.5, -2.0]])


def test_rms_by_hand(normalize):
    # the mean square of 1 and 7 is 25
    assert_close(normalize([[1.0, 7.0]], "rms", [10.0, 5.0], [0.5, -1.0], None, 0.0), [[2.5, 6.0]])


def test_columns_of_a_batch_have_mean_zero_and_variance_one(normalize):
    found = normalize(cloud(1, 9, 3), "batch", ONES, ZEROS, epsilon=0.0)
    for column in zip(*found):
        mean, variance = moments(column)
        assert abs(mean) < 1e-9 and abs(variance - 1) < 1e-9


def test_rows_of_a_layer_have_mean_zero_and_variance_one(normalize):
    for row in normalize(cloud(2, 5, 3), "layer", ONES, ZEROS, epsilon=0.0):
        mean, variance = moments(row)
        assert abs(mean) < 1e-9 and abs(variance - 1) < 1e-9


def test_scale_and_shift_belong_to_features(normalize):
    rows, scale, shift = cloud(3, 4, 3), [2.0, -1.0, 0.5], [7.0, 0.0, -3.0]
    for kind in ("batch", "layer", "rms"):
        plain = normalize(rows, kind, ONES, ZEROS)
        expected = [[s * x + b for s, x, b in zip(scale, row, shift)] for row in plain]
        assert_close(normalize(rows, kind, scale, shift), expected)


def test_only_a_batch_couples_its_rows(normalize):
    rows = cloud(4, 6, 3)
    for kind in ("layer", "rms"):
        alone = [normalize([row], kind, ONES, ZEROS)[0] for row in rows]
        assert_close(normalize(rows, kind, ONES, ZEROS), alone)
    changed = [*rows[:5], [90.0, -50.0, 8.0]]
    assert abs(normalize(rows, "batch", ONES, ZEROS)[0][0] - normalize(changed, "batch", ONES, ZEROS)[0][0]) > 0.1


def test_stored_statistics_serve_single_rows(normalize):
    stored = ([3.0, 10.0], [4.0, 0.25])
    assert_close(normalize([[5.0, 9.0]], "batch", [2.0, 1.0], [0.5, 0.0], stored, 0.0), [[2.5, -2.0]])
    rows = cloud(5, 7, 2)
    together = normalize(rows, "batch", [1.0, 1.0], [0.0, 0.0], stored)
    assert_close(together, [normalize([row], "batch", [1.0, 1.0], [0.0, 0.0], stored)[0] for row in rows])


def test_epsilon_is_added_to_the_variance(normalize):
    assert_close(normalize([[1.0, 5.0]], "layer", [1.0, 1.0], [0.0, 0.0], None, 5.0), [[-2 / 3, 2 / 3]])
    assert_close(normalize([[1.0], [5.0]], "batch", [1.0], [0.0], None, 5.0), [[-2 / 3], [2 / 3]])
    assert_close(normalize([[2.0, 2.0]], "rms", [1.0, 1.0], [0.0, 0.0], None, 12.0), [[0.5, 0.5]])
    assert_close(normalize([[0.0]], "batch", [1.0], [0.0], ([-6.0], [4.0]), 5.0), [[2.0]])
    assert_close(normalize([[0.0, 0.002]], "layer", [1.0, 1.0], [0.0, 0.0]), [[-0.30151134, 0.30151134]], 1e-6)


def test_constant_values_give_the_shift(normalize):
    for kind in ("batch", "layer"):
        assert_close(normalize([[4.0, 4.0]] * 3, kind, [2.0, 3.0], [0.5, -1.0]), [[0.5, -1.0]] * 3)
    assert_close(normalize([[8.0, -3.0]], "batch", [2.0, 3.0], [0.5, -1.0]), [[0.5, -1.0]])
    assert_close(normalize([[0.0, 0.0]], "rms", [2.0, 3.0], [0.5, -1.0]), [[0.5, -1.0]])


def test_a_large_common_offset_does_not_cancel(normalize):
    rows = [[1e8 + x for x in row] for row in ([1.0, 5.0], [3.0, 1.0])]
    assert_close(normalize(rows, "layer", [1.0, 1.0], [0.0, 0.0]), [[-1.0, 1.0], [1.0, -1.0]], 1e-4)
    assert_close(normalize(rows, "batch", [1.0, 1.0], [0.0, 0.0]), [[-1.0, 1.0], [1.0, -1.0]], 1e-4)


def test_no_rows(normalize):
    for kind in ("batch", "layer", "rms"):
        assert len(normalize([], kind, ONES, ZEROS)) == 0


def test_wrong_shapes_and_kinds_are_errors(normalize):
    assert_rejected(normalize, [[1.0, 2.0]], "instance", [1.0, 1.0], [0.0, 0.0])
    for kind in ("batch", "layer", "rms"):
        assert_rejected(normalize, [[1.0, 2.0], [1.0]], kind, [1.0, 1.0], [0.0, 0.0])
        assert_rejected(normalize, [[1.0, 2.0]], kind, [1.0], [0.0])
        assert_rejected(normalize, [[1.0, 2.0]], kind, [1.0, 1.0], [0.0])
    for stored in (([0.0], [1.0]), ([0.0, 1.0], [1.0]), ([0.0, 1.0, 2.0], [1.0, 2.0, 3.0]), ([0.0], [1.0, 2.0])):
        assert_rejected(normalize, [[1.0, 2.0]], "batch", [1.0, 1.0], [0.0, 0.0], stored)


def test_rows_without_features_do_not_crash(normalize):
    for kind in ("batch", "layer", "rms"):
        try:
            found = normalize([[], []], kind, [], [])
        except ValueError:
            continue  # an error that says so is as good as rows without features
        assert [len(row) for row in found] == [0, 0]


def test_stored_statistics_are_for_batches_alone(normalize):
    rows, stored = cloud(7, 4, 3), ([5.0, 6.0, 7.0], [2.0, 3.0, 4.0])
    for kind in ("layer", "rms"):
        assert_close(normalize(rows, kind, ONES, ZEROS, stored), normalize(rows, kind, ONES, ZEROS))


def test_the_data_of_the_caller_do_not_change(normalize):
    rows, stored = cloud(6, 3, 3), ([1.0, 2.0, 3.0], [1.0, 4.0, 9.0])
    before = copy.deepcopy((rows, stored))
    for kind in ("batch", "layer", "rms"):
        normalize(rows, kind, ONES, ZEROS)
        normalize(rows, kind, ONES, ZEROS, stored)
    assert (rows, stored) == before
