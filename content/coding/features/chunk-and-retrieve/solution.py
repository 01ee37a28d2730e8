import math
import re
from collections import Counter
from heapq import nsmallest


def chunk_and_retrieve(text, query, size=100, overlap=20, k=3):
    """Return the k best (score, start, chunk): chunks of `size` words, scored by the cosine of TF-IDF vectors."""
    if size < 1 or not 0 <= overlap < size or k < 1:
        raise ValueError("need size >= 1, 0 <= overlap < size and k >= 1")
    chunks = split(text, size, overlap)
    counts = [Counter(words(chunk)) for _, chunk in chunks]
    idf = inverse_document_frequency(counts)
    wanted = weigh(Counter(words(query)), idf)
    scores = [round(cosine(wanted, weigh(count, idf)), 12) for count in counts]  # rounded, so that ties are ties
    hits = [(score, start, chunk) for score, (start, chunk) in zip(scores, chunks)]
    return nsmallest(k, hits, key=lambda hit: (-hit[0], hit[1]))


def split(text, size, overlap):
    """Overlapping pieces of the text with their offsets; every character lies in at least one of them."""
    borders = [match.start() for match in re.finditer(r"\S+", text)]
    count = len(borders)
    borders = [0, *borders[1:], len(text)]  # a chunk ends where the next word begins: no gap between chunks
    starts = range(0, max(count - overlap, min(count, 1)), size - overlap)
    ends = [borders[min(start + size, count)] for start in starts]
    return [(borders[start], text[borders[start] : end]) for start, end in zip(starts, ends)]


def words(text):
    return re.findall(r"\w+", text.lower())


def inverse_document_frequency(counts):
    """For each word log((1 + chunks) / (1 + chunks with the word)) + 1."""
    documents = Counter(word for count in counts for word in count)
    return {word: math.log((1 + len(counts)) / (1 + found)) + 1 for word, found in documents.items()}


def weigh(count, idf):
    """The TF-IDF vector; words that no chunk holds are left out."""
    return {word: times * idf[word] for word, times in count.items() if word in idf}


def cosine(a, b):
    product = sum(weight * b.get(word, 0.0) for word, weight in a.items())
    return product / (norm(a) * norm(b)) if product else 0.0


def norm(vector):
    return math.sqrt(sum(weight * weight for weight in vector.values()))
