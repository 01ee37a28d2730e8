from math import exp, log1p


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    n = len(policy_chosen)
    if n == 0 or len(policy_rejected) != n or len(reference_chosen) != n or len(reference_rejected) != n:
        raise ValueError("need four log-probabilities for every pair, and at least one pair")
    loss = 0
    right = 0
    chosen_rewards = []
    rejected_rewards = []
    for i in range(n):
        chosen = beta * (policy_chosen[i] - reference_chosen[i])
        rejected = beta * (policy_rejected[i] - reference_rejected[i])
        margin = chosen - rejected
        if margin >= 0:
            loss += log1p(exp(-margin)) / n
        else:
            loss += (log1p(exp(margin)) - margin) / n
        if margin > 0:
            right += 1
        chosen_rewards.append(chosen)
        rejected_rewards.append(rejected)
    return loss, chosen_rewards, rejected_rewards, right / n
