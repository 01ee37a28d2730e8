from math import exp, log1p, tanh


def multilayer_perceptron(rows, labels, weights, rate, steps):
    """Train a hidden tanh layer and a sigmoid output by gradient descent on the mean log loss of 0/1 labels.

    `weights` to start from are (hidden weights, hidden biases, output weights, output bias), with one list of hidden
    weights for each unit. Return the trained weights in the same form, and the loss before each step.
    """
    check(rows, labels)
    losses = []
    for _ in range(steps):
        loss, gradient = loss_and_gradient(rows, labels, weights)
        losses.append(loss)
        weights = moved(weights, gradient, -rate)
    return weights, losses


def check(rows, labels):
    if len(rows) == 0 or len(rows) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    if any(label not in (0, 1) for label in labels):
        raise ValueError("labels must be 0 or 1")


def loss_and_gradient(rows, labels, weights):
    loss, gradient = 0, moved(weights, weights, -1)  # zeros in the form of the weights
    for row, label in zip(rows, labels):
        hidden, score = forward(row, weights)
        loss += log_loss(score, label) / len(rows)
        gradient = moved(gradient, backward(row, hidden, sigmoid(score) - label, weights), 1 / len(rows))
    return loss, gradient


def forward(row, weights):
    hidden_weights, hidden_biases, output_weights, output_bias = weights
    hidden = [tanh(dot(unit, row) + bias) for unit, bias in zip(hidden_weights, hidden_biases)]
    return hidden, dot(output_weights, hidden) + output_bias


def backward(row, hidden, error, weights):
    """The gradient of one row's loss, in the form of the weights; `error` is its derivative by the score."""
    output_weights = weights[2]
    slopes = [error * weight * (1 - a * a) for weight, a in zip(output_weights, hidden)]
    return [[slope * x for x in row] for slope in slopes], slopes, [error * a for a in hidden], error


def moved(values, direction, amount):
    """values + amount * direction, for numbers or for lists of lists of them."""
    if isinstance(values, (list, tuple)):
        return [moved(value, part, amount) for value, part in zip(values, direction)]
    return values + amount * direction


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def sigmoid(score):
    return 1 / (1 + exp(-score)) if score >= 0 else exp(score) / (1 + exp(score))


def log_loss(score, label):
    """-log of the probability of the label, from the score, so that nothing overflows."""
    margin = score if label else -score
    return max(-margin, 0) + log1p(exp(-abs(margin)))
