"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random


class Recorder:
    """Stands in for a model: it keeps what it is given, and scores a fold by a number of its own."""

    def __init__(self):
        self.trained, self.tested = [], []

    def fit(self, rows, targets):
        self.trained.append((list(rows), list(targets)))
        return len(self.trained) - 1

    def score(self, model, rows, targets):
        self.tested.append((model, list(rows), list(targets)))
        return 100 + len(self.tested) / 4


def record(k_fold_cross_validation, n, k, seed=0):
    recorder, rows = Recorder(), [("row", i) for i in range(n)]
    scores = k_fold_cross_validation(rows, list(range(n)), k, recorder.fit, recorder.score, seed)
    return recorder, list(scores)


def folds(k_fold_cross_validation, n, k, seed=0):
    return [targets for _, _, targets in record(k_fold_cross_validation, n, k, seed)[0].tested]


def fit_mean(rows, targets):
    return sum(targets) / len(targets)


def squared_error(mean, rows, targets):
    return sum((t - mean) ** 2 for t in targets) / len(targets)


def assert_rejected(k_fold_cross_validation, rows, targets, k):
    try:
        k_fold_cross_validation(rows, targets, k, fit_mean, squared_error)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_every_row_is_tested_once_and_trained_on_in_all_other_folds(k_fold_cross_validation):
    for n, k in ((10, 5), (11, 4), (7, 7), (23, 2), (6, 4)):
        recorder, _ = record(k_fold_cross_validation, n, k)
        assert len(recorder.trained) == len(recorder.tested) == k
        assert sorted(t for _, _, targets in recorder.tested for t in targets) == list(range(n))
        for model, _, targets in recorder.tested:
            assert sorted([*targets, *recorder.trained[model][1]]) == list(range(n))


def test_each_fold_is_scored_by_its_own_model(k_fold_cross_validation):
    recorder, _ = record(k_fold_cross_validation, 12, 4)
    assert sorted(model for model, _, _ in recorder.tested) == [0, 1, 2, 3]


def test_fold_sizes_differ_by_one_at_most(k_fold_cross_validation):
    for n, k in ((10, 3), (11, 3), (12, 3), (9, 8), (100, 7), (5, 2)):
        sizes = [len(fold) for fold in folds(k_fold_cross_validation, n, k)]
        assert sum(sizes) == n and max(sizes) - min(sizes) <= 1 and min(sizes) >= 1


def test_rows_stay_with_their_targets(k_fold_cross_validation):
    recorder, _ = record(k_fold_cross_validation, 17, 5, seed=3)
    for rows, targets in [*recorder.trained, *(tested[1:] for tested in recorder.tested)]:
        assert [tuple(row) for row in rows] == [("row", t) for t in targets]


def test_the_scores_come_back_fold_by_fold(k_fold_cross_validation):
    _, scores = record(k_fold_cross_validation, 9, 4)
    assert all(abs(score - wanted) < 1e-9 for score, wanted in zip(scores, [100.25, 100.5, 100.75, 101], strict=True))


def test_leaving_one_out_by_hand(k_fold_cross_validation):
    # without y the mean of the others is (28 - y) / 3, so y misses it by (4 y - 28) / 3: -8, -4, 0, 12
    scores = k_fold_cross_validation("abcd", [1.0, 4.0, 7.0, 16.0], 4, fit_mean, squared_error)
    assert all(abs(a - b) < 1e-9 for a, b in zip(sorted(map(float, scores)), [0, 16, 64, 144]))


def test_two_halves_by_hand(k_fold_cross_validation):
    # whatever the halves: the targets of one are 1, 1 or 1, 5 or 5, 5
    for seed in range(8):
        scores = k_fold_cross_validation("abcd", [1.0, 1.0, 5.0, 5.0], 2, fit_mean, squared_error, seed)
        assert any(all(abs(s - wanted) < 1e-9 for s in scores) for wanted in (16, 4))


def test_nothing_of_a_fold_is_known_to_its_model(k_fold_cross_validation):
    rng = random.Random(0)
    targets = [rng.random() for _ in range(40)]

    def known(memory, rows, targets):
        return sum(memory.get(row) == target for row, target in zip(rows, targets))

    def memorize(rows, targets):
        return dict(zip(rows, targets))

    for k in (2, 7, 40):
        assert [int(s) for s in k_fold_cross_validation(list(range(40)), targets, k, memorize, known)] == [0] * k


def test_equal_rows_are_different_rows(k_fold_cross_validation):
    recorder = Recorder()
    k_fold_cross_validation(["same"] * 6, [1] * 6, 3, recorder.fit, recorder.score)
    assert [len(targets) for _, targets in recorder.trained] == [4, 4, 4]
    assert [len(rows) for _, rows, _ in recorder.tested] == [2, 2, 2]


def test_sorted_data_are_shuffled(k_fold_cross_validation):
    for seed in range(5):
        for fold in folds(k_fold_cross_validation, 80, 4, seed):
            assert 2 <= sum(target < 40 for target in fold) <= 18


def test_every_row_is_equally_likely_in_every_fold(k_fold_cross_validation):
    n, k, runs = 6, 3, 600
    together = first = 0
    for seed in range(runs):
        parts = folds(k_fold_cross_validation, n, k, seed)
        first += 0 in parts[0]
        together += any({0, 1} <= set(part) for part in parts)
    assert abs(first / runs - 1 / 3) < 0.09
    assert abs(together / runs - 1 / 5) < 0.08  # one of the five others shares the fold


def test_the_seed_decides(k_fold_cross_validation):
    first, again, other = (folds(k_fold_cross_validation, 50, 5, seed) for seed in (3, 3, 4))
    assert [set(fold) for fold in first] == [set(fold) for fold in again]
    assert {frozenset(fold) for fold in first} != {frozenset(fold) for fold in other}


def test_the_random_numbers_of_the_models_are_left_alone(k_fold_cross_validation):
    before = random.getstate()
    record(k_fold_cross_validation, 8, 4, seed=5)
    assert random.getstate() == before  # reseeding the shared generator would give every model the same numbers


def test_impossible_folds_are_errors(k_fold_cross_validation):
    for k in (-1, 0, 1, 4):
        assert_rejected(k_fold_cross_validation, ["a", "b", "c"], [1.0, 2.0, 3.0], k)
    assert_rejected(k_fold_cross_validation, ["a", "b", "c"], [1.0, 2.0], 2)
    assert_rejected(k_fold_cross_validation, ["a", "b"], [1.0, 2.0, 3.0], 2)
    assert_rejected(k_fold_cross_validation, [], [], 2)


def test_the_data_of_the_caller_do_not_change(k_fold_cross_validation):
    rows, targets = [[1.0], [2.0], [3.0], [4.0], [5.0]], [5.0, 1.0, 4.0, 2.0, 3.0]
    before = copy.deepcopy((rows, targets))
    k_fold_cross_validation(rows, targets, 3, fit_mean, squared_error, 7)
    k_fold_cross_validation(tuple(rows), tuple(targets), 2, fit_mean, squared_error)
    assert (rows, targets) == before
