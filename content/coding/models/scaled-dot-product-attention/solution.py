from math import exp, sqrt


def scaled_dot_product_attention(queries, keys, values, causal=False):
    """Return for each query the mean of the values, weighted by the softmax of query . key / sqrt(length of the query).

    With `causal` the last query belongs to the last key, the one before to the one before, and none sees later keys.
    """
    check(queries, keys, values, causal)
    outputs = []
    for i, query in enumerate(queries):
        seen = len(keys) - len(queries) + i + 1 if causal else len(keys)
        weights = softmax(scores(query, keys[:seen]))
        outputs.append(weighted_sum(weights, values[:seen]))
    return outputs


def check(queries, keys, values, causal):
    if len(keys) == 0 or len(keys) != len(values):
        raise ValueError("need one value for every key, and at least one key")
    if causal and len(queries) > len(keys):
        raise ValueError("with a causal mask every query needs a key of its own")


def scores(query, keys):
    scale = sqrt(len(query))
    return [dot(query, key) / scale for key in keys]


def softmax(row):
    largest = max(row)  # makes the largest power 1, so that none overflows and the sum is not zero
    powers = [exp(score - largest) for score in row]
    total = sum(powers)
    return [power / total for power in powers]


def weighted_sum(weights, values):
    return [dot(weights, column) for column in zip(*values)]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))
