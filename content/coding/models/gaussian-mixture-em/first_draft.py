from math import exp, inf, log, pi


def gaussian_mixture(values, means, floor=1e-6, tolerance=1e-9, steps=1000):
    n = len(values)
    k = len(means)
    if n == 0 or k == 0:
        raise ValueError("need at least one value and one mean to start from")
    if not floor > 0:
        raise ValueError("the floor of the variances must be positive")
    center = sum(values) / n
    spread = sum((x - center) ** 2 for x in values) / n
    weights = [1 / k for _ in range(k)]
    means = list(means)
    variances = [max(spread / k**2, floor) for _ in range(k)]
    history = []
    while True:
        total = 0
        shares = []
        for x in values:
            logs = []
            for j in range(k):
                if weights[j] == 0:
                    logs.append(-inf)
                else:
                    distance = (x - means[j]) ** 2 / variances[j]
                    logs.append(log(weights[j]) - (log(2 * pi * variances[j]) + distance) / 2)
            top = max(logs)
            together = top + log(sum(exp(part - top) for part in logs))
            shares.append([exp(part - together) for part in logs])
            total += together
        history.append(total / n)
        if len(history) > steps or (len(history) > 1 and history[-1] - history[-2] <= tolerance):
            return weights, means, variances, history
        for j in range(k):
            count = 0
            for i in range(n):
                count += shares[i][j]
            weights[j] = count / n
            if count > 0:
                mean = 0
                for i in range(n):
                    mean += shares[i][j] * values[i]
                means[j] = mean / count
                variance = 0
                for i in range(n):
                    variance += shares[i][j] * (values[i] - means[j]) ** 2
                variances[j] = max(variance / count, floor)
