def normalize(rows, kind, scale, shift, stored=None, epsilon=1e-5):
    if kind not in ("batch", "layer", "rms"):
        raise ValueError("kind must be batch, layer or rms")
    n, d = len(rows), len(scale)
    if d == 0 or len(shift) != d:
        raise ValueError("need as many shifts as scales, and at least one")
    if kind == "batch" and stored is not None:
        for values in stored:
            if len(values) != d:
                raise ValueError("need one stored mean and variance per scale")
    for row in rows:
        if len(row) != d:
            raise ValueError("every row needs one value per scale")
    means = [[0.0] * d for _ in range(n)]
    variances = [[0.0] * d for _ in range(n)]
    for i in range(n):
        for j in range(d):
            if kind == "batch" and stored is not None:
                means[i][j], variances[i][j] = stored[0][j], stored[1][j]
                continue
            if kind == "batch":
                values = [rows[r][j] for r in range(n)]
            else:
                values = rows[i]
            if kind != "rms":
                means[i][j] = sum(values) / len(values)
            variances[i][j] = sum((x - means[i][j]) * (x - means[i][j]) for x in values) / len(values)
    result = []
    for i in range(n):
        out = []
        for j in range(d):
            unit = (rows[i][j] - means[i][j]) / (variances[i][j] + epsilon) ** 0.5
            out.append(scale[j] * unit + shift[j])
        result.append(out)
    return result
