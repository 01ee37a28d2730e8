from collections import Counter
from math import exp, inf, log


def naive_bayes(documents, labels, alpha=1.0):
    """Fit multinomial naive Bayes to lists of words; return a function that gives {label: log posterior} for a document.

    Every word of the vocabulary starts with the count alpha > 0 in every class. Words that no training document holds
    are ignored.
    """
    check(documents, labels, alpha)
    log_priors = {label: log(size / len(labels)) for label, size in Counter(labels).items()}
    counts = count_words(documents, labels)
    vocabulary = set().union(*counts.values())
    log_words = {label: log_probabilities(counts[label], vocabulary, alpha) for label in log_priors}
    return lambda document: log_posteriors(document, log_priors, log_words)


def check(documents, labels, alpha):
    if len(documents) == 0 or len(documents) != len(labels):
        raise ValueError("need one label for every document, and at least one document")
    if not 0 < alpha < inf:
        raise ValueError("alpha must be positive and finite")


def count_words(documents, labels):
    counts = {label: Counter() for label in labels}
    for document, label in zip(documents, labels):
        for word in document:
            counts[label][word] += 1
    return counts


def log_probabilities(counts, vocabulary, alpha):
    """The log of each word's smoothed share among all words of a class."""
    total = counts.total() + alpha * len(vocabulary)
    return {word: log(counts[word] + alpha) - log(total) for word in vocabulary}


def log_posteriors(document, log_priors, log_words):
    scores = {}
    for label, log_prior in log_priors.items():
        table = log_words[label]
        scores[label] = log_prior + sum(table[word] for word in document if word in table)
    return normalized(scores)


def normalized(scores):
    """Subtract the log of the summed exponentials; the largest score goes first, so that nothing overflows."""
    top = max(scores.values())
    log_total = top + log(sum(exp(score - top) for score in scores.values()))
    return {label: score - log_total for label, score in scores.items()}
