"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def assert_rows(rows, wanted, tolerance=1e-9):
    assert len(rows) == len(wanted)
    for row, wanted_row in zip(rows, wanted):
        assert len(row) == len(wanted_row)
        assert all(abs(float(a) - float(b)) < tolerance for a, b in zip(row, wanted_row)), (row, wanted_row)


def assert_rejected(attention, *args):
    try:
        attention(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(seed, n, d):
    rng = random.Random(seed)
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]


def columns(rows, start, stop):
    return [row[start:stop] for row in rows]


def side_by_side(*parts):
    return [[x for row in rows for x in row] for rows in zip(*parts)]


def test_two_heads_share_keys_and_values(grouped_query_attention):
    # heads of width 4, so scores are divided by 2: log 2 and 0 for the first head, log 4 and 0 for the second
    query = [2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0]
    keys, values = [[math.log(2), 1.0, 1.0, 1.0], [0.0, 5.0, 0.0, -3.0]], [[15.0, 30.0], [0.0, -15.0]]
    # weights (2/3, 1/3) and (4/5, 1/5)
    assert_rows(grouped_query_attention([query], keys, values, 2, 1), [[10, 15, 12, 21]])


def test_neighboring_heads_form_a_group(grouped_query_attention):
    # queries of zeros take the plain mean of the values of their group
    keys, values = [[1.0, 2.0], [3.0, 4.0]], [[10.0, 100.0], [30.0, 500.0]]
    wanted = [[20, 20, 300, 300], [20, 20, 300, 300]]
    assert_rows(grouped_query_attention([[0.0] * 4] * 2, keys, values, 4, 2), wanted)
    keys, values = [[0.0] * 3], [[7.0, 8.0, 9.0]]
    assert_rows(grouped_query_attention([[1.0] * 6], keys, values, 6, 3), [[7, 7, 8, 8, 9, 9]])


def test_every_head_attends_by_itself(grouped_query_attention):
    queries, keys, values = draw(1, 4, 6), draw(2, 5, 6), draw(3, 5, 9)
    alone = [
        grouped_query_attention(
            columns(queries, 2 * h, 2 * h + 2), columns(keys, 2 * h, 2 * h + 2), columns(values, 3 * h, 3 * h + 3), 1, 1
        )
        for h in range(3)
    ]
    assert_rows(grouped_query_attention(queries, keys, values, 3, 3), side_by_side(*alone))


def test_sharing_is_the_same_as_repeating(grouped_query_attention):
    queries, keys, values = draw(4, 5, 12), draw(5, 5, 6), draw(6, 5, 4)
    # four heads in two groups: each head of keys and values stands there twice
    for causal in (False, True):
        repeated_keys = side_by_side(*([columns(keys, 0, 3)] * 2 + [columns(keys, 3, 6)] * 2))
        repeated_values = side_by_side(*([columns(values, 0, 2)] * 2 + [columns(values, 2, 4)] * 2))
        full = grouped_query_attention(queries, repeated_keys, repeated_values, 4, 4, causal)
        assert_rows(grouped_query_attention(queries, keys, values, 4, 2, causal), full)


def test_one_head_by_hand(grouped_query_attention):
    queries = [[3.0] + [0.0] * 8, [0.0] * 9]
    keys, values = [[math.log(k)] + [1.0] * 8 for k in (1, 2, 5)], [[8.0], [0.0], [-8.0]]
    assert_rows(grouped_query_attention(queries, keys, values, 1, 1), [[-4], [0]])


def test_a_causal_mask_hides_later_keys(grouped_query_attention):
    keys, values = [[1.0]] * 3, [[6.0, 1.0], [0.0, 3.0], [3.0, 8.0]]
    queries = [[2.0, -1.0]] * 3
    wanted = [[6, 1, 6, 1], [3, 2, 3, 2], [3, 4, 3, 4]]
    assert_rows(grouped_query_attention(queries, keys, values, 2, 1, True), wanted)
    assert_rows(grouped_query_attention(queries, keys, values, 2, 1, False), [wanted[2]] * 3)
    assert_rows(grouped_query_attention(queries, keys, values, 2, 1), [wanted[2]] * 3)


def test_the_last_queries_alone_see_the_earlier_keys(grouped_query_attention):
    queries, keys, values = draw(7, 6, 8), draw(8, 6, 4), draw(9, 6, 4)
    whole = grouped_query_attention(queries, keys, values, 4, 2, True)
    for last in (1, 3):
        assert_rows(grouped_query_attention(queries[-last:], keys, values, 4, 2, True), whole[-last:])


def test_huge_scores_do_not_overflow(grouped_query_attention):
    keys, values = [[3000.0], [-3000.0]], [[1.0], [2.0]]
    assert_rows(grouped_query_attention([[50.0, -50.0]], keys, values, 2, 1), [[1, 2]])


def test_no_queries_give_no_outputs(grouped_query_attention):
    assert len(grouped_query_attention([], [[1.0, 2.0]], [[3.0, 4.0]], 4, 2, True)) == 0


def test_what_does_not_fit_is_an_error(grouped_query_attention):
    queries, keys, values = draw(1, 2, 12), draw(2, 3, 12), draw(3, 3, 12)
    for heads, groups in ((3, 2), (2, 4), (4, 0), (0, 1), (0, 0), (-2, 1), (2, -1)):
        assert_rejected(grouped_query_attention, queries, keys, values, heads, groups)
    assert_rejected(grouped_query_attention, queries, [], [], 2, 2)
    assert_rejected(grouped_query_attention, queries, keys, values[:2], 2, 2)
    assert_rejected(grouped_query_attention, queries, keys[:2], values, 2, 2)
    assert_rejected(grouped_query_attention, columns(queries, 0, 11), keys, values, 2, 2)
    assert_rejected(grouped_query_attention, queries, columns(keys, 0, 11), values, 2, 2)
    assert_rejected(grouped_query_attention, queries, keys, columns(values, 0, 11), 2, 2)
    assert_rejected(grouped_query_attention, queries, keys, values, 4, 2)  # heads of width 3 against 6
    assert_rejected(grouped_query_attention, queries * 2, keys, values, 2, 2, True)
    assert len(grouped_query_attention(queries * 2, keys, values, 2, 2)) == 4


def test_the_data_of_the_caller_do_not_change(grouped_query_attention):
    data = draw(1, 4, 8), draw(2, 4, 4), draw(3, 4, 4)
    before = copy.deepcopy(data)
    grouped_query_attention(*data, 4, 2, True)
    assert data == before
