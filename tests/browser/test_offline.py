"""Without a network after one visit, and never a mixture of two versions: the real worker, on the real site and on a
small one that changes under the reader."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook import offline
from loaded import ROOT

Served = Callable[[Path], tuple[str, Callable[[], None]]]
SLOW = 120_000  # milliseconds: the whole site is kept at the first visit
PAGE = """<!doctype html><html lang="en"><title>{name}</title><h1>{name} {version}</h1><p id="out"></p>
<a href="{other}">other</a>
<script type="module" src="{root}assets/js/offline.js"></script>
<script type="module">
  import {{ version }} from "{root}assets/js/version.js";
  document.querySelector("#out").textContent = version;
  window.later = () => import("{root}assets/js/later.js").then((module) => module.version);
</script></html>
"""


def deploy(folder: Path, version: str) -> None:
    """A site of two pages, each of which tells the versions of its HTML and of its scripts."""
    files = {
        "index.html": PAGE.format(name="Home", version=version, other="page/", root="./"),
        "page/index.html": PAGE.format(name="Page", version=version, other="../", root="../"),
        "404.html": "<h1>Not here</h1>",
        "same.txt": "the same in every version",
        "assets/js/version.js": f"export const version = '{version}';",
        "assets/js/later.js": f"export const version = 'later {version}';",
        "assets/vendor/pyodide/large.bin": f"large {version[0]}",
        "assets/js/offline.js": (ROOT / "docs/assets/js/offline.js").read_text("utf-8"),
        "assets/js/site.js": (ROOT / "docs/assets/js/site.js").read_text("utf-8"),
        "sw.js": (ROOT / "docs/sw.js").read_text("utf-8"),
    }
    made = folder.with_name(f"{folder.name}-made")
    for name, text in files.items():
        for place in (made, folder):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, "utf-8")
    offline.write(made)
    for name in (*files, offline.LIST, offline.WORKER):  # the worker last: a browser may look for it at any moment
        shutil.copyfile(made / name, folder / name)


def kept(page: Any) -> None:
    page.wait_for_function("() => document.documentElement.dataset.kept === 'yes'", timeout=SLOW)


def told(page: Any) -> list[str]:
    page.wait_for_function("() => document.querySelector('#out')?.textContent")
    return [page.inner_text("h1"), page.inner_text("#out")]


def waiting(page: Any) -> None:
    """Let the browser look for a newer version, and wait until it is kept."""
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          await registration.update();
          for (let n = 0; n < 600 && !registration.waiting; n += 1) await new Promise((resolve) => setTimeout(resolve, 50));
          if (!registration.waiting) throw new Error("no newer version was kept");
        }"""
    )


def test_the_list_names_every_file_once(tmp_path: Path) -> None:
    deploy(tmp_path, "a")
    found = json.loads((tmp_path / offline.LIST).read_text("utf-8"))
    assert set(found["site"]) == {
        "", "page/", "404.html", "same.txt", *(f"assets/js/{name}.js" for name in ("version", "later", "offline", "site"))
    }  # fmt: skip
    assert set(found["later"]) == {"assets/vendor/pyodide/large.bin"}
    worker = (tmp_path / "sw.js").read_text("utf-8")
    assert re.findall(r'^const VERSION = "([0-9a-f]{32})";', worker, re.MULTILINE) == [found["version"]]
    before = found["version"]
    assert offline.write(tmp_path) == before, "written twice, it is the same"
    (tmp_path / "same.txt").write_text("changed")
    assert offline.write(tmp_path) != before


def test_a_worker_that_has_no_version_is_an_error(tmp_path: Path) -> None:
    deploy(tmp_path, "a")
    (tmp_path / "sw.js").write_text("// nothing")
    with pytest.raises(ValueError, match="const VERSION"):
        offline.write(tmp_path)


def test_a_newer_version_takes_over_whole_between_two_pages(
    tmp_path: Path, served_offline: Served, whole_browser: Any
) -> None:
    deploy(tmp_path, "a")
    site, end = served_offline(tmp_path)
    context = whole_browser.new_context()
    page = context.new_page()
    page.goto(site)
    kept(page)
    assert told(page) == ["Home a", "a"]
    page.goto(site + "page/")
    assert told(page) == ["Page a", "a"]
    deploy(tmp_path, "b")
    waiting(page)
    assert page.evaluate("later()") == "later a", "an open page goes on with its own version"
    page.goto(site)
    page.wait_for_function("() => document.querySelector('h1')?.textContent === 'Home b'")
    assert told(page) == ["Home b", "b"]
    assert page.evaluate("later()") == "later b"
    assert page.evaluate("caches.keys().then((keys) => keys.length)") == 1, "the former version is forgotten"
    end()
    page.goto(site + "page/?q=x#y")
    assert told(page) == ["Page b", "b"]
    context.close()


def test_with_two_pages_open_both_keep_their_version(
    tmp_path: Path, served_offline: Served, whole_browser: Any
) -> None:
    deploy(tmp_path, "a")
    site, _ = served_offline(tmp_path)
    context = whole_browser.new_context()
    first, second = context.new_page(), context.new_page()
    first.goto(site)
    kept(first)
    second.goto(site + "page/")
    deploy(tmp_path, "b")
    waiting(first)
    second.goto(site)
    assert told(second) == ["Home a", "a"]
    assert [page.evaluate("later()") for page in (first, second)] == ["later a", "later a"]
    second.close()
    first.goto(site + "page/")
    first.wait_for_function("() => document.querySelector('h1')?.textContent === 'Page b'")
    context.close()


def test_a_deployment_in_the_middle_is_noticed_and_nothing_is_mixed(
    tmp_path: Path, served_offline: Served, whole_browser: Any
) -> None:
    deploy(tmp_path, "a")
    (tmp_path / "assets/js/later.js").write_text("export const version = 'later b';")  # not of this version's list
    site, _ = served_offline(tmp_path)
    context = whole_browser.new_context()
    page = context.new_page()
    page.goto(site)
    page.evaluate(
        """async () => {
          for (let n = 0; n < 100; n += 1) {
            const registration = await navigator.serviceWorker.getRegistration();
            if (!registration) return;  // its installation failed
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
          throw new Error("the worker was installed");
        }"""
    )
    assert told(page) == ["Home a", "a"], "the network serves, as before"
    deploy(tmp_path, "b")
    page.goto(site)
    kept(page)
    assert told(page) == ["Home b", "b"], "the next visit keeps the next version"
    context.close()


def test_large_files_are_kept_once_they_were_used_and_while_they_are_the_same(
    tmp_path: Path, served_offline: Served, whole_browser: Any
) -> None:
    deploy(tmp_path, "a1")
    site, end = served_offline(tmp_path)
    context = whole_browser.new_context()
    page = context.new_page()
    page.goto(site)
    kept(page)
    large = "assets/vendor/pyodide/large.bin"
    is_kept = f"async () => Boolean(await caches.match('{site}{large}'))"
    assert not page.evaluate(is_kept)
    keep = "async ([module, file]) => (await import(module)).keepOffline([file])"
    page.evaluate(keep, [f"{site}assets/js/offline.js", site + large])
    assert page.evaluate(is_kept)
    deploy(tmp_path, "a2")  # a newer version with the same large file
    waiting(page)
    page.goto(site)
    page.wait_for_function("() => document.querySelector('#out')?.textContent === 'a2'")
    end()
    assert page.evaluate("async (file) => (await fetch(file)).text()", site + large) == "large a"
    context.close()


def test_who_saves_data_keeps_nothing(tmp_path: Path, served_offline: Served, whole_browser: Any) -> None:
    deploy(tmp_path, "a")
    site, _ = served_offline(tmp_path)
    context = whole_browser.new_context()
    context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    page = context.new_page()
    page.goto(site)
    kept_nothing = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    page.wait_for_timeout(500)
    assert page.evaluate(kept_nothing) == 0
    context.close()


def test_the_whole_site_after_one_visit(site_that_ends: tuple[str, Callable[[], None]], whole_browser: Any) -> None:
    site, end = site_that_ends
    context = whole_browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site)
    kept(page)
    end()
    for address, title in (
        ("questions/p-value/", "What is a p-value, and what is it not?"),
        ("stages/models/", "Models"),
        ("sheets/basics/", "Basics"),
        ("worksheets/project-worksheet/", "Project worksheet"),
        ("stories/", "Worked stories"),
        ("guide/basics/", "How to answer basics"),
    ):
        page.goto(site + address)
        assert page.inner_text("h1").startswith(title), address
    page.goto(site + "questions/p-value")  # as a server would lead on
    assert page.url == site + "questions/p-value/"
    for address, ready in (
        ("practice/", "start"),
        ("mock/", "start"),
        ("my-sheet/", "my-sheet"),
        ("progress/", "progress"),
    ):
        page.goto(site + address)
        page.wait_for_function(f"() => document.documentElement.dataset.ready === '{ready}'")
    page.goto(site + "explore/?q=dropout")
    page.wait_for_function("() => document.querySelectorAll('[data-rows] tr').length > 0")
    assert page.locator("[data-rows] a").first.inner_text() == "Dropout"
    page.goto(site + "questions/no-such-question/")
    assert "not" in page.inner_text("#content").lower()
    assert errors == []
    context.close()
