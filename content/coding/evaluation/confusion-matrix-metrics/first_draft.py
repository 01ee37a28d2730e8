def confusion_matrix_metrics(truth, predictions, labels, zero_division=0.0):
    if len(truth) != len(predictions):
        raise ValueError("need one prediction for every true label")
    if len(labels) == 0 or len(set(labels)) != len(labels):
        raise ValueError("need at least one label, and each label once")
    k = len(labels)
    matrix = [[0] * k for _ in range(k)]
    for actual, predicted in zip(truth, predictions):
        if actual not in labels or predicted not in labels:
            raise ValueError("a row carries an unknown label")
        matrix[labels.index(actual)][labels.index(predicted)] += 1
    per_class = []
    all_tp = all_fp = all_fn = 0
    for c in range(k):
        tp = matrix[c][c]
        fp = 0
        fn = 0
        for other in range(k):
            if other != c:
                fp += matrix[other][c]
                fn += matrix[c][other]
        precision = tp / (tp + fp) if tp + fp > 0 else zero_division
        recall = tp / (tp + fn) if tp + fn > 0 else zero_division
        f1 = 2 * tp / (2 * tp + fp + fn) if tp + fp + fn > 0 else zero_division
        per_class.append((precision, recall, f1))
        all_tp += tp
        all_fp += fp
        all_fn += fn
    macro = tuple(sum(scores[i] for scores in per_class) / k for i in range(3))
    micro = (
        all_tp / (all_tp + all_fp) if all_tp + all_fp > 0 else zero_division,
        all_tp / (all_tp + all_fn) if all_tp + all_fn > 0 else zero_division,
        2 * all_tp / (2 * all_tp + all_fp + all_fn) if all_tp + all_fp + all_fn > 0 else zero_division,
    )
    return {"matrix": matrix, "per_class": per_class, "macro": macro, "micro": micro}
