from math import exp, log


def softmax_cross_entropy(logits, labels):
    if len(logits) == 0 or len(logits) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    loss = 0
    gradient = []
    for row, label in zip(logits, labels):
        if not 0 <= label < len(row):
            raise ValueError("a label is no class")
        largest = max(row)
        total = 0
        for score in row:
            total += exp(score - largest)
        loss += (log(total) - (row[label] - largest)) / len(logits)
        row_gradient = []
        for c in range(len(row)):
            p = exp(row[c] - largest) / total
            row_gradient.append((p - 1 if c == label else p) / len(logits))
        gradient.append(row_gradient)
    return loss, gradient
