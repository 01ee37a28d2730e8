"""A new question as a file whose every place says what belongs there, made from the contract alone."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handbook import contract, phrases, source, terms
from handbook.contract import HINT, Key, Part
from handbook.model import Category, Taxonomy
from handbook.slugs import slug, whole_words

FEW = 8
"""The most names that a hint lists."""
ANSWER = f"{HINT} a reason, a limit, a larger scale, or a way to check"
"""What stands under a follow-up."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a question before it is written. Without `topics` and `roles` it gets those of its neighbors."""

    category: Category
    place: str
    title: str = ""
    slug: str = ""
    level: str = ""
    topics: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbors:
    """How often the questions of a place name each topic and role."""

    topics: Counter[str]
    roles: Counter[str]


def neighbors(questions: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Neighbors:
    """The neighbors of a new question, from the topics and roles of those at its place."""
    pairs = [(tuple(topics), tuple(roles)) for topics, roles in questions]
    return Neighbors(Counter(t for topics, _ in pairs for t in topics), Counter(r for _, roles in pairs for r in roles))


def files(wanted: Wanted, taxonomy: Taxonomy, near: Neighbors) -> dict[str, str]:
    """Every file of a new question by its path: its text, and for coding the code beside it."""
    form = contract.PLACE_FORM[wanted.category]
    path = re.sub(r"<(\w+)>", lambda part: wanted.slug if part[1] == "slug" else wanted.place, form)
    made = {path: text(wanted, taxonomy, near)}
    if wanted.category == contract.CODING:
        folder = path.rpartition("/")[0]
        made |= {f"{folder}/{name}": code for name, code in _code(function_name(wanted.slug)).items()}
    return made


def text(wanted: Wanted, taxonomy: Taxonomy, near: Neighbors) -> str:
    """The text of a new question: front matter, title, gist and outline, a hint in each place."""
    level = wanted.level or next(iter(taxonomy.names("levels")), "")
    sections = [_section(part, wanted, level) for part in contract.PARTS[wanted.category]]
    head = [_front_matter(key, wanted, level, taxonomy, near) for key in contract.KEYS if _asked(key, wanted)]
    title = wanted.title or f"{HINT} The question as it is asked"
    gist = f"> {HINT} the answer in one line of at most {contract.GIST_CHARACTERS} characters, as indexes and cards print it"
    return "\n".join(["---", *head, "---", "", f"# {title}", "", gist, "", "\n\n".join(sections), ""])


def _asked(key: Key, wanted: Wanted) -> bool:
    return key.written and wanted.category in key.categories


def _front_matter(key: Key, wanted: Wanted, level: str, taxonomy: Taxonomy, near: Neighbors) -> str:
    """A key with a value to start from and a hint behind it; one that may be left out is a hint alone."""
    if key.kind == "sources":
        return f"{key.name}:\n  - title: {HINT} {key.about}\n    url: https://doi.org/{HINT}"
    if not key.required:
        return f"# {HINT} if any, {key.about}, as in: {key.example}"
    if key.kind == "texts":
        items = "".join(f"\n  - {_numbered(n, key.count, key.about)}" for n in range(1, key.count[0] + 1))
        return f"{key.name}:{items}"
    hint = f"  # {HINT} {key.about}"
    if key.kind == "text":
        short = re.sub(r"^\w", lambda first: first[0].upper(), slug(wanted.title).replace("-", " "))
        value = _scalar(whole_words(short, key.characters or len(short))) if short else HINT
        return f"{key.name}: {value}{hint}, at most {key.characters} characters"
    known = taxonomy.names(key.names)
    if key.kind == "name":
        return f"{key.name}: {level}{hint}: {', '.join(known)}"
    counted = {"topics": near.topics, "roles": near.roles}[key.name]
    usual = [name for name, _ in counted.most_common() if name in known]
    chosen = {"topics": wanted.topics, "roles": wanted.roles}[key.name] or tuple(usual[:2]) or known[:1]
    if len(known) <= FEW:
        hint += f": {', '.join(known)}"
    else:
        others = [name for name in usual if name not in chosen][:FEW]
        also = f"; here also {', '.join(others)}" if others else ""
        hint += f", {phrases.count(key.count)} of content/taxonomy.yml{also}"
    return f"{key.name}: [{', '.join(chosen)}]{hint}"


def _scalar(text: str) -> str:
    """A text as a YAML scalar: as it stands where YAML reads it so, else in quotes."""
    value, _ = source.compose(f"key: {text}\n")
    return text if value and terms.text(value.get("key")) == text else f'"{text}"'


def _numbered(number: int, limits: contract.Range, about: str) -> str:
    """The hint of an item; the first says what all of them are."""
    return f"{HINT} {number} of {phrases.count(limits)}" + (f", {about}" if number == 1 else "")


def _section(part: Part, wanted: Wanted, level: str) -> str:
    """A section of the outline in its form, with as many items as it must have."""
    optional = "" if _required(part, wanted, level) else "; or delete this section"
    if part.kind == "prose":
        return f"## {part.title}\n\n{HINT} {part.about} ({phrases.form(part)}){optional}."
    if part.kind == "free":
        return f"## {part.title}\n\n{HINT} {part.about}{optional}."
    return f"## {part.title}\n\n" + "\n".join(_items(part, wanted, optional)).strip("\n")


def _required(part: Part, wanted: Wanted, level: str) -> bool:
    if wanted.category == contract.BASICS and part.title == contract.DETAILS:
        return level in contract.DETAILS_FROM
    if wanted.category == contract.APPLIED and part.title == contract.PAPERS:
        return wanted.place != contract.GENERIC_DOMAIN
    return part.required


def _items(part: Part, wanted: Wanted, optional: str) -> Iterator[str]:
    limits = part.items or (1, None)
    for number in range(1, limits[0] + 1):
        hint = _numbered(number, limits, f"{part.about}{optional}")
        match part.kind:
            case "questions":
                yield f"### {hint}\n\n{ANSWER}\n"
            case "parts":
                paper = part.title == contract.PAPERS
                yield f"### [{HINT} name (year)](https://doi.org/{HINT}), {hint[2:]}\n" if paper else f"### {hint}\n"
                yield from (f"- **{label}:** {HINT} say it in a sentence" for label in part.labels)
                yield ""
            case "steps":
                named = f"`{function_name(wanted.slug)}`: " if wanted.category == contract.CODING else ""
                yield f"{number}. {named}{hint}"
            case "quotes":
                yield f"> {hint}\n"
            case _ if number <= len(part.labels):
                yield f"- **{part.labels[number - 1]}:** {HINT} {part.about}"
            case _:
                yield (
                    f"- {HINT} **name** ([Author, year](https://doi.org/{HINT})): {hint[2:]}"
                    if part.links
                    else f"- {hint}"
                )
    if part.title == contract.PAPERS:
        yield f"**{contract.SEARCH_FOR}:** {HINT} the words to look up"


def function_name(of_slug: str) -> str:
    """The main function of a coding question, named by its slug."""
    name = of_slug.replace("-", "_")
    return name if name.isidentifier() and not keyword.iskeyword(name) else "answer"


def _code(name: str) -> dict[str, str]:
    """The code files of a coding question, which can be imported and do nothing yet."""
    body = f'    """{HINT} what it returns, in a line."""\n    raise NotImplementedError  # {HINT} '
    cases = ("known_answers", "invariants", "edge_cases")
    tests = "\n\n\n".join(f"def test_{case}({name}):\n    assert {name}([]) == []  # {HINT} {case}" for case in cases)
    return {
        contract.FIRST_DRAFT: f"def {name}(values):  # {HINT} its arguments\n{body}everything, as one writes it first\n",
        contract.SOLUTION: f"def {name}(values):  # {HINT} its arguments\n{body}the same in small helpers below\n",
        contract.TESTS: f'"""Each test takes the function under test, so the same tests judge every version."""\n\n\n{tests}\n',
    }
