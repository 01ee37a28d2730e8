import random


def k_fold_cross_validation(rows, targets, k, fit, score, seed=0):
    n = len(rows)
    if n != len(targets):
        raise ValueError("need one target for every row")
    if not 2 <= k <= n:
        raise ValueError("need at least two folds, and at least one row for each")
    order = list(range(n))
    random.Random(seed).shuffle(order)
    fold_of = [0] * n
    for position, i in enumerate(order):
        fold_of[i] = position % k
    scores = []
    for fold in range(k):
        train_rows = []
        train_targets = []
        for i in range(n):
            if fold_of[i] != fold:
                train_rows.append(rows[i])
                train_targets.append(targets[i])
        test_rows = []
        test_targets = []
        for i in order:
            if fold_of[i] == fold:
                test_rows.append(rows[i])
                test_targets.append(targets[i])
        model = fit(train_rows, train_targets)
        scores.append(score(model, test_rows, test_targets))
    return scores
