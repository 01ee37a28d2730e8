"""Links inside a built site: what counts as leading somewhere, on small sites and on the real one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from handbook import inside, settings

ROOT = Path(__file__).resolve().parent.parent
URL = "https://ada.github.io/book/"
SITE = {
    "index.html": "<h1 id=top-of-it>Home</h1>",
    "a/index.html": '<h2 id="one">One</h2><a name="old"></a><p id="é">x</p>',
    "assets/x.css": "",
    "assets/a b.svg": "<svg/>",
}


def broken(folder: Path, **files: str) -> list[tuple[str, int, int, str]]:
    for name, text in (SITE | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [(found.path, found.line, found.column, found.message) for found in inside.broken(folder, URL)]


@pytest.mark.parametrize(
    "page",
    [
        '<a href="../a/">',
        '<a href="../a/#one">',
        '<a href="../a/#old">',
        '<a href="../a/#%C3%A9">',
        '<a href="../a/index.html">',
        '<a href="../a">',
        '<a href="..">',
        '<a href="../#top">',
        '<a href="../?q=x#">',
        '<a href="">',
        '<a href="#here" id="here">',
        '<a href="https://ada.github.io/book/a/#one">',
        '<a href="/book/a/">',
        '<a href="https://ada.github.io/other/nowhere/"',
        '<a href="https://elsewhere.org/nowhere"><a href="mailto:a@b.c"><a href="data:text/plain,x">',
        '<link rel="stylesheet" href="../assets/x.css"><img src="../assets/a%20b.svg">',
        '<svg><use xlink:href="#shape"/><g id="shape"/></svg>',
        "<!-- <a href='nowhere/'> --><script>const x = '<a href=\"nowhere/\">';</script>",
        '<span data-pdf hidden><a href="x.pdf">PDF</a><br></span>',
        '<a href="../a/#from=assets/x.css">',
    ],
)
def test_good_links(tmp_path: Path, page: str) -> None:
    assert broken(tmp_path, **{"b/index.html": page}) == []


@pytest.mark.parametrize(
    ("page", "line", "column", "message"),
    [
        ('<p>\n  <a href="nowhere/">', 2, 3, "there is no such page or file: nowhere/"),
        ('<a href="../a/#two">', 1, 1, "the page has no such fragment: ../a/#two"),
        ('<a href="#here">', 1, 1, "the page has no such fragment: #here"),
        ('<a href="../A/">', 1, 1, "there is no such page or file: ../A/"),
        ('<a href="../assets/">', 1, 1, "there is no such page or file: ../assets/"),
        ('<a href="../assets/x.css/y">', 1, 1, "there is no such page or file: ../assets/x.css/y"),
        ('<a href="/a/">', 1, 1, "the address is outside the site's folder: /a/"),
        ('<a href="../../../a/">', 1, 1, "the address is outside the site's folder: ../../../a/"),
        (
            '<a href="https://ada.github.io/book/c/">',
            1,
            1,
            "there is no such page or file: https://ada.github.io/book/c/",
        ),
        ('<img src="x.svg">', 1, 1, "there is no such page or file: x.svg"),
        ('<svg><use xlink:href="#shape"/></svg>', 1, 6, "the page has no such fragment: #shape"),
        ('<a href="http://[">', 1, 1, "this is no address: http://["),
        ('<span data-pdf hidden><p><a href="x.pdf"></span><a href="y/">', 1, 49, "there is no such page or file: y/"),
        ('<span data-pdf><a href="x.pdf"></span>', 1, 16, "there is no such page or file: x.pdf"),
        ('<a href="../a/#from=c/">', 1, 1, "there is no such page or file: ../a/#from=c/"),
    ],
)
def test_bad_links(tmp_path: Path, page: str, line: int, column: int, message: str) -> None:
    assert broken(tmp_path, **{"b/index.html": page}) == [("b/index.html", line, column, message)]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("assets/y.css", "a {}\nb { background: url( 'z.svg' ) }", (2, 23)),
        ("assets/y.css", "a { src: url(data:x) url(x.css) url(../c) }", (1, 37)),
        ("sitemap.xml", f"<urlset>\n<loc>{URL}a/</loc>\n<loc>{URL}c/</loc>", (3, 6)),
        ("feed.xml", f'<link href="{URL}a/#one"/><link href="{URL}a/#two"/>', (1, 61)),
        ("llms.txt", f"- [A]({URL}a/): x\n- [C]({URL}c/): x", (2, 7)),
        ("api/questions.json", json.dumps({"url": f"{URL}c/", "home": URL}), (1, 10)),
        ("assets/search.json", json.dumps({"questions": {"slug": ["c"]}}), (1, 1)),
        (
            "assets/offline.json",
            json.dumps({"version": "x", "site": {"": "1", "a/": "2"}, "later": {"c": "3"}}),
            (1, 1),
        ),
    ],
)
def test_lists(tmp_path: Path, name: str, text: str, place: tuple[int, int]) -> None:
    (only,) = broken(tmp_path, **{name: text})
    assert only[:3] == (name, *place)


def test_a_site_at_the_root_of_its_host(tmp_path: Path) -> None:
    broken(tmp_path, **{"b/index.html": '<a href="/a/"><a href="/"><a href="/c/">'})
    (only,) = inside.broken(tmp_path, "https://ada.github.io/")
    assert only.column == 27


@pytest.mark.parametrize(
    ("page", "code", "said"),
    [
        ('<a href="a/">', 0, "0 lead nowhere, 0 to look at."),
        ('<a href="c/">', 1, "1 lead nowhere, 0 to look at."),
        (None, 2, "it has no index.html"),
    ],
)
def test_the_command(tmp_path: Path, page: str | None, code: int, said: str) -> None:
    if page is not None:
        broken(tmp_path, **{"index.html": page})
    command = [sys.executable, "scripts/links.py", "--inside", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stderr) == (code, True)
    assert done.stdout.startswith("index.html:1:1: broken-link: there is no such page or file: c/\n") == (code == 1)


@pytest.mark.xdist_group("browser")
def test_every_link_inside_the_real_site_leads_somewhere(site_folder: Path) -> None:
    found = list(inside.broken(site_folder, settings.Settings("reader/handbook").site_url))
    assert [(one.path, one.message) for one in found] == []
    pages = [inside.read(path.read_text("utf-8")) for path in sorted(site_folder.resolve().rglob("index.html"))[::20]]
    assert sum(len(page.references) for page in pages) > 1000
