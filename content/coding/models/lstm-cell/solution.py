from math import exp, tanh


def lstm(inputs, input_weights, hidden_weights, biases, hidden, cell):
    """Return the hidden state after each input, and the last hidden and cell state.

    `hidden` and `cell` are the start, with h numbers each. Weights and biases hold 4 h lines, stacked as h lines each
    for the input gate, the forget gate, the candidate and the output gate. ValueError for shapes that do not fit.
    """
    check(inputs, input_weights, hidden_weights, biases, hidden, cell)
    outputs, hidden, cell = [], list(hidden), list(cell)
    for x in inputs:
        sums = weighted_sums(x, hidden, input_weights, hidden_weights, biases)
        hidden, cell = step(sums, cell)
        outputs.append(hidden)
    return outputs, list(hidden), cell


def check(inputs, input_weights, hidden_weights, biases, hidden, cell):
    size = len(hidden)
    if size == 0 or len(cell) != size:
        raise ValueError("need at least one hidden unit, and a cell for each")
    if any(len(lines) != 4 * size for lines in (input_weights, hidden_weights, biases)):
        raise ValueError("need four lines of weights and biases for each hidden unit")
    if any(len(line) != size for line in hidden_weights):
        raise ValueError("a line of hidden weights needs one weight for each hidden unit")
    if any(len(vector) != len(input_weights[0]) for vector in [*inputs, *input_weights]):
        raise ValueError("inputs and lines of input weights must have one length")


def weighted_sums(x, hidden, input_weights, hidden_weights, biases):
    return [b + dot(u, x) + dot(w, hidden) for b, u, w in zip(biases, input_weights, hidden_weights)]


def step(sums, cell):
    """The new hidden and cell state: keep a share of the cell, add a share of the candidate, show a share of it."""
    size = len(cell)
    admit, keep, candidate, show = (sums[k * size : (k + 1) * size] for k in range(4))
    cell = [sigmoid(f) * c + sigmoid(i) * tanh(g) for f, c, i, g in zip(keep, cell, admit, candidate)]
    return [sigmoid(o) * tanh(c) for o, c in zip(show, cell)], cell


def sigmoid(z):
    """Takes exponentials of numbers at or below zero alone, so it cannot overflow."""
    if z >= 0:
        return 1 / (1 + exp(-z))
    return exp(z) / (1 + exp(z))


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))
