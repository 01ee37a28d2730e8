"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def assert_rows(rows, wanted, tolerance=1e-9):
    assert len(rows) == len(wanted)
    for row, wanted_row in zip(rows, wanted):
        assert len(row) == len(wanted_row)
        assert all(abs(float(a) - b) < tolerance for a, b in zip(row, wanted_row)), (row, wanted_row)


def assert_rejected(rotary_embedding, *args):
    try:
        rotary_embedding(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(seed, n, d):
    rng = random.Random(seed)
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]


def dot(a, b):
    return sum(float(x) * float(y) for x, y in zip(a, b))


ROOT = math.sqrt(3)
# With four coordinates the second pair turns by base^(-1/2) per position; this base makes that 30 degrees.
THIRTY = (6 / math.pi) ** 2


def test_the_second_pair_by_hand(rotary_embedding):
    rows = [[0.0, 0.0, 2.0, 0.0]] * 4
    wanted = [[0, 0, 2, 0], [0, 0, ROOT, 1], [0, 0, 1, ROOT], [0, 0, 0, 2]]
    assert_rows(rotary_embedding(rows, 0, THIRTY), wanted)
    rows = [[0.0, 0.0, 0.0, 2.0]] * 4
    wanted = [[0, 0, 0, 2], [0, 0, -1, ROOT], [0, 0, -ROOT, 1], [0, 0, -2, 0]]
    assert_rows(rotary_embedding(rows, 0, THIRTY, True), wanted)


def test_halves_by_hand(rotary_embedding):
    # coordinates 1 and 3 are the second pair now
    rows = [[0.0, 2.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0, 2.0, 0.0, 4.0]]
    wanted = [[0, 2, 0, 0], [0, ROOT, 0, 1], [0, 1 - 2 * ROOT, 0, ROOT + 2]]
    assert_rows(rotary_embedding(rows, 0, THIRTY, False), wanted)


def test_the_first_pair_turns_by_one_radian_whatever_the_base(rotary_embedding):
    for base in (3.0, 10000.0):
        for interleaved, row in ((True, [1.0, 2.0, 0.0, 0.0]), (False, [1.0, 0.0, 2.0, 0.0])):
            c, s = math.cos(5), math.sin(5)
            a, b = c - 2 * s, s + 2 * c
            wanted = [a, b, 0, 0] if interleaved else [a, 0, b, 0]
            assert_rows(rotary_embedding([row], 5, base, interleaved), [wanted])


def test_the_frequencies_fall_as_a_geometric_sequence(rotary_embedding):
    # eight coordinates: 1, base^(-1/4), base^(-2/4), base^(-3/4), here 1, 1/10, 1/100 and 1/1000
    (row,) = rotary_embedding([[1.0, 0.0] * 4], 7)
    wanted = [f(7 / 10**i) for i in range(4) for f in (math.cos, math.sin)]
    assert_rows([row], [wanted])
    (row,) = rotary_embedding([[1.0] * 4 + [0.0] * 4], 7, interleaved=False)
    assert_rows([row], [wanted[0::2] + wanted[1::2]])


def test_far_positions_turn_on(rotary_embedding):
    # 5,000 and 100,000 steps of 1/100 and 1/1000 radian
    for start in (5000, 100_000):
        (row,) = rotary_embedding([[0.0] * 4 + [1.0, 0.0, 0.0, 1.0]], start)
        a, b = start / 100, start / 1000
        assert_rows([row], [[0] * 4 + [math.cos(a), math.sin(a), -math.sin(b), math.cos(b)]], 1e-7)


def test_position_zero_changes_nothing(rotary_embedding):
    rows = draw(1, 1, 6)
    assert_rows(rotary_embedding(rows), rows)
    assert_rows(rotary_embedding(rows, 0, 50.0, False), rows)


def test_lengths_stay(rotary_embedding):
    rows = draw(2, 9, 6)
    for interleaved in (True, False):
        for before, after in zip(rows, rotary_embedding(rows, 1000, 10000.0, interleaved)):
            assert abs(dot(before, before) - dot(after, after)) < 1e-9


def test_scores_depend_on_the_distance_alone(rotary_embedding):
    (query,), (key,) = draw(3, 1, 8), draw(4, 1, 8)
    for interleaved in (True, False):

        def score(m, n, interleaved=interleaved):
            (q,), (k,) = (rotary_embedding([x], p, 500.0, interleaved) for x, p in ((query, m), (key, n)))
            return dot(q, k)

        assert abs(score(12, 4) - score(112, 104)) < 1e-9
        assert abs(score(12, 4) - score(8, 0)) < 1e-9
        assert abs(score(12, 4) - score(4, 12)) > 1e-3  # the distance has a sign


def test_a_later_start_continues_the_sequence(rotary_embedding):
    rows = draw(5, 7, 4)
    whole = rotary_embedding(rows, 2)
    assert_rows(rotary_embedding(rows[4:], 6), [list(map(float, row)) for row in whole[4:]])
    for i, row in enumerate(rows):
        assert_rows(rotary_embedding([row], 2 + i), [list(map(float, whole[i]))])


def test_the_layouts_are_the_same_up_to_the_order_of_coordinates(rotary_embedding):
    rows = draw(6, 4, 6)
    halves = [row[0::2] + row[1::2] for row in rows]
    wanted = [[float(x) for x in (*row[0::2], *row[1::2])] for row in rotary_embedding(rows, 3, 40.0)]
    assert_rows(rotary_embedding(halves, 3, 40.0, False), wanted)


def test_no_rows_and_no_coordinates(rotary_embedding):
    assert len(rotary_embedding([], 3)) == 0
    assert [len(row) for row in rotary_embedding([[], []], 1)] == [0, 0]


def test_what_does_not_fit_is_an_error(rotary_embedding):
    assert_rejected(rotary_embedding, [[1.0, 2.0, 3.0]])
    assert_rejected(rotary_embedding, [[1.0, 2.0], [1.0, 2.0, 3.0, 4.0]])
    assert_rejected(rotary_embedding, [[1.0, 2.0], [1.0]])
    assert_rejected(rotary_embedding, [[1.0, 2.0]], 1, 0.0)
    assert_rejected(rotary_embedding, [[1.0, 2.0, 3.0, 4.0]], 1, -3.0)


def test_the_data_of_the_caller_do_not_change(rotary_embedding):
    rows = draw(7, 3, 4)
    before = copy.deepcopy(rows)
    rotary_embedding(rows, 5)
    rotary_embedding(rows, 5, 100.0, False)
    assert rows == before
