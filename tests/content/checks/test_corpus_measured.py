"""Nobody is falsely accused and little is overlooked, measured on the corpus of faithful records."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from support import program

ROOT = Path(__file__).resolve().parents[3]
sys.path.append(str(ROOT))

from benchmarks.checks import corpus, measure, numbers  # noqa: E402 - the path comes first
from benchmarks.checks.scores import score, scores, total  # noqa: E402 - the path comes first

NAMES = corpus.names()
#: of the changes that another place contradicts, and of all; docs/checks.md says what is aimed at
CAUGHT_WITH_WITNESS, CAUGHT = 0.90, 0.70
FALSE_WARNINGS = 0.01


def test_no_number_of_a_faithful_record_is_called_wrong_and_few_are_queried() -> None:
    records = [corpus.read(name) for name in NAMES]
    messages = [
        (record.name, finding) for record in records for finding in measure.findings(record)
    ]
    assert [(name, finding.message) for name, finding in messages if finding.is_error] == []
    queried = [f for _, f in messages if f.severity == "warning" and measure.about_numbers(f)]
    count = sum(1 for record in records for _ in numbers.of(record))
    assert len(queried) <= FALSE_WARNINGS * count


@pytest.mark.slow
def test_of_a_few_changed_numbers_most_are_caught() -> None:
    few = total(score(name, share=0.02) for name in NAMES[::6])
    assert few.detected_with_witness_share >= CAUGHT_WITH_WITNESS - 0.1


@pytest.mark.generated
@pytest.mark.timeout(3000)
def test_of_a_quarter_of_all_changed_numbers_most_are_caught() -> None:
    changes = total(scores(NAMES, share=0.25))
    assert changes.false_errors == 0
    assert changes.false_warnings_share <= FALSE_WARNINGS
    assert changes.detected_with_witness_share >= CAUGHT_WITH_WITNESS
    assert changes.detected_share >= CAUGHT


@pytest.mark.generated
@pytest.mark.timeout(600)
def test_every_faithful_record_builds_for_delivery_with_every_check_on(tmp_path: Path) -> None:
    for folder in ("content/types", "content/lexicon", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in NAMES:
        branch = tmp_path / "content/branches" / name
        branch.mkdir(parents=True)
        for file, text in corpus.read(name).files.items():
            (branch / file).write_text(text, encoding="utf-8")
    ran = program.run("build", "--final", "--jobs", "1", "--quiet", folder=tmp_path)
    assert ran.code == 0, ran.console
    built = {path.parent.name for path in tmp_path.glob("output/*/*/*.docx")}
    assert built == set(NAMES)
