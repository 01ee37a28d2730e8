import random


def speculative_step(target, draft, proposed, rng=random):
    if not len(target) - 1 == len(draft) == len(proposed):
        raise ValueError("need one draft distribution per proposed token, and one target distribution more")
    for law in [*target, *draft]:
        if len(law) != len(target[0]):
            raise ValueError("target and draft need the same vocabulary")
    accepted = []
    weights = target[len(proposed)]
    for i in range(len(proposed)):
        token = proposed[i]
        if rng.random() * draft[i][token] < target[i][token]:
            accepted.append(token)
        else:
            weights = []
            for p, q in zip(target[i], draft[i]):
                weights.append(max(p - q, 0.0))
            if sum(weights) == 0:
                weights = target[i]
            break
    total = 0.0
    for weight in weights:
        total += weight
    point = rng.random() * total
    token = 0
    passed = weights[0]
    while point >= passed:
        token += 1
        passed += weights[token]
    return [*accepted, token]
