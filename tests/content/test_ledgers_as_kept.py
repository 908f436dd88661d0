"""Ledgers as branches keep them: files of several hands, and what each should give."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from reportgen.content.log.ledger import read_ledger
from reportgen.content.model import Event, Ledger
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.workspace import MemoryWorkspace

LEDGERS = Path(__file__).parent / "ledgers"
FOLDER = "content/branches/red"


def read(name: str, data: bytes = b"") -> tuple[tuple[Event, ...], tuple[Diagnostic, ...]]:
    data = data or (LEDGERS / name).read_bytes()
    workspace = MemoryWorkspace({f"{FOLDER}/{name}": data})
    return read_ledger(workspace, FOLDER, Ledger.model_validate({"file": name}), 2025)


def book(**sheets: list[list[Any]]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def rows(events: tuple[Event, ...]) -> list[tuple[Any, ...]]:
    return [(e.date.short, *e.kinds, e.title, e.due, e.present) for e in events]


DAYS = [
    ("1月10日", "主题党日", "学习党章", 27, 26),
    ("2月14日", "党课", "书记讲党课", 27, 25),
    ("3月14日", "主题党日", "志愿服务", 27, 24),
]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01-zhdate31.xlsx", DAYS),
        ("07-two-level-header.xlsx", DAYS),
        ("17-sheet-per-month.xlsx", DAYS),
        (
            "06-merged-rows.xlsx",
            [
                DAYS[0],
                ("1月10日", "党课", "书记讲党课", 27, 25),
                DAYS[2],
                ("4月14日", "主题党日", "清明祭扫", 27, 24),
            ],
        ),
        ("08-hidden-first.xlsx", DAYS),
        ("20-x000d.xlsx", [("1月10日", "主题党日", "学习党章重温誓词", 27, 26)]),
        ("24-error-unused-col.xlsx", DAYS),
        ("15-footer-rows.xlsx", DAYS),
        ("11-strict.xlsx", DAYS),
    ],
)
def test_a_ledger_gives_its_events_and_nothing_is_wrong(
    name: str, expected: list[tuple[Any, ...]]
) -> None:
    events, diagnostics = read(name)
    assert rows(events) == expected
    assert {d.code for d in diagnostics} <= {"ledger-left"}


def test_a_sheet_a_month_with_two_rows_of_titles_and_merged_dates() -> None:
    events, diagnostics = read("e3-ledger-monthly.xlsx")
    assert [(*row, e.place, e.hours) for row, e in zip(rows(events), events, strict=True)] == [
        ("1月7日", "支委会", "研究全年计划", 5, 5, "会议室", 1),
        ("1月10日", "主题党日", "学习党章", 27, 26, "活动室", 2.5),
        ("1月10日", "党课", "书记讲党课", 27, 26, "活动室", 1),
        ("2月11日", "支委会", "走访安排", 5, 5, "会议室", 1),
        ("3月5日", "志愿服务", "学雷锋", 28, 18, "广场", None),
        ("3月14日", "主题党日", "党课", "中央八项规定精神专题", 28, 27, "活动室", 2),
    ]
    (line,) = diagnostics
    assert line.severity is Severity.ADVICE
    assert line.message == (
        "e3-ledger-monthly.xlsx：读了 3 张工作表 6 次活动；没有读：合计行 3 行，签名、说明行 6 行；填了的：学时 5"
    )


def test_an_old_file_of_wps_is_read() -> None:
    pytest.importorskip("python_calamine")
    events, diagnostics = read("e4-ledger-old.et")
    assert rows(events) == [
        ("4月8日", "主题党日", "清明祭扫烈士墓", None, 26),
        ("5月9日", "党课", "书记讲：一把楼道钥匙", None, 27),
        ("7月1日", "支部党员大会", "主题党日", "重温入党誓词", None, 28),
    ]
    assert [d.code for d in diagnostics] == ["ledger-left"]


TITLES = [
    "序号",
    "会议时间",
    "组织生活形式",
    "会议议题",
    "应到会（（人））",
    "参加人数",
    "时长",
    "天气",
]


def test_titles_and_values_as_people_write_them() -> None:
    events, diagnostics = read(
        "台账.xlsx",
        book(
            全年=[
                TITLES,
                [1, "2025.1.17", "支委会", "研究计划", 5, 5, "60分钟", "晴"],
                [2, "二〇二五年二月十四日", "党课", "讲党课", 27, "26人", "2个半小时", None],
                [3, "20250305", "主题党日", "学雷锋", 27, "全体", "半天", None],
                [4, "4月19日 14:30", "主题党日", "植树", None, "26/27", "１.５学时", None],
                TITLES,
                [5, "同上", "党课", "树下党课", None, "应到27人，实到25人", None, None],
                ["小 计", None, None, None, 86, 80, None, None],
            ]
        ),
    )
    assert rows(events) == [
        ("1月17日", "支委会", "研究计划", 5, 5),
        ("二〇二五年二月十四日", "党课", "讲党课", 27, 26),
        ("3月5日", "主题党日", "学雷锋", 27, 27),
        ("4月19日", "主题党日", "植树", 27, 26),
        ("4月19日", "党课", "树下党课", 27, 25),
    ]
    assert [e.hours for e in events] == [1, 2.5, 4, 1.5, None]
    (line,) = diagnostics
    for words in (
        "合计行 1 行",
        "重复的标题行 1 行",
        "列“天气”",
        "“半天”按 4 学时计（第4行）",
        "“同上”照上一行",
    ):
        assert words in line.message


def test_a_bad_cell_costs_its_row_or_itself_and_no_more() -> None:
    events, diagnostics = read(
        "台账.xlsx",
        book(
            一=[
                ["日期", "类别", "主题", "实到"],
                ["2025-13-01", "党课", "讲课", 5],
                ["2025-01-07", "党课", "听课", "好多人"],
                ["2025-01-08", "党课", "评课", 6],
            ]
        ),
    )
    assert rows(events) == [
        ("1月7日", "党课", "听课", None, None),
        ("1月8日", "党课", "评课", None, 6),
    ]
    cells = [d for d in diagnostics if d.code == "ledger-cell"]
    assert [(d.message, d.severity) for d in cells] == [
        ("台账.xlsx 一!A2“日期”：没有“2025-13-01”这一天", Severity.WARNING),
        ("台账.xlsx 一!D3“实到”：应为人数，这里是“好多人”", Severity.WARNING),
    ]


def test_sheets_without_events_are_named() -> None:
    events, diagnostics = read(
        "台账.xlsx",
        book(
            上半年=[["日期", "类别", "主题"], [datetime.date(2025, 1, 7), "党课", "讲课"]],
            党员名册=[["姓名", "性别"], ["周和", "男"]],
            下半年=[["日期", "类别", "主题"], [datetime.date(2025, 7, 1), "党课", "再讲"]],
        ),
    )
    assert [e.title for e in events] == ["讲课", "再讲"]
    assert events[0].title.span != events[1].title.span  # type: ignore[attr-defined]
    assert "工作表“党员名册”" in diagnostics[0].message


def test_a_sheet_named_by_a_kind_needs_no_column_of_kinds() -> None:
    events, diagnostics = read(
        "台账.xlsx",
        book(
            支委会=[["会议时间", "会议议题", "应到", "实到"], ["1月7日", "研究计划", 5, 5]],
            党课记录=[["日期", "题目", "主讲人"], ["一月份"], ["1月9日", "讲党课", "周和"]],
            通讯录=[["姓名", "电话"], ["周和", "0000"]],
        ),
    )
    assert rows(events) == [
        ("1月7日", "支委会", "研究计划", 5, 5),
        ("1月9日", "党课", "讲党课", None, None),
    ]
    assert "工作表“通讯录”" in diagnostics[0].message


def moment(month: int, day: int, hour: int = 0) -> datetime.datetime:
    return datetime.datetime(2025, month, day, hour)  # noqa: DTZ001 - workbooks hold local time


#: ledgers of several trades: the sheets, and what each event should give
HANDS: dict[str, tuple[dict[str, list[list[Any]]], list[tuple[Any, ...]]]] = {
    "机修车间": (
        {
            "台账": [
                ["机修党支部2025年度“三会一课”登记台账（示例）"],
                ["编制单位：机修党支部", None, None, None, "制表：李示例"],
                [
                    "序号",
                    "开展时间",
                    "组织生活类型",
                    "主要内容",
                    "应到（人）",
                    "实到（人）",
                    "学习时长（小时）",
                    "出勤率",
                ],
                [1, moment(1, 8, 15), "支委会", "研究年度计划", 5, 5, 1, "100%"],
                [2, moment(1, 15), "主题党日", "设备隐患大排查", 32, 30, 2, "94%"],
                ["制表：李示例  审核：王示例"],
            ]
        },
        [
            ("1月8日", "支委会", "研究年度计划", 5, 5),
            ("1月15日", "主题党日", "设备隐患大排查", 32, 30),
        ],
    ),
    "学校": (
        {
            "2025春": [
                ["周次", "日期", "内容", "形式", "地点", "到会情况"],
                ["第1周", "2月17日", "开学第一课", "党课", "会议室", "应到18人，实到17人"],
                ["第3周", "3月3日", "师德师风", "集中学习", None, "18/18"],
            ],
            "2025秋": [
                ["周次", "日期", "内容", "形式", "地点", "到会情况"],
                ["第2周", "9月8日", "教师节座谈", "主题党日", "礼堂", "全体"],
            ],
        },
        [
            ("2月17日", "党课", "开学第一课", 18, 17),
            ("3月3日", "集中学习", "师德师风", 18, 18),
            ("9月8日", "主题党日", "教师节座谈", None, None),
        ],
    ),
    "医院": (
        {
            "党员大会": [["时间", "议题", "应到", "实到"], ["2025-03-28", "发展党员", 41, 38]],
            "党小组会": [
                ["时间", "议题", "应到", "实到"],
                ["2025-03-12", "第一党小组学习", 11, 11],
                ["合  计", None, 11, 11],
            ],
        },
        [
            ("3月28日", "支部党员大会", "发展党员", 41, 38),
            ("3月12日", "党小组会", "第一党小组学习", 11, 11),
        ],
    ),
    "社区": (
        {
            "记录": [
                ["月份", "日期", "活动名称", "活动类别", "参加人数"],
                ["1月"],
                [None, "1月6日", "写春联", "志愿服务", 14],
                ["2月"],
                [None, "2月12日", "元宵游园", "志愿服务", 20],
                ["小计", None, None, None, 34],
            ]
        },
        [("1月6日", "志愿服务", "写春联", None, 14), ("2月12日", "志愿服务", "元宵游园", None, 20)],
    ),
    "物流": (
        {
            "Export": [
                ["activity_id", "活动日期", "活动类型", "活动标题", "签到人数", "应签到人数"],
                ["A001", "2025-05-09", "党课", "安全一课", 22, 25],
            ]
        },
        [("5月9日", "党课", "安全一课", 25, 22)],
    ),
}


@pytest.mark.parametrize("trade", HANDS)
def test_ledgers_of_other_hands(trade: str) -> None:
    sheets, expected = HANDS[trade]
    events, diagnostics = read("台账.xlsx", book(**sheets))
    assert rows(events) == expected
    assert {d.code for d in diagnostics} <= {"ledger-left"}
