import numpy as np


def softmax_cross_entropy(logits, labels):
    logits, labels = np.asarray(logits, dtype=float), np.asarray(labels)
    if len(logits) == 0 or len(logits) != len(labels):
        raise ValueError("need one label for every row, and at least one row")
    if labels.min() < 0 or labels.max() >= logits.shape[1]:
        raise ValueError("a label is no class")  # numpy, too, reads -1 as the last class
    true = np.arange(len(logits)), labels  # the entry of the true class in each row
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    gradient = np.exp(log_p)
    gradient[true] -= 1
    return -log_p[true].mean(), gradient / len(logits)
