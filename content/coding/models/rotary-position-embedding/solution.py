from math import cos, sin


def rotary_embedding(rows, start=0, base=10000.0, interleaved=True):
    """Rotate queries or keys of one head by their positions; the first row stands at position `start`.

    Pair i of the d / 2 pairs turns by position * base^(-2i / d). Interleaved pairs are neighbors, (0, 1), (2, 3), ...;
    otherwise coordinate i belongs to coordinate i + d / 2.
    """
    check(rows, base)
    width = len(rows[0]) if rows else 0
    speeds = frequencies(width, base)
    partners = pairs(width, interleaved)
    return [rotate(row, [(start + n) * speed for speed in speeds], partners) for n, row in enumerate(rows)]


def check(rows, base):
    if base <= 0:
        raise ValueError("the base must be positive")
    if any(len(row) % 2 or len(row) != len(rows[0]) for row in rows):
        raise ValueError("every row needs the same even number of coordinates")


def frequencies(width, base):
    """Radians per position: 1 for the first pair, less for each one after, nearly 1 / base for the last of many."""
    return [base ** (-2 * i / width) for i in range(width // 2)]


def pairs(width, interleaved):
    half = width // 2
    return [(2 * i, 2 * i + 1) if interleaved else (i, i + half) for i in range(half)]


def rotate(row, angles, partners):
    turned = list(row)
    for angle, (a, b) in zip(angles, partners):
        c, s = cos(angle), sin(angle)
        turned[a] = c * row[a] - s * row[b]
        turned[b] = s * row[a] + c * row[b]
    return turned
