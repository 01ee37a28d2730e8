from heapq import nsmallest
from math import inf


def beam_search(next_log_probabilities, width, end, max_length, power=1.0):
    """Return the best text found, as a tuple of tokens, and its score: sum of log probabilities / length ** power.

    next_log_probabilities(tokens) is a dict from next token to log probability. A text is finished by the token `end`,
    which is part of it, or by max_length tokens. Of equal scores the shorter text wins, then the one that sorts first.
    """
    check(width, max_length, power)
    running, best, best_score = [(0.0, ())], None, -inf
    while running:
        kept = best_extensions(running, next_log_probabilities, width)
        running = []
        for total, tokens in kept:
            if tokens[-1] != end and len(tokens) < max_length:
                running.append((total, tokens))
            elif total / len(tokens) ** power > best_score:
                best, best_score = tokens, total / len(tokens) ** power
        if running and best_score >= hope(running, max_length, power):
            break
    if best is None:
        raise ValueError("no text can be finished")
    return best, best_score


def check(width, max_length, power):
    if width < 1 or max_length < 1:
        raise ValueError("width and max_length must be at least 1")
    if not 0 <= power < inf:  # also catches NaN
        raise ValueError("power must be a number at or above zero")


def best_extensions(running, next_log_probabilities, width):
    """The best `width` of all running texts with one more token, best first."""
    candidates = [
        (-(total + log_probability), tokens, token)
        for total, tokens in running
        for token, log_probability in possible(next_log_probabilities(tokens))
    ]
    return [(-cost, (*tokens, token)) for cost, tokens, token in nsmallest(width, candidates)]


def possible(log_probabilities):
    if not all(value <= 0 for value in log_probabilities.values()):
        raise ValueError("a log probability must be a number at or below zero")
    return [(token, value) for token, value in log_probabilities.items() if value > -inf]


def hope(running, max_length, power):
    """No running text can end with a higher score: its total only falls, and no length divides it by more."""
    return running[0][0] / max_length**power
