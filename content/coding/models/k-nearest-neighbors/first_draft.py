def k_nearest_neighbors(points, labels, query, k):
    if not 1 <= k <= len(points):
        raise ValueError("k must lie between 1 and the number of points")
    distances = []
    for i, point in enumerate(points):
        distance = 0
        for a, b in zip(point, query):
            distance += (a - b) ** 2
        distances.append((distance, i))
    distances.sort()
    votes = {}
    for _, i in distances[:k]:
        votes[labels[i]] = votes.get(labels[i], 0) + 1
    best = None
    for label in votes:  # in the order in which the labels were met: nearest first
        if best is None or votes[label] > votes[best]:
            best = label
    return best
