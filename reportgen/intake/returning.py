"""A workbook for a branch to mend: its own file again, with the cells in question coloured, each with a note.

Nothing else of the file changes. The notes are the classic ones of ECMA-376 part 1, 18.7, which WPS shows too;
a sheet that has notes of its own keeps them and gets the colours alone.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.intake.answers import FILLED_BY, Answer
from reportgen.intake.remarks import Remark, Weight
from reportgen.office_package import DAMAGED_PACKAGE
from reportgen.spreadsheets.model import area_of, column_number, sheet_and_cells

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
#: weight → the ground of its cells
_GROUNDS = {Weight.FAULT: "FFFBD5D5", Weight.MISSING: "FFFFF2B3", Weight.DECISION: "FFFFF2B3"}
#: elements of a sheet that stand behind the reference to its notes (18.3.1.99)
_BEHIND_NOTES = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_AUTHOR = "收表的人"


def paragraph(name: str, remarks: Iterable[Remark]) -> str:
    """Return what a branch is to mend as numbered plain text, for a chat."""
    wanted = [r for r in remarks if r.weight in _GROUNDS]
    if not wanted:
        return f"{name}：填报表没有要补的了。"
    lines = [f"{number}. {remark.message}" for number, remark in enumerate(wanted, 1)]
    return "\n".join([f"{name}，填报表还有 {len(wanted)} 处请补正：", *lines])


def return_form(
    data: bytes, remarks: Iterable[Remark], answers: Mapping[str, Answer] | None = None
) -> bytes:
    """Return an .xlsx file with its questionable cells marked; raise ValueError for another kind of file."""
    notes: dict[str, tuple[Weight, list[str]]] = {}
    for remark in remarks:
        if remark.weight in _GROUNDS and _is_cell(remark.place):
            notes.setdefault(remark.place, (remark.weight, []))[1].append(remark.text)
    filled = [a for a in (answers or {}).values() if a.way == "text" and _is_cell(a.place)]
    for answer in filled:
        text = f"{FILLED_BY}：{answer.text}"
        notes.setdefault(answer.place, (Weight.DECISION, []))[1].append(text)
    try:
        package = _Package.of(data)
    except DAMAGED_PACKAGE as error:
        raise ValueError(str(error)) from error
    by_sheet: dict[str, list[tuple[str, Weight, str]]] = {}
    for place, (weight, texts) in notes.items():
        sheet, cell = sheet_and_cells(place)
        by_sheet.setdefault(sheet, []).append((cell, weight, "\n".join(texts)))
    for sheet, cells in by_sheet.items():
        if sheet in package.sheets:
            package.mark(package.sheets[sheet], cells)
    return package.data()


def _is_cell(place: str) -> bool:
    area = area_of(sheet_and_cells(place)[1]) if "!" in place else None
    return area is not None and (area.top, area.left) == (area.bottom, area.right)


@dataclass(slots=True)
class _Package:
    """The parts of a workbook while cells are marked in it."""

    parts: dict[str, bytes]
    #: name of a sheet → its part
    sheets: dict[str, str]
    styles: etree._Element
    types: etree._Element
    #: (style of the cell, ground) → the style with that ground
    _marked: dict[tuple[int, str], int] = field(default_factory=dict)
    _count: int = 0

    @classmethod
    def of(cls, data: bytes) -> _Package:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        targets = {
            own.get("Id"): str(own.get("Target"))
            for own in _parsed(parts["xl/_rels/workbook.xml.rels"])
        }
        sheets = {}
        for sheet in _parsed(parts["xl/workbook.xml"]).iter(f"{{{_MAIN}}}sheet"):
            target = targets[sheet.get(f"{{{_OFFICE}}}id")]
            sheets[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"  # fmt: skip
        return cls(parts, sheets, _parsed(parts["xl/styles.xml"]), _parsed(parts["[Content_Types].xml"]))  # fmt: skip

    def mark(self, part: str, cells: list[tuple[str, Weight, str]]) -> None:
        """Colour cells of a sheet and give each its note."""
        sheet = _parsed(self.parts[part])
        rows = sheet.find(f"{{{_MAIN}}}sheetData")
        assert rows is not None
        for place, weight, _ in cells:
            cell = _cell(rows, place)
            style = int(cell.get("s") or 0)
            cell.set("s", str(self.style(style, _GROUNDS[weight])))
        if sheet.find(f"{{{_MAIN}}}legacyDrawing") is None:
            self.add_notes(part, sheet, [(place, text) for place, _, text in cells])
        self.parts[part] = _bytes(sheet)

    def style(self, style: int, ground: str) -> int:
        """Return the number of a style that is like `style` on another ground."""
        if (style, ground) not in self._marked:
            fills = self.styles.find(f"{{{_MAIN}}}fills")
            formats = self.styles.find(f"{{{_MAIN}}}cellXfs")
            assert fills is not None
            assert formats is not None
            fill = etree.SubElement(fills, f"{{{_MAIN}}}fill")
            pattern = etree.SubElement(fill, f"{{{_MAIN}}}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{{{_MAIN}}}fgColor", rgb=ground)
            fills.set("count", str(len(fills)))
            own = etree.fromstring(etree.tostring(formats[style]))
            own.set("fillId", str(len(fills) - 1))
            own.set("applyFill", "1")
            formats.append(own)
            formats.set("count", str(len(formats)))
            self._marked[style, ground] = len(formats) - 1
        return self._marked[style, ground]

    def add_notes(self, part: str, sheet: etree._Element, notes: list[tuple[str, str]]) -> None:
        """Add notes to a sheet that has none: their texts, and the boxes they are shown in."""
        self._count += 1
        name = f"marked{self._count}"
        comments, drawing = f"xl/comments-{name}.xml", f"xl/drawings/{name}.vml"
        self.parts[comments] = _comments(notes)
        self.parts[drawing] = _boxes(notes)
        folder, _, file = part.rpartition("/")
        path = f"{folder}/_rels/{file}.rels"
        empty = f'<Relationships xmlns="{_PACKAGE}"/>'.encode()
        relations = _parsed(self.parts.get(path, empty))
        for kind, target in (("comments", comments), ("vmlDrawing", drawing)):
            etree.SubElement(
                relations, f"{{{_PACKAGE}}}Relationship",
                Id=f"{name}-{kind}", Type=f"{_OFFICE}/{kind}", Target=f"/{target}",
            )  # fmt: skip
        self.parts[path] = _bytes(relations)
        reference = etree.Element(f"{{{_MAIN}}}legacyDrawing")
        reference.set(f"{{{_OFFICE}}}id", f"{name}-vmlDrawing")
        behind = [f"{{{_MAIN}}}{tag}" for tag in _BEHIND_NOTES]
        index = next((i for i, own in enumerate(sheet) if own.tag in behind), len(sheet))
        sheet.insert(index, reference)
        if not any(own.get("Extension") == "vml" for own in self.types):
            vml = "application/vnd.openxmlformats-officedocument.vmlDrawing"
            default = etree.Element(f"{{{_TYPES}}}Default", Extension="vml", ContentType=vml)
            self.types.insert(0, default)
        etree.SubElement(
            self.types, f"{{{_TYPES}}}Override", PartName=f"/{comments}", ContentType=_COMMENTS
        )

    def data(self) -> bytes:
        """Return the workbook."""
        self.parts["xl/styles.xml"] = _bytes(self.styles)
        self.parts["[Content_Types].xml"] = _bytes(self.types)
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return target.getvalue()


def _cell(rows: etree._Element, place: str) -> etree._Element:
    """Return a cell of a sheet; one that is not there is put in its place."""
    letters = place.rstrip("0123456789")
    number = int(place[len(letters) :])
    row = next((r for r in rows if int(r.get("r") or 0) == number), None)
    if row is None:
        row = etree.Element(f"{{{_MAIN}}}row", r=str(number))
        later = (i for i, r in enumerate(rows) if int(r.get("r") or 0) > number)
        rows.insert(next(later, len(rows)), row)
    cell = next((c for c in row if c.get("r") == place), None)
    if cell is None:
        cell = etree.Element(f"{{{_MAIN}}}c", r=place)
        column = column_number(letters)
        later = (i for i, c in enumerate(row) if column_number(str(c.get("r")).rstrip("0123456789")) > column)  # fmt: skip
        row.insert(next(later, len(row)), cell)
    return cell


def _comments(notes: list[tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{_MAIN}}}comments")
    authors = etree.SubElement(root, f"{{{_MAIN}}}authors")
    etree.SubElement(authors, f"{{{_MAIN}}}author").text = _AUTHOR
    items = etree.SubElement(root, f"{{{_MAIN}}}commentList")
    for place, text in notes:
        item = etree.SubElement(items, f"{{{_MAIN}}}comment", ref=place, authorId="0")
        own = etree.SubElement(etree.SubElement(item, f"{{{_MAIN}}}text"), f"{{{_MAIN}}}t")
        own.text = text
    return _bytes(root)


def _boxes(notes: list[tuple[str, str]]) -> bytes:
    """Return the boxes of notes as VML, as part 4 of ECMA-376 describes them: hidden until pointed at."""
    shapes = []
    for number, (place, _) in enumerate(notes):
        letters = place.rstrip("0123456789")
        row, column = int(place[len(letters) :]) - 1, column_number(letters) - 1
        anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 4, {column + 4}, 15, {row + 4}, 4"
        shapes.append(
            f'<v:shape id="_x0000_s{1025 + number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
            'style="position:absolute;visibility:hidden;width:180pt;height:70pt"><v:fill color2="#ffffe1"/>'
            '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox/>'
            f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
            f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
        )
    head = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
        'o:connecttype="rect"/></v:shapetype>'
    )
    return f"{head}{''.join(shapes)}</xml>".encode()


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: etree._Element) -> bytes:
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
