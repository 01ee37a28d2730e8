import random


def dropout(rows, rate, seed=0, training=True):
    """Return the rows with each value dropped with probability `rate`, and the backward pass, a function that turns
    the gradients of the outputs into those of the inputs. Without training both change nothing.
    """
    if not 0 <= rate < 1:  # also refuses NaN
        raise ValueError("the rate must be at least 0 and below 1")
    mask = draw_mask(rows, rate if training else 0, random.Random(seed))

    def backward(gradients):
        return multiply(gradients, mask)  # the mask of this forward pass, not a new one

    return multiply(rows, mask), backward


def draw_mask(rows, rate, rng):
    """A factor for each value: 0 with probability `rate`, otherwise what keeps the mean."""
    return [[survivor_scale(rate) if rng.random() >= rate else 0 for _ in row] for row in rows]


def survivor_scale(rate):
    return 1 / (1 - rate)


def multiply(rows, mask):
    return [[x * m for x, m in zip(row, factors, strict=True)] for row, factors in zip(rows, mask, strict=True)]
