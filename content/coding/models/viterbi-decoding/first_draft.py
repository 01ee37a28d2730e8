from math import inf, log


def viterbi(observations, initial, transition, emission):
    states = range(len(initial))
    if len(transition) != len(initial) or len(emission) != len(initial):
        raise ValueError("need one row of transition and of emission for each state")
    for row in transition:
        if len(row) != len(initial):
            raise ValueError("a row of transition has the wrong length")
    for row in emission:
        if len(row) != len(emission[0]):
            raise ValueError("a row of emission has the wrong length")
    for row in [initial] + list(transition) + list(emission):
        total = 0
        for p in row:
            if not p >= 0:
                raise ValueError("probabilities must not be negative")
            total += p
        if not abs(total - 1) < 1e-9:
            raise ValueError("each row must add up to 1")
    if len(observations) == 0:
        raise ValueError("need at least one observation")
    for seen in observations:
        if seen < 0 or seen >= len(emission[0]):
            raise ValueError("an observation has no column in emission")

    score = []  # score[t][j]: the best log probability of a path that is in state j at time t
    pointer = []
    for t in range(len(observations)):
        score.append([-inf] * len(initial))
        pointer.append([0] * len(initial))
        for j in states:
            p = emission[j][observations[t]]
            show = log(p) if p > 0 else -inf
            if t == 0:
                score[t][j] = (log(initial[j]) if initial[j] > 0 else -inf) + show
                continue
            top = -inf
            for i in states:
                p = transition[i][j]
                candidate = score[t - 1][i] + (log(p) if p > 0 else -inf)
                if candidate > top:
                    top = candidate
                    pointer[t][j] = i
            score[t][j] = top + show

    last = 0
    for j in states:
        if score[-1][j] > score[-1][last]:
            last = j
    if score[-1][last] == -inf:
        raise ValueError("the observations are impossible under this model")
    path = [last]
    for t in range(len(observations) - 1, 0, -1):
        path.insert(0, pointer[t][path[0]])
    return path, score[-1][last]
