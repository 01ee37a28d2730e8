"""Links that lead out: what is asked, of whom, how often, and what each answer means. All against a server of our own."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from handbook import outside, summary
from handbook.model import Finding
from handbook.outside import Answer

ROOT = Path(__file__).resolve().parent.parent
ask = partial(outside.ask, guarded=False, seconds=3)


class Server(ThreadingHTTPServer):
    """Answers as the query says: `status`, or `head` and `get`; `next` is the new address; `hops` counts down."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.times: list[float] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: some tests leave in the middle of an answer."""

    def address(self, query: str = "") -> str:
        return f"http://127.0.0.1:{self.server_port}/{query and '?'}{query}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        self.server.times.append(time.monotonic())
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if "drip" in query:
            for _ in range(100):
                self.wfile.write(b"H")
                time.sleep(0.05)
        if "drip" in query or "hang" in query:
            time.sleep(float(query.get("hang", 0)))
            self.close_connection = True
            return
        status = int(query.get(self.command.lower()) or query.get("status") or 200)
        goes = query.get("next")
        if hops := int(query.get("hops", 0)):
            status, goes = 302, f"/?hops={hops - 1}"
        self.send_response(status)
        if goes is not None:
            self.send_header("Location", goes)
        self.send_header("Set-Cookie", "seen=yes")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test's output is its own."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(
    ("query", "verdict", "detail", "asked"),
    [
        ("status=200", "alive", "", "HEAD"),
        ("status=204", "alive", "", "HEAD"),
        ("status=404", "dead", "status 404", "HEAD GET"),
        ("status=410", "dead", "status 410", "HEAD GET"),
        ("status=403", "unknown", "status 403", "HEAD GET"),
        ("status=429", "unknown", "status 429", "HEAD"),
        ("status=503", "unknown", "status 503", "HEAD GET"),
        ("status=304", "unknown", "status 304", "HEAD"),
        ("head=405&get=200", "alive", "", "HEAD GET"),
        ("head=404&get=200", "alive", "", "HEAD GET"),
        ("hang=0", "unknown", "Remote end closed connection without response", "HEAD GET"),
        ("status=302&next=/", "alive", "", "HEAD HEAD"),
        ("status=307&next=/", "alive", "", "HEAD HEAD"),
        ("status=301&next=/there", "moved", "/there", "HEAD HEAD"),
        ("status=308&next=/there", "moved", "/there", "HEAD HEAD"),
        ("status=301&next=/%3Fstatus%3D302%26next%3D/away", "moved", "/?status=302&next=/away", "HEAD HEAD HEAD"),
        ("status=302&next=/%3Fstatus%3D301%26next%3D/away", "alive", "", "HEAD HEAD HEAD"),
        ("status=301&next=/%3Fstatus%3D404", "dead", "status 404", "HEAD HEAD GET"),
        ("status=301&next=/%3Fstatus%3D403", "unknown", "status 403", "HEAD HEAD GET"),
        ("status=301", "unknown", "status 301 without a new address", "HEAD"),
        ("hops=5", "alive", "", "HEAD " * 6),
        ("hops=6", "unknown", "more than 5 redirects", "HEAD " * 6),
        ("status=301&next=file:///etc/passwd", "unknown", "not asked for: file:///etc/passwd", "HEAD"),
        ("status=301&next=gopher://x/", "unknown", "not asked for: gopher://x/", "HEAD"),
    ],
)
def test_answers(server: Server, query: str, verdict: str, detail: str, asked: str) -> None:
    answer = ask(server.address(query))
    expected = f"{server.address()[:-1]}{detail}" if verdict == "moved" else detail
    assert answer == Answer(server.address(query), verdict, expected)
    assert [command for command, _, _ in server.asked] == asked.split()


def test_no_cookie_goes_back(server: Server) -> None:
    ask(server.address("hops=2"))
    assert len(server.asked) == 3
    for _, _, headers in server.asked:
        assert "Cookie" not in headers
        assert headers["User-Agent"] == outside.HEADERS["User-Agent"]
        assert headers["Host"] == f"127.0.0.1:{server.server_port}"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1"],
)
def test_private_hosts_are_refused_before_anything_is_sent(server: Server, host: str) -> None:
    answer = outside.ask(f"http://{host}:{server.server_port}/")
    assert answer.verdict == "unknown"
    assert answer.detail.endswith("is not a public host")
    assert server.asked == []


def test_a_name_with_a_public_and_a_private_address_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (address, server.server_port)) for address in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("it was asked"))
    assert outside.ask("http://both/").detail == "both is not a public host"


@pytest.mark.parametrize("target", ["http://127.0.0.1:{port}/secret", "http://169.254.169.254/latest/meta-data/"])
def test_a_redirect_to_a_private_host_is_not_followed(
    server: Server, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host passes for a public one; where it sends us does not."""
    target = target.format(port=server.server_port)
    port = server.server_port
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: (
            [(0, 0, 0, "", ("93.184.216.34", port))] if host == "public" else real(host, *rest, **more)
        ),
    )
    connect = socket.create_connection
    monkeypatch.setattr(
        socket,
        "create_connection",
        lambda at, *rest: connect(("127.0.0.1", port) if at[0] == "93.184.216.34" else at, *rest),
    )
    answer = outside.ask(f"http://public:{port}/?status=301&next={quote(target)}")
    assert answer.verdict == "unknown"
    assert answer.detail.endswith("is not a public host")
    assert [path for _, path, _ in server.asked] == [f"/?status=301&next={quote(target)}"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("172.16.0.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("2002:7f00:1::", False),
        ("::ffff:192.168.1.1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert outside.is_public(address) is public


@pytest.mark.parametrize("query", ["hang=5", "drip=1"])
def test_a_server_that_never_ends_is_left(server: Server, query: str) -> None:
    start = time.monotonic()
    answer = outside.ask(server.address(query), guarded=False, seconds=0.4)
    assert answer.verdict == "unknown"
    assert time.monotonic() - start < 3


@pytest.mark.parametrize(
    "address",
    [
        "https://nowhere.invalid/",
        "http://127.0.0.1:1/",
        "http://[::1",
        "http://a:99999/",
        "ftp://example.org/",
        "http://é\udc80/",
    ],
)
def test_trouble_is_no_verdict(address: str) -> None:
    assert ask(address).verdict == "unknown"


def test_https_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    running = Server()
    running.socket = context.wrap_socket(running.socket, server_side=True)
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    address = f"https://localhost:{running.server_port}/"
    stranger = ask(address)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    known = ask(address)
    running.shutdown()
    running.server_close()
    assert stranger.verdict == "unknown"
    assert "certificate verify failed" in stranger.detail
    assert known == Answer(address, "alive")


def test_one_host_is_asked_slowly_and_several_at_once(server: Server) -> None:
    addresses = [server.address(f"n={number}") for number in range(3)]
    answers = outside.ask_all(addresses, ask, pause=0.2)
    assert answers == [Answer(address, "alive") for address in addresses]
    assert min(later - earlier for earlier, later in zip(server.times, server.times[1:], strict=False)) >= 0.2

    together = threading.Barrier(outside.HOSTS_AT_ONCE, timeout=5)

    def wait(address: str) -> Answer:
        together.wait()
        return Answer(address, "alive")

    hosts = [f"https://host{number}.example/" for number in range(outside.HOSTS_AT_ONCE)]
    assert len(outside.ask_all(hosts, wait)) == len(hosts)


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("    url: https://arxiv.org/abs/1706.03762", ["https://arxiv.org/abs/1706.03762"]),
        ("- [Chen (2016)](https://a.org/b_c), see <https://a.org/d>.", ["https://a.org/b_c", "https://a.org/d"]),
        ("[x](https://a.org/x_(y)) and (https://a.org/z).", ["https://a.org/x_(y)", "https://a.org/z"]),
        ("https://a.org/p#one, https://a.org/p#two", ["https://a.org/p"]),
        ("**https://a.org/b**; `https://a.org/c`", ["https://a.org/b", "https://a.org/c"]),
        ("no link, http:// nor ftp://a.org", []),
    ],
)
def test_links(line: str, addresses: list[str]) -> None:
    assert list(outside.links({"a.md": line})) == addresses


def test_an_address_is_asked_once_and_told_at_each_place() -> None:
    files = {"b.md": "x\n  https://a.org/1 https://a.org/2", "a.md": "https://a.org/1\nhttps://a.org/3 https://a.org/4"}
    places = outside.links(files)
    assert places["https://a.org/1"] == [("a.md", 1, 1), ("b.md", 2, 3)]
    answers = [
        Answer("https://a.org/1", "dead", "status 404"),
        Answer("https://a.org/2", "moved", "https://b.org/"),
        Answer("https://a.org/3", "unknown", "timed out"),
        Answer("https://a.org/4", "alive"),
    ]
    elsewhere = "link where it is now, or another source that says the same"
    found = outside.findings(places, answers)
    assert found == [
        Finding("a.md", 1, 1, "dead-link", "status 404: https://a.org/1", elsewhere),
        Finding(
            "a.md", 2, 1, "untold-link", "could not tell, timed out: https://a.org/3", "open it in a browser", "warning"
        ),
        Finding("b.md", 2, 3, "dead-link", "status 404: https://a.org/1", elsewhere),
        Finding("b.md", 2, 19, "moved-link", "moved for good: https://a.org/2", "write https://b.org/", "warning"),
    ]
    told = summary.links(found)
    assert [line for line in told.split("\n") if line.startswith("#")] == [
        "## Dead links: 2",
        "## Moved links: 1",
        "## Untold links: 1",
    ]
    assert summary.links([]) == "Every link leads somewhere."


@pytest.mark.parametrize(("form", "start"), [("text", "content/"), ("markdown", "## Dead links: 1"), ("json", "[")])
def test_the_command(server: Server, tmp_path: Path, form: str, start: str) -> None:
    """The command as it is, but for its root and its guard."""
    (tmp_path / "content").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "content" / "a.md").write_text(f"{server.address()}\n{server.address('status=404')}\n", "utf-8")
    (tmp_path / "docs" / "b.txt").write_text(server.address("not=asked"), "utf-8")
    program = (
        "import functools, pathlib, sys, links; from handbook import outside;"
        "links.ROOT = pathlib.Path(sys.argv.pop(1));"
        "outside.ask = functools.partial(outside.ask, guarded=False); sys.exit(links.main())"
    )
    command = [sys.executable, "-c", program, str(tmp_path), "--format", form]
    done = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, text=True, check=False)
    assert done.stderr == "2 addresses outside the site: 1 lead nowhere, 0 to look at.\n"
    assert done.returncode == 1
    assert done.stdout.startswith(start)
    assert server.address("status=404") in done.stdout
    if form == "json":
        assert [finding["rule"] for finding in json.loads(done.stdout)] == ["dead-link"]
