"""Write ledgers and forms as other people keep and fill them in; `PYTHONPATH=tests python -m support.ledger_hands`.

What each should give stands in the tests that read it; LibreOffice saves those that ask for it.
"""

from __future__ import annotations

import datetime
import io
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet
from support.intake_content import workspace_of

from reportgen.intake.exchange import send

SLUGS = ("example-community", "hefeng-school", "hefeng-village", "hefeng-works")
LEDGERS = Path(__file__).parents[1] / "content" / "ledgers"
FORMS = Path(__file__).parents[1] / "intake" / "data"


def _bytes(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def saved_by_libreoffice(data: bytes, ending: str = "xlsx") -> bytes:
    """Return a workbook as LibreOffice saves it, in its own format where `ending` says so."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.xlsx"
        path.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending, "--outdir", f"{folder}/out", str(path)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (Path(folder) / "out" / f"in.{ending}").read_bytes()


def _fill(sheet: Worksheet, rows: Iterable[Iterable[Any]]) -> None:
    thin = Side(style="thin")
    for row in rows:
        sheet.append(list(row))
    for line in sheet.iter_rows():
        for cell in line:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(horizontal="center", wrap_text=True)


def register() -> bytes:
    """A register with a title over it, two rows of heads, days of the week, and remarks below."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "三会一课登记"
    _fill(
        sheet,
        [
            ["2025年度组织生活登记表"],
            ["支部名称：示例市粮油公司党支部", None, None, None, None, None, "单位：人、小时"],
            ["序号", "开展时间", "活动类型", "活动内容", "参加情况", None, "学时", "主讲人"],
            [None, None, None, None, "应到人数", "实到人数", None, None],
            [
                1,
                "2025年1月8日（星期三）",
                "支部党员大会",
                "总结上年工作，通过今年计划",
                19,
                19,
                2,
                None,
            ],
            [2, "2025年2月19日（星期三）", "主题党日", "看望退休老党员", 19, 17, "1.5", None],
            [3, "2025年3月5日（星期三）", "党课", "一粒粮食里的责任", 19, 18, 1, "周正"],
            ["合计", None, None, None, 57, 54, 4.5, None],
            ["备注：因病请假的均已补课。"],
        ],
    )
    for area in ("A1:H1", "E3:F3", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "G3:G4", "H3:H4", "A9:H9"):
        sheet.merge_cells(area)
    sheet["A1"].font = Font(name="黑体", size=18, bold=True)
    return saved_by_libreoffice(_bytes(book))


def halves() -> bytes:
    """A sheet for each half year with true dates, a sheet of sums with formulas, and a hidden one."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "上半年"
    heads = ["日期", "会议类别", "议题", "地点", "主持人", "应到", "实到", "缺席及原因"]
    _fill(
        first,
        [
            heads,
            [datetime.date(2025, 1, 15), "支委会", "讨论春节慰问", "会议室", "林静", 5, 5, None],
            [
                datetime.date(2025, 4, 22),
                "支部党员大会",
                "接收预备党员",
                "活动室",
                "林静",
                31,
                29,
                "王立：住院\n赵青：外出培训",
            ],
        ],
    )
    second = book.create_sheet("下半年")
    _fill(
        second,
        [
            heads,
            [
                datetime.date(2025, 7, 1),
                "主题党日",
                "重温入党誓词",
                "烈士陵园",
                "林静",
                31,
                31,
                None,
            ],
            [
                datetime.date(2025, 10, 16),
                "党小组会",
                "讨论学习计划",
                "二车间",
                "何山",
                9,
                8,
                "孙强：倒班",
            ],
            ["合 计", None, None, None, None, "=SUM(F2:F3)", "=SUM(G2:G3)", None],
        ],
    )
    sums = book.create_sheet("统计")
    _fill(sums, [["项目", "次数"], ["支委会", "=COUNTIF(上半年!B:B,A2)"]])
    hidden = book.create_sheet("代码表")
    _fill(hidden, [["类别", "代码"], ["支委会", "01"]])
    hidden.sheet_state = "hidden"
    for sheet in (first, second):
        for row in range(2, 5):
            sheet.cell(row, 1).number_format = 'yyyy"年"m"月"d"日"'
    return saved_by_libreoffice(_bytes(book))


def open_document() -> bytes:
    """A ledger in the format of LibreOffice itself, with loose dates and figures in one cell."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "2025"
    _fill(
        sheet,
        [
            ["时间", "类型", "主要内容", "到会情况"],
            ["3月", "志愿服务", "清理河道", "21/24"],
            ["5月12日", "党课", "讲防汛", "应到24人，实到23人"],
            ["七一前后", "主题党日", "走访老党员", None],
        ],
    )
    return saved_by_libreoffice(_bytes(book), "ods")


def _cells(book: Workbook, sheet: str, values: dict[str, Any]) -> None:
    for place, value in values.items():
        book[sheet][place] = value


def _form(slug: str) -> Workbook:
    (sent,) = send(workspace_of(SLUGS), "hefeng", 2025, [slug])
    book: Workbook = load_workbook(io.BytesIO(sent.data))
    return book


def _rows(sheet: Worksheet, column: str) -> dict[str, int]:
    """Return what stands in a column → its row."""
    return {str(cell.value): cell.row for cell in sheet[column] if cell.value}


def careful() -> bytes:
    """A form in which somebody writes units, wide digits and Chinese numerals, and saves with LibreOffice."""
    book = _form("hefeng-village")
    sheet = book["3 数字"]
    rows = _rows(sheet, "C")
    new = {"支部党员大会": "四次", "主题党日": "１２次", "支委会": 12, "志愿服务": "约400小时", "排查隐患": "五十余处"}  # fmt: skip
    for label, value in new.items():
        sheet[f"F{rows[label]}"] = value
    _cells(book, "4 开头结尾", {})
    return saved_by_libreoffice(_bytes(book))


def careless() -> bytes:
    """A form whose sheets were copied into a new file: no ids, no hidden sheets, colours of its own."""
    source = _form("hefeng-village")
    book = Workbook()
    book.remove(book.active)
    for name in ("1 基本情况", "3 数字", "8 问题"):
        old, sheet = source[name], book.create_sheet(name)
        for line in old.iter_rows(min_row=4):
            sheet.append([cell.value for cell in line[1:]])
        sheet["A1"].fill = PatternFill("solid", fgColor="FFFF00")
    numbers = book["3 数字"]
    rows = _rows(numbers, "B")
    numbers[f"E{rows['平安巡查']}"] = "95次"
    numbers[f"E{rows['整改隐患']}"] = "全部"
    return _bytes(book)


#: where each is stored, and what writes it
FILES: dict[Path, Callable[[], bytes]] = {
    LEDGERS / "g1-register.xlsx": register,
    LEDGERS / "g2-halves.xlsx": halves,
    LEDGERS / "g3-open-document.ods": open_document,
    FORMS / "g4-careful.xlsx": careful,
    FORMS / "g5-careless.xlsx": careless,
}


def main() -> None:
    """Write every file anew."""
    for path, write in FILES.items():
        path.write_bytes(write())


if __name__ == "__main__":
    main()
