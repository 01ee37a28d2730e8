def standardize_and_one_hot(train, new, categorical=()):
    """Encode new rows by what the training rows say: z-scores, or one 0/1 column per category in order of appearance."""
    check(train, new)
    categorical = set(categorical)
    fitted = [fit_categories(column) if j in categorical else fit_scale(column) for j, column in enumerate(zip(*train))]
    return [[x for value, encode in zip(row, fitted) for x in encode(value)] for row in new]


def check(train, new):
    if len(train) == 0:
        raise ValueError("need at least one training row")
    if any(len(row) != len(train[0]) for row in [*train, *new]):
        raise ValueError("every row needs the same number of columns")


def fit_scale(column):
    """Return the function from a value to its z-score; a constant column is only centered."""
    mean, deviation = sum(column) / len(column), 1.0
    if min(column) == max(column):
        mean = column[0]
    else:
        deviation = (sum((x - mean) ** 2 for x in column) / len(column)) ** 0.5
    return lambda value: [(value - mean) / deviation]


def fit_categories(column):
    """Return the function from a value to its row of zeros and at most a one; an unseen value is all zeros."""
    categories = list(dict.fromkeys(column))  # in order of appearance, without repetitions
    return lambda value: [float(value == category) for category in categories]
