"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def product(a, b):
    return sum(float(x) * float(y) for x, y in zip(a, b))


def close(a, b, tolerance=1e-6):
    return math.isclose(float(a), b, rel_tol=tolerance, abs_tol=tolerance)


def assert_parallel(a, b, tolerance=1e-5):
    """The same direction up to its sign, which is arbitrary."""
    assert len(a) == len(b)
    assert abs(abs(product(a, b)) / math.sqrt(product(a, a) * product(b, b)) - 1) < tolerance


def assert_orthonormal(components, tolerance=1e-6):
    for i, a in enumerate(components):
        for j, b in enumerate(components):
            assert abs(product(a, b) - (i == j)) < tolerance


def covariance(rows):
    n = len(rows)
    columns = [[x - sum(column) / n for x in column] for column in zip(*rows)]
    return [[product(a, b) / (n - 1) for b in columns] for a in columns]


def cloud(seed, n=50, deviations=(5.0, 3.0, 1.5, 0.5)):
    """Normal rows with these deviations along axes that a random rotation has turned, away from zero."""
    rng = random.Random(seed)
    axes = []
    while len(axes) < len(deviations):
        axis = [rng.gauss(0, 1) for _ in deviations]
        for other in axes:
            along = product(axis, other)
            axis = [a - along * b for a, b in zip(axis, other)]
        axes.append([a / math.sqrt(product(axis, axis)) for a in axis])
    rows = []
    for _ in range(n):
        along = [rng.gauss(0, s) for s in deviations]
        rows.append([7 + sum(t * axis[j] for t, axis in zip(along, axes)) for j in range(len(deviations))])
    return rows


def assert_rejected(pca, *args, **options):
    try:
        pca(*args, **options)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_points_on_a_line(pca):
    # (3, 4) times -2, -1, 0, 3 around (1, 10): the lengths along it are -10, -5, 0, 15, squares 350, over 3
    means, components, variances, shares = pca([(-5, 2), (-2, 6), (1, 10), (10, 22)], 1)
    assert all(close(m, e) for m, e in zip(means, (1, 10)))
    assert_parallel(components[0], (3, 4))
    assert close(product(components[0], components[0]), 1)
    assert close(variances[0], 350 / 3) and close(shares[0], 1)


def test_two_directions_by_hand(pca):
    # (2, 1) times 3 and -3, (-1, 2) times 1 and -1: squares 2 * 45 and 2 * 5, over 3
    means, components, variances, shares = pca([(6, 3), (-6, -3), (-1, 2), (1, -2)], 2)
    assert_parallel(components[0], (2, 1))
    assert_parallel(components[1], (-1, 2))
    assert close(variances[0], 30) and close(variances[1], 10 / 3)
    assert close(shares[0], 0.9) and close(shares[1], 0.1)
    assert all(close(m, 0) for m in means)


def test_the_components_are_eigenvectors_of_the_covariance(pca):
    for seed in range(4):
        rows = cloud(seed)
        matrix = covariance(rows)
        means, components, variances, shares = pca(rows, 3)
        assert all(close(m, sum(column) / len(rows), 1e-9) for m, column in zip(means, zip(*rows)))
        assert len(components) == len(variances) == len(shares) == 3
        assert_orthonormal(components)
        for component, variance in zip(components, variances):
            for line, a in zip(matrix, component):
                assert abs(product(line, component) - float(variance) * float(a)) < 1e-4
        assert variances[0] > variances[1] > variances[2] > 0
        assert all(close(share, float(v) / sum(matrix[j][j] for j in range(4))) for share, v in zip(shares, variances))


def test_all_directions_together_hold_all_variance(pca):
    rows = cloud(5)
    matrix = covariance(rows)
    means, components, variances, shares = pca(rows, 4)
    assert_orthonormal(components)
    assert close(sum(map(float, variances)), sum(matrix[j][j] for j in range(4))) and close(sum(map(float, shares)), 1)
    for row in rows:
        offset = [x - float(m) for x, m in zip(row, means)]
        rebuilt = [sum(product(offset, c) * float(c[j]) for c in components) for j in range(4)]
        assert all(close(a, b, 1e-5) for a, b in zip(rebuilt, offset))


def test_no_direction_has_more_variance_than_the_first(pca):
    rows = [row[:2] for row in cloud(6)]
    (a, b), (c, d) = covariance(rows)
    _, components, variances, _ = pca(rows, 1)
    turns = [math.pi * i / 1800 for i in range(1800)]
    best = max(turns, key=lambda t: a * math.cos(t) ** 2 + (b + c) * math.cos(t) * math.sin(t) + d * math.sin(t) ** 2)
    assert_parallel(components[0], (math.cos(best), math.sin(best)))
    assert close(
        variances[0], a * math.cos(best) ** 2 + 2 * b * math.cos(best) * math.sin(best) + d * math.sin(best) ** 2, 1e-4
    )


def test_fewer_directions_are_the_first_of_more(pca):
    rows = cloud(7)
    _, few, few_variances, _ = pca(rows, 2)
    _, many, many_variances, _ = pca(rows, 4)
    for j in range(2):
        assert_parallel(few[j], many[j])
        assert close(few_variances[j], float(many_variances[j]))


def test_the_seed_changes_at_most_signs(pca):
    rows = cloud(8)
    _, components, variances, _ = pca(rows, 3, 1)
    for seed in (2, 3, 4):
        _, others, their_variances, _ = pca(rows, 3, seed)
        for j in range(3):
            assert_parallel(components[j], others[j])
            assert close(variances[j], float(their_variances[j]))


def test_moving_all_rows_moves_the_means_alone(pca):
    rows = cloud(9)
    means, components, variances, _ = pca(rows, 2)
    far = [[x + offset for x, offset in zip(row, (1e5, -1e5, 3.0, 0.0))] for row in rows]
    moved_means, same, same_variances, _ = pca(far, 2)
    assert all(close(a, float(b) + o) for a, b, o in zip(moved_means, means, (1e5, -1e5, 3.0, 0.0)))
    for j in range(2):
        assert_parallel(components[j], same[j])
        assert close(variances[j], float(same_variances[j]))


def test_the_unit_of_the_data_does_not_matter(pca):
    rows = cloud(10)
    _, components, variances, shares = pca(rows, 3)
    for unit in (1e-9, 1e6):
        _, same, scaled, same_shares = pca([[unit * x for x in row] for row in rows], 3)
        for j in range(3):
            assert_parallel(components[j], same[j])
            assert math.isclose(scaled[j], float(variances[j]) * unit**2, rel_tol=1e-5)
            assert close(shares[j], float(same_shares[j]))


def test_very_large_and_very_small_data(pca):
    for unit in (1e-90, 1e90):
        rows = [(6 * unit, 3 * unit), (-6 * unit, -3 * unit), (-unit, 2 * unit), (unit, -2 * unit)]
        _, components, variances, shares = pca(rows, 2)
        assert_parallel(components[0], (2, 1))
        assert_parallel(components[1], (-1, 2))
        assert close(float(variances[0]) / unit**2, 30) and close(float(variances[1]) / unit**2, 10 / 3)
        assert close(shares[0], 0.9) and close(shares[1], 0.1)


def test_directions_beyond_the_rank_have_no_variance(pca):
    # all rows lie on one line of three dimensions
    rows = [(t, 2 * t, -2 * t) for t in (-1.0, 0.5, 2.0, 4.0, 4.5)]
    _, components, variances, shares = pca(rows, 3)
    assert_orthonormal(components)
    assert_parallel(components[0], (1, 2, -2))
    assert abs(variances[1]) < 1e-9 and abs(variances[2]) < 1e-9
    assert close(shares[0], 1) and abs(shares[1]) < 1e-9 and abs(shares[2]) < 1e-9


def test_two_rows_have_one_direction(pca):
    means, components, variances, shares = pca([(1.0, 5.0, 2.0), (3.0, 1.0, 6.0)], 2)
    assert all(close(m, e) for m, e in zip(means, (2, 3, 4)))
    assert_orthonormal(components)
    assert_parallel(components[0], (1, -2, 2))
    assert close(variances[0], 18) and abs(variances[1]) < 1e-9


def test_a_small_variance_is_still_found(pca):
    rows = [(1000.0, 0.0), (-1000.0, 0.0), (0.0, 0.1), (0.0, -0.1), (10.0, 0.0), (-10.0, 0.0)]
    _, components, variances, _ = pca(rows, 2)
    assert_parallel(components[1], (0, 1))
    assert math.isclose(variances[1], 0.02 / 5, rel_tol=1e-4)


def test_equal_variances_leave_the_directions_free(pca):
    rows = [(math.cos(t), math.sin(t)) for t in (2 * math.pi * i / 12 for i in range(12))]
    _, components, variances, shares = pca(rows, 2)
    assert_orthonormal(components)
    assert all(close(v, 6 / 11) for v in variances) and all(close(s, 0.5) for s in shares)


def test_variances_that_are_close_take_longer(pca):
    rows = [(10.0, 0.0), (-10.0, 0.0), (0.0, 9.7), (0.0, -9.7)]
    _, components, variances, _ = pca(rows, 2)
    assert_parallel(components[0], (1, 0))
    assert close(variances[0], 200 / 3) and close(variances[1], 2 * 9.7**2 / 3)


def test_running_out_of_steps_is_an_error(pca):
    assert_rejected(pca, cloud(11), 1, max_steps=1)
    assert_rejected(pca, cloud(11), 1, 0, 1e-10, 3)


def test_a_loose_tolerance_needs_fewer_steps(pca):
    _, components, _, _ = pca(cloud(12), 1, tolerance=0.1, max_steps=12)
    assert_parallel(components[0], pca(cloud(12), 1)[1][0], 0.2)


def test_a_constant_column_gets_no_weight(pca):
    rows = [(a, 5.0, b) for a, b in ((6.0, 3.0), (-6.0, -3.0), (-2.0, 4.0), (2.0, -4.0))]
    means, components, variances, _ = pca(rows, 2)
    assert close(means[1], 5)
    assert_parallel(components[0], (2, 0, 1))
    assert_parallel(components[1], (-1, 0, 2))
    assert close(variances[0], 30) and close(variances[1], 40 / 3)


def test_one_column(pca):
    means, components, variances, shares = pca([(1.0,), (2.0,), (6.0,)], 1)
    assert close(means[0], 3) and close(abs(components[0][0]), 1) and close(variances[0], 7) and close(shares[0], 1)


def test_wrong_shapes_are_errors(pca):
    for rows, k in (
        ([], 1),
        ([(1.0, 2.0)], 1),
        ([(1.0, 2.0), (3.0,)], 1),
        ([(1.0,), (3.0, 4.0)], 1),
        ([(1.0, 2.0), (3.0,), (4.0, 6.0)], 1),
    ):
        assert_rejected(pca, rows, k)


def test_values_that_cannot_be_squared_are_errors(pca):
    for value in (math.nan, math.inf, -math.inf, 1e200):
        assert_rejected(pca, [(1.0, 2.0), (3.0, value), (0.0, 1.0)], 1)


def test_an_impossible_number_of_directions_is_an_error(pca):
    rows = [(1.0, 2.0), (3.0, 1.0), (0.0, 0.0), (5.0, 5.0)]
    for k in (0, -1, 3):
        assert_rejected(pca, rows, k)


def test_equal_rows_are_an_error(pca):
    assert_rejected(pca, [(2.0, 3.0)] * 4, 1)
    assert_rejected(pca, [(0.1, 0.7)] * 3, 2)  # the mean of three times 0.1 may miss 0.1
    assert_rejected(pca, [(0.0, 0.0)] * 3, 1)


def test_the_data_of_the_caller_do_not_change(pca):
    rows = cloud(13)
    before = copy.deepcopy(rows)
    pca(rows, 2)
    assert rows == before
