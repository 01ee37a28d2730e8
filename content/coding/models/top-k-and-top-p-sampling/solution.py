import math
import random
from bisect import bisect_right
from heapq import nlargest
from itertools import accumulate


def sample_token(logits, temperature=1.0, top_k=None, top_p=1.0, rng=random):
    """Draw an index: temperature, then the top_k most probable, then the fewest of those that reach top_p."""
    check(logits, temperature, top_k, top_p)
    kept = most_probable(logits, 1 if temperature == 0 else top_k)
    probabilities = softmax([logits[i] for i in kept], temperature or 1)
    return kept[draw(nucleus(probabilities, top_p), rng)]


def check(logits, temperature, top_k, top_p):
    if not 0 <= temperature < math.inf or not 0 < top_p <= 1 or (top_k is not None and top_k < 1):
        raise ValueError("need a finite temperature >= 0, top_k >= 1 and 0 < top_p <= 1")
    if any(map(math.isnan, logits)) or len(logits) == 0 or not math.isfinite(max(logits)):
        raise ValueError("need a largest logit, it must be finite, and none may be NaN")


def most_probable(logits, count):
    """The indexes of the largest logits, largest first; all of them if count is None."""
    return nlargest(len(logits) if count is None else count, range(len(logits)), key=logits.__getitem__)


def softmax(ordered, temperature):
    """Probabilities of logits that come largest first."""
    exponentials = [math.exp((logit - ordered[0]) / temperature) for logit in ordered]
    total = sum(exponentials)
    return [e / total for e in exponentials]


def nucleus(probabilities, top_p):
    """Running totals, up to the first that reaches top_p."""
    totals = []
    for total in accumulate(probabilities):
        totals.append(total)
        if total >= top_p:
            break
    return totals


def draw(totals, rng):
    """The first running total above a uniform point; the last total need not be 1."""
    return bisect_right(totals, rng.random() * totals[-1])
