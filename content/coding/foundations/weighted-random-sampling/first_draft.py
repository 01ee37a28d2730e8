import math
import random


def weighted_sample(weights, count, seed=0):
    total = 0
    for weight in weights:
        if not weight >= 0:
            raise ValueError("weights must be numbers at or above zero")
        total += weight
    if not 0 < total < math.inf:
        raise ValueError("the sum of the weights must be positive and finite")
    rng = random.Random(seed)
    drawn = []
    for _ in range(count):
        point = rng.random() * total
        passed = 0
        for i in range(len(weights)):
            passed += weights[i]
            if point < passed:
                break
        drawn.append(i)
    return drawn
