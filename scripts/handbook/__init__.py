"""Questions as data: read them, check them, order them, and render them. Knows nothing of MkDocs."""
