"""Each test takes the function under test, so the same tests judge every version."""

import copy
import random


def pairs(merges):
    return [tuple(map(str, pair)) for pair in merges]


def tokens(encode, word):
    return [str(token) for token in encode(word)]


def replayed(word, merges):
    """The definition: every merge in the order of learning, each through the word from left to right."""
    symbols = list(word)
    for left, right in merges:
        result = []
        for symbol in symbols:
            if result and (result[-1], symbol) == (left, right):
                result[-1] = left + right  # longer than `left`, so it cannot take part in this merge again
            else:
                result.append(symbol)
        symbols = result
    return symbols


def random_counts(rng, letters="abc"):
    words = {"".join(rng.choice(letters) for _ in range(rng.randint(1, 8))) for _ in range(12)}
    return {word: rng.randint(1, 9) for word in sorted(words)}


def assert_rejected(byte_pair_encoding, *args):
    try:
        byte_pair_encoding(*args)
    except ValueError:
        return
    raise AssertionError("must raise ValueError")


def test_three_merges_by_hand(byte_pair_encoding):
    # a b 7, a a 4, b a 2; then a ab 4, b a 2
    merges, encode = byte_pair_encoding({"aab": 4, "ab": 3, "ba": 2}, 3)
    assert pairs(merges) == [("a", "b"), ("a", "ab"), ("b", "a")]
    assert tokens(encode, "aab") == ["aab"]
    assert tokens(encode, "bab") == ["b", "ab"]
    assert tokens(encode, "baaab") == ["ba", "aab"]


def test_common_endings_become_tokens(byte_pair_encoding):
    # i n and n g 13 times each; then a d, e a, r e, w r, r i and i t 9 times each
    counts = {"reading": 6, "writing": 5, "king": 2, "reader": 3, "writer": 4}
    merges, encode = byte_pair_encoding(counts, 4)
    assert pairs(merges) == [("i", "n"), ("in", "g"), ("a", "d"), ("e", "ad")]
    assert tokens(encode, "leading") == ["l", "ead", "ing"]
    assert tokens(encode, "ginger") == ["g", "ing", "e", "r"]


def test_a_word_weighs_as_much_as_its_count(byte_pair_encoding):
    merges, _ = byte_pair_encoding({"xy": 10, "ab": 4, "abc": 3, "cab": 2}, 1)
    assert pairs(merges) == [("x", "y")]
    merges, _ = byte_pair_encoding({"xy": 8, "ab": 4, "abc": 3, "cab": 2}, 1)
    assert pairs(merges) == [("a", "b")]


def test_among_equals_the_smaller_pair_wins(byte_pair_encoding):
    merges, _ = byte_pair_encoding({"xy": 3, "ad": 3, "bc": 3, "ac": 3}, 4)
    assert pairs(merges) == [("a", "c"), ("a", "d"), ("b", "c"), ("x", "y")]
    # after a b: the pairs a x and ab c, twice each; a is smaller than ab
    merges, _ = byte_pair_encoding({"abc": 2, "ax": 2, "ab": 1}, 3)
    assert pairs(merges) == [("a", "b"), ("a", "x"), ("ab", "c")]


def test_every_position_is_counted(byte_pair_encoding):
    merges, _ = byte_pair_encoding({"aaa": 2, "bc": 3}, 2)  # a a at two positions of a word seen twice: 4
    assert pairs(merges) == [("a", "a"), ("b", "c")]


def test_runs_are_merged_from_the_left(byte_pair_encoding):
    merges, encode = byte_pair_encoding({"aaaaa": 1}, 1)
    assert pairs(merges) == [("a", "a")]
    assert tokens(encode, "aaa") == ["aa", "a"]
    assert tokens(encode, "baaaaac") == ["b", "aa", "aa", "a", "c"]
    merges, encode = byte_pair_encoding({"aaaaa": 1}, 3)  # aa aa a: both pairs once, and a is smaller than aa
    assert pairs(merges) == [("a", "a"), ("aa", "a"), ("aa", "aaa")]
    assert tokens(encode, "aaaaaa") == ["aa", "aa", "aa"]


def test_the_earlier_merge_goes_first_even_if_a_longer_token_fits(byte_pair_encoding):
    merges, encode = byte_pair_encoding({"bc": 5, "ab": 3, "abd": 2}, 3)
    assert pairs(merges)[:2] == [("a", "b"), ("b", "c")]
    assert tokens(encode, "abc") == ["ab", "c"]
    merges, encode = byte_pair_encoding({"bc": 6, "ab": 3, "abd": 2}, 3)
    assert pairs(merges) == [("b", "c"), ("a", "b"), ("ab", "d")]
    assert tokens(encode, "abc") == ["a", "bc"]
    assert tokens(encode, "abdabc") == ["abd", "a", "bc"]


def test_capital_letters_and_spaces_are_symbols_of_their_own(byte_pair_encoding):
    merges, encode = byte_pair_encoding({"No": 4, "no": 3, "o ": 5}, 2)
    assert pairs(merges) == [("o", " "), ("N", "o")]
    assert tokens(encode, "noNo ") == ["n", "o", "N", "o "]


def test_pairs_do_not_reach_across_words(byte_pair_encoding):
    merges, encode = byte_pair_encoding({"a": 90, "b": 90, "bc": 1}, 5)
    assert pairs(merges) == [("b", "c")]
    assert tokens(encode, "ab") == ["a", "b"]


def test_tokens_are_those_of_the_replayed_merges(byte_pair_encoding):
    for seed in range(40):
        rng = random.Random(seed)
        counts = random_counts(rng, "abc" if seed % 2 else "ab")
        merges, encode = byte_pair_encoding(counts, rng.randint(2, 14))
        fresh = ["".join(rng.choice("abc") for _ in range(rng.randint(1, 12))) for _ in range(8)]
        for word in (*counts, *fresh):
            assert tokens(encode, word) == replayed(word, pairs(merges))


def test_each_merge_has_the_highest_count_at_its_time(byte_pair_encoding):
    for seed in range(25):
        rng = random.Random(100 + seed)
        counts = random_counts(rng)
        merges = pairs(byte_pair_encoding(counts, 10)[0])
        assert len(merges) == 10
        for step, merge in enumerate(merges):
            seen = {}
            for word, count in counts.items():
                symbols = replayed(word, merges[:step])
                for pair in zip(symbols, symbols[1:]):
                    seen[pair] = seen.get(pair, 0) + count
            assert merge == min(pair for pair in seen if seen[pair] == max(seen.values()))


def test_no_merges_leave_the_characters(byte_pair_encoding):
    merges, encode = byte_pair_encoding({"abab": 3}, 0)
    assert pairs(merges) == []
    assert tokens(encode, "abab") == ["a", "b", "a", "b"]


def test_learning_ends_when_every_word_is_one_token(byte_pair_encoding):
    merges, encode = byte_pair_encoding({"abc": 2, "d": 5, "": 4}, 50)
    assert pairs(merges) == [("a", "b"), ("ab", "c")]
    assert tokens(encode, "abc") == ["abc"] and tokens(encode, "d") == ["d"]
    assert pairs(byte_pair_encoding({}, 3)[0]) == []
    assert pairs(byte_pair_encoding({"x": 7, "": 2}, 3)[0]) == []


def test_characters_that_were_never_seen_stay(byte_pair_encoding):
    _, encode = byte_pair_encoding({"no": 2, " no": 3}, 2)
    assert tokens(encode, "no\u00e9no") == ["no", "\u00e9", "no"]
    assert tokens(encode, " no no") == [" no", " no"]
    assert tokens(encode, "zzz") == ["z", "z", "z"]
    assert tokens(encode, "") == []


def test_tokens_join_to_the_word(byte_pair_encoding):
    rng = random.Random(5)
    merges, encode = byte_pair_encoding(random_counts(rng), 9)
    known = {left + right for left, right in pairs(merges)}
    for _ in range(50):
        word = "".join(rng.choice("abcz ") for _ in range(rng.randint(0, 20)))
        assert "".join(tokens(encode, word)) == word
        assert all(len(token) == 1 or token in known for token in tokens(encode, word))


def test_two_models_do_not_mix(byte_pair_encoding):
    _, first = byte_pair_encoding({"ab": 1}, 5)
    _, second = byte_pair_encoding({"bc": 1}, 5)
    assert tokens(first, "abc") == ["ab", "c"]
    assert tokens(second, "abc") == ["a", "bc"]


def test_impossible_inputs_are_errors(byte_pair_encoding):
    assert_rejected(byte_pair_encoding, {"ab": 1}, -1)
    assert_rejected(byte_pair_encoding, {"ab": 0}, 2)
    assert_rejected(byte_pair_encoding, {"ab": 4, "cd": -3}, 2)


def test_the_counts_of_the_caller_do_not_change(byte_pair_encoding):
    counts = {"abab": 3, "ba": 2, "c": 1}
    before = copy.deepcopy(counts)
    _, encode = byte_pair_encoding(counts, 3)
    encode("abba")
    assert counts == before and list(counts) == list(before)
