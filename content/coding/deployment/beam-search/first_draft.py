def beam_search(next_log_probabilities, width, end, max_length, power=1.0):
    if width < 1 or max_length < 1:
        raise ValueError("width and max_length must be at least 1")
    if not (power >= 0 and power != float("inf")):
        raise ValueError("power must be a number at or above zero")
    running = [((), 0.0)]
    finished = []
    for length in range(1, max_length + 1):
        candidates = []
        for tokens, total in running:
            for token, log_probability in next_log_probabilities(tokens).items():
                if not log_probability <= 0:
                    raise ValueError("a log probability must be a number at or below zero")
                if log_probability != float("-inf"):
                    candidates.append((tokens + (token,), total + log_probability))
        candidates.sort(key=lambda candidate: (-candidate[1], candidate[0]))
        running = []
        for tokens, total in candidates[:width]:
            if tokens[-1] == end or length == max_length:
                finished.append((tokens, total / length**power))
            else:
                running.append((tokens, total))
        if not running:
            break
        if finished:
            leader = max(score for tokens, score in finished)
            # the most that the best running text can still reach: not one more bit of cost, and the greatest length
            if leader >= running[0][1] / max_length**power:
                break
    if not finished:
        raise ValueError("no text can be finished")
    best = finished[0]
    for tokens, score in finished:
        if score > best[1]:
            best = (tokens, score)
    return best
