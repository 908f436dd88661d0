"""A mark of something missing keeps a final document back, wherever in it the mark stands."""

from __future__ import annotations

import io
import random
import re
import zipfile
from functools import cache

import pytest
from support import documents, workspaces
from support import generated_records as generated

from reportgen.content.library import Subject
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Document, Report
from reportgen.theme.loading import Theme, load_theme
from reportgen.workspace import MemoryWorkspace
from reportgen.write.powerpoint import lower, write_deck
from reportgen.write.word import write_report

FOLDER = "content/branches/green"
BRANCH = "name: 青山村党支部\n"
RECORD = """\
year: 2025
opening: 一年来，我支部办了几件实事。
signed: 2026-01-05
none: [荣誉, 问题, 计划]
chapters:
  - title: 办实事
    works:
      - title: 修好村口的桥
        text: 修桥一座。
        tables: [用料]
        charts: [走访]
        pictures: [bridge]
tables:
  用料: {head: [料, 数], rows: [[石子, 3车]], unit: 车, note: 村里记账}
charts:
  走访: {data: {一组: 3户, 二组: 4户}, unit: 户, takeaway: 二组多走一户, note: 村里记账}
pictures:
  bridge: {file: hall.png, caption: 新桥, alt: 一座桥, credit: 张三}
"""
#: the place of a mark → a text of the record, and what stands there instead
PLACES = {
    "running text": ("修桥一座。", "修桥【待核实】座。"),
    "an opening": ("几件实事", "【待补充：几件】实事"),
    "a cell": ("3车", "【待补充】"),
    "a head of a table": ("[料, 数]", "[料, 【待定】]"),
    "a title of a table": ("{head:", "{title: 用料【待核实】, head:"),
    "a note below a table": ("unit: 车, note: 村里记账", "unit: 车, note: 【待补充：出处】"),
    "a unit of a table": ("unit: 车", "unit: 【待定】"),
    "a title of a chart": ("{data:", "{title: 走访（待核实）, data:"),
    "a label of a chart": ("二组: 4户", "【待补充：组名】: 4户"),
    "a unit of a chart": ("unit: 户", "unit: 【待定】"),
    "a lesson of a chart": ("二组多走一户", "【待补充：结论】"),
    "a note below a chart": ("一户, note: 村里记账", "一户, note: 【待补充：出处】"),
    "a caption": ("新桥", "新桥【待核实】"),
    "an alternative text": ("一座桥", "【待补充】"),
    "a credit": ("张三", "【待补充：供图人】"),
    "a title of a chapter": ("title: 办实事", "title: 办【待定】事"),
    "a title of a work": ("修好村口的桥", "修好〔待核实〕的桥"),
    "a title of the document": ("year: 2025", "year: 2025\ntitles: {annual-report: 【待补充】总结}"),
    "notes of a slide": ("        tables:", "        slide: {notes: 【待补充：怎么讲】}\n        tables:"),
    "a date": ("signed: 2026-01-05\n", ""),
}  # fmt: skip


def subject(record: str, branch: str = BRANCH) -> Subject:
    files = {
        f"{FOLDER}/branch.yaml": branch.encode(),
        f"{FOLDER}/2025.yaml": record.encode(),
        f"{FOLDER}/hall.png": workspaces.base()["content/branches/red/images/hall.png"],
    }
    library = load(MemoryWorkspace(files))
    assert [d for d in library.diagnostics if d.is_error] == []
    return library.subjects("branch")[0]


def open_facts(year: Subject) -> set[tuple[str, bool]]:
    """Return the kinds of document that miss a fact, and whether they are made."""
    results = {kind: documents.composed(kind, year) for kind in ("annual-report", "annual-deck")}
    return {
        (kind, result.document is not None)
        for kind, result in results.items()
        if any(d.code == "pending-fact" for d in result.diagnostics)
    }


def test_a_record_with_nothing_missing_is_final() -> None:
    assert open_facts(subject(f"{RECORD}final: 2026-01-06\n")) == set()


@pytest.mark.parametrize("place", PLACES)
def test_a_final_document_has_no_mark_in(place: str) -> None:
    old, new = PLACES[place]
    assert RECORD.count(old) == 1
    record = RECORD.replace(old, new)
    draft = open_facts(subject(record))
    assert draft
    assert all(is_made for _, is_made in draft)
    final = open_facts(subject(f"{record}final: 2026-01-06\n"))
    assert final == {(kind, False) for kind, _ in draft}


@pytest.mark.parametrize(
    ("parts_of_slide", "kinds"),
    [
        ("points: [{name: 桥, text: 能走车}], notes: 桥修好了。", {"annual-report"}),
        ("points: [{name: 桥, text: 能走车}]", {"annual-report", "annual-deck"}),
    ],
)
def test_a_mark_in_a_text_keeps_the_deck_back_only_where_its_slide_or_speech_has_it(
    parts_of_slide: str, kinds: set[str]
) -> None:
    text = f"修桥【待核实】座。\n        slide: {{{parts_of_slide}}}"
    assert open_facts(subject(RECORD.replace("修桥一座。", text))) == {(k, True) for k in kinds}


def test_the_name_of_a_file_is_looked_at_as_well() -> None:
    year = subject(f"{RECORD}final: 2026-01-06\n", f"{BRANCH}short: 青山【待核实】支部\n")
    assert ("annual-report", False) in open_facts(year)


@pytest.mark.parametrize(
    "text", ["接待来访3次（待遇不变）。", "【待客之道】是一课。", "待补的课已补。"]
)
def test_ordinary_words_are_no_marks(text: str) -> None:
    record = RECORD.replace("修桥一座。", text)
    assert open_facts(subject(f"{record}final: 2026-01-06\n")) == set()


#: parts of a file that are those of its template
TEMPLATE = (
    "ppt/slideLayouts/",
    "ppt/slideMasters/",
    "ppt/notesMasters/",
    "ppt/theme/",
    "word/theme/",
)


@cache
def supplied() -> Theme:
    return load_theme(documents.SUPPLIED, documents.FOLDER)


def parts(document: Document | None) -> str:
    """Return the XML of a written document, its charts, notes and properties with it."""
    theme = supplied()
    hall = workspaces.base()["content/branches/red/images/hall.png"]
    if isinstance(document, Report):
        data = write_report(document, theme.word(), lambda _: hall).data
    else:
        assert isinstance(document, Deck)
        data = write_deck(lower(document, theme.deck()), theme.deck(), lambda _: hall).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        written = (name for name in package.namelist() if not name.startswith(TEMPLATE))
        names = [name for name in written if name.endswith(".xml")]
        return "".join(package.read(name).decode() for name in names)


def test_a_mark_is_shaded_in_reports_and_decks_as_it_was_written() -> None:
    text = "修桥（待核实）座，用工【待补充：数】个。"
    record = f"year: 2025\nchapters: [{{title: 办实事, works: [{{title: 修桥, text: {text}}}]}}]\n"
    deck = parts(documents.composed("annual-deck", subject(record)).document)
    report = parts(documents.composed("annual-report", subject(record)).document)
    for mark in ("（待核实）", "【待补充：数】"):
        assert re.search(rf"<a:highlight>.{{0,200}}<a:t>{mark}</a:t>", deck)
        assert re.search(rf'<w:rStyle w:val="Pending"/>.{{0,200}}{mark}', report)


def marked_year(seed: int) -> Subject | None:
    """Return a generated year with a mark for some words of its record; None where that breaks it."""
    files = generated.branch_files(seed, 0.3)
    text = files[generated.RECORD].decode()
    words = [match.start() for match in re.finditer("示例", text)]
    for at in sorted(random.Random(seed).sample(words, min(3, len(words))), reverse=True):
        text = f"{text[:at]}【待核实】{text[at + 2 :]}"
    library = load(generated.workspace({**files, generated.RECORD: text.encode()}))
    years = library.subjects("branch")
    return years[0] if years and not any(d.is_error for d in library.diagnostics) else None


def agree(seeds: range) -> int:
    """Fail if a document shows a mark without reporting it; return how many documents show one."""
    showing = 0
    for seed in seeds:
        year = marked_year(seed)
        for kind in documents.kinds() if year else ():
            if year and documents.applies(kind, year):
                result = documents.composed(kind, year)
                shows = "待核实" in re.sub("<[^>]*>", "", parts(result.document))
                assert any("待核实" in d.message for d in result.diagnostics) == shows, (seed, kind)
                showing += shows
    return showing


def test_every_document_that_shows_a_mark_tells_of_it() -> None:
    assert agree(range(3, 4)) > 0


@pytest.mark.generated
def test_no_mark_in_generated_records_is_overlooked() -> None:
    assert agree(range(4, 100)) > 60
