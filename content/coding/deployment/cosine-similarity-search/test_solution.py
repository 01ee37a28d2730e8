"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def close(a, b, tolerance=1e-9):
    return math.isclose(float(a), b, rel_tol=tolerance, abs_tol=tolerance)


def assert_rejected(cosine_top_k, *args):
    try:
        cosine_top_k(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def draw(rng, n, d):
    return [[rng.gauss(0, 1) for _ in range(d)] for _ in range(n)]


def expected_cosine(a, b):
    return sum(x * y for x, y in zip(a, b)) / (math.hypot(*a) * math.hypot(*b))


def test_similarities_by_hand(cosine_top_k):
    # (3, 4) has length 5, (8, 6) length 10, (-5, 12) length 13
    vectors = [(-5.0, 12.0), (8.0, 6.0), (3.0, 4.0), (-6.0, -8.0), (4.0, -3.0)]
    found = cosine_top_k(vectors, (3.0, 4.0), 5)
    assert [int(i) for i, _ in found] == [2, 1, 0, 4, 3]
    assert all(close(s, wanted) for (_, s), wanted in zip(found, (1, 48 / 50, 33 / 65, 0, -1)))


def test_only_the_k_best_come_back(cosine_top_k):
    vectors = [(1.0, 1.0), (0.0, 1.0), (1.0, 0.1), (-1.0, 0.5), (1.0, 0.4)]
    assert [int(i) for i, _ in cosine_top_k(vectors, (2.0, 0.0), 1)] == [2]
    assert [int(i) for i, _ in cosine_top_k(vectors, (2.0, 0.0), 3)] == [2, 4, 0]


def test_agrees_with_a_full_sort(cosine_top_k):
    for seed in range(20):
        rng = random.Random(seed)
        d, n = rng.randint(2, 6), rng.randint(1, 60)
        vectors, (query,) = draw(rng, n, d), draw(rng, 1, d)
        k = rng.randint(1, n)
        order = sorted(range(n), key=lambda i: -expected_cosine(vectors[i], query))
        found = cosine_top_k(vectors, query, k)
        assert [int(i) for i, _ in found] == order[:k]
        assert all(close(s, expected_cosine(vectors[int(i)], query)) for i, s in found)


def test_the_order_of_the_vectors_does_not_matter(cosine_top_k):
    angles = [0.1 * i for i in range(1, 30)]
    for order in (angles, angles[::-1]):
        vectors = [(math.cos(a), math.sin(a)) for a in order]
        found = cosine_top_k(vectors, (1.0, 0.0), 4)
        assert all(close(s, math.cos(a)) for (_, s), a in zip(found, angles))
        assert len(found) == 4


def test_length_does_not_count(cosine_top_k):
    rng = random.Random(1)
    vectors, (query,) = draw(rng, 12, 3), draw(rng, 1, 3)
    plain = cosine_top_k(vectors, query, 5)
    for scale in (1e-170, 1e-3, 7.0, 1e170):  # squares of the outer two leave the range of floats
        scaled = [[x * scale for x in vector] if i % 2 else vector for i, vector in enumerate(vectors)]
        found = cosine_top_k(scaled, [x * scale for x in query], 5)
        assert [int(i) for i, _ in found] == [int(i) for i, _ in plain]
        assert all(close(a, float(b)) for (_, a), (_, b) in zip(found, plain))


def test_similarities_stay_within_one(cosine_top_k):
    rng = random.Random(2)
    for (vector,) in (draw(rng, 1, 7) for _ in range(200)):
        found = cosine_top_k([vector, [-x for x in vector]], vector, 2)
        assert [int(i) for i, _ in found] == [0, 1]
        assert all(-1 <= s <= 1 and close(abs(s), 1) for _, s in found)


def test_zeros_are_never_found(cosine_top_k):
    vectors = [(0.0, 0.0), (-1.0, -1.0), (0.0, 0.0), (-1.0, 0.0)]
    found = cosine_top_k(vectors, (1.0, 1.0), 3)
    assert [int(i) for i, _ in found] == [3, 1]
    assert len(cosine_top_k([(0.0, 0.0)], (1.0, 1.0), 1)) == 0


def test_fewer_than_k_are_all_returned(cosine_top_k):
    assert [int(i) for i, _ in cosine_top_k([(0.0, 1.0), (1.0, 1.0)], (1.0, 0.0), 10)] == [1, 0]
    assert len(cosine_top_k([], (1.0, 0.0), 3)) == 0


def test_equal_similarities_both_count(cosine_top_k):
    vectors = [(1.0, 2.0), (2.0, 1.0), (2.0, 4.0), (-1.0, 0.0)]
    found = cosine_top_k(vectors, (1.0, 0.0), 3)
    assert int(found[0][0]) == 1 and {int(i) for i, _ in found[1:]} == {0, 2}
    assert {int(i) for i, _ in cosine_top_k(vectors, (1.0, 0.0), 2)} in ({0, 1}, {1, 2})


def test_impossible_inputs_are_errors(cosine_top_k):
    assert_rejected(cosine_top_k, [(1.0, 2.0)], (0.0, 0.0), 1)
    for k in (0, -1):
        assert_rejected(cosine_top_k, [(1.0, 2.0)], (1.0, 1.0), k)
    assert_rejected(cosine_top_k, [(1.0, 2.0, 3.0)], (1.0, 1.0), 1)
    assert_rejected(cosine_top_k, [(1.0,)], (1.0, 1.0), 1)
    assert_rejected(cosine_top_k, [(0.0, 0.0, 0.0)], (1.0, 1.0), 1)


def test_the_data_of_the_caller_do_not_change(cosine_top_k):
    vectors, query = [[3.0, 1.0], [0.0, 2.0], [0.0, 0.0]], [5.0, 2.0]
    before = copy.deepcopy((vectors, query))
    cosine_top_k(vectors, query, 2)
    assert (vectors, query) == before
