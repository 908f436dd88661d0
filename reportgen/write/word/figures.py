"""Pictures and charts in, their paragraphs, captions and parts out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import Chart, Content, Figure, Pending, Picture, Text
from reportgen.theme.format_parts import PictureFormat
from reportgen.units import EMU_PER_MM, EMU_PER_TWIP, twips_of_mm
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
from reportgen.write.pictures import PictureError, PictureInfo, fit_within, inspect, upright
from reportgen.write.word.captions import caption, narrowed
from reportgen.write.word.cells import NO_BORDER, cell, row, table
from reportgen.write.word.draft import FIGURE_LABEL, Draft
from reportgen.write.word.drawings import chart_frame, picture
from reportgen.write.workbook import chart_workbook

_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_BAR_MM, _AXIS_MM = 9.2, 4.0
_CENTRED = '<w:jc w:val="center"/>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A picture whose bytes are in the document; `rid` names them."""

    node: Picture
    info: PictureInfo
    rid: str


def figure(draft: Draft, node: Figure) -> str:
    """Return one to four pictures with their captions, the figure's caption below them."""
    body = node.caption
    only = node.pictures[0] if len(node.pictures) == 1 else None
    if only and (not body or body == only.caption):
        body = (*only.caption, *_credit(only))
    elif only:
        body = (*body, *_credit(only))
    loaded = [(picture_, _load(draft, picture_)) for picture_ in node.pictures]
    if only:
        below = caption(draft, FIGURE_LABEL, node.number, body, node.id, keep_next=False)
        return _single(draft, only, loaded[0][1]) + (below or draft.paragraph("PanelGap", ""))
    below = caption(draft, FIGURE_LABEL, node.number, body, node.id, keep_next=False)
    gap = draft.paragraph("PanelGap", "", "<w:keepNext/>")
    # Word joins two tables that nothing stands between.
    return gap + _grid(draft, loaded, below) + draft.paragraph("PanelGap", "")


def _load(draft: Draft, node: Picture) -> _Loaded | None:
    try:
        data = draft.picture(node.path)
        info = inspect(data)
        if info.orientation != 1:
            data = upright(data)
            info = inspect(data)
    except Faults as faults:
        draft.diagnostics.extend(faults.diagnostics)
        return None
    except PictureError as fault:
        message = f"图片 {node.path} 不能使用：{fault}"
        draft.diagnostics.append(Diagnostic("picture-unusable", message, node.at))
        return None
    rid = draft.media_rel(data, info.extension, info.content_type, _IMAGE)
    return _Loaded(node, info, rid)


def _missing(draft: Draft, node: Picture) -> str:
    return draft.runs((Pending(f"图片 {node.path}"),))


def _credit(node: Picture) -> Content:
    return (Text(f"（供图：{node.credit}）"),) if node.credit else ()


def _single(draft: Draft, node: Picture, loaded: _Loaded | None) -> str:
    if loaded is None:
        return draft.paragraph("PanelText", _missing(draft, node), "<w:keepNext/>" + _CENTRED)
    wanted = draft.base.profile.picture
    width, height = fit_within(
        loaded.info,
        min(
            round(wanted.single_width_mm * EMU_PER_MM),
            draft.base.reading.text_width * EMU_PER_TWIP,
        ),
        round(wanted.single_height_mm * EMU_PER_MM),
    )
    return draft.paragraph("Picture", picture(draft, loaded.rid, width, height, node.alt))


def _grid(draft: Draft, pictures: Sequence[tuple[Picture, _Loaded | None]], below: str) -> str:
    """Return pictures side by side, uncropped, in a table without lines; four make two rows.

    The caption is its last row: programs differ in whether a table holds on to a paragraph.
    """
    wanted = draft.base.profile.picture
    gap = twips_of_mm(wanted.gap_mm)
    per_row = 2 if len(pictures) == 4 else min(3, len(pictures))
    room = draft.base.reading.text_width - per_row * gap
    shapes = [p.info.width_px / p.info.height_px if p else 1.5 for _, p in pictures]
    most = float(twips_of_mm(wanted.row_height_mm))
    if len(pictures) == per_row:
        # One height at which the widths fill the row.
        height = min(room / sum(shapes), most)
        widths = [round(height * shape) + gap for shape in shapes]
    else:
        height = most
        widths = [room // per_row + gap] * per_row
    rows = []
    for start in range(0, len(pictures), per_row):
        cells = []
        for place, width in enumerate(widths):
            index = start + place
            inner = draft.paragraph("PanelText", "", "<w:keepNext/>")
            if index < len(pictures):
                box = width - gap, min(height, (width - gap) / shapes[index])
                inner = _in_cell(draft, *pictures[index], box, shapes[index])
            cells.append(cell(width, inner, place="top", pad=0))
        rows.append(row(cells))
    if below:
        rows.append(row([cell(sum(widths), below, span=per_row, pad=0)]))
    edges = dict.fromkeys(_SIDES, NO_BORDER)
    return table(widths, rows, style=draft.style("TableNormal"), edges=edges)


def _in_cell(
    draft: Draft, node: Picture, loaded: _Loaded | None, box: tuple[float, float], shape: float
) -> str:
    if loaded:
        high = min(box[1], box[0] / shape)
        size = round(high * shape * EMU_PER_TWIP), round(high * EMU_PER_TWIP)
        shown = picture(draft, loaded.rid, *size, node.alt)
        inner = draft.paragraph("Picture", shown, '<w:spacing w:before="0" w:after="0"/>')
    else:
        inner = draft.paragraph("PanelText", _missing(draft, node), "<w:keepNext/>" + _CENTRED)
    credit = _credit(node)
    text = (*node.caption, *credit)
    if text:
        pt = draft.base.profile.faces.caption.size_pt
        lines = narrowed(draft, text, "note", box[0] / 20, pt=pt, keep=draft.text(credit))
        inner += draft.paragraph("PictureCaption", draft.runs(lines), "<w:keepNext/>")
    return inner


def _chart_height(node: Chart, wanted: PictureFormat) -> float:
    """Return the height in mm: horizontal bars get about a line of text each."""
    if node.kind != "bar":
        return wanted.chart_height_mm
    wished = len(node.categories) * max(1, len(node.series)) * _BAR_MM + _AXIS_MM
    return max(wanted.chart_height_mm, min(wished, 2 * wanted.chart_height_mm))


def chart(draft: Draft, node: Chart) -> str:
    """Return a native chart, its workbook inside the file, and its caption."""
    draft.charts += 1
    number = draft.charts
    part, book = f"charts/chart{number}.xml", f"embeddings/workbook{number}.xlsx"
    profile = draft.base.profile
    faces, digits = profile.faces, profile.body.digits
    face = faces.table.font
    style = ChartStyle.for_word(latin=digits or face, east_asian=face, numeral=digits or face)
    draft.members += [
        Member(f"word/{part}", chart_xml(node, style, "rId1")),
        Member(
            f"word/charts/_rels/chart{number}.xml.rels",
            relationships([Relationship("rId1", WORKBOOK_RELATIONSHIP, f"../{book}")]),
        ),
        Member(f"word/{book}", chart_workbook(node), stored=True),
    ]
    draft.overrides.append((f"/word/{part}", CHART_CONTENT_TYPE))
    draft.extensions["xlsx"] = WORKBOOK_CONTENT_TYPE
    rid = draft.relate(CHART_RELATIONSHIP, part)
    wanted = profile.picture
    width = min(
        round(wanted.chart_width_mm * EMU_PER_MM), draft.base.reading.text_width * EMU_PER_TWIP
    )
    height = round(_chart_height(node, wanted) * EMU_PER_MM)
    frame = chart_frame(draft, rid, width, height, chart_alt(node))
    content: Content = node.caption or ((Text(node.title),) if node.title else ())
    below = caption(draft, FIGURE_LABEL, node.number, content, node.id, keep_next=False)
    return draft.paragraph("Picture", frame) + (below or draft.paragraph("PanelGap", ""))
