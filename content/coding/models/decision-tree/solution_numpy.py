import numpy as np


def decision_tree(rows, labels, max_depth=None, min_leaf=1):
    x = np.asarray(rows, dtype=float)
    if len(x) == 0 or len(x) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    names, codes = np.unique(np.asarray(labels), return_inverse=True)
    one_hot = np.eye(len(names), dtype=np.int64)[codes]
    root = {}
    todo = [(root, np.arange(len(x)), 0)]
    while todo:
        node, members, depth = todo.pop()
        counts = one_hot[members].sum(axis=0)
        node["label"] = names[counts.argmax()]
        if counts.max() == len(members) or depth == max_depth:
            continue
        best_score = 0
        sizes = np.arange(1, len(members))
        for feature in range(x.shape[1]):
            ordered = members[x[members, feature].argsort(kind="stable")]
            values = x[ordered, feature]
            left = one_hot[ordered].cumsum(axis=0)[:-1]  # class counts left of every cut at once
            scores = (left**2).sum(axis=1) / sizes + ((counts - left) ** 2).sum(axis=1) / sizes[::-1]
            allowed = (values[:-1] < values[1:]) & (sizes >= min_leaf) & (sizes[::-1] >= min_leaf)
            scores[~allowed] = 0
            cut = scores.argmax() if len(scores) else 0
            if len(scores) and scores[cut] > best_score:
                best_score = scores[cut]
                low, high = values[cut], values[cut + 1]
                middle = low / 2 + high / 2  # no overflow
                node.update(feature=feature, threshold=middle if low <= middle < high else low)
        if best_score:
            node.update(left={}, right={})
            below = x[members, node["feature"]] <= node["threshold"]
            todo += [(node["left"], members[below], depth + 1), (node["right"], members[~below], depth + 1)]

    def predict(row):
        node = root
        while "left" in node:
            node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
        return node["label"]

    return predict
