"""The MkDocs adapter: what the handbook makes becomes files of the build. Every decision is the package's."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT / "scripts") not in sys.path:
    sys.path.insert(0, str(ROOT / "scripts"))

from jinja2 import Environment  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.structure.toc import TableOfContents  # noqa: E402

from handbook import cache, catalogue, exports, notebooks, pages, policy, publish, report, settings  # noqa: E402
from handbook.exports import decks  # noqa: E402
from handbook.model import Page as HandbookPage  # noqa: E402
from handbook.pages.markup import css_string  # noqa: E402
from handbook.pages.notebook import Notebook  # noqa: E402
from handbook.stage import front_matter, markdown  # noqa: E402

log = logging.getLogger("mkdocs.hooks.handbook")
serving = False
made: dict[str, HandbookPage] = {}
at_work = ExitStack()
CACHE = ROOT / ".cache"
NOTEBOOK_PLUGIN = "mkdocs-jupyter"
UNUSED = ("assets/javascripts/", "assets/stylesheets/")
"""What the theme ships and no page loads."""


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a preview: there, findings are warnings, and drafts are shown."""
    global serving
    serving = command == "serve"
    logging.getLogger("mkdocs.plugins.mkdocs_jupyter").setLevel(logging.WARNING)  # it tells of every notebook


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Every address comes from the one setting."""
    try:
        chosen = settings.read()
        publish.given()
    except ValueError as error:
        raise PluginError(str(error)) from None
    config.site_name, config.site_description = chosen.name, chosen.description
    config.repo_url = chosen.repository_url
    if not serving:  # a preview is served from this machine's own address
        config.site_url = chosen.site_url
    config.edit_uri = f"edit/{settings.BRANCH}/docs/"
    config.extra["settings"] = chosen
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Builds of a project share what notebooks gave: one after another. What a killed build left half written goes."""
    CACHE.mkdir(exist_ok=True)
    at_work.enter_context(publish.alone(CACHE, lambda: log.info("Waiting for another build of this project")))
    at_work.enter_context(cache.opened(CACHE))
    shutil.rmtree(CACHE / "executed", ignore_errors=True)
    notebooks.discard_spoiled(CACHE / "mkdocs-jupyter")


def on_post_build(config: MkDocsConfig) -> None:
    """Every page has become a file; the next build may begin."""
    at_work.close()
    written = [Path(config.site_dir) / page.address / "index.html" for page in made.values()]
    if missing := [str(path) for path in written if not path.is_file()]:
        raise PluginError("\n".join(f"{path} was not built" for path in missing))


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and assets; refuse to build content in which something is wrong."""
    for file in list(files):
        if file.src_uri.startswith(UNUSED):
            files.remove(file)
    loaded, findings = catalogue.load(ROOT, preview=serving)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors and not serving:
        raise PluginError(
            f"{report.text(findings)}\n{report.summary(loaded, len(errors), len(findings) - len(errors))}"
        )
    for finding in findings:  # only a preview goes on in spite of errors; a strict build stops at the log's warnings
        log.log(logging.WARNING if serving else logging.INFO, report.text([finding]))
    if not serving:
        gc.freeze()  # what was read stays until the end: nobody need look for garbage in it
        os.environ["SOURCE_DATE_EPOCH"] = str(publish.version(loaded))  # the sitemap dates every page by it
    made.clear()
    chosen = config.extra["settings"]
    drafts = serving or chosen.drafts
    for page in pages.render(loaded, chosen, drafts, today=publish.day(loaded)):
        file = File.generated(config, page.uri, content=markdown(page, with_body=False))
        files.append(file)
        made[page.uri] = page
    if NOTEBOOK_PLUGIN in config.plugins:
        _add_notebooks(files, config, pages.notebooks(loaded, chosen, drafts))
    assets = exports.assets(loaded, chosen, drafts)
    for asset in [*assets, pages.sheet_entries(loaded, chosen, drafts)]:
        files.append(File.generated(config, asset.address, content=asset.content))
    for address, content in decks.files(loaded, chosen, publish.version(loaded)):
        files.append(File.generated(config, address, content=content))
    return files


def _add_notebooks(files: Files, config: MkDocsConfig, wanted: list[Notebook]) -> None:
    """Run every notebook and give it to the notebook plugin, which takes files of a folder only."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [pool.submit(notebooks.executed, item.text, CACHE / "notebooks") for item in wanted]
    failed = []
    for item, run in zip(wanted, runs, strict=True):
        try:
            text = run.result()
        except notebooks.NotebookError as error:
            failed.append(f"{item.page.edit}: the practice notebook fails: {error}")
            continue
        uri = f"{item.page.address.rstrip('/')}.ipynb"
        folder = CACHE / "executed" / sha256(text.encode()).hexdigest()[:16]
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_text(text, "utf-8", newline="\n")
        file = File(uri, str(folder), config.site_dir, config.use_directory_urls)
        files.append(file)
        made[uri] = item.page
    if failed and not serving:
        raise PluginError("\n".join(failed))
    for line in failed:
        log.warning(line)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """The templates write a page's name and address into its style sheet, as what stands at the foot of its print, and
    into its head what it may run."""
    env.filters |= {"css_string": css_string, "policy": policy.policy}
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A generated page is finished HTML already; one that only leads to another names that one as its own address."""
    finished = made.get(page.file.src_uri)
    if finished is None:
        return html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
    page.edit_url = config.extra["settings"].edit_url(finished.edit)
    if finished.uri != page.file.src_uri:
        page.meta.update(front_matter(finished))
        page.title, page.toc = page.meta["title"], TableOfContents([])
        return notebooks.finished(html)
    if finished.canonical:
        page.canonical_url = f"{config.site_url or '/'}{finished.canonical}"
    return finished.body


def on_build_error(error: Exception) -> None:
    """A full disk or a folder that cannot be written is no error of the program: say it in a line."""
    at_work.close()
    if isinstance(error, OSError):
        raise PluginError(str(error)) from error


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Rebuild when a question changes; let the script run by which the server has a changed page loaded again."""
    server.watch(str(ROOT / "content"))
    inject = server._inject_js_into_html
    server._inject_js_into_html = lambda html, epoch: policy.admitted(inject(html, epoch))
    return server
