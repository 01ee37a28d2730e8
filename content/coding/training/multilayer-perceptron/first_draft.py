from math import exp, log1p, tanh


def multilayer_perceptron(rows, labels, weights, rate, steps):
    if len(rows) == 0 or len(rows) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    for label in labels:
        if label not in (0, 1):
            raise ValueError("labels must be 0 or 1")
    w, b, v, c = weights
    n = len(rows)
    w = [list(unit) for unit in w]
    b = list(b)
    v = list(v)
    losses = []
    for _ in range(steps):
        loss = 0
        gw = [[0] * len(unit) for unit in w]
        gb = [0] * len(b)
        gv = [0] * len(v)
        gc = 0
        for row, label in zip(rows, labels):
            # forward
            hidden = []
            for j in range(len(w)):
                z = b[j]
                for i in range(len(row)):
                    z += w[j][i] * row[i]
                hidden.append(tanh(z))
            score = c
            for j in range(len(v)):
                score += v[j] * hidden[j]
            margin = score if label else -score
            loss += (max(-margin, 0) + log1p(exp(-abs(margin)))) / n
            # backward
            if score >= 0:
                error = 1 / (1 + exp(-score)) - label
            else:
                error = exp(score) / (1 + exp(score)) - label
            gc += error / n
            for j in range(len(v)):
                gv[j] += error * hidden[j] / n
                slope = error * v[j] * (1 - hidden[j] ** 2)
                gb[j] += slope / n
                for i in range(len(row)):
                    gw[j][i] += slope * row[i] / n
        losses.append(loss)
        for j in range(len(w)):
            for i in range(len(w[j])):
                w[j][i] -= rate * gw[j][i]
            b[j] -= rate * gb[j]
            v[j] -= rate * gv[j]
        c -= rate * gc
    return (w, b, v, c), losses
