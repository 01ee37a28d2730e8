import math
import random


def weighted_sample(weights, count, seed=0):
    """Draw `count` indexes with replacement, each with probability proportional to its weight."""
    rng = random.Random(seed)
    ends = running_totals(weights)
    return [first_above(ends, rng.random() * ends[-1]) for _ in range(count)]


def running_totals(weights):
    """Where the segment of each weight ends, laid end to end; the last is the total."""
    ends, total = [], 0
    for weight in weights:
        if not weight >= 0:  # also catches NaN
            raise ValueError("weights must be numbers at or above zero")
        total += weight
        ends.append(total)
    if not 0 < total < math.inf:
        raise ValueError("the sum of the weights must be positive and finite")
    return ends


def first_above(ends, point):
    """Binary search for the first end strictly above the point, so that an empty segment is never hit."""
    low, high = 0, len(ends) - 1  # the answer lies in low..high
    while low < high:
        middle = (low + high) // 2
        if ends[middle] > point:
            high = middle
        else:
            low = middle + 1
    return low
