from collections import Counter


def decision_tree(rows, labels, max_depth=None, min_leaf=1):
    """Grow a classification tree by Gini impurity and return a function that predicts the label of one row."""
    if len(rows) == 0 or len(rows) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    root = {}
    todo = [(root, list(range(len(rows))), 0)]
    while todo:  # a list of open nodes and not recursion: a tree can be deeper than Python's call stack
        node, members, depth = todo.pop()
        counts = Counter(labels[i] for i in members)
        node["label"] = counts.most_common(1)[0][0]
        split = None if len(counts) == 1 or depth == max_depth else best_split(rows, labels, members, min_leaf)
        if split:
            node.update(feature=split[0], threshold=split[1], left={}, right={})
            for side, part in zip(("left", "right"), partition(rows, members, *split)):
                todo.append((node[side], part, depth + 1))
    return lambda row: predict(root, row)


def best_split(rows, labels, members, min_leaf):
    """The (feature, threshold) with the lowest weighted Gini impurity, or None if no split is allowed."""
    best, best_score = None, 0
    for feature in range(len(rows[0])):
        ordered = sorted(members, key=lambda i: rows[i][feature])
        values = [rows[i][feature] for i in ordered]
        for n_left, score in enumerate(split_scores([labels[i] for i in ordered]), start=1):
            low, high = values[n_left - 1 : n_left + 1]
            if low < high and min_leaf <= n_left <= len(ordered) - min_leaf and score > best_score:
                best, best_score = (feature, between(low, high)), score
    return best


def split_scores(labels):
    """For each cut of the ordered labels: squared class counts over size, summed over both sides; high is pure."""
    left, right = Counter(), Counter(labels)
    left_squares, right_squares = 0, sum(c * c for c in right.values())
    for n_left, label in enumerate(labels[:-1], start=1):
        left_squares += 2 * left[label] + 1  # (c + 1)^2 - c^2
        right_squares -= 2 * right[label] - 1  # c^2 - (c - 1)^2
        left[label] += 1
        right[label] -= 1
        yield left_squares / n_left + right_squares / (len(labels) - n_left)


def between(low, high):
    """The midpoint, unless rounding moves it onto the upper value or beyond."""
    middle = (low + high) / 2
    return middle if low <= middle < high else low


def partition(rows, members, feature, threshold):
    left = [i for i in members if rows[i][feature] <= threshold]
    right = [i for i in members if rows[i][feature] > threshold]
    return left, right


def predict(node, row):
    while "left" in node:
        node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
    return node["label"]
