"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random


def cloud(seed, n, d):
    rng = random.Random(seed)
    return [[rng.uniform(1, 5) * rng.choice((-1, 1)) for _ in range(d)] for _ in range(n)]


def flat(rows):
    return [float(x) for row in rows for x in row]


def assert_close(found, expected, tolerance=1e-9):
    assert len(found) == len(expected)
    for a, b in zip(found, expected):
        assert len(a) == len(b)
        assert all(abs(x - y) <= tolerance for x, y in zip(a, b))


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError(f"{args} must raise ValueError")


def test_a_value_is_dropped_or_divided_by_the_share_kept(dropout):
    for rate, survivor in ((0.25, 4.0), (0.5, 6.0), (0.7, 10.0)):
        values = flat(dropout([[3.0] * 40] * 5, rate, 1)[0])
        assert all(x == 0 or abs(x - survivor) < 1e-9 for x in values)
        assert any(x == 0 for x in values) and any(x != 0 for x in values)


def test_the_rate_is_the_share_that_is_dropped(dropout):
    for rate in (0.1, 0.3, 0.5, 0.8):
        for seed in (1, 2):
            values = flat(dropout([[2.0] * 50] * 80, rate, seed)[0])
            assert abs(values.count(0) / 4000 - rate) < 0.04


def test_mean_and_variance_of_each_value(dropout):
    row, rate, runs = [4.0, -1.0, 0.5], 0.3, 3000
    drawn = [dropout([row], rate, seed)[0][0] for seed in range(runs)]
    for x, column in zip(row, zip(*drawn)):
        mean = sum(column) / runs
        assert abs(mean - x) < 0.06 * abs(x)
        assert abs(sum((v - mean) ** 2 for v in column) / runs / x**2 - 3 / 7) < 0.06


def test_each_value_has_its_own_coin(dropout):
    kept = [[x != 0 for x in row] for row in dropout([[1.0] * 60] * 60, 0.5, 3)[0]]
    rows = [(a, b) for row in kept for a, b in zip(row, row[1:])]
    columns = [(a, b) for upper, lower in zip(kept, kept[1:]) for a, b in zip(upper, lower)]
    for pairs in (rows, columns):
        assert all(abs(pairs.count((a, b)) / len(pairs) - 0.25) < 0.05 for a in (True, False) for b in (True, False))


def test_the_number_dropped_varies(dropout):
    counts = {flat(dropout([[1.0] * 10], 0.5, seed)[0]).count(0) for seed in range(40)}
    assert len(counts) > 2


def test_the_same_seed_draws_the_same_mask_and_another_does_not(dropout):
    rows = cloud(1, 5, 8)
    first, again, other = (dropout(rows, 0.5, seed)[0] for seed in (4, 4, 9))
    assert_close(first, again)
    assert any(abs(a - b) > 0.1 for a, b in zip(flat(first), flat(other)))


def test_gradients_pass_where_values_passed(dropout):
    rows, gradients = cloud(2, 6, 7), cloud(3, 6, 7)
    for rate in (0.4, 0.75):
        outputs, backward = dropout(rows, rate, 5)
        expected = [[g * y / x for g, y, x in zip(*three)] for three in zip(gradients, outputs, rows)]
        assert_close(backward(gradients), expected)


def test_the_backward_pass_is_the_derivative(dropout):
    rows, weights, step = cloud(4, 3, 4), cloud(5, 3, 4), 1e-3
    gradient = dropout(rows, 0.4, 6)[1](weights)

    def loss(at):
        return sum(w * y for w, y in zip(flat(weights), flat(dropout(at, 0.4, 6)[0])))

    for i in range(3):
        for j in range(4):
            up, down = copy.deepcopy(rows), copy.deepcopy(rows)
            up[i][j] += step
            down[i][j] -= step
            assert abs((loss(up) - loss(down)) / (2 * step) - gradient[i][j]) < 1e-6


def test_a_value_of_zero_still_gets_its_gradient(dropout):
    outputs, backward = dropout([[0.0, 2.0] * 30], 0.5, 2)
    assert all(y == 0 for y in flat(outputs)[::2])
    passed = flat(backward([[1.0] * 60]))[::2]
    assert all(min(abs(g), abs(g - 2)) < 1e-9 for g in passed)
    assert min(passed) < 1 < max(passed)


def test_the_backward_pass_draws_nothing(dropout):
    rows, gradients = cloud(6, 4, 9), cloud(7, 4, 9)
    backward = dropout(rows, 0.5, 8)[1]
    first = copy.deepcopy(backward(gradients))
    dropout(rows, 0.5, 11)
    assert_close(backward(gradients), first)


def test_a_reused_buffer_does_not_change_the_mask(dropout):
    rows = cloud(8, 4, 5)
    outputs, backward = dropout(rows, 0.5, 3)
    expected = [[y / x for y, x in zip(*pair)] for pair in zip(outputs, rows)]
    for row in rows:
        row[:] = [7.5] * 5
    assert_close(backward([[1.0] * 5] * 4), expected)


def test_nothing_happens_without_training(dropout):
    rows, gradients = cloud(9, 4, 6), cloud(10, 4, 6)
    for rate in (0.0, 0.5, 0.9):
        outputs, backward = dropout(rows, rate, 1, False)
        assert_close(outputs, rows)
        assert_close(backward(gradients), gradients)


def test_training_is_the_default(dropout):
    rows = [[1.0] * 50]
    assert_close(dropout(rows, 0.5, 2)[0], dropout(rows, 0.5, 2, True)[0])


def test_rate_zero_keeps_everything(dropout):
    rows = cloud(11, 20, 20)
    outputs, backward = dropout(rows, 0.0, 1)
    assert_close(outputs, rows)
    assert_close(backward(rows), rows)


def test_a_rate_near_one_leaves_few_and_large(dropout):
    values = flat(dropout([[2.0] * 200] * 100, 0.999, 1)[0])
    survivors = [x for x in values if x != 0]
    assert 2 <= len(survivors) <= 60
    assert all(abs(x - 2000) < 1e-6 for x in survivors)


def test_whole_numbers_are_fine(dropout):
    assert all(x == 0 or abs(x - 7.5) < 1e-9 for x in flat(dropout([[3] * 40], 0.6, 1)[0]))


def test_no_rows(dropout):
    outputs, backward = dropout([], 0.5)
    assert len(outputs) == 0
    assert len(backward([])) == 0


def test_impossible_rates_are_errors(dropout):
    for rate in (-0.1, 1, 1.5, float("nan")):
        assert_rejected(dropout, [[1.0, 2.0]], rate)


def test_gradients_of_another_shape_are_errors(dropout):
    backward = dropout([[1.0, 2.0], [3.0, 4.0]], 0.5)[1]
    for gradients in ([[1.0, 1.0]], [[1.0], [1.0]], [[1.0, 1.0]] * 3, [[1.0, 1.0, 1.0]] * 2, []):
        assert_rejected(backward, gradients)


def test_the_data_of_the_caller_do_not_change(dropout):
    rows, gradients = cloud(12, 5, 4), cloud(13, 5, 4)
    before = copy.deepcopy((rows, gradients))
    dropout(rows, 0.5, 1)[1](gradients)
    dropout(rows, 0.5, 1, False)[1](gradients)
    assert (rows, gradients) == before
