"""The guide to the content, docs/content.md: every example builds and makes what the page says.

The examples of one section are one small workspace. The first line of an example names its file in
a comment; what a section leaves out (branch.yaml, the year) comes from here. A block
```text 课件.pptx shows lines that the document whose name ends so must have.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import workspaces
from support.program import run
from support.reading import bare, slides_text, word_text
from support.xlsx_files import package, parts_of

from reportgen.content.loading import load

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
BRANCH = "content/branches/红星/branch.yaml"
RECORD = "content/branches/红星/2025.yaml"
_BLOCK = re.compile(r"(?ms)^```(\S+) ?([^\n]*)\n(.*?)^```$")
_PATH = re.compile(r"# ((?:content|templates)/[^\s（]+)")
_SHEET = (
    "<sheetData>"
    '<row><c t="inlineStr"><is><t>季度</t></is></c><c t="inlineStr"><is><t>收入</t></is></c></row>'
    '<row><c t="inlineStr"><is><t>一季度</t></is></c><c><v>960</v></c></row>'
    "</sheetData>"
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page: its files, and the lines that its documents must have."""

    title: str
    files: dict[str, str]
    outcomes: tuple[tuple[str, tuple[str, ...]], ...]


def sections() -> Iterator[Section]:
    """Yield the sections of the page that have examples."""
    for part in re.split(r"(?m)^## ", GUIDE)[1:]:
        files: dict[str, list[str]] = defaultdict(list)
        outcomes = []
        for language, words, text in _BLOCK.findall(part):
            if language == "text":
                outcomes.append((words, tuple(filter(None, text.splitlines()))))
            elif path := _PATH.match(text):
                # A template has no comment of this form, so its first line is left out.
                files[path[1]].append(text if language == "yaml" else text.split("\n", 1)[1])
        if files:
            joined = {path: "".join(texts) for path, texts in files.items()}
            yield Section(part.splitlines()[0], joined, tuple(outcomes))


SECTIONS = tuple(sections())
examples = pytest.mark.parametrize("section", SECTIONS, ids=[s.title for s in SECTIONS])


def plant(section: Section, folder: Path) -> None:
    """Write the workspace of a section, with a small file for each picture and table it names."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    files = {BRANCH: "name: 红星村党支部\n", RECORD: "opening: 一年来，支部办了几件实事。\n"}
    for path, text in {**files, **section.files}.items():
        year = re.fullmatch(r"content/branches/.+/(\d+)\.yaml", path)
        written = (
            f"year: {year[1]}\n{text}" if year and not re.search(r"(?m)^year:", text) else text
        )
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(written, encoding="utf-8")
        for name in re.findall(r"file: ([^\s,}]+)", text):
            there = file.parent / name
            there.parent.mkdir(parents=True, exist_ok=True)
            picture = ROOT / "docs" / "gallery" / "report.png"
            sheet = package(parts_of({"收支": _SHEET}))
            there.write_bytes(sheet if name.endswith(".xlsx") else picture.read_bytes())


def test_the_page_has_examples_and_mistakes() -> None:
    assert len(SECTIONS) >= 20
    assert len(MISTAKES) >= 10


def test_every_example_names_its_file() -> None:
    unnamed = [
        text for kind, _, text in _BLOCK.findall(GUIDE) if kind != "text" and not _PATH.match(text)
    ]
    assert unnamed == []


def test_every_example_is_short() -> None:
    long = [text for _, _, text in _BLOCK.findall(GUIDE) if text.count("\n") > 20]
    assert long == []


@examples
def test_the_examples_of_a_section_build_what_the_page_says(
    section: Section, tmp_path: Path
) -> None:
    plant(section, tmp_path)
    ran = run("build", "--format", "json", folder=tmp_path)
    faults = json.loads(ran.out)["diagnostics"]
    assert [fault["message"] for fault in faults if fault["severity"] == "error"] == []
    for ending, lines in section.outcomes:
        text = document(tmp_path / "output", ending)
        assert [line for line in lines if bare(line) not in text] == [], text


def document(output: Path, ending: str) -> str:
    """Return the text of the one document whose name ends so."""
    (file,) = output.rglob(f"*{ending}")
    read = slides_text if file.suffix == ".pptx" else word_text
    return bare(read(file.read_bytes()))


_MISTAKE = re.compile(r"(?m)^\| `(.+?)` \| `(.+?)` \| \S.+ \|$")
MISTAKES = [[text.replace("\\|", "|") for text in row] for row in _MISTAKE.findall(GUIDE)]


def errors(record: str) -> list[str]:
    """Return the errors of a record, which needs no more than a year."""
    written = record if record.startswith("year") else f"year: 2025\n{record}"
    workspace = workspaces.memory({BRANCH: "name: 红星村党支部\n", RECORD: f"{written}\n"})
    return [fault.message for fault in load(workspace).diagnostics if fault.is_error]


@pytest.mark.parametrize(("wrong", "right"), MISTAKES)
def test_a_mistake_is_told_and_what_the_page_writes_instead_is_right(
    wrong: str, right: str
) -> None:
    assert errors(wrong) != []
    assert errors(right) == []
