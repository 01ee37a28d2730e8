import random


def k_fold_cross_validation(rows, targets, k, fit, score, seed=0):
    """Return k scores: each fold is scored by a model that was fitted to all other folds.

    fit(rows, targets) returns a model, and score(model, rows, targets) a number. The rows are shuffled, and the sizes
    of the folds differ by one at most.
    """
    check(rows, targets, k)
    folds = shuffled_folds(len(rows), k, seed)
    return [score_of_fold(rows, targets, fold, fit, score) for fold in folds]


def check(rows, targets, k):
    if len(rows) != len(targets):
        raise ValueError("need one target for every row")
    if not 2 <= k <= len(rows):
        raise ValueError("need at least two folds, and at least one row for each")


def shuffled_folds(n, k, seed):
    """The indexes 0 to n - 1 in random order, dealt like cards to k hands."""
    order = list(range(n))
    random.Random(seed).shuffle(order)
    return [order[start::k] for start in range(k)]


def score_of_fold(rows, targets, fold, fit, score):
    held_out = set(fold)
    rest = [i for i in range(len(rows)) if i not in held_out]
    model = fit(*chosen(rows, targets, rest))
    return score(model, *chosen(rows, targets, fold))


def chosen(rows, targets, indexes):
    return [rows[i] for i in indexes], [targets[i] for i in indexes]
