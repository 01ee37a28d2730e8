"""What is measured with: corpora that break no rule and weigh what real pages weigh, runs that are timed right, tables."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import miniature
from handbook import catalogue, comparison, contenders, corpus, measure, replica
from handbook.contenders import COLD, FULL, HANDBOOK, SMALL
from handbook.measure import Job, MeasureError, Run
from handbook.model import Catalogue
from handbook.reword import Rewording
from loaded import LOADED, ROOT

FILES = catalogue.read_files(ROOT)
SHARES = Counter(question.category for question in LOADED.questions.values())


def some(number: int) -> Catalogue:
    """The catalogue with its questions of the first turns alone."""
    first = list(itertools.islice(corpus.in_turn(LOADED.questions.values()), number))
    return replace(LOADED, questions={slug: LOADED.questions[slug] for slug in first})


@pytest.fixture(scope="module")
def forty() -> dict[str, bytes]:
    """Twenty real questions and a copy of each."""
    return corpus.corpus(40, some(20), FILES)


@pytest.fixture(scope="module")
def checked(forty: dict[str, bytes]) -> Catalogue:
    found, findings = catalogue.check(forty)
    assert findings == []
    return found


def test_a_corpus_breaks_no_rule(checked: Catalogue) -> None:
    assert len(checked.questions) == 40
    assert checked.paths


def test_it_is_the_same_each_time(forty: dict[str, bytes]) -> None:
    assert corpus.corpus(40, some(20), FILES) == forty


def test_copies_weigh_what_the_real_pages_weigh(checked: Catalogue) -> None:
    copies = [question for slug, question in checked.questions.items() if slug not in LOADED.questions]
    real = corpus.median_weight(some(20).questions.values())
    assert len(copies) == 20
    for ours, theirs in zip(corpus.median_weight(copies), real, strict=True):
        assert abs(ours - theirs) <= 0.03 * theirs


def test_copies_lead_to_each_other(checked: Catalogue) -> None:
    copies = {slug: question for slug, question in checked.questions.items() if slug.endswith("-2")}
    before = {slug for question in copies.values() for slug in question.after}
    assert before
    assert before <= copies.keys()


@pytest.mark.parametrize("number", [40, 100, len(LOADED.questions)])
def test_the_first_questions_have_the_shares_of_all(number: int) -> None:
    turns = list(corpus.in_turn(LOADED.questions.values()))[:number]
    found = Counter(LOADED.questions[slug].category for slug in turns)
    for category, of_all in SHARES.items():
        assert abs(found[category] - number * of_all / sum(SHARES.values())) <= 1


TEXT = r"""**Time:** every wider model of ROC has $a_b + \text{abc} + \begin{array}{lcr} a \end{array}$ by `a`, 12 more.

## Examples

[more words](https://example.org/words), the widest model.

```python check
assert True
```

```mermaid
flowchart LR
```
"""


DIGITS = str.maketrans("0123456789", "abcdefghij")


def test_words_change_and_the_form_does_not() -> None:
    words = {4: ["ship"], 5: ["stone"], 6: ["bridge"]}
    way = Rewording(random.Random("2"), words, "Copy 2.")
    a, b, roc = way.symbols[ord("a")], way.symbols[ord("b")], way.text("ROC")
    assert a != ord("a")
    assert len(roc) == 3
    assert way.text(TEXT) == (
        TEXT.replace("$a_b", f"${chr(a)}_{chr(b)}")
        .replace("{lcr} a", f"{{lcr}} {chr(a)}")
        .replace("ROC", roc)
        .replace("wider", "stone")
        .replace("model", "stone")
        .replace("every", "stone")
        .replace("widest", "bridge")
        .replace("more words]", "more stone]")
        .replace("assert True\n", "assert True  # Copy 2.\n")
        .replace("LR\n", "LR\n%% Copy 2.\n")
    )


def test_a_way_to_ask_has_rare_words() -> None:
    """Few words are as long as "multicollinearity": drawn from these, the copies would ask the same."""
    long, short = ["misclassification"], [f"{n:04}".translate(DIGITS) for n in range(200)]
    ways = [Rewording(random.Random(seed), {17: long, 4: short}, "", {17: long, 4: short}) for seed in "abcdefgh"]
    asked = [way.wording("Harm: why multicollinearity?").split() for way in ways]
    assert {words[0].casefold() for words in asked} <= {f"{word}:" for word in short}
    assert len({words[2] for words in asked}) == len(ways)
    assert {way.text("multicollinearity") for way in ways} == {words[2].rstrip("?") for words in asked}


def test_a_wording_has_other_numbers() -> None:
    said = Rewording(random.Random("1"), {}, "").wording("Are 90% of them in $10^2$?")
    assert said != "Are 90% of them in $10^2$?"
    assert said.count("%") == 1


# Runs -----------------------------------------------------------------------------------------------------------------

BUSY = "import time\nwhile time.process_time() < 0.5: pass"
HOLD = "import time; held = b'x' * 100_000_000; time.sleep(1.5)"


def job(code: str, folder: Path, **options: object) -> Job:
    """A job that runs Python code."""
    return Job("Python", "code", 0, (sys.executable, "-I", "-S", "-c", code), folder, **options)  # type: ignore[arg-type]


def test_a_busy_process_takes_the_processor(tmp_path: Path) -> None:
    run = measure.run(job(BUSY, tmp_path))
    assert 0.5 <= run.cpu < 0.7
    assert run.wall >= 0.5


def test_a_sleeping_one_takes_the_clock_alone(tmp_path: Path) -> None:
    run = measure.run(job("import time; time.sleep(0.5)", tmp_path))
    assert run.cpu < 0.2
    assert run.wall >= 0.5


def test_what_a_process_starts_counts(tmp_path: Path) -> None:
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-I', '-S', '-c', {BUSY!r}])"
    assert 0.5 <= measure.run(job(code, tmp_path)).cpu < 0.8


def test_memory_is_of_the_command_alone(tmp_path: Path) -> None:
    mine = b"x" * 100_000_000  # what this process holds is none of the command's
    assert measure.run(job("", tmp_path)).largest < len(mine)
    assert 100e6 < measure.run(job(HOLD, tmp_path)).largest < 150e6


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not tell of shared memory")
def test_memory_of_all_processes_together(tmp_path: Path) -> None:
    code = f"import subprocess, sys\nfor one in [subprocess.Popen([sys.executable, '-I', '-S', '-c', {HOLD!r}]) for _ in '12']: one.wait()"
    run = measure.run(job(code, tmp_path))
    assert run.largest < 150e6
    assert 200e6 < run.together < 300e6


def test_what_was_written_is_counted(tmp_path: Path) -> None:
    made = tmp_path / "site"
    code = "import os; os.mkdir('site'); open('site/a.html', 'w').write('12345'); open('site/b.css', 'w').write('1')"
    run = measure.run(job(code, tmp_path, made=made, pages=1, before=measure.away(made)))
    assert (run.files, run.written) == (2, 6)
    with pytest.raises(MeasureError, match="made 1 pages, not 2"):
        measure.run(job(code, tmp_path, made=made, pages=2, before=measure.away(made)))


@pytest.mark.parametrize(
    ("code", "told"), [("print('so'); raise SystemExit(3)", r"(?s)failed \(3\).*so"), ("import os; os.abort()", "-6")]
)
def test_a_failure_is_told(code: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match=told):
        measure.run(job(code, tmp_path))


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MeasureError, match="no-such-command"):
        measure.run(Job("nobody", "nothing", 0, ("no-such-command",), tmp_path))


def test_runs_take_turns(tmp_path: Path) -> None:
    order: list[str] = []

    def noting(name: str) -> Callable[[], None]:
        return lambda: order.append(name)

    jobs = [replace(job("", tmp_path), who=name, before=noting(name)) for name in "AB"]
    said: list[str] = []
    runs = measure.in_turn(jobs, 2, said.append)
    assert order == ["A", "B", "A", "B"]
    assert [(job.who, len(done)) for job, done in runs] == [("A", 2), ("B", 2)]
    assert said[2].startswith("2/2 A, code: 0.")


def test_median_of_each_part() -> None:
    runs = [Run(1, 9, 5, 5), Run(3, 7, 6, 6), Run(2, 8, 4, 9)]
    assert measure.median(runs) == Run(2, 8, 5, 6)


# Who is compared ------------------------------------------------------------------------------------------------------


def test_an_edit_changes_a_page_each_time(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("One.\n\nTwo.\n")
    edit = contenders.edited(tmp_path, "\n")
    edit()
    assert page.read_text() == "One.\n\nTwo. Seen 1.\n"
    edit()
    assert page.read_text() == "One.\n\nTwo. Seen 2.\n"


@pytest.mark.parametrize("what", [contenders.RELOAD, contenders.FINDINGS])
def test_a_save_is_timed(what: str, tmp_path: Path) -> None:
    root = miniature.make(tmp_path / "project", notebooks=False)
    before = catalogue.read_files(root)
    (job,) = (job for job in contenders.handbook(root, 1) if job.what == what)
    took = measure.run(job)
    assert 0 < took.wall < 20
    assert took.cpu == 0
    assert catalogue.read_files(root) == before


def test_what_is_not_installed_is_not_run(tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    root.mkdir()
    (root / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text())
    assert list(contenders.rivals(root, 5, "python", lambda name: False)) == []
    jobs = contenders.rivals(root, 5, "python", lambda name: name == "zensical")
    assert {job.who for job in itertools.islice(jobs, 1)} == {contenders.ZENSICAL}


def test_a_replica_without_the_plugin_shows_no_notebook(tmp_path: Path) -> None:
    files = catalogue.read_files(ROOT / "tests" / "rules" / "base")
    content = {path: data for path, data in files.items() if data is not None and "/stories/" not in path}
    replica.make(ROOT, tmp_path / "handbook", content, notebooks=False)
    jobs = {job.what: job for job in contenders.handbook(tmp_path / "handbook", 1)}
    run = measure.run(jobs[COLD])
    made = jobs[COLD].made
    assert made is not None
    assert run.files > 50
    assert (made / "notebooks" / "index.html").exists()
    assert not list(made.glob("notebooks/*/"))
    assert not (tmp_path / "handbook" / ".cache" / "notebooks").exists()


# Tables ---------------------------------------------------------------------------------------------------------------

MEDIANS = {
    (HANDBOOK, contenders.HELP, 0): Run(0.05, 0.06, 12e6, 12e6),
    (HANDBOOK, contenders.CHECK_COLD, 1000): Run(2.5, 2.25, 100e6, 180e6),
    (HANDBOOK, COLD, 1000): Run(8, 5, 200e6, 300e6, 3000, 123e6),
    (HANDBOOK, contenders.EDIT, 1000): Run(0.4, 0.4, 200e6, 300e6, 3000, 123e6),
    (FULL, COLD, 1000): Run(40, 41, 400e6, 400e6, 2000, 150e6),
    (SMALL, COLD, 1000): Run(10, 10.5, 120e6, 120e6, 2000, 100e6),
}


def test_tables(update: bool) -> None:
    golden = ROOT / "tests" / "bench" / "tables.md"
    made = comparison.tables(MEDIANS, ["Measured one day.", "Nothing else ran."])
    if update:
        golden.write_text(made, "utf-8")
    assert made == golden.read_text("utf-8")


def test_tables_go_between_their_marks() -> None:
    page = f"Above.\n\n{comparison.BEGIN}\nold\n{comparison.END}\n\nBelow.\n"
    assert comparison.written(page, "new\n") == f"Above.\n\n{comparison.BEGIN}\n\nnew\n\n{comparison.END}\n\nBelow.\n"
    with pytest.raises(ValueError, match="no place"):
        comparison.written("Above.", "new\n")


# The command ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--sizes", "100,x"], "'x' is no number"),
        (["--sizes", "0"], "'0' is no number"),
        (["--rounds", "0"], "'0' is no number"),
    ],
)
def test_wrong_arguments(arguments: list[str], told: str) -> None:
    done = subprocess.run([sys.executable, "scripts/bench.py", *arguments], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr
