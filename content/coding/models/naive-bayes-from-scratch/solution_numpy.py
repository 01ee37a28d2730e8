import numpy as np


def naive_bayes(documents, labels, alpha=1.0):
    if len(documents) == 0 or len(documents) != len(labels):
        raise ValueError("need one label for every document, and at least one document")
    if not 0 < alpha < np.inf:
        raise ValueError("alpha must be positive and finite")
    classes = {label: i for i, label in enumerate(dict.fromkeys(labels))}
    column = {word: j for j, word in enumerate(dict.fromkeys(word for document in documents for word in document))}
    rows = [classes[label] for document, label in zip(documents, labels) for _ in document]
    columns = [column[word] for document in documents for word in document]
    counts = np.zeros((len(classes), len(column)))
    np.add.at(counts, (rows, columns), 1)
    sizes = np.bincount([classes[label] for label in labels])
    # the whole model: one bias and one weight vector for each class, so a batch would be one matrix product
    biases = np.log(sizes / len(labels))
    weights = np.log(counts + alpha) - np.log(counts.sum(axis=1, keepdims=True) + alpha * max(len(column), 1))

    def predict(document):
        known = [column[word] for word in document if word in column]
        scores = biases + weights @ np.bincount(np.array(known, dtype=int), minlength=len(column))
        scores = scores - np.logaddexp.reduce(scores)
        return {label: float(scores[i]) for label, i in classes.items()}

    return predict
