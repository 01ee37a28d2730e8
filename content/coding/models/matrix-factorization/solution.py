import math
import random


def matrix_factorization(ratings, k, rate=0.02, penalty=0.05, epochs=30, seed=0):
    """Fit mean + user bias + item bias + dot product of k factors to triples (user, item, rating).

    Return the mean squared error of each epoch, every error measured just before its step, and a function that predicts
    for a user and an item. Who was not in the ratings counts as average: bias and vector zero. With k = 0 only the
    biases are fitted. The vectors start as normal draws of deviation 0.1, users before items, each side in the order of
    first appearance.
    """
    check(ratings, k, rate, penalty, epochs)
    rng = random.Random(seed)
    mean = sum(rating for _, _, rating in ratings) / len(ratings)
    users = start((user for user, _, _ in ratings), k, rng)
    items = start((item for _, item, _ in ratings), k, rng)
    losses = []
    for _ in range(epochs):
        errors = [
            step(users[user], items[item], rating - mean, rate, penalty)
            for user, item, rating in shuffled(ratings, rng)
        ]
        losses.append(sum(error * error for error in errors) / len(errors))
        if not math.isfinite(losses[-1]):
            raise ValueError("the errors grow without limit: lower the rate")
    return losses, lambda user, item: mean + score(users.get(user, [0.0]), items.get(item, [0.0]))


def check(ratings, k, rate, penalty, epochs):
    if len(ratings) == 0 or not all(math.isfinite(rating) for _, _, rating in ratings):
        raise ValueError("need at least one rating, and every rating finite")
    if k < 0 or epochs < 0 or not rate > 0 or not penalty >= 0:
        raise ValueError("k, epochs and penalty must not be negative, and the rate must be positive")


def start(names, k, rng):
    """For each name a list: first the bias, at zero, then the k factors, small and random."""
    return {name: [0.0] + [rng.gauss(0, 0.1) for _ in range(k)] for name in dict.fromkeys(names)}


def shuffled(ratings, rng):
    return rng.sample(ratings, len(ratings))


def step(user, item, target, rate, penalty):
    """Move both sides against the gradient for one rating; return the error from before the step."""
    error = target - score(user, item)
    user[0] += rate * (error - penalty * user[0])
    item[0] += rate * (error - penalty * item[0])
    for j in range(1, len(user)):
        p, q = user[j], item[j]  # both gradients use the old values
        user[j] += rate * (error * q - penalty * p)
        item[j] += rate * (error * p - penalty * q)
    return error


def score(user, item):
    """What is expected beyond the mean. A side without factors adds no product."""
    return user[0] + item[0] + sum(p * q for p, q in zip(user[1:], item[1:]))
