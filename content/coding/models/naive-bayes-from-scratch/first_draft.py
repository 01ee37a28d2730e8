from math import exp, inf, log


def naive_bayes(documents, labels, alpha=1.0):
    if len(documents) == 0 or len(documents) != len(labels):
        raise ValueError("need one label for every document, and at least one document")
    if not 0 < alpha < inf:
        raise ValueError("alpha must be positive and finite")
    n = len(documents)
    sizes = {}
    counts = {}
    totals = {}
    vocabulary = set()
    for document, label in zip(documents, labels):
        if label not in sizes:
            sizes[label] = 0
            counts[label] = {}
            totals[label] = 0
        sizes[label] += 1
        for word in document:
            counts[label][word] = counts[label].get(word, 0) + 1
            totals[label] += 1
            vocabulary.add(word)

    def predict(document):
        scores = {}
        for label in sizes:
            scores[label] = log(sizes[label] / n)
            for word in document:
                if word in vocabulary:
                    count = counts[label].get(word, 0)
                    scores[label] += log(count + alpha) - log(totals[label] + alpha * len(vocabulary))
        top = max(scores.values())
        total = 0
        for label in scores:
            total += exp(scores[label] - top)
        return {label: scores[label] - top - log(total) for label in scores}

    return predict
