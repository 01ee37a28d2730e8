"""The pages that work in the browser: exploring all questions, practicing them, a drill, what is known of the reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handbook import contract
from handbook.model import Page
from handbook.pages import links, sheets
from handbook.pages.book import Book, fill, template
from handbook.pages.paths import filled

EXPLORE, PRACTICE, MOCK, PROGRESS, KIND = "explore/", "practice/", "mock/", "progress/", "which-kind/"
MINE = "my-questions/"
LINES = {
    EXPLORE: "Every question, narrowed as you like: by words, stage, topic, role, level, length, and what you know.",
    PRACTICE: "Say the answer aloud, see it point by point, tick what you said. It comes back when you would forget it.",
    MOCK: "A whole interview against the clock, alone or with a friend: opening, design, project, closing, and a report.",
    MINE: "A question that you met: write it down, file it, answer it in the outline. You practice and print it with ours.",
    PROGRESS: "What you know, what is weak, and what is untouched. It is kept in this browser and belongs to you.",
    KIND: "The first thing to hear in an interview: what is asked for decides the outline. Name it, then write the outline.",
}

RUBRIC = (
    ("Structure", "jumps; has to be led.", "names the outline first, keeps to it, comes back after interruptions."),
    ("Correctness", "errors that change the answer.", "right, with the conditions under which it is right."),
    ("Depth", "definitions only.", "why, when it fails, how to check, with numbers."),
    ("Judgment", "one way, taken for granted.", "compares ways by goal, data and constraints, and decides."),
    ("Conversation", "a monologue, or silence.", "asks first, checks in, takes hints."),
)
"""What an interviewer judges at the end, each with what stands for the lowest mark and for the highest."""


def pages(book: Book) -> Iterator[Page]:
    """The pages. What they show of a reader is worked out in the reader's browser."""
    yield _page(book, EXPLORE, "Explore", "explore", facets=_facets(book))
    yield _page(book, PRACTICE, "Practice", "practice", paths=filled(book))
    yield _page(book, MOCK, "Mock interview", "mock", rubric=RUBRIC)
    yield _page(book, PROGRESS, "Progress", "progress")
    outlines = [
        (category, contract.CATEGORY_TITLES[category], [part for part, _ in sheets.outline(book, category)])
        for category in contract.CATEGORIES
    ]
    yield _page(book, KIND, "Which kind of question?", "which-kind", outlines=outlines)
    taxonomy = book.catalogue.taxonomy
    places = [
        ("basics coding", "Stage", taxonomy.stages),
        ("applied", "Domain", taxonomy.domains),
        ("project", "Focus", taxonomy.focuses),
    ]
    yield _page(book, MINE, "My questions", "my-questions", outlines=outlines, places=places)


def _page(book: Book, address: str, title: str, name: str, **context: object) -> Page:
    body = fill(book, f"{name}.html", address, line=LINES[address], **context)
    style, script, data = (
        links.relative(f"assets/{file}", address)
        for file in ("practice/practice.css", f"practice/{name}.js", "facets.json")
    )
    head = (
        f'<link rel="stylesheet" href="{style}">\n<link rel="preload" href="{data}" as="fetch" crossorigin>\n'
        f'<script type="module" src="{script}"></script>'
    )
    return Page(
        address, title, LINES[address], body, head=head, edit=template(name), mathematics=address in (PRACTICE, MOCK)
    )


def _facets(book: Book) -> list[tuple[str, str, list[tuple[str, list[tuple[str, str, int]]]]]]:
    """What can be chosen: for each facet its name, its title and its groups of (name, title, number of questions)."""
    taxonomy = book.catalogue.taxonomy
    places = Counter((contract.PLACE_KIND[q.category], q.place) for q in book.questions)
    counts = {kind: book.counts(kind) for kind in ("categories", "levels", "roles", "topics")}

    def terms(kind: str) -> list[tuple[str, str, int]]:
        counted = [(t.name, t.title, counts[kind][t.name]) for t in getattr(taxonomy, kind)]
        return [row for row in counted if row[2]]

    def filed(kind: str) -> list[tuple[str, str, int]]:
        return [(t.name, t.title, places[kind, t.name]) for t in getattr(taxonomy, kind) if places[kind, t.name]]

    groups = {group.name: group.title for group in taxonomy.groups}
    group_of = {topic.name: topic.group for topic in taxonomy.topics}
    topics = [(title, [row for row in terms("topics") if group_of[row[0]] == name]) for name, title in groups.items()]
    categories = [(c, contract.CATEGORY_TITLES[c], counts["categories"][c]) for c in contract.CATEGORIES]
    return [
        ("state", "What I know", [("", [])]),
        ("category", "Kind of question", [("", [row for row in categories if row[2]])]),
        ("level", "Level", [("", terms("levels"))]),
        ("length", "Time to study", [("", [])]),
        ("role", "Role", [("", terms("roles"))]),
        (
            "place",
            "Stage or domain",
            [("Stages", filed("stages")), ("Domains", filed("domains")), ("Project", filed("focuses"))],
        ),
        ("topic", "Topic", [(title, rows) for title, rows in topics if rows]),
    ]
