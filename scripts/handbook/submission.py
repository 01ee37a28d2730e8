"""From the answers of an issue form to the files of one question, and to the pull request that brings them.

Paths are made of closed lists and a slug; everything else that the issue says becomes text in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from handbook import catalogue, contract, foreign, form, plain_yaml, prose, report, slugs, source, terms
from handbook.form import GIST, ISSUE, PLACE, QUESTION
from handbook.model import Category, Document, Finding, Value

BULLET = re.compile(r"^[-*]\s+")


@dataclass(frozen=True, slots=True)
class Submission:
    """The files of a question by path, and what is wrong with them; no files where `findings` say why there are none."""

    slug: str = ""
    files: Mapping[str, str] | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A pull request: its branch, its title, the message of its commit, and its description as Markdown."""

    branch: str
    title: str
    message: str
    body: str


def make(body: str, existing: catalogue.Files) -> Submission:
    """The files that the body of an issue asks for, beside those that exist, with the findings of every check.

    There are files where their text reads back as exactly what was answered and their address is free. What the rules
    find in such files is left for the pull request.
    """
    vocabulary = existing.get(contract.TAXONOMY_FILE) or b""
    taxonomy = terms.taxonomy(source.read_yaml(source.decode(contract.TAXONOMY_FILE, vocabulary)).value)
    answers = form.read(body, taxonomy)
    if answers.findings or answers.category is None or answers.values is None:
        return Submission(findings=answers.findings)
    category, values = answers.category, answers.values
    slug = slugs.slug(values[QUESTION])
    taken = {place.slug for path in existing if (place := source.locate(path))}
    if not slug or slug in taken:
        taken_by = f"`{slug}` is the address of another question already"
        message = taken_by if slug else "the question has no Latin letter to make an address of"
        help = "ask it in other words: the address of the page is made of the question"
        line = answers.lines[QUESTION]
        return Submission(findings=(Finding(ISSUE, line, 1, "form no-address", message, help),))
    files = _files(category, slug, values)
    _, findings = catalogue.check({**existing, **{path: text.encode() for path, text in files.items()}})
    path, text = next(iter(files.items()))
    document = source.read_question(source.decode(path, text.encode())).document
    if document is None or any(finding.rule.startswith("X01 ") for finding in findings):
        return Submission(findings=tuple(findings))
    if unlike := tuple(_unlike(document, category, values, answers.lines)):
        return Submission(findings=unlike)
    return Submission(slug, files, tuple(findings))


def _files(category: Category, slug: str, values: Mapping[str, str]) -> dict[str, str]:
    """The question's file first, then its code."""
    names = iter((values[PLACE], slug))
    path = re.sub(r"<\w+>", lambda match: next(names), contract.PLACE_FORM[category])
    parts = [f"# {_line(values[QUESTION])}", f"> {_line(values[GIST])}"]
    for part in contract.PARTS[category]:
        if value := values[slugs.slug(part.title)]:
            parts.append(f"## {part.title}\n\n{value}")
    body = "\n\n".join(parts)
    files = {path: f"---\n{plain_yaml.dump(_front_matter(category, values))}---\n\n{body}\n"}
    for name in contract.BESIDE.get(category, ()):
        if code := values[slugs.slug(name)]:
            files[f"{path.rpartition('/')[0]}/{name}"] = f"{code}\n"
    return files


def _line(text: str) -> str:
    return " ".join(text.split())


def _front_matter(category: Category, values: Mapping[str, str]) -> dict[str, Any]:
    """The keys that were answered, as data, in their order."""
    data: dict[str, Any] = {}
    for key in form.keys(category):
        value = values[key.name]
        if not value:
            continue
        lines = [BULLET.sub("", line.strip()) for line in value.split("\n") if line.strip()]
        if key.kind in ("names", "slugs"):
            data[key.name] = plain_yaml.Names(re.split(r"[,\s]+", value.strip(", \n\t")))
        elif key.kind == "texts":
            data[key.name] = lines
        elif key.kind == "sources":
            data[key.name] = [_source(line) for line in lines]
        else:
            data[key.name] = value
    return data


def _source(line: str) -> dict[str, str]:
    """A title and the address at its end."""
    title, _, url = line.rpartition(" ")
    return {"title": title.strip(), "url": url}


def _unlike(
    document: Document, category: Category, values: Mapping[str, str], placed: Mapping[str, int]
) -> Iterator[Finding]:
    """What reads back from the file as something else than was answered. `placed` are the lines of the fields."""

    def finding(id: str) -> Finding:
        message = "this answer would change what follows it: a heading of the page, or something left open"
        help = "headings inside an answer are `### …`; close what you open: a fence, <!--"
        return Finding(ISSUE, placed[id], 1, "form not-contained", message, help)

    for name, value in _front_matter(category, values).items():
        if _data(document.meta.get(name)) != value:
            yield finding(name)
    gists = prose.items(document.body.tokens, "quotes")
    if document.body.title != _line(values[QUESTION]):
        yield finding(QUESTION)
    if [token.content for gist in gists for token in gist.tokens if token.type == "inline"] != [_line(values[GIST])]:
        yield finding(GIST)
    lines = document.text.split("\n")
    answered = [part for part in contract.PARTS[category] if values[slugs.slug(part.title)]]
    starts = [section.line for section in document.sections]
    ends = [*(line - 1 for line in starts[1:]), len(lines)]
    for part, section, end in zip(answered, document.sections, ends, strict=False):
        written = "\n".join(lines[section.line : end]).strip(" \t\n")
        if section.title != part.title or written != values[slugs.slug(part.title)]:
            yield finding(slugs.slug(part.title))
            return
    if len(answered) != len(document.sections):
        yield finding(GIST)


def _data(value: Value | None) -> Any:
    if value is None or value.kind == "scalar":
        return value.text if value else None
    if value.kind == "list":
        return [_data(item) for item in value.items]
    return {name.text: _data(item) for name, item in value.entries}


def event(data: Any) -> tuple[int, str, str]:
    """The number, the body and the author (as git names one, or empty) of the issue that an event of GitHub is about;
    ValueError if it is about none."""
    issue = data.get("issue") if isinstance(data, dict) else None
    number = issue.get("number") if isinstance(issue, dict) else None
    if not isinstance(issue, dict) or type(number) is not int or number < 1:
        raise ValueError("the event is about no issue")
    user = issue.get("user")
    login, id = (user.get("login"), user.get("id")) if isinstance(user, dict) else (None, None)
    known = isinstance(login, str) and re.fullmatch(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}", login) and type(id) is int
    body = issue.get("body")
    author = f"{login} <{id}+{login}@users.noreply.github.com>" if known else ""
    return number, body if isinstance(body, str) else "", author


def request(submission: Submission, issue: int, author: str = "") -> Request:
    """The pull request of a submission that has files. `author` is the contributor as git names one, or empty."""
    files = submission.files or {}
    message = f"Add {submission.slug}, from the form in issue {issue}\n"
    if author:
        message += f"\nCo-authored-by: {author}\n"
    lines = [f"Made from the form in #{issue}. A draft: whoever checks it sets `reviewed`.", ""]
    lines += [f"- `{path}`" for path in files]
    return Request(
        f"form/{issue}", f"New question: {submission.slug}", message, "\n".join([*lines, "", told(submission)])
    )


def told(submission: Submission) -> str:
    """What the checks found, as Markdown in which nothing that the issue said is markup."""
    if not submission.findings:
        return "The checks find nothing to mend.\n"
    said = "The checks found:" if submission.files else "No file was written:"
    return f"{said}\n\n{foreign.block(report.text(submission.findings))}\n"
