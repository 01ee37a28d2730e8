"""Every rule of the contract, one file a family. A rule is pure: it is given what was read and yields what is wrong."""

from __future__ import annotations

from handbook.rules import (
    body,
    code,
    counts,
    dates,
    executed,
    frontmatter,
    harm,
    mathematics,
    reading,
    references,
    stories,
    vocabulary,
    wording,
)
from handbook.rules.registry import At, Collection, Rule

FAMILIES = (
    reading,
    frontmatter,
    dates,
    body,
    counts,
    code,
    executed,
    mathematics,
    harm,
    references,
    stories,
    vocabulary,
    wording,
)
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (value for family in FAMILIES for value in vars(family).values() if isinstance(value, Rule)),
        key=lambda rule: rule.id,
    )
)

__all__ = ["FAMILIES", "RULES", "At", "Collection", "Rule"]
