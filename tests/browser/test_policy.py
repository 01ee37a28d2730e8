"""The policy of the built site: every page carries it first, nothing that the site does is refused, all else is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from handbook.policy import digest

FIRST = re.compile(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
HANDLER = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE)
CODING = "questions/k-means/"


def rules(html: str) -> dict[str, list[str]]:
    found = FIRST.search(html)
    assert found, "the head does not begin with the policy"
    return {name: sources for name, *sources in (rule.split() for rule in found[1].split("; "))}


def test_every_page_has_a_policy_that_admits_its_own_scripts_and_no_others(site_folder: Path) -> None:
    pages = {path.relative_to(site_folder).as_posix(): path.read_text("utf-8") for path in site_folder.rglob("*.html")}
    assert len(pages) > 500
    for name, html in pages.items():
        policy = rules(html)
        scripts = INLINE.findall(html)
        assert len(scripts) == html.count("<script>") == 3, name
        hashes = {source for source in policy["script-src"] if source.startswith("'sha256-")}
        assert hashes == {digest(script) for script in scripts}, name
        python = {"'wasm-unsafe-eval'"} if 'id="workbench"' in html else set()
        assert set(policy["script-src"]) == {"'self'", *python, *hashes}, name
        assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == ["'none'"]
        assert not HANDLER.search(html), name
        assert b"charset" in html.encode()[:1024], name


def test_a_script_that_content_brings_is_refused_and_the_refusal_is_noticed(
    site: str, browser_page: Any, refused: list[str]
) -> None:
    browser_page.goto(site)
    browser_page.evaluate(
        """() => {
          document.body.append(Object.assign(document.createElement("script"), { text: "window.ran = 1" }));
          document.body.insertAdjacentHTML("beforeend", `<p onclick="window.ran = 2" id="p">p</p>`);
          document.querySelector("#p").click();
        }"""
    )
    assert browser_page.evaluate("window.ran") is None
    assert len(refused) == 2
    refused.clear()


@pytest.mark.parametrize("ignored", [False, True])
def test_a_worker_that_runs_python_asks_this_site_alone(site: str, browser: Any, ignored: bool) -> None:
    asked: list[str] = []
    context = browser.new_context(bypass_csp=ignored)
    context.route("https://elsewhere.example/**", lambda route: (asked.append(route.request.url), route.abort()))
    page = context.new_page()
    page.goto(site + CODING)
    ask = """(address) => new Promise((resolve, reject) => {
      const code = `fetch("${address}").then((response) => postMessage(response.status), () => postMessage("failed"))`;
      const blob = new Blob([code], { type: "text/javascript" });
      const worker = new Worker(URL.createObjectURL(blob), { type: "module" });
      worker.addEventListener("message", ({ data }) => resolve(data));
      worker.addEventListener("error", reject);
    })"""
    assert page.evaluate(ask, site + "llms.txt") == 200
    assert page.evaluate(ask, "https://elsewhere.example/") == "failed"
    assert asked == (["https://elsewhere.example/"] if ignored else [])
    context.close()


def test_the_workbench_starts_its_python_under_the_policy_of_the_page(site: str, browser_page: Any) -> None:
    browser_page.goto(site + CODING)
    browser_page.locator("[data-open]").click()
    browser_page.locator(".bench .cm-content").wait_for()
    with browser_page.expect_worker() as started:
        browser_page.locator("[data-run]").click()
    assert started.value.url.startswith("blob:")
