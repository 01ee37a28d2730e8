from math import inf, log


def viterbi(observations, initial, transition, emission):
    """Return the most probable path of hidden states, and the log of its joint probability with the observations.

    States and observations are numbers from 0. Row i of transition holds the probabilities of the moves from state i,
    row i of emission those of what state i shows. Among equal scores the smaller state wins.
    """
    check(observations, initial, transition, emission)
    (start,), moves, shows = logs([initial]), logs(transition), logs(emission)
    scores = [a + row[observations[0]] for a, row in zip(start, shows)]
    pointers = []
    for seen in observations[1:]:
        previous = [best([a + row[j] for a, row in zip(scores, moves)]) for j in range(len(initial))]
        scores = [scores[i] + moves[i][j] + shows[j][seen] for j, i in enumerate(previous)]
        pointers.append(previous)
    last = best(scores)
    if scores[last] == -inf:
        raise ValueError("the observations are impossible under this model")
    return walk_back(pointers, last), scores[last]


def check(observations, initial, transition, emission):
    if not len(initial) == len(transition) == len(emission):
        raise ValueError("need one row of transition and of emission for each state")
    if any(len(row) != len(initial) for row in transition) or any(len(row) != len(emission[0]) for row in emission):
        raise ValueError("a row has the wrong length")
    for row in [initial, *transition, *emission]:
        if not (all(p >= 0 for p in row) and abs(sum(row) - 1) < 1e-9):  # also catches NaN
            raise ValueError("each row must be probabilities that add up to 1")
    if not observations:
        raise ValueError("need at least one observation")
    if not all(0 <= seen < len(emission[0]) for seen in observations):
        raise ValueError("an observation has no column in emission")


def logs(table):
    return [[log(p) if p > 0 else -inf for p in row] for row in table]


def best(scores):
    """The state with the largest score, the first of equals."""
    return max(range(len(scores)), key=scores.__getitem__)


def walk_back(pointers, last):
    """Follow the pointers from the last state to the first."""
    path = [last]
    for previous in reversed(pointers):
        path.append(previous[path[-1]])
    return path[::-1]
