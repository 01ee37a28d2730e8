"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def close(a, b, tolerance=1e-9):
    return math.isclose(float(a), b, rel_tol=tolerance, abs_tol=tolerance)


def by_pairs(scores, labels):
    pairs = [(p, n) for p, a in zip(scores, labels) if a for n, b in zip(scores, labels) if not b]
    return sum((p > n) + (p == n) / 2 for p, n in pairs) / len(pairs)


def draw(seed, n=60, levels=12):
    """Scores with many ties, in random order, a quarter of them of positives, which tend to be higher."""
    rng = random.Random(seed)
    labels = [int(i % 4 == 0) for i in range(n)]
    rng.shuffle(labels)
    return [float(rng.randint(0, levels) + 3 * label) for label in labels], labels


def assert_rejected(roc_auc, scores, labels):
    try:
        roc_auc(scores, labels)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_pairs_counted_by_hand(roc_auc):
    # positives 0.35 and 0.8 against 0.1 and 0.4: 0.35 wins once, 0.8 twice, of four pairs
    assert close(roc_auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]), 0.75)
    # 9 loses to nothing, 5 to 7, 2 to 7 and 4; three negatives: 3 + 2 + 1 of 9
    assert close(roc_auc([9, 7, 5, 4, 2, 1], [1, 0, 1, 0, 1, 0]), 6 / 9)


def test_ties_count_half(roc_auc):
    # positives 3, 2, 2 against 2, 1: 3 wins twice, each 2 ties once and wins once: 2 + 1.5 + 1.5 of 6
    assert close(roc_auc([3, 2, 2, 2, 1], [1, 1, 1, 0, 0]), 5 / 6)
    # the same scores in another order of rows
    assert close(roc_auc([2, 1, 2, 3, 2], [0, 0, 1, 1, 1]), 5 / 6)
    assert close(roc_auc([4, 4, 4, 4, 4, 1, 1], [1, 0, 0, 0, 1, 1, 0]), (2 * 2.5 + 0.5) / 12)


def test_one_score_for_all_is_a_half_in_any_order(roc_auc):
    for labels in ([1, 1, 0, 0, 0], [0, 0, 0, 1, 1], [0, 1, 0, 1, 0]):
        assert close(roc_auc([0.7] * 5, labels), 0.5)


def test_perfect_and_reversed(roc_auc):
    assert close(roc_auc([1, 2, 3, 10, 11], [0, 0, 0, 1, 1]), 1)
    assert close(roc_auc([1, 2, 3, 10, 11], [1, 1, 1, 0, 0]), 0)
    assert close(roc_auc([5.0, 3.0], [1, 0]), 1)


def test_agrees_with_all_pairs(roc_auc):
    for seed in range(12):
        scores, labels = draw(seed, 30 + seed, levels=3 + seed)
        assert close(roc_auc(scores, labels), by_pairs(scores, labels))


def test_only_the_order_of_the_scores_matters(roc_auc):
    scores, labels = draw(3)
    assert close(roc_auc([math.exp(s) - 5 for s in scores], labels), roc_auc(scores, labels))
    assert close(roc_auc([-1e9 + 1e-3 * s for s in scores], labels), roc_auc(scores, labels))


def test_the_order_of_the_rows_does_not_matter(roc_auc):
    scores, labels = draw(4)
    wanted = roc_auc(scores, labels)
    for seed in range(4):
        rows = list(zip(scores, labels))
        random.Random(seed).shuffle(rows)
        assert close(roc_auc([s for s, _ in rows], [y for _, y in rows]), wanted)
    rows = sorted(zip(scores, labels))
    for ordered in (rows, rows[::-1]):
        assert close(roc_auc([s for s, _ in ordered], [y for _, y in ordered]), wanted)


def test_turning_the_scores_or_the_labels_around_gives_the_rest(roc_auc):
    for seed in range(5):
        scores, labels = draw(seed, 41)
        auc = roc_auc(scores, labels)
        assert close(auc + roc_auc([-s for s in scores], labels), 1)
        assert close(auc + roc_auc(scores, [1 - y for y in labels]), 1)


def test_the_base_rate_does_not_matter(roc_auc):
    scores, labels = draw(6)
    more = [s for s, y in zip(scores, labels) if not y]
    assert close(roc_auc(scores + 9 * more, labels + [0] * (9 * len(more))), roc_auc(scores, labels))


def test_negative_scores_and_infinite_scores_have_their_place(roc_auc):
    assert close(roc_auc([-3.0, -1.0, -2.0, 0.0, -0.0], [0, 1, 0, 1, 0]), (2 + 2.5) / 6)
    assert close(roc_auc([math.inf, -math.inf, 0.0, math.inf], [1, 0, 1, 0]), 2.5 / 4)
    assert close(roc_auc([-math.inf, -1e300, -math.inf], [1, 0, 0]), 0.5 / 2)


def test_scores_that_differ_in_the_last_digit_are_no_tie(roc_auc):
    assert close(roc_auc([1.0, 1.0000000000000002], [0, 1]), 1)
    assert close(roc_auc([1.0000000000000002, 1.0], [0, 1]), 0)
    assert close(roc_auc([1e-300, 2e-300], [1, 0]), 0)
    assert close(roc_auc([2e-300, 1e-300], [1, 0]), 1)


def test_opposite_scores_are_no_tie(roc_auc):
    assert close(roc_auc([-1.5, 1.5], [0, 1]), 1)
    assert close(roc_auc([2.0, -2.0, -0.5], [0, 1, 1]), 0)


def test_labels_may_be_booleans(roc_auc):
    assert close(roc_auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True]), 0.75)


def test_a_missing_class_is_an_error(roc_auc):
    assert_rejected(roc_auc, [0.1, 0.7, 0.4], [1, 1, 1])
    assert_rejected(roc_auc, [0.1, 0.7, 0.4], [0, 0, 0])
    assert_rejected(roc_auc, [], [])


def test_other_labels_are_an_error(roc_auc):
    assert_rejected(roc_auc, [0.1, 0.7, 0.4, 0.2], [-1, 1, -1, 1])
    assert_rejected(roc_auc, [0.1, 0.7, 0.4, 0.2], [0, 1, 2, 1])


def test_lists_of_different_length_are_an_error(roc_auc):
    assert_rejected(roc_auc, [0.1, 0.7, 0.4], [0, 1])
    assert_rejected(roc_auc, [0.1, 0.7], [0, 1, 1])


def test_nan_is_an_error(roc_auc):
    assert_rejected(roc_auc, [0.1, float("nan"), 0.4], [0, 1, 1])
    assert_rejected(roc_auc, [float("nan"), 0.1, 0.4], [0, 1, 1])
    assert_rejected(roc_auc, [0.1, 0.4, float("nan")], [0, 1, 0])


def test_the_data_of_the_caller_do_not_change(roc_auc):
    scores, labels = [0.9, 0.1, 0.5, 0.4], [1, 0, 0, 1]
    before = copy.deepcopy((scores, labels))
    roc_auc(scores, labels)
    assert (scores, labels) == before
