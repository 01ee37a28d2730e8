import numpy as np


def confusion_matrix_metrics(truth, predictions, labels, zero_division=0.0):
    k, position = len(labels), {label: i for i, label in enumerate(labels)}
    if len(truth) != len(predictions):
        raise ValueError("need one prediction for every true label")
    if k == 0 or len(position) != k:
        raise ValueError("need at least one label, and each label once")
    if not position.keys() >= {*truth, *predictions}:
        raise ValueError("a row carries an unknown label")
    actual, predicted = (np.array([position[label] for label in rows], dtype=int) for rows in (truth, predictions))
    # a cell is a number in base k, so counting cells is one histogram
    matrix = np.bincount(k * actual + predicted, minlength=k * k).reshape(k, k)
    tp, columns, rows = matrix.diagonal(), matrix.sum(axis=0), matrix.sum(axis=1)

    def ratio(part, whole):
        return np.divide(part, whole, out=np.full(np.shape(part), float(zero_division)), where=whole > 0)

    per_class = np.stack([ratio(tp, columns), ratio(tp, rows), ratio(2 * tp, columns + rows)], axis=1)
    hits, n = tp.sum(), matrix.sum()
    micro = np.stack([ratio(hits, n), ratio(hits, n), ratio(2 * hits, 2 * n)])
    return {"matrix": matrix, "per_class": per_class, "macro": per_class.mean(axis=0), "micro": micro}
