"""How byte-pair encoding is proven."""

import random
import re

from hypothesis import strategies as st

WORDS = st.text("abc", max_size=7)
COUNTS = st.dictionaries(WORDS, st.integers(1, 6), max_size=7)
INPUTS = st.one_of(
    *[st.tuples(COUNTS, st.integers(0, 9))] * 9,
    st.tuples(st.dictionaries(WORDS, st.integers(-1, 1), max_size=2), st.integers(-2, 2)),
)
PROBES = ["", "a", "abcabc", "aaaaaaa", "cbabacbb", "bbbabab", "caacaabb", "xaby"]


def observe(result):
    """A model is known by its merges and by how it splits words, seen and unseen."""
    merges, encode = result
    try:
        return merges, [encode(word) for word in PROBES]
    except Exception as error:  # a wrong version may fail only when it encodes
        return type(error)


def trusted(byte_pair_encoding):
    """Python's regular expressions, on words written with spaces between the symbols, find the same merges and tokens.

    No library here learns merges. This is the algorithm once more in another form, without lists and positions: the
    engine of `re` finds the occurrences.
    """
    for seed in range(20):
        rng = random.Random(seed)
        counts = {"".join(rng.choices("abcde", k=rng.randint(1, 9))): rng.randint(1, 9) for _ in range(30)}
        merges, encode = byte_pair_encoding(counts, 25)
        spaced = {word: " ".join(word) for word in counts}
        for merge in merges:
            totals = {}
            for word, text in spaced.items():
                for pair in re.findall(r"(?<!\S)(?=(\S+) (\S+))", text):
                    totals[pair] = totals.get(pair, 0) + counts[word]
            assert tuple(merge) == min(totals, key=lambda pair: (-totals[pair], pair))
            joined = re.compile(rf"(?<!\S){merge[0]} {merge[1]}(?!\S)")
            spaced = {word: joined.sub("".join(merge), text) for word, text in spaced.items()}
        assert all(list(encode(word)) == text.split() for word, text in spaced.items())


SIZES = {"m": 8, "c": 4000}


def sized(m, c):
    rng = random.Random(0)
    letters = [chr(0x100 + i) for i in range(60)]
    return {"".join(rng.choices(letters, k=8)): rng.randint(1, 99) for _ in range(c // 8)}, m
