import random
from math import isfinite


def matrix_factorization(ratings, k, rate=0.02, penalty=0.05, epochs=30, seed=0):
    if len(ratings) == 0:
        raise ValueError("need at least one rating")
    if k < 0 or epochs < 0 or not rate > 0 or not penalty >= 0:
        raise ValueError("k, epochs and penalty must not be negative, and the rate must be positive")
    mean = 0
    for _, _, rating in ratings:
        if not isfinite(rating):
            raise ValueError("every rating must be finite")
        mean += rating / len(ratings)
    rng = random.Random(seed)
    user_bias, item_bias, user_vector, item_vector = {}, {}, {}, {}
    for user, _, _ in ratings:
        if user not in user_bias:
            user_bias[user] = 0.0
            user_vector[user] = [rng.gauss(0, 0.1) for _ in range(k)]
    for _, item, _ in ratings:
        if item not in item_bias:
            item_bias[item] = 0.0
            item_vector[item] = [rng.gauss(0, 0.1) for _ in range(k)]
    losses = []
    for _ in range(epochs):
        total = 0.0
        for user, item, rating in rng.sample(ratings, len(ratings)):
            p, q = user_vector[user], item_vector[item]
            error = rating - mean - user_bias[user] - item_bias[item]
            for j in range(k):
                error -= p[j] * q[j]
            user_bias[user] += rate * (error - penalty * user_bias[user])
            item_bias[item] += rate * (error - penalty * item_bias[item])
            for j in range(k):
                old = p[j]
                p[j] += rate * (error * q[j] - penalty * p[j])
                q[j] += rate * (error * old - penalty * q[j])
            total += error * error
        if not isfinite(total):
            raise ValueError("the errors grow without limit: lower the rate")
        losses.append(total / len(ratings))

    def predict(user, item):
        value = mean + user_bias.get(user, 0.0) + item_bias.get(item, 0.0)
        if user in user_vector and item in item_vector:
            for p, q in zip(user_vector[user], item_vector[item]):
                value += p * q
        return value

    return losses, predict
