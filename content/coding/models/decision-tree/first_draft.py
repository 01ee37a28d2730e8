def decision_tree(rows, labels, max_depth=None, min_leaf=1):
    if len(rows) == 0 or len(rows) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    root = {}
    todo = [(root, list(range(len(rows))), 0)]
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
        for feature in range(len(rows[0])):
            values = sorted({rows[i][feature] for i in members})
            for low, high in zip(values, values[1:]):
                left = {}
                right = {}
                for i in members:
                    side = left if rows[i][feature] <= low else right
                    side[labels[i]] = side.get(labels[i], 0) + 1
                n_left = sum(left.values())
                n_right = sum(right.values())
                if n_left < min_leaf or n_right < min_leaf:
                    continue
                score = sum(c * c for c in left.values()) / n_left + sum(c * c for c in right.values()) / n_right
                if score > best_score:
                    best_score = score
                    best_feature = feature
                    best_threshold = (low + high) / 2
                    if not low <= best_threshold < high:
                        best_threshold = low
        if best_feature is None:
            continue
        node["feature"] = best_feature
        node["threshold"] = best_threshold
        node["left"] = {}
        node["right"] = {}
        below = [i for i in members if rows[i][best_feature] <= best_threshold]
        above = [i for i in members if rows[i][best_feature] > best_threshold]
        todo.append((node["left"], below, depth + 1))
        todo.append((node["right"], above, depth + 1))

    def predict(row):
        node = root
        while "left" in node:
            node = node["left"] if row[node["feature"]] <= node["threshold"] else node["right"]
        return node["label"]

    return predict
