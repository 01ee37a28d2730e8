"""Each test takes the function under test, so the same tests judge every version.

No test depends on the order in which rows are drawn: it must be random, and that is all.
"""

import copy
import random


def assert_close(weights, wanted, tolerance=1e-9):
    assert len(weights) == len(wanted)
    assert all(abs(float(a) - b) < tolerance for a, b in zip(weights, wanted)), (weights, wanted)


def assert_rejected(mini_batch_gradient_descent, *args):
    try:
        mini_batch_gradient_descent(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def plane(seed, n, weights, noise=0.0):
    rng = random.Random(seed)
    rows = [[1.0, *(rng.gauss(0, 1) for _ in weights[1:])] for _ in range(n)]
    return rows, [sum(w * x for w, x in zip(weights, row)) + rng.gauss(0, noise) for row in rows]


def test_one_step_on_all_rows_by_hand(mini_batch_gradient_descent):
    # all errors are -target: gradient -(2*6 + 4*2)/2 = -10 and -(1*6 + 3*2)/2 = -6
    rows, targets = [(2.0, 1.0), (4.0, 3.0)], [6.0, 2.0]
    assert_close(mini_batch_gradient_descent(rows, targets, 2, 0.1, 1), [1.0, 0.6])
    # errors then 2.6 - 6 = -3.4 and 5.8 - 2 = 3.8: gradient (-6.8 + 15.2)/2 = 4.2 and (-3.4 + 11.4)/2 = 4
    assert_close(mini_batch_gradient_descent(rows, targets, 2, 0.1, 2), [0.58, 0.2])
    assert_close(mini_batch_gradient_descent(rows, targets, 100, 0.1, 2), [0.58, 0.2])


def test_every_row_is_used_once_in_an_epoch(mini_batch_gradient_descent):
    # row i is the only one with column i, so the order cannot matter: each use halves the distance to its target
    rows = [[float(i == j) for j in range(7)] for i in range(7)]
    targets = [8.0 * (i + 1) for i in range(7)]
    assert_close(mini_batch_gradient_descent(rows, targets, 1, 0.5, 1), [t / 2 for t in targets])
    assert_close(mini_batch_gradient_descent(rows, targets, 1, 0.5, 3), [7 / 8 * t for t in targets])


def test_a_batch_is_averaged(mini_batch_gradient_descent):
    rows = [[float(i == j) for j in range(6)] for i in range(6)]
    targets = [10.0 + i for i in range(6)]
    # in a batch of three each row has a third of the weight
    assert_close(mini_batch_gradient_descent(rows, targets, 3, 0.6, 1), [0.2 * t for t in targets])
    assert_close(mini_batch_gradient_descent(rows, targets, 3, 0.6, 2), [0.36 * t for t in targets])


def test_a_smaller_last_batch_is_averaged_over_its_own_rows(mini_batch_gradient_descent):
    # equal rows, so every batch has the same gradient: three steps an epoch for 5 rows in batches of 2
    assert_close(mini_batch_gradient_descent([[2.0]] * 5, [8.0] * 5, 2, 0.125, 1), [4 * (1 - 0.5**3)])
    assert_close(mini_batch_gradient_descent([[2.0]] * 5, [8.0] * 5, 4, 0.125, 2), [4 * (1 - 0.5**4)])


def test_the_rate_decays_from_epoch_to_epoch(mini_batch_gradient_descent):
    # rates 0.5, 0.5/1.5 = 1/3, 0.5/2 = 1/4: the distance to 12 is multiplied by 1/2, 2/3 and 3/4
    assert_close(mini_batch_gradient_descent([[1.0]], [12.0], 1, 0.5, 3, 0.5), [12 - 12 / 2 * 2 / 3 * 3 / 4])
    # within an epoch it stays: two steps of 1/2, then two of 1/4
    assert_close(mini_batch_gradient_descent([[1.0]] * 2, [16.0] * 2, 1, 0.5, 2, 1.0), [16 - 16 / 4 * 9 / 16])


def test_a_plane_without_noise_is_found(mini_batch_gradient_descent):
    wanted = [3.0, -2.0, 0.5]
    rows, targets = plane(0, 60, wanted)
    for batch_size in (1, 7, 20, 60):
        assert_close(mini_batch_gradient_descent(rows, targets, batch_size, 0.1, 300), wanted, 1e-6)


def test_decay_takes_noisy_data_to_the_optimum(mini_batch_gradient_descent):
    rng = random.Random(1)
    targets = [rng.gauss(5, 2) for _ in range(100)]
    mean = sum(targets) / len(targets)
    (weight,) = mini_batch_gradient_descent([[1.0]] * 100, targets, 5, 0.5, 150, 1.0)
    assert abs(float(weight) - mean) < 0.05


def test_sorted_data_are_shuffled(mini_batch_gradient_descent):
    # in the given order the last 500 rows alone would pull the weight to 1
    rows, targets = [[1.0]] * 1000, [0.0] * 500 + [1.0] * 500
    for seed in range(3):
        (weight,) = mini_batch_gradient_descent(rows, targets, 1, 0.02, 2, 0.0, seed)
        assert abs(float(weight) - 0.5) < 0.3


def test_the_seed_decides(mini_batch_gradient_descent):
    rows, targets = plane(2, 40, [1.0, 2.0], noise=1.0)
    runs = [tuple(map(float, mini_batch_gradient_descent(rows, targets, 1, 0.1, 2, 0.0, seed))) for seed in (4, 4, 5)]
    assert runs[0] == runs[1] != runs[2]


def test_no_epochs_give_zeros(mini_batch_gradient_descent):
    assert_close(mini_batch_gradient_descent([(1.0, 2.0, 4.0)], [3.0], 1, 0.1, 0), [0.0] * 3)


def test_impossible_inputs_are_errors(mini_batch_gradient_descent):
    assert_rejected(mini_batch_gradient_descent, [], [], 1, 0.1, 1)
    assert_rejected(mini_batch_gradient_descent, [[1.0], [2.0]], [1.0], 1, 0.1, 1)
    assert_rejected(mini_batch_gradient_descent, [[1.0]], [1.0, 2.0], 1, 0.1, 1)
    assert_rejected(mini_batch_gradient_descent, [[1.0]], [1.0], 0, 0.1, 1)
    assert_rejected(mini_batch_gradient_descent, [[1.0]], [1.0], 0, 0.1, 0)
    assert_rejected(mini_batch_gradient_descent, [[1.0]], [1.0], -2, 0.1, 1)


def test_the_data_of_the_caller_do_not_change(mini_batch_gradient_descent):
    rows, targets = [[float(i), 1.0] for i in range(9)], [float(i * i) for i in range(9)]
    before = copy.deepcopy((rows, targets))
    mini_batch_gradient_descent(rows, targets, 2, 0.01, 3)
    assert (rows, targets) == before
