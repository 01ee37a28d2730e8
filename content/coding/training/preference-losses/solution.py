from math import exp, log1p


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    """Return the mean loss, the implicit rewards of chosen and of rejected answers, and the share of pairs ranked right.

    Each argument holds, pair by pair, the log-probability of a whole answer given its prompt.
    """
    check(policy_chosen, policy_rejected, reference_chosen, reference_rejected)
    chosen = rewards(policy_chosen, reference_chosen, beta)
    rejected = rewards(policy_rejected, reference_rejected, beta)
    margins = [good - bad for good, bad in zip(chosen, rejected)]
    loss = mean([-log_sigmoid(margin) for margin in margins])
    return loss, chosen, rejected, mean([margin > 0 for margin in margins])


def check(*columns):
    n = len(columns[0])
    if n == 0 or any(len(column) != n for column in columns):
        raise ValueError("need four log-probabilities for every pair, and at least one pair")


def rewards(policy, reference, beta):
    """What the policy has added to the reference, in units of beta."""
    return [beta * (new - old) for new, old in zip(policy, reference)]


def log_sigmoid(x):
    return min(x, 0) - log1p(exp(-abs(x)))  # the exponent is never positive, so nothing overflows


def mean(values):
    return sum(values) / len(values)
