from math import inf, log, sqrt


def ucb1(pull, arms, rounds, exploration=2.0):
    """Play `rounds` rounds with arms 0, 1, ..., arms - 1 and return the arm and the reward of each round.

    pull(arm) plays an arm and returns its reward, between 0 and 1.
    """
    if arms < 1:
        raise ValueError("need at least one arm")
    counts, means = [0] * arms, [0.0] * arms
    choices, rewards = [], []
    for played in range(rounds):
        arm = choose(counts, means, played, exploration)
        reward = pull(arm)
        update(counts, means, arm, reward)
        choices.append(arm)
        rewards.append(reward)
    return choices, rewards


def choose(counts, means, played, exploration):
    indexes = [upper_bound(count, mean, played, exploration) for count, mean in zip(counts, means)]
    return max(range(len(indexes)), key=indexes.__getitem__)


def upper_bound(count, mean, played, exploration):
    if count == 0:
        return inf  # every arm comes once before any comes twice
    return mean + sqrt(exploration * log(played) / count)


def update(counts, means, arm, reward):
    counts[arm] += 1
    means[arm] += (reward - means[arm]) / counts[arm]
