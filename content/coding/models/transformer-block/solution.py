from math import exp, sqrt


def transformer_block(x, weights, heads, epsilon=1e-5):
    """A causal pre-norm block: x + attention(norm(x)), and to that the MLP of its norm is added. x has a row per token.

    `weights` holds the gains "attention_norm" and "mlp_norm", and the matrices "query", "key", "value", "output", "up"
    and "down", each with a row per output. The norm is RMSNorm, the MLP is down(relu(up(row))); there are no biases.
    """
    check(x, weights, heads)
    x = add(x, attention([rms_norm(row, weights["attention_norm"], epsilon) for row in x], weights, heads))
    return add(x, [mlp(rms_norm(row, weights["mlp_norm"], epsilon), weights) for row in x])


def check(x, weights, heads):
    d, hidden = len(weights["attention_norm"]), len(weights["up"])
    if not 1 <= heads <= d or d % heads:
        raise ValueError("the width must be a multiple of the number of heads")
    shapes = {"query": (d, d), "key": (d, d), "value": (d, d), "output": (d, d), "up": (hidden, d), "down": (d, hidden)}
    fits = all(has_shape(weights[name], *shape) for name, shape in shapes.items())
    if not fits or len(weights["mlp_norm"]) != d or not has_shape(x, len(x), d):
        raise ValueError("tokens and weights do not fit together")


def has_shape(matrix, rows, columns):
    return len(matrix) == rows and all(len(row) == columns for row in matrix)


def rms_norm(row, gain, epsilon):
    scale = sqrt(dot(row, row) / len(row) + epsilon)
    return [g * value / scale for g, value in zip(gain, row)]


def attention(rows, weights, heads):
    queries, keys, values = ([times(weights[name], row) for row in rows] for name in ("query", "key", "value"))
    outputs = []
    for i, query in enumerate(queries):
        width = len(query) // heads
        joined = []
        for start in range(0, len(query), width):
            part = slice(start, start + width)
            joined += attend(query[part], [key[part] for key in keys[: i + 1]], [v[part] for v in values[: i + 1]])
        outputs.append(times(weights["output"], joined))
    return outputs


def attend(query, keys, values):
    """The mean of the values that one query sees in one head."""
    scores = [dot(query, key) / sqrt(len(query)) for key in keys]
    largest = max(scores)
    powers = [exp(score - largest) for score in scores]
    total = sum(powers)
    return [dot(powers, column) / total for column in zip(*values)]


def mlp(row, weights):
    hidden = [max(0.0, value) for value in times(weights["up"], row)]
    return times(weights["down"], hidden)


def times(matrix, vector):
    return [dot(row, vector) for row in matrix]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def add(a, b):
    return [[x + y for x, y in zip(*rows)] for rows in zip(a, b)]
