"""PresentationML of text: the body of a slot, the notes, a slide number.

Only what differs from the layout is written; the rest is inherited from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reportgen.theme.deck import SlotBox
from reportgen.theme.deck_settings import EmphasisSettings
from reportgen.units import EMU_PER_PT
from reportgen.write import pending
from reportgen.write.powerpoint.fit_text import UNIT_GAP_EM, unit_size
from reportgen.write.powerpoint.model import PlacedText
from reportgen.write.powerpoint.text_runs import LINE_END, TextRun
from reportgen.write.xml import EMPTY, Value, Xml, element, joined
from reportgen.write.xml import text as xml_text

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Mapping[str, Value] = {"xmlns:a": A, "xmlns:r": R, "xmlns:p": P}
LANGUAGE: Mapping[str, Value] = {"lang": "zh-CN", "altLang": "en-US"}
# Any GUID does, the same on all slides.
_SLIDE_NUMBER_FIELD = "{6C0C1F52-3B4E-4D0A-8E0B-5C7A2D9F4E11}"
_LIST_STYLE = element("a:lstStyle")
_PLAIN = element("a:rPr", LANGUAGE)
# A missing fact is dark on the shade that Word gives it, on any ground.
_PENDING_INK = element("a:solidFill", None, element("a:srgbClr", {"val": pending.INK}))
_PENDING_SHADE = element("a:highlight", None, element("a:srgbClr", {"val": pending.SHADE}))
_ALONG_COLUMN = {"l": "t", "ctr": "ctr", "r": "b"}
# A title face has no bold cut: an artificial one smears its strokes.
_NEVER_BOLD = ("title", "lead", "card-title")


@dataclass(frozen=True, eq=False, slots=True)
class Emphasis:
    """How strong words are set (deck.yaml `emphasis`): the colour only on the plain text colour."""

    colour: str
    bold: bool

    @classmethod
    def of(cls, settings: EmphasisSettings) -> Emphasis:
        """Return the emphasis of a theme."""
        return cls(settings.color, settings.bold)


def text_body(text: PlacedText, emphasis: Emphasis) -> Xml:
    """Return the `p:txBody` of a slot with its paragraphs."""
    slot, size_pt = text.slot, text.size_pt
    spacing = _paragraph_properties(slot, size_pt, text.line_pt, text.gap_pt)
    paragraphs = []
    for paragraph in text.paragraphs:
        runs: list[Xml] = []
        for run in paragraph:
            if run.unit and slot.unit is not None and runs:
                runs.append(_unit_gap(size_pt))
            properties = _run_properties(slot, size_pt, emphasis, run._replace(text=""))
            runs.append(line_runs(run.text, properties))
        paragraphs.append(element("a:p", None, spacing, *runs))
    return _body(slot, *paragraphs)


def _unit_gap(size_pt: float) -> Xml:
    """Return the run between a numeral set at `size_pt` and its unit, `UNIT_GAP_EM` wide.

    It is a no-break space of 1 pt with character spacing. PowerPoint sets nothing between digits and
    Chinese, LibreOffice a quarter of the size of the run before: of 1 pt that is nothing to see.
    """
    properties = {**LANGUAGE, "sz": 100, "spc": round(UNIT_GAP_EM * 100 * size_pt)}
    return _run("\u00a0", element("a:rPr", properties))


def slide_number_body(slot: SlotBox, number: int) -> Xml:
    """Return the `p:txBody` of a slide number, a field with its present value."""
    field = element(
        "a:fld",
        {"id": _SLIDE_NUMBER_FIELD, "type": "slidenum"},
        _PLAIN,
        element("a:t", None, xml_text(str(number))),
    )
    return _body(slot, element("a:p", None, field))


def notes_body(texts: Iterable[str]) -> Xml:
    """Return the `p:txBody` of a notes page: plain paragraphs, set as the notes master sets them."""
    paragraphs = [element("a:p", None, line_runs(text, _PLAIN)) for text in texts]
    return element("p:txBody", None, element("a:bodyPr"), _LIST_STYLE, *paragraphs)


def line_runs(text: str, properties: Xml) -> Xml:
    """Return the runs of a text that is set alike, its line ends as `a:br`."""
    if LINE_END not in text:
        return _run(text, properties)
    lines = [_run(line, properties) for line in text.split(LINE_END)]
    return Xml(element("a:br", None, properties).join(lines))


def _run(text: str, properties: Xml) -> Xml:
    if not text:
        return EMPTY
    return element("a:r", None, properties, element("a:t", None, xml_text(text)))


def _body(slot: SlotBox, *paragraphs: Xml) -> Xml:
    return element("p:txBody", None, _body_properties(slot), _LIST_STYLE, *paragraphs)


def _paragraph_properties(slot: SlotBox, size_pt: float, line_pt: float, gap_pt: float) -> Xml:
    """Return the `a:pPr` of a text, if it needs one."""
    spacing = EMPTY
    if size_pt != slot.inherited_pt and slot.line_pt:
        spacing = element("a:lnSpc", None, element("a:spcPts", {"val": round(line_pt * 100)}))
    if gap_pt != slot.space_before_pt or (gap_pt and (slot.is_free or slot.stated)):
        before = element("a:spcBef", None, element("a:spcPts", {"val": round(gap_pt * 100)}))
        spacing = joined((spacing, before))
    # A mark that hangs past the margin would leave the frame, which has no inset to hang in.
    attributes: dict[str, Value] = {"hangingPunct": "0"} if slot.hangs else {}
    if (slot.is_free or slot.stated) and slot.align != "l":
        attributes = {"algn": slot.align}
    bullet = EMPTY
    if slot.bullet:
        bullet = Xml(slot.bullet)
        indents = {"marL": slot.left_indent_pt, "indent": slot.first_indent_pt}
        attributes |= {name: round(points * EMU_PER_PT) for name, points in indents.items()}
    return element("a:pPr", attributes, spacing, bullet) if spacing or attributes else EMPTY


def _faces(slot: SlotBox) -> Xml:
    """Return the faces of a text that a slide does not inherit."""
    latin = EMPTY
    if slot.stated and slot.latin:
        latin = element("a:latin", {"typeface": slot.latin})
    return (
        joined((latin, element("a:ea", {"typeface": slot.east_asian})))
        if slot.east_asian
        else latin
    )


def _text_fill(slot: SlotBox) -> Xml:
    """Return the fill of the texts after which a free box is set."""
    if slot.fill:
        return Xml(slot.fill)
    colour = element("a:schemeClr", {"val": slot.colour or "tx1"})
    return element("a:solidFill", None, colour)


# The slots of a theme are few and most texts stand at the layout's size: these properties are the
# same on slide after slide.


@lru_cache(maxsize=4096)
def _body_properties(slot: SlotBox) -> Xml:
    """Return the `a:bodyPr`: the layout's insets, and no refitting by PowerPoint.

    The box of vertical text is as wide as its columns, so its anchor moves nothing. LibreOffice takes the
    anchor for the place along the columns, so it is given the paragraphs' alignment.
    """
    insets = dict(zip(("lIns", "tIns", "rIns", "bIns"), slot.insets, strict=True))
    anchor: dict[str, Value] = (
        {"anchor": _ALONG_COLUMN.get(slot.align, "t")} if slot.vertical else {}
    )
    if slot.is_free:
        anchor = {"wrap": "square", "anchor": slot.anchor}
    return element("a:bodyPr", {**insets, **anchor}, element("a:noAutofit"))


@lru_cache(maxsize=4096)
def _run_properties(slot: SlotBox, size_pt: float, emphasis: Emphasis, run: TextRun) -> Xml:
    """Return the `a:rPr` of a run, whatever its text; a numeral's slot says how its unit is set."""
    if run.unit and slot.unit is not None:
        size = round(unit_size(slot, size_pt) * 100)
        head = f'<a:rPr lang="zh-CN" altLang="en-US" sz="{size}"{slot.unit.attributes}>'
        return Xml(f"{head}{slot.unit.children}</a:rPr>")
    # What a slide does not inherit is written out.
    states = slot.is_free or slot.stated
    own_size = None if size_pt == slot.inherited_pt and not states else round(size_pt * 100)
    if run.pending:
        return element("a:rPr", {**LANGUAGE, "sz": own_size}, _PENDING_INK, _PENDING_SHADE)
    # Numerals are set in the Latin face, which keeps its own weight.
    heavy = True if slot.bold and slot.role != "numeral" else None
    fill = _text_fill(slot) if states else EMPTY
    faces = _faces(slot) if slot.stated or slot.names_face else EMPTY
    if not run.bold:
        return element("a:rPr", {**LANGUAGE, "sz": own_size, "b": heavy}, fill, faces)
    if emphasis.colour and slot.colour in ("tx1", "dk1"):
        fill = element("a:solidFill", None, element("a:schemeClr", {"val": emphasis.colour}))
    strong = True if emphasis.bold and slot.role not in _NEVER_BOLD else heavy
    return element("a:rPr", {**LANGUAGE, "sz": own_size, "b": strong}, fill, faces)
