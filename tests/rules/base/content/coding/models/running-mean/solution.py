"""The mean after each value."""


def running_mean(values):
    means, mean = [], 0.0
    for count, value in enumerate(values, 1):
        mean = step(mean, value, count)
        means.append(mean)
    return means


def step(mean, value, count):
    return mean + (value - mean) / count
