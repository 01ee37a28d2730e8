"""Who is compared on a corpus, and how each is run: this project, and builders that take the staged pages."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from handbook import contract, plain_yaml, replica
from handbook.measure import Job, away

HANDBOOK = "this project"
FULL, SMALL = "Material, every page in its navigation", "Material, sections alone"
PROPERDOCS, ZENSICAL = "ProperDocs, sections alone", "Zensical, sections alone"

HELP, CHECK_COLD, CHECK_WARM = "`--help`", "check, nothing kept", "check, nothing changed"
COLD, WARM, EDIT = "build, nothing kept", "build, nothing changed", "build after one edit"
RELOAD, FINDINGS = "a save until its page is served again", "a save until its findings are told"
STAGE = "staging the pages"

STAGED = "staged"
"""The folder of the finished pages, beside the project's; the other builders run where both are."""
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def projects(project: Path) -> list[Job]:
    """What is measured of this project without any content."""
    return [Job(HANDBOOK, HELP, 0, (sys.executable, "scripts/check.py", "--help"), project)]


def handbook(root: Path, size: int) -> list[Job]:
    """This project around a corpus of that size, in `root`: check and build, each cold and warm, a build after an
    edit, and how soon a save is shown."""
    site, cache = root.parent / "site", root / ".cache"
    save = (sys.executable, "-P", str(Path(__file__).with_name("save_process.py")))
    check, build = (sys.executable, "scripts/check.py"), (sys.executable, "scripts/build.py", str(site))
    return [
        Job(HANDBOOK, CHECK_COLD, size, check, root, away(cache)),
        Job(HANDBOOK, CHECK_WARM, size, check, root),
        Job(HANDBOOK, COLD, size, build, root, away(cache, site), site, size),
        Job(HANDBOOK, WARM, size, build, root, made=site, pages=size),
        Job(HANDBOOK, EDIT, size, build, root, edited(root / contract.CONTENT, "\n"), site, size),
        Job(HANDBOOK, RELOAD, size, (*save, "preview", str(root)), root, own=True),
        Job(HANDBOOK, FINDINGS, size, (*save, "findings", str(root)), root, own=True),
    ]


def stage(root: Path, size: int) -> Job:
    """The finished pages written as Markdown, which the other builders begin with."""
    staged = root.parent / STAGED
    return Job(HANDBOOK, STAGE, size, (sys.executable, "scripts/stage.py", str(staged)), root, away(staged))


def material(root: Path, size: int, full: bool) -> Iterator[Job]:
    """Stock Material for MkDocs on the staged pages beside `root`. It keeps nothing, so only a cold build is run."""
    for who, every_page in ((FULL, True), (SMALL, False)):
        if full or not every_page:
            name = "full" if every_page else "small"
            yield _rival(root, size, who, name, (sys.executable, "-m", "mkdocs", "build", "--quiet"), every_page)


def rivals(root: Path, size: int, python: str, there: Callable[[str], bool]) -> Iterator[Job]:
    """ProperDocs and Zensical, as far as the other Python has them, each with the theme that Material has there."""
    if there("properdocs"):
        yield _rival(root, size, PROPERDOCS, "properdocs", (python, "-m", "properdocs", "build", "--quiet"), False)
    if there("zensical"):
        cold = _rival(root, size, ZENSICAL, "zensical", (python, "-m", "zensical", "build"), False)
        staged = root.parent / STAGED / "questions"
        yield cold
        yield Job(ZENSICAL, WARM, size, cold.command, cold.folder, made=cold.made, pages=size)
        yield Job(ZENSICAL, EDIT, size, cold.command, cold.folder, edited(staged, "</p>"), cold.made, size)


def _rival(root: Path, size: int, who: str, name: str, command: Sequence[str], every_page: bool) -> Job:
    """A builder with a configuration as it comes, but for the extensions that this project's own pages need."""
    folder, file, site = root.parent, f"{name}.yml", f"site-{name}"
    ours = yaml.safe_load((root / replica.CONFIGURATION).read_text("utf-8"))
    configuration: dict[str, Any] = {
        "site_name": ours["site_name"],
        "site_url": "https://example.org/",
        "docs_dir": STAGED,
        "site_dir": site,
        "theme": {"name": "material"},
        "plugins": ["search"],
        "markdown_extensions": ours["markdown_extensions"],
    }
    if not every_page:  # a configuration without navigation puts every page there
        configuration["nav"] = ours["nav"]
    (folder / file).write_text(plain_yaml.dump(configuration), "utf-8")
    before = away(folder / ".cache", folder / site)
    return Job(who, COLD, size, (*command, "--config-file", file), folder, before, folder / site, size, QUIET)


def edited(folder: Path, at: str) -> Callable[[], None]:
    """What changes one page of a folder each time that it is called: it adds a sentence before the last `at`."""
    page = min(folder.rglob("*.md"))
    text, times = page.read_text("utf-8"), itertools.count(1)

    def edit() -> None:
        before, _, after = text.rpartition(at)
        page.write_text(f"{before} Seen {next(times)}.{at}{after}", "utf-8")

    return edit
