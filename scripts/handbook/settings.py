"""The site's name and its addresses, all made from one setting: the repository's name."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

NAME = "ML Interview Handbook"
DESCRIPTION = (
    "Machine-learning interview questions, each with a checked answer in the outline that interviewers expect."
)
REPOSITORY = "ml-interview-handbook/ml-interview-handbook"
VARIABLE = "HANDBOOK_REPOSITORY"
"""The environment variable that names another repository, as owner/name: a fork publishes itself with it."""
DRAFTS = "HANDBOOK_DRAFTS"
"""The environment variable that is 1 where a build shows drafts too: a preview, not what is published."""
BRANCH = "main"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the repository and its site are."""

    repository: str = REPOSITORY
    name: str = NAME
    description: str = DESCRIPTION
    drafts: bool = False

    @property
    def repository_url(self) -> str:
        """The repository's page."""
        return f"https://github.com/{self.repository}"

    @property
    def site_url(self) -> str:
        """The published site's home, with a slash at the end."""
        owner, name = self.repository.lower().split("/")
        host = f"https://{owner}.github.io/"
        return host if host == f"https://{name}/" else f"{host}{self.repository.split('/')[1]}/"

    @property
    def rules_url(self) -> str:
        """The page that leads to the page of every rule."""
        return f"{self.site_url}contributing/rules/"

    def edit_url(self, path: str) -> str:
        """Where a file of the repository is edited."""
        return f"{self.repository_url}/edit/{BRANCH}/{quote(path)}"

    def history_url(self, path: str) -> str:
        """The changes of a file or folder of the repository, newest first."""
        return f"{self.repository_url}/commits/{BRANCH}/{quote(path)}"

    def source_url(self, path: str) -> str:
        """Where a folder of the repository is read."""
        return f"{self.repository_url}/tree/{BRANCH}/{quote(path)}"

    def new_file_url(self, folder: str, name: str = "", text: str = "") -> str:
        """Where a file is added to a folder of the repository, its name and text filled in if they are given."""
        fields = {key: value for key, value in (("filename", name), ("value", text)) if value}
        return f"{self.repository_url}/new/{BRANCH}/{quote(folder)}{'?' if fields else ''}{urlencode(fields)}"

    def issue_url(self, template: str, **fields: str) -> str:
        """The form of a new issue, its fields filled in."""
        return f"{self.repository_url}/issues/new?{urlencode({'template': template, **fields})}"


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings, with the repository and the drafts that the environment names; ValueError if it is not owner/name."""
    repository = environment.get(VARIABLE) or REPOSITORY
    if not re.fullmatch(r"[A-Za-z0-9-]+/(?!\.{1,2}$)[A-Za-z0-9_.-]+(?<!\.git)", repository):
        raise ValueError(f"{VARIABLE} must be owner/name, as in {REPOSITORY}, not {repository!r}")
    return Settings(repository, drafts=environment.get(DRAFTS) == "1")
