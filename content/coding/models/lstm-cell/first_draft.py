from math import exp, tanh


def lstm(inputs, input_weights, hidden_weights, biases, hidden, cell):
    size = len(hidden)
    if size == 0 or len(cell) != size or len(biases) != 4 * size:
        raise ValueError("need hidden units, and a cell and four biases for each")
    if len(input_weights) != 4 * size or len(hidden_weights) != 4 * size:
        raise ValueError("need four lines of weights for each hidden unit")
    for line in hidden_weights:
        if len(line) != size:
            raise ValueError("a line of hidden weights needs one weight for each hidden unit")
    for vector in [*inputs, *input_weights]:
        if len(vector) != len(input_weights[0]):
            raise ValueError("inputs and lines of input weights must have one length")
    outputs = []
    for x in inputs:
        gates = []
        for k in range(4 * size):
            z = biases[k]
            z += sum(w * value for w, value in zip(input_weights[k], x))
            z += sum(w * value for w, value in zip(hidden_weights[k], hidden))
            if 2 * size <= k < 3 * size:
                gates.append(tanh(z))
            elif z >= 0:
                gates.append(1 / (1 + exp(-z)))
            else:
                gates.append(exp(z) / (1 + exp(z)))
        new_hidden, new_cell = [], []
        for j in range(size):
            kept = gates[size + j] * cell[j]
            added = gates[j] * gates[2 * size + j]
            new_cell.append(kept + added)
            new_hidden.append(gates[3 * size + j] * tanh(kept + added))
        hidden, cell = new_hidden, new_cell
        outputs.append(hidden)
    return outputs, list(hidden), list(cell)
