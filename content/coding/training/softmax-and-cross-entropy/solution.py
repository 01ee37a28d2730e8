from math import exp, log


def softmax_cross_entropy(logits, labels):
    """Return the mean loss of a batch and its gradient with respect to the logits; labels are class indexes."""
    check(logits, labels)
    rows = [shifted(row) for row in logits]
    losses = [cross_entropy(row, label) for row, label in zip(rows, labels)]
    gradient = [[error / len(rows) for error in errors(row, label)] for row, label in zip(rows, labels)]
    return sum(losses) / len(rows), gradient


def check(logits, labels):
    if len(logits) == 0 or len(logits) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    if not all(0 <= label < len(row) for row, label in zip(logits, labels)):
        raise ValueError("a label is no class")  # a label of -1 would silently read the last class


def shifted(row):
    """The same scores with the largest at 0: no exponential exceeds 1, and one of them is 1."""
    largest = max(row)
    return [score - largest for score in row]


def cross_entropy(row, label):
    return log(sum(exp(score) for score in row)) - row[label]


def softmax(row):
    powers = [exp(score) for score in row]
    total = sum(powers)
    return [power / total for power in powers]


def errors(row, label):
    """Probability minus one for the true class, probability for the others."""
    return [p - (c == label) for c, p in enumerate(softmax(row))]
