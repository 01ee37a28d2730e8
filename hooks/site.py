"""The MkDocs adapter: what the handbook makes becomes files of the build. Every decision is the package's."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Lock, Thread
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT / "scripts") not in sys.path:
    sys.path.insert(0, str(ROOT / "scripts"))

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_build_date

import asked
import finished
import practice
from handbook import (
    apart,
    cache,
    catalogue,
    exports,
    judged,
    math,
    notebooks,
    pages,
    policy,
    publish,
    report,
    settings,
    watch,
)
from handbook.exports import decks
from handbook.model import Asset, Catalogue, Planned
from handbook.model import Page as HandbookPage
from handbook.pages.book import open_book
from handbook.pages.markup import css_string
from handbook.pages.notebook import Notebook
from handbook.stage import front_matter, markdown

log = logging.getLogger("mkdocs.hooks.handbook")
serving = False
made: dict[str, Planned | HandbookPage] = {}
"""The pages that this build renders, by their files: notebooks, and those that are made when it is their turn, so that
not all of them are in memory."""
locations: dict[str, str] = {}
"""The address of every generated page, and the one that search engines are told."""
navigated: set[str] = set()
"""The files that the navigation names."""
memory: judged.Memory = {}
left: list[apart.Rest] = []
"""What is still being made while MkDocs builds pages."""
building = Lock()
at_work = ExitStack()
CACHE = ROOT / ".cache"
GARBAGE = 20_000
"""So many new things that may be garbage are worth a look; Python's own 700 take a twentieth of a build."""
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
    navigated.clear()
    navigated.update(_named(config.nav))
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Builds of a project share what notebooks gave: one after another. What a killed build left half written goes."""
    gc.disable()  # what is read stays until the end: looking for garbage in it takes a fifth of a build
    CACHE.mkdir(exist_ok=True)
    at_work.enter_context(publish.alone(CACHE, lambda: log.info("Waiting for another build of this project")))
    at_work.enter_context(cache.opened(CACHE))
    at_work.enter_context(building)
    shutil.rmtree(CACHE / "executed", ignore_errors=True)
    site = Path(config.site_dir)
    if serving and site.is_dir():
        finished.set_aside(site)


def on_post_build(config: MkDocsConfig) -> None:
    """Every page has become a file."""
    if left:
        left[-1].finish()
    _at_rest()
    Thread(target=finished.drop, daemon=True).start()
    written = [Path(config.site_dir) / address / "index.html" for address in locations]
    if missing := [str(path) for path in written if not path.is_file()]:
        raise PluginError("\n".join(f"{path} was not built" for path in missing))


def _at_rest() -> None:
    """The next build may begin, nothing of this one goes on. What a preview left is looked through for garbage; a process
    that ends need not be."""
    while left:
        left.pop().stop()
    at_work.close()
    if serving:
        gc.enable()
    else:
        gc.freeze()


class Compiled(BytecodeCache):
    """The theme's templates as a preview compiled them, for its next build, for which MkDocs reads them anew."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, if its source is still the same."""
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.kept[bucket.key, bucket.checksum] = bucket.code


compiled = Compiled()


def on_shutdown() -> None:
    """A preview ends, and with it what it took pages from."""
    finished.drop()


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and assets; refuse to build content in which something is wrong."""
    for file in list(files):
        if file.src_uri.startswith(UNUSED):
            files.remove(file)
    chosen = config.extra["settings"]
    drafts = serving or chosen.drafts
    with apart.copies():
        loaded, findings = catalogue.load(ROOT, serving, memory)
        errors = [finding for finding in findings if finding.level == "error"]
        if not serving:
            gc.freeze()  # what was read stays until the end: nobody need look for garbage in it
            gc.set_threshold(GARBAGE)
            gc.enable()
        if not finished.previewed and (serving or not errors):
            with math.renderer() as renderer:
                exports.prepare(open_book(loaded, chosen, renderer, drafts, publish.day(loaded)))
        assets = [asked.Made(asset, config, later=serving) for asset in _assets(loaded, chosen, drafts)]
        if not serving and not errors:
            left.append(apart.rest(assets, asked.write))
    if errors and not serving:
        raise PluginError(
            f"{report.text(findings)}\n{report.summary(loaded, len(errors), len(findings) - len(errors))}"
        )
    for finding in findings:  # only a preview goes on in spite of errors; a strict build stops at the log's warnings
        log.log(logging.WARNING if serving else logging.INFO, report.text([finding]))
    if not serving:
        os.environ["SOURCE_DATE_EPOCH"] = str(publish.version(loaded))  # the sitemap dates every page by it
    for state in (made, finished.decided_by, locations, asked.left):
        state.clear()
    around = _around(config)
    book = open_book(loaded, chosen, at_work.enter_context(math.renderer()), drafts, publish.day(loaded))
    for planned in pages.plan(book):
        if not _finished(files, config, planned.uri, planned, cache.digest(around, planned.decided_by)):
            made[planned.uri] = planned
            title = markdown(planned.make(), with_body=False) if planned.uri in navigated else ""
            files.append(File.generated(config, planned.uri, content=title))
    if practice.PLUGIN in config.plugins:
        _add_notebooks(files, config, pages.notebooks(loaded, chosen, drafts), around)
    for asset in assets:
        files.append(asset)
    return files


def _assets(loaded: Catalogue, chosen: settings.Settings, drafts: bool) -> Iterator[Asset]:
    """What is published besides pages."""
    yield from exports.assets(loaded, chosen, drafts)
    yield from pages.sheet_entries(loaded, chosen, drafts)
    yield from decks.files(loaded, chosen, publish.version(loaded))


def _around(config: MkDocsConfig) -> str:
    """The digest of all that decides a page's HTML beside the page and the program: the theme's templates, this module,
    the configuration, and the pages written by hand, whose titles are in the navigation."""
    folders = ((ROOT / "hooks", "*"), (Path(config.docs_dir), "*.md"))
    written = [file for folder, form in folders for file in folder.rglob(form) if file.suffix != ".pyc"]
    read = [ROOT / "mkdocs.yml", *(file for file in written if file.is_file())]
    return cache.digest(
        cache.of_files(read, ROOT), repr((config.extra["settings"], config.site_url, sorted(config.plugins)))
    )


def _finished(files: Files, config: MkDocsConfig, uri: str, page: HandbookPage | Planned, by: str) -> bool:
    """Whether a page could be put in its place as an earlier build finished it. One in the navigation is always
    rendered."""
    locations[page.address] = f"{config.site_url or '/'}{page.canonical or page.address}"
    file = None if uri in navigated else finished.put(uri, page.address, by, config)
    if file is not None:
        files.append(file)
    return file is not None


def _named(nav: Any) -> set[str]:
    """The files that a navigation, as it is written in the configuration, names."""
    if isinstance(nav, str):
        return {nav}
    parts = nav.values() if isinstance(nav, dict) else nav
    return {file for part in parts for file in _named(part)}


def _add_notebooks(files: Files, config: MkDocsConfig, wanted: list[Notebook], around: str) -> None:
    """Run every notebook whose page is not finished."""
    unfinished = {
        uri: item
        for uri, item in ((practice.uri(item), item) for item in wanted)
        if not _finished(files, config, uri, item.page, cache.digest(around, repr(item)))
    }
    ran, failed = practice.run(unfinished, CACHE, config)
    for uri, file in ran.items():
        made[uri] = unfinished[uri].page
        files.append(file)
    for uri in failed:
        del locations[unfinished[uri].page.address]
    if failed and not serving:
        raise PluginError("\n".join(failed.values()))
    for line in failed.values():
        log.warning(line)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """The templates write a page's name and address into its style sheet, as what stands at the foot of its print, and
    into its head what it may run."""
    env.filters |= {"css_string": css_string, "policy": policy.policy}
    env.bytecode_cache = compiled
    return env


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The sitemap lists every page, those too that an earlier build finished."""
    if template_name == "sitemap.xml":
        by_hand = [file.page for file in context["pages"] if file.src_uri not in made]
        listed = {page.canonical_url for page in by_hand if page.canonical_url} | set(locations.values())
        context |= {"locations": sorted(listed), "day": get_build_date()}
    return context


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """What stands in a page: of a page written by hand what MkDocs made, of a notebook what its plugin made."""
    generated = made.get(page.file.src_uri)
    if generated is None:
        return html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
    if isinstance(generated, Planned):
        return ""  # not yet
    _dress(page, generated, config)
    page.title, page.toc = page.meta["title"], TableOfContents([])
    return notebooks.finished(html)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """A generated page is finished HTML; one that only leads to another names that one as its own address."""
    planned = made.get(page.file.src_uri)
    if isinstance(planned, Planned):
        generated = planned.make()
        _dress(page, generated, config)
        page.content = generated.body
        if generated.canonical:
            page.canonical_url = f"{config.site_url or '/'}{generated.canonical}"
    return context


def _dress(page: Page, generated: HandbookPage, config: MkDocsConfig) -> None:
    """Tell MkDocs what its templates say of a page."""
    page.edit_url = config.extra["settings"].edit_url(generated.edit)
    page.meta.update(front_matter(generated))


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep what the next build need not render again, and of a page no more than this."""
    page.content = ""
    finished.keep(page.file, output)
    return output


def on_build_error(error: Exception) -> None:
    """A full disk or a folder that cannot be written is no error of the program: say it in a line."""
    _at_rest()
    if isinstance(error, OSError):
        raise PluginError(str(error)) from error


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Rebuild when a question changes, as soon as the system tells of it; let the script run by which the server has a
    changed page loaded again."""
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = watch.Watcher()
    for path in (*watched, str(ROOT / "content")):
        server.watch(path)
    inject = server._inject_js_into_html
    server._inject_js_into_html = lambda html, epoch: policy.admitted(inject(html, epoch))
    answer = server.get_app()
    server.set_app(lambda request, start: answer(_made_for(request), start))
    return server


def _made_for(request: dict[str, Any]) -> dict[str, Any]:
    """A request as it came; what it asks for has been made."""
    if not request["PATH_INFO"].startswith("/livereload/"):  # which waits for a build to end
        with building:
            if file := asked.left.pop(request["PATH_INFO"], None):
                with cache.opened(CACHE):
                    file.write()
    return request
