def normalize(rows, kind, scale, shift, stored=None, epsilon=1e-5):
    """Batch, layer or RMS normalization of n rows of d values; `stored` means and variances serve batch inference."""
    check(rows, kind, scale, shift, stored)
    if kind == "batch":
        means, variances = stored if stored is not None else feature_statistics(rows)
        centered = [[x - mean for x, mean in zip(row, means)] for row in rows]
        return [affine(row, variances, scale, shift, epsilon) for row in centered]
    if kind == "layer":
        rows = [center(row) for row in rows]
    # after centering, the variance is the mean square: RMS is layer normalization without the centering
    return [affine(row, [mean_square(row)] * len(row), scale, shift, epsilon) for row in rows]


def check(rows, kind, scale, shift, stored):
    if kind not in ("batch", "layer", "rms"):
        raise ValueError("kind must be batch, layer or rms")
    used = stored if kind == "batch" and stored is not None else []
    if len(scale) == 0 or any(len(values) != len(scale) for values in [shift, *used, *rows]):
        raise ValueError("scale, shift, stored statistics and every row need the same length, at least 1")


def feature_statistics(rows):
    """The mean and the variance (divided by n) of every column."""
    columns = list(zip(*rows))
    return [mean(column) for column in columns], [mean_square(center(column)) for column in columns]


def center(values):
    middle = mean(values)
    return [x - middle for x in values]


def mean(values):
    return sum(values) / len(values)


def mean_square(values):
    return mean([x * x for x in values])


def affine(values, variances, scale, shift, epsilon):
    """Divide by the deviation, then apply the learned scale and shift."""
    pairs = zip(values, variances, scale, shift)
    return [factor * x / (variance + epsilon) ** 0.5 + offset for x, variance, factor, offset in pairs]
