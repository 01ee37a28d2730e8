import numpy as np


def random_forest(rows, labels, trees=100, max_features=None, max_depth=None, seed=0):
    if len(rows) == 0 or len(rows) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    x = np.asarray(rows, dtype=float)  # itself refuses rows of different lengths
    if np.isnan(x).any():
        raise ValueError("need rows without NaN")
    n, d = x.shape
    tried = int(d**0.5) if max_features is None else max_features
    if trees < 1 or not 1 <= tried <= d:
        raise ValueError("need at least one tree, and between one feature and all of them")
    names = list(dict.fromkeys(labels))
    one_hot = np.eye(len(names))[[names.index(label) for label in labels]]
    rng = np.random.default_rng(seed)
    # a bootstrap sample is a weight for each row: how often it was drawn. No row is copied
    forest = [
        tree(x, one_hot * rng.multinomial(n, np.full(n, 1 / n))[:, None], tried, max_depth, rng) for _ in range(trees)
    ]

    def predict(row):
        votes = np.zeros(len(names), dtype=int)
        for node in forest:
            while "left" in node:
                node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
            votes[node["label"]] += 1
        return names[votes.argmax()]

    return predict


def tree(x, weighted, tried, max_depth, rng):
    root = {}
    todo = [(root, np.flatnonzero(weighted.any(axis=1)), 0)]
    while todo:
        node, members, depth = todo.pop()
        counts = weighted[members].sum(axis=0)
        node["label"] = counts.argmax()
        if depth == max_depth or (counts > 0).sum() == 1:
            continue
        order = rng.permutation(x.shape[1])
        # all features at once, one column each; those behind the first few only serve if these are constant
        rank = x[np.ix_(members, order)].argsort(axis=0, kind="stable")
        values = np.take_along_axis(x[np.ix_(members, order)], rank, axis=0)
        left = weighted[members][rank].cumsum(axis=0)[:-1]
        right = counts - left
        scores = (left**2).sum(axis=2) / left.sum(axis=2) + (right**2).sum(axis=2) / right.sum(axis=2)
        scores[values[:-1] >= values[1:]] = -1
        usable = np.flatnonzero((scores > 0).any(axis=0))
        if len(usable) == 0:
            continue
        scores = scores[:, : max(tried, usable[0] + 1)]
        cut, column = np.unravel_index(scores.argmax(), scores.shape)
        low, high = values[cut, column], values[cut + 1, column]
        middle = low / 2 + high / 2
        node.update(feature=order[column], threshold=middle if low <= middle < high else low, left={}, right={})
        below = x[members, node["feature"]] <= node["threshold"]
        todo += [(node["left"], members[below], depth + 1), (node["right"], members[~below], depth + 1)]
    return root
