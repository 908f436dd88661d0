"""Each style that a report names is defined here from the format profile.

Word knows a built-in style by its English name; the id is only a local key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from reportgen.theme.format_parts import Face
from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_pt
from reportgen.write import pending
from reportgen.write.word.emit import paragraph_children, run_children, value_element
from reportgen.write.word.markup import BORDER_ORDER, PARAGRAPH_ORDER, RUN_ORDER, W
from reportgen.write.word.model import (
    AS_STYLED,
    PLAIN,
    ParagraphProperties,
    RunProperties,
    TabStop,
)
from reportgen.write.word.typography import (
    GAP_HEIGHT,
    GAP_LINE,
    GAP_STYLE,
    MATRIX_PT,
    NUMERAL_PT,
    RED,
    STEP_PT,
    Colours,
    small_table_pt,
)
from reportgen.write.xml import EMPTY, Value, Xml, element, in_order

_BUILT_IN = frozenset(
    {"Normal", "Body Text", "Title", "Subtitle", "Salutation", "Quote", "Signature", "Date",
     "caption", "TOC Heading", "footer"}
    | {f"heading {n}" for n in range(1, 10)} | {f"toc {n}" for n in range(1, 10)}
)  # fmt: skip
_NO_INDENT = {"left": 0, "right": 0, "first_line_chars": 0, "first_line": 0}
_CENTRE = {**_NO_INDENT, "align": "center"}
_OFF_GRID = {"snap_to_grid": False}
_LINES_TOGETHER = {"keep_lines": True}
_WITH_NEXT = {"keep_next": True}


@dataclass(frozen=True, slots=True)
class Style:
    """One style; `based`, `follow` and `link` are ids of others.

    `primary` puts it among the styles that Word shows first; `table` is the `w:tblPr` of a style
    of tables.
    """

    id: str
    name: str
    kind: Literal["paragraph", "character", "table"]
    paragraph: ParagraphProperties = AS_STYLED
    run: RunProperties = PLAIN
    based: str = ""
    follow: str = ""
    link: str = ""
    priority: int | None = None
    hidden: bool = False
    primary: bool = False
    default: bool = False
    custom: bool = False
    table: Xml = EMPTY


def style_element(style: Style) -> Xml:
    """Return the `w:style` of a style, with the namespace it needs to stand alone."""
    attributes: dict[str, Value] = {
        "xmlns:w": W,
        "w:type": style.kind,
        "w:default": style.default or None,
        "w:customStyle": style.custom or None,
        "w:styleId": style.id,
    }
    paragraph, run = paragraph_children(style.paragraph), run_children(style.run)
    # CT_Style, ECMA-376 part 1, 17.7.4.17: the sequence of the children.
    return element(
        "w:style",
        attributes,
        value_element("name", style.name),
        value_element("basedOn", style.based) if style.based else EMPTY,
        value_element("next", style.follow) if style.follow else EMPTY,
        value_element("link", style.link) if style.link else EMPTY,
        value_element("uiPriority", style.priority) if style.priority is not None else EMPTY,
        element("w:semiHidden") if style.hidden else EMPTY,
        element("w:qFormat") if style.primary else EMPTY,
        element("w:pPr", None, in_order(paragraph, PARAGRAPH_ORDER)) if paragraph else EMPTY,
        element("w:rPr", None, in_order(run, RUN_ORDER)) if run else EMPTY,
        style.table,
    )


def document_defaults(profile: FormatProfile) -> Xml:
    """Return `w:docDefaults`: the body face and the languages."""
    face = profile.faces.body
    children = run_children(_faces(face, profile.body.digits, size_pt=face.size_pt))
    languages: dict[str, Value] = {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"}
    children["lang"] = element("w:lang", languages)
    run = element("w:rPr", None, in_order(children, RUN_ORDER))
    return element(
        "w:docDefaults",
        {"xmlns:w": W},
        element("w:rPrDefault", None, run),
        element("w:pPrDefault"),
    )


def definitions(profile: FormatProfile, colours: Colours) -> tuple[Style, ...]:
    """Return every style the writer uses, set to the profile."""
    return (
        *_base_styles(profile),
        *_text_styles(profile, colours),
        *_press_styles(profile, colours),
        *_table_styles(profile),
        *_panel_styles(profile, colours),
        *_contents_styles(profile),
        *_other_styles(profile),
    )


def _faces(face: Face, digits: str, **more: Any) -> RunProperties:
    return RunProperties(east_asian=face.font, latin=face.digits or digits or face.font, **more)


def _run(
    profile: FormatProfile, face: Face, *, tracking: int = 0, colour: str = "", size_pt: float = 0
) -> RunProperties:
    """Return the properties of text in a face, at another size where `size_pt` is given."""
    return _faces(
        face,
        profile.body.digits,
        bold=face.bold,
        colour=colour,
        tracking=tracking,
        size_pt=size_pt or face.size_pt,
    )


def _paragraph_style(
    id_: str, name: str, run: RunProperties, *properties: dict[str, Any], **more: Any
) -> Style:
    """Return a paragraph style based on Normal; `properties` are `ParagraphProperties` by name."""
    own: dict[str, Any] = {}
    for some in properties:
        own |= some
    settings = {"based": "Normal", "custom": name not in _BUILT_IN, **more}
    return Style(id_, name, "paragraph", ParagraphProperties(**own), run, **settings)


def _exact(line: int, before: int = 0, after: int = 0) -> dict[str, Any]:
    """Return the spacing of lines of exactly `line` twips."""
    return {"before": before, "after": after, "line": line, "line_rule": "exact"}


def _close(face: Face, before: int = 0, after: int = 0) -> dict[str, Any]:
    """Return the spacing of lines half as high again as their type."""
    return _exact(twips_of_pt(face.size_pt * 1.5), before, after)


def _first_line(profile: FormatProfile) -> dict[str, Any]:
    """Return the indent of a first line."""
    chars = profile.body.first_line_chars
    # Word follows the character count, others the twips; both say the same.
    first = twips_of_pt(chars * profile.faces.body.size_pt)
    return {
        "left": 0,
        "right": 0,
        "first_line_chars": round(chars * 100),
        "first_line": first,
    }


def _base_styles(profile: FormatProfile) -> Iterator[Style]:
    """Yield the styles that every document has."""
    yield _paragraph_style(
        "Normal", "Normal", _run(profile, profile.faces.body),
        {"widow_control": profile.body.widow_control, "align": "both"},
        _exact(profile.pitch_twips), based="", primary=True, default=True,
    )  # fmt: skip
    yield Style(
        "DefaultParagraphFont", "Default Paragraph Font", "character",
        priority=1, hidden=True, default=True,
    )  # fmt: skip
    margins = [
        element(f"w:{side}", {"w:w": width, "w:type": "dxa"})
        for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
    ]
    yield Style(
        "TableNormal", "Normal Table", "table", priority=99, hidden=True, default=True,
        table=element(
            "w:tblPr", None,
            element("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
            element("w:tblCellMar", None, *margins),
        ),
    )  # fmt: skip
    line: dict[str, Value] = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto"}
    lines = [element(f"w:{side}", line) for side in BORDER_ORDER]
    yield Style(
        "TableGrid", "Table Grid", "table", based="TableNormal", priority=39,
        table=element("w:tblPr", None, element("w:tblBorders", None, *lines)),
    )  # fmt: skip


def _text_styles(profile: FormatProfile, colours: Colours) -> Iterator[Style]:
    """Yield the styles that keep to the grid of lines: titles, headings and running text."""
    faces, tracking = profile.faces, profile.tracking_twips
    on_grid, first_line = _exact(profile.pitch_twips), _first_line(profile)
    title_lines = _exact(twips_of_pt(profile.title_block.pitch_pt))
    body = _run(profile, faces.body, tracking=tracking)
    together = _WITH_NEXT | _LINES_TOGETHER
    follow = {"follow": "BodyText"}
    # The room between two columns is too narrow for a stop to hang in.
    inside = {"overflow_punctuation": False} if profile.columns.count > 1 else {}
    yield _paragraph_style("BodyText", "Body Text", body, on_grid, first_line, inside, primary=True)
    # LibreOffice sets even an exact line to the height of the grid's.
    alignment = {**_NO_INDENT, "align": profile.title_block.align}
    title = (together, _OFF_GRID, title_lines, alignment)
    yield _paragraph_style(
        "Title", "Title", _run(profile, faces.title), *title, primary=True, **follow
    )
    yield _paragraph_style(
        "Subtitle", "Subtitle", _run(profile, faces.subtitle, tracking=tracking),
        together, on_grid, alignment, primary=True, **follow,
    )  # fmt: skip
    for level, face in enumerate(
        (faces.heading1, faces.heading2, faces.heading3, faces.heading4), start=1
    ):
        own = _run(profile, face, tracking=tracking, colour=colours.ink if level == 1 else "")
        yield _paragraph_style(
            f"Heading{level}", f"heading {level}", own,
            together, on_grid, _in_press(profile) or first_line, {"outline_level": level - 1},
            link=f"Heading{level}Char", primary=True, **follow,
        )  # fmt: skip
        yield Style(
            f"Heading{level}Char", f"Heading {level} Char", "character", run=own,
            based="DefaultParagraphFont", link=f"Heading{level}", priority=9, custom=True,
        )  # fmt: skip
    flush = (on_grid, _NO_INDENT)
    yield _paragraph_style("Salutation", "Salutation", body, *flush)
    yield _paragraph_style("FlushText", "顶格正文", body, *flush)
    yield _paragraph_style("CenteredText", "居中正文", body, on_grid, _CENTRE)
    quote = _run(profile, faces.quote, tracking=tracking)
    yield _paragraph_style("Quote", "Quote", quote, on_grid, first_line)
    yield _paragraph_style("AttachmentList", "附件说明", body, on_grid)
    centre_lines = (together, _OFF_GRID, title_lines, _CENTRE)
    yield _paragraph_style(
        "Headline", "附件标题", _run(profile, faces.title), *centre_lines, **follow
    )
    mark = _run(profile, faces.heading1, tracking=tracking)
    yield _paragraph_style("AttachmentMark", "附件序号", mark, _WITH_NEXT, *flush)
    yield _paragraph_style("RedHeadNote", "密级和紧急程度", mark, _WITH_NEXT, *flush)
    organ = _run(profile, faces.title.model_copy(update={"bold": False}), colour=RED)
    yield _paragraph_style(
        "RedHeadMark", "发文机关标志", organ, together, _OFF_GRID, on_grid, _CENTRE
    )
    right = {**_NO_INDENT, "align": "right"}
    yield _paragraph_style("Signature", "Signature", body, together, on_grid, right, follow="Date")
    yield _paragraph_style("Date", "Date", body, _LINES_TOGETHER, on_grid, right)


def _in_press(profile: FormatProfile) -> dict[str, Any]:
    """Return how headings stand in a format of columns: at the left, half a line below the text."""
    if profile.columns.count == 1:
        return {}
    return {**_NO_INDENT, "before": profile.pitch_twips // 2}


def _press_styles(profile: FormatProfile, colours: Colours) -> Iterator[Style]:
    """Yield the styles of press stories."""
    faces = profile.faces
    alignment = {**_NO_INDENT, "align": profile.title_block.align}
    shoulder = max(profile.pitch_twips, twips_of_pt(faces.shoulder.size_pt * 1.6))
    yield _paragraph_style(
        "Shoulder", "肩题", _run(profile, faces.shoulder, colour=colours.ink),
        _WITH_NEXT, _OFF_GRID, _exact(shoulder), alignment,
    )  # fmt: skip
    yield _paragraph_style(
        "Byline", "作者", _run(profile, faces.heading2, colour=colours.muted),
        _OFF_GRID, _exact(twips_of_pt(faces.heading2.size_pt * 1.7), 40, 160), alignment,
    )  # fmt: skip
    lead = twips_of_pt(faces.standfirst.size_pt * 5 / 3)
    yield _paragraph_style(
        "Standfirst", "导语", _run(profile, faces.standfirst),
        _OFF_GRID, _exact(lead), _NO_INDENT, {"align": "both"},
        {"first_line_chars": 200, "first_line": twips_of_pt(2 * faces.standfirst.size_pt)},
    )  # fmt: skip
    yield _paragraph_style(
        "PullQuote", "引题", _run(profile, faces.pull_quote, colour=colours.ink),
        _LEFT, _exact(twips_of_pt(faces.pull_quote.size_pt * 5 / 3)),
    )  # fmt: skip


# What stands apart from the grid of lines: tables, captions, panels. Their lines are exact too: the
# faces a machine puts in place of a missing one differ most in their own line height.
_LEFT = {**_OFF_GRID, **_NO_INDENT, "align": "left"}
_MIDDLE = {**_OFF_GRID, **_CENTRE}
# No stop hangs out of a cell: LibreOffice lets none, and a cell has no margin to hang in.
_IN_CELL, _MID_CELL = ({"overflow_punctuation": False, **some} for some in (_LEFT, _MIDDLE))


def _table_styles(profile: FormatProfile) -> Iterator[Style]:
    """Yield the styles of tables, of captions and notes, and of pictures."""
    faces = profile.faces
    pitch_pt = profile.table.pitch_pt
    lines = _exact(twips_of_pt(pitch_pt), 30, 30)
    header, text = _run(profile, faces.table_header), _run(profile, faces.table)
    yield _paragraph_style("TableText", "表格文字", text, _IN_CELL, lines)
    yield _paragraph_style("TableHeader", "表头", header, _MID_CELL, lines)
    yield _paragraph_style(
        "TableNote", "表注", _run(profile, faces.note),
        _LINES_TOGETHER, _OFF_GRID, _close(faces.note, 60, 160), _NO_INDENT,
    )  # fmt: skip
    yield _paragraph_style(
        "Caption", "caption", _run(profile, faces.caption),
        _LINES_TOGETHER, _MIDDLE, _close(faces.caption, 60, 60),
    )  # fmt: skip
    small, small_pt = _exact(twips_of_pt(pitch_pt * 0.85), 30, 30), small_table_pt(profile)
    text = _run(profile, faces.table, size_pt=small_pt)
    header = _run(profile, faces.table_header, size_pt=small_pt)
    yield _paragraph_style("TableTextSmall", "表格小字", text, _IN_CELL, small)
    yield _paragraph_style("TableHeaderSmall", "表头小字", header, _MID_CELL, small)
    # Where a report takes its facts from: smaller, set in from both sides.
    side = twips_of_pt(faces.panel.size_pt * 2)
    yield _paragraph_style(
        "SourceText", "来源说明", _run(profile, faces.quote, size_pt=faces.panel.size_pt),
        _LINES_TOGETHER, _OFF_GRID, _close(faces.panel, 120), _NO_INDENT,
        {"left": side, "right": side},
    )  # fmt: skip
    # A fixed pitch would cut off a picture. Word adds the depth of the paragraph's mark below it and
    # LibreOffice does not: at one point nobody sees a difference.
    yield _paragraph_style(
        "Picture", "图片", _run(profile, faces.table, size_pt=1),
        _WITH_NEXT, _MIDDLE, {"before": 120, "after": 0, "line": 240, "line_rule": "auto"},
    )  # fmt: skip
    yield _paragraph_style(
        "PictureCaption", "图片说明", _run(profile, faces.note, size_pt=faces.caption.size_pt),
        _LINES_TOGETHER, _MID_CELL, _close(faces.caption, 60, 40),
    )  # fmt: skip


def _panel_styles(profile: FormatProfile, colours: Colours) -> Iterator[Style]:
    """Yield the styles of panels, and of the room beside them."""
    faces = profile.faces
    close = _close(faces.panel)
    title = _run(profile, faces.table_header, size_pt=faces.panel.size_pt)
    yield _paragraph_style("PanelText", "栏目文字", _run(profile, faces.panel), _IN_CELL, close)
    yield _paragraph_style("PanelTitle", "栏目标题", title, _IN_CELL, close)
    cell = _exact(twips_of_pt(profile.table.pitch_pt))
    yield _paragraph_style("KeyLabel", "关键数字名称", _run(profile, faces.table), _MID_CELL, cell)
    note = _run(profile, faces.note, colour=colours.muted)
    yield _paragraph_style("PanelNote", "栏目附注", note, _MID_CELL, _close(faces.note))
    for id_, name, size_pt, lines in (
        ("KeyFigure", "关键数字", NUMERAL_PT, _exact(twips_of_pt(NUMERAL_PT * 1.3), 0, 20)),
        ("StepNumber", "步骤序号", STEP_PT, _exact(twips_of_pt(24))),
        ("MatrixLead", "引领品牌", MATRIX_PT, _exact(twips_of_pt(MATRIX_PT * 1.5), 40)),
    ):
        run = _run(profile, faces.title, colour=colours.ink, size_pt=size_pt)
        yield _paragraph_style(id_, name, run, _MID_CELL, lines)
    # The room is above the line: on top of a page it vanishes, and text begins at the first line.
    yield _paragraph_style(
        GAP_STYLE, "栏目间距", _run(profile, faces.note, size_pt=1),
        _LEFT, _exact(GAP_LINE, GAP_HEIGHT - GAP_LINE),
    )  # fmt: skip


def _contents_styles(profile: FormatProfile) -> Iterator[Style]:
    """Yield the styles of the contents."""
    faces, pitch = profile.faces, profile.pitch_twips
    yield _paragraph_style(
        "TOCHeading", "TOC Heading",
        _run(profile, faces.heading1, size_pt=faces.title.size_pt * 0.82),
        _WITH_NEXT, _exact(pitch, 0, pitch), _CENTRE, {"outline_level": 9}, follow="BodyText",
    )  # fmt: skip
    tabs = (TabStop(profile.text_width_twips, "right", "dot"),)
    size = faces.body.size_pt
    for level in range(1, 5):
        face = faces.heading1 if level == 1 else faces.body
        indent = {**_NO_INDENT, "left": twips_of_pt((level - 1) * size)}
        yield _paragraph_style(
            f"TOC{level}", f"toc {level}", _run(profile, face, size_pt=size),
            {"tabs": tabs, "align": "left"}, _exact(pitch), indent, follow="Normal",
        )  # fmt: skip


def _other_styles(profile: FormatProfile) -> Iterator[Style]:
    """Yield the styles of the footer and the imprint, and those of characters."""
    faces, digits = profile.faces, profile.body.digits
    number = faces.page_number
    footer = _faces(number, number.font, bold=number.bold, tracking=0, size_pt=number.size_pt)
    yield _paragraph_style("Footer", "footer", footer, _LEFT, _exact(twips_of_pt(number.size_pt)))
    issue_number = _run(profile, faces.body, size_pt=number.size_pt)
    lines = _exact(twips_of_pt(number.size_pt * 1.5))
    yield _paragraph_style("ImprintText", "版记", issue_number, _LEFT, lines)
    unit = _faces(faces.table, digits, size_pt=faces.table.size_pt)
    for id_, name, run, custom in (
        ("SignerName", "签发人姓名", _faces(faces.heading2, digits), True),
        ("Strong", "Strong", RunProperties(bold=True), False),
        ("Hyperlink", "Hyperlink", RunProperties(colour="auto"), False),
        ("Pending", "待补充", RunProperties(fill=pending.SHADE), True),
        ("KeyUnit", "关键数字单位", unit, True),
    ):
        based = "DefaultParagraphFont"
        yield Style(id_, name, "character", run=run, based=based, custom=custom)
