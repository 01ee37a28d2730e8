"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def close(a, b, tolerance=1e-9):
    return math.isclose(float(a), b, rel_tol=tolerance, abs_tol=tolerance)


def assert_rows(rows, wanted, tolerance=1e-9):
    assert len(rows) == len(wanted)
    for row, wanted_row in zip(rows, wanted):
        assert len(row) == len(wanted_row)
        assert all(abs(float(a) - float(b)) < tolerance for a, b in zip(row, wanted_row)), (row, wanted_row)


def assert_rejected(in_batch_loss, *args):
    try:
        in_batch_loss(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(seed, n, d):
    rng = random.Random(seed)
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]


L = math.log
# Users on the axes: the first reads the first coordinates of the items, the second the second ones.
USERS = [[1.0, 0.0], [0.0, 1.0]]
ITEMS = [[L(2), L(4)], [L(6), L(12)]]


def test_two_pairs_by_hand(in_batch_loss):
    # first row: 2 and 6, so 1/4 and 3/4, and item 0 is right; second row: 4 and 12, and item 1 is right
    loss, users, items = in_batch_loss(USERS, ITEMS, ["a", "b"])
    assert close(loss, (L(4) + L(4 / 3)) / 2)
    # errors, divided by the two rows: (-3/8, 3/8) and (1/8, -1/8)
    assert_rows(users, [[3 / 8 * L(3), 3 / 8 * L(3)], [-L(3) / 8, -L(3) / 8]])
    assert_rows(items, [[-3 / 8, 1 / 8], [3 / 8, -1 / 8]])


def test_the_temperature_divides_scores_and_gradients(in_batch_loss):
    loss, users, items = in_batch_loss([[0.5, 0.0], [0.0, 0.5]], ITEMS, ["a", "b"], None, 0.5)
    assert close(loss, (L(4) + L(4 / 3)) / 2)
    assert_rows(users, [[3 / 4 * L(3), 3 / 4 * L(3)], [-L(3) / 4, -L(3) / 4]])
    assert_rows(items, [[-3 / 8, 1 / 8], [3 / 8, -1 / 8]])


def test_frequent_items_are_corrected(in_batch_loss):
    # all scores are zero, so the probabilities are as 1/q: 1/5, 2/5 and 2/5 in every row
    log_q = [L(0.5), L(0.25), L(0.25)]
    loss, _, items = in_batch_loss([[0.0], [0.0], [0.0]], [[3.0], [4.0], [5.0]], [0, 1, 2], log_q)
    assert close(loss, (L(5) + 2 * L(5 / 2)) / 3)
    assert_rows(items, [[0], [0], [0]])
    loss, _, _ = in_batch_loss(USERS, ITEMS, ["a", "b"], [L(0.1), L(0.3)])
    # 2 / 0.1 and 6 / 0.3 are equal; so are 4 / 0.1 and 12 / 0.3
    assert close(loss, L(2))


def test_the_temperature_does_not_divide_the_correction(in_batch_loss):
    loss, users, _ = in_batch_loss([[0.5, 0.0], [0.0, 0.5]], ITEMS, ["a", "b"], [L(0.1), L(0.3)], 0.5)
    # as above, 2 / 0.1 and 6 / 0.3 are equal; the errors are one half, divided by two rows and the temperature
    assert close(loss, L(2))
    assert_rows(users, [[L(3) / 2, L(3) / 2], [-L(3) / 2, -L(3) / 2]])


def test_a_common_factor_of_the_frequencies_does_not_matter(in_batch_loss):
    users, items = draw(1, 4, 3), draw(2, 4, 3)
    log_q = [-1.0, -2.5, -0.3, -4.0]
    one = in_batch_loss(users, items, [0, 1, 2, 3], log_q, 0.7)
    two = in_batch_loss(users, items, [0, 1, 2, 3], [q - 5 for q in log_q], 0.7)
    assert close(one[0], float(two[0]))
    assert_rows(one[1], two[1])
    assert_rows(one[2], two[2])


def test_copies_of_the_positive_are_no_negatives(in_batch_loss):
    # rows 0 and 2 hold the same item: each of them sees itself and item 1 only
    users, items = [[1.0], [2.0], [3.0]], [[L(2)], [L(5)], [L(2)]]
    loss, user_gradient, item_gradient = in_batch_loss(users, items, [7, 8, 7])
    p = [2 / 7, 25 / 33, 8 / 133]  # user 1 sees both copies: 4, 25 and 4
    assert close(loss, -sum(map(L, p)) / 3)
    gap = L(5) - L(2)
    assert_rows(user_gradient, [[(1 - p[0]) * gap / 3], [-(1 - p[1]) * gap / 3], [(1 - p[2]) * gap / 3]])
    wanted = [p[0] - 1 + 2 * 4 / 33, 1 - p[0] + 2 * (p[1] - 1) + 3 * (1 - p[2]), 3 * (p[2] - 1) + 2 * 4 / 33]
    assert_rows(item_gradient, [[value / 3] for value in wanted])


def test_a_batch_of_one_item_teaches_nothing(in_batch_loss):
    for n in (1, 3):
        loss, users, items = in_batch_loss(draw(3, n, 2), draw(4, n, 2), ["same"] * n, [-1.0] * n)
        assert close(loss, 0)
        assert_rows(users, [[0, 0]] * n)
        assert_rows(items, [[0, 0]] * n)


def test_equal_scores_cost_the_logarithm_of_the_batch(in_batch_loss):
    for n in (2, 5, 40):
        loss, _, _ = in_batch_loss([[0.0]] * n, draw(5, n, 1), range(n))
        assert close(loss, L(n))


def test_the_gradients_are_the_slopes_of_the_loss(in_batch_loss):
    users, items, ids, log_q = draw(6, 4, 3), draw(7, 4, 3), [1, 2, 1, 3], [-0.5, -2.0, -0.5, -3.0]
    _, *gradients = in_batch_loss(users, items, ids, log_q, 0.6)
    for data, gradient in zip((users, items), gradients):
        for i in range(4):
            for c in range(3):
                sides = []
                for step in (1e-5, -1e-5):
                    data[i][c] += step
                    sides.append(float(in_batch_loss(users, items, ids, log_q, 0.6)[0]))
                    data[i][c] -= step
                assert abs((sides[0] - sides[1]) / 2e-5 - float(gradient[i][c])) < 1e-7


def test_moving_all_items_alike_changes_no_loss(in_batch_loss):
    users, items = draw(8, 5, 3), draw(9, 5, 3)
    moved = [[a + b for a, b in zip(item, (3.0, -1.0, 0.5))] for item in items]
    assert close(in_batch_loss(users, items, range(5))[0], float(in_batch_loss(users, moved, range(5))[0]))


def test_huge_scores_do_not_overflow(in_batch_loss):
    loss, users, _ = in_batch_loss([[100.0], [-100.0]], [[-50.0], [-40.0]], [1, 2], None, 0.5)
    # row 0: -10000 and -8000, wrong by 2000; row 1: 10000 and 8000, wrong by 2000
    assert close(loss, 2000)
    assert_rows(users, [[10], [-10]])


def test_what_does_not_fit_is_an_error(in_batch_loss):
    users, items = draw(10, 3, 2), draw(11, 3, 2)
    assert_rejected(in_batch_loss, [], [], [])
    assert_rejected(in_batch_loss, users, items[:2], [1, 2, 3])
    assert_rejected(in_batch_loss, users, items, [1, 2])
    assert_rejected(in_batch_loss, users, items, [1, 2, 3], [-1.0, -1.0])
    assert_rejected(in_batch_loss, users, draw(12, 3, 3), [1, 2, 3])
    assert_rejected(in_batch_loss, [*users[:2], [1.0]], items, [1, 2, 3])
    assert_rejected(in_batch_loss, users, [*items[:2], [1.0, 2.0, 3.0]], [1, 2, 3])


def test_the_data_of_the_caller_do_not_change(in_batch_loss):
    data = draw(13, 4, 2), draw(14, 4, 2), [1, 2, 1, 3], [-1.0, -2.0, -1.0, -3.0]
    before = copy.deepcopy(data)
    in_batch_loss(*data, 0.5)
    assert data == before
