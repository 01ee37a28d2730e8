"""The issue forms of GitHub as files, made from the contract and the taxonomy so that they cannot drift from them."""

from __future__ import annotations

from typing import Any

from handbook import contract, form, plain_yaml
from handbook.form import Field
from handbook.model import Category, Taxonomy

FOLDER = ".github/ISSUE_TEMPLATE"
HEADER = "# Written by make forms, from the contract and the taxonomy.\n"
NAMES = {
    contract.BASICS: "Question about the basics",
    contract.CODING: "Coding question",
    contract.APPLIED: "Applied problem",
    contract.PROJECT: "Project question",
}
WELCOME = """\
One form is one question with its answer. Fill in what you have; whoever looks after the handbook makes a pull request \
of it, and the checks say there what is missing. A page on the site is the best pattern: write what you would say, then \
what you would add when pushed.

Write it yourself: nothing copied from papers, books or other collections, no names of companies or people. By sending \
it you agree that the text is published under CC BY 4.0 and code under the MIT license.
"""


def files(taxonomy: Taxonomy) -> dict[str, str]:
    """The text of each form by its path."""
    return {f"{FOLDER}/question-{category}.yml": _file(category, taxonomy) for category in contract.CATEGORIES}


def _file(category: Category, taxonomy: Taxonomy) -> str:
    welcome: dict[str, Any] = {"type": "markdown", "attributes": {"value": WELCOME}}
    return HEADER + plain_yaml.dump(
        {
            "name": NAMES[category],
            "description": contract.CATEGORY_LINES[category],
            "title": "Question: ",
            "labels": plain_yaml.Names(["question"]),
            "body": [welcome, *(_item(field) for field in form.fields(category, taxonomy))],
        }
    )


def _item(field: Field) -> dict[str, Any]:
    kinds = {"line": "input", "text": "textarea", "code": "textarea"}
    attributes: dict[str, Any] = {"label": field.label, "description": field.about}
    if field.kind == "code":
        attributes["render"] = "python"
    if field.kind == "choices":
        attributes["multiple"] = True
    if field.options:
        attributes["options"] = list(field.options)
    if field.example:
        attributes["placeholder"] = field.example
    item = {"type": kinds.get(field.kind, "dropdown"), "id": field.id, "attributes": attributes}
    return item | ({"validations": {"required": True}} if field.required else {})
