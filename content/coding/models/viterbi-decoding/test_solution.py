"""Each test takes the function under test, so the same tests judge every version."""

import copy
import itertools
import math
import random

WEATHER = ([0.6, 0.4], [[0.7, 0.3], [0.4, 0.6]], [[0.1, 0.4, 0.5], [0.6, 0.3, 0.1]])


def joint(path, observations, initial, transition, emission):
    """The probability of this path together with the observations, by definition."""
    p = initial[path[0]]
    for i, j in zip(path, path[1:]):
        p *= transition[i][j]
    return p * math.prod(emission[state][seen] for state, seen in zip(path, observations))


def by_brute_force(observations, *model):
    paths = itertools.product(range(len(model[0])), repeat=len(observations))
    return max(joint(path, observations, *model) for path in paths)


def random_row(rng, n, zeros):
    row = [0.0 if rng.random() < zeros else rng.uniform(0.1, 1) for _ in range(n)]
    row[rng.randrange(n)] += 0.2
    return [p / sum(row) for p in row]


def random_model(rng, states, symbols, zeros=0.0):
    initial = random_row(rng, states, zeros)
    transition = [random_row(rng, states, zeros) for _ in range(states)]
    return initial, transition, [random_row(rng, symbols, zeros) for _ in range(states)]


def assert_rejected(viterbi, *args):
    try:
        viterbi(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def assert_best(viterbi, observations, *model):
    """The path has the returned probability, and no path has more; ties may go either way."""
    path, score = viterbi(observations, *model)
    path = [int(state) for state in path]
    expected = by_brute_force(observations, *model)
    assert len(path) == len(observations)
    assert math.isclose(math.exp(score), expected, rel_tol=1e-9)
    assert math.isclose(joint(path, observations, *model), expected, rel_tol=1e-9)


def test_three_days_by_hand(viterbi):
    # day 1: 0.3, 0.04; day 2: 0.3 * 0.7 * 0.4 = 0.084, 0.3 * 0.3 * 0.3 = 0.027; day 3: 0.00588, 0.084 * 0.3 * 0.6
    path, score = viterbi([2, 1, 0], *WEATHER)
    assert list(map(int, path)) == [0, 0, 1]
    assert abs(score - math.log(0.01512)) < 1e-9


def test_one_observation(viterbi):
    path, score = viterbi([0], *WEATHER)
    assert list(map(int, path)) == [1] and abs(score - math.log(0.24)) < 1e-9
    path, score = viterbi([1], *WEATHER)
    assert list(map(int, path)) == [0] and abs(score - math.log(0.24)) < 1e-9


def test_the_best_path_is_not_the_best_step_each_time(viterbi):
    # from 0 to 0 or 1 is even, but only 2, which is rarer at first, can show the last observation well
    model = [0.6, 0.0, 0.4], [[0.5, 0.5, 0], [0.5, 0.5, 0], [0.1, 0, 0.9]], [[0.9, 0.1], [0.9, 0.1], [0.8, 0.2]]
    path, score = viterbi([0, 0, 0], *model)
    assert list(map(int, path)) == [2, 2, 2]
    assert abs(score - math.log(0.4 * 0.9**2 * 0.8**3)) < 1e-9


def test_no_path_is_more_probable(viterbi):
    for seed in range(40):
        rng = random.Random(seed)
        states, symbols = rng.randint(1, 4), rng.randint(1, 4)
        model = random_model(rng, states, symbols)
        assert_best(viterbi, [rng.randrange(symbols) for _ in range(rng.randint(1, 5))], *model)


def test_a_forbidden_move_is_never_made(viterbi):
    for seed in range(60):
        rng = random.Random(seed)
        model = random_model(rng, 3, 3, zeros=0.4)
        observations = [rng.randrange(3) for _ in range(5)]
        if by_brute_force(observations, *model) > 0:
            assert_best(viterbi, observations, *model)
        else:
            assert_rejected(viterbi, observations, *model)


def test_moves_are_read_from_row_to_column(viterbi):
    # a wheel that only turns forward: 0, 1, 2, 0; what is shown tells nothing
    wheel = [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]
    path, score = viterbi([0, 0, 0, 0, 0], [0.0, 1.0, 0.0], wheel, [[1.0]] * 3)
    assert list(map(int, path)) == [1, 2, 0, 1, 2] and abs(score) < 1e-12


def test_ten_thousand_observations_do_not_underflow(viterbi):
    transition, emission = [[0.99, 0.01], [0.02, 0.98]], [[0.8, 0.1, 0.1], [0.1, 0.1, 0.8]]
    observations = ([0] * 500 + [2] * 500) * 10
    path, score = viterbi(observations, [0.5, 0.5], transition, emission)
    assert list(map(int, path)) == ([0] * 500 + [1] * 500) * 10
    stay = 10 * 499 * (math.log(0.99) + math.log(0.98))
    cross = 10 * math.log(0.01) + 9 * math.log(0.02)
    assert abs(score - (math.log(0.5) + stay + cross + 10_000 * math.log(0.8))) < 1e-6


def test_one_odd_observation_does_not_change_the_state_but_a_run_does(viterbi):
    model = [0.5, 0.5], [[0.95, 0.05], [0.05, 0.95]], [[0.8, 0.2], [0.2, 0.8]]
    assert list(map(int, viterbi([0, 0, 0, 1, 0, 0, 0], *model)[0])) == [0] * 7
    assert list(map(int, viterbi([0, 0, 0, 1, 1, 1, 1, 1, 1], *model)[0])) == [0] * 3 + [1] * 6


def test_other_names_of_the_states_give_the_same_path(viterbi):
    for seed in range(10):
        rng = random.Random(200 + seed)
        initial, transition, emission = random_model(rng, 4, 3)
        observations = [rng.randrange(3) for _ in range(8)]
        order = rng.sample(range(4), 4)
        path, score = viterbi(observations, initial, transition, emission)
        renamed = (
            [initial[i] for i in order],
            [[transition[i][j] for j in order] for i in order],
            [emission[i] for i in order],
        )
        other, same = viterbi(observations, *renamed)
        assert abs(score - same) < 1e-9
        assert [order[int(state)] for state in other] == list(map(int, path))


def test_a_small_probability_is_not_taken_for_zero(viterbi):
    tiny = 1e-300
    model = [1.0, 0.0], [[1 - tiny, tiny], [0.0, 1.0]], [[1.0, 0.0], [0.0, 1.0]]
    path, score = viterbi([0, 0, 1, 1], *model)
    assert list(map(int, path)) == [0, 0, 1, 1]
    assert abs(score - math.log(tiny)) < 1e-9


def test_rows_may_miss_one_by_rounding(viterbi):
    tenth = [0.1] * 10
    assert sum(tenth) != 1
    path, _ = viterbi([3, 9], tenth, [tenth] * 10, [tenth] * 10)
    assert len(path) == 2


def test_impossible_observations_are_an_error(viterbi):
    model = [1.0, 0.0], [[1.0, 0.0], [0.5, 0.5]], [[1.0, 0.0], [0.5, 0.5]]
    assert list(map(int, viterbi([0, 0], *model)[0])) == [0, 0]
    assert_rejected(viterbi, [0, 1], *model)
    assert_rejected(viterbi, [1], *model)


def test_wrong_models_are_an_error(viterbi):
    initial, transition, emission = WEATHER
    assert_rejected(viterbi, [0], [0.6, 0.3], transition, emission)
    assert_rejected(viterbi, [0], [0.7, 0.4], transition, emission)
    assert_rejected(viterbi, [0], [1.2, -0.2], transition, emission)
    assert_rejected(viterbi, [0], [float("nan"), 0.4], transition, emission)
    assert_rejected(viterbi, [0], initial, [[0.7, 0.3], [0.4, 0.5]], emission)
    assert_rejected(viterbi, [0], initial, transition, [[0.1, 0.4, 0.5], [0.6, 0.3, 0.2]])
    assert_rejected(viterbi, [0], initial, transition[:1], emission)
    assert_rejected(viterbi, [0], initial, transition, emission[:1])
    assert_rejected(viterbi, [0], [1.0], transition, emission)
    assert_rejected(viterbi, [0], initial, [[0.7, 0.2, 0.1], [0.4, 0.6]], emission)
    assert_rejected(viterbi, [0], initial, [[1.0], [1.0]], emission)
    assert_rejected(viterbi, [0], initial, transition, [[0.1, 0.4, 0.5], [0.6, 0.4]])


def test_wrong_observations_are_an_error(viterbi):
    for observations in ([], [3], [0, -1], [0, 1, 7]):
        assert_rejected(viterbi, observations, *WEATHER)


def test_the_data_of_the_caller_do_not_change(viterbi):
    arguments = [[2, 1, 0], *map(list, WEATHER)]
    before = copy.deepcopy(arguments)
    viterbi(*arguments)
    assert arguments == before
