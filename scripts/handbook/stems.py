"""The words of a question as stems: without endings, spelled one way, and with those marked that only ask."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[a-z]+\d*|\d+")
POSSESSIVE = re.compile(r"'s?\b")
ACCENT = re.compile(r"[\u0300-\u036f]")

SILENT = frozenset(
    """a about all an and are as at be by can could do does explain for from give have how i if in is it its me my of on or
    please should tell than that the their them there these they this to us to use what when where which why will with
    would you your""".split()
)
"""Words that ask, or hold a sentence together: two questions that differ in these alone are one."""

COMMON = frozenset(
    """advantage after again algorithm also am any basic basics because been before being benefit benefits between big
    both build but case challenge change choose code come compare comparison compute concept cost data deal decide
    define describe design did differ difference different done each either else even ever every example face few
    full function further general get given go good great had handle happen has having he her here him his idea
    implement important instead into intuition issue just know large learning let library like list machine main
    make many matter may mean meaning mechanism method might model more most much must name need new no none not
    now numpy off one only other our out over own pick plain prefer problem project purpose put python really
    reduce rely right role run say scratch see select set several she show simple situation small so some someone
    start state such system technique term terms then those three through time too trade tradeoff treat try two
    typical typically under up used useful using usually versus very vs walk want was way we well were whether
    while who whole whom whose within without work write wrong""".split()
)
"""Words that so many questions of this field hold that they tell none from another."""

ALIKE = tuple(
    tuple(line.split())
    for line in """find detect identify spot recognize notice
    predict estimate forecast
    prevent avoid defend protect secure
    repair fix mend correct
    search tune optimize
    evaluate measure assess judge
    colleague coworker teammate
    hard hardest difficult toughest biggest""".split("\n")
)
"""Everyday words that ask for the same thing. Those of the field are in the taxonomy."""

ENDINGS = sorted(
    """ization isation izations izing ising ized ised izes ises izer ize ise ational ations ation ated ates ating ator ators
    ative ate ions ion ings ing ities ity ives ive ers er ors or edly ed ments ment ly al als es s e ies ied y""".split(),
    key=len,
    reverse=True,
)
SHORTEST = 3
"""A stem keeps so many letters."""


def words(text: str) -> list[str]:
    """The words of a text in lower case, without accents; "YouTube's" is one, "A/B" two."""
    plain = ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold())).replace("’", "'")
    return WORD.findall(POSSESSIVE.sub("", plain).replace("dataset", "data set"))


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words in their order."""
    return tuple(map(stem, words(text)))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its endings; of words that ask for the same, the first: "detecting" gives "find"."""
    bare = _bare(word)
    return FIRST.get(bare, bare)


def _bare(word: str) -> str:
    while ending := next((e for e in ENDINGS if len(word) >= len(e) + SHORTEST and word.endswith(e)), ""):
        if word.endswith("ss"):
            break
        word = word.removesuffix(ending)
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] else word


FIRST = {_bare(word): _bare(alike[0]) for alike in ALIKE for word in alike}
TELLING_NOTHING = frozenset(_bare(word) for word in SILENT | COMMON)
"""The stems of words that only ask."""
