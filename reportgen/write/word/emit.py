"""The emitter writes each element of the model as WordprocessingML, once and escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportgen.write.word.markup import (
    BORDER_ORDER,
    CELL_ORDER,
    CHART,
    COMPATIBILITY,
    GROUP,
    NAMESPACES,
    PARAGRAPH_ORDER,
    PICTURE,
    RUN_ORDER,
    SHAPE,
    TABLE_ORDER,
)
from reportgen.write.word.model import (
    AS_STYLED,
    PLAIN,
    Bookmark,
    Border,
    Borders,
    Cell,
    Drawing,
    Element,
    Field,
    FieldEnd,
    FieldStart,
    Inline,
    Link,
    PageReference,
    Paragraph,
    ParagraphProperties,
    Row,
    Run,
    RunProperties,
    Shape,
    Table,
)
from reportgen.write.xml import EMPTY, Value, Xml, element, in_order, joined
from reportgen.write.xml import text as escaped

# Characters that exist in Latin and in Chinese type, such as “” — … ·: Word sets them in the Latin
# face unless the run says eastAsia (ECMA-376 part 1, 17.3.2.26).
_AMBIGUOUS = re.compile(
    "[\u00a1-\u00ff\u0100-\u04ff\u1e00-\u1eff\u2000-\u2bff\ue000-\uf8ff\ufb00-\ufb1c]"
)
_BREAKS = re.compile("([\n\t])")
_EAST_ASIAN = {"w:hint": "eastAsia"}
_HINT = element("w:rFonts", _EAST_ASIAN)
_LINE_BREAK, _TAB = element("w:br"), element("w:tab")
_STRETCH = element("a:stretch", None, element("a:fillRect"))
_NO_FILL = element("a:noFill")
_SHAPE_LOCKED = {"noChangeAspect": "1"}


@dataclass(frozen=True, slots=True)
class Emitter:
    """Writes elements with the style ids of one template; `styles` maps the writer's to them."""

    styles: Mapping[str, str]

    def document(self, elements: Iterable[Element], section: Xml) -> Xml:
        """Return `w:document`; `section` is the `w:sectPr` that ends the body."""
        body = element("w:body", None, *map(self.element, elements), section)
        return element("w:document", NAMESPACES, body)

    def element(self, item: Element) -> Xml:
        """Return a `w:p` or a `w:tbl`."""
        return self.paragraph(item) if isinstance(item, Paragraph) else self._table(item)

    def paragraph(self, paragraph: Paragraph, *, keep_next: bool = False) -> Xml:
        """Return a `w:p`; `keep_next` keeps it with the next one whatever it says itself."""
        style = self.styles.get(paragraph.style, paragraph.style)
        properties = _paragraph_properties(style, paragraph.properties, keep_next)
        return element("w:p", None, properties, *map(self._inline, paragraph.inlines))

    def _inline(self, inline: Inline) -> Xml:
        match inline:
            case Run():
                return self._run(inline)
            case Field(instruction, result):
                return joined([_field_start(instruction), self._run(result), _FIELD_END])
            case PageReference(bookmark, page):
                start = _field_start(f" PAGEREF {bookmark} \\h ")
                return joined([start, self._run(Run(str(page))), _FIELD_END])
            case FieldStart(instruction):
                return _field_start(instruction)
            case FieldEnd():
                return _FIELD_END
            case Drawing(kind="slide"):
                drawing = element("w:drawing", None, _drawing(inline))
                choice = element("mc:Choice", {"Requires": "wpg"}, drawing)
                names = {"xmlns:mc": COMPATIBILITY, "xmlns:wpg": GROUP, "xmlns:wps": SHAPE}
                return element("w:r", None, element("mc:AlternateContent", names, choice))
            case Drawing():
                return element("w:r", None, element("w:drawing", None, _drawing(inline)))
            case Shape():
                drawing = element("w:drawing", None, self._shape(inline))
                # Only readers that know drawn shapes take them; others leave the place empty.
                choice = element("mc:Choice", {"Requires": "wps"}, drawing)
                names = {"xmlns:mc": COMPATIBILITY, "xmlns:wps": SHAPE}
                return element("w:r", None, element("mc:AlternateContent", names, choice))
            case Bookmark(number, name):
                return joined(
                    [
                        element("w:bookmarkStart", {"w:id": number, "w:name": name}),
                        *map(self._inline, inline.inlines),
                        element("w:bookmarkEnd", {"w:id": number}),
                    ]
                )
            case Link(bookmark):
                attributes: dict[str, Value] = {"w:anchor": bookmark, "w:history": True}
                return element("w:hyperlink", attributes, *map(self._inline, inline.inlines))

    def _shape(self, shape: Shape) -> Xml:
        """Return the `wp:anchor` of a shape behind the text, placed from the corner of the paper."""
        extent = {"cx": shape.width, "cy": shape.height}
        frame = element(
            "a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)
        )
        body: dict[str, Value] = {"rot": 0, "lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0}
        body |= {"vert": "eaVert" if shape.upright else "horz", "anchor": "t"}
        text = element("w:txbxContent", None, *map(self.paragraph, shape.text))
        graphic = element(
            "wps:wsp",
            None,
            element("wps:cNvSpPr", {"txBox": 1} if shape.text else None),
            element("wps:spPr", None, frame, _geometry(shape), _paint(shape)),
            element("wps:txbx", None, text) if shape.text else EMPTY,
            element("wps:bodyPr", body, element("a:noAutofit")),
        )
        place = {"relativeFrom": "page"}
        offsets = (("positionH", shape.left), ("positionV", shape.top))
        return element(
            "wp:anchor",
            {"distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0, "behindDoc": 1,
             "relativeHeight": shape.number, "locked": 0, "layoutInCell": 1, "allowOverlap": 1},
            element("wp:simplePos", {"x": 0, "y": 0}),
            *(
                element(f"wp:{name}", place, element("wp:posOffset", None, escaped(str(offset))))
                for name, offset in offsets
            ),
            element("wp:extent", extent),
            element("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
            element("wp:wrapNone"),
            element("wp:docPr", {"id": shape.number, "name": f"封面 {shape.number}"}),
            element("wp:cNvGraphicFramePr"),
            element("a:graphic", None, element("a:graphicData", {"uri": SHAPE}, graphic)),
        )  # fmt: skip

    def _run(self, run: Run) -> Xml:
        if not run.text:
            return EMPTY
        style = run.properties.style
        hint = _AMBIGUOUS.search(run.text) is not None
        properties = _run_properties(self.styles.get(style, style), run.properties, hint)
        return element("w:r", None, properties, _characters(run.text))

    def _table(self, table: Table) -> Xml:
        style = self.styles.get(table.style, table.style)
        grid = [element("w:gridCol", {"w:w": width}) for width in table.widths]
        return element(
            "w:tbl",
            None,
            _table_properties(table, style),
            element("w:tblGrid", None, *grid),
            *(self._row(row, keep_next=table.keeps_next(at)) for at, row in enumerate(table.rows)),
        )

    def _row(self, row: Row, *, keep_next: bool) -> Xml:
        properties = _row_properties(row.least_height, row.header, row.splits)
        cells = [self._cell(cell, keep_next=keep_next) for cell in row.cells]
        return element("w:tr", None, properties, *cells)

    def _cell(self, cell: Cell, *, keep_next: bool) -> Xml:
        properties = _cell_properties(
            cell.width, cell.span, cell.merge, cell.borders, cell.fill, cell.align, cell.side_margin
        )
        paragraphs = [self.paragraph(one, keep_next=keep_next) for one in cell.paragraphs]
        return element("w:tc", None, properties, *paragraphs)


def value_element(name: str, value: Value) -> Xml:
    """Return an element whose one attribute is `w:val`."""
    return element(f"w:{name}", {"w:val": value})


def switch(name: str, *, on: bool) -> Xml:
    """Return an on-off property (ECMA-376 part 1, 17.17.4): on is written without a value."""
    return element(f"w:{name}") if on else value_element(name, 0)


def _paragraph_properties(style: str, properties: ParagraphProperties, keep_next: bool) -> Xml:
    children = paragraph_children(properties)
    if keep_next:
        children["keepNext"] = switch("keepNext", on=True)
    children["pStyle"] = value_element("pStyle", style)
    return element("w:pPr", None, in_order(children, PARAGRAPH_ORDER))


def paragraph_children(properties: ParagraphProperties) -> dict[str, Xml]:
    """Return the children of a `w:pPr` by their names."""
    if properties is AS_STYLED:
        return {}
    children: dict[str, Xml] = {}
    for name, value in (
        ("keepNext", properties.keep_next),
        ("keepLines", properties.keep_lines),
        ("pageBreakBefore", properties.page_break_before or None),
        ("widowControl", properties.widow_control),
        ("overflowPunct", properties.overflow_punctuation),
        ("snapToGrid", properties.snap_to_grid),
    ):
        if value is not None:
            children[name] = switch(name, on=value)
    if properties.numbering is not None:
        number = element("w:numId", {"w:val": properties.numbering})
        depth = element("w:ilvl", {"w:val": properties.numbering_depth})
        own = (depth, number) if properties.numbering else (number,)
        children["numPr"] = element("w:numPr", None, *own)
    if properties.border_below is not None:
        children["pBdr"] = element("w:pBdr", None, _border("bottom", properties.border_below))
    if properties.tabs:
        stops = [
            element("w:tab", {"w:val": t.align, "w:leader": t.leader or None, "w:pos": t.position})
            for t in properties.tabs
        ]
        children["tabs"] = element("w:tabs", None, *stops)
    spacing = {"w:before": properties.before, "w:after": properties.after}
    if properties.line is not None:
        spacing["w:line"] = properties.line
    rule = {"w:lineRule": properties.line_rule} if properties.line is not None else {}
    if any(value is not None for value in spacing.values()):
        children["spacing"] = element("w:spacing", {**spacing, **rule})
    indents = {
        "w:leftChars": properties.left_chars,
        "w:left": properties.left,
        "w:rightChars": properties.right_chars,
        "w:right": properties.right,
        "w:hanging": properties.hanging,
        "w:firstLineChars": properties.first_line_chars,
        "w:firstLine": properties.first_line,
    }
    if any(value is not None for value in indents.values()):
        children["ind"] = element("w:ind", indents)
    if properties.align is not None:
        children["jc"] = value_element("jc", properties.align)
    if properties.outline_level is not None:
        children["outlineLvl"] = value_element("outlineLvl", properties.outline_level)
    if properties.section is not None:
        children["sectPr"] = properties.section
    return children


def _run_properties(style: str, properties: RunProperties, hint: bool) -> Xml:
    children = run_children(properties, hint=hint)
    if style:
        children["rStyle"] = value_element("rStyle", style)
    return element("w:rPr", None, in_order(children, RUN_ORDER)) if children else EMPTY


def run_children(properties: RunProperties, *, hint: bool = False) -> dict[str, Xml]:
    """Return the children of a `w:rPr`, its style aside, by their names.

    With a hint, the marks that Chinese shares with Latin text are in the face of the Chinese.
    """
    if properties is PLAIN:
        return {"rFonts": _HINT} if hint else {}
    children: dict[str, Xml] = {"rFonts": _HINT} if hint else {}
    if properties.east_asian:
        # A slot left out would fall to the theme.
        latin = properties.latin or properties.east_asian
        children["rFonts"] = element(
            "w:rFonts",
            {
                "w:ascii": latin,
                "w:hAnsi": latin,
                "w:eastAsia": properties.east_asian,
                "w:cs": latin,
                **(_EAST_ASIAN if hint else {}),
            },
        )
    if properties.bold:
        children |= {"b": element("w:b"), "bCs": element("w:bCs")}
    if properties.colour:
        children["color"] = value_element("color", properties.colour)
    if properties.tracking is not None:
        children["spacing"] = value_element("spacing", properties.tracking)
    if properties.size_pt is not None:
        # w:sz counts half points (ECMA-376 part 1, 17.3.2.38).
        size = round(properties.size_pt * 2)
        children |= {"sz": value_element("sz", size), "szCs": value_element("szCs", size)}
    if properties.fill:
        children["shd"] = _shading(properties.fill)
    return children


def _characters(characters: str) -> Xml:
    pieces = []
    for piece in _BREAKS.split(characters):
        if piece == "\t":
            pieces.append(_TAB)
        elif piece == "\n":
            pieces.append(_LINE_BREAK)
        elif piece:
            # Word drops spaces at the ends of w:t unless the element asks to keep them.
            keep = {"xml:space": "preserve"} if " " in piece else None
            pieces.append(element("w:t", keep, escaped(piece)))
    return joined(pieces)


def _field_mark(kind: str) -> Xml:
    return element("w:r", None, element("w:fldChar", {"w:fldCharType": kind}))


_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = map(_field_mark, ("begin", "separate", "end"))


def _field_start(instruction: str) -> Xml:
    code = element("w:instrText", {"xml:space": "preserve"}, escaped(instruction))
    return joined([_FIELD_BEGIN, element("w:r", None, code), _FIELD_RESULT])


def _border(side: str, border: Border) -> Xml:
    if not border.eighths:
        return value_element(side, "nil")
    attributes: dict[str, Value] = {"w:val": "single", "w:sz": border.eighths}
    return element(f"w:{side}", {**attributes, "w:space": 0, "w:color": border.colour})


def _borders(name: str, borders: Borders) -> Xml:
    """Return `w:tblBorders` or `w:tcBorders`, or nothing where no edge is set."""
    edges = (
        borders.top,
        borders.left,
        borders.bottom,
        borders.right,
        borders.inside_h,
        borders.inside_v,
    )
    edge_xml = [_border(s, e) for s, e in zip(BORDER_ORDER, edges, strict=True) if e is not None]
    return element(f"w:{name}", None, *edge_xml) if edge_xml else EMPTY


def _shading(fill: str) -> Xml:
    return element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})


def _width(name: str, twips: int) -> Xml:
    return element(f"w:{name}", {"w:w": twips, "w:type": "dxa"})


def _row_properties(least_height: int, header: bool, splits: bool) -> Xml:
    height: dict[str, Value] = {"w:val": least_height, "w:hRule": "atLeast"}
    return element(
        "w:trPr",
        None,
        EMPTY if splits else element("w:cantSplit"),
        element("w:trHeight", height) if least_height else EMPTY,
        element("w:tblHeader") if header else EMPTY,
    )


def _cell_properties(
    width: int,
    span: int,
    merge: str,
    borders: Borders | None,
    fill: str,
    align: str,
    side_margin: int | None,
) -> Xml:
    children = {"tcW": _width("tcW", width), "vAlign": value_element("vAlign", align)}
    if span > 1:
        children["gridSpan"] = value_element("gridSpan", span)
    if merge:
        # Without a value a cell goes on the one above it (ECMA-376 part 1, 17.4.84).
        children["vMerge"] = value_element("vMerge", "restart" if merge == "restart" else None)
    if borders is not None:
        children["tcBorders"] = _borders("tcBorders", borders)
    if fill:
        children["shd"] = _shading(fill)
    if side_margin is not None:
        margins = (_width("left", side_margin), _width("right", side_margin))
        children["tcMar"] = element("w:tcMar", None, *margins)
    return element("w:tcPr", None, in_order(children, CELL_ORDER))


def _cell_margins(side: int, upright: int) -> Xml:
    return element(
        "w:tblCellMar",
        None,
        _width("top", upright),
        _width("left", side),
        _width("bottom", upright),
        _width("right", side),
    )


def _table_properties(table: Table, style: str) -> Xml:
    children = {
        "tblStyle": value_element("tblStyle", style),
        "tblW": _width("tblW", sum(table.widths)),
        "jc": value_element("jc", "center"),
        "tblBorders": _borders("tblBorders", table.borders),
        "tblLayout": element("w:tblLayout", {"w:type": "fixed"}),
        "tblCellMar": _cell_margins(table.side_margin, table.upright_margin),
        "tblLook": _LOOK,
    }
    if table.caption:
        children["tblCaption"] = value_element("tblCaption", table.caption)
    if table.page_x is not None:
        # LibreOffice floats no table as wide as the type area unless its place counts from the page.
        children["tblpPr"] = element(
            "w:tblpPr",
            {
                "w:leftFromText": 0,
                "w:rightFromText": 0,
                "w:vertAnchor": "margin",
                "w:horzAnchor": "page",
                "w:tblpX": table.page_x,
                "w:tblpYSpec": "bottom",
            },
        )
        children["tblOverlap"] = value_element("tblOverlap", "never")
    return element("w:tblPr", None, in_order(children, TABLE_ORDER))


_LOOK = element(
    "w:tblLook",
    {
        "w:val": "0020",
        "w:firstRow": 1,
        "w:lastRow": 0,
        "w:firstColumn": 0,
        "w:lastColumn": 0,
        "w:noHBand": 1,
        "w:noVBand": 1,
    },
)


def _drawing(drawing: Drawing) -> Xml:
    """Return the `wp:inline` of a picture or a chart."""
    if drawing.kind == "picture":
        name = f"图片 {drawing.number}"
        locks = element("a:graphicFrameLocks", _SHAPE_LOCKED)
        data = element("a:graphicData", {"uri": PICTURE}, _picture(drawing, name))
    elif drawing.kind == "slide":
        name, locks = f"幻灯片 {drawing.number}", EMPTY
        data = element("a:graphicData", {"uri": GROUP}, drawing.group)
    else:
        name, locks = f"图表 {drawing.number}", EMPTY
        chart = element("c:chart", {"xmlns:c": CHART, "r:id": drawing.relationship})
        data = element("a:graphicData", {"uri": CHART}, chart)
    extent = {"cx": drawing.width, "cy": drawing.height}
    return element(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", extent),
        element("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
        element("wp:docPr", {"id": drawing.number, "name": name, "descr": drawing.alt}),
        element("wp:cNvGraphicFramePr", None, locks),
        element("a:graphic", None, data),
    )


def _geometry(shape: Shape) -> Xml:
    if not shape.points:
        return element("a:prstGeom", {"prst": "rect"}, element("a:avLst"))
    start, *others = [element("a:pt", {"x": x, "y": y}) for x, y in shape.points]
    path = element(
        "a:path",
        {"w": shape.width, "h": shape.height, "fill": "none"},
        element("a:moveTo", None, start),
        element("a:cubicBezTo", None, *others)
        if len(others) > 1
        else element("a:lnTo", None, *others),
    )
    empty = [element(f"a:{name}") for name in ("avLst", "gdLst", "ahLst", "cxnLst")]
    bounds = element("a:rect", {"l": 0, "t": 0, "r": "r", "b": "b"})
    return element("a:custGeom", None, *empty, bounds, element("a:pathLst", None, path))


def _paint(shape: Shape) -> Xml:
    """Return the fill and the line of a shape."""
    fill, line = (
        element("a:solidFill", None, element("a:srgbClr", {"val": colour})) if colour else _NO_FILL
        for colour in (shape.fill, shape.line)
    )
    return joined([fill, element("a:ln", {"w": shape.line_width} if shape.line else None, line)])


def _crop(drawing: Drawing) -> Xml:
    if not any(drawing.crop):
        return EMPTY
    return element("a:srcRect", dict(zip("ltrb", drawing.crop, strict=True)))


def _picture(drawing: Drawing, name: str) -> Xml:
    extent = {"cx": drawing.width, "cy": drawing.height}
    return element(
        "pic:pic",
        {"xmlns:pic": PICTURE},
        element(
            "pic:nvPicPr",
            None,
            element("pic:cNvPr", {"id": drawing.number, "name": name, "descr": drawing.alt}),
            element("pic:cNvPicPr", None, element("a:picLocks", _SHAPE_LOCKED)),
        ),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": drawing.relationship}),
            _crop(drawing),
            _STRETCH,
        ),
        element(
            "pic:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", extent)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
