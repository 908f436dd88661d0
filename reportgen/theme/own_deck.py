"""A unit's own .pptx in; layouts with the slots that slides fill, made of its placeholders, out.

A placeholder that takes the content keeps its place. Where a page has more to show than placeholders,
the area of the contents is divided and the rest stands in free boxes, set like the texts of the template.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.theme.deck_layouts import Layout, Sides, SlotBox, slot_of
from reportgen.theme.deck_settings import Role as TextRole
from reportgen.theme.deck_settings import SlotSettings
from reportgen.theme.deck_template import DeckTemplate, Placeholder
from reportgen.theme.layout_roles import TAKES, Match, Offer
from reportgen.units import EMU_PER_PT

#: x, y, width and height in EMU
Box = tuple[int, int, int, int]
#: the gap between two things in an area, as a share of the width of a slide
_GAP = 0.02
#: the area of the contents where no layout of a template has a placeholder for them
_AREA = (0.06, 0.2, 0.88, 0.68)
#: the height of a title in a free box, and of texts below the title of a cover, as shares of a slide
_TITLE_HEIGHT, _BELOW_TITLE = 0.12, 0.2
#: captions are set at this share of the size of the texts, within these points
_CAPTION_SHARE, _CAPTION_PT = 0.65, (12.0, 18.0)
_TITLE_PT = 28.0
#: the room between paragraphs without bullets, as a share of their size
_BETWEEN = 0.35
#: a footer in a narrow placeholder is set as small as this
_FURNITURE_PT = 8.0
#: the height of a heading and of a caption, in sizes of their text
_HEADING_EM, _CAPTION_EM = 1.9, 3.2
#: a picture stands whole in a frame so many times as wide as high, which would show half of a photo
_STRIP = 2.0
#: how many pictures the layouts of several pictures hold
_PICTURES = (2, 3, 4)


@dataclass(frozen=True, slots=True)
class _Pane:
    """A part of a page: the slot, what it takes, and the slots of the texts above and below it."""

    slot: str
    content: str
    heading: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A template as pages are made of it: `text` is the placeholder whose look free texts have."""

    size: tuple[int, int]
    area: Box
    text: Placeholder

    @property
    def caption_pt(self) -> float:
        """The size of captions in points."""
        return min(max(self.text.size_pt * _CAPTION_SHARE, _CAPTION_PT[0]), _CAPTION_PT[1])

    @property
    def gap(self) -> int:
        """The gap between two things, in EMU."""
        return round(self.size[0] * _GAP)


def own_layouts(
    template: DeckTemplate, matches: Mapping[str, Match], table_look: str
) -> dict[str, Layout]:
    """Return the layouts that a unit's own template can show, by the names by which slides ask for them.

    Tables have the look `table_look` of its settings, "" for the usual one.
    """
    sheet = _sheet(template, matches["text"].offer)
    offers = {name: match.offer for name, match in matches.items()}
    plain = offers["text"]
    body, text = _Pane("body", "text"), _Pane("text", "text")
    chart = _Pane("chart", "chart", "chart-title", "caption")
    table = _Pane("table", "table", "table-title", "caption")
    picture = _Pane("picture", "picture", caption="caption")
    beside, wide = offers["bullets-picture"], offers["two-columns"]

    def page(
        name: str, panes: list[_Pane], rest: str, *candidates: Offer, share: float = 0.5
    ) -> Layout:
        offer = next((o for o in candidates if _own_places(o, panes)), plain)
        return _page(sheet, name, offer, panes, rest, share)

    layouts = [
        _head(sheet, "cover", matches["cover"], "subtitle"),
        _head(sheet, "section", matches["section"], "support"),
        _head(sheet, "section-plain", matches["section"], "support"),
        _head(sheet, "closing", matches["closing"], "subtitle"),
        page("contents", [body], "body", offers["contents"]),
        *(page(name, [body], "body") for name in ("text", "bullets-plain", "bullets")),
        *(page(name, [replace(text, slot=name)], name) for name in ("statement", "quote")),
        page("two-columns", [_Pane(f"body-{n}", "text", f"head-{n}") for n in (1, 2)], "body-1", wide),
        page("bullets-picture", [body, picture], "body", beside, wide, share=0.55),
        page("pictures-1", [picture], "caption", offers["pictures-1"]),
        *(page(f"pictures-{count}", [_numbered(picture, n + 1) for n in range(count)], f"caption-{count}",
               offers["pictures-1"], wide) for count in _PICTURES),
        page("chart", [chart], "caption", offers["chart"]),
        page("chart-note", [replace(chart, caption=""), replace(text, slot="takeaway")], "takeaway",
             offers["chart"], beside, wide, share=0.62),
        page("chart-pair", [_numbered(chart, n) for n in (1, 2)], "caption-1", offers["chart"], wide),
        *(page(name, [table], "caption", offers["table"]) for name in ("table", "honours-list", "rollup-heat")),
        page("target-actual", [table, replace(chart, caption="")], "caption", offers["table"], share=0.6),
    ]  # fmt: skip
    looks = (_with_look(layout, table_look, sheet.text) for layout in layouts if _is_even(layout))
    return {layout.id: layout for layout in map(_in_family, looks)}


def _is_even(layout: Layout) -> bool:
    """Return whether columns of text look alike: none stands in a free box beside a placeholder."""
    columns = [slot for name, slot in layout.slots.items() if name.startswith("body-")]
    return len({slot.is_free for slot in columns}) <= 1


def _with_look(layout: Layout, look: str, text: Placeholder) -> Layout:
    """Return a layout whose tables have a look, and whose texts are in the Chinese face of `text`.

    That is where no text inherits a face: some masters state that of some of their texts only.
    """

    def slot(own: SlotBox) -> SlotBox:
        if own.content == "table":
            return replace(own, look=look)
        if text.stated and own.stated and not own.is_title:
            own = replace(own, east_asian=text.east_asian)
        if own.role == "body" and (own.is_free or own.stated):
            # Without bullets a little room tells one paragraph from the next.
            between = own.space_before_pt if own.bullet else round(own.size_pt * _BETWEEN, 1)
            own = replace(own, space_before_pt=between)
        return own

    return replace(layout, slots={name: slot(own) for name, own in layout.slots.items()})


def _in_family(layout: Layout) -> Layout:
    """Return a layout of pictures as one of their family, any other as it is."""
    family, _, count = layout.id.rpartition("-")
    return replace(layout, family=family, count=int(count)) if family == "pictures" else layout


def _numbered(pane: _Pane, number: int) -> _Pane:
    heading, caption = (n and f"{n}-{number}" for n in (pane.heading, pane.caption))
    return _Pane(f"{pane.slot}-{number}", pane.content, heading, caption)


def _sheet(template: DeckTemplate, offer: Offer) -> _Sheet:
    """Return what pages of a template have in common; `offer` is its layout for text."""
    width, height = template.size
    left, top, wide, high = _AREA
    area = (round(width * left), round(height * top), round(width * wide), round(height * high))
    texts = offer.takers("text")
    if texts:
        return _Sheet(template.size, _box(texts[0]), texts[0])
    above = offer.title
    if above is not None and above.y + above.h < height / 2:
        area = _below(area, above.y + above.h + round(width * _GAP))
        area = (above.x, area[1], above.w, area[3])
    return _Sheet(template.size, area, _plain_text(template, offer))


def _plain_text(template: DeckTemplate, offer: Offer) -> Placeholder:
    """Return how a text box of a template is set that has no placeholder for text."""
    faces = template.master_of(offer.layout).faces
    return Placeholder(
        name="", kind="", idx=None, x=0, y=0, w=0, h=0, insets=(91440, 45720, 91440, 45720),
        anchor="t", align="l", vertical=False, size_pt=24.0, line_pt=0.0, line_ratio=1.2,
        space_before_pt=6.0, left_indent_pt=0.0, first_indent_pt=0.0, tracking_pt=0.0,
        latin=faces.name("", "+mn-lt"), east_asian=faces.name("", "+mn-ea"), names_face=faces.stated, bold=False, hangs=False,
        colour="tx1", ph="", unit=None,
    )  # fmt: skip


def _head(sheet: _Sheet, name: str, match: Match, rest: str) -> Layout:
    """Return a layout of few words, such as a cover: a title, and all other texts in one slot below it.

    A layout made for the last page that has no place for words has none.
    """
    slots: dict[str, SlotBox] = {}
    offer = match.offer
    title = offer.title
    below = offer.subtitle or next(
        (p for p in (*offer.large, *offer.small) if "text" in TAKES[p.kind]), None
    )
    if title is None and below is None and name == "closing" and not match.instead:
        return _layout(sheet, name, offer, {}, "")
    if title is not None:
        slots["title"] = _filled("title", title, "title")
    elif below is None:
        slots["title"] = _free(sheet, "title", _cover_title(sheet), "title", _TITLE_PT, align="ctr")
    else:
        slots["title"], below = _filled("title", below, "title"), None
    if below is not None:
        slots[rest] = _filled(rest, below, "body", "text")
        if below.stated and title is not None:
            # The words below a title are no list, although a master has one body for both.
            slots[rest] = replace(
                slots[rest], align=title.align, bullet="", left_indent_pt=0.0, first_indent_pt=0.0
            )
    else:
        top = slots["title"]
        height = round(sheet.size[1] * _BELOW_TITLE)
        y = top.y + top.h + sheet.gap // 2
        if y + height > sheet.size[1]:
            y = max(top.y - height - sheet.gap // 2, 0)
        slots[rest] = _free(
            sheet, rest, (top.x, y, top.w, height), "body", sheet.caption_pt + 2, align=top.align
        )
    return _layout(sheet, name, offer, slots, rest)


def _cover_title(sheet: _Sheet) -> Box:
    width, height = sheet.size
    return round(width * 0.1), round(height * 0.36), round(width * 0.8), round(height * 0.16)


def _page(
    sheet: _Sheet, name: str, offer: Offer, panes: Sequence[_Pane], rest: str, share: float = 0.5
) -> Layout:
    """Return a layout of a title and some panes; the first has a `share` of an area that is divided.

    Panes stand in placeholders of the layout if each has one that takes it.
    """
    slots, area = _titled(sheet, offer)
    placeholders = _own_places(offer, panes)
    native = placeholders is not None
    if placeholders is None:
        placeholders = _any_places(offer, panes)
    boxes = _divided(area, len(panes), share, sheet)
    labels = list(offer.small)
    for pane, placeholder, box in zip(panes, placeholders, boxes, strict=True):
        whole = _box(placeholder) if native and placeholder is not None else box
        slots |= _with_texts(sheet, pane, placeholder, whole, labels if native else [])
    return _layout(sheet, name, offer, slots, rest)


def _titled(sheet: _Sheet, offer: Offer) -> tuple[dict[str, SlotBox], Box]:
    """Return the title of a page, and the area of its contents."""
    area = _around(map(_box, offer.large)) or sheet.area
    title = offer.title
    if title is not None:
        if not offer.large and title.y + title.h <= area[1] + area[3] / 2:
            area = _below(area, title.y + title.h)
        return {"title": _filled("title", title, "title")}, area
    height = round(sheet.size[1] * _TITLE_HEIGHT)
    y = max(area[1] - height, round(sheet.size[1] * 0.04))
    box = (area[0], y, area[2], height)
    slot = _free(sheet, "title", box, "title", _TITLE_PT)
    return {"title": slot}, _below(area, y + height + sheet.gap // 2)


def _own_places(offer: Offer, panes: Sequence[_Pane]) -> list[Placeholder | None] | None:
    """Return a placeholder for each pane if the layout was made for such panes, else None."""
    if len(offer.large) != len(panes):
        return None
    orders = [offer.large, offer.large[::-1]]
    if len({pane.content for pane in panes}) > 1:
        # What takes one kind of content alone is made for that pane.
        orders.sort(key=lambda order: sum(len(TAKES[p.kind]) for p in order if p.kind != "obj"))
    for order in orders:
        if all(
            pane.content in TAKES[p.kind] and not p.vertical
            for pane, p in zip(panes, order, strict=True)
        ):
            return list(order)
    return None


def _any_places(offer: Offer, panes: Sequence[_Pane]) -> list[Placeholder | None]:
    """Return a placeholder for each pane that finds one, None for the others: texts go first."""
    unused = [p for p in offer.large if not p.vertical]
    places: dict[str, Placeholder] = {}
    for pane in sorted(panes, key=lambda pane: pane.content != "text"):
        takers = sorted(
            (p for p in unused if pane.content in TAKES[p.kind]), key=lambda p: len(TAKES[p.kind])
        )
        if takers:
            places[pane.slot] = takers[0]
            unused.remove(takers[0])
    return [places.get(pane.slot) for pane in panes]


def _divided(area: Box, count: int, share: float, sheet: _Sheet) -> list[Box]:
    """Return the parts of an area: side by side, on an upright slide one above the other, four in a square."""
    upright = sheet.size[1] > sheet.size[0]
    if count == 4:
        rows = _split(area, (0.5, 0.5), sheet.gap, upright=True)
        return [box for row in rows for box in _split(row, (0.5, 0.5), sheet.gap, upright=False)]
    shares = (share, 1 - share) if count == 2 else (1 / count,) * count
    return _split(area, shares, sheet.gap, upright=upright)


def _split(area: Box, shares: Sequence[float], gap: int, *, upright: bool) -> list[Box]:
    """Return the parts of an area one above the other if `upright`, else side by side."""
    x, y, w, h = area
    length = (h if upright else w) - gap * (len(shares) - 1)
    boxes, at = [], 0
    for share in shares:
        size = round(length * share)
        boxes.append((x, y + at, w, size) if upright else (x + at, y, size, h))
        at += size + gap
    return boxes


def _with_texts(
    sheet: _Sheet, pane: _Pane, placeholder: Placeholder | None, box: Box, labels: list[Placeholder]
) -> dict[str, SlotBox]:
    """Return the slot of a pane and those of the texts above and below it, which give it their room if empty."""
    slots: dict[str, SlotBox] = {}
    x, y, w, h = box
    room: dict[str, Sides] = {}
    for name, em, above in ((pane.heading, _HEADING_EM, True), (pane.caption, _CAPTION_EM, False)):
        if not name:
            continue
        label = next((p for p in labels if "text" in TAKES[p.kind] and _beside(p, box)), None)
        if label is not None:
            labels.remove(label)
            slots[name] = _filled(name, label, "caption", "text")
            continue
        strip = min(round(em * sheet.caption_pt * EMU_PER_PT), h // 4)
        at = y if above else y + h - strip
        slots[name] = _free(sheet, name, (x, at, w, strip), "caption", sheet.caption_pt,
                            anchor="b" if above else "t", align="ctr" if pane.content == "picture" else "l")  # fmt: skip
        room[name] = (0, strip, 0, 0) if above else (0, 0, 0, strip)
        y, h = (y + strip if above else y), h - strip
    role: TextRole = "body" if pane.content == "text" else "object"
    if placeholder is None:
        main = _free(sheet, pane.slot, (x, y, w, h), role, sheet.text.size_pt, content=pane.content)
    else:
        placed = replace(placeholder, x=x, y=y, w=w, h=h)
        main = _filled(pane.slot, placed, role, pane.content)
    is_for_picture = placeholder is not None and placeholder.kind == "pic"
    whole = pane.content == "picture" and not is_for_picture and w > _STRIP * h
    return {pane.slot: replace(main, without=room, optional=whole), **slots}


def _beside(label: Placeholder, box: Box) -> bool:
    """Return whether a label lies above or below a box."""
    return label.x < box[0] + box[2] and box[0] < label.x + label.w


def _filled(name: str, placeholder: Placeholder, role: TextRole, content: str = "") -> SlotBox:
    slot = slot_of(name, placeholder, SlotSettings(role=role))
    return replace(slot, content=content)


def _free(
    sheet: _Sheet,
    name: str,
    box: Box,
    role: TextRole,
    size_pt: float,
    *,
    content: str = "text",
    anchor: str = "t",
    align: str = "l",
) -> SlotBox:
    """Return a slot without a placeholder, its text set like those of the template but without bullets."""
    x, y, w, h = box
    look = replace(
        sheet.text, name=name, kind="", idx=None, ph="", x=x, y=y, w=w, h=h, anchor=anchor, align=align,
        vertical=False, size_pt=size_pt, line_pt=0.0, space_before_pt=0.0, left_indent_pt=0.0,
        first_indent_pt=0.0, bullet="", bold=role == "title", line_ratio=1.0,
        insets=(91440, 45720, 91440, 45720),
    )  # fmt: skip
    return replace(
        slot_of(name, look, SlotSettings(role=role, min_pt=min(size_pt, 12.0))), content=content
    )


def _layout(sheet: _Sheet, name: str, offer: Offer, slots: dict[str, SlotBox], rest: str) -> Layout:
    drawn = offer.layout
    for placeholder in drawn.placeholders:
        furniture = {"ftr": "footer", "sldNum": "page"}.get(placeholder.kind)
        if furniture and placeholder.w and furniture not in slots:
            least = SlotSettings(role="furniture", min_pt=_FURNITURE_PT)
            slot = slot_of(furniture, placeholder, least)
            text = sheet.text
            slots[furniture] = slot
            if text.stated and not slot.stated:
                slots[furniture] = replace(
                    slot, latin=text.latin, east_asian=text.east_asian, fill=text.fill, stated=True,
                    colour=text.colour, size_pt=min(slot.size_pt, _CAPTION_PT[0]),
                )  # fmt: skip
    numbers = [int(n) for slot in slots if (n := slot.rpartition("-")[2]).isdecimal()]
    count = max(numbers, default=0)
    return Layout(name, drawn.name, name, count, drawn.part, slots, rest=rest, own=True)


def _box(placeholder: Placeholder) -> Box:
    return placeholder.x, placeholder.y, placeholder.w, placeholder.h


def _around(boxes: Iterable[Box]) -> Box | None:
    """Return the box around some boxes, None for none."""
    sides = [(x, y, x + w, y + h) for x, y, w, h in boxes]
    if not sides:
        return None
    left, top = min(s[0] for s in sides), min(s[1] for s in sides)
    right, bottom = max(s[2] for s in sides), max(s[3] for s in sides)
    return left, top, right - left, bottom - top


def _below(area: Box, y: int) -> Box:
    """Return the part of an area below a height, at least half of it."""
    x, top, w, h = area
    cut = min(max(y - top, 0), h // 2)
    return x, top + cut, w, h - cut
