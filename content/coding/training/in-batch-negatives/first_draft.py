from math import exp, log


def in_batch_loss(users, items, ids, log_q=None, temperature=1.0):
    n = len(users)
    if n == 0 or len(items) != n or len(ids) != n or (log_q is not None and len(log_q) != n):
        raise ValueError("need one item, one id and one log q for every user, and at least one user")
    d = len(users[0])
    if any(len(row) != d for row in users) or any(len(row) != d for row in items):
        raise ValueError("all embeddings must have the same length")
    loss = 0
    user_gradient = [[0] * d for _ in range(n)]
    item_gradient = [[0] * d for _ in range(n)]
    for i in range(n):
        logits = {}
        for j in range(n):
            if j != i and ids[j] == ids[i]:
                continue  # the positive item of this row, once more
            logits[j] = sum(a * b for a, b in zip(users[i], items[j])) / temperature
            if log_q is not None:
                logits[j] -= log_q[j]
        largest = max(logits.values())
        total = sum(exp(score - largest) for score in logits.values())
        loss += (log(total) - (logits[i] - largest)) / n
        for j in logits:
            error = exp(logits[j] - largest) / total
            if j == i:
                error -= 1
            for c in range(d):
                user_gradient[i][c] += error * items[j][c] / (n * temperature)
                item_gradient[j][c] += error * users[i][c] / (n * temperature)
    return loss, user_gradient, item_gradient
