"""The project's own content, read once for all tests of a process: it takes seconds."""

from __future__ import annotations

from pathlib import Path

from handbook import catalogue, order

ROOT = Path(__file__).resolve().parents[2]
LOADED, _ = catalogue.load(ROOT, preview=True)
SHOWN = order.workflow([question for question in LOADED.questions.values() if question.published], LOADED.taxonomy)
