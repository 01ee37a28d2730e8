import numpy as np


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    columns = policy_chosen, policy_rejected, reference_chosen, reference_rejected
    if len(policy_chosen) == 0 or len({len(column) for column in columns}) > 1:
        raise ValueError("need four log-probabilities for every pair, and at least one pair")
    policy, reference = np.array(columns[:2], dtype=float), np.array(columns[2:], dtype=float)
    chosen, rejected = beta * (policy - reference)
    margins = chosen - rejected
    return np.logaddexp(0, -margins).mean(), chosen, rejected, (margins > 0).mean()  # log(e^0 + e^-m), stable
