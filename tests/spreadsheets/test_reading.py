"""The bytes of an .xlsx file → what its cells hold, show, and where they stand."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import xlsx_files
from support.xlsx_files import RELATIONS, one_sheet, package, parts_of, relations

from reportgen.diagnostics import Diagnostic
from reportgen.spreadsheets import (
    Area,
    Cell,
    ErrorValue,
    Picture,
    Sheet,
    Uncalculated,
    Workbook,
    cells_of,
    first_visible,
    read_workbook,
    reading,
)


def workbook(data: bytes) -> Workbook:
    result = read_workbook(data, "台账“一.xlsx”")
    assert isinstance(result, Workbook), result
    return result


def sheet(rows: str, **options: Any) -> Sheet:
    return workbook(one_sheet(rows, **options)).sheets[0]


def value(cell: str, **options: Any) -> Any:
    return sheet(f"<row>{cell}</row>", **options).cell(1, 1).value


def fault(data: bytes) -> Diagnostic:
    result = read_workbook(data, "台账“一.xlsx”")
    assert isinstance(result, Diagnostic)
    return result


# ── Values ──


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<c><v>12</v></c>", 12),
        ("<c><v>0.5</v></c>", 0.5),
        ("<c><v>1.2E3</v></c>", 1200),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="e"><v>#N/A</v></c>', ErrorValue("#N/A")),
        ('<c t="str"><f>A2</f><v>文字</v></c>', "文字"),
        ('<c t="str"><f>A2</f><v></v></c>', ""),
        ('<c t="inlineStr"><is><t>文字</t></is></c>', "文字"),
        ('<c t="d"><v>2025-01-10</v></c>', datetime.date(2025, 1, 10)),
        (
            '<c t="d"><v>2025-01-10T14:30:00</v></c>',
            datetime.datetime.fromisoformat("2025-01-10T14:30"),
        ),
        ("<c><f>1+1</f><v>2</v></c>", 2),
        ("<c><f>1+1</f></c>", Uncalculated()),
        ("<c><f>1+1</f><v></v></c>", Uncalculated()),
        ("<c/>", None),
        ("<c><v/></c>", None),
    ],
)
def test_each_kind_of_cell_gives_its_value(cell: str, expected: object) -> None:
    assert value(cell) == expected
    assert type(value(cell)) is type(expected)


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("<t>周和</t><rPh sb='0' eb='2'><t>zhouhe</t></rPh>", "周和"),
        (
            "<r><t>红</t></r><r><rPr><b/></rPr><t>邻</t></r><rPh sb='0' eb='1'><t>hong</t></rPh>",
            "红邻",
        ),
        ("<t>学习党章_x000D_\n重温誓词</t>", "学习党章\n重温誓词"),
        ("<t>_x005F_x0041_</t>", "_x0041_"),
        ("<t>_xD83D__xDE00_</t>", "😀"),
        ("<t>响_x0007_铃</t>", "响铃"),
        ("<t xml:space='preserve'>　前有空格 </t>", "　前有空格 "),
    ],
)
def test_a_shared_string_is_the_text_people_see(string: str, expected: str) -> None:
    assert value('<c t="s"><v>0</v></c>', strings=[string]) == expected


def test_a_date_needs_a_format_and_shows_its_text() -> None:
    rows = '<row><c s="1"><v>45667</v></c><c s="2"><v>45667</v></c><c><v>45667</v></c></row>'
    cells = sheet(rows, formats=[31, 'm"月"d"日"']).rows()[0]
    assert [cell.value for cell in cells] == [datetime.date(2025, 1, 10)] * 2 + [45667]
    assert [cell.text for cell in cells] == ["2025年1月10日", "1月10日", "45667"]


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    options = {"formats": [14], "properties": '<workbookPr date1904="1"/>'}
    assert value('<c s="1"><v>44205</v></c>', **options) == datetime.date(2025, 1, 10)


def test_a_strict_file_is_read_like_any_other() -> None:
    assert value('<c t="s"><v>0</v></c>', strings=["<t>党课</t>"], strict=True) == "党课"


def test_rows_and_cells_without_numbers_follow_each_other() -> None:
    cells = sheet(
        '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    )
    assert [cell.place for cell in cells.cells.values()] == ["表!A3", "表!D3", "表!E3", "表!A4"]


# ── Sheets, merged areas, hidden parts ──


def test_hidden_sheets_rows_and_columns_are_told_apart() -> None:
    data = package(
        parts_of(
            {
                "字典": "<sheetData/>",
                "台账": '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
                '<row r="1" hidden="1"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row></sheetData>',
                "底稿": "<sheetData/>",
            },
            states={"字典": "hidden", "底稿": "veryHidden"},
        )
    )
    book = workbook(data)
    assert [s.is_hidden for s in book.sheets] == [True, False, True]
    result = first_visible(book)
    assert result is not None
    assert (result.name, result.hidden_rows, result.hidden_columns) == ("台账", {1}, {2, 3})


def test_each_place_of_a_merged_area_gives_the_cell_that_holds_the_value() -> None:
    rows = "<sheetData><row><c><v>1</v></c><c/></row><row><c r='C2'><v>3</v></c></row></sheetData>"
    merged = "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>"
    result = workbook(package(parts_of({"表": rows + merged}))).sheets[0]
    assert [[cell.value for cell in row] for row in result.rows()] == [[1, 1, None], [1, 1, 3]]
    assert result.cell(2, 2).place == "表!A1"
    assert result.merged_area(2, 2) == Area(1, 1, 2, 2)
    assert result.merged_area(2, 3) is None


def test_formatting_to_the_last_row_and_column_is_no_content() -> None:
    empty = "".join(f'<row r="{row}"><c r="XFD{row}" s="1"/></row>' for row in range(2, 3000))
    last = '<row r="1048576" s="1" customFormat="1"/>'
    result = sheet(f"<row><c><v>1</v></c></row>{empty}{last}", formats=[14])
    assert (result.last_row, result.last_column, len(result.cells)) == (1, 1, 1)


# ── References ──

TABLE = parts_of(
    {
        "2025 年": "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
        "<row><c><v>3</v></c><c><v>4</v></c></row></sheetData>",
        "它's": "<sheetData><row><c><v>5</v></c></row></sheetData>",
    },
    names={"成绩": "'2025 年'!$B$1:$B$2"},
)


@pytest.mark.parametrize(
    ("reference", "values"),
    [
        ("2025 年!A1:B2", [[1, 2], [3, 4]]),
        ("'2025 年'!$B$2", [[4]]),
        ("A2:B2", [[3, 4]]),
        ("B2:A1", [[1, 2], [3, 4]]),
        ("B:B", [[2], [4]]),
        ("2:2", [[3, 4]]),
        ("A1:XFD1048576", [[1, 2], [3, 4]]),
        ("'它''s'!", [[5]]),
        ("成绩", [[2], [4]]),
    ],
)
def test_a_reference_gives_the_cells_of_a_range(reference: str, values: list[list[int]]) -> None:
    cells = cells_of(workbook(package(TABLE)), reference)
    assert not isinstance(cells, Diagnostic)
    assert [[cell.value for cell in row] for row in cells] == values


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("三月!A1", "表格里没有工作表“三月”"),
        ("左上角", "看不懂区域“左上角”"),
        ("A0", "看不懂区域“A0”"),
        ("XFE1", "看不懂区域“XFE1”"),
        ("D4:E5", "区域“D4:E5”里没有内容"),
    ],
)
def test_a_reference_to_nothing_is_told(reference: str, message: str) -> None:
    answer = cells_of(workbook(package(TABLE)), reference)
    assert isinstance(answer, Diagnostic)
    assert answer.message == message


# ── Pictures ──

_PIC = (
    '<x:pic xmlns:x="urn:x" xmlns:a="urn:a" xmlns:r="{r}"><x:cNvPr name="ID_1"/>'
    '<a:blip r:embed="rId1"/></x:pic>'
)


def test_a_picture_that_wps_put_in_a_cell_is_known_by_its_part() -> None:
    row = '<row><c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c></row>'
    parts = parts_of({"表": f"<sheetData>{row}</sheetData>"})
    pictures = "http://www.wps.cn/officeDocument/2020/cellImage"
    parts |= {
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", f"{RELATIONS}/worksheet", "worksheets/sheet1.xml"),
            ("rId2", pictures, "cellimages.xml"),
        ),
        "xl/cellimages.xml": f"<i>{_PIC.format(r=RELATIONS)}</i>",
        "xl/_rels/cellimages.xml.rels": relations(("rId1", f"{RELATIONS}/image", "media/a.png")),
    }
    result = workbook(package(parts)).sheets[0]
    assert result.pictures == (Picture(1, 1, "xl/media/a.png"),)
    assert result.cell(1, 1).value is None


def test_a_picture_that_floats_is_known_by_its_corner() -> None:
    parts = parts_of({"表": '<sheetData/><drawing r:id="rId1"/>'})
    corner = '<x:from xmlns:x="urn:x"><x:col>2</x:col><x:row>4</x:row></x:from>'
    parts |= {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("rId1", f"{RELATIONS}/drawing", "../drawings/d.xml")
        ),
        "xl/drawings/d.xml": f"<i><anchor>{corner}{_PIC.format(r=RELATIONS)}</anchor></i>",
        "xl/drawings/_rels/d.xml.rels": relations(("rId1", f"{RELATIONS}/image", "../media/a.png")),
    }
    assert workbook(package(parts)).sheets[0].pictures == (Picture(5, 3, "xl/media/a.png"),)


# ── Files that cannot be read ──


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "台账“一.xlsx”是空文件"),
        (b"hello", "台账“一.xlsx”打不开：不是 Excel 文件（.xlsx），或文件已损坏"),
        (
            bytes.fromhex("D0CF11E0A1B11AE1"),
            "台账“一.xlsx”打不开，可能已损坏",
        ),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            "台账“一.xlsx”有打开密码，程序读不了",
        ),
        (package(parts_of({})), "台账“一.xlsx”里没有工作表"),
        (
            package({"word/document.xml": "<a/>"}),
            "这是 Word 文档（.docx），不是 Excel 文件（.xlsx）",
        ),
        (one_sheet("<row><c><v>x</v></c></row>"), "台账“一.xlsx”打不开，可能已损坏"),
        (one_sheet("<row r='x'/>"), "台账“一.xlsx”打不开，可能已损坏"),
        (one_sheet("<row>"), "台账“一.xlsx”打不开，可能已损坏"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(data: bytes, message: str) -> None:
    assert fault(data).message == message


def test_links_to_other_files_are_not_followed() -> None:
    parts = parts_of({"表": "<sheetData/>"})
    outside = f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="http://x/a.xml" TargetMode="External"/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{namespace}">{outside}</Relationships>'
    )
    assert fault(package(parts)).message == "台账“一.xlsx”里没有工作表"


def test_definitions_of_entities_are_refused() -> None:
    parts = parts_of({"表": "<sheetData/>"}) | {
        "xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'
    }
    assert "XML 实体定义" in fault(package(parts)).message


@pytest.mark.parametrize(
    ("limit", "most", "reason"),
    [
        ("MAX_CELLS", 3, "超过 3 个有内容的单元格"),
        ("MAX_MERGED_ROWS", 1, "工作表“表”里合并的单元格太多"),
    ],
)
def test_a_workbook_beyond_every_honest_size_is_told(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, reason: str
) -> None:
    monkeypatch.setattr(reading, limit, most)
    rows = "<sheetData>" + "<row><c><v>1</v></c><c><v>2</v></c></row>" * 2 + "</sheetData>"
    merged = "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>" if limit != "MAX_CELLS" else ""
    answer = fault(package(parts_of({"表": rows + merged})))
    assert answer.code == "too-large"
    assert answer.message == f"台账“一.xlsx”过大：{reason}"


@given(st.data())
def test_a_damaged_file_is_read_or_told(data: st.DataObject) -> None:
    whole = xlsx_files.one_sheet(
        '<row><c t="s"><v>0</v></c><c s="1"><v>3</v></c></row>', strings=["<t>a</t>"]
    )
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read_workbook(bytes(damaged)), (Workbook, Diagnostic))


@given(st.text(alphabet='<>/="cvrsft0123456789 ABE+-x._#', max_size=60))
def test_any_content_of_a_row_is_read_or_told(content: str) -> None:
    result = read_workbook(one_sheet(f"<row>{content}</row>"))
    assert isinstance(result, (Workbook, Diagnostic))
    if isinstance(result, Workbook):
        assert all(
            isinstance(cell, Cell) and cell.text is not None
            for cell in result.sheets[0].cells.values()
        )
