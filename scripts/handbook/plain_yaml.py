"""Data as plain YAML, as this project writes it: keys in their order, no anchors, lists of names on one line."""

from __future__ import annotations

from typing import Any

import yaml


class Names(list[str]):
    """A list that is written on one line: [one, two]."""


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # a list stands deeper than its key

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(
    Names, lambda dumper, names: dumper.represent_sequence("tag:yaml.org,2002:seq", names, flow_style=True)
)


def dump(data: dict[str, Any]) -> str:
    """The YAML of a mapping of texts, numbers, booleans, lists and mappings; a long text stays on its line."""
    text: str = yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False, width=10**6
    )
    return text
