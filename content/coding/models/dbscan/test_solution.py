"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def groups(labels):
    """The clusters as sets of indexes, and the set of the noise; numbers of clusters do not matter."""
    found = {}
    for i, label in enumerate(labels):
        found.setdefault(int(label), set()).add(i)
    noise = found.pop(-1, set())
    return sorted(map(sorted, found.values())), sorted(noise)


def assert_valid(points, eps, min_points, labels):
    """Core points are clustered by reachability, border points lie with some core point in reach, the rest is noise."""
    n = len(points)
    labels = [int(label) for label in labels]
    assert len(labels) == n
    near = [[j for j in range(n) if math.dist(points[i], points[j]) <= eps + 1e-12] for i in range(n)]
    core = [len(near[i]) >= min_points for i in range(n)]
    component = list(range(n))
    changed = True
    while changed:
        changed = False
        for i in range(n):
            for j in near[i]:
                if core[i] and core[j] and component[j] < component[i]:
                    component[i] = component[j]
                    changed = True
    for i in range(n):
        if core[i]:
            assert labels[i] >= 0
            assert all((labels[i] == labels[j]) == (component[i] == component[j]) for j in range(n) if core[j])
        else:
            reachable = {labels[j] for j in near[i] if core[j]}
            assert labels[i] in reachable if reachable else labels[i] == -1


def cloud(seed, n, d, size):
    rng = random.Random(seed)
    return [tuple(rng.uniform(0, size) for _ in range(d)) for _ in range(n)]


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError(f"{args} must raise ValueError")


def test_two_groups_and_an_outlier(dbscan):
    points = [(0, 0), (9, 9), (0, 1), (1, 0), (10, 9), (9, 10), (5, 5)]
    assert groups(dbscan(points, 1.5, 3)) == ([[0, 2, 3], [1, 4, 5]], [6])


def test_clusters_are_numbered_from_zero_and_noise_is_minus_one(dbscan):
    labels = [int(label) for label in dbscan([(5.0,), (0.0,), (0.1,), (9.0,), (9.1,)], 0.5, 2)]
    assert sorted(labels) == [-1, 0, 0, 1, 1] and labels[0] == -1


def test_a_chain_is_one_cluster(dbscan):
    points = [(float(i), 0.0) for i in (4, 0, 3, 7, 1, 5, 2, 6)]
    assert groups(dbscan(points, 1.0, 3)) == ([list(range(8))], [])


def test_the_distance_eps_is_included(dbscan):
    points = [(0.0, 0.0), (3.0, 4.0)]
    assert groups(dbscan(points, 5.0, 2)) == ([[0, 1]], [])
    assert groups(dbscan(points, 4.99, 2)) == ([], [0, 1])


def test_a_point_counts_itself(dbscan):
    points = [(0.0,), (1.0,), (5.0,)]
    assert groups(dbscan(points, 1.0, 2)) == ([[0, 1]], [2])
    assert groups(dbscan(points, 1.0, 3)) == ([], [0, 1, 2])
    assert groups(dbscan(points, 1.0, 1)) == ([[0, 1], [2]], [])


def test_a_border_point_does_not_spread_its_cluster(dbscan):
    # only 1 is a core point: four within distance 1; 2 is its border, and 3 is near to 2 alone
    assert groups(dbscan([(0.0,), (0.5,), (1.0,), (2.0,), (3.0,)], 1.0, 4)) == ([[0, 1, 2, 3]], [4])


def test_noise_can_become_border(dbscan):
    # the first point is looked at first and is no core point
    assert groups(dbscan([(2.0,), (1.0,), (0.5,), (0.0,)], 1.0, 4)) == ([[0, 1, 2, 3]], [])


def test_a_border_point_between_two_clusters_joins_one_of_them(dbscan):
    points = [(-2.0,), (-1.5,), (-1.0,), (0.0,), (1.0,), (1.5,), (2.0,)]
    found, noise = groups(dbscan(points, 1.0, 4))
    assert found in ([[0, 1, 2, 3], [4, 5, 6]], [[0, 1, 2], [3, 4, 5, 6]]) and noise == []


def test_a_ring_around_a_blob(dbscan):
    ring = [(5 * math.cos(t / 5), 5 * math.sin(t / 5)) for t in range(32)]
    blob = [(x / 2, y / 2) for x in (-1, 0, 1) for y in (-1, 0, 1)]
    assert groups(dbscan(ring + blob, 1.2, 3)) == ([list(range(32)), list(range(32, 41))], [])


def test_fits_the_definition_on_random_clouds(dbscan):
    for seed in range(40):
        rng = random.Random(seed)
        points = cloud(seed, rng.randint(1, 40), rng.randint(1, 3), 4)
        eps, min_points = rng.uniform(0.2, 1.5), rng.randint(1, 6)
        assert_valid(points, eps, min_points, dbscan(points, eps, min_points))


def test_fits_the_definition_with_ties_and_duplicates(dbscan):
    for seed in range(20):
        rng = random.Random(seed)
        points = [(float(rng.randint(0, 4)), float(rng.randint(0, 4))) for _ in range(20)]
        for eps in (1.0, 2.0):
            min_points = rng.randint(2, 6)
            assert_valid(points, eps, min_points, dbscan(points, eps, min_points))


def test_duplicates_make_a_dense_place(dbscan):
    points = [(1.0, 1.0)] * 4 + [(8.0, 8.0)] * 3
    assert groups(dbscan(points, 0.5, 4)) == ([[0, 1, 2, 3]], [4, 5, 6])


def test_distance_is_euclidean(dbscan):
    assert groups(dbscan([(0, 0, 0), (2, 2, 1)], 3.0, 2)) == ([[0, 1]], [])
    assert groups(dbscan([(0, 0, 0), (2, 2, 2)], 3.0, 2)) == ([], [0, 1])


def test_only_the_ratio_of_distance_and_eps_matters(dbscan):
    points = cloud(7, 40, 2, 5)
    expected = groups(dbscan(points, 0.8, 4))
    for scale in (2.0**-20, 2.0**20):
        scaled = [tuple(scale * x for x in point) for point in points]
        assert groups(dbscan(scaled, 0.8 * scale, 4)) == expected


def test_extreme_settings(dbscan):
    points = cloud(8, 15, 2, 5)
    assert groups(dbscan(points, 1e-6, 2)) == ([], list(range(15)))
    assert groups(dbscan(points, 100.0, 15)) == ([list(range(15))], [])
    assert groups(dbscan(points, 100.0, 16)) == ([], list(range(15)))
    assert groups(dbscan(points, 1e-6, 1)) == ([[i] for i in range(15)], [])


def test_no_points_and_one_point(dbscan):
    assert len(dbscan([], 1.0, 3)) == 0
    assert groups(dbscan([(4.0, 2.0)], 1.0, 2)) == ([], [0])
    assert groups(dbscan([(4.0, 2.0)], 1.0, 1)) == ([[0]], [])


def test_impossible_settings_are_errors(dbscan):
    points = [(0.0, 1.0), (2.0, 3.0)]
    for eps in (0.0, -1.0, float("nan")):
        assert_rejected(dbscan, points, eps, 2)
    for min_points in (0, -3, float("nan")):
        assert_rejected(dbscan, points, 1.0, min_points)
    assert_rejected(dbscan, [(0.0, 1.0), (2.0,)], 1.0, 2)


def test_the_points_of_the_caller_do_not_change(dbscan):
    points = [[0.0, 1.0], [0.5, 1.0], [9.0, 9.0]]
    before = copy.deepcopy(points)
    dbscan(points, 1.0, 2)
    assert points == before
