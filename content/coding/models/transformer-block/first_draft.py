from math import exp, sqrt


def transformer_block(x, weights, heads, epsilon=1e-5):
    d = len(weights["attention_norm"])
    hidden = len(weights["up"])
    if heads < 1 or heads > d or d % heads != 0:
        raise ValueError("the width must be a multiple of the number of heads")
    shapes = [("query", d, d), ("key", d, d), ("value", d, d), ("output", d, d), ("up", hidden, d), ("down", d, hidden)]
    for name, rows, columns in shapes:
        if len(weights[name]) != rows or any(len(row) != columns for row in weights[name]):
            raise ValueError("a matrix does not fit")
    if len(weights["mlp_norm"]) != d or any(len(row) != d for row in x):
        raise ValueError("the tokens or a norm do not fit")

    queries, keys, values = [], [], []
    for row in x:
        scale = sqrt(sum(value * value for value in row) / d + epsilon)
        normed = [gain * value / scale for gain, value in zip(weights["attention_norm"], row)]
        queries.append([sum(w * value for w, value in zip(line, normed)) for line in weights["query"]])
        keys.append([sum(w * value for w, value in zip(line, normed)) for line in weights["key"]])
        values.append([sum(w * value for w, value in zip(line, normed)) for line in weights["value"]])

    width = d // heads
    result = []
    for i in range(len(x)):
        joined = []
        for h in range(heads):
            scores = []
            for j in range(i + 1):
                score = 0
                for c in range(h * width, (h + 1) * width):
                    score += queries[i][c] * keys[j][c]
                scores.append(score / sqrt(width))
            largest = max(scores)
            powers = [exp(score - largest) for score in scores]
            total = sum(powers)
            for c in range(h * width, (h + 1) * width):
                joined.append(sum(powers[j] * values[j][c] for j in range(i + 1)) / total)
        row = []
        for r in range(d):
            row.append(x[i][r] + sum(w * value for w, value in zip(weights["output"][r], joined)))

        scale = sqrt(sum(value * value for value in row) / d + epsilon)
        normed = [gain * value / scale for gain, value in zip(weights["mlp_norm"], row)]
        inner = []
        for line in weights["up"]:
            inner.append(max(0.0, sum(w * value for w, value in zip(line, normed))))
        for r in range(d):
            row[r] += sum(w * value for w, value in zip(weights["down"][r], inner))
        result.append(row)
    return result
