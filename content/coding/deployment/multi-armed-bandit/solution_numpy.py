import numpy as np


def ucb1(pull, arms, rounds, exploration=2.0):
    if arms < 1:
        raise ValueError("need at least one arm")
    counts, means = np.zeros(arms), np.zeros(arms)
    choices, rewards = [], []
    for played in range(rounds):
        with np.errstate(divide="ignore", invalid="ignore"):
            bonus = np.sqrt(exploration * np.log(played) / counts)
        arm = int(np.where(counts == 0, np.inf, means + bonus).argmax())  # all arms in one expression
        reward = pull(arm)
        counts[arm] += 1
        means[arm] += (reward - means[arm]) / counts[arm]
        choices.append(arm)
        rewards.append(reward)
    return choices, rewards
