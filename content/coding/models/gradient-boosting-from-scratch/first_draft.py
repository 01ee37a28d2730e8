def gradient_boosting(rows, targets, rounds=100, learning_rate=0.1):
    n = len(rows)
    if n == 0 or n != len(targets):
        raise ValueError("need one target for every row, and at least one row")
    start = sum(targets) / n
    fitted = [start] * n
    stumps = []
    for _ in range(rounds):
        residuals = [y - f for y, f in zip(targets, fitted)]
        best = None
        best_score = 0
        for feature in range(len(rows[0])):
            order = sorted(range(n), key=lambda i: rows[i][feature])
            total = sum(residuals[i] for i in order)
            left = 0
            for count in range(1, n):
                left += residuals[order[count - 1]]
                right = total - left
                low = rows[order[count - 1]][feature]
                if low == rows[order[count]][feature]:
                    continue
                score = left * left / count + right * right / (n - count)
                if score > best_score:
                    best_score = score
                    best = feature, low, left / count, right / (n - count)
        if best is None:
            break
        stumps.append(best)
        feature, low, below, above = best
        for i in range(n):
            fitted[i] += learning_rate * (below if rows[i][feature] <= low else above)

    def predict(row):
        prediction = start
        for feature, low, below, above in stumps:
            prediction += learning_rate * (below if row[feature] <= low else above)
        return prediction

    return predict
