def running_mean(values):
    means, mean = [], 0.0
    for count, value in enumerate(values, 1):
        mean += (value - mean) / count
        means.append(mean)
    return means
