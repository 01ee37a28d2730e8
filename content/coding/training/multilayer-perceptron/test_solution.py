"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def flat(weights):
    """All weights as one list of floats."""
    hidden_weights, hidden_biases, output_weights, output_bias = weights
    numbers = [x for unit in hidden_weights for x in unit]
    return [float(x) for x in (*numbers, *hidden_biases, *output_weights, output_bias)]


def random_weights(rng, d, hidden):
    units = [[rng.gauss(0, 1) for _ in range(d)] for _ in range(hidden)]
    return units, [rng.gauss(0, 1) for _ in units], [rng.gauss(0, 1) for _ in units], rng.gauss(0, 1)


def probability(weights, row):
    hidden_weights, hidden_biases, output_weights, output_bias = weights
    hidden = [math.tanh(sum(w * x for w, x in zip(unit, row)) + b) for unit, b in zip(hidden_weights, hidden_biases)]
    return 1 / (1 + math.exp(-sum(v * a for v, a in zip(output_weights, hidden)) - output_bias))


def assert_close(a, b, tolerance=1e-9):
    assert len(a) == len(b)
    assert all(abs(x - y) < tolerance for x, y in zip(a, b))


def assert_rejected(multilayer_perceptron, rows, labels):
    try:
        multilayer_perceptron(rows, labels, ([[0.1]], [0.2], [0.3], 0.4), 0.5, 2)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


# The hidden units see log 2 and -log 3, so they give 0.6 and -0.8; the score is log 3, so the probability is 3/4.
BY_HAND = [[0.5, -0.25], [1.0, -1.0]], [math.log(2), 2 - math.log(3)], [2.0, -1.0], math.log(3) - 2
BY_HAND_ROW = (2.0, 4.0)


def test_one_step_by_hand(multilayer_perceptron):
    weights, losses = multilayer_perceptron([BY_HAND_ROW], [1], BY_HAND, 0.5, 1)
    assert_close([float(loss) for loss in losses], [math.log(4 / 3)])
    # error -1/4; slopes of the hidden units -1/4 * 2 * 0.64 = -0.32 and -1/4 * -1 * 0.36 = 0.09
    gradient = [-0.64, -1.28, 0.18, 0.36, -0.32, 0.09, -0.15, 0.2, -0.25]
    assert_close(flat(weights), [w - 0.5 * g for w, g in zip(flat(BY_HAND), gradient)])


def test_the_other_label_by_hand(multilayer_perceptron):
    weights, losses = multilayer_perceptron([BY_HAND_ROW], [0], BY_HAND, 0.25, 1)
    assert_close([float(losses[0])], [math.log(4)])
    gradient = [1.92, 3.84, -0.54, -1.08, 0.96, -0.27, 0.45, -0.6, 0.75]  # error 3/4: minus three times the other
    assert_close(flat(weights), [w - 0.25 * g for w, g in zip(flat(BY_HAND), gradient)])


def test_the_loss_is_a_mean_over_the_rows(multilayer_perceptron):
    once = multilayer_perceptron([BY_HAND_ROW, (0.5, 0.1)], [1, 0], BY_HAND, 0.5, 3)
    often = multilayer_perceptron([BY_HAND_ROW, (0.5, 0.1)] * 7, [1, 0] * 7, BY_HAND, 0.5, 3)
    assert_close(flat(once[0]), flat(often[0]))
    assert_close([float(x) for x in once[1]], [float(x) for x in often[1]])


def test_a_step_goes_down_the_numerical_gradient(multilayer_perceptron):
    rng = random.Random(3)
    rows = [[rng.gauss(0, 1) for _ in range(3)] for _ in range(5)]
    labels = [1, 0, 0, 1, 1]
    start = random_weights(rng, 3, 4)

    def loss_at(direction, distance):
        moved = copy.deepcopy(start)
        moved[0][2][1] += distance * direction[0]
        moved[1][3] += distance * direction[1]
        moved[2][0] += distance * direction[2]
        moved = (*moved[:3], moved[3] + distance * direction[3])
        return float(multilayer_perceptron(rows, labels, moved, 0.1, 1)[1][0])

    after, _ = multilayer_perceptron(rows, labels, start, 1.0, 1)
    steps = [start[0][2][1] - after[0][2][1], start[1][3] - after[1][3], start[2][0] - after[2][0], start[3] - after[3]]
    for k, step in enumerate(steps):
        direction = [float(k == other) for other in range(4)]
        slope = (loss_at(direction, 1e-5) - loss_at(direction, -1e-5)) / 2e-5
        assert abs(slope - float(step)) < 1e-8


def test_exclusive_or_is_learned(multilayer_perceptron):
    rows, labels = [(0, 0), (0, 1), (1, 0), (1, 1)], [0, 1, 1, 0]
    weights, losses = multilayer_perceptron(rows, labels, random_weights(random.Random(1), 2, 5), 0.8, 700)
    assert all(later < earlier for earlier, later in zip(losses, losses[1:]))
    assert losses[-1] < 0.1
    assert all(abs(probability(weights, row) - label) < 0.2 for row, label in zip(rows, labels))


def test_one_loss_is_told_for_each_step(multilayer_perceptron):
    rows, labels, start = [(1.0, 2.0), (0.0, -1.0)], [0, 1], random_weights(random.Random(2), 2, 3)
    weights, losses = multilayer_perceptron(rows, labels, start, 0.3, 4)
    assert len(losses) == 4
    here = [probability(start, row) for row in rows]
    assert abs(losses[0] + (math.log(1 - here[0]) + math.log(here[1])) / 2) < 1e-9
    middle, first = multilayer_perceptron(rows, labels, start, 0.3, 1)
    rest = multilayer_perceptron(rows, labels, middle, 0.3, 3)
    assert_close([float(x) for x in losses], [float(x) for x in (*first, *rest[1])])
    assert_close(flat(weights), flat(rest[0]))


def test_no_steps_leave_the_weights(multilayer_perceptron):
    weights, losses = multilayer_perceptron([BY_HAND_ROW], [1], BY_HAND, 0.5, 0)
    assert len(losses) == 0
    assert_close(flat(weights), flat(BY_HAND))


def test_huge_scores_do_not_overflow(multilayer_perceptron):
    start = [[9.0]], [0.0], [5000.0], 0.0
    for row, label, wanted in (((9.0,), 0, 5000), ((-9.0,), 1, 5000), ((9.0,), 1, 0), ((-9.0,), 0, 0)):
        weights, losses = multilayer_perceptron([row], [label], start, 1.0, 1)
        assert abs(float(losses[0]) - wanted) < 1e-6
        assert all(map(math.isfinite, flat(weights)))


def test_labels_must_be_zero_or_one(multilayer_perceptron):
    for label in (-1, 2, 0.5):
        assert_rejected(multilayer_perceptron, [(1.0,), (2.0,)], [1, label])


def test_a_wrong_number_of_labels_is_an_error(multilayer_perceptron):
    assert_rejected(multilayer_perceptron, [], [])
    assert_rejected(multilayer_perceptron, [(1.0,), (2.0,)], [1])
    assert_rejected(multilayer_perceptron, [(1.0,)], [1, 0])


def test_the_data_of_the_caller_do_not_change(multilayer_perceptron):
    rows, labels, start = [[1.0, 2.0], [0.5, -1.0]], [0, 1], ([[0.1, 0.2], [0.3, -0.4]], [0.5, 0.0], [0.7, 0.8], 0.9)
    before = copy.deepcopy((rows, labels, start))
    multilayer_perceptron(rows, labels, start, 0.5, 3)
    assert (rows, labels, start) == before
