"""Write forms and a ledger as three other units fill them in; `PYTHONPATH=tests python -m support.form_manners`.

What each should give stands in the .key.yaml beside it, which was written before the rules that read it.
"""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from support.ledger_hands import FORMS, LEDGERS, saved_by_libreoffice
from xlsxwriter import Workbook as NewWorkbook

from reportgen.intake.exchange import send
from reportgen.workspace import MemoryWorkspace

HEALTH, COLLEGE = "shahe-health", "civil-students"
_FILES = {
    "content/committees/county.yaml": f"name: 示例县直属机关党委\nyears: [2025]\nbranches: [{HEALTH}, {COLLEGE}]\n",
    f"content/branches/{HEALTH}/branch.yaml": "name: 示例县沙河镇卫生院党支部\nshort: 沙河卫生院党支部\nsecretary: 高明玉\n",
    f"content/branches/{HEALTH}/2024.yaml": """year: 2024
figures:
  签约家庭医生: 10980户
  上门随访: 4,010人次
  到会率: 71%
  夜诊: 1,870人次
  处方点评: 5,600张
  义诊: 12场
problems:
  - name: 年轻医生留不住
    measure: 建周转宿舍
""",
    f"content/branches/{HEALTH}/2025.yaml": """year: 2025
chapters:
  - title: 把诊室搬到炕头
    lead: 全年签约到户。
    works:
      - title: 家庭医生不只签个名
        text: 党员包户随访。
""",
    f"content/branches/{COLLEGE}/branch.yaml": "name: 示例大学土木学院学生第二党支部\nshort: 学生第二党支部\nsecretary: 周启航\n",
    f"content/branches/{COLLEGE}/2025.yaml": """year: 2025
chapters:
  - title: 专业服务出校门
    works:
      - title: 给老桥看病
        text: 检测乡村老桥。
figures:
  检测老桥: 27座
  开设讲堂: 38讲
  结业工友: 410名
problems:
  - name: 组织生活线上多
    measure: 建流动党小组
""",
}


def workspace() -> MemoryWorkspace:
    """Return the content that the forms are sent from."""
    return MemoryWorkspace({path: text.encode() for path, text in _FILES.items()})


def _form(slug: str) -> Workbook:
    (sent,) = send(workspace(), "county", 2025, [slug])
    assert not sent.faults
    book: Workbook = load_workbook(io.BytesIO(sent.data))
    return book


def _bytes(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _row_of(sheet: Worksheet, label: str, column: int) -> int:
    return next(r for r in range(5, sheet.max_row + 1) if sheet.cell(r, column).value == label)


def health_centre() -> bytes:
    """A form with full-width digits, renamed sheets, columns that were moved, and a meeting written out."""
    book = _form(HEALTH)
    figures = book["3 数字"]
    for label, value in {
        "签约家庭医生": "１１，４６０", "上门随访": "４２１８人次", "夜诊": "近2000", "处方点评": "6000张左右",
        "义诊": "12+3",
    }.items():  # fmt: skip
        figures.cell(_row_of(figures, label, 3), 6).value = value
    rate = figures.cell(_row_of(figures, "到会率", 3), 6)
    rate.value, rate.number_format = 0.784, "0.0%"
    figures.cell(_row_of(figures, "到会率", 3), 4).value = "%"
    events = book["6 活动"]
    events.title = "活动记录（卫生院）"
    # The columns 地点 and 主题 changed places, their codes with them.
    for row in range(3, 30):
        title, place = events.cell(row, 4), events.cell(row, 5)
        title.value, place.value = place.value, title.value
    columns = {str(events.cell(3, c).value): c for c in range(2, 30) if events.cell(3, c).value}
    lines: list[dict[str, Any]] = [
        {"date": "２０２５年３月５日", "kinds": "党课", "title": "一张处方里的责任", "due": 21, "present": 20, "hours": 1.5, "speaker": "高明玉"},
        {"date": "2025.6.27", "kinds": "支部党员大会", "title": "讨论接收预备党员", "due": "21人", "present": "19人", "chair": "高 明 玉",
         "absent": "李示例：出诊\n王示例：外出进修，会后补课", "agenda": "①介绍人介绍\n②讨论\n③表决",
         "votes": "接收赵示例为预备党员：应到会有表决权21人，实到19人，同意19票，举手表决", "decisions": "同意接收赵示例为预备党员"},
        {"date": datetime.datetime.combine(datetime.date(2025, 7, 1), datetime.time(8, 30)), "kinds": "主题党日，志愿服务", "title": "夜诊义诊进广场", "place": "镇广场", "due": 21, "present": 21},
        {"date": "2025年2月30日", "kinds": "支委会", "title": "研究轮训", "due": 5, "present": 5},
        {"date": "９月", "kinds": "支委会", "title": "研究周转宿舍", "due": 5, "present": "全体"},
    ]  # fmt: skip
    for number, line in enumerate(lines, 5):
        for code, value in line.items():
            events.cell(number, columns[code]).value = value
    events.cell(7, columns["date"]).number_format = "yyyy/m/d h:mm"
    followups = book["9 上年整改"]
    followups["C5"] = "正在整改"
    followups["E5"] = "周转宿舍已经开工，建成4间。"
    return saved_by_libreoffice(_bytes(book))


def power_supply() -> bytes:
    """A ledger: a sheet a quarter, heads with units below, dates as numbers, sums between, a head repeated."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    heads = [
        "序号",
        "日期",
        "会议（活动）类型",
        "会议（活动）内容",
        "应到/实到",
        "时长",
        "主持",
        "备注",
    ]
    units = [None, None, None, None, "人", "分钟", None, None]
    quarters: dict[str, list[list[Any]]] = {
        "一季度": [
            [1, 20250112, "支委会（扩大）", "研究全年学习计划", "17/16", 90, "陈刚", None],
            [2, "2025年2月18日至19日", "主题党日", "抗冰保电现场学", "17/15", "2小时", "陈刚", "在杆塔下开的"],
            ["小计", None, None, None, None, 210, None, None],
        ],
        "二季度": [
            [3, datetime.date(2025, 4, 9), "党小组会", "讨论巡线分工", "6/6", 45, "何示例", None],
            ["序号", "日期", "会议（活动）类型", "会议（活动）内容", "应到/实到", "时长", "主持", "备注"],
            [4, "2025/5/7", "党课", "一盏应急灯", "应到17，实到14", 60, "陈刚", "#REF!"],
            [5, "2024-06-30", "支部党员大会", "半年总结", "17/17", 90, "陈刚", "补录上年"],
            [6, "六月底", "主题党日", "敬老院查线路", "17/13", 120, "陈刚", None],
        ],
        "三季度": [
            [7, "2025-7-31", "支部党员大会", "选举支部委员", "17/17", 90, "陈刚", None],
            [8, "八月", "志愿服务", "迎峰度夏送清凉", "全体", 180, None, None],
            ["审核：刘示例", None, None, None, None, "2025年9月30日", None, None],
        ],
    }  # fmt: skip
    for name, rows in quarters.items():
        sheet = book.create_sheet(name)
        sheet.append([f"城区供电所党支部组织生活台账（{name}）"])
        sheet.merge_cells("A1:H1")
        sheet.append(heads)
        sheet.append(units)
        for row in rows:
            sheet.append(row)
    book["二季度"]["D4"].comment = Comment("分工表另附", "何示例")
    book["二季度"]["B4"].number_format = '[$-804]yyyy"年"m"月"d"日";@'
    return _bytes(book)


def college() -> bytes:
    """A form copied into a new file by values, with sums typed as formulas, one cell over two rows, a rate."""
    target = io.BytesIO()
    book = NewWorkbook(target, {"constant_memory": True, "in_memory": True})
    date = book.add_format({"num_format": '[DBNum1][$-804]yyyy"年"m"月"d"日"'})
    percent = book.add_format({"num_format": "0%"})
    basics = book.add_worksheet("基本情况")
    for row, line in enumerate(
        (("项目", "填写"), ("支部全称", "示例大学土木学院学生第二党支部"), ("党员总数", "46名"), ("其中：正式党员", 27),
         ("其中：预备党员", "19人"), ("成文日期", "二〇二五年十二月三十日"))
    ):  # fmt: skip
        basics.write_row(row, 0, line)
    figures = book.add_worksheet("数字（土木二支）")
    figures.write_row(0, 0, ("学生第二党支部2025年数字",))
    figures.write_row(1, 0, ("序号", "名称", "单位", "2024年", "2025年", "注释"))
    figures.write_row(2, 0, (1, "检测老桥", "座", 20))
    figures.write_formula(2, 4, "=20+7", None, 27)
    figures.write_row(3, 0, (2, "开设讲堂", "讲", 30))
    figures.write_formula(3, 4, "=E9*2", None, "")
    figures.write_row(4, 0, (3, "结业工友", "名", 380, "410余名"))
    figures.write_row(5, 0, (4, "发展党员", "名", 12, "15人"))
    figures.write_row(6, 0, (5, "读书会到会率", "%", None))
    figures.write(6, 4, 0.92, percent)
    figures.write_row(7, 0, (6, "流动党小组", None, None, 3))
    figures.write_row(8, 0, ("合计", None, None, None, 999))
    events = book.add_worksheet("活动")
    events.write_row(
        0,
        0,
        (
            "日期",
            "类别",
            "主题",
            "地点",
            "应到",
            "实到",
            "学时",
            "主讲人",
            "会议议程",
            "表决情况",
            "签到表",
        ),
    )
    events.write_datetime(
        1, 0, datetime.datetime.combine(datetime.date(2025, 4, 12), datetime.time()), date
    )
    events.write_row(
        1, 1, ("党课", "讲图纸里的担当", "一教201", 46, 44, "2学时", "周启航", None, None, "有")
    )
    events.write_row(
        2,
        0,
        (
            "5月20日",
            "支部党员大会",
            "讨论转正",
            "一教201",
            46,
            48,
            None,
            None,
            "1、本人汇报\n2、表决",
            "转正：赞成44，反对0，弃权2",
        ),
    )
    events.write_row(3, 0, ("13月1日", "支委会", "研究名单", None, 5, 5))
    problems = book.add_worksheet("8.问题")
    problems.write_row(0, 0, ("问题", "表现", "整改措施", "责任人", "时限"))
    problems.write_row(
        1, 0, ("组织生活线上多", "外出实习多", "建流动党小组", "周启航", "2026年6月")
    )
    problems.write_row(2, 0, ("读书会发言少", "总是那几个人", None, "林示例", "2026.3"))
    book.close()
    return target.getvalue()


#: where each is stored, and what writes it
FILES = {
    FORMS / "g6-health-centre.xlsx": health_centre,
    LEDGERS / "g7-power-supply.xlsx": power_supply,
    FORMS / "g8-college.xlsx": college,
}


def main() -> None:
    """Write every file anew."""
    for path, write in FILES.items():
        Path(path).write_bytes(write())


if __name__ == "__main__":
    main()
