import math
import random


def sample_token(logits, temperature=1.0, top_k=None, top_p=1.0, rng=random):
    if not 0 <= temperature < math.inf or not 0 < top_p <= 1 or (top_k is not None and top_k < 1):
        raise ValueError("need a finite temperature >= 0, top_k >= 1 and 0 < top_p <= 1")
    if any(map(math.isnan, logits)) or len(logits) == 0 or not math.isfinite(max(logits)):
        raise ValueError("need a largest logit, it must be finite, and none may be NaN")
    order = sorted(range(len(logits)), key=lambda i: -logits[i])
    if temperature == 0:
        return order[0]
    if top_k is not None:
        order = order[:top_k]
    exponentials = [math.exp((logits[i] - logits[order[0]]) / temperature) for i in order]
    total = sum(exponentials)
    probabilities = [e / total for e in exponentials]
    kept = 0
    mass = 0
    while kept < len(order) and mass < top_p:
        mass += probabilities[kept]
        kept += 1
    point = rng.random() * mass
    i = 0
    passed = probabilities[0]
    while point >= passed:
        i += 1
        passed += probabilities[i]
    return order[i]
