import numpy as np


def lstm(inputs, input_weights, hidden_weights, biases, hidden, cell):
    size = len(hidden)
    if size == 0 or len(cell) != size:
        raise ValueError("need at least one hidden unit, and a cell for each")
    if any(len(lines) != 4 * size for lines in (input_weights, hidden_weights, biases)):
        raise ValueError("need four lines of weights and biases for each hidden unit")
    if any(len(line) != size for line in hidden_weights):
        raise ValueError("a line of hidden weights needs one weight for each hidden unit")
    if len({len(vector) for vector in [*inputs, *input_weights]}) > 1:
        raise ValueError("inputs and lines of input weights must have one length")
    u, w, b = (np.asarray(part, dtype=float) for part in (input_weights, hidden_weights, biases))
    x = np.asarray(inputs, dtype=float).reshape(len(inputs), u.shape[1])
    hidden, cell = np.array(hidden, dtype=float), np.array(cell, dtype=float)
    # the inputs are known for all steps: one matrix product; only the hidden part has to wait for the step before
    outputs = np.empty((len(x), size))
    for t, sums in enumerate(x @ u.T + b):
        admit, keep, candidate, show = (sums + w @ hidden).reshape(4, size)
        cell = sigmoid(keep) * cell + sigmoid(admit) * np.tanh(candidate)
        hidden = sigmoid(show) * np.tanh(cell)
        outputs[t] = hidden
    return outputs, hidden, cell


def sigmoid(z):
    small = np.exp(-np.abs(z))  # at most 1, whatever the sign
    return np.where(z >= 0, 1, small) / (1 + small)
