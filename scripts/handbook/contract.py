"""The content contract as tables: where a question lives, its front matter, its headings and their counts. No code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handbook.model import Category

BASICS: Category = "basics"
CODING: Category = "coding"
APPLIED: Category = "applied"
PROJECT: Category = "project"
STORY: Category = "story"
CATEGORIES: tuple[Category, ...] = (BASICS, CODING, APPLIED, PROJECT)
DOCUMENTS: tuple[Category, ...] = (*CATEGORIES, STORY)
"""The kinds of question, and all that is written in files of their form."""

Range = tuple[int, int | None]

CATEGORY_TITLES = {
    BASICS: "Basics",
    CODING: "Coding",
    APPLIED: "Applied problems",
    PROJECT: "Project questions",
}
CATEGORY_LINES = {
    BASICS: "Define it in two or three sentences, give an example, name the common ways out.",
    CODING: "Write the algorithm from scratch: one function first, then helpers, then its cost.",
    APPLIED: "Clarify goal, data and constraints, then lead from data to evaluation.",
    PROJECT: "Tell what you did, what it changed in numbers, and hand the conversation back.",
}
"""What readers are told of each kind of question."""


# Where a question lives -----------------------------------------------------------------------------------------------

CONTENT = "content"
TAXONOMY_FILE = "content/taxonomy.yml"
PATHS_FOLDER = "content/paths"
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
SLUG_LENGTH = 60
HINT = "✎"
"""What opens every hint of a new file, up to the end of its line; whoever writes puts the text in its place."""
FIGURE_NAME = rf"(?P<slug>{SLUG})\.(?P<name>{SLUG})\.svg"

PLACE_KIND = {BASICS: "stages", CODING: "stages", APPLIED: "domains", PROJECT: "focuses"}
"""What the second folder of a category is, as the taxonomy calls it."""

PLACE_FORM = {
    BASICS: "content/basics/<stage>/<slug>.md",
    CODING: "content/coding/<stage>/<slug>/question.md",
    APPLIED: "content/applied/<domain>/<slug>.md",
    PROJECT: "content/project/<focus>/<slug>.md",
    STORY: "content/stories/<slug>/story.md",
}
STORIES_FOLDER = "content/stories"

GENERIC_DOMAIN = "generic"
"""The domain whose questions rest on general practice: they need no papers."""


# Files --------------------------------------------------------------------------------------------------------------

FILE_BYTES = 300_000
BYTES = {".md": 60_000, ".py": 60_000}
"""The largest file of a kind; any other may have FILE_BYTES."""
QUESTION_LINES = 1_000
LINE_CHARACTERS = 4_000
CHARACTER_LIMITS = {"[": 600, "<": 300, "`": 2_000, "*": 2_500, "_": 2_500, "!": 300, "&": 600, ">": 600, "$": 1_500}
"""How often a character with a meaning in Markdown may occur outside code and formulas: beyond it lie inputs made to hang parsers."""
RUN_LENGTH = 40
"""The longest run of one such character."""
LIST_DEPTH = 4
TABLE_CELLS = 1_000
FORMULA_CHARACTERS = 1_000
FORMULAS_CHARACTERS = 10_000
"""The longest formula, and all formulas of a page together."""
YAML_DEPTH = 5
YAML_VALUES = 1_000
TAXONOMY_VALUES = 5_000
"""The most keys and values together; the taxonomy is the one long list."""

CODE_DEPTH = 100
"""How deep code may be nested, counted in its syntax tree."""

FIRST_DRAFT = "first_draft.py"
SOLUTION = "solution.py"
NUMPY_VARIANT = "solution_numpy.py"
TESTS = "test_solution.py"
CODE_FILES = (FIRST_DRAFT, SOLUTION, TESTS)
OPTIONAL_CODE_FILES = (NUMPY_VARIANT,)
CODE_LINES = {FIRST_DRAFT: 150, SOLUTION: 150, NUMPY_VARIANT: 150}
MOST_CODE_LINES = 500
"""The most lines of a code file; any other may have MOST_CODE_LINES. A build makes wrong versions of every line."""
NOTEBOOK = "notebook.py"
NUMBERS = "numbers"
"""A story's notebook, as Python with a line `# %%` before each cell, and the name of what it leaves: every number that
the story tells."""
BESIDE: dict[Category, tuple[str, ...]] = {CODING: (*CODE_FILES, *OPTIONAL_CODE_FILES), STORY: (NOTEBOOK,)}
"""The code files that a document has beside it."""


# Front matter ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """A front-matter key. `names` is the kind of taxonomy terms its values are taken from. A key that is not
    `written` is none of a new question's writer: others add it later."""

    name: str
    kind: Literal["text", "texts", "name", "names", "slugs", "sources", "date", "corrections"]
    about: str
    example: str
    required: bool = True
    categories: tuple[Category, ...] = CATEGORIES
    names: str = ""
    count: Range = (1, None)
    characters: int | None = None
    written: bool = True


KEYS = (
    Key(
        "short",
        "text",
        "the name that cards, menus and sheets print",
        "short: Data leakage",
        categories=DOCUMENTS,
        characters=40,
    ),
    Key(
        "level",
        "name",
        "the first level at which a full answer to the main question is expected",
        "level: junior",
        names="levels",
    ),
    Key("roles", "names", "who is asked this", "roles: [data-scientist, ml-engineer]", names="roles"),
    Key(
        "topics",
        "names",
        "what it is about",
        "topics: [leakage, data-splitting]",
        categories=DOCUMENTS,
        names="topics",
        count=(1, 4),
    ),
    Key("after", "slugs", "questions to study before", "after: [cross-validation]", required=False),
    Key(
        "formula",
        "text",
        "one line of LaTeX for the cheat sheet",
        r"formula: \mathrm{precision}=\frac{TP}{TP+FP}",
        required=False,
        categories=(BASICS, CODING),
    ),
    Key(
        "variants",
        "texts",
        "other wordings an interviewer uses, or close questions that the page also answers",
        "variants:\n    - Why did validation look good and production bad?\n    - How do you find a leak?",
        count=(2, None),
    ),
    Key(
        "sources",
        "sources",
        "the papers, books and documentation the page rests on",
        "sources:\n    - title: Breiman (2001), Random forests\n      url: https://doi.org/10.1023/A:1010933404324",
        required=False,
        categories=DOCUMENTS,
    ),
    Key(
        "reviewed",
        "date",
        "the day on which somebody else checked every claim",
        "reviewed: 2026-11-22",
        required=False,
        categories=DOCUMENTS,
        written=False,
    ),
    Key(
        "corrections",
        "corrections",
        "what the published page got wrong: the day it was mended, what was wrong and what is right; newest first",
        "corrections:\n    - 2026-11-02: The variance was divided by n; it is n - 1.",
        required=False,
        categories=DOCUMENTS,
        written=False,
        characters=240,
    ),
    Key(
        "aliases",
        "slugs",
        "former slugs; their addresses redirect",
        "aliases: [target-leakage]",
        required=False,
        written=False,
    ),
)

SOURCE_KEYS = ("title", "url")

REVIEW_MONTHS = 18
"""How long a review holds; a page whose review is older is due for another look."""
CORRECTION_DAYS = 90
"""How long a correction also stands near the top of its page."""


# The body -------------------------------------------------------------------------------------------------------------

TITLE_CHARACTERS = 120
GIST_CHARACTERS = 160
ANSWER_WORDS: dict[Category, int] = {BASICS: 220}
"""The most words of all spoken parts together: about ninety seconds aloud."""

Kind = Literal["prose", "items", "steps", "quotes", "questions", "parts", "free"]


@dataclass(frozen=True, slots=True)
class Part:
    """An H2 section and what it holds.

    `kind` is the form: prose, items (a bulleted list), steps (a numbered list), quotes (quoted lines), questions (H3
    questions, each with its answer), parts (H3 parts, each a bulleted list) or free. Counts are ranges of sentences,
    of items (list items, steps, quotes or H3 sections) and the most words. `labels` are the bold labels that must
    open an item; for parts they stand in each of them. `spoken` marks what is said when the question is asked, `plain`
    what has no formula and no code; every item of a part with `links` links its source; `around` allows sentences,
    formulas and fences around the list.
    """

    title: str
    kind: Kind
    about: str
    required: bool = True
    sentences: Range | None = None
    items: Range | None = None
    words: int | None = None
    labels: tuple[str, ...] = ()
    spoken: bool = False
    plain: bool = False
    links: bool = False
    around: bool = False


LISTEN_FOR = Part("Listen for", "items", "the points of a strong answer", items=(3, 6))
PITFALLS = Part("Pitfalls", "items", "what goes wrong in weak answers", items=(1, 5))
FOLLOW_UPS = Part("Follow-ups", "questions", "what the interviewer asks next, each answered", items=(2, 6))
IN_PRACTICE = Part(
    "In practice",
    "items",
    "a published system, experiment or library, the number it reported, what was traded for it, and the link",
    required=False,
    items=(1, 3),
    links=True,
    around=True,
)

PARTS: dict[Category, tuple[Part, ...]] = {
    BASICS: (
        Part("Definition", "prose", "the opening answer, as it is said", sentences=(2, 3), spoken=True),
        Part("Examples", "items", "examples that show theory and experience", items=(1, 2), spoken=True),
        Part("Solutions", "free", "the common ways out of a problem", required=False, spoken=True),
        Part("In plain words", "prose", "for someone who is not technical", words=80, plain=True),
        Part("Details", "free", "what a candidate adds when pushed", required=False),
        IN_PRACTICE,
        FOLLOW_UPS,
        LISTEN_FOR,
        PITFALLS,
    ),
    CODING: (
        Part("Explanation", "prose", "what is said before any code", sentences=(2, 4), spoken=True),
        Part(
            "Walkthrough",
            "steps",
            "the solution, step by step, naming every function",
            items=(2, None),
            spoken=True,
            around=True,
        ),
        Part("Complexity", "items", "costs in O(…), every symbol defined", items=(2, None), labels=("Time", "Space")),
        FOLLOW_UPS,
        LISTEN_FOR,
        PITFALLS,
    ),
    APPLIED: (
        Part(
            "Clarify",
            "items",
            "questions to ask, each with the answer the rest assumes",
            items=(3, None),
            labels=("Goal", "Data", "Constraints"),
            spoken=True,
        ),
        Part("Overview", "prose", "the whole design in a few sentences", sentences=(3, 5), spoken=True),
        Part("Data", "items", "cleaning, outliers, labels", items=(1, None), spoken=True, around=True),
        Part("Features", "items", "candidates, and new ones to engineer", items=(1, None), spoken=True, around=True),
        Part("Models", "parts", "one or two, each weighed", items=(1, 2), labels=("Pros", "Cons"), spoken=True),
        Part(
            "Training and evaluation",
            "items",
            "metrics tied to the goal, validation that names what would leak, improvements",
            items=(3, None),
            labels=("Metrics", "Validation", "Improvements"),
            spoken=True,
            around=True,
        ),
        IN_PRACTICE,
        Part("Serving", "free", "latency, monitoring, retraining, feedback loops", required=False, spoken=True),
        Part(
            "Papers",
            "parts",
            "what was published about it, each read in the same four ways",
            required=False,
            items=(2, None),
            labels=("Data format", "Features", "Architecture", "Results"),
        ),
        Part(
            "Follow-ups", "questions", "what the interviewer asks next: the data, the model, the metric", items=(3, 8)
        ),
        LISTEN_FOR,
        PITFALLS,
    ),
    PROJECT: (
        Part("Intent", "prose", "what the interviewer wants to learn", sentences=(1, 2)),
        Part("Outline", "steps", "the order of the answer", items=(3, 6)),
        Part("Example", "prose", "a spoken answer with numbers", words=180, spoken=True),
        Part("Check-ins", "quotes", "lines that hand the conversation back", items=(1, 3)),
        FOLLOW_UPS,
        LISTEN_FOR,
        PITFALLS,
    ),
    STORY: (
        Part("Summary", "prose", "the problem, for whom, and what was built", sentences=(1, 2), spoken=True),
        Part("Impact", "prose", "what changed, from what to what, measured how", sentences=(1, 4), spoken=True),
        Part(
            "Challenges",
            "items",
            "each as problem, choice, reason and result",
            items=(2, 3),
            spoken=True,
        ),
        Part("Finding", "prose", "what was surprising, and what followed from it", sentences=(1, 5), spoken=True),
        Part("Contributions", "items", "what was done that is not technical", items=(1, 2), spoken=True),
        Part("Data processing", "free", "what the data are, what was wrong with them, what was done"),
        Part("Models", "free", "which were tried, in which order, and why"),
        Part("Modeling details", "free", "loss, tuning, regularization"),
        Part("Evaluation", "free", "metric, validation, first attempt against improved, spread"),
    ),
}

DETAILS = "Details"
DETAILS_FROM = ("mid", "senior")
"""The levels at which a basics question must have Details."""
PAPERS = "Papers"
SEARCH_FOR = "Search for"
SENIOR_LABEL = "Senior"


# Executed parts -------------------------------------------------------------------------------------------------------

LANGUAGES = ("python", "text", "bash", "sql", "json", "yaml", "mermaid")
CHECK_SECONDS = 2.0
FIGURE_SECONDS = 10.0
NOTEBOOK_MODULES = ("numpy", "scipy", "sklearn")
"""What a story's notebook may import besides the standard library."""
CHECK_MODULES = ("numpy",)
"""What a check may import besides the standard library (and `solution`, on a coding page)."""
FIGURE_MODULES = ("numpy", "matplotlib")
UNSAFE_MODULES = (
    "asyncio ctypes http importlib multiprocessing os pathlib pty shutil signal socket ssl subprocess sys tempfile "
    "threading urllib webbrowser"
).split()
"""Modules of the standard library that no solution, check or figure needs: they reach outside the computation."""


# Study paths ----------------------------------------------------------------------------------------------------------

PATH_KEYS = ("title", "audience", "minutes", "select")
OPTIONAL_PATH_KEYS = ("pages",)
"""How many pages the cheat sheet of a path may fill; a path without it has none."""
SHEET_COLUMN = 17.0
"""The width in em that a formula may have on a cheat sheet: 59 mm of a column on A4 hold 18.5 of 9 points, less a tenth."""
SHEET_PAGES = 4
"""The most pages of a cheat sheet, and the budget of those that no file defines: of a category, of a stage."""
SELECT_KEYS = ("categories", "sections", "roles", "levels", "topics", "slugs")
