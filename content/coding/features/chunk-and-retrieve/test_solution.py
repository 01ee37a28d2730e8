"""Each test takes the function under test, so the same tests judge every version."""

import math
import random


def every_chunk(chunk_and_retrieve, text, size, overlap):
    hits = chunk_and_retrieve(text, "anything", size, overlap, 10_000)
    return sorted((start, chunk) for _, start, chunk in hits)


def test_chunks_by_hand(chunk_and_retrieve):
    text = "a bb c dd e ff g"
    assert every_chunk(chunk_and_retrieve, text, 3, 1) == [(0, "a bb c "), (5, "c dd e "), (10, "e ff g")]
    assert every_chunk(chunk_and_retrieve, text, 4, 0) == [(0, "a bb c dd "), (10, "e ff g")]
    assert every_chunk(chunk_and_retrieve, "a bb c", 4, 3) == every_chunk(chunk_and_retrieve, "a bb c", 3, 2)
    assert every_chunk(chunk_and_retrieve, "a bb c", 4, 3) == [(0, "a bb c")]
    assert every_chunk(chunk_and_retrieve, text, 7, 3) == every_chunk(chunk_and_retrieve, text, 99, 3) == [(0, text)]


def test_no_character_is_lost_and_no_chunk_is_superfluous(chunk_and_retrieve):
    rng = random.Random(0)
    for _ in range(60):
        pieces = [rng.choice(["one", "two,", "x", "\n\n", "  ", "end. "]) for _ in range(rng.randint(1, 40))]
        text = " ".join(pieces) + rng.choice(["", " ", "\n"])
        size = rng.randint(1, 9)
        overlap = rng.randrange(size)
        chunks = every_chunk(chunk_and_retrieve, text, size, overlap)
        if not text.split():
            assert chunks == []
            continue
        reached = 0
        for start, chunk in chunks:
            assert text[start : start + len(chunk)] == chunk
            assert start <= reached < start + len(chunk)
            assert len(chunk.split()) <= size
            reached = start + len(chunk)
        assert reached == len(text)


def test_neighbors_share_the_overlap(chunk_and_retrieve):
    text = " ".join(f"w{i}" for i in range(50))
    chunks = [chunk.split() for _, chunk in every_chunk(chunk_and_retrieve, text, 12, 5)]
    assert all(a[-5:] == b[:5] for a, b in zip(chunks, chunks[1:]))
    assert all(len(chunk) == 12 for chunk in chunks[:-1])


def test_the_chunk_with_the_words_comes_first(chunk_and_retrieve):
    text = "the cat sat down. " * 10 + "Refunds take five days. " + "the dog ran off. " * 10
    score, start, chunk = chunk_and_retrieve(text, "How long do refunds take?", 8, 3, 1)[0]
    assert "Refunds" in chunk and score > 0.3
    assert text[start : start + len(chunk)] == chunk


def test_the_default_size_and_overlap(chunk_and_retrieve):
    text = " ".join(f"w{i}" for i in range(250))
    hits = chunk_and_retrieve(text, "w130")
    assert sorted(len(chunk.split()) for _, _, chunk in hits) == [90, 100, 100]
    assert len(chunk_and_retrieve(text + " x" * 200, "w130")) == 3


def test_a_score_by_hand(chunk_and_retrieve):
    # three chunks: "blue" occurs in one of them, "red" in two, "green" in all
    text = "red green blue red green green green green green"
    rare, middle, everywhere = math.log(4 / 2) + 1, math.log(4 / 3) + 1, 1.0
    hits = chunk_and_retrieve(text, "blue red", 3, 0, 3)
    expected = []
    for red, green, blue in ((1, 1, 1), (1, 2, 0), (0, 3, 0)):
        vector = [red * middle, green * everywhere, blue * rare]
        product = vector[0] * middle + vector[2] * rare
        expected.append(product / math.hypot(*vector) / math.hypot(middle, rare))
    assert [start for _, start, _ in hits] == [0, 15, 31]
    assert all(abs(score - e) < 1e-9 for (score, _, _), e in zip(hits, expected))


def test_repeated_words_count(chunk_and_retrieve):
    # chunks "a a b" and "a c c": idf of a is 1, of b and c log(3/2) + 1
    rare = math.log(1.5) + 1
    hits = {start: score for score, start, _ in chunk_and_retrieve("a a b a c c", "a c c c", 3, 0, 2)}
    query = math.hypot(1, 3 * rare)
    assert abs(hits[0] - 2 / math.hypot(2, rare) / query) < 1e-9
    assert abs(hits[6] - (1 + 6 * rare**2) / math.hypot(1, 2 * rare) / query) < 1e-9


def test_a_chunk_that_is_the_query_scores_one(chunk_and_retrieve):
    text = "alpha beta gamma. delta epsilon zeta"
    score, start, chunk = chunk_and_retrieve(text, "Gamma ALPHA beta", 3, 0, 1)[0]
    assert abs(score - 1) < 1e-9 and start == 0


def test_numbers_and_codes_are_words(chunk_and_retrieve):
    text = "error 4711 on start error 4712 on stop error x100 on start"
    for query, place in (("4712", 10), ("X100?", 30), ("4711", 0)):
        hits = chunk_and_retrieve(text, query, 4, 0, 3)
        assert hits[0][1] == text.index("error", place) and hits[0][0] > 0.3
        assert [score for score, _, _ in hits[1:]] == [0, 0]


def test_scores_fall_and_unknown_words_score_zero(chunk_and_retrieve):
    rng = random.Random(1)
    text = " ".join(rng.choice("abcdefgh") for _ in range(80))
    scores = [score for score, _, _ in chunk_and_retrieve(text, "a b c", 5, 2, 12)]
    assert len(scores) == 12
    assert all(0 <= b <= a <= 1 + 1e-9 for a, b in zip(scores, scores[1:]))
    for query in ("", "zzz", "?!"):
        assert [score for score, _, _ in chunk_and_retrieve(text, query, 5, 2, 4)] == [0] * 4


def test_nothing_to_chunk(chunk_and_retrieve):
    for text in ("", "  \n "):
        assert list(chunk_and_retrieve(text, "word", 5, 2, 3)) == []


def test_impossible_sizes_are_errors(chunk_and_retrieve):
    for size, overlap, k in ((0, 0, 1), (-2, 0, 1), (3, 3, 1), (3, 4, 1), (3, -1, 1), (3, 1, 0)):
        try:
            chunk_and_retrieve("one two three", "two", size, overlap, k)
        except ValueError:
            continue
        raise AssertionError(f"size {size}, overlap {overlap}, k {k} must raise ValueError")
