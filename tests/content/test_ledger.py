from __future__ import annotations

import csv
import datetime
import io
import runpy
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from support import xlsx_files

from reportgen.content.log import sheets
from reportgen.content.log.ledger import read_ledger
from reportgen.content.model import Event, Ledger
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span
from reportgen.workspace import DiskWorkspace, MemoryWorkspace

ROOT = Path(__file__).parents[2]
FOLDER = "content/branches/red"


def workbook(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, other in sheets.items():
        sheet = book.create_sheet(name)
        for row in other:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(
    data: bytes, name: str = "台账.xlsx", **ledger: Any
) -> tuple[tuple[Event, ...], list[Diagnostic]]:
    workspace = MemoryWorkspace({f"{FOLDER}/{name}": data})
    spec = Ledger.model_validate({"file": name, **ledger})
    events, faults = read_ledger(workspace, FOLDER, spec, 2022)
    return events, [fault for fault in faults if fault.code != "ledger-left"]


TITLES = ["序号", "活动时间", "活动类型", "活动主题", "应到人数", "实到（人）", "学时", "是否重点"]


def test_a_ledger_is_read_as_branches_keep_it() -> None:
    events, faults = read(
        workbook(
            ["2022年组织生活台账"], [], TITLES,
            [1, datetime.date(2022, 1, 7), "支委会", "研究计划", 5, 5, None, None],
            [2, "2月14日（周一）", "主题党日、党课", "承诺践诺\n认领岗位", "27", "25人", "2.5学时", "√"],
            [3, "2022年3月5日", "主题党日+志愿服务", "学雷锋", "—", 8.0, "/", "否"],
            [4, None, None, None, None, None, None, None],
            ["合计", None, None, 3, 32, None, None, None],
        )
    )  # fmt: skip
    assert faults == []
    assert [e.date.day for e in events] == [
        datetime.date(2022, m, d) for m, d in ((1, 7), (2, 14), (3, 5))
    ]
    assert [e.kinds for e in events] == [
        ("支委会",),
        ("主题党日", "党课"),
        ("主题党日", "志愿服务"),
    ]
    assert [(e.due, e.present, e.hours) for e in events] == [
        (5, 5, None),
        (27, 25, 2.5),
        (None, 8, None),
    ]
    assert [e.highlight for e in events] == [False, True, False]
    assert events[1].title == "承诺践诺认领岗位"


def test_characters_that_nobody_sees_are_no_part_of_a_cell() -> None:
    events, faults = read(
        workbook(["日期\u200b", "类别", "主题"], ["3月5日\u202c", "主题\u200b党日", "学\ufeff雷锋"])
    )
    assert faults == []
    assert [(event.kinds, event.title) for event in events] == [(("主题党日",), "学雷锋")]


def test_votes_and_speeches_stand_in_columns_of_their_own() -> None:
    titles = ["日期", "类别", "主题", "缺席情况", "发言摘要", "表决事项", "赞成票", "反对", "弃权"]
    spoken = "周示例：同意接收；建议公示\n吴示例：同意"
    (event,), faults = read(
        workbook(
            titles,
            ["6月27日", "党员大会", "讨论接收", "赵示例：出差；钱示例：住院", spoken,
             "接收\n任务清单", "26\n27票", "1\n0", "0\n0"],
        )
    )  # fmt: skip
    assert faults == []
    assert event.absent == ("赵示例：出差", "钱示例：住院")
    assert [(s.speaker, s.text) for s in event.speeches] == [
        ("周示例", "同意接收；建议公示"),
        ("吴示例", "同意"),
    ]
    assert [(v.matter, v.agree, v.against) for v in event.votes] == [
        ("接收", 26, 1),
        ("任务清单", 27, 0),
    ]


def test_columns_of_votes_have_a_line_for_each_matter() -> None:
    titles = ["日期", "类别", "主题", "表决事项", "赞成"]
    events, faults = read(workbook(titles, ["6月27日", "党员大会", "讨论", "接收\n清单", 26]))
    assert [event.votes for event in events] == [()]
    assert [fault.message for fault in faults] == [
        "台账.xlsx Sheet!E2“赞成”：有1行，别的表决列有2行；表决几件事项，各列都一件一行"
    ]


def test_an_event_knows_its_row_and_column() -> None:
    events, _ = read(workbook(["表"], TITLES, [1, "1月7日", "支委会", "研究计划"]))
    assert events[0].title.span == Span(f"{FOLDER}/台账.xlsx", 3, 4)  # type: ignore[attr-defined]


def test_a_mapping_names_columns_of_any_title() -> None:
    data = workbook(
        ["哪天", "干啥", "叫啥", "议定"], ["1月7日", "支委会", "研究计划", "第一条\n第二条；第三条"]
    )
    columns = {"date": "哪天", "kinds": "干啥", "title": "叫啥", "decisions": "议定"}
    events, faults = read(data, columns=columns)
    assert faults == []
    assert events[0].decisions == ("第一条", "第二条", "第三条")


def test_a_sheet_is_chosen_by_name() -> None:
    data = workbook(["封面"], 党课=[["日期", "类别", "主题"], ["1月7日", "党课", "讲课"]])
    assert [e.title for e in read(data, sheet="党课")[0]] == ["讲课"]
    (fault,) = read(data, sheet="党科")[1]
    assert fault.code == "ledger-sheet"
    assert "党课" in fault.hints[0]


def test_dates_in_a_ledger_are_written_as_people_write_them() -> None:
    written = [
        "2022.1.17", "二〇二二年二月十四日", "20220305", "4月", "5月上旬", "6—7月", "七一前后",
        "8/12", "第三季度", "中秋",
    ]  # fmt: skip
    events, faults = read(workbook(["日期", "类别", "主题"], *([d, "党课", d] for d in written)))
    assert faults == []
    assert [e.date.short for e in events] == [
        "1月17日", "二〇二二年二月十四日", "3月5日", "4月", "5月上旬", "6—7月", "七一前后",
        "8月12日", "第三季度", "中秋",
    ]  # fmt: skip
    assert [e.date.month for e in events] == [1, 2, 3, 4, 5, 6, 7, 8, None, None]
    assert {e.date.text.span.line for e in events} == set(range(2, 12))  # type: ignore[attr-defined]


ROW = ["日期", "类别", "主题", "应到", "学时"]


@pytest.mark.parametrize(
    ("cells", "title", "what"),
    [
        (["2022-13-01", "党课", "讲课", 1, 1], "日期", "没有"),
        (["2月30日", "党课", "讲课", 1, 1], "日期", "没有"),
        ([45567, "党课", "讲课", 1, 1], "日期", "不是日期"),
        ([None, "党课", "讲课", 1, 1], "日期", "没有填写"),
        (["1月7日", None, "讲课", 1, 1], "类别", "没有填写"),
        (["1月7日", "党课", "—", 1, 1], "主题", "没有填写"),
        (["1月7日", "党课", "讲课", "二十", 1], "应到", "应为人数"),
        (["1月7日", "党课", "讲课", -3, 1], "应到", "应为人数"),
        (["1月7日", "党课", "讲课", 1, "半个月"], "学时", "应为学时数"),
        (["1月7日", "党课", "#REF!", 1, 1], "主题", "公式出错"),
    ],
)
def test_a_faulty_cell_is_reported_with_file_row_and_title(
    cells: list[Any], title: str, what: str
) -> None:
    _, faults = read(workbook(ROW, ["1月1日", "党课", "好的", 1, 1], cells))
    (fault,) = faults
    assert fault.message.startswith("台账.xlsx Sheet!")
    assert f"3“{title}" in fault.message
    assert what in fault.message
    assert title in fault.message
    assert fault.span
    assert fault.span.line == 3


def test_all_faults_of_all_rows_are_reported() -> None:
    _, faults = read(workbook(ROW, ["13月", "党课", None, "y", 1], ["1月1日", None, "讲课", 1, 1]))
    assert len(faults) == 4


HEADER = (
    "<row><c t='inlineStr'><is><t>日期</t></is></c><c t='inlineStr'><is><t>类别</t></is></c>"
    "<c t='inlineStr'><is><t>主题</t></is></c><c t='inlineStr'><is><t>辅助</t></is></c></row>"
)


def written(text: str) -> str:
    return f"<c t='inlineStr'><is><t>{text}</t></is></c>"


def entry(date: str, title: str = "讲课", more: str = "") -> str:
    return f"<row>{date}{written('党课')}{written(title)}{more}</row>"


@pytest.mark.parametrize("number_format", [31, 58, 14, "[$-804]yyyy年m月d日;@", "yyyy.mm.dd"])
def test_dates_are_read_in_the_formats_of_chinese_excel(number_format: int | str) -> None:
    rows = HEADER + entry('<c s="1"><v>44571</v></c>')
    events, faults = read(xlsx_files.one_sheet(rows, formats=[number_format]))
    assert faults == []
    assert [e.date.day for e in events] == [datetime.date(2022, 1, 10)]


def test_a_date_that_lost_its_format_is_known_by_the_year_of_the_ledger() -> None:
    events, faults = read(workbook(ROW, [44571, "党课", "讲课", 1, 1]))
    assert faults == []
    assert events[0].date.day == datetime.date(2022, 1, 10)


def test_an_escaped_line_end_is_not_part_of_a_title() -> None:
    events, _ = read(
        xlsx_files.one_sheet(HEADER + entry(written("1月7日"), "学习党章_x000D_\n重温誓词"))
    )
    assert events[0].title == "学习党章重温誓词"


def test_an_error_in_a_column_nobody_reads_does_no_harm() -> None:
    rows = HEADER + entry(written("1月7日"), more='<c t="e"><f>NA()</f><v>#N/A</v></c>')
    events, faults = read(xlsx_files.one_sheet(rows))
    assert faults == []
    assert len(events) == 1


def test_a_formula_without_a_result_is_reported() -> None:
    _, faults = read(xlsx_files.one_sheet(HEADER + entry("<c><f>TODAY()</f></c>")))
    assert [d.message for d in faults] == [
        "台账.xlsx 表!A2“日期”：公式还没有算出结果，请在表里按 F9 后保存，或直接写上内容"
    ]


def test_a_merged_date_counts_for_each_row_it_covers() -> None:
    rows = (
        HEADER
        + entry(written("1月7日"), "上午")
        + entry("<c/>", "下午")
        + '<row r="5"><c s="1"/></row>'
    )
    parts = xlsx_files.parts_of(
        {"台账": f"<sheetData>{rows}</sheetData><mergeCells><mergeCell ref='A2:A9'/></mergeCells>"}
    )
    events, faults = read(xlsx_files.package(parts))
    assert faults == []
    assert [(e.title, e.date.short) for e in events] == [("上午", "1月7日"), ("下午", "1月7日")]


@pytest.mark.parametrize("strict", [False, True])
def test_the_first_sheet_people_see_is_the_ledger(strict: bool) -> None:
    sheets = {
        "字典": "<sheetData><row><c><v>1</v></c></row></sheetData>",
        "台账": f"<sheetData>{HEADER}{entry(written('1月7日'))}</sheetData>",
    }
    parts = xlsx_files.parts_of(sheets, states={"字典": "hidden"}, strict=strict)
    events, faults = read(xlsx_files.package(parts))
    assert faults == []
    assert [e.title for e in events] == ["讲课"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_excel_writes(encoding: str, separator: str) -> None:
    rows = [
        ["日期", "类别", "主题"],
        ["2022-01-07", "支委会", "研究计划"],
        ["1月8日", "党课", "讲课"],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    events, faults = read(text.encode(encoding), "台账.csv")
    assert faults == []
    assert [e.title for e in events] == ["研究计划", "讲课"]


def test_a_quoted_csv_cell_may_hold_lines_and_rows_keep_their_numbers() -> None:
    text = '日期,类别,主题\n1月7日,党课,"讲课\n上半场"\n1月8日,党课,\n'
    events, faults = read(text.encode(), "台账.csv")
    assert events[0].title == "讲课上半场"
    assert faults[0].message == "台账.csv 第4行“主题”：没有填写"


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MAX_UNPACKED + 1))
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "台账.csv", "empty-ledger"),
        (b"\xd0\xcf\x11\xe0rest", "台账.xls", "ledger-format"),
        (b"PK\x03\x04broken", "台账.xlsx", "ledger-format"),
        (b"plain text", "台账.xlsx", "ledger-format"),
        (b"\xff\xfe\x00\xd8", "台账.csv", "ledger-encoding"),
        (b"\x81\x00\xff", "台账.csv", "ledger-encoding"),
        (b"x" * (sheets.MAX_BYTES + 1), "台账.csv", "too-large"),
        (b"a,b\n" * (sheets.MAX_ROWS + 1), "台账.csv", "too-large"),
        ("日期,主题\n1月7日,讲课".encode(), "台账.csv", "ledger-column"),
    ],
)
def test_a_file_that_is_no_ledger_is_a_fault(data: bytes, name: str, code: str) -> None:
    events, faults = read(data, name)
    assert events == ()
    assert [d.code for d in faults] == [code]


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    assert [d.code for d in read(bomb())[1]] == ["too-large"]


@pytest.mark.parametrize("file", ["../../../secret.xlsx", "/etc/passwd", "C:/x.xlsx"])
def test_a_ledger_stays_within_the_content_folder(file: str) -> None:
    spec = Ledger.model_validate({"file": file})
    _, faults = read_ledger(MemoryWorkspace({}), FOLDER, spec, 2022)
    assert [d.code for d in faults] == ["outside-workspace"]


def test_the_sample_ledger_is_a_real_workbook_with_events_of_two_kinds() -> None:
    workspace = DiskWorkspace({"content": ROOT / "content"})
    spec = Ledger.model_validate({"file": "2025台账.xlsx"})
    events, faults = read_ledger(workspace, "content/branches/example-community", spec, 2025)
    assert faults == ()
    assert len(events) >= 40
    assert sum(len(e.kinds) > 1 for e in events) >= 3


def test_the_sample_ledger_has_the_cells_that_its_tool_writes() -> None:
    tool = runpy.run_path(str(ROOT / "tools/make_sample_ledger.py"))
    with tool["ROWS"].open(encoding="utf-8", newline="") as file:
        written = load_workbook(io.BytesIO(tool["ledger"](list(csv.reader(file)))))
    stored = load_workbook(tool["LEDGER"])
    assert list(written.active.values) == list(stored.active.values)
