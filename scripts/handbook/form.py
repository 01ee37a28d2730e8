"""What the issue form of a category asks, and what an issue made with it answers. An answer is data and names no file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Literal

from handbook import contract, phrases, slugs, source
from handbook.contract import Key
from handbook.model import Category, Finding, Taxonomy

QUESTION, GIST, PLACE = "question", "gist", "place"
NO_RESPONSE = "_No response_"
"""What GitHub writes under the heading of a field that was left empty."""
CODE_ABOUT = {
    contract.FIRST_DRAFT: "One function with everything in it, as one would write it first. Standard library alone.",
    contract.SOLUTION: "The main function first, then small helpers that each do one step. Standard library alone.",
    contract.TESTS: "Three or more functions `test_…` that take the main function as their argument.",
    contract.NUMPY_VARIANT: "The same with numpy, where that teaches something.",
}
LISTED = {
    "slugs": "Slugs of questions on the site, with commas between them.",
    "texts": "One a line.",
    "sources": "One a line: authors, year and title, then the https address.",
}
EXAMPLES = {
    "items": "- …\n- …",
    "steps": "1. …\n2. …",
    "quotes": "> …",
    "questions": "### Why …?\n\nBecause …",
    "parts": "### Name\n\n",
}
ISSUE = "issue"
"""What a finding about the issue's text names instead of a file."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: `label` is its heading in the issue, `options` what can be chosen, `example` what the empty
    field shows."""

    id: str
    label: str
    kind: Literal["line", "text", "choice", "choices", "code"]
    about: str
    required: bool = True
    options: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What an issue answers: the category whose form it was made with, the text of each field by its id (empty where
    there is no response) and the line of its heading, or the findings that stand in the way."""

    category: Category | None = None
    values: Mapping[str, str] | None = None
    lines: Mapping[str, int] = dataclass_field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def fields(category: Category, taxonomy: Taxonomy) -> tuple[Field, ...]:
    """The fields of a category's form, in their order: the opening, the front matter, the outline, the code."""
    place = (re.search(r"<(\w+)>", contract.PLACE_FORM[category]) or ("", ""))[1]
    opening = (
        Field(
            QUESTION,
            "Question",
            "line",
            f"As it is asked, in at most {contract.TITLE_CHARACTERS} characters. No names.",
        ),
        Field(GIST, "Gist", "line", f"The answer in one line of at most {contract.GIST_CHARACTERS} characters."),
        Field(
            PLACE,
            place.capitalize(),
            "choice",
            "The folder that the question belongs to.",
            options=taxonomy.names(contract.PLACE_KIND[category]),
        ),
    )
    return (*opening, *_keys(category, taxonomy), *_parts(category), *_code(category))


def keys(category: Category) -> tuple[Key, ...]:
    """The keys of the front matter that whoever asks a new question fills in, in their order."""
    return tuple(key for key in contract.KEYS if category in key.categories and key.written)


def _keys(category: Category, taxonomy: Taxonomy) -> Iterator[Field]:
    for key in keys(category):
        about = [f"{key.about[0].upper()}{key.about[1:]}."]
        if key.characters:
            about.append(f"At most {key.characters} characters.")
        if key.count != (1, None):
            about.append(f"{phrases.count(key.count)}.")
        if key.kind in LISTED:
            about.append(LISTED[key.kind])
        kinds = {"name": "choice", "names": "choices", "texts": "text", "sources": "text"}
        yield Field(
            key.name,
            key.name.capitalize(),
            kinds.get(key.kind, "line"),  # type: ignore[arg-type]  # the values are the literals of Field.kind
            " ".join(about),
            key.required,
            taxonomy.names(key.names) if key.names else (),
        )


def _parts(category: Category) -> Iterator[Field]:
    for part in contract.PARTS[category]:
        about = f"{part.about[0].upper()}{part.about[1:]}. In the form: {phrases.form(part)}."
        example = EXAMPLES.get(part.kind, "")
        if part.labels:
            example = EXAMPLES["parts"] if part.kind == "parts" else ""
            example += "\n".join(f"- **{label}:** …" for label in part.labels)
        yield Field(slugs.slug(part.title), part.title, "text", about, part.required, example=example)


def _code(category: Category) -> Iterator[Field]:
    for name in contract.BESIDE.get(category, ()):
        yield Field(slugs.slug(name), name, "code", CODE_ABOUT[name], name in contract.CODE_FILES)


def read(body: str, taxonomy: Taxonomy) -> Answers:
    """What the body of an issue answers.

    GitHub writes `### Label`, an empty line and the answer for each field, in the order of the form. An answer may hold
    such headings too, so a body is taken only where each label stands once and in its place: then there is one way to
    read it.
    """
    decoded = source.decode(ISSUE, body.encode("utf-8", "surrogatepass"))
    if decoded.problems:
        return Answers(
            findings=tuple(
                Finding(ISSUE, problem.line, problem.column, f"form {problem.rule}", problem.detail, "retype it")
                for problem in decoded.problems
            )
        )
    lines = [line.rstrip() for line in decoded.text.split("\n")]
    forms = {category: fields(category, taxonomy) for category in contract.CATEGORIES}
    met = {category: sum(f"### {field.label}" in lines for field in form) for category, form in forms.items()}
    category = max(contract.CATEGORIES, key=lambda category: met[category] / len(forms[category]))
    if met[category] * 2 <= len(forms[category]):
        help = "open a new issue with one of the forms, and leave the headings of its fields as they are"
        return Answers(findings=(Finding(ISSUE, 1, 1, "form no-form", "this was not made with a form", help),))
    places, findings = _places(lines, forms[category])
    if findings:
        return Answers(category, findings=tuple(findings))
    values = {}
    text = decoded.text.split("\n")
    for field, place, end in zip(forms[category], places, [*places[1:], len(lines)], strict=True):
        value = _answer("\n".join(text[place + 1 : end]), field)
        values[field.id] = value
        if field.required and not value:
            findings.append(_finding(place, "no-response", f"`{field.label}` is empty", field.about))
        elif field.kind == "choice" and field.id == PLACE and value not in field.options:
            message = f"`{value[:60]}` is no {field.label.lower()}"
            findings.append(_finding(place, "unknown-place", message, f"write one of: {', '.join(field.options)}"))
    lines_of = {field.id: place + 1 for field, place in zip(forms[category], places, strict=True)}
    return Answers(category, values, lines_of, tuple(findings))


def _places(lines: list[str], form: tuple[Field, ...]) -> tuple[list[int], list[Finding]]:
    """The line, from 0, on which each field's label stands, and what keeps it from being certain."""
    places: list[int] = []
    findings = []
    for field in form:
        there = [number for number, line in enumerate(lines) if line == f"### {field.label}"]
        if not there:
            help = f"write it again, with {NO_RESPONSE} under it if there is nothing to say"
            findings.append(_finding(0, "no-field", f"the heading `### {field.label}` is missing", help))
        elif len(there) > 1:
            help = "it is the heading of a field: put the other one in other words"
            findings.append(_finding(there[1], "field-twice", f"`### {field.label}` stands twice", help))
        elif places and there[0] < places[-1]:
            help = "put the fields in the order of the form"
            findings.append(_finding(there[0], "field-order", f"`### {field.label}` stands too early", help))
        places += there[:1]
    before = next((number for number, line in enumerate(lines[: min(places, default=0)]) if line.strip()), None)
    if before is not None:
        findings.append(_finding(before, "text-above", "text above the first field", "move it into a field"))
    return places, findings


def _finding(line: int, name: str, message: str, help: str) -> Finding:
    return Finding(ISSUE, line + 1, 1, f"form {name}", message, help)


def _answer(text: str, field: Field) -> str:
    """An answer without the space around it, and code without the fence that GitHub puts around it."""
    text = text.strip(" \t\n")
    if field.kind == "code":
        fenced = re.fullmatch(r"```python\n(.*)```", text, re.DOTALL)
        text = fenced[1].strip("\n") if fenced else text
    return "" if text == NO_RESPONSE else text
