"""Each test takes the function under test, so the same tests judge every version."""

import builtins
import copy
import math
import random

ROSE = "a rose is a rose is a rose is a rose"


def exact(a, b, words):
    """Jaccard similarity by definition."""
    sets = []
    for text in (a, b):
        tokens = text.lower().split()
        runs = [tuple(tokens[i : i + words]) for i in range(len(tokens) - words + 1)]
        sets.append(set(runs) if len(tokens) >= words else {tuple(tokens)} if tokens else set())
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1]) if sets[0] and sets[1] else 0.0


def letters(first, last):
    """A text of single different words, one for each number, so that with words=1 a set of numbers."""
    return " ".join(f"w{x}" for x in range(first, last))


def edited(rng, tokens, changes):
    tokens = list(tokens)
    for place in rng.sample(range(len(tokens)), changes):
        tokens[place] = f"new{rng.randrange(10**6)}"
    return " ".join(tokens)


def assert_close(found, expected, tolerance=1e-9):
    assert abs(found - expected) < tolerance, (found, expected)


def assert_rejected(function, *args):
    try:
        function(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_equal_texts_are_found_with_one(near_duplicates):
    found = near_duplicates([ROSE, "nothing of that kind stands in here", ROSE, ROSE])
    assert [(i, j) for i, j, _, _ in found] == [(0, 2), (0, 3), (2, 3)]
    assert all(abs(estimate - 1) < 1e-12 and abs(similarity - 1) < 1e-12 for _, _, estimate, similarity in found)


def test_the_similarity_is_exact(near_duplicates):
    # runs of 2: "a b", "b c", "c d", "d e" and "a b", "b c", "c d", "d x": 3 of 5
    found = near_duplicates(["a b c d e", "a b c d x"], 0.5, 2, 60, 1)
    assert len(found) == 1 and found[0][:2] == (0, 1)
    assert_close(found[0][3], 3 / 5)


def test_runs_count_once_and_have_the_length_asked_for(near_duplicates):
    # "a rose is a", "rose is a rose", "is a rose is" are the three runs of four, however often they come
    assert_close(near_duplicates([ROSE, "a rose is a rose is"], 0.9, 4)[0][3], 1)
    a, b = "p q r s t", "p q r s u p q r"
    for words, expected in ((1, 4 / 6), (2, 3 / 6), (3, 2 / 6), (4, 1 / 6)):
        found = near_duplicates([a, b], 0.0, words, 120, 1)
        assert len(found) == 1
        assert_close(found[0][3], expected)


def test_the_order_of_the_words_matters(near_duplicates):
    assert near_duplicates(["a b c", "c b a"], 0.1, 2, 40, 1) == []
    assert_close(near_duplicates(["a b c", "c b a"], 0.1, 1, 40, 1)[0][3], 1)


def test_words_are_not_glued_together(near_duplicates):
    assert near_duplicates(["ab c", "a bc"], 0.0, 2, 60, 1) == []
    assert near_duplicates(["ab c", "a bc"], 0.0, 1, 60, 1) == []


def test_case_and_white_space_do_not_matter(near_duplicates):
    assert_close(near_duplicates(["The  quick\nbrown fox", " the Quick brown\tFOX "], 0.9, 2)[0][3], 1)


def test_short_texts_are_a_single_run(near_duplicates):
    found = near_duplicates(["hello world", "hello World", "hello", "a b c d e", "A b c d e"])
    assert [(i, j) for i, j, _, _ in found] == [(0, 1), (3, 4)]


def test_a_run_is_never_shorter_than_asked_for_unless_the_text_is(near_duplicates):
    assert near_duplicates(["a b c", "b c", "c", "a b", "a b c d"], 0.0, 3, 90, 1)[0][:2] == (0, 4)
    assert len(near_duplicates(["a b c", "b c", "c", "a b", "a b c d"], 0.0, 3, 90, 1)) == 1


def test_texts_without_words_are_like_no_other(near_duplicates):
    assert near_duplicates(["", "   ", "a", "\n"], 0.0) == []
    assert len(near_duplicates([])) == 0 and len(near_duplicates(["one text alone"])) == 0
    found = near_duplicates(["", "a b", " ", "a b", "", "A b"])  # and those that have words keep their numbers
    assert [(i, j) for i, j, _, _ in found] == [(1, 3), (1, 5), (3, 5)]


def test_only_pairs_at_or_above_the_threshold_are_returned(near_duplicates):
    texts = [letters(0, 8), letters(0, 10), letters(2, 10), letters(0, 5)]
    # similarities: 0-1 0.8, 0-2 0.6, 0-3 0.625, 1-2 0.8, 1-3 0.5, 2-3 0.3
    for threshold, expected in (
        (0.81, []),
        (0.8, [(0, 1), (1, 2)]),
        (0.62, [(0, 1), (0, 3), (1, 2)]),
        (0.3, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]),
    ):
        found = near_duplicates(texts, threshold, 1, 120, 1)
        assert [(i, j) for i, j, _, _ in found] == expected
    for pair, expected in zip(found, (0.8, 0.6, 0.625, 0.8, 0.5, 0.3)):
        assert_close(pair[3], expected)


def test_the_estimate_has_the_mean_and_the_spread_it_should(near_duplicates):
    # 14 of 20 shared, 100 hash functions: a standard error of sqrt(0.7 * 0.3 / 100) = 0.0458
    texts = [letters(0, 17), letters(3, 20)]
    estimates = [near_duplicates(texts, 0.0, 1, 100, 1, seed)[0][2] for seed in range(120)]
    mean = sum(estimates) / 120
    spread = math.sqrt(sum((x - mean) ** 2 for x in estimates) / 119)
    assert abs(mean - 0.7) < 4 * 0.0458 / math.sqrt(120)
    assert 0.75 < spread / 0.0458 < 1.3
    assert all(abs(100 * x - round(100 * x)) < 1e-9 for x in estimates)
    assert len({round(100 * x) for x in estimates}) > 10  # hundredths, not rounded to tenths


def test_small_sets_are_estimated_without_bias_too(near_duplicates):
    # 2 of 4; functions that are not random enough stay wrong however many they are
    estimates = [
        near_duplicates([letters(s, s + 3), letters(s + 1, s + 4)], 0.0, 1, 300, 1, s)[0][2] for s in range(60)
    ]
    assert abs(sum(estimates) / 60 - 0.5) < 0.02
    assert max(abs(x - 0.5) for x in estimates) < 0.13


def test_long_texts_without_a_common_word_do_not_meet(near_duplicates):
    # minima out of a small range, or short fingerprints, agree by accident when the sets are large
    assert near_duplicates([letters(0, 4000), letters(4000, 8000)], 0.0, 1, 100, 1) == []


def test_letters_beyond_ascii_count(near_duplicates):
    assert near_duplicates(["мама мыла", "раму", "été", "t"], 0.0, 1, 40, 1) == []
    found = near_duplicates(["Été à la mer", "été À LA mer"], 0.9, 2)
    assert len(found) == 1 and abs(found[0][3] - 1) < 1e-12


def test_another_process_gives_the_same(near_duplicates):
    # Python salts the hash of a string; two salts play two processes
    plain, estimates = builtins.hash, []
    for salt in ("one", "two", "three"):

        def salted(x, salt=salt):
            if isinstance(x, tuple):
                return plain(tuple(salted(part) for part in x))
            return plain((salt, x)) if isinstance(x, (str, bytes)) else plain(x)

        builtins.hash = salted
        try:
            estimates.append(near_duplicates([letters(0, 17), letters(3, 20)], 0.0, 1, 100, 1)[0][2])
        finally:
            builtins.hash = plain
    assert_close(min(estimates), max(estimates))


def test_bands_and_rows_set_the_chance_to_be_found(near_duplicates):
    # similarity 0.6: 1 - (1 - 0.6^r)^b
    texts = [letters(0, 8), letters(2, 10)]
    for bands, rows in ((1, 1), (1, 3), (4, 3), (5, 1), (3, 8)):
        expected = 1 - (1 - 0.6**rows) ** bands
        share = sum(len(near_duplicates(texts, 0.5, 1, bands, rows, seed)) for seed in range(300)) / 300
        assert abs(share - expected) < 4 * math.sqrt(expected * (1 - expected) / 300) + 1e-9, (bands, rows, share)


def test_planted_copies_are_found_and_nothing_else(near_duplicates):
    rng = random.Random(0)
    texts = [" ".join(f"v{rng.randrange(3000)}" for _ in range(120)) for _ in range(30)]
    texts += [edited(rng, texts[i].split(), 1) for i in range(10)]
    found = near_duplicates(texts, 0.8)
    assert [(i, j) for i, j, _, _ in found] == [(i, 30 + i) for i in range(10)]
    for i, j, _, similarity in found:
        assert_close(similarity, exact(texts[i], texts[j], 5))


def test_the_same_seed_gives_the_same_and_another_does_not(near_duplicates):
    texts = [letters(0, 85), letters(15, 100)]
    found = [near_duplicates(texts, 0.0, 1, 50, 1, seed)[0][2] for seed in (3, 3, 4, 5, 6)]
    assert_close(found[0], found[1])
    assert len({round(x, 6) for x in found}) > 1


def test_the_defaults(near_duplicates):
    texts = [letters(0, 100), letters(0, 98) + " x y"]
    assert near_duplicates(texts)[0] == near_duplicates(texts, 0.8, 5, 16, 8, 0)[0]
    assert abs(near_duplicates(texts)[0][2] * 128 % 1) < 1e-9
    # other words at the end: 86 of 106 runs of five are shared with ten new words, 85 of 107 with eleven
    for new, expected in ((5, 91 / 101), (10, 86 / 106), (11, None)):
        other = " ".join([letters(0, 100 - new), *(f"x{i}" for i in range(new))])
        found = near_duplicates([letters(0, 100), other], bands=128, rows=1)
        assert len(found) == (expected is not None)
        if found:
            assert_close(found[0][3], expected)


def test_impossible_requests_are_errors(near_duplicates):
    for threshold in (-0.1, 1.1, 80, float("nan")):
        assert_rejected(near_duplicates, ["a"], threshold)
    for words, bands, rows in ((0, 4, 4), (2, 0, 4), (2, 4, 0), (-1, 4, 4)):
        assert_rejected(near_duplicates, ["a"], 0.5, words, bands, rows)
    near_duplicates(["a"], 0.0, 1, 1, 1)
    near_duplicates(["a"], 1.0, 1, 1, 1)


def test_the_texts_of_the_caller_do_not_change(near_duplicates):
    texts = ["B a", "b A", "c"]
    before = copy.deepcopy(texts)
    near_duplicates(texts)
    assert texts == before
