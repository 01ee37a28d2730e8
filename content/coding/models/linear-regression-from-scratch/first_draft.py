from math import sqrt


def linear_regression(rows, targets):
    n = len(rows)
    if n == 0 or n != len(targets):
        raise ValueError("need as many targets as rows, and at least one")
    d = len(rows[0])
    means = []
    norms = []
    columns = []
    for j in range(d):
        column = [row[j] for row in rows]
        mean = sum(column) / n
        centered = [x - mean for x in column]
        norm = sqrt(sum(x * x for x in centered))
        if norm <= 1e-12 * sqrt(sum(x * x for x in column)):
            raise ValueError("a constant column repeats the intercept")
        means.append(mean)
        norms.append(norm)
        columns.append([x / norm for x in centered])
    target_mean = sum(targets) / n
    table = []
    for j in range(d):
        line = []
        for i in range(d):
            line.append(sum(a * b for a, b in zip(columns[j], columns[i])))
        line.append(sum(a * (y - target_mean) for a, y in zip(columns[j], targets)))
        table.append(line)
    waiting = list(range(d))
    while waiting:
        p = waiting[0]
        for j in waiting:
            if table[j][j] > table[p][p]:
                p = j
        if table[p][p] < 1e-10:
            raise ValueError("collinear columns, or too few rows")
        waiting.remove(p)
        for j in range(d):
            if j != p:
                factor = table[j][p] / table[p][p]
                for i in range(d + 1):
                    table[j][i] -= factor * table[p][i]
    weights = [table[j][d] / table[j][j] / norms[j] for j in range(d)]
    intercept = target_mean - sum(w * m for w, m in zip(weights, means))
    return intercept, weights
