"""The .xlsx workbook behind a chart: “编辑数据” opens it in Word and PowerPoint."""

from __future__ import annotations

from functools import cache

from reportgen.document.nodes import Chart, number_text
from reportgen.write.package import (
    CONTENT_TYPES,
    RELATIONSHIPS_TYPE,
    XML_HEAD,
    Member,
    Prepared,
    Relationship,
    content_types,
    pack,
    prepare,
    relationships,
)
from reportgen.write.range_chart import drawn
from reportgen.write.xml import Xml, element, text

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_SHEET_NAME = "Sheet1"
_SHEET_PART = "xl/worksheets/sheet1.xml"

# The least a reader accepts: one font, the two fills Excel always expects, one border, one format.
_STYLES = (
    f'{XML_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_WORKBOOK = (
    f'{XML_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE_RELS}">'
    f'<sheets><sheet name="{_SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def chart_workbook(chart: Chart) -> bytes:
    """Return a workbook of one sheet: categories down column A, a column for each series.

    A1 has the unit (单位：项); a value that is missing leaves its cell empty. Behind them stands a
    column with the written texts of each series that has some (390余篇).
    """
    return pack((*_fixed_parts(), Member(_SHEET_PART, _sheet(drawn(chart)))))


def categories_formula(chart: Chart) -> str:
    """Return where the categories stand in the workbook (`Sheet1!$A$2:$A$6`)."""
    return f"{_SHEET_NAME}!$A$2:$A${len(chart.categories) + 1}"


def title_formula(index: int) -> str:
    """Return where the name of a series stands in the workbook (`Sheet1!$B$1`)."""
    return f"{_SHEET_NAME}!${column_name(index + 1)}$1"


def values_formula(chart: Chart, index: int) -> str:
    """Return where the values of a series stand in the workbook (`Sheet1!$B$2:$B$6`)."""
    column = column_name(index + 1)
    return f"{_SHEET_NAME}!${column}$2:${column}${len(chart.categories) + 1}"


def series_title(chart: Chart, index: int) -> str:
    """Return the name of a series, the chart's title for one that has none."""
    return chart.series[index].name or chart.title


def column_name(index: int) -> str:
    """Return the letters of a column counted from 0 (A, B … Z, AA)."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name


def _sheet(chart: Chart) -> bytes:
    """Return the part of the sheet."""
    columns = [column_name(i) for i in range(len(chart.series) + 1)]
    heads = [_text_cell("A1", f"单位：{chart.unit}")] if chart.unit else []
    heads += [
        _text_cell(f"{column}1", series_title(chart, i)) for i, column in enumerate(columns[1:])
    ]
    written = [(i, series) for i, series in enumerate(chart.series) if series.texts]
    beside = [column_name(len(columns) + place) for place in range(len(written))]
    heads += [
        _text_cell(f"{column}1", f"{series_title(chart, i)}（原文）")
        for column, (i, _) in zip(beside, written, strict=True)
    ]
    rows = [element("row", {"r": 1}, *heads)]
    for i, category in enumerate(chart.categories):
        row = i + 2
        cells = [_text_cell(f"A{row}", category)]
        for column, series in zip(columns[1:], chart.series, strict=True):
            value = series.values[i]
            if value is not None:
                number = element("v", None, text(number_text(value)))
                cells.append(element("c", {"r": f"{column}{row}"}, number))
        cells += [
            _text_cell(f"{column}{row}", series.texts[i])
            for column, (_, series) in zip(beside, written, strict=True)
            if series.texts[i]
        ]
        rows.append(element("row", {"r": row}, *cells))
    extent = f"A1:{[*columns, *beside][-1]}{len(chart.categories) + 1}"
    sheet = element(
        "worksheet",
        {"xmlns": _MAIN},
        element("dimension", {"ref": extent}),
        element("cols", None, element("col", {"min": 1, "max": 1, "width": 24, "customWidth": 1})),
        element("sheetData", None, *rows),
    )
    return (XML_HEAD + sheet).encode()


def _text_cell(place: str, characters: str) -> Xml:
    """Return a cell of text in its place (`A1`)."""
    inline = element("t", {"xml:space": "preserve"}, text(characters))
    return element("c", {"r": place, "t": "inlineStr"}, element("is", None, inline))


@cache
def _fixed_parts() -> tuple[Prepared, ...]:
    """Return the parts that are the same in every workbook: all but the sheet."""
    types = content_types(
        (
            ("/xl/workbook.xml", f"{_SPREADSHEET}.sheet.main+xml"),
            (f"/{_SHEET_PART}", f"{_SPREADSHEET}.worksheet+xml"),
            ("/xl/styles.xml", f"{_SPREADSHEET}.styles+xml"),
        ),
        (
            ("rels", RELATIONSHIPS_TYPE),
            ("xml", "application/xml"),
        ),
    )
    root = relationships(
        (Relationship("rId1", f"{_OFFICE_RELS}/officeDocument", "xl/workbook.xml"),)
    )
    inner = relationships(
        (
            Relationship("rId1", f"{_OFFICE_RELS}/worksheet", "worksheets/sheet1.xml"),
            Relationship("rId2", f"{_OFFICE_RELS}/styles", "styles.xml"),
        )
    )
    return tuple(
        prepare(Member(name, data))
        for name, data in (
            (CONTENT_TYPES, types),
            ("_rels/.rels", root),
            ("xl/workbook.xml", _WORKBOOK.encode()),
            ("xl/_rels/workbook.xml.rels", inner),
            ("xl/styles.xml", _STYLES.encode()),
        )
    )
