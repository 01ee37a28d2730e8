"""Where a Chromium is on this machine; starting it is for those who use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

VARIABLE = "CHROMIUM_PATH"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SHELL = "chromium-headless-shell"
"""The same engine without a window: a new page is a third of the work. It has no microphone, and its service workers
notice a new version late."""
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Chromium/Application/chrome.exe",
)
PLAYWRIGHT = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright", "~/AppData/Local/ms-playwright")
INSIDE = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
SHELL_INSIDE = ("chromium_headless_shell-*/*/*headless*shell*",)


def find(whole: bool = False) -> str | None:
    """The path of a Chromium: the one $CHROMIUM_PATH names, an installed one, or one that Playwright fetched; or None.

    Its headless shell is preferred, unless the `whole` browser is wanted. A path in $CHROMIUM_PATH that leads nowhere
    gives None rather than some other browser.
    """
    if named := os.environ.get(VARIABLE):
        return shutil.which(named)
    shell = None if whole else shutil.which(SHELL) or _fetched(SHELL_INSIDE)
    return shell or _installed() or _fetched(INSIDE)


def _installed() -> str | None:
    for command in COMMANDS:
        if found := shutil.which(command):
            return found
    for place in PLACES:
        for variable in ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA"):
            place = place.replace("{" + variable + "}", os.environ.get(variable, "/nowhere"))
        if Path(place).is_file():
            return place
    return None


def _fetched(patterns: Iterable[str]) -> str | None:
    """What Playwright fetched, in its newest revision: the number at the end of the folder's name."""
    for folder in (os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "", *PLAYWRIGHT):
        for pattern in patterns:
            candidates = sorted(Path(folder).expanduser().glob(pattern), key=_revision) if folder else []
            if candidates:
                return str(candidates[-1])
    return None


def _revision(path: Path) -> int:
    for part in path.parts:
        name, _, number = part.rpartition("-")
        if name.startswith("chromium") and number.isdigit():
            return int(number)
    return 0
