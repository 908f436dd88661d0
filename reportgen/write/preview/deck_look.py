"""A deck theme in; what the slides of its decks are drawn with out: layouts, colours, how slots are set."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from reportgen.theme.deck import DeckTheme, Layout, SlotBox
from reportgen.theme.deck_template import first_levels, placeholder_shapes, prompt
from reportgen.write.package import Prepared, members_of
from reportgen.write.powerpoint.parts import SharedParts, shared_parts
from reportgen.write.preview.drawingml import Canvas, P
from reportgen.write.preview.layout_text import FixedTexts
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.svg import number, of_emu
from reportgen.write.theme_colours import A, Colour, Element, Scheme, colour_of, read_scheme
from reportgen.write.xml import EMPTY, Xml, element, joined

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WIDE, _HIGH = 12_192_000, 6_858_000
"""The size of a slide of 16:9 in EMU, for a template that names none."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """The mark before a paragraph; `share` is its size in that of the text."""

    mark: str
    colour: Colour
    share: float


@dataclass(frozen=True, eq=False, slots=True)
class SlotLook:
    """How a slot is drawn beside its text: the colour of text, its bullet, its own fill and line."""

    colour: Colour
    bullet: Bullet | None
    #: the shape of the layout and the one of the master, whichever draws something
    shapes: tuple[Element, ...]


@dataclass(frozen=True, eq=False, slots=True)
class LayoutLook:
    """A layout as symbols that its slides use, and how its slots are set.

    `ground` is the id of the background, `drawing` that of what stands on it; `symbols` are both.
    """

    scheme: Scheme
    ground: str
    drawing: str
    symbols: Xml
    slots: Mapping[tuple[str, int | None], SlotLook]
    canvas: Canvas

    def outline(self, shape: Element, box: tuple[float, float, float, float]) -> Xml:
        """Return the fill and the line that a placeholder draws in a box."""
        properties = shape.find(f"{P}spPr")
        if properties is None:
            properties = etree.Element(f"{P}spPr")
        # A gradient is defined where it is used: the symbols of the layout are drawn already.
        own = replace(self.canvas, name=f"{self.canvas.name}-{_digest(repr(box))}", definitions=[])
        drawn = own.outlined(properties, shape.find(f"{P}style"), box)
        return joined([*own.definitions, drawn])

    def slot(self, slot: SlotBox) -> SlotLook:
        """Return how a slot is set."""
        own = self.slots.get((slot.kind, slot.idx))
        return own or SlotLook(self.scheme.named(slot.colour or "tx1"), None, ())


@dataclass(eq=False, slots=True)
class DeckLook:
    """The look of a theme; each layout is drawn when a slide first uses it. Lengths are in points."""

    theme: DeckTheme
    base: SharedParts
    parts: Mapping[str, Prepared]
    width: float
    height: float
    pictures: PreviewPictures
    _layouts: dict[str, LayoutLook] = field(default_factory=dict)
    _schemes: dict[str, Scheme] = field(default_factory=dict)

    def layout(self, layout: Layout) -> LayoutLook:
        """Return how a layout is drawn."""
        if layout.part not in self._layouts:
            self._layouts[layout.part] = self._drawn(layout.part)
        return self._layouts[layout.part]

    def table_style(self, style_id: str) -> Element | None:
        """Return a table style of the file by its id, None where it has none of that id."""
        part = self.parts.get("ppt/tableStyles.xml")
        if part is None or not style_id:
            return None
        styles = etree.fromstring(part.data).iterfind(f"{A}tblStyle")
        return next((style for style in styles if style.get("styleId") == style_id), None)

    def _drawn(self, part: str) -> LayoutLook:
        root = etree.fromstring(self.parts[part].data)
        master_part = self._related(part, "slideMaster")
        master = etree.fromstring(self.parts[master_part].data)
        scheme = self._scheme(master_part).with_map(master.find(f"{P}clrMap"))
        own = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        scheme = scheme.with_map(own) if own is not None else scheme
        drawn: list[Xml] = []
        definitions: list[Xml] = []
        shows_master = root.get("showMasterSp", "1") not in ("0", "false")
        text = FixedTexts(scheme, self.theme.faces).drawn
        canvases = [
            (one, Canvas(scheme, f"g{_digest(part + name)}", self._pictures_of(name), text))
            for one, name in ((master, master_part), (root, part))
        ]
        grounds = [canvas.background(one, self.width, self.height) for one, canvas in canvases]
        ground = next((one for one in reversed(grounds) if one is not None), EMPTY)
        for one, canvas in canvases:
            tree = one.find(f"{P}cSld/{P}spTree")
            if tree is not None and (one is root or shows_master):
                drawn += canvas.shapes(tree)
            definitions += canvas.definitions
        inner = joined([ground, *drawn])
        name = f"l{_digest(inner + joined(definitions))}"
        view = f"0 0 {number(self.width)} {number(self.height)}"
        symbols = [
            element("symbol", {"id": f"{name}-ground", "viewBox": view}, ground),
            element("symbol", {"id": name, "viewBox": view}, joined(definitions), *drawn),
        ]
        slots = _slots(root, master, scheme)
        return LayoutLook(scheme, f"{name}-ground", name, joined(symbols), slots, canvases[-1][1])

    def _scheme(self, master: str) -> Scheme:
        if master not in self._schemes:
            theme = self._related(master, "theme")
            self._schemes[master] = read_scheme(self.parts[theme].data)
        return self._schemes[master]

    def _related(self, part: str, kind: str) -> str:
        """Return the name of the part of a kind that a part has a relationship to."""
        return next(
            (target for _, of_kind, target in self._relationships(part) if of_kind == kind), ""
        )

    def _relationships(self, part: str) -> list[tuple[str, str, str]]:
        """Return id, kind and target of the relationships of a part."""
        folder, _, name = part.rpartition("/")
        rels = self.parts.get(f"{folder}/_rels/{name}.rels")
        if rels is None:
            return []
        return [
            (
                rel.get("Id", ""),
                rel.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, rel.get("Target", ""))).lstrip("/"),
            )
            for rel in etree.fromstring(rels.data).iter(f"{_PACKAGE}Relationship")
            if rel.get("TargetMode") != "External"
        ]

    def _pictures_of(self, part: str) -> Callable[[str], str]:
        """Return what gives the address of the picture of a relationship of a part."""
        targets = {rid: target for rid, _, target in self._relationships(part)}

        def address(rid: str) -> str:
            member = self.parts.get(targets.get(rid, ""))
            return "" if member is None else self.pictures.address(member.data)

        return address


@lru_cache(maxsize=8)
def deck_look(theme: DeckTheme, pictures: PreviewPictures) -> DeckLook:
    """Return the look of a theme, worked out once in a process for each way of showing pictures."""
    base = shared_parts(theme)
    parts = members_of(theme.package) | {member.name: member for member in base.fixed}
    main = etree.fromstring(parts[theme.template.presentation].data)
    size = main.find(f"{P}sldSz")
    wide = _WIDE if size is None else int(size.get("cx", _WIDE))
    high = _HIGH if size is None else int(size.get("cy", _HIGH))
    return DeckLook(theme, base, parts, of_emu(wide), of_emu(high), pictures)


def _slots(
    root: Element, master: Element, scheme: Scheme
) -> Mapping[tuple[str, int | None], SlotLook]:
    slots: dict[tuple[str, int | None], SlotLook] = {}
    for shape, ph, above in placeholder_shapes(root, master):
        kind, idx = ph.get("type", "obj"), ph.get("idx", "")
        shapes = [shape] if above is None else [shape, above]
        levels = first_levels(shapes, kind, master)
        runs = [run for level in levels if (run := level.find(f"{A}defRPr")) is not None]
        if not any(run.get("sz") for run in runs):
            of_prompt = prompt(shape if above is None else above)
            levels, runs = (
                [*levels, *(p for p, _ in of_prompt)],
                [*runs, *(r for _, r in of_prompt)],
            )
        fills = [fill for run in runs if (fill := run.find(f"{A}solidFill")) is not None]
        colour = colour_of(fills[0], scheme) if fills else None
        colour = colour or scheme.named("tx1")
        key = (kind, int(idx) if idx.isdecimal() else None)
        drawn = tuple(one for one in shapes if _draws(one))[:1]
        slots.setdefault(key, SlotLook(colour, _bullet(levels, scheme, colour), drawn))
    return slots


def _draws(shape: Element) -> bool:
    """Return whether a placeholder has a fill or a line of its own."""
    properties = shape.find(f"{P}spPr")
    if properties is None:
        return shape.find(f"{P}style") is not None
    names = (f"{A}solidFill", f"{A}gradFill", f"{A}blipFill", f"{A}ln")
    return any(properties.find(name) is not None for name in names)


def _bullet(levels: list[Element], scheme: Scheme, text: Colour) -> Bullet | None:
    """Return the bullet of the first level that sets one; None if it switches bullets off, or no level sets one."""
    for level in levels:
        if level.find(f"{A}buNone") is not None:
            return None
        mark = level.find(f"{A}buChar")
        if mark is None:
            continue
        colours = [c for one in levels if (c := one.find(f"{A}buClr")) is not None]
        sizes = [s for one in levels if (s := one.find(f"{A}buSzPct")) is not None]
        share = int(sizes[0].get("val", "100000").rstrip("%")) / 100_000 if sizes else 1.0
        colour = colour_of(colours[0], scheme) if colours else None
        # Symbol faces have their marks at private places.
        char = {"§": "■", "Ø": "➢", "ü": "✓", "l": "●", "n": "■", "u": "◆"}
        character = mark.get("char", "•")
        font = next((f for one in levels if (f := one.find(f"{A}buFont")) is not None), None)
        if font is not None and font.get("typeface", "").startswith("Wingdings"):
            character = char.get(character, "•")
        return Bullet(character, colour or text, share)
    return None


def _digest(text: str) -> str:
    return hashlib.blake2s(text.encode(), digest_size=5).hexdigest()
