def dbscan(points, eps, min_points):
    if not eps > 0 or not min_points >= 1:
        raise ValueError("eps must be positive and min_points at least 1")
    n = len(points)
    for p in points:
        if len(p) != len(points[0]):
            raise ValueError("points differ in dimension")
    labels = [None] * n
    cluster = 0
    for start in range(n):
        if labels[start] is not None:
            continue
        queue = [start]
        core_found = False
        labels[start] = -1
        while queue:
            i = queue.pop(0)
            near = []
            for j in range(n):
                total = 0
                for a, b in zip(points[i], points[j]):
                    total += (a - b) ** 2
                if total <= eps**2:
                    near.append(j)
            if len(near) >= min_points:
                core_found = True
                labels[i] = cluster
                for j in near:
                    if labels[j] is None:
                        labels[j] = cluster
                        queue.append(j)
                    elif labels[j] == -1:
                        labels[j] = cluster
        if core_found:
            cluster += 1
    return labels
