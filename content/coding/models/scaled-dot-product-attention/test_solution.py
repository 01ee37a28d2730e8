"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def assert_rows(rows, wanted, tolerance=1e-9):
    assert len(rows) == len(wanted)
    for row, wanted_row in zip(rows, wanted):
        assert len(row) == len(wanted_row)
        assert all(abs(float(a) - b) < tolerance for a, b in zip(row, wanted_row)), (row, wanted_row)


def assert_rejected(attention, *args):
    try:
        attention(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(seed, n, d):
    rng = random.Random(seed)
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]


# Four entries, so scores are divided by 2: the query (2, 0, 0, 0) sees the scores log 1, log 2 and log 5.
KEYS = [(0.0, 3.0, 1.0, 0.0), (math.log(2), 0.0, 2.0, 7.0), (math.log(5), 1.0, 1.0, 1.0)]
VALUES = [(8.0, 0.0), (0.0, 16.0), (-8.0, 8.0)]


def test_one_query_by_hand(scaled_dot_product_attention):
    # weights 1/8, 2/8 and 5/8
    assert_rows(scaled_dot_product_attention([(2.0, 0.0, 0.0, 0.0)], KEYS, VALUES), [[1 - 5, 4 + 5]])


def test_every_query_by_itself(scaled_dot_product_attention):
    queries = [(2.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0), (4.0, 0.0, 0.0, 0.0)]
    # the second weighs all keys alike; the third has the scores log 1, log 4 and log 25
    wanted = [[-4, 9], [0, 8], [(8 - 25 * 8) / 30, (4 * 16 + 25 * 8) / 30]]
    assert_rows(scaled_dot_product_attention(queries, KEYS, VALUES), wanted)


def test_scores_are_divided_by_the_root_of_the_length(scaled_dot_product_attention):
    for d in (1, 4, 9):
        query, keys = [math.sqrt(d)] + [0.0] * (d - 1), [[math.log(3)] + [1.0] * (d - 1), [0.0] * d]
        assert_rows(scaled_dot_product_attention([query], keys, [[4.0], [8.0]]), [[5.0]])


def test_a_causal_mask_hides_later_keys(scaled_dot_product_attention):
    queries = [(2.0, 0.0, 0.0, 0.0)] * 3
    # one key: its value; two: weights 1/3 and 2/3; three: as without a mask
    wanted = [[8, 0], [8 / 3, 32 / 3], [-4, 9]]
    assert_rows(scaled_dot_product_attention(queries, KEYS, VALUES, True), wanted)


def test_later_tokens_change_nothing_before_them(scaled_dot_product_attention):
    queries, keys, values = draw(1, 6, 3), draw(2, 6, 3), draw(3, 6, 2)
    before = scaled_dot_product_attention(queries, keys, values, True)
    for part in (queries, keys, values):
        part[4] = [x * 9 - 5 for x in part[4]]
    after = scaled_dot_product_attention(queries, keys, values, True)
    assert_rows(before[:4], [[float(x) for x in row] for row in after[:4]])
    for i in (4, 5):
        assert any(abs(float(a) - float(b)) > 1e-6 for a, b in zip(before[i], after[i]))


def test_the_last_queries_alone_see_the_earlier_keys(scaled_dot_product_attention):
    # as with a cache: the last query belongs to the last key
    queries, keys, values = draw(4, 7, 4), draw(5, 7, 4), draw(6, 7, 3)
    whole = [[float(x) for x in row] for row in scaled_dot_product_attention(queries, keys, values, True)]
    for last in (1, 2, 5):
        assert_rows(scaled_dot_product_attention(queries[-last:], keys, values, True), whole[-last:])


def test_the_order_of_the_keys_does_not_matter_without_a_mask(scaled_dot_product_attention):
    queries, keys, values = draw(7, 3, 5), draw(8, 9, 5), draw(9, 9, 2)
    order = random.Random(0).sample(range(9), 9)
    wanted = [[float(x) for x in row] for row in scaled_dot_product_attention(queries, keys, values)]
    assert_rows(scaled_dot_product_attention(queries, [keys[j] for j in order], [values[j] for j in order]), wanted)


def test_weights_add_up_to_one(scaled_dot_product_attention):
    for causal in (False, True):
        outputs = scaled_dot_product_attention(draw(1, 5, 3), draw(2, 8, 3), [[1.0, -2.5]] * 8, causal)
        assert_rows(outputs, [[1.0, -2.5]] * 5)


def test_huge_scores_do_not_overflow(scaled_dot_product_attention):
    keys, values = [(3000.0,), (-3000.0,), (2999.0,)], [(1.0,), (2.0,), (4.0,)]
    assert_rows(scaled_dot_product_attention([(50.0,), (-50.0,)], keys, values), [[1.0], [2.0]])
    assert_rows(scaled_dot_product_attention([(-1.0,)], [(9000.0,), (9000.0,)], [(1.0,), (2.0,)]), [[1.5]])


def test_a_single_key_gives_its_value(scaled_dot_product_attention):
    for causal in (False, True):
        assert_rows(scaled_dot_product_attention([(3.0, -1.0)], [(2.0, 5.0)], [(7.0, -4.0, 1.0)], causal), [[7, -4, 1]])


def test_no_queries_give_no_outputs(scaled_dot_product_attention):
    assert len(scaled_dot_product_attention([], KEYS, VALUES)) == 0


def test_what_does_not_fit_is_an_error(scaled_dot_product_attention):
    query = [(1.0, 0.0, 0.0, 0.0)]
    assert_rejected(scaled_dot_product_attention, query, [], [])
    assert_rejected(scaled_dot_product_attention, query, KEYS, VALUES[:2])
    assert_rejected(scaled_dot_product_attention, query, KEYS[:2], VALUES)
    assert_rejected(scaled_dot_product_attention, [(1.0, 0.0, 0.0)], KEYS, VALUES)
    assert_rejected(scaled_dot_product_attention, query * 4, KEYS, VALUES, True)
    assert len(scaled_dot_product_attention(query * 4, KEYS, VALUES, False)) == 4


def test_the_data_of_the_caller_do_not_change(scaled_dot_product_attention):
    data = draw(1, 4, 3), draw(2, 4, 3), draw(3, 4, 2)
    before = copy.deepcopy(data)
    scaled_dot_product_attention(*data, True)
    assert data == before
