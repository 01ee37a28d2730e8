from math import isfinite


def agglomerate(points, k, linkage="average"):
    n = len(points)
    if linkage not in ("single", "complete", "average"):
        raise ValueError("linkage must be single, complete or average")
    if not 1 <= k <= n:
        raise ValueError("k must lie between 1 and the number of points")
    for p in points:
        if len(p) != len(points[0]):
            raise ValueError("points differ in dimension")
        for x in p:
            if not isfinite(x):
                raise ValueError("coordinates must be finite")
    d = {}
    for i in range(n):
        for j in range(i + 1, n):
            total = 0
            for x, y in zip(points[i], points[j]):
                total += (x - y) ** 2
            d[i, j] = total**0.5
    active = list(range(n))
    members = {i: [i] for i in range(n)}
    merges = []
    labels = [0] * n
    while True:
        if len(active) == k:
            number = 0
            for cluster in sorted(active, key=lambda c: min(members[c])):
                for i in members[cluster]:
                    labels[i] = number
                number += 1
        if len(active) == 1:
            return merges, labels
        best = None
        for a in active:
            for b in active:
                if a < b and (best is None or d[a, b] < d[best]):
                    best = (a, b)
        a, b = best
        new = n + len(merges)
        members[new] = members[a] + members[b]
        merges.append((a, b, d[a, b], len(members[new])))
        active.remove(a)
        active.remove(b)
        for c in active:
            to_a = d[min(a, c), max(a, c)]
            to_b = d[min(b, c), max(b, c)]
            if linkage == "single":
                d[c, new] = min(to_a, to_b)
            elif linkage == "complete":
                d[c, new] = max(to_a, to_b)
            else:
                na, nb = len(members[a]), len(members[b])
                d[c, new] = (na * to_a + nb * to_b) / (na + nb)
        active.append(new)
