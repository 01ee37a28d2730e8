from math import inf, log, sqrt


def ucb1(pull, arms, rounds, exploration=2.0):
    if arms < 1:
        raise ValueError("need at least one arm")
    counts = [0] * arms
    means = [0.0] * arms
    choices = []
    rewards = []
    for played in range(rounds):
        best = None
        best_index = -inf
        for arm in range(arms):
            if counts[arm] == 0:
                index = inf
            else:
                index = means[arm] + sqrt(exploration * log(played) / counts[arm])
            if index > best_index:
                best = arm
                best_index = index
        reward = pull(best)
        counts[best] += 1
        means[best] += (reward - means[best]) / counts[best]
        choices.append(best)
        rewards.append(reward)
    return choices, rewards
