def perceptron(rows, labels, epochs=100, average=False):
    if len(rows) == 0 or len(rows) != len(labels) or any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("need at least one row, one label for each, and rows of one length")
    if any(label not in (-1, 1) for label in labels):
        raise ValueError("labels must be -1 or 1")
    if epochs < 1:
        raise ValueError("need at least one epoch")
    if any(not abs(value) <= 1e100 for row in rows for value in row):  # NaN too
        raise ValueError("values must be numbers of at most 1e100, or scores overflow")
    d = len(rows[0])
    bias, weights = 0.0, [0.0] * d
    bias_total, totals, steps = 0.0, [0.0] * d, 0
    mistakes = []
    for _ in range(epochs):
        wrong = 0
        for row, label in zip(rows, labels):
            score = bias
            for j in range(d):
                score += weights[j] * row[j]
            if label * score <= 0:
                wrong += 1
                bias += label
                for j in range(d):
                    weights[j] += label * row[j]
            bias_total += bias
            for j in range(d):
                totals[j] += weights[j]
            steps += 1
        mistakes.append(wrong)
        if wrong == 0:
            break
    if average:
        return bias_total / steps, [total / steps for total in totals], mistakes
    return bias, weights, mistakes
