"""What people type finds its question among the first three results, in a real browser on the real data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

QUERIES = Path(__file__).parent.parent / "search" / "queries.yml"
SHARE = 0.9
FEWEST = 80

SYNONYMS = {
    "ridge": "l1-and-l2-regularization",
    "regularisation": "l1-and-l2-regularization",  # "penalty" is rarer, and stands elsewhere
    "gbdt": "gradient-boosting",
    "pymk": "friend-recommendation",
    "ctr": "ad-click-prediction",
    "clt": "central-limit-theorem",
    "qlora": "low-rank-adaptation",
    "sgd": "stochastic-gradient-descent",
    "knn": "k-nearest-neighbors",
    "attrition": "churn-prediction",
}
"""Words that stand in the taxonomy's synonyms alone or mostly there; none may be missed."""

ASK = """async ([site, queries]) => {
  const { createSearch } = await import(`${site}/assets/js/search-engine.js`);
  const [data, rest] = await Promise.all(
    ["search", "search-rest"].map(async (name) => (await fetch(`${site}/assets/${name}.json`)).json()),
  );
  const { search } = await createSearch(data, { rest });
  const published = new Set(data.questions.slug);
  return queries
    .filter(([, slug]) => published.has(slug))
    .map(([query, slug]) => [query, slug, search(query, { limit: 3 }).map((result) => result.slug)]);
}"""


ALIKE = """regularisation regularization; normalise normalize; behaviour behavior; neighbours neighbor; centre center;
modelling modeling; labelled labeled; analyse analyze; analysis analyses; hypothesis hypotheses; catalogue catalog;
programme program; losses loss; classes class; biases bias; boundaries boundary; trees tree; caches cache"""

APART = "loss lose; bias bis; class clause; mean man; tree three; knn cnn; hour or; posterior prior; batch bath"


def read_queries() -> list[tuple[str, str]]:
    """Each query with the slug of its question."""
    by_slug = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return [(query, slug) for slug, queries in by_slug.items() for query in queries]


def test_queries_are_text_and_each_stands_once() -> None:
    queries = [query for query, _ in read_queries()]
    assert all(isinstance(query, str) for query in queries)
    assert len(queries) == len(set(queries))


@pytest.mark.parametrize(("pairs", "alike"), [(ALIKE, True), (APART, False)], ids=["alike", "apart"])
def test_spellings(site: str, browser_page: Any, pairs: str, alike: bool) -> None:
    browser_page.goto(site)
    found = browser_page.evaluate(
        """async ([site, pairs]) => {
          const { fold } = await import(`${site}/assets/js/search-words.js`);
          return pairs.map(([one, other]) => [one, other, fold(one), fold(other)]);
        }""",
        [site.rstrip("/"), [pair.split() for pair in pairs.split(";")]],
    )
    assert [row for row in found if (row[2] == row[3]) is not alike] == []


def test_synonyms_find_what_they_stand_for(site: str, browser_page: Any) -> None:
    browser_page.goto(site)
    asked = browser_page.evaluate(ASK, [site.rstrip("/"), list(SYNONYMS.items())])
    assert [row for row in asked if row[1] not in row[2]] == []


def test_the_page_that_says_a_rare_word_most_comes_first(site: str, browser_page: Any) -> None:
    browser_page.goto(site)
    first = {
        "mcnemar": "comparing-two-models",
        "dp-sgd": "differential-privacy",
        "hdbscan": "density-and-hierarchical-clustering",
    }
    asked = browser_page.evaluate(ASK, [site.rstrip("/"), list(first.items())])
    assert [(query, found[0]) for query, _, found in asked] == list(first.items())


def test_nine_in_ten_find_their_question(site: str, browser_page: Any) -> None:
    browser_page.goto(site)
    asked = browser_page.evaluate(ASK, [site.rstrip("/"), read_queries()])
    misses = [f"{query!r}: {slug}, not {', '.join(found)}" for query, slug, found in asked if slug not in found]
    print(f"{len(asked)} queries asked, {len(misses)} missed", *misses, sep="\n  ")
    assert len(asked) >= FEWEST, "most of the questions that the queries name are not published"
    assert len(misses) <= (1 - SHARE) * len(asked), "\n".join(misses)
