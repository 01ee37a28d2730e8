"""Each test takes the function under test, so the same tests judge every version."""

import copy
import itertools
import random
from math import log, log2


def assert_close(found, expected):
    assert found is not None and abs(float(found) - expected) < 1e-9


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError(f"{args} must raise ValueError")


def judged(seed, n):
    rng = random.Random(seed)
    grades = {i: rng.choice((0, 0, 1, 2, 3)) for i in range(n)}
    grades[0] = 3
    return grades, rng.sample(range(n), n)


def test_four_items_by_hand(ndcg):
    # gains 7, 3, 1, 0; discounts 1, 1 / log2(3), 1 / 2
    grades = {"a": 3, "b": 2, "c": 1, "d": 0}
    found = ndcg(["b", "d", "a", "c"], grades, 3)
    assert_close(found, (3 + 7 / 2) / (7 + 3 / log2(3) + 1 / 2))


def test_linear_gains_by_hand(ndcg):
    grades = {"a": 3, "b": 2, "c": 1, "d": 0}
    found = ndcg(["b", "d", "a", "c"], grades, 3, False)
    assert_close(found, (2 + 3 / 2) / (3 + 2 / log2(3) + 1 / 2))


def test_the_gain_is_exponential_by_default(ndcg):
    grades = {"a": 4, "b": 1}
    assert_close(ndcg(["b", "a"], grades, 2), (1 + 15 / log2(3)) / (15 + 1 / log2(3)))


def test_the_discount_of_each_position(ndcg):
    for position in range(1, 8):
        ranking = [f"other {i}" for i in range(9)]
        ranking.insert(position - 1, "it")
        for grade in (1, 2):
            assert_close(ndcg(ranking, {"it": grade}, 10), log(2) / log(position + 1))


def test_an_item_that_was_missed_belongs_to_the_ideal(ndcg):
    grades = {"a": 1, "b": 1, "missed": 2}
    assert_close(ndcg(["a", "b"], grades, 2), (1 + 1 / log2(3)) / (3 + 1 / log2(3)))
    assert_close(ndcg([], grades, 2), 0)


def test_the_ideal_is_cut_at_k_too(ndcg):
    grades = dict.fromkeys("abcde", 1)
    for k in (1, 2, 4):
        assert_close(ndcg(list("abcde"), grades, k), 1)
    assert_close(ndcg(["a", "x", "b"], grades, 3), (1 + 1 / 2) / (1 + 1 / log2(3) + 1 / 2))


def test_what_stands_below_k_does_not_count(ndcg):
    grades = {"a": 2, "b": 3}
    assert_close(ndcg(["x", "y", "a", "b"], grades, 2), 0)
    assert_close(ndcg(["a", "x", "b"], grades, 2), 3 / (7 + 3 / log2(3)))


def test_k_may_exceed_the_lists(ndcg):
    grades = {"a": 2, "b": 1}
    assert_close(ndcg(["b"], grades, 50), 1 / (3 + 1 / log2(3)))
    assert_close(ndcg(["a", "b"], grades, 50), 1)


def test_a_short_list_is_not_excused(ndcg):
    grades = dict.fromkeys("abc", 1)
    assert_close(ndcg(["a"], grades, 3), 1 / (1 + 1 / log2(3) + 1 / 2))


def test_items_without_a_grade_count_nothing(ndcg):
    assert_close(ndcg(["new", "a"], {"a": 2}, 2), 1 / log2(3))


def test_best_of_all_orders_is_one_and_none_is_outside(ndcg):
    grades = {"a": 3, "b": 1, "c": 0, "d": 2, "e": 1}
    for k in (2, 5):
        for exponential in (True, False):
            values = [ndcg(list(order), grades, k, exponential) for order in itertools.permutations(grades)]
            assert_close(max(values), 1)
            assert min(values) >= 0
            assert_close(ndcg(["a", "d", "e", "b", "c"], grades, k, exponential), 1)


def test_moving_a_better_item_up_never_hurts(ndcg):
    for seed in range(20):
        grades, ranking = judged(seed, 12)
        before = ndcg(ranking, grades, 8)
        i = random.Random(seed).randrange(7)
        if grades[ranking[i]] < grades[ranking[i + 1]]:
            ranking[i], ranking[i + 1] = ranking[i + 1], ranking[i]
            assert ndcg(ranking, grades, 8) > before


def test_agrees_with_the_definition_on_random_lists(ndcg):
    for seed in range(30):
        grades, ranking = judged(seed, 15)
        ranking = [item for item in ranking if item % 4] + ["unjudged"]
        k = 1 + seed % 14
        gains = [2 ** grades.get(item, 0) - 1 for item in ranking[:k]]
        ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:k]
        expected = sum(g / log2(i + 2) for i, g in enumerate(gains)) / sum(g / log2(i + 2) for i, g in enumerate(ideal))
        assert_close(ndcg(ranking, grades, k), expected)


def test_grades_may_be_fractions(ndcg):
    assert_close(ndcg(["b", "a"], {"a": 1.5, "b": 0.5}, 1), (2**0.5 - 1) / (2**1.5 - 1))
    assert_close(ndcg(["b", "a"], {"a": 0.8, "b": 0.2}, 1, False), 0.25)


def test_linear_gains_do_not_depend_on_the_unit(ndcg):
    grades, ranking = judged(3, 10)
    scaled = {item: 2.5 * grade for item, grade in grades.items()}
    assert_close(ndcg(ranking, scaled, 6, False), float(ndcg(ranking, grades, 6, False)))


def test_no_relevant_item_is_undefined(ndcg):
    for exponential in (True, False):
        assert ndcg(["a", "b"], {"a": 0, "b": 0}, 2, exponential) is None
        assert ndcg(["a", "b"], {}, 2, exponential) is None
        assert ndcg([], {}, 1, exponential) is None


def test_impossible_inputs_are_errors(ndcg):
    assert_rejected(ndcg, ["a"], {"a": 1}, 0)
    assert_rejected(ndcg, ["a"], {"a": 1}, -2)
    assert_rejected(ndcg, ["a", "b", "a"], {"a": 1, "b": 1}, 3)
    for grade in (-1, float("nan"), float("inf")):
        assert_rejected(ndcg, ["a"], {"a": 1, "b": grade}, 1)


def test_the_data_of_the_caller_do_not_change(ndcg):
    ranking, grades = ["b", "c", "a"], {"a": 3, "b": 0, "c": 1}
    before = copy.deepcopy((ranking, list(grades.items())))
    ndcg(ranking, grades, 2)
    assert (ranking, list(grades.items())) == before
