"""A record gives its documents their own titles, and leaves slides out by their titles."""

from __future__ import annotations

from support import composing, documents, workspaces

from reportgen.build.plan import plan
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import by_id, find_kinds
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Prose, Report, Slide, Topic
from reportgen.document.walk import plain_text
from reportgen.workspace import MemoryWorkspace

THEME = "templates/juli"
TITLE = "让“放心水”流进每一户——净水厂党支部二〇二五年度党建工作情况的报告"
BRANCH = "name: 净水厂党支部\n"
RECORD = """\
year: 2022
opening: 一年来，支部守着水厂。
chapters:
  - title: 水质
    works: [{title: 化验台上, text: 每两小时验一次。数写在本上。}]
  - title: 管网
    works: [{title: 抢修不过夜, text: 全年抢修86次。先出发再通知。}]
"""
SUPPLIED = {
    f"{THEME}/{path.relative_to(workspaces.THEME).as_posix()}": path.read_text("utf-8")
    for folder in ("documents", "macros")
    for path in sorted((workspaces.THEME / folder).glob("*.j2"))
}


def year(record: str, branch: str = BRANCH) -> tuple[MemoryWorkspace, Library, Composer]:
    files = {"content/branches/red/branch.yaml": branch, "content/branches/red/2022.yaml": record}
    workspace = workspaces.memory({**SUPPLIED, **files})
    library = load(workspace)
    assert not [d for d in library.diagnostics if d.is_error], library.diagnostics
    names = {kind.id: str(kind.header.name) for kind in find_kinds(workspace, THEME)[0]}
    return workspace, library, Composer(THEME, workspace.read, kind_names=names)


def report(record: str) -> Report:
    result = _document(record, "annual-report")
    assert isinstance(result, Report)
    return result


def deck(record: str) -> Deck:
    result = _document(record, "annual-deck")
    assert isinstance(result, Deck)
    return result


def _document(record: str, kind: str) -> object:
    workspace, library, composer = year(record)
    chosen = by_id(find_kinds(workspace, THEME)[0])[kind]
    return composing.document_of(composer.compose(chosen, library.years["red", 2022], kind))


def names(record: str, branch: str = BRANCH) -> list[str]:
    workspace, library, composer = year(record, branch)
    kinds = by_id(find_kinds(workspace, THEME)[0])
    subject = library.years["red", 2022]
    return [composer.name(kinds[kind], subject) for kind in ("annual-report", "annual-deck")]


def text(slide: Slide | Topic, slot: str) -> str:
    value = slide.slots.get(slot)
    lines = value.paragraphs if isinstance(value, Prose) else ()
    return "".join(plain_text(line, line_break="/") for line in lines)


def titles(made: Deck) -> list[str]:
    return [text(slide, "title") for slide in made.slides]


def test_a_title_is_given_by_the_id_of_the_kind_or_by_its_chinese_name() -> None:
    for name in ("annual-report", "年度党建工作总结"):
        result = report(f"{RECORD}titles: {{{name}: {TITLE}}}\n")
        assert plain_text(result.title) == TITLE
    assert plain_text(report(RECORD).title) == "净水厂党支部2022年度党建工作总结"


def test_a_title_of_several_lines_keeps_them_on_the_cover() -> None:
    own = "titles:\n  annual-deck: |-\n    让“放心水”\n    流进每一户\n"
    cover = deck(RECORD + own).slides[0]
    assert (text(cover, "title"), text(cover, "subtitle")) == (
        "让“放心水”/流进每一户",
        "2022年度工作总结",
    )
    plain = deck(RECORD).slides[0]
    assert (text(plain, "title"), text(plain, "subtitle")) == ("2022年度/工作总结", "净水厂党支部")


def test_documents_are_named_after_their_titles_where_the_branch_wants_it() -> None:
    own = f"{RECORD}titles: {{annual-report: {TITLE}}}\n"
    assert names(own) == [
        "净水厂党支部2022年度党建工作总结.docx", "净水厂党支部2022年度工作总结课件.pptx",
    ]  # fmt: skip
    assert names(own, f"{BRANCH}file_names: title\n") == [
        f"{TITLE}.docx", "净水厂党支部2022年度工作总结课件.pptx",
    ]  # fmt: skip


def test_a_title_for_a_kind_that_is_not_there_is_told_with_what_there_is() -> None:
    workspace, library, composer = year(f"{RECORD}titles: {{annual-raport: 题}}\n")
    _, faults = plan(library, find_kinds(workspace, THEME)[0], composer)
    (fault,) = [fault for fault in faults if fault.code == "unknown-title"]
    assert (fault.code, fault.hints) == ("unknown-title", ("是不是 `annual-report`？",))
    assert fault.span
    assert fault.span.line == 8


def test_slides_are_left_out_by_their_titles_and_nothing_leads_to_them() -> None:
    whole, shorter = deck(RECORD), deck(f"{RECORD}hide_slides: [抢修不过夜, 管网]\n")
    assert [t for t in titles(whole) if t not in titles(shorter)] == ["管网", "抢修不过夜"]
    ids = {slide.id for slide in shorter.slides if slide.id}
    assert {link for slide in documents.slides_of(shorter) for link in slide.links if link} <= ids


def test_a_branch_without_a_frame_says_nothing_of_types_and_powers() -> None:
    result = deck(RECORD)
    made_slides = documents.slides_of(result)
    assert [s.layout for s in made_slides if s.layout == "convergence"] == []
    words = [text(slide, name) for slide in made_slides for name in slide.slots]
    words += [plain_text(n) for s in result.slides for n in s.notes]
    words += [plain_text(b.content) for b in report(RECORD).blocks if hasattr(b, "content")]
    assert not [w for w in words if "型" in w or "聚力" in w or "党旗" in w]
