"""The Content-Security-Policy as text, and a preview's script that loads a changed page again."""

from __future__ import annotations

import re

from mkdocs.livereload import LiveReloadServer

from handbook.policy import admitted, digest, policy


def test_scripts_of_the_templates_are_admitted_by_their_hashes() -> None:
    # echo -n "alert(1)" | openssl dgst -sha256 -binary | base64
    known = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
    assert digest("alert(1)") == known
    assert f"script-src 'self' {known}; " in policy("<script>alert(1)</script><script src=x></script>")
    assert "script-src 'self'; " in policy("")


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
