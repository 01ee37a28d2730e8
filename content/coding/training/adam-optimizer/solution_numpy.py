import numpy as np


def adam(gradient, start, steps, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0):
    weights = np.array(start, dtype=float)  # a copy
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for t in range(1, steps + 1):
        slopes = np.asarray(gradient(weights.copy()), dtype=float)
        if slopes.shape != weights.shape:
            raise ValueError("the gradient needs one number per weight")
        # in place: at a billion weights, a temporary array is another 4 GB
        mean += (1 - beta1) * (slopes - mean)
        square += (1 - beta2) * (slopes**2 - square)
        step = mean / (1 - beta1**t) / (np.sqrt(square / (1 - beta2**t)) + epsilon)
        weights -= learning_rate * (step + weight_decay * weights)
    return weights
