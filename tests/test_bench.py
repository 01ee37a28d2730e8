"""What is measured with: a corpus breaks no rule, is the same each time, and is as heavy as the real pages."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace

import pytest

from handbook import catalogue, corpus
from handbook.model import Catalogue
from handbook.reword import Rewording
from loaded import LOADED, ROOT

FILES = catalogue.read_files(ROOT)
SHARES = Counter(question.category for question in LOADED.questions.values())


def some(number: int) -> Catalogue:
    """The catalogue with its questions of the first turns alone."""
    first = list(itertools.islice(corpus.in_turn(LOADED.questions.values()), number))
    return replace(LOADED, questions={slug: LOADED.questions[slug] for slug in first})


@pytest.fixture(scope="module")
def forty() -> dict[str, bytes]:
    """Twenty real questions and a copy of each."""
    return corpus.corpus(40, some(20), FILES)


@pytest.fixture(scope="module")
def checked(forty: dict[str, bytes]) -> Catalogue:
    found, findings = catalogue.check(forty)
    assert findings == []
    return found


def test_a_corpus_breaks_no_rule(checked: Catalogue) -> None:
    assert len(checked.questions) == 40
    assert checked.paths


def test_it_is_the_same_each_time(forty: dict[str, bytes]) -> None:
    assert corpus.corpus(40, some(20), FILES) == forty


def test_copies_weigh_what_the_real_pages_weigh(checked: Catalogue) -> None:
    copies = [question for slug, question in checked.questions.items() if slug not in LOADED.questions]
    real = corpus.median_weight(some(20).questions.values())
    assert len(copies) == 20
    for ours, theirs in zip(corpus.median_weight(copies), real, strict=True):
        assert abs(ours - theirs) <= 0.03 * theirs


def test_copies_lead_to_each_other(checked: Catalogue) -> None:
    copies = {slug: question for slug, question in checked.questions.items() if slug.endswith("-2")}
    before = {slug for question in copies.values() for slug in question.after}
    assert before
    assert before <= copies.keys()


@pytest.mark.parametrize("number", [40, 100, len(LOADED.questions)])
def test_the_first_questions_have_the_shares_of_all(number: int) -> None:
    turns = list(corpus.in_turn(LOADED.questions.values()))[:number]
    found = Counter(LOADED.questions[slug].category for slug in turns)
    for category, of_all in SHARES.items():
        assert abs(found[category] - number * of_all / sum(SHARES.values())) <= 1


TEXT = r"""**Time:** every wider model of ROC has $a_b + \text{abc} + \begin{array}{lcr} a \end{array}$ by `a`, 12 more.

## Examples

[more words](https://example.org/words), the widest model.

```python check
assert True
```

```mermaid
flowchart LR
```
"""


def test_words_change_and_the_form_does_not() -> None:
    words = {4: ["ship"], 5: ["stone"], 6: ["bridge"]}
    way = Rewording(random.Random("2"), words, "Copy 2.")
    a, b, roc = way.symbols[ord("a")], way.symbols[ord("b")], way.text("ROC")
    assert a != ord("a")
    assert len(roc) == 3
    assert way.text(TEXT) == (
        TEXT.replace("$a_b", f"${chr(a)}_{chr(b)}")
        .replace("{lcr} a", f"{{lcr}} {chr(a)}")
        .replace("ROC", roc)
        .replace("wider", "stone")
        .replace("model", "stone")
        .replace("every", "stone")
        .replace("widest", "bridge")
        .replace("more words]", "more stone]")
        .replace("assert True\n", "assert True  # Copy 2.\n")
        .replace("LR\n", "LR\n%% Copy 2.\n")
    )


def test_a_wording_has_other_numbers() -> None:
    said = Rewording(random.Random("1"), {}, "").wording("Are 90% of them in $10^2$?")
    assert said != "Are 90% of them in $10^2$?"
    assert said.count("%") == 1
