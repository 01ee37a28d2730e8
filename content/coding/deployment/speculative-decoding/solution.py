import random
from bisect import bisect_right
from itertools import accumulate


def speculative_step(target, draft, proposed, rng=random):
    """Return the accepted prefix of the proposed tokens and one token more; all follow the target's distributions."""
    check(target, draft, proposed)
    accepted = []
    for token, p, q in zip(proposed, target, draft):
        if not accept(p[token], q[token], rng):
            return [*accepted, sample(residual(p, q), rng)]
        accepted.append(token)
    return [*accepted, sample(target[-1], rng)]


def check(target, draft, proposed):
    if not len(target) - 1 == len(draft) == len(proposed):
        raise ValueError("need one draft distribution per proposed token, and one target distribution more")
    if len({len(law) for law in [*target, *draft]}) > 1:
        raise ValueError("target and draft need the same vocabulary")


def accept(p, q, rng):
    """True with probability min(1, p / q), without the division."""
    return rng.random() * q < p


def residual(target, draft):
    """What the accepted tokens leave to be covered: the positive part of the difference, not normalized."""
    left = [max(p - q, 0.0) for p, q in zip(target, draft)]
    return left if any(left) else target  # equal up to rounding: nothing is left over


def sample(weights, rng):
    totals = list(accumulate(weights))
    return bisect_right(totals, rng.random() * totals[-1])
