import random
from collections import Counter
from math import isqrt


def random_forest(rows, labels, trees=100, max_features=None, max_depth=None, seed=0):
    """Grow trees on bootstrap samples, with a few random features at each node; return a function that predicts a row.

    Without `max_features` it is the root of the number of columns, rounded down; without `max_depth` nodes are split
    until they are pure.
    """
    tried = isqrt(len(rows[0])) if len(rows) and max_features is None else max_features
    check(rows, labels, trees, tried)
    rng = random.Random(seed)
    forest = [tree(rows, labels, bootstrap(len(rows), rng), tried, max_depth, rng) for _ in range(trees)]
    return lambda row: most_frequent(predict(root, row) for root in forest)


def check(rows, labels, trees, tried):
    if len(rows) == 0 or len(rows) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    if trees < 1 or not 1 <= tried <= len(rows[0]):
        raise ValueError("need at least one tree, and between one feature and all of them")
    if any(len(row) != len(rows[0]) or any(x != x for x in row) for row in rows):
        raise ValueError("need rows of the same length, without NaN")


def bootstrap(n, rng):
    """As many row numbers as there are rows, drawn with replacement."""
    return [rng.randrange(n) for _ in range(n)]


def tree(rows, labels, members, tried, max_depth, rng):
    root = {}
    todo = [(root, members, 0)]
    while todo:
        node, members, depth = todo.pop()
        own = [labels[i] for i in members]
        node["label"] = most_frequent(own)
        split = None if depth == max_depth or len(set(own)) == 1 else best_split(rows, labels, members, tried, rng)
        if split:
            feature, threshold = split
            node.update(feature=feature, threshold=threshold, left={}, right={})
            todo.append((node["left"], [i for i in members if rows[i][feature] <= threshold], depth + 1))
            todo.append((node["right"], [i for i in members if rows[i][feature] > threshold], depth + 1))
    return root


def best_split(rows, labels, members, tried, rng):
    """The purest (feature, threshold) among random features; a node whose first ones are constant looks on."""
    best, best_score = None, 0
    for count, feature in enumerate(rng.sample(range(len(rows[0])), len(rows[0]))):
        if best and count >= tried:
            break
        for score, threshold in cuts(rows, labels, members, feature):
            if score > best_score:
                best, best_score = (feature, threshold), score
    return best


def cuts(rows, labels, members, feature):
    """Purity and threshold of each cut between different values: squared class counts over size, for both sides."""
    ordered = sorted(members, key=lambda i: rows[i][feature])
    left, right = Counter(), Counter(labels[i] for i in ordered)
    left_squares, right_squares = 0, sum(c * c for c in right.values())
    for size, (i, after) in enumerate(zip(ordered, ordered[1:]), start=1):
        left_squares += 2 * left[labels[i]] + 1
        right_squares -= 2 * right[labels[i]] - 1
        left[labels[i]] += 1
        right[labels[i]] -= 1
        if rows[i][feature] < rows[after][feature]:
            score = left_squares / size + right_squares / (len(ordered) - size)
            yield score, between(rows[i][feature], rows[after][feature])


def between(low, high):
    middle = (low + high) / 2
    return middle if low <= middle < high else low


def predict(node, row):
    while "left" in node:
        node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
    return node["label"]


def most_frequent(labels):
    return Counter(labels).most_common(1)[0][0]
