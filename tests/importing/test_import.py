"""Reading a document into a branch's year, and ticking off what somebody has looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from support.word_files import docx, paragraph

from reportgen.cli.main import main
from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.checks.lessons import check as check_lesson
from reportgen.content.imported import review_path, unreviewed
from reportgen.content.lessons import LessonSubject, load_lesson
from reportgen.importing.accepting import DraftPlace, accept, lesson_place
from reportgen.importing.importer import ImportResult, read_lesson, read_report, store
from reportgen.importing.review import read_review, review_text
from reportgen.workspace import MemoryWorkspace

DATA = Path(__file__).parent / "data"
FOLDER = "content/branches/shanghe"
PLACE = DraftPlace(f"{FOLDER}/2024.import.yaml", f"{FOLDER}/2024.yaml")
W1 = (DATA / "given" / "w1-styles.docx").read_bytes()
W5 = (DATA / "given" / "w5-tables-floats.docx").read_bytes()


def workspace(branch: str = "name: 示例县桃源镇上河村党支部\n") -> MemoryWorkspace:
    return MemoryWorkspace({f"{FOLDER}/branch.yaml": branch.encode()})


def record(files: MemoryWorkspace, name: str = "2024.yaml") -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(files.read(f"{FOLDER}/{name}"), Loader=yaml.BaseLoader)
    return value


def codes(result: ImportResult) -> list[str]:
    return [remark.code for remark in result.remarks]


@pytest.fixture(scope="module")
def imported() -> tuple[MemoryWorkspace, ImportResult]:
    files = workspace()
    header = "{#\nname: 年度总结\npurpose: 一年的总结\noutput: 总结\n#}\n<report></report>\n"
    files.write("templates/juli/documents/year.docx.j2", header.encode())
    result = read_report(files, "w1.docx", W1, "shanghe", theme="templates/juli")
    store(files, result)
    return files, result


def test_the_year_is_that_of_the_title(imported: tuple[MemoryWorkspace, ImportResult]) -> None:
    files, result = imported
    assert result.year == 2024
    assert record(files)["titles"] == {"年度总结": "示例县桃源镇上河村党支部\n2024年度工作总结"}


def test_a_draft_is_a_record_without_faults(imported: tuple[MemoryWorkspace, ImportResult]) -> None:
    files, _ = imported
    library = load_branch(files, "shanghe", load_branch_types(files))
    assert not [d for d in library.diagnostics if d.is_error]
    assert library.years["shanghe", 2024].unreviewed is not None


def test_pictures_are_stored_byte_for_byte(imported: tuple[MemoryWorkspace, ImportResult]) -> None:
    files, result = imported
    assert result.draft is not None
    (picture,) = result.draft.pictures
    assert files.read(f"{FOLDER}/{picture.file}") == picture.data
    assert picture.data.startswith(b"\xff\xd8")


def test_figures_are_no_part_of_the_record_before_they_are_accepted(
    imported: tuple[MemoryWorkspace, ImportResult],
) -> None:
    files, _ = imported
    assert "figures" not in record(files)


def test_a_record_that_exists_stays_as_it_is() -> None:
    files = workspace()
    files.write(f"{FOLDER}/2024.yaml", b"year: 2024\n")
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    assert files.read(f"{FOLDER}/2024.yaml") == b"year: 2024\n"
    assert result.record_path.endswith("2024.draft.yaml")
    assert len(record(files, "2024.draft.yaml")["chapters"]) == 3
    library = load_branch(files, "shanghe", load_branch_types(files))
    assert not [d for d in library.diagnostics if d.is_error]


def test_an_accepted_figure_stands_in_the_record_and_in_its_work() -> None:
    files = workspace()
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    assert result.review is not None
    figure = next(f for f in result.review.figures if f.value == "61次")
    accepted = accept(files, PLACE, [], {figure.id: ""})
    for path, data in accepted.files.items():
        files.write(path, data)
    assert record(files)["figures"] == {"直播": "61次"}
    assert record(files)["chapters"][0]["works"][1]["figures"] == ["直播"]
    review = read_review(files.read(f"{FOLDER}/2024.import.yaml"), "")
    assert next(f for f in review.figures if f.id == figure.id).status == "accepted"


def test_a_figure_of_a_work_that_is_gone_stands_in_the_record_alone() -> None:
    files = workspace()
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    files.write(f"{FOLDER}/2024.yaml", b"year: 2024\nchapters: []\nfigures: {a: 1\xe6\xac\xa1}\n")
    assert result.review is not None
    figure = next(f for f in result.review.figures if f.value == "61次")
    accepted = accept(files, PLACE, [], {figure.id: ""})
    for path, data in accepted.files.items():
        files.write(path, data)
    assert record(files) == {
        "year": "2024",
        "chapters": [],
        "figures": {"a": "1次", "直播": "61次"},
    }


def test_two_figures_do_not_get_one_name() -> None:
    files = workspace()
    store(files, read_report(files, "w1.docx", W1, "shanghe"))
    accepted = accept(files, PLACE, [], {"n1": "党员", "n2": "党员"})
    assert accepted.figures == 1
    assert [r.code for r in accepted.remarks] == ["word-figure"]


def test_nothing_waits_once_all_is_looked_at() -> None:
    files = workspace()
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    assert result.review is not None
    names = {f.id: f"数字{f.id}" for f in result.review.figures}
    accepted = accept(files, PLACE, None, names)
    for path, data in accepted.files.items():
        files.write(path, data)
    assert accepted.rest == 0
    assert unreviewed(files, review_path(FOLDER, 2024)) is None


def test_a_review_is_read_as_it_was_written(imported: tuple[MemoryWorkspace, ImportResult]) -> None:
    _, result = imported
    assert result.review is not None
    text = review_text(result.review)
    assert read_review(text.encode(), "") == result.review


def test_honours_and_problems_of_tables_have_their_fields() -> None:
    result = read_report(workspace("name: 示例市人民医院第三党支部\n"), "w5.docx", W5, "shanghe")
    assert result.draft is not None
    assert result.draft.record["problems"][0] == {
        "name": "科室轮班多，集中学习参学率只有84%",
        "measure": "分班次学、录播补学，月度公布参学率",
        "owner": "赵启明",
        "due": "2025年3月",
    }
    assert result.draft.record["honours"][1] == {
        "name": "先进基层党组织",
        "level": "市卫健委",
        "note": "2024.7",
    }


def test_what_a_person_says_in_a_text_box_is_a_quotation() -> None:
    result = read_report(workspace(), "w5.docx", W5, "shanghe")
    assert result.draft is not None
    works = [w for c in result.draft.record["chapters"] for w in c["works"]]
    quoted = [q for w in works for q in w.get("quotations", ())]
    assert quoted == [{"text": "教会一个人，就多一个救命的人。", "speaker": "党员张岚"}]


def test_a_document_of_another_branch_is_doubted() -> None:
    result = read_report(workspace("name: 别的支部\n"), "w1.docx", W1, "shanghe")
    assert result.is_read
    assert "word-unit" in codes(result)


def test_deleted_and_hidden_text_is_told_and_stays_out() -> None:
    data = (DATA / "hands" / "h03-village-tracked.docx").read_bytes()
    result = read_report(workspace(), "h03.docx", data, "shanghe")
    assert {"word-deleted", "word-hidden"} <= set(codes(result))


def test_a_letter_has_no_chapters_and_no_year() -> None:
    data = (DATA / "hands" / "h05-letter.docx").read_bytes()
    assert codes(read_report(workspace(), "h05.docx", data, "shanghe")) == ["word-year"]
    result = read_report(workspace(), "h05.docx", data, "shanghe", 2024)
    assert "word-no-chapters" in codes(result)


TYPES = {
    "content/types/fortress.yaml": "name: 堡垒型\nchapter: 把堡垒筑牢\n".encode(),
    "content/types/service.yaml": "name: 服务型\nchapter: 把服务做实\n".encode(),
}


def test_chapters_get_the_types_that_are_chosen_for_them() -> None:
    files = workspace("name: 上河村党支部\ntypes: [fortress, service]\n")
    files.files |= TYPES
    result = read_report(files, "w1.docx", W1, "shanghe", 0, {"二": "service"})
    assert result.draft is not None
    types = [c.get("type", "") for c in result.draft.record["chapters"]]
    assert types == ["", "服务型", ""]
    assert codes(result).count("word-unplaced") == 2


def test_a_type_that_does_not_exist_is_refused() -> None:
    result = read_report(workspace(), "w1.docx", W1, "shanghe", 0, {"二": "sevice"})
    assert not result.is_read
    assert codes(result) == ["unknown-type"]


@pytest.mark.parametrize("name", ["旧.doc", "旧.wps", "表.xlsx"])
def test_other_files_are_to_be_saved_as_docx(name: str) -> None:
    result = read_report(workspace(), name, b"x", "shanghe")
    assert codes(result) == ["word-file"]
    assert "另存为 .docx" in result.remarks[0].hints[0]


def test_figures_nobody_wants_are_dropped() -> None:
    files = workspace()
    store(files, read_report(files, "w1.docx", W1, "shanghe"))
    accepted = accept(files, PLACE, [], {}, {"n1", "n2"})
    review = read_review(accepted.files[f"{FOLDER}/2024.import.yaml"], "")
    assert [f.status for f in review.figures[:3]] == ["dropped", "dropped", "proposed"]


def test_figures_of_the_plan_are_told_from_those_of_the_year() -> None:
    result = read_report(workspace(), "w1.docx", W1, "shanghe")
    assert result.review is not None
    assert [f.value for f in result.review.figures if f.is_planned] == ["50万元"]


def test_a_new_branch_gets_the_name_that_the_document_says() -> None:
    files = MemoryWorkspace()
    refused = read_report(files, "w1.docx", W1, "shanghe")
    assert codes(refused) == ["unknown-branch"]
    assert "--new" in "".join(refused.remarks[0].hints)
    assert codes(read_report(files, "w1.docx", W1, "上河", creates=True)) == ["unknown-branch"]
    result = read_report(files, "w1.docx", W1, "shanghe", creates=True)
    store(files, result)
    assert files.read(f"{FOLDER}/branch.yaml").decode() == "name: 示例县桃源镇上河村党支部\n"
    library = load_branch(files, "shanghe", load_branch_types(files))
    assert not [d for d in library.diagnostics if d.is_error]


def test_a_new_branch_gets_what_a_table_of_facts_says_of_it() -> None:
    cells = (
        ("支部名称", "示例社区党支部", "书记", "周示例"),
        ("党员总数", "31名", "成立时间", "2001年"),
    )
    prose = (
        "一年来，支部把网格当支点，先后走访居民，化解矛盾，改造楼道，添置座椅，大家都说楼里亮堂了。"
        * 4
    )
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(text)}</w:tc>' for text in row)}</w:tr>"
        for row in (*cells, ("主要做法", prose), ("存在问题", prose))
    )
    title = paragraph(
        "示例社区党支部2024年工作总结", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>'
    )
    files = MemoryWorkspace()
    result = read_report(files, "表.docx", docx(f"{title}<w:tbl>{rows}</w:tbl>"), "x", creates=True)
    store(files, result)
    branch = yaml.safe_load(files.read("content/branches/x/branch.yaml"))
    assert branch == {"name": "示例社区党支部", "secretary": "周示例", "members": {"total": "31名"}}


def test_a_chapter_is_of_the_type_whose_indicators_it_names() -> None:
    files = workspace("name: 示例县桃源镇上河村党支部\ntypes: [service, safety]\n")
    for slug, name, figures in (
        ("service", "服务型", ("入户走访", "收集意见")),
        ("safety", "平安型", ("巡查", "隐患")),
    ):
        indicators = "".join(f"  - {{figure: {figure}}}\n" for figure in figures)
        text = f"name: {name}\nchapter: 以{name}为题\nindicators:\n{indicators}"
        files.write(f"content/types/{slug}.yaml", text.encode())
    result = read_report(files, "w1.docx", W1, "shanghe")
    assert result.draft is not None
    chapters = result.draft.record["chapters"]
    assert [(c["title"], c.get("type")) for c in chapters] == [
        ("把支部建在产业链上", None),
        ("把服务送到农户家", "服务型"),
        ("把账目晒在太阳下", None),
    ]


def test_a_misspelt_branch_is_asked_about_with_the_nearest_name() -> None:
    (fault,) = read_report(workspace(), "w1.docx", W1, "shange").remarks
    assert fault.hints[0] == "是不是 `shanghe`？"
    assert "--new" in fault.hints[1]


def test_a_draft_beside_a_record_is_no_doubt_about_the_record() -> None:
    files = workspace()
    files.write(f"{FOLDER}/2024.yaml", b"year: 2024\nopening: x\n")
    store(files, read_report(files, "w1.docx", W1, "shanghe"))
    library = load_branch(files, "shanghe", load_branch_types(files))
    assert library.years["shanghe", 2024].unreviewed is None


# ── Lessons ──

_BOLD = "<w:b/>"
OUTLINE = docx(
    paragraph("把巡查走实", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
    + paragraph("主讲人：支部书记周和　听众：全体网格员　课时：40分钟")
    + paragraph("教学目的：1.知道哪里最容易出事；2.会用“三看一问”。")
    + paragraph("导入（3分钟）", "", _BOLD)
    + paragraph("先请大家想一想，昨天走过的楼道里，哪一层堆着纸箱？")
    + paragraph("一、隐患就在身边（20分钟）", "", _BOLD)
    + paragraph("（一）楼道里的三样东西（8分钟）", "", _BOLD)
    + paragraph("1．纸箱：一点就着")
    + paragraph("2．飞线：雨天会漏电")
    + paragraph("去年冬天，三号楼的纸箱着过一次火，是夜班的网格员先看见的。")
    + paragraph("二、三看一问（10分钟）", "", _BOLD)
    + paragraph("一看通道，二看电线，三看阳台，问一句老人在不在家。")
    + paragraph("三、讨论（5分钟）", "", _BOLD)
    + paragraph("1．你的网格里哪一层最让你不放心？")
    + paragraph("四、小结", "", _BOLD)
    + paragraph("1．带着眼睛走")
)


@pytest.fixture(scope="module")
def lesson() -> dict[str, Any]:
    files = MemoryWorkspace()
    result = read_lesson(files, "提纲.docx", OUTLINE, "xuncha")
    assert result.is_read, result.remarks
    store(files, result)
    value: dict[str, Any] = yaml.load(
        files.read("content/lessons/xuncha.yaml"), Loader=yaml.BaseLoader
    )
    return value


def test_an_outline_says_who_speaks_to_whom_and_how_long(lesson: dict[str, Any]) -> None:
    assert lesson["speaker"] == "支部书记周和"
    assert lesson["audience"] == "全体网格员"
    assert lesson["minutes"] == "40"
    assert lesson["aims"] == ["知道哪里最容易出事", "会用“三看一问”"]
    assert lesson["opening"]["minutes"] == "3"


def test_chapters_of_an_outline_are_parts_with_their_minutes(lesson: dict[str, Any]) -> None:
    assert [(p["title"], p["minutes"]) for p in lesson["parts"]] == [
        ("隐患就在身边", "20"),
        ("三看一问", "10"),
    ]
    page = lesson["parts"][0]["pages"][0]
    assert page["points"] == [
        {"name": "纸箱", "text": "一点就着"},
        {"name": "飞线", "text": "雨天会漏电"},
    ]
    assert page["notes"].startswith("去年冬天")


def test_the_end_of_an_outline_is_discussion_and_summary(lesson: dict[str, Any]) -> None:
    assert lesson["discussion"]["questions"] == ["你的网格里哪一层最让你不放心？"]
    assert lesson["summary"]["points"] == [{"name": "带着眼睛走"}]


def test_what_an_outline_lacks_is_marked(lesson: dict[str, Any]) -> None:
    assert lesson["parts"][0]["aim"] == "【待补充】"
    assert lesson["closing"]["notes"] == "【待补充】"


def test_a_lesson_is_ticked_off_part_by_part() -> None:
    files = MemoryWorkspace()
    store(files, read_lesson(files, "提纲.docx", OUTLINE, "xuncha"))
    place = lesson_place("xuncha")
    before = read_review(files.read(place.review), place.review)
    assert ("parts", 0, "pages", 0) in before.open
    pages = [path for path in before.open if "pages" in path]
    accepted = accept(files, place, pages)
    assert accepted.parts == len(pages) == 2
    for path, data in accepted.files.items():
        files.write(path, data)
    assert accept(files, place).rest == 0


def test_a_lesson_that_nobody_looked_at_is_warned_of() -> None:
    files = MemoryWorkspace()
    store(files, read_lesson(files, "提纲.docx", OUTLINE, "xuncha"))
    subject = load_lesson(files, "xuncha", load_branch_types(files)).subject("lesson", "xuncha", 0)
    assert isinstance(subject, LessonSubject)
    assert subject.unreviewed is not None
    assert subject.unreviewed.counts["页"] == 2
    assert "word-review" in {fault.code for fault in check_lesson(subject)}


def test_the_review_of_a_lesson_has_the_commands_of_that_of_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "提纲.docx").write_bytes(OUTLINE)
    lesson = ["--lesson", "xuncha"]
    main(["import", "提纲.docx", *lesson])
    assert main(["import", "list", *lesson]) == 1
    assert "  页　parts" in capsys.readouterr().out
    assert main(["import", "accept", *lesson]) == 2
    assert "部分、页" in capsys.readouterr().err
    assert main(["import", "accept", "部分", "页", *lesson]) == 1
    assert "核对好 4 处" in capsys.readouterr().out
    assert main(["import", "drop", "n1", *lesson]) == 2
    assert "没有可以不收的" in capsys.readouterr().err
    assert main(["import", "accept", "全部", *lesson]) == 0
    assert main(["import", "list", "--lesson", "xunca"]) == 2
    assert "是不是 `xuncha`" in capsys.readouterr().err


def test_a_lesson_is_never_written_over() -> None:
    files = MemoryWorkspace({"content/lessons/xuncha.yaml": b"topic: x\n"})
    assert codes(read_lesson(files, "提纲.docx", OUTLINE, "xuncha")) == ["word-lesson"]


def test_an_outline_without_minutes_is_asked_for_them() -> None:
    outline = docx(paragraph("题目", '<w:jc w:val="center"/>') + paragraph("一句话。"))
    assert codes(read_lesson(MemoryWorkspace(), "提纲.docx", outline, "x")) == ["word-lesson"]
    assert read_lesson(MemoryWorkspace(), "提纲.docx", outline, "x", 8).is_read
