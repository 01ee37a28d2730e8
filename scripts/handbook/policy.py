"""The Content-Security-Policy that every page carries: what it may run, and from where it may load."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "media-src": "blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""For every page. Styles may stand in a page since formulas carry their lengths; icons of the style sheets are data, and
a reader's own recording is a blob."""
PYTHON = {"script-src": "'wasm-unsafe-eval'", "worker-src": "blob:"}
"""What a page that runs Python needs besides. Its worker begins as a blob, since only such a one has the page's policy."""


def policy(trusted: str, python: bool = False) -> str:
    """The policy of a page as text. `trusted` is HTML of the site's own templates: the inline scripts in it may run, and
    no others; `python` says whether the page runs Python."""
    rules = dict(RULES)
    if python:
        rules |= {name: f"{rules[name]} {more}" for name, more in PYTHON.items()}
    rules["script-src"] = " ".join([rules["script-src"], *(digest(script) for script in SCRIPT.findall(trusted))])
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def digest(script: str) -> str:
    """An inline script as a source that a policy names."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def admitted(html: bytes) -> bytes:
    """A page, with its last inline script admitted by its own policy: what a server puts there when it sends the page."""
    script = html[html.rindex(b"<script>") + len(b"<script>") : html.rindex(b"</script>")].decode()
    return html.replace(b"script-src 'self'", f"script-src 'self' {digest(script)}".encode(), 1)
