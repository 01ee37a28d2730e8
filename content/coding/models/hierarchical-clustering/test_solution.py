"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random

LINKAGES = ("single", "complete", "average")


def cloud(seed, n, d):
    rng = random.Random(seed)
    return [tuple(rng.uniform(0, 10) for _ in range(d)) for _ in range(n)]


def groups(labels):
    found = {}
    for i, label in enumerate(labels):
        found.setdefault(int(label), []).append(i)
    return sorted(found.values())


def members(merges, n):
    """The points of every cluster, from the merges."""
    found = [[i] for i in range(n)]
    for a, b, _, _ in merges:
        found.append(sorted(found[int(a)] + found[int(b)]))
    return found


def between(points, left, right, linkage):
    """The distance of two clusters by definition, from all pairs of their points."""
    pairs = [math.dist(points[i], points[j]) for i in left for j in right]
    return {"single": min, "complete": max, "average": lambda values: sum(values) / len(values)}[linkage](pairs)


def heights(merges):
    return [float(merge[2]) for merge in merges]


def assert_close(found, expected):
    assert len(found) == len(expected)
    assert all(abs(a - b) < 1e-9 for a, b in zip(found, expected))


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_four_points_on_a_line_by_hand(agglomerate):
    points = [(0.0,), (1.0,), (3.0,), (7.0,)]
    for linkage, expected in (("single", [1, 2, 4]), ("complete", [1, 3, 7]), ("average", [1, 2.5, 17 / 3])):
        merges, labels = agglomerate(points, 2, linkage)
        assert_close(heights(merges), expected)
        assert [(int(a), int(b)) if a < b else (int(b), int(a)) for a, b, _, _ in merges] == [(0, 1), (2, 4), (3, 5)]
        assert [int(merge[3]) for merge in merges] == [2, 3, 4]
        assert groups(labels) == [[0, 1, 2], [3]]


def test_average_weighs_clusters_by_their_size(agglomerate):
    # {0, 1, 2.5} and {12}: the mean of 12, 11, 9.5, not of (11.5 and 9.5)
    assert_close(heights(agglomerate([(12.0,), (0.0,), (1.0,), (2.5,)], 1, "average")[0]), [1, 2, 32.5 / 3])


def test_average_is_the_default(agglomerate):
    points = cloud(1, 8, 2)
    assert_close(heights(agglomerate(points, 2)[0]), heights(agglomerate(points, 2, "average")[0]))


def test_every_merge_joins_the_closest_two_clusters_by_definition(agglomerate):
    for seed in range(8):
        n = 4 + 2 * seed
        points = cloud(seed, n, 1 + seed % 3)
        for linkage in LINKAGES:
            merges, _ = agglomerate(points, 1, linkage)
            assert len(merges) == n - 1
            found, active = members(merges, n), list(range(n))
            for t, (a, b, height, size) in enumerate(merges):
                pairs = [(i, j) for i in active for j in active if i < j]
                least = min(between(points, found[i], found[j], linkage) for i, j in pairs)
                assert abs(height - least) < 1e-9
                assert abs(between(points, found[int(a)], found[int(b)], linkage) - least) < 1e-9
                assert int(size) == len(found[n + t])
                active = [c for c in active if c not in (int(a), int(b))] + [n + t]


def test_heights_never_fall(agglomerate):
    for seed in range(10):
        for linkage in LINKAGES:
            found = heights(agglomerate(cloud(seed, 15, 2), 1, linkage)[0])
            assert all(low <= high + 1e-9 for low, high in zip(found, found[1:]))


def test_the_labels_are_the_clusters_after_n_minus_k_merges(agglomerate):
    points = cloud(5, 12, 2)
    for linkage in LINKAGES:
        for k in range(1, 13):
            merges, labels = agglomerate(points, k, linkage)
            found, active = members(merges, 12), set(range(12))
            for t in range(12 - k):
                active -= {int(merges[t][0]), int(merges[t][1])}
                active.add(12 + t)
            assert groups(labels) == sorted(found[c] for c in active)
            assert len(labels) == 12 and {int(label) for label in labels} == set(range(k))


def test_k_does_not_change_the_merges(agglomerate):
    points = cloud(6, 9, 2)
    assert_close(heights(agglomerate(points, 2)[0]), heights(agglomerate(points, 7)[0]))


def test_separated_groups_are_found_by_all(agglomerate):
    rng = random.Random(3)
    points = [(rng.gauss(x, 0.3), rng.gauss(y, 0.3)) for x, y in ((0, 0), (8, 0), (4, 9)) for _ in range(8)]
    for linkage in LINKAGES:
        assert groups(agglomerate(points, 3, linkage)[1]) == [list(range(8 * g, 8 * g + 8)) for g in range(3)]


def test_single_linkage_follows_a_chain_and_complete_does_not(agglomerate):
    chain = [(1.0 * i + 0.001 * i * i,) for i in range(8)] + [(9.5,)]
    assert groups(agglomerate(chain, 2, "single")[1]) == [list(range(8)), [8]]
    assert groups(agglomerate(chain, 2, "complete")[1]) != [list(range(8)), [8]]


def test_the_order_of_the_points_does_not_matter(agglomerate):
    points = cloud(8, 11, 2)
    order = random.Random(0).sample(range(11), 11)
    for linkage in LINKAGES:
        merges, labels = agglomerate(points, 4, linkage)
        again, shuffled = agglomerate([points[i] for i in order], 4, linkage)
        assert_close(heights(again), heights(merges))
        assert groups(labels) == sorted(sorted(order[i] for i in group) for group in groups(shuffled))


def test_heights_grow_with_the_unit(agglomerate):
    points = cloud(9, 9, 2)
    for linkage in LINKAGES:
        expected = [1024 * height for height in heights(agglomerate(points, 1, linkage)[0])]
        scaled = [tuple(1024 * x for x in point) for point in points]
        assert_close(heights(agglomerate(scaled, 1, linkage)[0]), expected)


def test_duplicates_merge_at_zero(agglomerate):
    points = [(2.0, 1.0), (5.0, 5.0), (2.0, 1.0), (5.0, 5.0), (2.0, 1.0)]
    for linkage in LINKAGES:
        merges, labels = agglomerate(points, 2, linkage)
        assert_close(heights(merges), [0, 0, 0, 5])
        assert groups(labels) == [[0, 2, 4], [1, 3]]


def test_single_linkage_has_the_same_heights_whatever_ties_do(agglomerate):
    points = [(float(x), float(y)) for x in range(3) for y in range(3)]
    assert_close(heights(agglomerate(points, 1, "single")[0]), [1] * 8)


def test_one_and_two_points(agglomerate):
    for linkage in LINKAGES:
        merges, labels = agglomerate([(4.0,)], 1, linkage)
        assert len(merges) == 0 and groups(labels) == [[0]]
        merges, labels = agglomerate([(0.0, 0.0), (3.0, 4.0)], 2, linkage)
        assert_close(heights(merges), [5])
        assert groups(labels) == [[0], [1]]


def test_impossible_requests_are_errors(agglomerate):
    points = [(0.0,), (1.0,), (5.0,)]
    for k in (0, 4, -1):
        assert_rejected(agglomerate, points, k)
    assert_rejected(agglomerate, [], 1)
    assert_rejected(agglomerate, points, 2, "nearest")
    assert_rejected(agglomerate, [(0.0, 1.0), (1.0,), (2.0, 2.0)], 2)
    for bad in (float("nan"), float("inf")):
        assert_rejected(agglomerate, [(0.0,), (1.0,), (bad,)], 2)


def test_the_points_of_the_caller_do_not_change(agglomerate):
    points = [[0.0, 1.0], [4.0, 1.0], [9.0, 9.0]]
    before = copy.deepcopy(points)
    agglomerate(points, 2)
    assert points == before
