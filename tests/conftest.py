"""What the tests share: the built site, a server for it, and a real browser."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from xdist.scheduler.loadscope import LoadScopeScheduling

from handbook import browser as installed
from handbook import confined

ROOT = Path(__file__).resolve().parent.parent
collect_ignore_glob = ["rules/*"]  # material of test_rules.py

MOUNT = "/handbook/"
"""The site is served below a folder, as on the web: an address from the root of the host would fail."""

REPOSITORY = f"reader{MOUNT.rstrip('/')}"

CONFINED_SECONDS, CONFINED_MEMORY = 300, 6 * 1024**3

LATE_SECONDS = 0.3

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a microphone that beeps, for those who are allowed to use it
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the golden files anew")
    parser.addoption(
        "--site", help=f"test this site, built with HANDBOOK_REPOSITORY={REPOSITORY}, instead of a new one"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium")
    config.addinivalue_line(
        "markers", "confined(forks=False): runs contributed code, in a confined copy of the process"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test that runs contributed code runs in a confined copy of this process."""
    marker = pyfuncitem.get_closest_marker("confined")
    if not marker:
        return None
    names = pyfuncitem._fixtureinfo.argnames
    action = partial(pyfuncitem.obj, **{name: pyfuncitem.funcargs[name] for name in names})
    if problem := confined.forked(action, CONFINED_SECONDS, CONFINED_MEMORY, 2 * CONFINED_SECONDS, **marker.kwargs):
        pytest.fail(problem, pytrace=False)
    return True


class _Scheduler(LoadScopeScheduling):
    """Tests of the browser go to a worker a file at a time, with one browser; all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.split("::")[0] if nodeid.startswith("tests/browser/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """How tests are dealt out to the workers."""
    return _Scheduler(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without Chromium the tests of the browser are skipped, unless this must not be."""
    missing = installed.find(whole=True) is None
    if missing and os.environ.get("CI") == "true":
        raise pytest.UsageError("no Chromium found, and CI=true: install it or set CHROMIUM_PATH")
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {"browser", "whole_browser", "browser_page", "site", "late_site", "site_that_ends", "printed"}:
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason="no Chromium found: install it or set CHROMIUM_PATH"))


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def site_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as `make site` builds it for a repository whose pages are served below MOUNT.

    It is built once for all workers: the first that asks builds it, the others wait for its report.
    """
    if built := request.config.getoption("--site"):
        return Path(built).resolve()
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built"
    folder, report = shared / "site", shared / "report"
    try:
        shared.mkdir()
    except FileExistsError:
        until = time.monotonic() + 600
        while not report.exists():
            assert time.monotonic() < until, "the worker that builds the site says nothing"
            time.sleep(0.2)
    else:
        done = subprocess.run(
            [sys.executable, "scripts/build.py", str(folder)],
            cwd=ROOT,
            env={**os.environ, "HANDBOOK_REPOSITORY": REPOSITORY},
            capture_output=True,
            text=True,
            check=False,
        )
        (shared / "writing").write_text("" if done.returncode == 0 else done.stdout + done.stderr)
        (shared / "writing").rename(report)
    assert not report.read_text(), report.read_text()
    return folder


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below MOUNT, with its own page for what is not there.

    The service worker would fetch the whole site for every test; only those that ask for it get it.
    """

    worker = False

    def translate_path(self, path: str) -> str:
        there = path.startswith(MOUNT) and (self.worker or path != f"{MOUNT}sw.js")
        return super().translate_path("/" + path.removeprefix(MOUNT) if there else "/nowhere")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test's output is its own."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """A browser that leaves in the middle of a file is no error."""
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)


class _OfflineHandler(_Handler):
    """The same, with the service worker; it gives a file anew each time, since two versions may be of one second."""

    worker = True

    def do_GET(self) -> None:
        del self.headers["If-Modified-Since"]
        super().do_GET()


class _LateHandler(_Handler):
    """Scripts, data and fonts come a moment after the rest, as on a phone, so that it is seen what they move."""

    def do_GET(self) -> None:
        if urlsplit(self.path).path.endswith((".js", ".json", ".woff2")):
            time.sleep(LATE_SECONDS)
        super().do_GET()


def _start(folder: Path, handler: type[_Handler] = _Handler) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _address(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}{MOUNT}"


def _end(server: ThreadingHTTPServer) -> None:
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Any]:
    """A function that serves a folder and returns the address, with a slash at the end."""
    servers = []

    def start(folder: Path) -> str:
        servers.append(_start(folder))
        return _address(servers[-1])

    yield start
    for server in servers:
        _end(server)


@pytest.fixture
def site_that_ends(site_folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The real site on a server of its own: its address, and a function after which it cannot be reached any more."""
    server = _start(site_folder, _OfflineHandler)
    yield _address(server), partial(_end, server)
    _end(server)


@pytest.fixture
def served_offline() -> Iterator[Callable[[Path], tuple[str, Callable[[], None]]]]:
    """A function that serves any folder with its service worker, and returns what `site_that_ends` does."""
    servers = []

    def start(folder: Path) -> tuple[str, Callable[[], None]]:
        servers.append(_start(folder, _OfflineHandler))
        return _address(servers[-1]), partial(_end, servers[-1])

    yield start
    for server in servers:
        _end(server)


@pytest.fixture(scope="session")
def site(site_folder: Path, serve: Any) -> str:
    """The address of the real site, with a slash at the end."""
    return str(serve(site_folder))


@pytest.fixture(scope="module")
def late_site(site_folder: Path) -> Iterator[str]:
    """The address of the real site on a server whose scripts, data and fonts come late."""
    server = _start(site_folder, _LateHandler)
    yield _address(server)
    _end(server)


@pytest.fixture(scope="module")
def refused() -> Iterator[list[str]]:
    """What the policy of any page refused, as the browser tells it; at the end of a module this is nothing."""
    told: list[str] = []
    yield told
    assert not told, told


@pytest.fixture(scope="module")
def browser(refused: list[str]) -> Iterator[Browser]:
    """A real Chromium, for one module: while it runs, its event loop would be in the way of other tests' own."""

    def new_context(**options: Any) -> Any:
        context = make(**options)
        context.on(
            "console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None
        )
        return context

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=installed.find(), args=ARGUMENTS)
        make, started.new_context = started.new_context, new_context  # type: ignore[method-assign]
        yield started
        started.close()


@pytest.fixture
def whole_browser(browser: Browser) -> Iterator[Browser]:
    """Chromium with all that its headless shell lacks, for one test."""
    started = browser.browser_type.launch(executable_path=installed.find(whole=True), args=ARGUMENTS)
    yield started
    started.close()


COLORS = ("color-contrast", "link-in-text-block")
"""The rules of axe whose verdict depends on the color scheme."""


@pytest.fixture
def violations() -> Callable[..., list[str]]:
    """A function that says what axe, which the page has loaded, finds on it, a line each: all of it, or what depends on colors."""

    def found(page: Any, only_colors: bool = False) -> list[str]:
        # Blocks of code that scroll get their keyboard access from page.js a moment after the window has changed.
        page.wait_for_function(
            """() => [...document.querySelectorAll('pre > code')].every((code) =>
                 !code.checkVisibility({ contentVisibilityAuto: true }) || code.scrollWidth <= code.clientWidth + 1
                 || code.tabIndex === 0)"""
        )
        chosen = {"runOnly": {"type": "rule", "values": COLORS}} if only_colors else {}
        told = page.evaluate("async (chosen) => (await axe.run(document, chosen)).violations", chosen)
        return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in told]

    return found


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that knows nothing yet; an error of a script on it fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors
