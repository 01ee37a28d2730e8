import random

import numpy as np


def sample_token(logits, temperature=1.0, top_k=None, top_p=1.0, rng=random):
    if not 0 <= temperature < np.inf or not 0 < top_p <= 1 or (top_k is not None and top_k < 1):
        raise ValueError("need a finite temperature >= 0, top_k >= 1 and 0 < top_p <= 1")
    logits = np.asarray(logits, dtype=float)
    if len(logits) == 0 or not np.isfinite(logits.max()):  # the maximum of numpy is NaN if any logit is
        raise ValueError("need a largest logit, it must be finite, and none may be NaN")
    if temperature == 0:
        return logits.argmax()
    kept = np.arange(len(logits))
    if top_k is not None and top_k < len(logits):
        kept = np.argpartition(logits, -top_k)[-top_k:]  # the k largest, in linear time and in no order
    kept = kept[np.argsort(-logits[kept], kind="stable")]  # so that only k values are sorted
    with np.errstate(over="ignore"):  # a tiny temperature gives -inf, which is right
        scaled = (logits[kept] - logits[kept[0]]) / temperature
    totals = np.exp(scaled).cumsum()
    totals = totals[: np.searchsorted(totals, top_p * totals[-1]) + 1]
    return kept[np.searchsorted(totals, rng.random() * totals[-1], side="right")]
