def adam(gradient, start, steps, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0):
    weights = list(start)
    mean = [0.0] * len(weights)
    square = [0.0] * len(weights)
    for t in range(1, steps + 1):
        slopes = gradient(list(weights))
        if len(slopes) != len(weights):
            raise ValueError("the gradient needs one number per weight")
        for i in range(len(weights)):
            mean[i] = beta1 * mean[i] + (1 - beta1) * slopes[i]
            square[i] = beta2 * square[i] + (1 - beta2) * slopes[i] * slopes[i]
            m = mean[i] / (1 - beta1**t)
            v = square[i] / (1 - beta2**t)
            weights[i] -= learning_rate * weight_decay * weights[i]
            weights[i] -= learning_rate * m / (v**0.5 + epsilon)
    return weights
