"""Beginning a question: what the skeleton says, that it leads the writer on, and what is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from handbook import begin, catalogue, contract, exports, pages, skeleton, source
from handbook.settings import Settings
from handbook.skeleton import Wanted

ROOT = Path(__file__).resolve().parent.parent
BASE = catalogue.read_files(ROOT / "tests" / "rules" / "base")
TAXONOMY = begin.known(BASE)[0]
PLACES = [(c, place.name) for c in contract.CATEGORIES for place in TAXONOMY.places(c)]
LEADING = {"W05 unfilled-hint", "C01 sentences", "K10 complexity-form"}
"""The findings of a new file: hints, sentences that are too few, costs without O(…)."""


def begun(
    category: str, place: str, title: str = "Why is the sky blue: by chance?", **more: object
) -> dict[str, bytes]:
    """The files of a new question."""
    made, problems = begin.begin(Wanted(category, place, title, **{"slug": "blue-sky", **more}), BASE)
    assert problems == []
    return {path: text.encode() for path, text in made.items()}


@pytest.mark.parametrize(("category", "place"), PLACES)
@pytest.mark.parametrize("level", ["", "senior"])
def test_findings_lead_on_and_the_page_can_be_seen_at_once(category: str, place: str, level: str) -> None:
    made = begun(category, place, level=level)
    loaded, findings = catalogue.check({**BASE, **made}, preview=True)
    assert {finding.path for finding in findings} == set(made)
    assert {finding.rule for finding in findings} <= LEADING
    hints = sum(line.count(contract.HINT) > 0 for data in made.values() for line in data.decode().splitlines())
    assert Counter(finding.rule for finding in findings)["W05 unfilled-hint"] == hints > 15
    question = loaded.questions["blue-sky"]
    assert (question.title, question.published) == ("Why is the sky blue: by chance?", False)
    assert question.level == (level or "junior")
    shown = {page.address: page for page in pages.render(loaded, Settings(), drafts=True)}
    assert contract.HINT in shown["questions/blue-sky/"].body
    assert all(asset.make() for asset in exports.assets(loaded, Settings(), drafts=True))


@pytest.mark.parametrize(("category", "place"), PLACES)
def test_every_part_of_the_outline_stands_in_its_order(category: str, place: str) -> None:
    text = next(iter(begun(category, place).values())).decode()
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == [part.title for part in contract.PARTS[category]]
    for part in contract.PARTS[category]:
        assert part.about in text
        assert all(f"**{label}:** {contract.HINT}" in text for label in part.labels)
    asked = [key.name for key in contract.KEYS if category in key.categories and key.written]
    front = text.split("---\n")[1]
    assert re.findall(rf"^(?:# {contract.HINT}.*: )?(\w+): ?", front, re.MULTILINE) == asked
    assert "reviewed" not in text
    assert "aliases" not in text


def test_written_over_and_the_findings_are_gone() -> None:
    """The hints of a new file, each replaced by what it asks for, leave a file in which nothing is found."""
    (path, data), *_ = begun("basics", "models", "How does bagging help?").items()
    text = re.sub(rf"  # {contract.HINT}.*|^# {contract.HINT}.*\n", "", data.decode(), flags=re.MULTILINE)
    text = text.replace(
        f"title: {contract.HINT} the papers, books and documentation the page rests on", "title: Breiman"
    )
    text = text.replace(f"https://doi.org/{contract.HINT}", "https://doi.org/10.1007/BF00058655")
    text = re.sub(rf"(## Definition\n\n){contract.HINT}.*", r"\1It averages. The average varies less.", text)
    text = re.sub(rf"## (?:Solutions|Details|In practice)\n\n.*{contract.HINT}.*\n\n", "", text)
    words = iter(
        f"Words of {name}"
        for name in "ash beech cedar elm fir hazel holly larch maple oak olive pine rowan yew".split()
    )
    text = re.sub(rf"{contract.HINT}.*", lambda _: next(words), text)
    assert catalogue.check({**BASE, path: text.encode()})[1] == []


def test_level_topics_and_roles_are_taken_or_those_of_the_neighbors() -> None:
    def front(**more: object) -> str:
        return next(iter(begun("basics", "models", **more).values())).decode()

    assert "\nlevel: mid  # ✎" in front(level="mid")
    assert "\ntopics: [sampling]  # ✎" in front(topics=("sampling",))
    assert "\ntopics: [trees, classification]  # ✎" in front()
    assert "derivation" not in front(level="mid")
    assert "delete this section" in front(level="junior").split("## Details")[1].split("## In practice")[0]
    assert "delete this section" not in front(level="mid").split("## Details")[1].split("## In practice")[0]
    assert "delete this section" not in next(iter(begun("applied", "ads").values())).decode().split("## Papers")[1]
    assert "delete this section" in next(iter(begun("applied", "generic").values())).decode().split("## Papers")[1]


@pytest.mark.parametrize(
    "title", ["", "a: b", "# [x](y) & <b>", "- 'quoted' \"twice\"", "no", "1e3", "5%: why?", "日本"]
)
def test_whatever_the_title_the_front_matter_can_be_read(title: str) -> None:
    made = skeleton.text(Wanted("basics", "models", title), TAXONOMY, skeleton.neighbors([]))
    reading = source.read_question(source.Reading("content/basics/models/x.md", made))
    assert reading.problems == ()
    assert reading.document


@pytest.mark.parametrize(
    ("slug", "name"), [("k-means", "k_means"), ("3d-convolution", "answer"), ("lambda", "answer"), ("a", "a")]
)
def test_the_main_function_is_named_by_the_slug(slug: str, name: str) -> None:
    assert skeleton.function_name(slug) == name
    code = begun("coding", "models", slug=slug)[f"content/coding/models/{slug}/solution.py"].decode()
    assert code.startswith(f"def {name}(values):")


@pytest.mark.parametrize(
    ("wanted", "message", "help"),
    [
        (Wanted("basic", "models", "Why?", "why"), "`basic` is no category", "did you mean basics?"),
        (Wanted("stories", "x", "Why?", "why"), "`stories` is no category", "the categories are: basics, coding"),
        (Wanted("basics", "modelz", "Why?", "why"), "`modelz` is none of the stages", "did you mean models?"),
        (Wanted("applied", "../..", "Why?", "why"), "`../..` is none of the domains", "use one of: generic, ads"),
        (Wanted("project", "/etc", "Why?", "why"), "`/etc` is none of the focuses", "use one of: technical, impact"),
        (Wanted("basics", "a\0b", "Why?", "why"), "`a\\u0000b` is none of the stages", "use one of: data, models"),
        (Wanted("basics", "x" * 9999, "Why?", "why"), f"`{'x' * 80}…` is none of the stages", "use one of"),
        (Wanted("basics", "models", "", ""), "the question is empty", "What is calibration?"),
        (Wanted("basics", "models", "x\u202ey?", "why"), "nobody sees: `\\u202e`", "type it anew"),
        (Wanted("basics", "models", "x\0?", "why"), "nobody sees: `\\u0000`", "type it anew"),
        (Wanted("basics", "models", "x\udcff?", "why"), "nobody sees: `\\udcff`", "type it anew"),
        (Wanted("basics", "models", "y" * 121, "why"), "the question has 121 characters, at most 120", "one breath"),
        (Wanted("basics", "models", "日本?", ""), "no slug can be made of the question", "--slug"),
        (Wanted("basics", "models", "Why?", "../x"), "`../x` is no slug", "--slug x"),
        (Wanted("basics", "models", "Why?", "A_B"), "`A_B` is no slug", "--slug a-b"),
        (Wanted("basics", "models", "Why?", "x\u200fy"), "`x\\u200fy` is no slug", "--slug"),
        (Wanted("basics", "models", "Why?", "z" * 61), "is no slug", "at most 60 characters"),
        (Wanted("basics", "models", "Why?", "churn"), "is taken by `content/applied/generic/churn.md`", "variants"),
        (Wanted("basics", "models", "Why?", "why", level="medium"), "`medium` is none of the levels", "junior, mid"),
        (Wanted("basics", "models", "Why?", "why", topics=("tree",)), "`tree` is none of the topics", "trees?"),
        (Wanted("basics", "models", "Why?", "why", roles=("x",)), "`x` is none of the roles", "data-scientist"),
    ],
)  # fmt: skip
def test_what_is_refused_says_what_to_write(wanted: Wanted, message: str, help: str) -> None:
    made, problems = begin.begin(wanted, BASE)
    assert made == {}
    assert any(message in said and help in form for said, form in problems), problems
    assert all(text.isprintable() for problem in problems for text in problem)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    problems = begin.begin(Wanted("basics", "nowhere", "", "A B", "medium", ("tree",)), BASE)[1]
    assert len(problems) == 5


def test_an_alias_a_draft_and_a_broken_file_keep_their_slug() -> None:
    leak = BASE["content/basics/data/data-leakage.md"] or b""
    files = {
        **BASE,
        "content/basics/data/data-leakage.md": leak.replace(b"reviewed: 2026-11-01\n", b"aliases: [target-leakage]\n"),
        "content/basics/data/broken.md": b"\xff",
        "content/basics/data/unclosed.md": b"---\nshort: [\n",
    }
    for slug in ("target-leakage", "data-leakage", "broken", "unclosed"):
        assert "is taken by" in begin.begin(Wanted("basics", "models", "Why?", slug), files)[1][0][0]


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("What is calibration?", "calibration"),
        ("What is the bias–variance trade-off?", "bias-variance-trade-off"),
        ("How do you choose k?", "how-do-you-choose-k"),
        ("Implement k-means.", "k-means"),
        ("Write a k-d tree.", "k-d-tree"),
        ("Whatis", "whatis"),
        ("What is?", "what-is"),
        ("Déjà vu", "deja-vu"),
        ("日本", ""),
        ("Why " + "very " * 20 + "long?", "why-very-very-very-very-very-very-very-very-very-very-very"),
        ("x" * 99, "x" * 60),
    ],
)
def test_the_slug_of_a_question(question: str, slug: str) -> None:
    assert begin.slug(question) == slug
    assert len(slug) <= contract.SLUG_LENGTH


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is calibration?", "Calibration"),
        ("What would you do differently in that project?", "What would you do differently in that"),
        ("x" * 50, "X" + "x" * 39),
    ],
)
def test_the_short_name_is_cut_between_words(question: str, short: str) -> None:
    (text,) = begun("basics", "models", question).values()
    assert f"\nshort: {short}  # " in text.decode()


# The command ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the valid tree."""
    for path, data in BASE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data or b"")
    return tmp_path


def run(tree: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error. A traceback is never right."""
    command = [sys.executable, str(ROOT / "scripts" / "new.py"), "--root", str(tree), *arguments]
    told = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **environment})
    assert "Traceback" not in told.stderr
    return told.returncode, told.stdout, told.stderr


def everything(tree: Path) -> dict[str, bytes]:
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def test_it_writes_and_says_what_comes_next(tree: Path) -> None:
    before = everything(tree)
    code, out, err = run(tree, "coding", "models", "Implement  k-medoids.")
    folder = "content/coding/models/k-medoids"
    assert (code, err) == (0, "")
    names = ["question.md", *contract.CODE_FILES]
    assert out.splitlines()[: len(names)] == [f"{folder}/{name}" for name in names]
    assert [line.split(".py ")[-1] for line in out.splitlines()[-2:]] == [f"--watch {folder}", "    make serve"]
    after = everything(tree)
    assert set(after) - set(before) == {f"{folder}/{name}" for name in names}
    assert b"# Implement k-medoids.\n" in after[f"{folder}/question.md"]
    assert {path: after[path] for path in before} == before
    assert run(tree, "coding", "models", "Implement k-medoids.")[0] == 2
    assert everything(tree) == after


def test_it_names_what_is_asked_nearly_so(tree: Path) -> None:
    _, near, _ = run(tree, "basics", "data", "How would you find leaks?")
    assert 'content/basics/data/data-leakage.md: "How do you find a leak?"' in near
    assert "Near to it" not in run(tree, "basics", "data", "What is a turtle?")[1]


def test_what_is_called_nearly_so_is_near_too() -> None:
    path = "content/basics/data/data-leakage.md"
    called = BASE | {path: (BASE[path] or b"").replace(b"short: Data leakage", b"short: Reservoir sampling")}
    assert begin.near("Write reservoir sampling from scratch.", called) == [(path, "Reservoir sampling")]


def test_without_the_packages_it_says_how_to_run_it() -> None:
    for name in ("new.py", "check.py", "build.py"):
        command = [sys.executable, "-S", str(ROOT / "scripts" / name)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (told.returncode, told.stdout) == (2, "")
        assert "Traceback" not in told.stderr
        assert f".venv/bin/python scripts/{name}" in told.stderr


def test_alone_it_lists_the_places(tree: Path) -> None:
    code, out, _ = run(tree)
    assert code == 0
    for category, place in PLACES:
        assert f"  {category} {place} " in out
    code, out, _ = run(tree, "applied")
    assert (code, "applied ads" in out, "basics" in out) == (0, True, False)


def test_it_refuses_with_code_2_and_writes_nothing(tree: Path) -> None:
    before = everything(tree)
    for arguments in (["stories"], ["basics", "models"], ["basics", "../..", "Why?"], ["basics", "models", " \n "]):
        code, out, err = run(tree, *arguments)
        assert (code, out) == (2, "")
        assert "help: " in err
    assert everything(tree) == before


def test_it_follows_no_link_and_leaves_no_half(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (tree / "content/coding/data").symlink_to(outside)
    code, _, err = run(tree, "coding", "data", "Sample without replacement")
    assert (code, "is a link" in err, list(outside.iterdir())) == (2, True, [])
    (tree / "content/coding/models/k-medoids").mkdir()
    (tree / "content/coding/models/k-medoids/solution.py").write_text("kept")
    before = everything(tree)
    code, _, err = run(tree, "coding", "models", "Implement k-medoids")
    assert (code, "Nothing was written" in err) == (2, True)
    assert everything(tree) == before


def test_without_a_taxonomy_and_on_a_terminal_of_few_letters(tree: Path, tmp_path: Path) -> None:
    assert run(tree, "basics", "data", "Why?", PYTHONIOENCODING="ascii")[0] == 0
    (tree / "content/taxonomy.yml").write_bytes(b"\xff")
    code, _, err = run(tree, "basics", "data", "Why not?")
    assert (code, "make check" in err) == (2, True)


def test_help_answers_at_once() -> None:
    command = [sys.executable, "-X", "importtime", "scripts/new.py", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "PLACE" in told.stdout.upper()
    assert "handbook" not in told.stderr, "only arguments are read: nothing of the package is imported"
