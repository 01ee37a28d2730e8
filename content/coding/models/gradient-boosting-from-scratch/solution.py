def gradient_boosting(rows, targets, rounds=100, learning_rate=0.1):
    """Fit a constant plus up to `rounds` regression stumps by squared loss, and return a function that predicts a row.

    Each stump is fitted to what the sum so far leaves over, and added with the factor `learning_rate`.
    """
    if len(rows) == 0 or len(rows) != len(targets):
        raise ValueError("need one target for every row, and at least one row")
    start = sum(targets) / len(targets)
    fitted, stumps = [start] * len(targets), []
    orders = sorted_orders(rows)  # the rows never change, so one sort per feature serves all rounds
    for _ in range(rounds):
        stump = best_stump(rows, [y - f for y, f in zip(targets, fitted)], orders)
        if stump is None:
            break
        stumps.append(stump)
        fitted = [f + learning_rate * leaf(stump, row) for f, row in zip(fitted, rows)]
    return lambda row: start + learning_rate * sum(leaf(stump, row) for stump in stumps)


def sorted_orders(rows):
    """For each feature the row numbers, by rising value."""
    return [sorted(range(len(rows)), key=lambda i: rows[i][feature]) for feature in range(len(rows[0]))]


def best_stump(rows, residuals, orders):
    """The (feature, threshold, mean below, mean above) with the least squared error, or None if nothing can be cut."""
    best, best_score = None, 0
    for feature, order in enumerate(orders):
        values = [rows[i][feature] for i in order]
        for count, left, right in running_sums([residuals[i] for i in order]):
            score = left * left / count + right * right / (len(order) - count)
            if values[count - 1] < values[count] and score > best_score:
                best_score = score
                best = feature, values[count - 1], left / count, right / (len(order) - count)
    return best


def running_sums(residuals):
    """For each cut of the ordered residuals: how many are below, their sum, and the sum of the rest."""
    total, left = sum(residuals), 0
    for count, residual in enumerate(residuals[:-1], start=1):
        left += residual
        yield count, left, total - left


def leaf(stump, row):
    feature, threshold, below, above = stump
    return below if row[feature] <= threshold else above
