from math import exp


def logistic_regression(rows, labels, penalty=0.0, tolerance=1e-8, max_steps=10_000):
    n = len(rows)
    if n == 0 or n != len(labels) or not set(labels) <= {0, 1}:
        raise ValueError("need one label, 0 or 1, for every row")
    d = len(rows[0])
    means = [sum(row[j] for row in rows) / n for j in range(d)]
    centered = [[row[j] - means[j] for j in range(d)] for row in rows]
    mean_square = 0.0
    for row in centered:
        for x in row:
            mean_square += x * x / n
    curvature = mean_square / 4 + penalty or 1.0
    intercept = 0.0
    weights = [0.0] * d
    for _ in range(max_steps):
        slope = 0.0
        gradient = [penalty * w for w in weights]
        for row, label in zip(centered, labels):
            score = intercept
            for w, x in zip(weights, row):
                score += w * x
            if score >= 0:
                p = 1 / (1 + exp(-score))
            else:
                p = exp(score) / (1 + exp(score))
            slope += (p - label) / n
            for j in range(d):
                gradient[j] += (p - label) * row[j] / n
        if max([abs(slope)] + [abs(g) for g in gradient]) <= tolerance:
            return intercept - sum(w * m for w, m in zip(weights, means)), weights
        intercept -= 4 * slope
        for j in range(d):
            weights[j] -= gradient[j] / curvature
    raise ValueError("no convergence: separable classes, or columns on very different scales")
