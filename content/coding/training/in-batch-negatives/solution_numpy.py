import numpy as np


def in_batch_loss(users, items, ids, log_q=None, temperature=1.0):
    n = len(users)
    if n == 0 or len(items) != n or len(ids) != n or (log_q is not None and len(log_q) != n):
        raise ValueError("need one item, one id and one log q for every user, and at least one user")
    u, v = np.array(users, dtype=float), np.array(items, dtype=float)  # numpy refuses rows of different length
    logits = u @ v.T / temperature  # and here users and items of different length
    if log_q is not None:
        logits = logits - np.asarray(log_q)  # by column: one item, one correction
    _, codes = np.unique(np.asarray(ids), return_inverse=True)
    copies = (codes[:, None] == codes) & ~np.eye(n, dtype=bool)
    logits = np.where(copies, -np.inf, logits)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    errors = (np.exp(log_p) - np.eye(n)) / (n * temperature)
    return -log_p.diagonal().mean(), errors @ v, errors.T @ u
