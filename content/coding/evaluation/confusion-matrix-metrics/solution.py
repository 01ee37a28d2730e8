def confusion_matrix_metrics(truth, predictions, labels, zero_division=0.0):
    """Return "matrix" (a row for each true label, a column for each predicted one, in the order of `labels`) and the
    triples precision, recall, F1: "per_class" in the same order, their means "macro", and "micro" from summed counts.

    A ratio without cases, 0/0, takes the value `zero_division`.
    """
    matrix = confusion_matrix(truth, predictions, labels)
    counts = [class_counts(matrix, c) for c in range(len(labels))]
    per_class = [scores(*count, zero_division) for count in counts]
    return {
        "matrix": matrix,
        "per_class": per_class,
        "macro": tuple(sum(column) / len(labels) for column in zip(*per_class)),
        "micro": scores(*(sum(column) for column in zip(*counts)), zero_division),
    }


def confusion_matrix(truth, predictions, labels):
    position = {label: i for i, label in enumerate(labels)}
    check(truth, predictions, labels, position)
    matrix = [[0] * len(labels) for _ in labels]
    for actual, predicted in zip(truth, predictions):
        matrix[position[actual]][position[predicted]] += 1
    return matrix


def check(truth, predictions, labels, position):
    if len(truth) != len(predictions):
        raise ValueError("need one prediction for every true label")
    if len(labels) == 0 or len(position) != len(labels):
        raise ValueError("need at least one label, and each label once")
    if any(label not in position for rows in (truth, predictions) for label in rows):
        raise ValueError("a row carries an unknown label")


def class_counts(matrix, c):
    """True positives, false positives (the rest of the column) and false negatives (the rest of the row)."""
    hits = matrix[c][c]
    return hits, sum(row[c] for row in matrix) - hits, sum(matrix[c]) - hits


def scores(tp, fp, fn, zero_division):
    return (
        ratio(tp, tp + fp, zero_division),
        ratio(tp, tp + fn, zero_division),
        ratio(2 * tp, 2 * tp + fp + fn, zero_division),  # the harmonic mean, without dividing two ratios
    )


def ratio(part, whole, zero_division):
    return part / whole if whole else zero_division
