"""Each test takes the function under test, so the same tests judge every version."""


def assert_close(found, expected, tolerance=1e-9):
    assert len(found) == len(expected)
    for a, b in zip(found, expected):
        assert abs(a - b) <= tolerance * max(1, abs(b))


def script(*slopes):
    """A gradient that does not depend on the weights: the given slopes, one list per call."""
    rest = iter(slopes)
    return lambda weights: next(rest)


def test_the_first_step_has_the_length_of_the_learning_rate(adam):
    for slope in (1e-3, 1.0, 50.0):
        assert_close(adam(script([slope, -slope]), [2.0, 3.0], 1), [1.999, 3.001], 1e-7)
        assert_close(adam(script([slope, -slope]), [2.0, 3.0], 1, learning_rate=0.5), [1.5, 3.5], 1e-4)


def test_two_steps_by_hand(adam):
    # slopes 1, then -2: mean -0.11 / 0.19, square 0.004999 / 0.001999, a step of 0.366103 upward
    assert_close(adam(script([1.0], [-2.0]), [5.0], 2, learning_rate=0.1), [5 - 0.1 + 0.0366103], 1e-6)


def test_own_betas_and_a_third_step_by_hand(adam):
    # beta1 0.5, beta2 0.75, slopes 2, 0, 4
    m1, m2 = 1.0, 0.5
    m3 = 0.5 * m2 + 2.0
    v1, v2 = 1.0, 0.75
    v3 = 0.75 * v2 + 4.0
    steps = [m1 / 0.5 / (v1 / 0.25) ** 0.5, m2 / 0.75 / (v2 / 0.4375) ** 0.5, m3 / 0.875 / (v3 / 0.578125) ** 0.5]
    found = adam(script([2.0], [0.0], [4.0]), [1.0], 3, learning_rate=0.3, beta1=0.5, beta2=0.75, epsilon=0.0)
    assert_close(found, [1 - 0.3 * sum(steps)])


def test_epsilon_stands_outside_the_root(adam):
    assert_close(adam(script([3.0]), [0.0], 1, learning_rate=0.2, epsilon=1.0), [-0.2 * 3 / 4])
    assert_close(adam(script([1e-8]), [0.0], 1, learning_rate=0.2), [-0.1])


def test_scaling_the_gradient_changes_nothing(adam):
    slopes = [[1.0, -3.0], [0.5, 2.0], [-2.0, 1.0], [4.0, 0.0]]
    plain = adam(script(*slopes), [1.0, 1.0], 4, learning_rate=0.1)
    large = adam(script(*[[1000 * s for s in row] for row in slopes]), [1.0, 1.0], 4, learning_rate=0.1)
    assert_close(plain, large, 1e-6)


def test_coordinates_do_not_mix(adam):
    first, second = [[1.0], [2.0], [-1.0]], [[-5.0], [0.1], [3.0]]
    both = adam(script(*[a + b for a, b in zip(first, second)]), [1.0, 2.0], 3, learning_rate=0.1)
    alone = adam(script(*first), [1.0], 3, learning_rate=0.1)
    other = adam(script(*second), [2.0], 3, learning_rate=0.1)
    assert_close(both, [alone[0], other[0]])


def test_weight_decay_alone_shrinks_by_a_constant_factor(adam):
    found = adam(lambda w: [0.0, 0.0], [4.0, -2.0], 3, learning_rate=0.5, weight_decay=0.2)
    assert_close(found, [4 * 0.9**3, -2 * 0.9**3])


def test_weight_decay_does_not_pass_through_the_averages(adam):
    for slope in (0.01, 100.0):
        found = adam(script([slope]), [4.0], 1, learning_rate=0.1, weight_decay=0.5)
        assert_close(found, [4 - 0.1 * 0.5 * 4 - 0.1], 1e-5)


def test_decay_acts_on_the_weight_before_the_step(adam):
    found = adam(script([1.0], [1.0]), [1.0], 2, learning_rate=0.5, weight_decay=1.0, epsilon=0.0)
    assert_close(found, [-0.5])  # 1 becomes 0.5 - 0.5 = 0, which then does not decay


def test_finds_the_minimum_of_a_badly_scaled_bowl(adam):
    found = adam(lambda w: [2 * (w[0] - 3), 2000 * (w[1] + 1)], [0.0, 0.0], 1500, learning_rate=0.02)
    assert_close(found, [3.0, -1.0], 1e-2)


def test_zero_slopes_and_zero_steps_move_nothing(adam):
    assert_close(adam(lambda w: [0.0], [7.25], 5), [7.25])
    assert_close(adam(lambda w: [1.0], [-0.5], 0), [-0.5])


def test_a_gradient_of_the_wrong_length_is_an_error(adam):
    try:
        adam(lambda w: [1.0], [0.0, 0.0], 2)
    except ValueError:
        return
    raise AssertionError("one slope for two weights must raise ValueError")


def test_the_start_of_the_caller_does_not_change(adam):
    start = [1.0, 2.0]
    assert adam(lambda w: [1.0, -1.0], start, 0) is not start
    slopes = [1.0, -1.0]  # one list for all calls
    adam(lambda w: slopes, start, 3, weight_decay=0.5)
    assert start == [1.0, 2.0] and slopes == [1.0, -1.0]


def test_the_gradient_sees_the_newest_weights(adam):
    seen = []

    def gradient(weights):
        seen.append(float(weights[0]))
        return [3.0]

    adam(gradient, [5.0], 3, learning_rate=0.5)
    assert_close(seen, [5.0, 4.5, 4.0], 1e-6)
