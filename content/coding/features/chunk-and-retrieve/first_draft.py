import math
import re


def chunk_and_retrieve(text, query, size=100, overlap=20, k=3):
    if size < 1 or not 0 <= overlap < size or k < 1:
        raise ValueError("need size >= 1, 0 <= overlap < size and k >= 1")
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    if not starts:
        return []
    n = len(starts)
    starts[0] = 0
    starts.append(len(text))
    chunks = []
    first = 0
    while True:
        last = min(first + size, n)
        chunks.append((starts[first], text[starts[first] : starts[last]]))
        if last == n:
            break
        first += size - overlap
    counts = []
    documents = {}
    for _, chunk in chunks:
        count = {}
        for word in re.findall(r"\w+", chunk.lower()):
            count[word] = count.get(word, 0) + 1
        for word in count:
            documents[word] = documents.get(word, 0) + 1
        counts.append(count)
    wanted = {}
    for word in re.findall(r"\w+", query.lower()):
        if word in documents:
            wanted[word] = wanted.get(word, 0) + 1
    scored = []
    for (start, chunk), count in zip(chunks, counts):
        product = query_square = chunk_square = 0.0
        for word in wanted:
            idf = math.log((1 + len(chunks)) / (1 + documents[word])) + 1
            product += wanted[word] * idf * count.get(word, 0) * idf
            query_square += (wanted[word] * idf) ** 2
        for word in count:
            idf = math.log((1 + len(chunks)) / (1 + documents[word])) + 1
            chunk_square += (count[word] * idf) ** 2
        score = product / math.sqrt(query_square * chunk_square) if product else 0.0
        scored.append((round(score, 12), start, chunk))
    scored.sort(key=lambda hit: (-hit[0], hit[1]))
    return scored[:k]
