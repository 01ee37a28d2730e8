def standardize_and_one_hot(train, new, categorical=()):
    if len(train) == 0:
        raise ValueError("need at least one training row")
    d = len(train[0])
    for row in [*train, *new]:
        if len(row) != d:
            raise ValueError("every row needs the same number of columns")
    categorical = set(categorical)
    result = [[] for _ in new]
    for j in range(d):
        column = [row[j] for row in train]
        if j in categorical:
            categories = []
            seen = set()
            for value in column:
                if value not in seen:
                    seen.add(value)
                    categories.append(value)
            for i in range(len(new)):
                for category in categories:
                    result[i].append(1.0 if new[i][j] == category else 0.0)
        else:
            mean = sum(column) / len(column)
            deviation = (sum((x - mean) ** 2 for x in column) / len(column)) ** 0.5
            if min(column) == max(column):
                mean = column[0]
                deviation = 1.0
            for i in range(len(new)):
                result[i].append((new[i][j] - mean) / deviation)
    return result
