"""Nearly valid files, each spelled by a few bytes; and what must hold for every one of them, whoever spells it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from zlib import crc32

import pytest

from handbook import catalogue, exports, math, pages, report, source
from handbook.pages import book, question, sheets, stories
from handbook.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5
BASE = {path: data or b"" for path, data in catalogue.read_files(ROOT / "tests" / "rules" / "base").items()}
SETTINGS = Settings("ada/handbook")
EVERY = 40
"""One file in so many is shown in all pages of a site, the others in their own."""


def beside(path: str) -> list[str]:
    """The files of the base without which a file is not read."""
    folder = path.rpartition("/")[0]
    owners = [other for other in BASE if source.locate(other)]
    near = [other for other in BASE if other.rpartition("/")[0] == folder]
    return ["content/taxonomy.yml", *near, *(owners[:2] if folder in ("content", "content/paths") else [])]


BESIDE = {path: beside(path) for path in BASE}
KINDS = {
    "basics": [path for path in BASE if "/basics/" in path],
    "coding": [path for path in BASE if "/coding/" in path],
    "applied": [path for path in BASE if "/applied/" in path],
    "project": [path for path in BASE if "/project/" in path],
    "story": [path for path in BASE if "/stories/" in path],
    "data": [path for path in BASE if path.endswith(".yml")],
}
DONORS = [path.read_bytes() for path in sorted((ROOT / "content").rglob("*.md"))[::16]] + list(BASE.values())
"""Where the second half of a spliced file comes from."""

TOKENS = rb"""---|...|: |- |# |## |### |#### |> |>|- - - |1. |99999999999. |* |+ |```|```python check|```mermaid|```python figure name|~~~
$|$$|\frac{|\sqrt[|{|}|\left(|\begin{matrix}|\href{a}{b}|\text{|^|_|&|\\|\def\a{\a\a}\a|\color{red}|\unicode{0}|*|**|***|_|__|*a **b |`|``
[|](|[a](b)|![a](b)|[a]: b|[a][a]|[^1]|<b>|<!--|-->|<a |</script>|<script>|<svg onload=x>|<?php|<![CDATA[|&|&amp;|&#0;|&#x110000;|&#xD800;|&lt
javascript:x|data:text/html,x|//a.b|https://[|https://a:b@c|../../../x.md|a.md#|%|%ff|%00|{%|{{|{#|{: .a}|{onclick=x}|:::|!!! note|==|++|~~
|a|b|
|-|-|
===|\|a\|b\||\|-\||\|-|## Pitfalls|## Definition|## Follow-ups|### Why?|### |- **Pros:** |**Time:**|**a** |O(n)|$O(n^2)$|$O($|> "a"
level:|level: junior|roles: |topics: [|sources:|- title: |url: |reviewed: 2026-02-31|reviewed: 0000-00-00|reviewed: 9999-12-31|after: [x]|aliases:
[x, y]|{a: b}|{|}|]|!!str |!a |*a|&b |"|'|\||>|>-|? |<<: *a|@|`|%YAML 1.2|# a|no|null|~|1e999|0x10|1_000|-|,
def f(:|def f(x):|assert |import os|import numpy|lambda: |(|)|[|]|'''|\"\"\"|# %%|# %% [markdown]|class A:|return|yield|async def f(): await x
f'{x!r:{y}}'|\N{DASH}|\x00|\u12|0777|0b2|1__0|5j|numbers = {}|if x:|    |	|match x:|x := 1|@a|*a, = b|global x|del x|try:
<svg>|</svg>|<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">|<!DOCTYPE x [<!ENTITY a "b">]>|&a;|<?xml version="1.0"?>|xlink:href="#a"
style="x"|id="a"|<use href="#a"/>|<g>|<text>|width="1e9"|d="M0 0"|<title>|<desc>|<image href="x"/>|<foreignObject>|transform="scale(0)"
title:|audience:|minutes: -1|minutes: 99999999999999999999|minutes: x|pages: 0|select:|slugs:|categories: [basics]|sections:|synonyms:|stages:""".replace(
    b"\n|a|b|\n|-|-|\n", b"\n"
)
WORDS = [token for line in TOKENS.split(b"\n") for token in line.replace(rb"\|", b"\0").split(b"|")]
WORDS = [word.replace(b"\0", b"|") for word in WORDS] + [
    b"|a|b|\n|-|-|\n|c|d|",
    b"",
    b" ",
    b"\n",
    b"\n\n",
    b"\t",
    b"\r",
    b"\r\n",
]
ODD = [
    *(
        chr(code).encode()
        for code in (0xA0, 0xAD, 0x130, 0x345, 0x3A9, 0x5D0, 0x660, 0xFB01, 0xFEFF, 0x200D, 0x202E, 0x2028)
    ),
    *(
        chr(code).encode()
        for code in (0xE000, 0xFFFD, 0xFFFF, 0x1D538, 0x1F468, 0xE0041, 0x10FFFF, 0x0, 0x8, 0x1B, 0x7F, 0x85)
    ),
    "İ".encode(),
    "é".encode(),
    "e\u0301".encode(),
    "½²⁵".encode(),
    "٣".encode(),
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
]
NUMBERS = [
    b"0",
    b"-1",
    b"9" * 20,
    b"9" * 400,
    b"9" * 5000,
    b"1e309",
    b"1.",
    b".5",
    b"0" * 60 + b"1",
    b"1" + b"0" * 30 + b".5",
]


class Tape:
    """Bytes read as choices; after the end all choices are the first."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def __bool__(self) -> bool:
        return self.at < len(self.data)

    def below(self, limit: int) -> int:
        """A number from 0 to below `limit`."""
        width = 1 if limit <= 256 else 2
        read = int.from_bytes(self.data[self.at : self.at + width], "big")
        self.at += width
        return read % max(limit, 1)

    def choose(self, options: list[bytes]) -> bytes:
        """One of them."""
        return options[self.below(len(options))]


def spelled(data: bytes, paths: list[str]) -> tuple[str, bytes]:
    """The path and content of the file that these bytes spell: one of `paths`, changed as they say."""
    tape = Tape(data)
    path = paths[tape.below(len(paths))]
    text = BASE[path]
    while tape and len(text) < 400_000:
        text = changed(text, tape)
    return path, text


def changed(text: bytes, tape: Tape) -> bytes:
    """The text after one change."""
    lines = text.split(b"\n")
    at = tape.below(len(lines))
    here = lines[at]
    match tape.below(16):
        case 0 | 1:
            lines.insert(at, tape.choose(WORDS) + tape.choose(WORDS))
        case 2 | 3:
            cut = tape.below(len(here) + 1)
            lines[at] = here[:cut] + tape.choose(WORDS) + here[cut:]
        case 4:
            lines[at] = tape.choose(WORDS) + here
        case 5:
            del lines[at : at + 1 + tape.below(6)]
        case 6:
            lines[at:at] = lines[at : at + 1 + tape.below(4)] * (1 + tape.below(60))
        case 7:
            other = tape.below(len(lines))
            lines[at], lines[other] = lines[other], here
        case 8:
            donor = tape.choose(DONORS).split(b"\n")
            lines[at:] = donor[tape.below(len(donor)) :]
        case 9:
            prefix, until = tape.choose([b"> ", b"- ", b"  ", b"1. ", b">", b"    "]), at + 1 + tape.below(12)
            prefix *= 1 + tape.below(12)
            lines[at:until] = [prefix + line for line in lines[at:until]]
        case 10:
            digits = [place for place in range(len(here)) if here[place : place + 1].isdigit()]
            cut = digits[tape.below(len(digits))] if digits else 0
            lines[at] = here[:cut] + tape.choose(NUMBERS) + here[cut + 1 :]
        case 11:
            end = tape.choose([b"\r\n", b"\r", b"\n\n", b"\x0b", b"\x0c", b"\xe2\x80\xa8", b" \n", b"\\\n"])
            return (
                b"\n".join(lines[:at])
                + end.join([b"", *lines[at : at + 1 + tape.below(60)]])
                + b"\n".join(lines[at + 60 :])
            )
        case 12:
            cut = tape.below(len(here) + 1)
            lines[at] = here[:cut] + tape.choose(ODD) + here[cut:]
        case 13:
            lines[at] = here + tape.choose(WORDS) * (1 + tape.below(3000))
        case 14:
            cut = tape.below(len(here) + 1)
            lines[at] = here[:cut] + bytes([tape.below(256), tape.below(256)]) + here[cut + 1 :]
        case 15:
            cut = tape.below(len(here) + 1)
            lines[at] = here[:cut]
    return b"\n".join(lines)


class TooSlowError(Exception):
    """A file took longer than it may."""


@contextmanager
def limited() -> Iterator[None]:
    """A limit on the time of the processor."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"more than {SECONDS} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def one_renderer() -> Iterator[math.Render]:
    """Starting KaTeX takes longer than a file: one for all."""
    with math.renderer() as render, math.measure() as measure, pytest.MonkeyPatch.context() as patch:
        patch.setattr(math, "renderer", lambda *_: nullcontext(render))
        patch.setattr(math, "measure", lambda: nullcontext(measure))
        yield render


def holds(path: str, data: bytes, render: math.Render, everywhere: bool = False) -> None:
    """The file is read, checked and, unless it is refused, shown, within its time; every finding can be reported and
    has a place in the file. `everywhere`: shown in all pages of a site too."""
    files = {other: BASE[other] for other in BESIDE[path]} | {path: data}
    with limited():
        loaded, findings = catalogue.check(files, preview=True)
        text = report.text(findings)
        shown = book.open_book(loaded, SETTINGS, render, drafts=True)
        for item in shown.questions:
            question.plan(shown, item).make()
        [stories.page(shown), *(stories.plan(shown, story).make() for story in shown.stories)]
        [sheets.mine(shown, item) for item in shown.questions]
        [asset.make() for asset in exports.assets(loaded, SETTINGS, drafts=True)]
        if everywhere or crc32(data) % EVERY == 0:
            pages.render(loaded, SETTINGS, drafts=True)
            pages.notebooks(loaded, SETTINGS, drafts=True)
    lines = data.count(b"\n") + 1
    assert "Traceback" not in text
    for finding in findings:
        assert finding.path != path or 1 <= finding.line <= lines
        assert finding.column >= 1
        assert finding.message
        assert finding.help
