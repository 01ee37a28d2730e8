from math import cos, sin


def rotary_embedding(rows, start=0, base=10000.0, interleaved=True):
    if base <= 0:
        raise ValueError("the base must be positive")
    result = []
    for n, row in enumerate(rows):
        d = len(row)
        if d % 2 or d != len(rows[0]):
            raise ValueError("every row needs the same even number of coordinates")
        turned = [0] * d
        for i in range(d // 2):
            if interleaved:
                a, b = 2 * i, 2 * i + 1
            else:
                a, b = i, i + d // 2
            angle = (start + n) * base ** (-2 * i / d)
            turned[a] = cos(angle) * row[a] - sin(angle) * row[b]
            turned[b] = sin(angle) * row[a] + cos(angle) * row[b]
        result.append(turned)
    return result
