import math
import random


def isolation_forest(rows, num_trees=100, sample_size=256, seed=0):
    if len(rows) < 2:
        raise ValueError("need at least two rows")
    if sample_size < 2 or num_trees < 1:
        raise ValueError("need a tree, and two rows in a sample")
    d = len(rows[0])
    for row in rows:
        if len(row) != d or not all(math.isfinite(x) for x in row):
            raise ValueError("rows must have the same number of finite values")
    rng = random.Random(seed)
    size = min(sample_size, len(rows))
    limit = math.ceil(math.log2(size))

    def c(n):
        if n <= 1:
            return 0
        harmonic = 0
        for i in range(1, n):
            harmonic += 1 / i
        return 2 * harmonic - 2 * (n - 1) / n

    def grow(sample, depth):
        features = []
        for f in range(d):
            if any(row[f] != sample[0][f] for row in sample):
                features.append(f)
        if depth == limit or not features:
            return {"length": depth + c(len(sample))}
        f = rng.choice(features)
        low = min(row[f] for row in sample)
        high = max(row[f] for row in sample)
        u = rng.random()
        cut = (1 - u) * low + u * high
        left = []
        right = []
        for row in sample:
            if row[f] < cut:
                left.append(row)
            else:
                right.append(row)
        return {"feature": f, "cut": cut, "left": grow(left, depth + 1), "right": grow(right, depth + 1)}

    forest = []
    for _ in range(num_trees):
        forest.append(grow(rng.sample(rows, size), 0))

    def score(row):
        if len(row) != d or not all(math.isfinite(x) for x in row):
            raise ValueError("the row must have as many finite values as the others")
        total = 0
        for node in forest:
            while "length" not in node:
                if row[node["feature"]] < node["cut"]:
                    node = node["left"]
                else:
                    node = node["right"]
            total += node["length"]
        return 2 ** (-total / num_trees / c(size))

    return score
