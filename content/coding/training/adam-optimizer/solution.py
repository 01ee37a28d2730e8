def adam(gradient, start, steps, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0):
    """Minimize by Adam with decoupled weight decay; `gradient` maps a list of weights to a list of slopes."""
    weights = list(start)
    mean = square = [0.0] * len(weights)  # never changed in place
    for t in range(1, steps + 1):
        slopes = gradient(list(weights))
        if len(slopes) != len(weights):
            raise ValueError("the gradient needs one number per weight")
        mean = blend(mean, slopes, beta1)
        square = blend(square, [slope * slope for slope in slopes], beta2)
        step = direction(corrected(mean, beta1, t), corrected(square, beta2, t), epsilon)
        weights = [w - learning_rate * (s + weight_decay * w) for w, s in zip(weights, step)]
    return weights


def blend(average, new, beta):
    """One update of an exponential moving average."""
    return [beta * a + (1 - beta) * x for a, x in zip(average, new)]


def corrected(average, beta, t):
    """Undo the pull toward the zero start: after t updates the weights of the average add up to 1 - beta^t."""
    return [a / (1 - beta**t) for a in average]


def direction(mean, square, epsilon):
    return [m / (v**0.5 + epsilon) for m, v in zip(mean, square)]
