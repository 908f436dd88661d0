"""A form as somebody fills it in who has never seen one: each mistake is told with its cell and what to do."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from support.form_manners import COLLEGE, workspace

from reportgen.intake.exchange import ReadFile, ReturnedFile, read_one, send, store
from reportgen.intake.remarks import Remark, Weight
from reportgen.workspace import MemoryWorkspace

#: cell of a sheet → what somebody wrote there
FIGURES: dict[str, Any] = {
    "F5": "很多次", "F6": "=12+3", "F7": "约", "H5": "重要", "B6": "专业服务出校外",
    "C9": "流动党小组", "F9": 3,  # an inserted row of which the unit is not said
    "C10": "红色讲堂", "D10": "讲", "F10": -3,
    "C11": "走访", "D11": "户", "F11": "12、13",
    "C12": "结对", "D12": "对", "F12": datetime.date(2025, 3, 5),
    "C13": "签到", "D13": "次", "F13": True,
    "C14": "到课", "D14": "次", "F14": "95%",
}  # fmt: skip
EVENTS: list[dict[str, Any]] = [
    {"date": "2月30日", "kinds": "党课", "title": "讲党史"},
    {"date": "3月5日", "kinds": "主提党日", "title": "学雷锋", "due": 20, "present": 26},
    {"date": "3月6日", "kinds": "党课", "title": "讲图纸", "due": 20, "present": "全体"},
    {"date": "同上", "kinds": "党课", "title": "又一课"},
    {"date": "2024年5月5日", "kinds": "党课", "title": "去年的"},
    {"kinds": "党课", "title": "没有日期"},
    {"date": "6月1日", "kinds": "党课"},
    {"date": "6月2日", "title": "没有类别"},
    {"date": "6月3日", "kinds": "党课", "title": "长课", "hours": 90},
    {"date": "6月4日", "kinds": "支委会", "title": "定人选", "votes": "赞成5票，其中委托1票"},
    {"date": "6月5日", "kinds": "党课", "title": "合影", "picture": "合影.jpg"},
    {"date": "6月6日", "kinds": "党课", "title": "不要的", "act": "删除"},
]  # fmt: skip
#: place → code of the remark there, and a word of what to do
EXPECTED = {
    "数据!F5": ("intake-value", "有数请写数"), "数据!F6": ("intake-formula", "按 F9"), "数据!F7": ("intake-value", "请写成数"),
    "数据!H5": ("intake-value", "只写“是”"), "数据!B6": ("intake-type", "可选"), "数据!D9": ("intake-unit", "没有写单位"),
    "数据!F10": ("intake-value", "不能小于 0"), "数据!F11": ("intake-value", "概数请写"), "数据!F12": ("intake-value", "变成日期"),
    "数据!F13": ("intake-value", "请写成数"), "数据!F14": ("intake-unit", "请改“单位”一格"),
    "6 活动!B5": ("intake-date", "没有“2月30日”"), "6 活动!C6": ("intake-value", "是不是“主题党日”"),
    "6 活动!G6": ("intake-people", "写反了"), "6 活动!G7": ("intake-value", "应是整数"), "6 活动!B8": ("intake-date", "请写出日期"),
    "6 活动!B9": ("intake-date", "不在2025年"), "6 活动!B10": ("intake-date", "没有写日期"), "6 活动!B11": ("intake-label", "主题"),
    "6 活动!C12": ("intake-label", "补上类别"), "6 活动!H13": ("intake-value", "是不是分钟"), "6 活动!T14": ("intake-value", "一件一行"),
    "6 活动!K15": ("intake-picture", "没有“合影.jpg”"), "6 活动!M16": ("intake-left", "没有读"),
    "1 基本情况!C5": ("intake-left", "灰格"), "1 基本情况!C10": ("intake-people", "请核对"), "1 基本情况!C16": ("intake-date", "哪一天"),
    "8 问题": ("intake-form", "要改的请补上"), "2 班子成员!C6": ("intake-label", "没有写职务"),
}  # fmt: skip


@pytest.fixture(scope="module")
def read() -> tuple[MemoryWorkspace, ReadFile]:
    files = workspace()
    (sent,) = send(files, "county", 2025, [COLLEGE])
    book = load_workbook(io.BytesIO(sent.data))
    figures = book["3 数字"]
    for place, value in FIGURES.items():
        figures[place] = value
    figures.title = "数据"
    events = book["6 活动"]
    columns = {events.cell(3, c).value: c for c in range(2, events.max_column + 1)}
    for number, line in enumerate(EVENTS, 5):
        for code, value in line.items():
            events.cell(number, columns[code]).value = value
    events.merge_cells("C9:C11")
    basics = book["1 基本情况"]
    for place, value in {
        "C5": "土木学院支部", "C9": "周 启 航", "C10": 60, "C11": "50", "C12": "二", "C13": "三个", "C16": "明年1月",
    }.items():  # fmt: skip
        basics[place] = value
    book["8 问题"].delete_cols(4)  # 原因
    book["2 班子成员"]["B6"] = "林示例"
    target = io.BytesIO()
    book.save(target)
    result = read_one(files, ReturnedFile("填好的.xlsx", target.getvalue()))
    assert result.fault is None
    return files, result


def remark_at(result: ReadFile, place: str) -> Remark:
    return next(r for r in result.remarks if r.place == place and r.code != "intake-empty")


@pytest.mark.parametrize("place", EXPECTED)
def test_each_mistake_is_told_with_its_cell_and_what_to_do(
    read: tuple[MemoryWorkspace, ReadFile], place: str
) -> None:
    code, remedy = EXPECTED[place]
    remark = remark_at(read[1], place)
    assert remark.code == code
    assert remedy in remark.message


def test_nothing_else_is_a_fault(read: tuple[MemoryWorkspace, ReadFile]) -> None:
    faults = {r.place for r in read[1].remarks if r.weight in (Weight.FAULT, Weight.DECISION)}
    assert faults <= set(EXPECTED)


def test_what_is_sound_is_read_in_spite_of_the_mistakes(
    read: tuple[MemoryWorkspace, ReadFile],
) -> None:
    files, result = read
    store(files, result)
    branch = files.read(f"content/branches/{COLLEGE}/branch.yaml").decode()
    assert "secretary: 周启航" in branch
    assert "groups: 3" in branch
    record = files.read(f"content/branches/{COLLEGE}/2025.yaml").decode()
    assert "title: 长课" in record
    assert "同上" not in record
    assert "不要的" not in record
