from math import exp, sqrt


def grouped_query_attention(queries, keys, values, heads, groups, causal=False):
    """Attention with `heads` query heads of which heads / groups consecutive ones share a head of keys and values.

    A row of queries holds its heads side by side, a row of keys or values its groups; the outputs are joined like the
    queries. groups = heads is multi-head attention, groups = 1 multi-query. With `causal` the last query belongs to the
    last key, and none sees later keys.
    """
    check(queries, keys, values, heads, groups, causal)
    key_heads, value_heads = split(keys, groups), split(values, groups)
    share = heads // groups
    outputs = [
        attention(query_head, key_heads[h // share], value_heads[h // share], causal)
        for h, query_head in enumerate(split(queries, heads))
    ]
    return join(outputs)


def check(queries, keys, values, heads, groups, causal):
    if heads < 1 or groups < 1 or heads % groups:
        raise ValueError("the number of groups must divide the number of heads")
    if len(keys) == 0 or len(keys) != len(values):
        raise ValueError("need one value for every key, and at least one key")
    if causal and len(queries) > len(keys):
        raise ValueError("with a causal mask every query needs a key of its own")


def split(rows, parts):
    """The columns cut into equal parts: for each part, its rows."""
    if any(len(row) % parts for row in rows):
        raise ValueError("the columns do not divide into heads")
    return [[row[p * len(row) // parts : (p + 1) * len(row) // parts] for row in rows] for p in range(parts)]


def join(heads):
    return [[x for part in parts for x in part] for parts in zip(*heads)]


def attention(queries, keys, values, causal):
    outputs = []
    for i, query in enumerate(queries):
        seen = len(keys) - len(queries) + i + 1 if causal else len(keys)
        scale = sqrt(len(query))
        weights = softmax([dot(query, key) / scale for key in keys[:seen]])
        outputs.append([dot(weights, column) for column in zip(*values[:seen])])
    return outputs


def softmax(scores):
    largest = max(scores)
    powers = [exp(score - largest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))
