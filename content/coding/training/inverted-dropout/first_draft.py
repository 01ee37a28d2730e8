import random


def dropout(rows, rate, seed=0, training=True):
    if not 0 <= rate < 1:
        raise ValueError("the rate must be at least 0 and below 1")
    rng = random.Random(seed)
    mask = []
    outputs = []
    for row in rows:
        mask_row = []
        for _ in row:
            if not training:
                mask_row.append(1.0)
            elif rng.random() < rate:
                mask_row.append(0)
            else:
                mask_row.append(1 / (1 - rate))
        mask.append(mask_row)
        outputs.append([x * m for x, m in zip(row, mask_row)])

    def backward(gradients):
        if len(gradients) != len(mask):
            raise ValueError("need one gradient for every output")
        result = []
        for i in range(len(mask)):
            if len(gradients[i]) != len(mask[i]):
                raise ValueError("need one gradient for every output")
            result.append([g * m for g, m in zip(gradients[i], mask[i])])
        return result

    return outputs, backward
