from math import exp, sqrt


def grouped_query_attention(queries, keys, values, heads, groups, causal=False):
    if heads < 1 or groups < 1 or heads % groups:
        raise ValueError("the number of groups must divide the number of heads")
    n = len(queries)
    m = len(keys)
    if m == 0 or m != len(values) or (causal and n > m):
        raise ValueError("need one value for every key, and a key for every query")
    for rows, parts in ((queries, heads), (keys, groups), (values, groups)):
        for row in rows:
            if len(row) % parts:
                raise ValueError("the columns do not divide into heads")
    v = len(values[0]) // groups
    outputs = []
    for i in range(n):
        d = len(queries[i]) // heads
        output = []
        for h in range(heads):
            g = h // (heads // groups)
            query = queries[i][h * d : (h + 1) * d]
            scores = []
            for j in range(m - n + i + 1 if causal else m):
                if len(keys[j]) != groups * d:
                    raise ValueError("queries and keys must have heads of the same width")
                score = 0
                for c in range(d):
                    score += query[c] * keys[j][g * d + c]
                scores.append(score / sqrt(d))
            largest = max(scores)
            powers = [exp(score - largest) for score in scores]
            total = sum(powers)
            for c in range(v):
                mean = 0
                for j in range(len(powers)):
                    mean += powers[j] / total * values[j][g * v + c]
                output.append(mean)
        outputs.append(output)
    return outputs
