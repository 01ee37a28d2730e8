"""The worksheets: what each asks to be filled in, on paper or in the browser, and what a good entry has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A box of a worksheet. `wide` spans both columns; `sentences` is the most that should stand in it (0: any
    number); a field with `number` is convincing only with one."""

    name: str
    title: str
    hint: str = ""
    wide: bool = False
    sentences: int = 0
    number: bool = False


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A page to fill in. `spoken` are the fields that are told in the first minute."""

    slug: str
    title: str
    line: str
    fields: tuple[Field, ...]
    spoken: tuple[str, ...] = ()


def _twice(*names: str) -> tuple[Field, ...]:
    return tuple(
        Field(f"{name.lower()}-{form}", f"{name}: {title}")
        for name in names
        for form, title in (("first", "first attempt"), ("improved", "improved"))
    )


WORKSHEETS = (
    Worksheet(
        "project-worksheet",
        "Project worksheet",
        "One project on one page: what you will tell, and what is behind it.",
        (
            Field(
                "summary", "Summary", "one or two sentences: the problem, for whom, what you built", True, sentences=2
            ),
            Field("impact", "Impact", "from what to what, measured how", True, sentences=3, number=True),
            Field("challenge-1", "Challenge 1", "problem, choice, reason, result"),
            Field("challenge-2", "Challenge 2", "problem, choice, reason, result"),
            Field("challenge-3", "Challenge 3", "only if it adds another kind of difficulty"),
            Field("finding", "Finding", "what surprised you, and what followed"),
            Field("contributions", "Contributions that were not technical", "one or two"),
            Field("data", "Data processing"),
            Field("models", "Models"),
            Field("details", "Modeling details", "loss, tuning, regularization"),
            Field("evaluation", "Evaluation", "metric, validation, spread", number=True),
            Field("check-ins", "Check-ins", "lines that hand the conversation back"),
        ),
        ("summary", "impact"),
    ),
    Worksheet(
        "design-canvas",
        "Applied design canvas",
        "An applied problem on one page, to fill in by hand or here.",
        (
            Field("goal", "Goal", "what changes for whom, and the number that shows it", number=True),
            Field("data-there", "Data", "what there is, how much, how late, who labels", number=True),
            Field("constraints", "Constraints", "latency, cost, privacy, fairness", number=True),
            Field("overview", "Overview", "three to five sentences", sentences=5),
            Field("data", "Data: cleaning, outliers, labels"),
            Field("features", "Features", "candidates; new ones"),
            Field("model-1", "Model 1", "pros, cons"),
            Field("model-2", "Model 2", "pros, cons"),
            Field("metrics", "Metrics", "tied to the goal"),
            Field("validation", "Validation", "what would leak?"),
            Field("serving", "Serving", "latency, monitoring, retraining, feedback"),
            Field("improvements", "Improvements and follow-ups"),
        ),
        ("goal", "overview"),
    ),
    Worksheet(
        "paper-card",
        "Paper card",
        "A paper read for an interview, in the four ways that applied problems ask for.",
        (
            Field("paper", "Paper", "authors, year, title, where it was found", True),
            Field("format", "Data format"),
            Field("features", "Features"),
            Field("architecture", "Architecture"),
            Field("results", "Results", "the number, the table it stands in, what was traded", number=True),
            Field("questions", "What I would ask the authors"),
            Field("search", "Search for", "words to look up next"),
        ),
    ),
    Worksheet(
        "kaggle-card",
        "Kaggle comparison",
        "A first attempt against an improved one, step by step.",
        (
            Field("task", "Task and metric", wide=True),
            *_twice("Exploration", "Processing", "Features", "Model"),
            Field("score-first", "Validation score and spread: first attempt", number=True),
            Field("score-improved", "Validation score and spread: improved", number=True),
            Field("difference", "What made the difference", wide=True),
        ),
    ),
)

VAGUE = """significantly significant greatly huge many several various substantially dramatically drastically
successfully robust cutting-edge state-of-the-art leveraged utilized impactful seamless""".split()
"""Words that stand where a number should."""
