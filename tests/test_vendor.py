"""Other people's files: as recorded, with their licenses, and doing what they are there for."""

import base64
import dataclasses
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from py_mini_racer import MiniRacer

from handbook import vendored
from handbook.vendored import Copy, Package

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = vendored.read((ROOT / vendored.MANIFEST).read_text("utf-8"))


def test_committed_files_are_as_recorded() -> None:
    run = subprocess.run([sys.executable, "scripts/vendor.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_package_is_pinned_and_licensed() -> None:
    # Pyodide's package carries no license text; that of its license comes with another package under the same one.
    licensed = {
        c.target.rpartition("/")[0] for package in MANIFEST.packages for c in package.copies if "LICENSE" in c.target
    }
    for package in MANIFEST.packages:
        assert re.fullmatch(r"\d+\.\d+\.\d+", package.version)
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package.integrity)
        folders = {copy.target.removesuffix("fonts/").rpartition("/")[0] for copy in package.copies}
        assert folders <= licensed, f"{package.name}: a license beside the files of each folder"


def test_style_sheets_name_only_files_that_are_here() -> None:
    for sheet in (ROOT / "docs/assets/css/fonts.css", ROOT / "docs/assets/vendor/katex/katex.min.css"):
        urls = re.findall(r"url\(\"?([^)\"]+)", sheet.read_text("utf-8"))
        assert len(urls) >= 3
        for url in urls:
            assert url.endswith(".woff2")
            assert (sheet.parent / url).is_file(), url


def test_minisearch_without_its_comments_still_searches() -> None:
    module = (ROOT / "docs/assets/vendor/minisearch/minisearch.js").read_text("utf-8")
    assert "sourceMappingURL" not in module
    with MiniRacer() as context:
        found = context.eval(
            module.replace("export { MiniSearch as default };", "")
            + """const search = new MiniSearch({ fields: ["text"] });
            search.addAll([{ id: 1, text: "overfitting" }, { id: 2, text: "nearest neighbors" }]);
            JSON.stringify(search.search("overftting", { fuzzy: 0.2, prefix: true }).map((hit) => hit.id))"""
        )
    assert found == "[1]"


EDITS = [
    ("woff2-only", 'src:url(a.woff2) format("woff2"),url(a.woff) format("woff"),url(a.ttf) format("truetype")}', 'src:url(a.woff2) format("woff2")}'),
    ("no-comments", "/** a\n * b */\nlet a = 1; // one\n  /* c */\nlet b = '/*';\n", "let a = 1; // one\nlet b = '/*';\n"),
    ("no-comments", "let a;\n//# sourceMappingURL=a.js.map\n", "let a;\n"),
    ("module", 'import { a as b } from "@codemirror/state";\nimport c from \'crelt\';\n', 'import { a as b } from "./codemirror-state.js";\nimport c from "./crelt.js";\n'),
    ("module", 'export { x } from "@lezer/common";\nlet text = "from there";\n', 'export { x } from "./lezer-common.js";\nlet text = "from there";\n'),
    ("module", 'import { y } from "./beside.js";\n', 'import { y } from "./beside.js";\n'),
    ("no-packages", '{"info": {"python": "3.14"}, "packages": {"numpy": {}}}', '{\n "info": {\n  "python": "3.14"\n },\n "packages": {}\n}\n'),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after"), EDITS)
def test_edits(name: str, before: str, after: str) -> None:
    assert vendored.EDITS[name](before) == after


def archive(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def test_unpack_takes_what_is_named_and_no_more() -> None:
    package = Package("x", "1.0.0", "MIT", "", (Copy("LICENSE", "a/LICENSE"), Copy("fonts/*.woff2", "a/fonts/")))
    content = archive({"LICENSE": b"l", "fonts/b.woff2": b"b", "fonts/c.ttf": b"c", "../../evil": b"e"})
    assert vendored.unpack(package, content) == {"a/LICENSE": b"l", "a/fonts/b.woff2": b"b"}
    with pytest.raises(vendored.VendorError, match=r"x 1\.0\.0 has no file index\.js"):
        vendored.unpack(dataclasses.replace(package, copies=(Copy("index.js", "a/index.js"),)), content)


def test_integrity_is_npm_s() -> None:
    expected = base64.b64encode(hashlib.sha512(b"text").digest()).decode()
    assert vendored.integrity_of(b"text") == f"sha512-{expected}"


def test_pin_writes_hashes_in() -> None:
    text = json.dumps({"packages": [{"name": "x", "version": "1.0.0", "license": "MIT", "integrity": "", "files": []}]})
    manifest = vendored.read(vendored.pin(text, {"x": "sha512-y"}, {"a/b": b"b"}))
    assert manifest.packages[0].integrity == "sha512-y"
    assert manifest.hashes == {"a/b": hashlib.sha256(b"b").hexdigest()}


def test_differences_names_what_is_missing_changed_or_unknown(tmp_path: Path) -> None:
    folder = tmp_path / vendored.FOLDERS[0]
    folder.mkdir(parents=True)
    for name in ("same", "changed", "unknown"):
        (folder / name).write_bytes(name.encode())
    hashes = {
        f"{vendored.FOLDERS[0]}/{name}": hashlib.sha256(name.encode()).hexdigest() for name in ("same", "missing")
    }
    hashes[f"{vendored.FOLDERS[0]}/changed"] = hashlib.sha256(b"before").hexdigest()
    assert [line.removeprefix(f"{vendored.FOLDERS[0]}/") for line in vendored.differences(tmp_path, hashes)] == [
        "changed: differs from the hash in scripts/vendor.json",
        "missing: missing",
        "unknown: not recorded in scripts/vendor.json",
    ]
