"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random

A, B = [1.0, 2.0, 4.0, 3.0, 0.5, 2.5], [2.0, 0.5, 1.0, 3.0, 1.5]


def rank_one(skip=()):
    return [(u, i, a * b) for u, a in enumerate(A) for i, b in enumerate(B) if (u, i) not in skip]


def noisy(seed, users=8, items=6):
    rng = random.Random(seed)
    return [(u, f"i{i}", float(rng.randint(1, 5))) for u in range(users) for i in range(items) if rng.random() < 0.7]


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def assert_close(found, expected, tolerance=1e-9):
    assert abs(found - expected) < tolerance, (found, expected)


def test_one_epoch_of_biases_by_hand(matrix_factorization):
    # mean 3; no two ratings share a user or an item, so the order does not matter: errors 2 and -2, steps of 0.1 of them
    losses, predict = matrix_factorization([("a", "x", 5.0), ("b", "y", 1.0)], 0, 0.1, 0.5, 1)
    assert len(losses) == 1
    assert_close(losses[0], 4)
    assert_close(predict("a", "x"), 3.4)
    assert_close(predict("b", "y"), 2.6)
    assert_close(predict("a", "y"), 3.0)


def test_two_epochs_of_biases_by_hand(matrix_factorization):
    # second step: error 1.6, so 0.2 + 0.1 * (1.6 - 0.5 * 0.2) = 0.35 on each side
    losses, predict = matrix_factorization([("a", "x", 5.0), ("b", "y", 1.0)], 0, 0.1, 0.5, 2)
    assert_close(losses[1], 1.6**2)
    assert_close(predict("a", "x"), 3.7)
    assert_close(predict("b", "z"), 3 - 0.35)


def test_before_training_the_scores_are_small_and_random(matrix_factorization):
    # the sum of k products of two normal draws of deviation 0.1 has deviation 0.01 * sqrt(k), here 0.1
    ratings = [(u, i, 7.0) for u in range(30) for i in range(30)]
    losses, predict = matrix_factorization(ratings, 100, 0.02, 0.0, 0)
    assert len(losses) == 0
    scores = [predict(u, i) - 7 for u in range(30) for i in range(30)]
    assert 0.08 < math.sqrt(sum(s * s for s in scores) / 900) < 0.12
    assert abs(sum(scores) / 900) < 0.02


def test_both_vectors_move_along_their_old_values(matrix_factorization):
    # One rating per user and item, error e = 2 - s with s = p.q from before. With c = 1 - rate * penalty the new product
    # is (c p + rate e q).(c q + rate e p) = (c^2 + rate^2 e^2) s + c rate e (p.p + q.q). The start depends on the seed
    # alone, so each rate and penalty must tell the same p.p + q.q: 100 squares of deviation 0.1, about 1.
    ratings = [("a", "x", 5.0), ("b", "y", 1.0)]
    s = matrix_factorization(ratings, 50, 0.1, 0.0, 0)[1]("a", "x") - 3
    squares = []
    for rate, penalty in ((0.1, 0.0), (0.3, 0.0), (0.1, 1.0), (0.2, 2.0)):
        e, c = 2 - s, 1 - rate * penalty
        product = matrix_factorization(ratings, 50, rate, penalty, 1)[1]("a", "x") - 3 - 2 * rate * e
        squares.append((product - (c * c + (rate * e) ** 2) * s) / (c * rate * e))
    assert 0.5 < squares[0] < 1.6
    assert all(abs(found - squares[0]) < 1e-9 for found in squares)


def test_rank_one_without_penalty_is_fitted_exactly(matrix_factorization):
    for seed in (0, 1):
        losses, predict = matrix_factorization(rank_one(), 1, 0.05, 0.0, 900, seed)
        assert losses[-1] < 1e-9
        assert all(abs(predict(u, i) - rating) < 1e-4 for u, i, rating in rank_one())


def test_rank_one_cells_that_were_left_out_are_predicted(matrix_factorization):
    skip = {(0, 3), (2, 0), (3, 4), (5, 1)}
    _, predict = matrix_factorization(rank_one(skip), 1, 0.05, 0.0, 900)
    assert all(abs(predict(u, i) - A[u] * B[i]) < 1e-3 for u, i in skip)
    _, biases = matrix_factorization(rank_one(skip), 0, 0.05, 0.0, 900)
    assert max(abs(biases(u, i) - A[u] * B[i]) for u, i in skip) > 1


def test_sums_of_two_effects_need_no_factors(matrix_factorization):
    ratings = [(u, i, 2.0 * u - i) for u in range(4) for i in range(3)]
    _, predict = matrix_factorization(ratings, 0, 0.05, 0.0, 400)
    assert all(abs(predict(u, i) - rating) < 1e-6 for u, i, rating in ratings)


def test_the_loss_falls(matrix_factorization):
    for seed in range(4):
        losses, _ = matrix_factorization(noisy(seed), 3, 0.02, 0.02, 60, seed)
        assert len(losses) == 60
        assert losses[59] < losses[20] < losses[0] and losses[59] < 0.8 * losses[0]


def test_a_loss_is_measured_before_its_steps(matrix_factorization):
    # the mean is right for nobody, the vectors are small: the first errors are the distances from the mean
    ratings = noisy(2)
    mean = sum(rating for _, _, rating in ratings) / len(ratings)
    variance = sum((rating - mean) ** 2 for _, _, rating in ratings) / len(ratings)
    assert abs(matrix_factorization(ratings, 2, 1e-9, 0.0, 1)[0][0] - variance) < 0.05 * variance


def test_the_penalty_shrinks(matrix_factorization):
    sizes = []
    for penalty in (0.0, 0.3, 3.0):
        _, predict = matrix_factorization(rank_one(), 2, 0.02, penalty, 300)
        mean = sum(A) * sum(B) / 30
        sizes.append(sum((predict(u, i) - mean) ** 2 for u, i, _ in rank_one()))
    assert sizes[0] > 1.2 * sizes[1] > 1.44 * sizes[2] > 0


def test_a_strong_penalty_leaves_biases_and_removes_the_factors(matrix_factorization):
    # each user has a twin item of its own: minimum of (2 - x - y)^2 + 0.5 (x^2 + y^2) at x = y = 2 / 2.5
    ratings = [("a", "x", 5.0), ("b", "y", 1.0)]
    _, predict = matrix_factorization(ratings, 0, 0.1, 0.5, 500)
    assert_close(predict("a", "x"), 3 + 1.6, 1e-6)
    assert_close(predict("a", "nobody"), 3 + 0.8, 1e-6)
    _, predict = matrix_factorization(ratings, 2, 0.1, 3.0, 500)
    assert_close(predict("a", "x"), 3 + 2 * 2 / 5, 1e-6)
    assert_close(predict("b", "nobody"), 3 - 2 / 5, 1e-6)


def test_a_cold_user_gets_the_mean_and_the_item_bias(matrix_factorization):
    ratings = [(u, i, 3.0 + 2 * i) for u in range(5) for i in range(2)]
    _, predict = matrix_factorization(ratings, 2, 0.05, 0.0, 500)
    assert_close(predict("nobody", "nothing"), 4.0)
    assert_close((predict("nobody", 0) + predict("nobody", 1)) / 2, 4.0, 0.05)
    assert predict("nobody", 1) - predict("nobody", 0) > 1
    _, predict = matrix_factorization(ratings, 0, 0.05, 0.0, 500)
    assert_close(predict("nobody", 0), 3, 0.01)
    assert_close(predict("nobody", 1), 5, 0.01)
    assert_close(predict(2, "nothing"), 4, 0.01)


def test_users_and_items_may_share_names(matrix_factorization):
    ratings = [(0, 1, 5.0), (1, 0, 1.0), (0, 0, 3.0), (1, 1, 3.0)]
    _, predict = matrix_factorization(ratings, 0, 0.05, 0.0, 600)
    assert all(abs(predict(u, i) - rating) < 1e-3 for u, i, rating in ratings)


def test_repeated_ratings_meet_in_the_middle(matrix_factorization):
    ratings = [("a", "x", 2.0), ("a", "x", 4.0), ("b", "y", 9.0)]
    _, predict = matrix_factorization(ratings, 0, 0.01, 0.0, 2000)
    assert_close(predict("a", "x"), 3, 0.05)


def test_the_same_seed_gives_the_same_model_and_another_does_not(matrix_factorization):
    ratings = noisy(3)
    runs = [matrix_factorization(ratings, 2, 0.02, 0.05, 10, seed) for seed in (4, 4, 9)]
    assert all(abs(a - b) < 1e-12 for a, b in zip(runs[0][0], runs[1][0]))
    assert abs(runs[0][1](0, "i0") - runs[1][1](0, "i0")) < 1e-12
    assert abs(runs[0][0][-1] - runs[2][0][-1]) > 1e-9


def test_every_epoch_has_an_order_of_its_own(matrix_factorization):
    # one user, two items, biases alone: which rating comes last in an epoch shows in the loss
    ratings = [("a", "x", 1.0), ("a", "y", 3.0)]
    seen = set()
    for epochs in range(1, 9):
        _, predict = matrix_factorization(ratings, 0, 0.4, 0.0, epochs, 5)
        seen.add(predict("a", "new") > 2)
    assert seen == {True, False}


def test_impossible_requests_are_errors(matrix_factorization):
    ratings = [("a", "x", 5.0), ("b", "y", 1.0)]
    assert_rejected(matrix_factorization, [], 2)
    for bad in (float("nan"), float("inf")):
        for epochs in (0, 3):
            assert_rejected(matrix_factorization, [*ratings, ("c", "x", bad)], 2, 0.02, 0.05, epochs)
    assert_rejected(matrix_factorization, ratings, -1)
    for rate in (0, -0.1, float("nan")):
        assert_rejected(matrix_factorization, ratings, 1, rate)
    for penalty in (-0.1, float("nan")):
        assert_rejected(matrix_factorization, ratings, 1, 0.02, penalty)
    assert_rejected(matrix_factorization, ratings, 1, 0.02, 0.05, -1)


def test_a_rate_that_is_too_high_is_an_error(matrix_factorization):
    assert_rejected(matrix_factorization, rank_one(), 2, 3.0, 0.0, 400)
    assert_rejected(matrix_factorization, [(0, 0, 1.0), (1, 1, 2.0)], 0, 1.05, 0.0, 8000)  # a slow growth
    refused = []
    for epochs in range(60):  # the errors grow by two million in each epoch; no loss may be infinite, the last included
        try:
            losses, _ = matrix_factorization([(0, 0, 1.0), (1, 1, 2.0)], 0, 1e6, 0.0, epochs)
        except ValueError:
            refused.append(epochs)
            continue
        assert all(math.isfinite(loss) for loss in losses)
    assert len(refused) > 20


def test_the_defaults(matrix_factorization):
    ratings = noisy(4)
    first, second = matrix_factorization(ratings, 2)[0], matrix_factorization(ratings, 2, 0.02, 0.05, 30)[0]
    assert len(first) == 30 and all(abs(a - b) < 1e-12 for a, b in zip(first, second))


def test_the_ratings_of_the_caller_do_not_change(matrix_factorization):
    ratings = noisy(1)
    before = copy.deepcopy(ratings)
    matrix_factorization(ratings, 2, 0.02, 0.05, 3)
    assert ratings == before
