"""Find Chromium for the browser tests and the diagrams, and install it where that can be done."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from handbook import browser

SECONDS = 600


def main() -> int:
    found = browser.find(whole=True)
    if found is None:
        print("No Chromium found; trying to install one.", flush=True)
        for command in commands():
            print("+ " + " ".join(command), flush=True)
            try:
                subprocess.run(command, timeout=SECONDS, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
            except (OSError, subprocess.TimeoutExpired) as error:
                print(f"That failed: {error}", flush=True)
            if found := browser.find(whole=True):
                break
    if found is None:
        print("No Chromium could be installed. Install it, or set CHROMIUM_PATH; browser tests are skipped until then.")
        return 1 if os.environ.get("CI") == "true" else 0
    print(f"Chromium: {found}")
    return 0


def commands() -> list[list[str]]:
    """The ways to install it: the system's packages when they may be installed, else Playwright's own download."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install = ["apt-get", "install", "-y", "-qq", "chromium"]
        ways += [["apt-get", "update", "-qq"], [*install, browser.SHELL], install]  # not every system has the shell
    return ways


if __name__ == "__main__":
    sys.exit(main())
