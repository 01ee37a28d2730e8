"""Questions as data: read them, check them, order them, and render them. Knows nothing of MkDocs."""

import importlib.util
import sys

if importlib.util.find_spec("markdown_it") is None:  # whoever runs a command with the system's Python learns how
    raise SystemExit(
        f"{sys.executable} lacks the packages of requirements.txt. "
        f"They are in .venv: run `make check` once, then .venv/bin/python {' '.join(sys.argv[:1])} ..."
    )
