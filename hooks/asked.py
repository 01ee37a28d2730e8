"""What programs and scripts ask for: made and written while MkDocs builds pages; in a preview, when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils import write_file

from handbook import cache
from handbook.model import Asset

left: dict[str, Made] = {}
"""What a preview has not made yet, by its address."""


class Made(File):
    """An asset that is made when it is written, so that not all of them are in memory. Few are asked for after a save:
    with `later`, it is left until then."""

    def __init__(self, asset: Asset, config: MkDocsConfig, later: bool) -> None:
        super().__init__(asset.address, None, config.site_dir, config.use_directory_urls, dest_uri=asset.address)
        self.make, self.later = asset.make, later

    def copy_file(self, dirty: bool = False) -> None:
        """Remember how it is made, if it is not being written already."""
        if self.later:
            left[f"/{self.dest_uri}"] = self

    def write(self) -> None:
        """Make it and write it."""
        write_file(self.make(), self.abs_dest_path)


def write(assets: Sequence[Made]) -> None:
    """Make and write assets, in whichever process, and keep what was made on the way."""
    for asset in assets:
        asset.write()
    cache.write()
