from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph
from pptx import Presentation

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from benchmarks import floor, straightforward  # noqa: E402 - the path comes first
from benchmarks.__main__ import program  # noqa: E402
from benchmarks.content import YEAR, generate  # noqa: E402
from reportgen.workspace import DiskWorkspace  # noqa: E402

BRANCH = "branch-00001"
JULI = ROOT / "templates" / "juli"
AGREE = 0.95


@pytest.fixture
def ours(tmp_path: Path) -> list[Path]:
    generate(tmp_path / "content", 1)
    return list(program(tmp_path)(BRANCH))[1:]


def test_the_straightforward_report_is_our_report(ours: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "theirs.docx"
    straightforward.report.make(year(tmp_path), JULI / "reference.docx", path)
    mine, other = docx.Document(str(ours[0])), docx.Document(str(path))
    join_continued_tables(mine)
    assert shared(paragraphs(mine), paragraphs(other)) >= AGREE
    for count in (
        "//w:tbl", "//pic:pic", "//w:drawing", "//w:instrText", "//w:vMerge", "//w:gridSpan",
        "//w:tblHeader", "//w:cantSplit", "//wp:docPr[@descr]",
    ):  # fmt: skip
        assert counted(mine, count) == counted(other, count) > 0, count
    for folder, most in (("charts", 2), ("embeddings", 2), ("media", 6)):
        assert held(mine, folder) == held(other, folder) == most, folder


def test_the_straightforward_deck_is_our_deck(ours: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "theirs.pptx"
    straightforward.deck.make(year(tmp_path), JULI / "deck.pptx", path)
    mine, other = Presentation(str(ours[1])), Presentation(str(path))
    assert [s.slide_layout.name for s in mine.slides] == [s.slide_layout.name for s in other.slides]
    for slide, same in zip(mine.slides, other.slides, strict=True):
        assert shared(slots(slide), slots(same)) >= AGREE, slide.slide_layout.name
        assert shared([notes(slide)], [notes(same)]) >= AGREE, slide.slide_layout.name
        for count in ("//p:sp", "//p:pic", "//p:graphicFrame", "//a:hlinkClick", "//*[@descr]"):
            assert counted(slide, count) == counted(same, count), (slide.slide_layout.name, count)
    assert sum(shape.has_chart for slide in other.slides for shape in slide.shapes) == 2


def test_the_straightforward_program_uses_nothing_of_ours() -> None:
    modules = sorted((ROOT / "benchmarks" / "straightforward").glob("*.py"))
    assert modules
    assert [m.name for m in modules if "reportgen" in m.read_text(encoding="utf-8")] == []


def test_the_floor_writes_the_whole_documents(ours: list[Path], tmp_path: Path) -> None:
    members = [floor.parts(path) for path in ours]
    workspace = DiskWorkspace({"output": tmp_path / "floor"})
    result = list(floor.make(workspace, "x", [floor.keep(m, m[::2]) for m in members]))
    files = [tmp_path / "floor" / path.removeprefix("output/") for path in result]
    assert [floor.parts(file) for file in files] == [floor.parts(path) for path in ours]


def year(place: Path) -> Any:
    return straightforward.load(place / "content", BRANCH, YEAR)


def shared(mine: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of the characters of our texts that stand in an equal text of theirs."""
    texts, result = Counter(mine), Counter(other)
    whole = sum(len(text) * count for text, count in texts.items())
    return sum(len(t) * min(n, result[t]) for t, n in texts.items()) / whole


def bare(text: str) -> str:
    return "".join(text.split())  # line ends are fitted, and not by the straightforward program


def paragraphs(document: Any) -> Iterator[str]:
    for element in document.element.body.iter("{*}p"):
        paragraph = Paragraph(element, document)
        yield f"{paragraph.style.name}：{bare(paragraph.text)}"
    for table in document.element.body.iter("{*}tbl"):
        yield str(Table(table, document).style.name)


def join_continued_tables(document: Any) -> None:
    """Put a table together that was divided where a page ends: page ends are not looked ahead for."""
    for rest in document.element.xpath("//w:tbl[preceding-sibling::*[1][contains(., '续表')]]"):
        caption = rest.getprevious()
        above = caption.getprevious()
        for row in rest.xpath("./w:tr[not(w:trPr/w:tblHeader)]"):
            above.append(row)
        for part in (rest, caption):
            part.getparent().remove(part)


def slots(slide: Any) -> Iterator[str]:
    for shape in slide.placeholders:
        text = shape.text_frame.text if shape.has_text_frame else ""
        yield f"{shape.placeholder_format.idx}：{bare(text)}"


def notes(slide: Any) -> str:
    return bare(slide.notes_slide.notes_text_frame.text)


def counted(part: Any, path: str) -> int:
    return len(part.element.xpath(path))


def held(document: Any, folder: str) -> int:
    names = (part.partname for part in document.part.package.iter_parts())
    return sum(name.startswith(f"/word/{folder}/") for name in names)
