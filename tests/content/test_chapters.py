"""The chapters of a year: her own, with or without a type, then those of types that have none."""

from __future__ import annotations

from typing import Any

from support import workspaces

from reportgen.content.branch_year import BranchYear
from reportgen.content.debriefing import debriefing_of
from reportgen.content.loading import load

BRANCH = "content/branches/red/branch.yaml"
YEAR = "content/branches/red/2022.yaml"
HEAD = "year: 2022\n"


def entry(record: str, branch: str = "name: 红旗村党支部\n", **more: str) -> BranchYear:
    files: dict[str, Any] = {BRANCH: branch, YEAR: HEAD + record, **more}
    library = load(workspaces.memory(files))
    assert not [d for d in library.diagnostics if d.is_error], library.diagnostics
    return library.years["red", 2022]


def codes(record: str, branch: str = "name: 红旗村党支部\n") -> list[str]:
    library = load(workspaces.memory({BRANCH: branch, YEAR: HEAD + record}))
    return [d.code for d in library.diagnostics if d.is_error]


def test_a_branch_without_types_has_the_chapters_it_writes() -> None:
    year = entry("chapters:\n  - title: 把车开稳\n  - {title: 把人送到, lead: 早去午回。}\n")
    assert [(c.number, c.title, c.lead, c.type) for c in year.chapters] == [
        (1, "把车开稳", "", None), (2, "把人送到", "早去午回。", None),
    ]  # fmt: skip
    assert year.types == ()


def test_a_chapter_names_its_type_by_id_or_by_name_and_takes_what_it_does_not_say() -> None:
    for reference in ("learning", "学习型"):
        chapter = entry(f"chapters: [{{type: {reference}}}]\n").chapters[0]
        assert chapter.title == "以学习型支部为出发点"
        assert chapter.name == "学习型"
        assert chapter.lead == "学在前、用在先。"
    own = entry("chapters: [{type: 学习型, title: 学在田头, lead: 先学。}]\n").chapters[0]
    assert (own.title, own.lead) == ("学在田头", "先学。")


def test_a_type_of_the_branch_without_a_chapter_gets_one_at_the_end() -> None:
    branch = "name: 红旗村党支部\ntypes: [学习型]\n"
    titles = [c.title for c in entry("chapters: [{title: 三件实事}]\n", branch).chapters]
    assert titles == ["三件实事", "以学习型支部为出发点"]


def test_a_type_needs_a_name_and_a_chapter_title_alone() -> None:
    files = {"content/types/政治功能强.yaml": "name: 政治功能强\nchapter: 突出政治功能\n"}
    chapter = entry("chapters: [{type: 政治功能强}]\n", **files).chapters[0]
    assert (chapter.title, chapter.lead) == ("突出政治功能", "")


def test_a_chapter_without_title_and_type_and_a_title_written_twice_are_faults() -> None:
    assert codes("chapters: [{lead: 引言}]\n") == ["missing-key"]
    assert codes("chapters: [{title: 一}, {title: 一}]\n") == ["repeated-title"]
    works = "chapters: [{title: 一, works: [{title: 甲}, {title: 甲}]}]\n"
    assert codes(works) == ["repeated-title"]


def test_figures_honours_and_tasks_name_a_chapter_by_its_title_or_type() -> None:
    record = "chapters: [{title: 把车开稳}]\nhonours: [{name: 先进, level: 县级, chapter: %s}]\n"
    assert codes(record % "把车开稳") == []
    assert codes(record % "把人送到") == ["unknown-chapter"]


def test_entries_named_in_chinese_take_their_names_as_titles() -> None:
    year = entry("methods: {六个一: {}}\ncharts: {抢修次数: {data: {一月: 3次}}}\n")
    assert year.record.methods["六个一"].name == "六个一"
    assert year.record.charts["抢修次数"].title == "抢修次数"
    assert codes("methods: {six: {}}\n") == ["missing-key"]


def test_a_remark_stands_on_every_part_and_in_no_document() -> None:
    year = entry(
        "remark: 51 是初稿\nchapters:\n  - title: 一\n    remark: 待核\n"
        "    works: [{title: 甲, remark: 去重后 46, text: 正文。}]\n"
    )
    assert year.record.chapters[0].works[0].remark == "去重后 46"


def test_what_a_type_wants_is_no_duty_that_the_secretary_did() -> None:
    branch = "name: 红旗村党支部\ntypes: [学习型]\n"
    year = entry("debriefing: {}\nchapters: [{title: 三件实事, lead: 修了三段路。}]\n", branch)
    debriefing = debriefing_of(year.record, year.chapters)
    assert debriefing
    assert [duty.title for duty in debriefing.duties] == ["三件实事"]
