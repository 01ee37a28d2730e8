from math import exp, inf, sqrt


def scaled_dot_product_attention(queries, keys, values, causal=False):
    n = len(queries)
    m = len(keys)
    if m == 0 or m != len(values):
        raise ValueError("need one value for every key, and at least one key")
    if causal and n > m:
        raise ValueError("with a causal mask every query needs a key of its own")
    outputs = []
    for i in range(n):
        scores = []
        for j in range(m):
            if len(queries[i]) != len(keys[j]):
                raise ValueError("queries and keys must have the same length")
            score = 0
            for a, b in zip(queries[i], keys[j]):
                score += a * b
            hidden = causal and j > i + m - n
            scores.append(-inf if hidden else score / sqrt(len(queries[i])))
        largest = max(scores)
        powers = [exp(score - largest) for score in scores]
        total = sum(powers)
        output = [0] * len(values[0])
        for j in range(m):
            for c in range(len(output)):
                output[c] += powers[j] / total * values[j][c]
        outputs.append(output)
    return outputs
