from math import exp, inf, log


def in_batch_loss(users, items, ids, log_q=None, temperature=1.0):
    """Return the mean softmax loss of n pairs and its gradients with respect to the user and the item embeddings.

    User i took item i; the items of the other rows are its negatives, except copies of item i, which have the same id.
    log_q[j] is the logarithm of the share of item j in the batches; it is subtracted from the logits of item j.
    """
    check(users, items, ids, log_q)
    n = len(users)
    rows = [logits(user, items, log_q, temperature) for user in users]
    rows = [shifted(without_copies(row, ids, i)) for i, row in enumerate(rows)]
    loss = sum(log(sum(map(exp, row))) - row[i] for i, row in enumerate(rows)) / n
    errors = [[(p - (j == i)) / (n * temperature) for j, p in enumerate(softmax(row))] for i, row in enumerate(rows)]
    return loss, mixtures(errors, items), mixtures(list(zip(*errors)), users)


def check(users, items, ids, log_q):
    n = len(users)
    if n == 0 or any(len(column) != n for column in (items, ids, users if log_q is None else log_q)):
        raise ValueError("need one item, one id and one log q for every user, and at least one user")
    if len({len(row) for row in [*users, *items]}) > 1:
        raise ValueError("all embeddings must have the same length")


def logits(user, items, log_q, temperature):
    scores = [dot(user, item) / temperature for item in items]
    return scores if log_q is None else [score - q for score, q in zip(scores, log_q)]


def without_copies(row, ids, i):
    """The same item in another row is no negative: it gets the probability 0."""
    return [-inf if j != i and ids[j] == ids[i] else score for j, score in enumerate(row)]


def shifted(row):
    largest = max(row)
    return [score - largest for score in row]


def softmax(row):
    powers = [exp(score) for score in row]
    total = sum(powers)
    return [power / total for power in powers]


def mixtures(weights, vectors):
    """For each row of weights the weighted sum of the vectors."""
    columns = list(zip(*vectors))
    return [[dot(row, column) for column in columns] for row in weights]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))
