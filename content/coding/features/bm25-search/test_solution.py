"""Each test takes the function under test, so the same tests judge every version."""

import copy
import math
import random

PETS = ["the cat sat on the mat", "the dog sat", "a dog and a cat and a dog", "birds sing", "the the the"]


def rarity(n, df):
    return math.log(1 + (n - df + 0.5) / (df + 0.5))


def weight(tf, length, mean, k1=1.2, b=0.75):
    return tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / mean))


def assert_found(found, wanted, k):
    """The k best of `wanted` {index: score}, best first; equal scores in any order."""
    assert len(found) == min(k, len(wanted))
    assert len({int(i) for i, _ in found}) == len(found)
    best = sorted(wanted.values(), reverse=True)
    for (i, score), at_this_place in zip(found, best):
        assert math.isclose(score, wanted[int(i)], rel_tol=1e-9, abs_tol=1e-9)
        assert math.isclose(score, at_this_place, rel_tol=1e-9, abs_tol=1e-9)


def by_definition(documents, query, k1=1.2, b=0.75):
    texts = [document.split() for document in documents]
    mean = sum(map(len, texts)) / len(texts)
    scores = {}
    for i, text in enumerate(texts):
        parts = [
            rarity(len(texts), sum(word in t for t in texts)) * weight(text.count(word), len(text), mean, k1, b)
            for word in query.split()
            if word in text
        ]
        if parts:
            scores[i] = sum(parts)
    return scores


def draw(seed, n=25):
    rng = random.Random(seed)
    letters = "abcdefghij"
    text = [" ".join(rng.choice(letters[: rng.randint(2, 10)]) for _ in range(rng.randint(1, 30))) for _ in range(n)]
    return text, " ".join(rng.choice(letters) for _ in range(3))


def assert_rejected(bm25_search, *args):
    try:
        bm25_search(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_one_word_by_hand(bm25_search):
    # five documents with 6, 3, 8, 2 and 3 words: 4.4 on average; "dog" occurs in two, once and twice
    found = bm25_search(PETS, "dog", 5)
    rare = math.log(1 + 3.5 / 2.5)
    assert_found(found, {1: rare * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 3 / 4.4)), 2: weight(2, 8, 4.4) * rare}, 5)


def test_several_words_add_up(bm25_search):
    found = bm25_search(PETS, "cat dog", 5)
    rare = rarity(5, 2)
    both = rare * (weight(1, 8, 4.4) + weight(2, 8, 4.4))
    assert_found(found, {0: rare * weight(1, 6, 4.4), 1: rare * weight(1, 3, 4.4), 2: both}, 5)


def test_a_document_of_mean_length_with_one_occurrence_scores_the_idf(bm25_search):
    documents = ["red ball here", "blue ball there", "green ball far"]
    assert_found(bm25_search(documents, "blue", 3), {1: math.log(1 + 2.5 / 1.5)}, 3)


def test_agrees_with_the_definition(bm25_search):
    for seed in range(10):
        documents, query = draw(seed)
        for k in (1, 4, 100):
            assert_found(bm25_search(documents, query, k), by_definition(documents, query), k)


def test_the_parameters_enter_as_documented(bm25_search):
    documents, query = draw(11)
    for k1, b in ((0.5, 0.75), (2.0, 0.3), (1.2, 0.0), (3.0, 1.0)):
        assert_found(bm25_search(documents, query, 9, k1, b), by_definition(documents, query, k1, b), 9)


def test_extreme_counts_and_lengths(bm25_search):
    documents = ["gnu " * 300 + "ox", "gnu", "ox ox elk elk", "elk " * 40]
    for k1, b in ((1.2, 0.75), (1.2, 1.0), (900.0, 1.0)):
        assert_found(bm25_search(documents, "gnu ox", 4, k1, b), by_definition(documents, "gnu ox", k1, b), 4)


def test_without_k1_only_presence_counts(bm25_search):
    documents = ["ant ant ant ant bee", "ant", "bee bee", "fox"]
    assert_found(bm25_search(documents, "ant", 4, 0), {0: rarity(4, 2), 1: rarity(4, 2)}, 4)


def test_a_word_in_every_document_still_counts_for_it(bm25_search):
    documents = ["the cat", "the dog", "the the the fish bowl"]
    found = bm25_search(documents, "the", 3)
    assert all(score > 0 for _, score in found)
    assert_found(found, by_definition(documents, "the"), 3)


def test_repeating_a_word_in_the_query_repeats_its_share(bm25_search):
    documents, _ = draw(12)
    once, twice = dict(bm25_search(documents, "c", 50)), dict(bm25_search(documents, "c c", 50))
    assert once and once.keys() == twice.keys()
    assert all(math.isclose(twice[i], 2 * once[i], rel_tol=1e-9) for i in once)


def test_more_occurrences_help_less_and_less(bm25_search):
    documents = ["x " * tf + "y " * (32 - tf) for tf in (1, 2, 4, 8, 16)] + ["z " * 32] * 7
    found = bm25_search(documents, "x", 12)
    assert [int(i) for i, _ in found] == [4, 3, 2, 1, 0]
    scores = [score for _, score in found][::-1]
    gains = [b - a for a, b in zip(scores, scores[1:])]
    assert all(gain > 0 for gain in gains) and scores[-1] < 2.2 * rarity(12, 5)
    assert gains[1] < 2 * gains[0] and gains[2] < 2 * gains[1] and gains[3] < 2 * gains[2]


def test_of_two_with_one_occurrence_the_shorter_wins_unless_b_is_zero(bm25_search):
    documents = ["fox " + "filler " * 20, "fox den", "owl"]
    assert [int(i) for i, _ in bm25_search(documents, "fox", 3)] == [1, 0]
    (_, a), (_, c) = bm25_search(documents, "fox", 3, 1.2, 0)
    assert math.isclose(a, c, rel_tol=1e-9)


def test_only_documents_with_a_query_word_come_back(bm25_search):
    assert {int(i) for i, _ in bm25_search(PETS, "sing mat", 5)} == {0, 3}
    for query in ("", "?!", "unicorn"):
        assert list(bm25_search(PETS, query, 5)) == []
    assert_found(bm25_search(PETS, "unicorn dog", 5), by_definition(PETS, "dog"), 5)


def test_case_and_punctuation_do_not_matter(bm25_search):
    documents = ["The CAT, sat: on (the) mat!", "The dog sat.", "A dog and a cat... and a dog", "Birds sing", "the"]
    plain = ["the cat sat on the mat", "the dog sat", "a dog and a cat and a dog", "birds sing", "the"]
    assert_found(bm25_search(documents, "Cat? DOG!", 5), by_definition(plain, "cat dog"), 5)


def test_words_may_hold_digits_and_accents(bm25_search):
    documents = ["spare part ab12", "year 2024 report", "caf\u00e9 menu", "ab 12 caf"]
    for query, i in (("AB12", 0), ("2024?", 1), ("Caf\u00c9", 2)):
        assert [int(found) for found, _ in bm25_search(documents, query, 4)] == [i]


def test_words_match_whole(bm25_search):
    assert [int(i) for i, _ in bm25_search(["category", "concat", "cat", "cats"], "cat", 4)] == [2]


def test_documents_without_words_count_as_documents(bm25_search):
    documents = ["", "cat dog", "...", "cat"]
    wanted = {i: rarity(4, 2) * weight(1, length, 0.75) for i, length in ((1, 2), (3, 1))}
    assert_found(bm25_search(documents, "cat", 4), wanted, 4)


def test_nothing_to_search(bm25_search):
    for documents in ([], [""], ["", "!"]):
        assert list(bm25_search(documents, "cat", 3)) == []


def test_one_document(bm25_search):
    assert_found(bm25_search(["cat cat dog"], "cat", 3), {0: math.log(1 + 0.5 / 1.5) * 2 * 2.2 / 3.2}, 3)


def test_equal_documents_have_equal_scores(bm25_search):
    documents = ["owl fox", "bat", "owl fox", "bat bat", "owl fox"]
    found = bm25_search(documents, "owl", 2)
    assert len(found) == 2 and {int(i) for i, _ in found} < {0, 2, 4}
    assert math.isclose(found[0][1], found[1][1], rel_tol=1e-9)


def test_impossible_parameters_are_errors(bm25_search):
    for k, k1, b in ((0, 1.2, 0.75), (-1, 1.2, 0.75), (3, -0.5, 0.75), (3, 1.2, -0.1), (3, 1.2, 1.5)):
        assert_rejected(bm25_search, PETS, "dog", k, k1, b)
    for k1, b in ((math.nan, 0.75), (math.inf, 0.75), (1.2, math.nan)):
        assert_rejected(bm25_search, PETS, "dog", 3, k1, b)


def test_the_data_of_the_caller_do_not_change(bm25_search):
    documents = ["Cat dog", "dog", "Bird"]
    before = copy.deepcopy(documents)
    bm25_search(documents, "dog bird", 2)
    assert documents == before
