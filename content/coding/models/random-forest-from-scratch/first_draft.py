import random


def random_forest(rows, labels, trees=100, max_features=None, max_depth=None, seed=0):
    n = len(rows)
    if n == 0 or n != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    d = len(rows[0])
    tried = int(d**0.5) if max_features is None else max_features
    if trees < 1 or tried < 1 or tried > d:
        raise ValueError("need at least one tree, and between one feature and all of them")
    for row in rows:
        if len(row) != d or any(x != x for x in row):
            raise ValueError("need rows of the same length, without NaN")
    rng = random.Random(seed)
    forest = []
    for _ in range(trees):
        root = {}
        todo = [(root, [rng.randrange(n) for _ in range(n)], 0)]
        while todo:
            node, members, depth = todo.pop()
            counts = {}
            for i in members:
                counts[labels[i]] = counts.get(labels[i], 0) + 1
            node["label"] = max(counts, key=counts.get)
            if len(counts) == 1 or depth == max_depth:
                continue
            best_score = 0
            best_feature = best_threshold = None
            features = rng.sample(range(d), d)
            for position in range(d):
                if position >= tried and best_feature is not None:
                    break
                feature = features[position]
                values = sorted({rows[i][feature] for i in members})
                for low, high in zip(values, values[1:]):
                    left = {}
                    right = {}
                    for i in members:
                        side = left if rows[i][feature] <= low else right
                        side[labels[i]] = side.get(labels[i], 0) + 1
                    score = 0
                    for side in (left, right):
                        score += sum(c * c for c in side.values()) / sum(side.values())
                    if score > best_score:
                        best_score = score
                        best_feature = feature
                        best_threshold = (low + high) / 2
                        if not low <= best_threshold < high:
                            best_threshold = low
            if best_feature is None:
                continue
            below = [i for i in members if rows[i][best_feature] <= best_threshold]
            above = [i for i in members if rows[i][best_feature] > best_threshold]
            node["feature"] = best_feature
            node["threshold"] = best_threshold
            node["left"] = {}
            node["right"] = {}
            todo.append((node["left"], below, depth + 1))
            todo.append((node["right"], above, depth + 1))
        forest.append(root)

    def predict(row):
        votes = {}
        for node in forest:
            while "left" in node:
                node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
            votes[node["label"]] = votes.get(node["label"], 0) + 1
        return max(votes, key=votes.get)

    return predict
