import re
from math import inf, log


def bm25_search(documents, query, k, k1=1.2, b=0.75):
    if k < 1 or not 0 <= k1 < inf or not 0 <= b <= 1:
        raise ValueError("need k >= 1, a finite k1 >= 0 and b between 0 and 1")
    texts = [re.findall(r"\w+", document.lower()) for document in documents]
    n = len(texts)
    total = sum(len(text) for text in texts)
    found = []
    for i in range(n):
        score, matched = 0.0, False
        for word in re.findall(r"\w+", query.lower()):
            tf = texts[i].count(word)
            if tf > 0:
                matched = True
                df = sum(1 for text in texts if word in text)
                idf = log(1 + (n - df + 0.5) / (df + 0.5))
                length = len(texts[i]) * n / total
                score += idf * (tf * (k1 + 1) / (tf + k1 * (1 - b + b * length)))
        if matched:
            found.append((i, score))
    found.sort(key=lambda pair: (-pair[1], pair[0]))
    return found[:k]
