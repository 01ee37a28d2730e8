"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def test_one_neighbor_by_hand(k_nearest_neighbors):
    points, labels = [(0, 0), (3, 4), (6, 0)], ["a", "b", "c"]
    assert k_nearest_neighbors(points, labels, (1, 1), 1) == "a"
    assert k_nearest_neighbors(points, labels, (3, 3), 1) == "b"
    assert k_nearest_neighbors(points, labels, (7, 1), 1) == "c"


def test_the_vote_overrules_the_nearest_point(k_nearest_neighbors):
    points, labels = [(0.0,), (1.0,), (-1.2,), (9.0,), (-8.0,)], ["odd", "even", "even", "odd", "odd"]
    assert k_nearest_neighbors(points, labels, (0.1,), 1) == "odd"
    assert k_nearest_neighbors(points, labels, (0.1,), 3) == "even"
    assert k_nearest_neighbors(points, labels, (0.1,), 5) == "odd"


def test_distance_is_euclidean(k_nearest_neighbors):
    # from the origin: (3, 3) is nearer than (0, 5) in the Euclidean sense, not in the Manhattan sense
    assert k_nearest_neighbors([(3, 3), (0, 5)], ["near", "far"], (0, 0), 1) == "near"
    # and (2, 2, 2) is farther than (3, 0, 0), not so for the largest coordinate
    assert k_nearest_neighbors([(2, 2, 2), (3, 0, 0)], ["far", "near"], (0, 0, 0), 1) == "near"


def test_agrees_with_a_full_sort_on_random_clouds(k_nearest_neighbors):
    for seed in range(60):
        rng = random.Random(seed)
        n, d = rng.randint(5, 80), rng.randint(1, 4)
        points = [tuple(rng.uniform(-3, 3) for _ in range(d)) for _ in range(n)]
        labels = [rng.choice("ab") for _ in points]
        query = tuple(rng.uniform(-3, 3) for _ in range(d))
        k = rng.randrange(1, n + 1, 2)  # odd, so that two classes never tie
        order = sorted(range(n), key=lambda i: math.dist(points[i], query))
        expected = "a" if sum(labels[i] == "a" for i in order[:k]) > k / 2 else "b"
        assert k_nearest_neighbors(points, labels, query, k) == expected


def test_tiny_distances_are_told_apart(k_nearest_neighbors):
    for scale in (1.0, 1e-3, 1e-6):
        points = [(3 * scale,), (-2 * scale,), (4 * scale,), (1 * scale,), (-5 * scale,)]
        assert k_nearest_neighbors(points, ["far", "near", "far", "near", "far"], (0.0,), 3) == "near"
        assert k_nearest_neighbors(points, ["far", "far", "far", "near", "far"], (0.0,), 1) == "near"


def test_all_points_vote_when_k_is_n(k_nearest_neighbors):
    points, labels = [(float(i),) for i in range(7)], [5, 5, 5, 8, 8, 8, 8]
    assert k_nearest_neighbors(points, labels, (-10.0,), 7) == 8


def test_the_order_of_the_points_does_not_matter(k_nearest_neighbors):
    rng = random.Random(1)
    data = [((rng.gauss(0, 1), rng.gauss(0, 1)), rng.choice("xyz")) for _ in range(40)]
    data += [((5 + i / 10, 5.0), "w") for i in range(5)]
    for _ in range(5):
        rng.shuffle(data)
        points, labels = zip(*data)
        assert k_nearest_neighbors(points, labels, (5.0, 5.0), 5) == "w"


def test_moving_everything_changes_nothing(k_nearest_neighbors):
    points, labels = [(1.0, 2.0), (3.0, 5.0), (4.0, 4.0), (0.0, 1.0), (9.0, 9.0)], [0, 1, 1, 0, 1]
    for shift in (0, -100, 1e6, 2.0**30):  # the last as large as a timestamp
        moved = [(a + shift, b - shift) for a, b in points]
        assert k_nearest_neighbors(moved, labels, (1.0 + shift, 1.5 - shift), 3) == 0
        assert k_nearest_neighbors(moved, labels, (4.0 + shift, 5.0 - shift), 3) == 1


def test_a_repeated_point_votes_as_often_as_it_occurs(k_nearest_neighbors):
    points = [(0.0,), (0.5,), (0.5,), (0.5,), (7.0,)]
    assert k_nearest_neighbors(points, ["a", "b", "b", "b", "a"], (0.1,), 4) == "b"


def test_a_tied_vote_returns_one_of_the_tied_labels(k_nearest_neighbors):
    points, labels = [(1.0,), (-1.5,), (2.0,), (-2.5,), (50.0,)], ["a", "b", "b", "a", "c"]
    assert k_nearest_neighbors(points, labels, (0.0,), 4) in ("a", "b")


def test_an_impossible_k_is_an_error(k_nearest_neighbors):
    for k in (0, -1, 4):
        try:
            k_nearest_neighbors([(0.0,), (1.0,), (2.0,)], [0, 1, 1], (0.4,), k)
        except ValueError:
            continue
        raise AssertionError(f"k = {k} with three points must raise ValueError")


def test_the_data_of_the_caller_do_not_change(k_nearest_neighbors):
    points, labels, query = [[3.0, 1.0], [0.0, 2.0], [1.0, 1.0]], ["c", "a", "b"], [0.0, 0.0]
    before = copy.deepcopy((points, labels, query))
    k_nearest_neighbors(points, labels, query, 2)
    assert (points, labels, query) == before
