"""Pictures and charts become paragraphs with drawings; their bytes become parts of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Chart, Content, Figure, Pending, Picture, Text
from reportgen.theme.format_parts import PictureFormat
from reportgen.units import EMU_PER_MM, EMU_PER_TWIP, TWIPS_PER_PT, twips_of_mm
from reportgen.write.charts import (
    CHART_CONTENT_TYPE,
    CHART_RELATIONSHIP,
    WORKBOOK_CONTENT_TYPE,
    WORKBOOK_RELATIONSHIP,
    ChartStyle,
    chart_alt,
    chart_xml,
)
from reportgen.write.package import Member, Relationship, relationships
from reportgen.write.pictures import (
    PictureError,
    PictureInfo,
    crop_to,
    fit_within,
    inspect,
)
from reportgen.write.stored_pictures import narrow, stored, tiny
from reportgen.write.word.lowering.state import WriterState
from reportgen.write.word.lowering.titles import caption, in_even_lines
from reportgen.write.word.model import (
    NO_BORDERS,
    Cell,
    Drawing,
    Element,
    Paragraph,
    Row,
    Table,
    gap,
    paragraph,
)
from reportgen.write.word.typography import FIGURE_LABEL
from reportgen.write.workbook import chart_workbook

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_BAR_MM, _AXIS_MM = 9.2, 4.0
"""Height of a horizontal bar with its room, and of the axis below the bars."""
_LEAST_MM = 34.0
"""No chart is lower than this, two bars neither."""
_FEW_MARKS, _FEW_SHARE = 5, 0.72
"""A chart of so few columns or points takes this share of the height of one with many."""
_SHORT_NAMES = 17
"""So many characters stand below the columns of a chart of half the width."""
_MISSING_SHAPE = 1.5
"""Width by height of the room for a picture that cannot be used."""


@dataclass(frozen=True, slots=True)
class _PictureData:
    """A picture whose bytes are in the document; `relationship` names them."""

    info: PictureInfo
    relationship: str

    @property
    def shape(self) -> float:
        """Width by height."""
        return self.info.width_px / self.info.height_px


def figure(state: WriterState, node: Figure) -> tuple[Element, ...]:
    """Return one to four pictures with their captions, the figure's caption below them."""
    body = node.caption
    only = node.pictures[0] if len(node.pictures) == 1 else None
    if only and (not body or body == only.caption):
        body = _with_credit(only.caption, only)
    elif only:
        body = _with_credit(body, only)
    frame = _frame(state, node)
    image = [(picture, _load(state, picture, frame, fills=node.wide)) for picture in node.pictures]
    below = None if node.wide else caption(state, FIGURE_LABEL, node, body)
    if only and node.wide:
        below = caption(state, FIGURE_LABEL, node, body, align="left")
        return (_wide(state, *image[0]), below or gap())
    if only:
        return (_single(state, *image[0]), below or gap())
    return (gap(keep_next=True), _grid(state, node, image, below), gap())


def _frame(state: WriterState, node: Figure) -> tuple[int, int]:
    """Return the width and height in EMU of the largest room for a picture of a figure."""
    picture_format = state.profile.picture
    width = state.text_width * EMU_PER_TWIP
    if node.wide:
        return width, round(picture_format.wide_height_mm * EMU_PER_MM)
    if len(node.pictures) == 1:
        single = round(picture_format.single_width_mm * EMU_PER_MM)
        return min(single, width), round(picture_format.single_height_mm * EMU_PER_MM)
    # Pictures in a row share its width by their shapes; few of them may take most of it.
    return width, round(picture_format.row_height_mm * EMU_PER_MM)


def _load(
    state: WriterState, node: Picture, frame: tuple[int, int], *, fills: bool
) -> _PictureData | None:
    """Put a picture into the document; one that cannot be used is a fault, and None."""
    try:
        data = stored(state.picture(node.path), frame, fills=fills)
        info = inspect(data)
    except Faults as faults:
        state.diagnostics.extend(faults.diagnostics)
        return None
    except PictureError as fault:
        message = f"图片 {node.path} 不能使用：{fault}"
        state.diagnostics.append(Diagnostic("picture-unusable", message, node.at))
        return None
    state.diagnostics.extend(tiny(node.path, info, node.at))
    if not fills:
        state.diagnostics.extend(narrow(node.path, info, fit_within(info, *frame), node.at))
    kind = (info.extension, info.content_type, _IMAGE)
    return _PictureData(info, state.media_relationship(data, *kind))


def _missing(state: WriterState, node: Picture) -> Paragraph:
    """Return what stands in the place of a picture that cannot be used."""
    message = state.runs((Pending(f"图片 {node.path}"),))
    return paragraph("PanelText", *message, at=node.at, keep_next=True, align="center")


def _with_credit(caption: Content, node: Picture) -> Content:
    """Return a caption with who made the picture; brackets at its end take that in."""
    if not node.credit:
        return caption
    last = caption[-1] if caption else None
    if isinstance(last, Text) and last.text.endswith("）"):
        return (*caption[:-1], replace(last, text=f"{last.text[:-1]}；图：{node.credit}）"))
    return (*caption, Text(f"（图：{node.credit}）"))


def _drawing(
    state: WriterState, node: Picture, image: _PictureData, width: int, height: int
) -> Drawing:
    number = state.next_drawing()
    return Drawing("picture", number, image.relationship, width, height, node.alt)


def _single(state: WriterState, node: Picture, image: _PictureData | None) -> Paragraph:
    if image is None:
        return _missing(state, node)
    picture_format = state.profile.picture
    width, height = fit_within(
        image.info,
        min(round(picture_format.single_width_mm * EMU_PER_MM), state.text_width * EMU_PER_TWIP),
        round(picture_format.single_height_mm * EMU_PER_MM),
    )
    return paragraph("Picture", _drawing(state, node, image, width, height), at=node.at)


def _wide(state: WriterState, node: Picture, image: _PictureData | None) -> Paragraph:
    """Return a picture cropped to a band as wide as the text."""
    if image is None:
        return _missing(state, node)
    width = state.text_width * EMU_PER_TWIP
    height = round(state.profile.picture.wide_height_mm * EMU_PER_MM)
    crop = crop_to(width, height, image.info, node.focus)
    drawing = replace(_drawing(state, node, image, width, height), crop=crop)
    return paragraph("Picture", drawing, at=node.at)


def _grid(
    state: WriterState,
    node: Figure,
    pictures: Sequence[tuple[Picture, _PictureData | None]],
    below: Paragraph | None,
) -> Table:
    """Return pictures side by side, uncropped, in a table without lines; four make two rows.

    The caption is its last row: programs differ in whether a table holds on to a paragraph.
    """
    picture_format = state.profile.picture
    space = twips_of_mm(picture_format.gap_mm)
    per_row = 2 if len(pictures) == 4 else min(3, len(pictures))
    room = state.text_width - per_row * space
    shapes = [image.shape if image else _MISSING_SHAPE for _, image in pictures]
    height = float(twips_of_mm(picture_format.row_height_mm))
    widths = [room // per_row + space] * per_row
    if len(pictures) == per_row:
        # One height at which the widths fill the row.
        height = min(room / sum(shapes), height)
        widths = [round(height * shape) + space for shape in shapes]
    rows = []
    for start in range(0, len(pictures), per_row):
        cells = []
        for place, width in enumerate(widths):
            index = start + place
            inner: tuple[Paragraph, ...] = (paragraph("PanelText", keep_next=True),)
            if index < len(pictures):
                box = width - space, min(height, (width - space) / shapes[index])
                inner = _in_cell(state, *pictures[index], box, shapes[index])
            cells.append(Cell(width, inner, align="top", side_margin=0))
        rows.append(Row(tuple(cells)))
    if below is not None:
        rows.append(Row((Cell(sum(widths), (below,), span=per_row, side_margin=0),)))
    return Table("TableNormal", tuple(widths), tuple(rows), NO_BORDERS, at=node.at)


def _in_cell(
    state: WriterState,
    node: Picture,
    image: _PictureData | None,
    box: tuple[float, float],
    shape: float,
) -> tuple[Paragraph, ...]:
    """Return a picture within a box of twips, and its caption."""
    if image:
        height = min(box[1], box[0] / shape)
        size = round(height * shape * EMU_PER_TWIP), round(height * EMU_PER_TWIP)
        picture = paragraph(
            "Picture", _drawing(state, node, image, *size), at=node.at, before=0, after=0
        )
    else:
        picture = _missing(state, node)
    text = _with_credit(node.caption, node)
    if not text:
        return (picture,)
    words = state.text(text)
    lines = in_even_lines(
        state,
        text,
        "note",
        box[0] / TWIPS_PER_PT,
        size_pt=state.profile.faces.caption.size_pt,
        keep=words[words.rindex("（") :] if node.credit else "",
    )
    return (picture, paragraph("PictureCaption", *state.runs(lines), at=node.at, keep_next=True))


def _chart_height(node: Chart, picture_format: PictureFormat) -> float:
    """Return the height in mm: horizontal bars get about a line of text each, few columns less room."""
    marks = len(node.categories) * max(1, len(node.series))
    if node.kind != "bar":
        return picture_format.chart_height_mm * (_FEW_SHARE if marks <= _FEW_MARKS else 1)
    height_mm = marks * _BAR_MM + _AXIS_MM
    return max(_LEAST_MM, min(height_mm, 2 * picture_format.chart_height_mm))


def chart(state: WriterState, node: Chart) -> tuple[Element, ...]:
    """Return a native chart, its workbook inside the file, and its caption."""
    width = round(state.profile.picture.chart_width_mm * EMU_PER_MM)
    drawing = _chart_drawing(state, node, min(width, state.text_width * EMU_PER_TWIP))
    below = _chart_caption(state, node)
    return (paragraph("Picture", drawing, at=node.at), below or gap())


def stand_beside(nodes: Sequence[Chart]) -> bool:
    """Return whether charts stand side by side: each of a few columns or points with short names."""
    return all(
        node.kind != "bar"
        and len(node.series) == 1
        and len(node.categories) <= _FEW_MARKS
        and sum(map(len, node.categories)) <= _SHORT_NAMES
        for node in nodes
    )


def charts_beside(state: WriterState, nodes: Sequence[Chart]) -> tuple[Element, ...]:
    """Return two charts side by side, each above its caption, in a table without lines."""
    space = twips_of_mm(state.profile.picture.gap_mm)
    width = state.text_width // len(nodes)
    size = (width - space) * EMU_PER_TWIP
    drawings, captions = [], []
    for node in nodes:
        drawing = _chart_drawing(state, node, size)
        picture = paragraph("Picture", drawing, at=node.at, before=0, after=0)
        drawings.append(Cell(width, (picture,), align="top", side_margin=0))
        below = _chart_caption(state, node) or paragraph("PanelText")
        captions.append(Cell(width, (below,), align="top", side_margin=0))
    rows = (Row(tuple(drawings)), Row(tuple(captions)))
    table = Table("TableNormal", (width,) * len(nodes), rows, NO_BORDERS, at=nodes[0].at)
    return (gap(keep_next=True), table, gap())


def _chart_drawing(state: WriterState, node: Chart, width: int) -> Drawing:
    """Return a chart of a width in EMU; its parts go into the file."""
    height = round(_chart_height(node, state.profile.picture) * EMU_PER_MM)
    relationship = _chart_parts(state, node)
    return Drawing("chart", state.next_drawing(), relationship, width, height, chart_alt(node))


def _chart_caption(state: WriterState, node: Chart) -> Paragraph | None:
    content: Content = node.caption or ((Text(node.heading),) if node.title else ())
    return caption(state, FIGURE_LABEL, node, content)


def _chart_parts(state: WriterState, node: Chart) -> str:
    """Put a chart and its workbook into the file; return the chart's relationship."""
    state.charts += 1
    number = state.charts
    part, book = f"charts/chart{number}.xml", f"embeddings/workbook{number}.xlsx"
    profile = state.profile
    face = profile.faces.table.font
    digits = profile.body.digits or face
    style = ChartStyle.for_word(latin=digits, east_asian=face, numeral=digits)
    state.members += [
        Member(f"word/{part}", chart_xml(node, style, "rId1")),
        Member(
            f"word/charts/_rels/chart{number}.xml.rels",
            relationships([Relationship("rId1", WORKBOOK_RELATIONSHIP, f"../{book}")]),
        ),
        Member(f"word/{book}", chart_workbook(node), stored=True),
    ]
    state.overrides.append((f"/word/{part}", CHART_CONTENT_TYPE))
    state.extensions["xlsx"] = WORKBOOK_CONTENT_TYPE
    return state.relate(CHART_RELATIONSHIP, part)
