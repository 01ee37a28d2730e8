"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random


def assert_close(got, wanted, tolerance=1e-9):
    assert len(got) == len(wanted)
    assert all(math.isclose(float(a), b, rel_tol=tolerance, abs_tol=tolerance) for a, b in zip(got, wanted))


def logit(p):
    return math.log(p / (1 - p))


def draw(seed, d=3, h=2, steps=6, scale=1.0):
    rng = random.Random(seed)

    def normal(*shape):
        return [normal(*shape[1:]) for _ in range(shape[0])] if shape else rng.gauss(0, scale)

    return normal(steps, d), normal(4 * h, d), normal(4 * h, h), normal(4 * h), normal(h), normal(h)


def by_definition(inputs, u, w, b, hidden, cell):
    """Unit by unit, with the formulas as they stand in textbooks."""
    h, outputs = len(hidden), []
    for x in inputs:
        z = [
            b[k] + sum(u[k][j] * x[j] for j in range(len(x))) + sum(w[k][j] * hidden[j] for j in range(h))
            for k in range(4 * h)
        ]
        cell = [cell[j] / (1 + math.exp(-z[h + j])) + math.tanh(z[2 * h + j]) / (1 + math.exp(-z[j])) for j in range(h)]
        hidden = [math.tanh(cell[j]) / (1 + math.exp(-z[3 * h + j])) for j in range(h)]
        outputs.append(hidden)
    return outputs, hidden, cell


def assert_same(got, wanted):
    assert len(got[0]) == len(wanted[0])
    for a, b in zip(got[0], wanted[0]):
        assert_close(a, b)
    assert_close(got[1], wanted[1])
    assert_close(got[2], wanted[2])


def assert_rejected(lstm, *args):
    try:
        lstm(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_one_step_by_hand(lstm):
    # the biases alone: input gate 3/4, forget gate 4/5, candidate 1/2, output gate 3/5; the cell was 2
    biases = [logit(0.75), logit(0.8), math.atanh(0.5), logit(0.6)]
    outputs, hidden, cell = lstm([[5.0]], [[0.0]] * 4, [[0.0]] * 4, biases, [0.3], [2.0])
    assert_close(cell, [0.8 * 2 + 0.75 * 0.5])
    assert_close(hidden, [0.6 * math.tanh(1.975)])
    assert_close(outputs[0], hidden)


def test_the_input_reaches_each_gate_through_its_own_line(lstm):
    # with input 2, the same four gates come from the weights
    weights = [[logit(0.75) / 2], [logit(0.8) / 2], [math.atanh(0.5) / 2], [logit(0.6) / 2]]
    _, hidden, cell = lstm([[2.0]], weights, [[0.0]] * 4, [0.0] * 4, [0.3], [2.0])
    assert_close([*cell, *hidden], [1.975, 0.6 * math.tanh(1.975)])


def test_the_hidden_state_reaches_each_gate_through_its_own_line(lstm):
    weights = [[logit(0.75) / 4], [logit(0.8) / 4], [math.atanh(0.5) / 4], [logit(0.6) / 4]]
    _, hidden, cell = lstm([[7.0]], [[0.0]] * 4, weights, [0.0] * 4, [4.0], [2.0])
    assert_close([*cell, *hidden], [1.975, 0.6 * math.tanh(1.975)])


def test_two_steps_by_hand(lstm):
    # all gates at 1/2, candidate 1/2: the cell goes 1, then 0.75, then 0.625
    outputs, hidden, cell = lstm([[1.0], [9.0]], [[0.0]] * 4, [[0.0]] * 4, [0, 0, math.atanh(0.5), 0], [0.0], [1.0])
    assert_close(cell, [0.625])
    assert_close([outputs[0][0], outputs[1][0]], [0.5 * math.tanh(0.75), 0.5 * math.tanh(0.625)])


def test_two_units_have_lines_of_their_own(lstm):
    # unit 1 forgets all and admits all, unit 2 keeps all and admits nothing
    far = 50.0
    biases = [far, -far, -far, far, math.atanh(0.25), math.atanh(0.9), far, far]
    _, hidden, cell = lstm([[0.0]], [[0.0]] * 8, [[0.0, 0.0]] * 8, biases, [0.0, 0.0], [3.0, 3.0])
    assert_close(cell, [0.25, 3.0])
    assert_close(hidden, [math.tanh(0.25), math.tanh(3)])


def test_agrees_with_the_formulas_unit_by_unit(lstm):
    for seed, shape in enumerate([(3, 2, 6), (1, 1, 4), (2, 5, 3), (4, 3, 1), (1, 3, 9)]):
        args = draw(seed, *shape)
        assert_same(lstm(*args), by_definition(*args))


def test_a_sequence_can_be_continued(lstm):
    inputs, *weights, hidden, cell = draw(7, steps=8)
    whole = lstm(inputs, *weights, hidden, cell)
    first = lstm(inputs[:3], *weights, hidden, cell)
    rest = lstm(inputs[3:], *weights, first[1], first[2])
    assert_same((list(first[0]) + list(rest[0]), rest[1], rest[2]), [list(map(list, whole[0])), whole[1], whole[2]])


def test_later_inputs_do_not_change_earlier_outputs(lstm):
    inputs, *rest = draw(8, steps=5)
    before = lstm(inputs, *rest)[0]
    inputs[3] = [x + 1 for x in inputs[3]]
    after = lstm(inputs, *rest)[0]
    for t in range(3):
        assert_close(after[t], list(map(float, before[t])))
    assert any(abs(float(a) - float(b)) > 1e-6 for a, b in zip(before[4], after[4]))


def test_the_last_output_is_the_last_hidden_state(lstm):
    outputs, hidden, _ = lstm(*draw(9))
    assert_close(outputs[-1], list(map(float, hidden)))


def test_renaming_the_units_renames_the_result(lstm):
    inputs, u, w, b, hidden, cell = draw(10, h=2)
    lines = [1, 0, 3, 2, 5, 4, 7, 6]
    swapped = lstm(
        inputs, [u[k] for k in lines], [w[k][::-1] for k in lines], [b[k] for k in lines], hidden[::-1], cell[::-1]
    )
    plain = lstm(inputs, u, w, b, hidden, cell)
    assert_close(list(swapped[1])[::-1], list(map(float, plain[1])))
    assert_close(list(swapped[2])[::-1], list(map(float, plain[2])))


def test_far_sums_do_not_overflow(lstm):
    for sign in (1.0, -1.0):
        inputs = [[sign * 2000.0], [sign * -3000.0]]
        outputs, hidden, cell = lstm(inputs, [[1.0], [-1.0], [1.0], [1.0]], [[0.5]] * 4, [0.0] * 4, [0.1], [0.7])
        assert all(math.isfinite(v) and abs(v) <= 1 for output in outputs for v in output)
        assert math.isfinite(cell[0])


def test_a_cell_with_open_forget_gate_keeps_its_value(lstm):
    # the input gate is shut, the forget gate open: 300 steps change nothing
    biases = [-800.0, 800.0, 1.0, 0.0]
    _, _, cell = lstm([[0.3]] * 300, [[0.0]] * 4, [[0.0]] * 4, biases, [0.0], [-1.7])
    assert_close(cell, [-1.7])


def test_a_cell_can_grow_beyond_one_but_the_output_cannot(lstm):
    # everything open, candidate 1: it counts the steps
    biases = [800.0, 800.0, 800.0, 800.0]
    outputs, hidden, cell = lstm([[0.0]] * 150, [[0.0]] * 4, [[0.0]] * 4, biases, [0.0], [0.0])
    assert_close(cell, [150.0])
    assert_close(outputs[1], [math.tanh(2)])
    assert_close(hidden, [1.0])


def test_no_inputs_leave_the_state(lstm):
    _, u, w, b, hidden, cell = draw(11)
    outputs, last, last_cell = lstm([], u, w, b, hidden, cell)
    assert len(outputs) == 0
    assert_close(last, hidden)
    assert_close(last_cell, cell)


def test_inputs_without_features_are_steps_too(lstm):
    biases = [0, 0, math.atanh(0.5), 0]
    assert_close(lstm([[], []], [[]] * 4, [[0.0]] * 4, biases, [0.0], [1.0])[2], [0.625])


def test_shapes_that_do_not_fit_are_errors(lstm):
    inputs, u, w, b, hidden, cell = draw(12)
    wrong = [
        ([x[:-1] for x in inputs], u, w, b, hidden, cell),
        ([*inputs[:-1], [*inputs[-1], 1.0]], u, w, b, hidden, cell),
        ([[*inputs[0], 1.0], *inputs[1:]], u, w, b, hidden, cell),
        (inputs, u[:-1], w, b, hidden, cell),
        (inputs, [*u[:-1], u[-1][:-1]], w, b, hidden, cell),
        (inputs, u, w[:-1], b, hidden, cell),
        (inputs, u, [line[:-1] for line in w], b, hidden, cell),
        (inputs, u, [*w[:-1], [*w[-1], 0.5]], b, hidden, cell),
        (inputs, u, w, b[:-1], hidden, cell),
        (inputs, u, w, [*b, 0.0], hidden, cell),
        (inputs, u, w, b, hidden, [*cell, 0.0]),
        (inputs, u, w, b, hidden[:-1], cell[:-1]),
        ([], [*u[:-1], u[-1][:-1]], w, b, hidden, cell),
        (inputs, [], [], [], [], []),
    ]
    for args in wrong:
        assert_rejected(lstm, *args)


def test_the_data_of_the_caller_do_not_change(lstm):
    args = draw(13)
    before = copy.deepcopy(args)
    outputs, hidden, cell = lstm(*args)
    hidden[0], cell[0] = 99.0, 99.0
    assert args == before
    outputs, hidden, cell = lstm([], *args[1:])
    hidden[0], cell[0] = 99.0, 99.0
    assert args == before
