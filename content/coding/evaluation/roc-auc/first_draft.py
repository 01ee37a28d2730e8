def roc_auc(scores, labels):
    if len(scores) != len(labels):
        raise ValueError("need one label for every score")
    if any(label not in (0, 1) for label in labels):
        raise ValueError("labels must be 0 or 1")
    if any(score != score for score in scores):
        raise ValueError("a score that is NaN has no place in an order")
    positives = [score for score, label in zip(scores, labels) if label]
    negatives = [score for score, label in zip(scores, labels) if not label]
    if not positives or not negatives:
        raise ValueError("need at least one positive and one negative")
    won = 0
    for positive in positives:
        for negative in negatives:
            if positive > negative:
                won += 1
            elif positive == negative:
                won += 0.5
    return won / (len(positives) * len(negatives))
