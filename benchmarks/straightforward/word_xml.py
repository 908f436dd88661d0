"""What python-docx has no calls for: fields, borders, marks of rows and runs, charts."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length
from lxml import etree
from pptx.chart.chart import Chart
from pptx.oxml import parse_xml as parse_chart

from benchmarks.straightforward import charts

_HAIR = 'w:val="single" w:sz="4" w:space="0" w:color="CFC7BC"'
_RED = 'w:val="single" w:sz="{}" w:space="0" w:color="9E1530"'
_PLAIN = 'w:val="single" w:sz="4" w:space="0" w:color="auto"'
_NONE = 'w:val="nil"'


class Look(NamedTuple):
    """The borders of a table and the margins of its cells (twips)."""

    top: str
    side: str
    bottom: str
    across: str
    upright: str
    margin_top: int
    margin_side: int


GRID = Look(_PLAIN, _PLAIN, _PLAIN, _PLAIN, _PLAIN, 0, 85)
FIGURES = Look(_RED.format(12), _NONE, _RED.format(4), _HAIR, _HAIR, 130, 60)
STEPS = Look(_RED.format(12), _NONE, _RED.format(4), _HAIR, _NONE, 40, 80)
MATRIX = Look(_RED.format(8), _NONE, _RED.format(4), _HAIR, _NONE, 60, 120)
BARE = Look(_NONE, _NONE, _NONE, _NONE, _NONE, 0, 0)


def set_look(table: Any, look: Look) -> None:
    """Give a table its borders and its cells their margins."""
    up, side = look.margin_top, look.margin_side
    properties = table._tbl.tblPr  # noqa: SLF001 - no call for it
    for xml in (
        f"<w:tblBorders {nsdecls('w')}><w:top {look.top}/><w:left {look.side}/>"
        f"<w:bottom {look.bottom}/><w:right {look.side}/>"
        f"<w:insideH {look.across}/><w:insideV {look.upright}/></w:tblBorders>",
        f'<w:tblCellMar {nsdecls("w")}><w:top w:w="{up}" w:type="dxa"/>'
        f'<w:left w:w="{side}" w:type="dxa"/><w:bottom w:w="{up}" w:type="dxa"/>'
        f'<w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>',
    ):
        properties.find(qn("w:tblLook")).addprevious(parse_xml(xml))


def shade(cell: Any) -> None:
    """Set the cell of a leading brand off: a red bar at its left, a wash behind."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - no call for it
    border = f"<w:tcBorders {nsdecls('w')}><w:left {_RED.format(36)}/></w:tcBorders>"
    wash = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FAF5EE"/>'
    align = properties.find(qn("w:vAlign"))
    align.addprevious(parse_xml(border))
    align.addprevious(parse_xml(wash))


def unbroken(row: Any, *, repeated: bool = False) -> None:
    """Keep a row on one page; a heading row is repeated on each page."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - no call for it
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def set_in_chinese(run: Any) -> None:
    """Have the quotation marks and dashes of a run set in its Chinese face."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - no call for it
    properties._add_rFonts().set(qn("w:hint"), "eastAsia")  # noqa: SLF001


def field(paragraph: Any, code: str, result: str) -> None:
    """Add a field with its result."""
    for kind in ("begin", None, "separate", result, "end"):
        run = paragraph.add_run()._r  # noqa: SLF001 - no call for it
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
        elif kind is result:
            element = OxmlElement("w:t")
            element.text = result
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run.append(element)


def open_bookmark(paragraph: Any, name: str) -> None:
    """Begin a bookmark where a paragraph ends now."""
    mark = OxmlElement("w:bookmarkStart")
    mark.set(qn("w:id"), name.removeprefix("_Ref"))
    mark.set(qn("w:name"), name)
    paragraph._p.append(mark)  # noqa: SLF001 - no call for it


def close_bookmark(paragraph: Any, name: str) -> None:
    """End the bookmark where a paragraph ends now."""
    mark = OxmlElement("w:bookmarkEnd")
    mark.set(qn("w:id"), name.removeprefix("_Ref"))
    paragraph._p.append(mark)  # noqa: SLF001 - no call for it


def add_chart(
    paragraph: Any, data: dict[str, Any], number: int, width: Length, height: Length
) -> None:
    """Add a native chart with its workbook: python-pptx writes it, python-docx carries it."""
    chart_data = charts.data_of(data)
    space = parse_chart(chart_data.xml_bytes(charts.KINDS[data["kind"]]))
    charts.look(Chart(space, None), data, "仿宋_GB2312", 10.5, 10.5)
    document = paragraph.part
    package = document.package
    book = Part(
        PackURI(f"/word/embeddings/workbook{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        chart_data.xlsx_blob,
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    external = parse_xml(
        f'<c:externalData {nsdecls("c", "r")} r:id="{part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)}">'
        '<c:autoUpdate val="0"/></c:externalData>'
    )
    space.append(external)
    part._blob = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001
    drawing = parse_xml(
        f"<w:drawing {nsdecls('w', 'wp', 'a', 'c', 'r')}>"
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr="{charts.description(data)}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{document.relate_to(part, RELATIONSHIP_TYPE.CHART)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    paragraph.add_run()._r.append(drawing)  # noqa: SLF001 - no call for it
