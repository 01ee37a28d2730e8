"""Whether the links that lead out of the site still lead to something: who is asked, how, and what the answers mean."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from threading import Timer
from typing import Literal
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from handbook.model import Finding

Verdict = Literal["alive", "moved", "dead", "unknown"]
Places = Mapping[str, list[tuple[str, int, int]]]
"""By address, where it is linked: the file, and line and column from 1."""

LINK = re.compile(r"https?://[^\s<>\"'`\\]+")
PERMANENT, TEMPORARY, GONE = (301, 308), (302, 303, 307), (404, 410)
TOO_MANY = 429
UNQUOTED = "/%:@!$&'()*+,;=~?"
MOST_REDIRECTS = 5
SECONDS = 20.0
"""So long one request may take in all."""
PAUSE = 1.0
"""Seconds between two requests of ours to one host."""
HOSTS_AT_ONCE = 8
HEADERS = {"User-Agent": "ml-interview-handbook link check", "Accept": "*/*", "Connection": "close"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address; `detail` is the new address of what moved, else the reason."""

    url: str
    verdict: Verdict
    detail: str = ""


def links(files: Mapping[str, str]) -> dict[str, list[tuple[str, int, int]]]:
    """Every address in these texts (by path) with its places; a fragment is asked for with its page."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for path, text in sorted(files.items()):
        for number, line in enumerate(text.split("\n"), 1):
            for match in LINK.finditer(line):
                address = urldefrag(_trimmed(match.group())).url
                found.setdefault(address, []).append((path, number, match.start() + 1))
    return found


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence or link around it."""
    while address[-1] in ".,;:!?*_|]}" or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address


def findings(places: Places, answers: Iterable[Answer]) -> list[Finding]:
    """What is to be done: a finding for every place of an address that is dead, has moved or tells nothing."""
    found = []
    for url, verdict, detail in ((answer.url, answer.verdict, answer.detail) for answer in answers):
        for place in places[url] if verdict != "alive" else ():
            if verdict == "dead":
                help = "link where it is now, or another source that says the same"
                found.append(Finding(*place, "dead-link", f"{detail}: {url}", help))
            elif verdict == "moved":
                found.append(Finding(*place, "moved-link", f"moved for good: {url}", f"write {detail}", "warning"))
            else:
                message = f"could not tell, {detail}: {url}"
                found.append(Finding(*place, "untold-link", message, "open it in a browser", "warning"))
    return sorted(found)


def ask_all(addresses: Iterable[str], ask: Callable[[str], Answer], pause: float = PAUSE) -> list[Answer]:
    """Ask for every address: several hosts at once, one of a host after the other, with a pause between them."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(address.split("/")[2].lower(), []).append(address)

    def in_turn(ours: list[str]) -> list[Answer]:
        answers = []
        for number, address in enumerate(ours):
            if number:
                time.sleep(pause)
            answers.append(ask(address))
        return answers

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        longest_first = sorted(hosts.values(), key=len, reverse=True)
        return sorted((one for answers in pool.map(in_turn, longest_first) for one in answers), key=lambda one: one.url)


def ask(address: str, guarded: bool = True, seconds: float = SECONDS) -> Answer:
    """Ask for one address, without cookies, and follow at most `MOST_REDIRECTS`. Nothing is raised.

    While `guarded`, only public hosts are asked: a link or redirect to this machine or its network is refused.
    """
    current, moved, lasting = address, "", True
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _head_or_get(current, guarded, seconds)
            if status not in PERMANENT + TEMPORARY:
                break
            if not location:
                return Answer(address, "unknown", f"status {status} without a new address")
            current = urljoin(current, location)
            lasting = lasting and status in PERMANENT
            moved = current if lasting else moved
        else:
            return Answer(address, "unknown", f"more than {MOST_REDIRECTS} redirects")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(address, "unknown", str(error) or type(error).__name__)
    if status in GONE:
        return Answer(address, "dead", f"status {status}")
    if not 200 <= status < 300:
        return Answer(address, "unknown", f"status {status}")
    return Answer(address, "moved", moved) if moved else Answer(address, "alive")


def _head_or_get(address: str, guarded: bool, seconds: float) -> tuple[int, str]:
    """Status and Location. Some servers refuse HEAD, or get it wrong: what fails with it is asked with GET."""
    with suppress(http.client.HTTPException, ConnectionError):
        status, location = _request("HEAD", address, guarded, seconds)
        if status < 400 or status == TOO_MANY:
            return status, location
    return _request("GET", address, guarded, seconds)


def _request(method: str, address: str, guarded: bool, seconds: float) -> tuple[int, str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OSError(f"not asked for: {address}")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    connection = http.client.HTTPConnection(parts.hostname, port)
    plain = _socket(parts.hostname, port, guarded, seconds)
    connection.sock = plain
    timer = Timer(seconds, _end, [connection])  # the socket's own timeout begins anew with every byte
    timer.start()
    with closing(connection):
        try:
            if secure:
                context = ssl.create_default_context()
                connection.sock = context.wrap_socket(
                    plain, server_hostname=parts.hostname, do_handshake_on_connect=False
                )
                connection.sock.do_handshake()
            path = quote(parts._replace(scheme="", netloc="", fragment="").geturl() or "/", safe=UNQUOTED)
            connection.request(method, path, headers={**HEADERS, "Host": parts.netloc.rpartition("@")[2]})
            response = connection.getresponse()
            return response.status, response.headers.get("Location", "")
        finally:
            timer.cancel()


def _end(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _socket(host: str, port: int, guarded: bool, seconds: float) -> socket.socket:
    """A connection to the very address that was looked at, so that a name cannot mean another one a moment later."""
    addresses = dict.fromkeys(found[4][0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    if guarded and not all(is_public(str(address)) for address in addresses):
        raise OSError(f"{host} is not a public host")
    error = OSError(f"{host} has no address")
    for address in addresses:
        try:
            return socket.create_connection((str(address), port), seconds)
        except OSError as failed:
            error = failed
    raise error


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network; what stands for another address is looked through."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = (ip.ipv4_mapped or ip.sixtofour) if ip.version == 6 else None
    return all(one.is_global and not one.is_multicast for one in (ip, inner) if one)
