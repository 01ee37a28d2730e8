"""The MkDocs adapter: what the handbook makes becomes files of the build. Every decision is the package's."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT / "scripts") not in sys.path:
    sys.path.insert(0, str(ROOT / "scripts"))

from jinja2 import BytecodeCache, Environment  # noqa: E402
from jinja2.bccache import Bucket  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.plugins import event_priority  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402
from mkdocs.structure.toc import TableOfContents  # noqa: E402
from mkdocs.utils import get_build_date, write_file  # noqa: E402

from handbook import (  # noqa: E402
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
from handbook.exports import decks  # noqa: E402
from handbook.model import Asset, Catalogue, Planned  # noqa: E402
from handbook.model import Page as HandbookPage  # noqa: E402
from handbook.pages.book import open_book  # noqa: E402
from handbook.pages.markup import css_string  # noqa: E402
from handbook.pages.notebook import Notebook  # noqa: E402
from handbook.stage import front_matter, markdown  # noqa: E402

log = logging.getLogger("mkdocs.hooks.handbook")
serving = False
made: dict[str, Planned | HandbookPage] = {}
"""The pages that this build renders, by their files: notebooks, and those that are made when it is their turn, so that
not all of them are in memory."""
decided_by: dict[str, str] = {}
"""What decides the HTML of each of them that is kept for the next build."""
previewed: dict[str, str] = {}
"""Of a preview, what decided each finished page, by its file."""
before: list[Path] = []
"""Where the pages of the preview before are."""
locations: dict[str, str] = {}
"""The address of every generated page, and the one that search engines are told."""
navigated: set[str] = set()
"""The files that the navigation names."""
memory: judged.Memory = {}
left: list[apart.Rest] = []
"""What is still being made while MkDocs builds pages."""
when_asked: dict[str, Made] = {}
"""What a preview has not made yet, by its address."""
building = Lock()
at_work = ExitStack()
CACHE = ROOT / ".cache"
FINISHED = "finished page"
NOTEBOOK_PLUGIN = "mkdocs-jupyter"
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
    if serving and site.is_dir():  # MkDocs would delete it, page by page
        on_shutdown()
        before.append(site.rename(tempfile.mkdtemp(prefix=f"{site.name}-", dir=site.parent)))
        site.mkdir(mode=0o700)


def on_post_build(config: MkDocsConfig) -> None:
    """Every page has become a file."""
    if left:
        left[-1].finish()
    _at_rest()
    Thread(target=on_shutdown, daemon=True).start()
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


class Finished(File):
    """A page that is in its place already: an earlier build of the same content finished it."""

    def __init__(self, uri: str, address: str, config: MkDocsConfig) -> None:
        super().__init__(uri, None, config.site_dir, config.use_directory_urls, dest_uri=f"{address}index.html")

    def is_documentation_page(self) -> bool:
        """Whether it is to be rendered."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Nothing is left to do."""


class Made(File):
    """What programs and scripts ask for: made when it is written, so that not all of it is in memory, while pages are
    built; in a preview, where few of these are asked for after a save, when somebody does."""

    def __init__(self, asset: Asset, config: MkDocsConfig) -> None:
        super().__init__(asset.address, None, config.site_dir, config.use_directory_urls, dest_uri=asset.address)
        self.make = asset.make

    def copy_file(self, dirty: bool = False) -> None:
        """Remember how it is made, if it is not being written already."""
        if serving:
            when_asked[f"/{self.dest_uri}"] = self

    def write(self) -> None:
        """Make it and write it."""
        write_file(self.make(), self.abs_dest_path)


def _taken_over(file: Path, site: Path, by: str) -> bool:
    """Whether a page of a preview could be moved from the preview before, as nothing that decides it has changed."""
    if not before or previewed.get(str(file)) != by:
        return False
    try:
        file.parent.parent.mkdir(parents=True, exist_ok=True)
        (before[0] / file.parent.relative_to(site)).rename(file.parent)  # one step for two, 1,500 times
    except OSError:  # that preview failed before it had written the page, or the folder is there already
        return False
    return file.is_file()


def on_shutdown() -> None:
    """What is left of the preview before goes."""
    with suppress(IndexError):  # another thread is at it
        while before:
            shutil.rmtree(before.pop(), ignore_errors=True)


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
        if not previewed and (serving or not errors):
            with math.renderer() as renderer:
                exports.prepare(open_book(loaded, chosen, renderer, drafts, publish.day(loaded)))
        assets = [Made(asset, config) for asset in _assets(loaded, chosen, drafts)]
        if not serving and not errors:
            left.append(apart.rest(assets, _write))
    if errors and not serving:
        raise PluginError(
            f"{report.text(findings)}\n{report.summary(loaded, len(errors), len(findings) - len(errors))}"
        )
    for finding in findings:  # only a preview goes on in spite of errors; a strict build stops at the log's warnings
        log.log(logging.WARNING if serving else logging.INFO, report.text([finding]))
    if not serving:
        os.environ["SOURCE_DATE_EPOCH"] = str(publish.version(loaded))  # the sitemap dates every page by it
    for state in (made, decided_by, locations, when_asked):
        state.clear()
    around = _around(config)
    book = open_book(loaded, chosen, at_work.enter_context(math.renderer()), drafts, publish.day(loaded))
    for planned in pages.plan(book):
        if not _finished(files, config, planned.uri, planned, cache.digest(around, planned.decided_by)):
            made[planned.uri] = planned
            title = markdown(planned.make(), with_body=False) if planned.uri in navigated else ""
            files.append(File.generated(config, planned.uri, content=title))
    if NOTEBOOK_PLUGIN in config.plugins:
        _add_notebooks(files, config, pages.notebooks(loaded, chosen, drafts), around)
    for asset in assets:
        files.append(asset)
    return files


def _assets(loaded: Catalogue, chosen: settings.Settings, drafts: bool) -> Iterator[Asset]:
    """What is published besides pages."""
    yield from exports.assets(loaded, chosen, drafts)
    yield from pages.sheet_entries(loaded, chosen, drafts)
    yield from decks.files(loaded, chosen, publish.version(loaded))


def _write(assets: Sequence[Made]) -> None:
    """Make and write what is published besides pages, in whichever process."""
    for asset in assets:
        asset.write()
    cache.write()


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
    file = Finished(uri, page.address, config)
    if uri in navigated or not _in_place(Path(file.abs_dest_path), Path(config.site_dir), by):
        decided_by[uri] = by
        return False
    previewed[file.abs_dest_path] = by
    files.append(file)
    return True


def _in_place(file: Path, site: Path, by: str) -> bool:
    """Whether a finished page could be taken over from the preview before, or written as it was kept."""
    if _taken_over(file, site, by):
        return True
    html = cache.get(FINISHED, by)
    if html is not None:
        write_file(html, str(file))
    return html is not None


def _named(nav: Any) -> set[str]:
    """The files that a navigation, as it is written in the configuration, names."""
    if isinstance(nav, str):
        return {nav}
    parts = nav.values() if isinstance(nav, dict) else nav
    return {file for part in parts for file in _named(part)}


def _add_notebooks(files: Files, config: MkDocsConfig, wanted: list[Notebook], around: str) -> None:
    """Run every notebook whose page is not finished, and give it to the notebook plugin, which takes files of a folder
    only."""
    uris = {item.page.address: f"{item.page.address.rstrip('/')}.ipynb" for item in wanted}
    wanted = [
        item
        for item in wanted
        if not _finished(files, config, uris[item.page.address], item.page, cache.digest(around, repr(item)))
    ]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [pool.submit(notebooks.executed, item.text, CACHE / "notebooks") for item in wanted]
    failed = []
    for item, run in zip(wanted, runs, strict=True):
        try:
            text = run.result()
        except notebooks.NotebookError as error:
            failed.append(f"{item.page.edit}: the practice notebook fails: {error}")
            del locations[item.page.address]
            continue
        uri = uris[item.page.address]
        made[uri] = item.page
        folder = CACHE / "executed" / sha256(text.encode()).hexdigest()[:16]
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        (folder / uri).write_text(text, "utf-8", newline="\n")
        file = File(uri, str(folder), config.site_dir, config.use_directory_urls)
        files.append(file)
    if failed and not serving:
        raise PluginError("\n".join(failed))
    for line in failed:
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
    finished = made.get(page.file.src_uri)
    if finished is None:
        return html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
    if isinstance(finished, Planned):
        return ""  # not yet
    _dress(page, finished, config)
    page.title, page.toc = page.meta["title"], TableOfContents([])
    return notebooks.finished(html)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """A generated page is finished HTML; one that only leads to another names that one as its own address."""
    planned = made.get(page.file.src_uri)
    if isinstance(planned, Planned):
        finished = planned.make()
        _dress(page, finished, config)
        page.content = finished.body
        if finished.canonical:
            page.canonical_url = f"{config.site_url or '/'}{finished.canonical}"
    return context


def _dress(page: Page, finished: HandbookPage, config: MkDocsConfig) -> None:
    """Tell MkDocs what its templates say of a page."""
    page.edit_url = config.extra["settings"].edit_url(finished.edit)
    page.meta.update(front_matter(finished))


@event_priority(-100)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep what the next build need not render again, and of a page no more than this."""
    page.content = ""
    uri = page.file.src_uri
    if uri in decided_by:
        cache.put(FINISHED, decided_by[uri], output.encode("utf-8", "xmlcharrefreplace"))  # as MkDocs will write it
        previewed[page.file.abs_dest_path] = decided_by[uri]
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
            if file := when_asked.pop(request["PATH_INFO"], None):
                with cache.opened(CACHE):
                    file.write()
    return request
