"""A unit's own .docx gives a report its styles, faces, page and numbering."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.measure.faces import face as measured_face
from reportgen.theme.format_parts import Columns, Face, Page, TableFormat
from reportgen.theme.formats import FormatProfile
from reportgen.units import MM_PER_INCH, TWIPS_PER_INCH, TWIPS_PER_PT
from reportgen.write.word.numbering import HeadingList, heading_lists
from reportgen.write.word.page_setup import PageSetup
from reportgen.write.word.style_cascade import EffectiveStyle
from reportgen.write.word.styles import Style

_LEVELS = range(1, 5)
_LEAST_PT = 9.0
"""小五: the smallest size in which an office prints text."""
#: the writer's style that a face of the profile, and an entry of its `styles`, stands for
_STYLE_OF_FACE = {
    "title": "Title", "subtitle": "Subtitle", "heading1": "Heading1", "heading2": "Heading2",
    "heading3": "Heading3", "heading4": "Heading4", "body": "BodyText", "quote": "Quote",
    "salutation": "Salutation", "signature": "Signature", "date": "Date", "table": "TableText",
    "table_header": "TableHeader", "caption": "Caption", "note": "TableNote",
}  # fmt: skip
#: the names of built-in styles as Chinese Word shows them, and as it writes them in the file
_BUILT_IN_NAMES = {
    "正文": "normal", "正文文本": "body text", "标题": "title", "副标题": "subtitle",
    "题注": "caption", "引用": "quote", "签名": "signature", "日期": "date", "称呼": "salutation",
    "正文首行缩进": "body text first indent",
} | {f"标题 {n}": f"heading {n}" for n in range(1, 10)}  # fmt: skip
#: what offices call styles that they made beside the built-in ones, by what these are for
_OFFICE_NAMES = {
    "body text": ("公文正文", "报告正文", "正文内容"),
    "title": ("公文标题", "文件标题", "大标题", "主标题", "总标题"),
    "subtitle": ("公文副标题",),
    "salutation": ("主送机关", "称谓"),
    "signature": ("署名", "落款", "发文机关署名"),
    "date": ("成文日期",),
} | {
    f"heading {n}": (f"{digit}级标题", f"公文{digit}级标题", f"{n}级标题", f"标题{digit}")
    for n, digit in enumerate("一二三四", start=1)
}  # fmt: skip

Styles = Mapping[tuple[str, str], BaseOxmlElement]


def style_name(style: BaseOxmlElement) -> str:
    """Return the name of a `w:style` as it is written."""
    name = style.find(qn("w:name"))
    return (name.get(qn("w:val")) or "") if name is not None else ""


def named_styles(document: Document) -> dict[tuple[str, str], BaseOxmlElement]:
    """Return the styles of a document by kind and lower-case name, as Word compares them.

    A style goes by its other names too (`w:aliases`), and by the built-in name that Chinese Word
    shows as its own, where no style has that name itself.
    """
    styles_by_name: dict[tuple[str, str], BaseOxmlElement] = {}
    others: list[tuple[tuple[str, str], BaseOxmlElement]] = []
    for element in document.styles.element.findall(qn("w:style")):
        kind, name = element.get(qn("w:type")) or "paragraph", style_name(element).strip()
        styles_by_name.setdefault((kind, name.lower()), element)
        aliases = element.find(qn("w:aliases"))
        alias_list = (aliases.get(qn("w:val")) or "").split(",") if aliases is not None else []
        others += [((kind, alias.strip().lower()), element) for alias in alias_list]
        others.append(((kind, _plain_name(name)), element))
    for key, element in others:
        if key[1]:
            styles_by_name.setdefault(key, element)
    return styles_by_name


def _plain_name(name: str) -> str:
    """Return the name that the file has for a style that a person knows by `name`."""
    canonical = re.sub(r"^标题\s*(\d)$", r"标题 \1", name)
    return _BUILT_IN_NAMES.get(canonical, canonical.lower())


def style_for(style: Style, there: Styles, profile: FormatProfile) -> BaseOxmlElement | None:
    """Return the style of a unit's template that stands for one of ours, None where there is none.

    The name given in the profile comes first, then what offices call a style of their own for the
    purpose, then Word's own name. The run-in form of a heading is whatever character style the
    heading is linked to.
    """
    key = next((k for k, ours in _STYLE_OF_FACE.items() if ours == style.id), "")
    name = str(getattr(profile.styles, key)).strip() if key else ""
    if name:
        styles_by_name = there.get(_paragraph_key(name))
        if styles_by_name is not None:
            return styles_by_name
    if style.kind == "character" and style.id.startswith("Heading"):
        return _linked_style(style, there, profile)
    offices = (there.get(("paragraph", name)) for name in _OFFICE_NAMES.get(style.name.lower(), ()))
    own = next((one for one in offices if one is not None), None)
    return own if own is not None else there.get((style.kind, style.name.lower()))


def _paragraph_key(name: str) -> tuple[str, str]:
    """Return the key of the paragraph style that a person knows by `name`."""
    return ("paragraph", _plain_name(name))


def _linked_style(style: Style, there: Styles, profile: FormatProfile) -> BaseOxmlElement | None:
    level = style.id.removeprefix("Heading").removesuffix("Char")
    twin = replace(style, id=f"Heading{level}", name=f"heading {level}", kind="paragraph")
    heading = style_for(twin, there, profile)
    link = heading.find(qn("w:link")) if heading is not None else None
    if link is None:
        return None
    aim = link.get(qn("w:val"))
    return next((e for e in there.values() if e.get(qn("w:styleId")) == aim), None)


def unknown_styles(document: Document, profile: FormatProfile) -> Iterable[Diagnostic]:
    """Yield a warning for every name under `styles` of a profile that the template does not have."""
    there = named_styles(document)
    text = [element for (kind, _), element in there.items() if kind == "paragraph"]
    # Its own styles come first: sorting is stable.
    text.sort(key=lambda element: element.get(qn("w:customStyle")) != "1")
    own = [style_name(element) for element in text]
    for key, field in type(profile.styles).model_fields.items():
        name = str(getattr(profile.styles, key)).strip()
        if name and _paragraph_key(name) not in there:
            message = f"模板里没有样式“{name}”，{field.title}改用缺省的样式"
            hints = (f"模板里的段落样式有：{'、'.join(own[:12])}",)
            yield Diagnostic("word-template-style", message, None, Severity.WARNING, hints)


def headings_of(document: Document, ids: Mapping[str, str]) -> Mapping[int, HeadingList]:
    """Return how the heading styles of a document number themselves, by level.

    `ids` are the ids of its styles by the writer's.
    """
    own = {level: ids[f"Heading{level}"] for level in _LEVELS if f"Heading{level}" in ids}
    return heading_lists(document.styles.element, numbering_of(document), own)


def has_tabs(document: Document, style_id: str) -> bool:
    """Return whether a style, or one that it is based on, sets tab stops."""
    by_id = {e.get(qn("w:styleId")): e for e in document.styles.element.findall(qn("w:style"))}
    visits: set[str] = set()
    while style_id and style_id not in visits and style_id in by_id:
        visits.add(style_id)
        if by_id[style_id].find(f"{qn('w:pPr')}/{qn('w:tabs')}") is not None:
            return True
        base = by_id[style_id].find(qn("w:basedOn"))
        style_id = (base.get(qn("w:val")) or "") if base is not None else ""
    return False


def numbering_of(document: Document) -> BaseOxmlElement | None:
    """Return the `w:numbering` of a document, None where it has no lists."""
    for relationship in document.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.NUMBERING:
            root: BaseOxmlElement = relationship.target_part.element
            return root
    return None


def on_grid(styles: Mapping[str, EffectiveStyle], page: PageSetup) -> Mapping[str, EffectiveStyle]:
    """Return styles as the grid of a page sets them: the height of lines, the room of characters."""
    if not page.pitch and not page.tracking_pt:
        return styles
    return {name: _on_grid(style, page) for name, style in styles.items()}


def _on_grid(style: EffectiveStyle, page: PageSetup) -> EffectiveStyle:
    """Return a style whose lines take as many lines of the grid as they need."""
    if not style.snap:
        return style
    style = replace(style, tracking_pt=style.tracking_pt + page.tracking_pt)
    if style.exact or not page.pitch:
        return style
    lines = math.ceil(_single_line(style) / page.pitch)
    return replace(style, line=style.line_height(lines * page.pitch), exact=True)


def _single_line(style: EffectiveStyle) -> float:
    """Return the height of a single line in the face and size of a style, in twips."""
    shape = measured_face(style.font, style.latin, bold=style.bold)
    return shape.line_em * style.size_pt * TWIPS_PER_PT


def adopt(
    profile: FormatProfile,
    document: Document,
    page: PageSetup,
    styles: Mapping[str, EffectiveStyle],
) -> FormatProfile:
    """Return the profile with page, pitch and faces of a unit's own template in place of its own.

    So the styles a template lacks look like those it has, and measures fit what Word will show.
    """
    there = named_styles(document)
    # Where the template has columns, all of a report stands in them.
    changes: dict[str, object] = {"page": _page(profile, page), "columns": Columns()}
    faces: dict[str, Face] = {}
    body: EffectiveStyle | None = None
    for key, ours in _STYLE_OF_FACE.items():
        name = {"BodyText": "Body Text"}.get(ours, ours.replace("Heading", "heading "))
        element = style_for(Style(ours, name, "paragraph"), there, profile)
        if element is None and key == "body" and _is_set(there):
            element = there.get(("paragraph", "normal"))
        style = styles.get(element.get(qn("w:styleId")) or "") if element is not None else None
        if style is None or (key not in type(profile.faces).model_fields and key != "body"):
            continue
        body = style if key == "body" else body
        latin = style.latin if style.latin != style.font else ""
        faces[key] = Face(font=style.font, size_pt=style.size_pt, bold=style.bold, digits=latin)
        if key == "title" and style.exact:
            block = profile.title_block.model_copy(update={"pitch_pt": style.line / TWIPS_PER_PT})
            changes["title_block"] = block
    if "body" in faces:
        faces = _sized_beside(profile, faces)
        changes["table"] = _close_table(profile, faces.get("table", profile.faces.table))
    changes["faces"] = profile.faces.model_copy(update=faces)
    own_profile = profile.model_copy(update=changes)
    grid: dict[str, object] = {}
    if body is not None:
        grid = {
            "pitch_pt": _pitch(body) / TWIPS_PER_PT,
            "characters": _tracking(body, page, own_profile),
        }
        indent = round(body.first / TWIPS_PER_PT / body.size_pt, 2)
        text = {"first_line_chars": max(0.0, indent), "digits": faces["body"].digits}
        changes["body"] = profile.body.model_copy(update=text)
    changes["grid"] = profile.grid.model_copy(update=grid)
    own_profile = profile.model_copy(update=changes)
    squeeze = -own_profile.tracking_twips / TWIPS_PER_PT
    if squeeze > own_profile.faces.body.size_pt / 8:
        loose = own_profile.grid.model_copy(update={"characters": 0})
        own_profile = own_profile.model_copy(update={"grid": loose})
    return own_profile


def _sized_beside(profile: FormatProfile, faces: Mapping[str, Face]) -> dict[str, Face]:
    """Return the faces of a template with those it lacks, in sizes that stand beside its text.

    Lesser headings and quotations are as large as text. What is smaller than text in the profile
    stays smaller by as much in proportion, but not so small that nobody reads it in print.
    """
    body = faces["body"].size_pt
    ratio = min(1.0, body / profile.faces.body.size_pt)
    own_faces = dict(faces)
    for key in type(profile.faces).model_fields:
        face: Face = getattr(profile.faces, key)
        size = face.size_pt
        if key in ("heading3", "heading4", "quote", "subtitle"):
            size = body
        elif size < profile.faces.body.size_pt:
            size = min(size, max(_LEAST_PT, round(size * ratio * 2) / 2))
        own_faces.setdefault(key, face.model_copy(update={"size_pt": size}))
    return own_faces


def _close_table(profile: FormatProfile, face: Face) -> TableFormat:
    """Return the format of tables with lines as close as its text is small."""
    ratio = face.size_pt / profile.faces.table.size_pt
    pitch = round(profile.table.pitch_pt * min(1.0, ratio), 1)
    return profile.table.model_copy(update={"pitch_pt": pitch})


def _tracking(body: EffectiveStyle, page: PageSetup, profile: FormatProfile) -> int:
    """Return the characters a line holds of text that its style sets closer, 0 if it does not.

    What the grid of the page takes from each character it takes from those of added styles too.
    """
    tracking = body.tracking_pt - (page.tracking_pt if body.snap else 0)
    if tracking >= 0:
        return 0
    character = (body.size_pt + tracking) * TWIPS_PER_PT
    return int((profile.text_width_twips - body.left - body.right) / character)


def _is_set(there: Styles) -> bool:
    """Whether the unit gave its plain text a Chinese face: Word's own default is a theme font."""
    normal = there.get(("paragraph", "normal"))
    if normal is None:
        return False
    fonts = normal.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    return fonts is not None and fonts.get(qn("w:eastAsia")) is not None


def _pitch(style: EffectiveStyle) -> float:
    """Return the distance of the lines of a style, in twips."""
    return style.line_height(_single_line(style))


def _page(profile: FormatProfile, page: PageSetup) -> Page:
    """Return the page of a profile: its text is as wide as a column of the template."""
    right = page.width - page.left - page.text_width
    lengths = {
        "width_mm": page.width, "height_mm": page.height, "top_mm": page.top,
        "bottom_mm": page.bottom, "left_mm": page.left, "right_mm": right,
    }  # fmt: skip
    own_lengths = {key: twips * MM_PER_INCH / TWIPS_PER_INCH for key, twips in lengths.items()}
    return profile.page.model_copy(update=own_lengths)
