import numpy as np


def viterbi(observations, initial, transition, emission):
    try:
        initial, transition, emission = (np.asarray(table, dtype=float) for table in (initial, transition, emission))
    except ValueError:
        raise ValueError("a row has the wrong length") from None
    s = len(initial)
    if transition.shape != (s, s) or emission.ndim != 2 or len(emission) != s:
        raise ValueError("need one row of transition and of emission for each state")
    for table in (initial, transition, emission):
        if not ((table >= 0).all() and (abs(table.sum(axis=-1) - 1) < 1e-9).all()):
            raise ValueError("each row must be probabilities that add up to 1")
    seen = np.asarray(observations, dtype=int)
    if len(seen) == 0 or seen.min() < 0 or seen.max() >= emission.shape[1]:
        raise ValueError("need at least one observation, and a column of emission for each")

    with np.errstate(divide="ignore"):
        start, moves, shows = np.log(initial), np.log(transition), np.log(emission)
    scores = start + shows[:, seen[0]]
    pointers = np.zeros((len(seen), s), dtype=int)
    for t in range(1, len(seen)):  # the loop over time stays: each step needs the one before
        arrivals = scores[:, None] + moves  # from i, down the rows, to j
        pointers[t] = arrivals.argmax(axis=0)
        scores = arrivals.max(axis=0) + shows[:, seen[t]]
    path = [int(scores.argmax())]
    if scores[path[0]] == -np.inf:
        raise ValueError("the observations are impossible under this model")
    for t in range(len(seen) - 1, 0, -1):
        path.append(int(pointers[t, path[-1]]))
    return path[::-1], float(scores.max())
