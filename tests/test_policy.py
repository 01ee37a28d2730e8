"""The Content-Security-Policy as text, and a preview's script that loads a changed page again."""

from __future__ import annotations

import re

import pytest
from mkdocs.livereload import LiveReloadServer

from handbook.policy import admitted, digest, policy


def test_scripts_of_the_templates_are_admitted_by_their_hashes() -> None:
    # echo -n "alert(1)" | openssl dgst -sha256 -binary | base64
    known = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
    assert digest("alert(1)") == known
    assert f"script-src 'self' {known}; " in policy("<script>alert(1)</script><script src=x></script>")
    assert "script-src 'self'; " in policy("")


@pytest.mark.parametrize(
    ("kind", "source", "python", "may"),
    [
        *((f"{kind}-src", "'self'", python, True) for kind in ("script", "style", "img", "font", "connect", "worker") for python in (False, True)),
        *((f"{kind}-src", "https:", python, False) for kind in ("script", "style", "img", "font", "media", "connect", "worker", "frame", "object", "manifest") for python in (False, True)),
        *((f"{kind}-src", source, True, False) for kind in ("script", "connect", "frame", "object") for source in ("data:", "blob:")),
        *((kind, source, True, False) for kind in ("base-uri", "form-action") for source in ("'self'", "https:", "data:")),
        *((f"{kind}-src", "'self'", True, False) for kind in ("media", "frame", "object", "manifest")),
        ("script-src", "'unsafe-inline'", True, False),
        ("script-src", "'unsafe-eval'", True, False),
        ("script-src", "'wasm-unsafe-eval'", False, False),
        ("script-src", "'wasm-unsafe-eval'", True, True),
        ("style-src", "'unsafe-inline'", False, True),  # formulas carry their lengths
        ("img-src", "data:", False, True),  # icons of the style sheets
        ("media-src", "blob:", False, True),  # a reader's own recording
        ("worker-src", "blob:", False, False),
        ("worker-src", "blob:", True, True),
    ],
)  # fmt: skip
def test_what_a_page_may_load_and_what_not(kind: str, source: str, python: bool, may: bool) -> None:
    rules = {name: sources for name, *sources in (rule.split() for rule in policy("", python).split("; "))}
    allowed = rules.get(kind, rules["default-src"] if kind.endswith("-src") else ["*"])
    assert "*" not in allowed
    assert (source in allowed) == may


def test_a_page_may_do_little_by_default_and_python_only_where_it_runs() -> None:
    assert policy("").startswith("default-src 'none'; ")
    assert "wasm" not in policy("")
    assert "script-src 'self' 'wasm-unsafe-eval'; " in policy("", python=True)
    assert "worker-src 'self' blob:; " in policy("", python=True)


def test_a_preview_admits_the_script_that_loads_a_changed_page_again() -> None:
    html = f'<head><meta content="{policy("")}"></head><body><script>one()</script></body>'.encode()
    served = LiveReloadServer._inject_js_into_html(None, html, 7)
    page = admitted(served).decode()
    (script,) = re.findall(r"<script>([^<]*livereload[^<]*)</script>", page)
    assert f"script-src 'self' {digest(script)};" in page
    assert digest("one()") not in page
