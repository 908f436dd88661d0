"""The bytes of a .pptx in, what a deck takes from it out: layouts, placeholders, faces, parts.

python-pptx opens the package and follows its relationships; a property that a layout leaves out is
taken from its master (ECMA-376 part 1, 19.3.1.36).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

from reportgen import startup
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import as_document
from reportgen.units import EMU_PER_PT

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.presentation import Presentation

_NAMES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
}
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TITLES = ("title", "ctrTitle")
FURNITURE = ("ftr", "sldNum", "dt", "hdr")
#: ECMA-376 part 1, 21.1.2.1.1: the insets in EMU of a text body that names none
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
#: ECMA-376 part 1, 20.1.10.83: the directions in which Chinese characters stand upright in columns
_VERTICAL = ("eaVert", "wordArtVertRtl")
#: what a theme without a Chinese face has in its place; LibreOffice writes a face without Chinese
_NO_FACE = ("", "DejaVu Sans")
#: the face of Chinese text where a theme has none, also not by script
_COMMON_FACE = "微软雅黑"
# [MS-OFFMACRO2] 2.2.1.3 and [MS-PPTX] 2.1.20: the macros, and the authors of newer comments
_MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_AUTHORS = "http://schemas.microsoft.com/office/2018/10/relationships/authors"
_DEFAULT_SIZE = 1800  # ECMA-376 part 1, 21.1.2.3.9: hundredths of a point

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


@dataclass(frozen=True, slots=True)
class UnitStyle:
    """How the unit behind a numeral is set: level 2 of its placeholder.

    `attributes` and `children` are those of its a:defRPr, as XML.
    """

    size_pt: float
    attributes: str
    children: str
    latin: str
    east_asian: str


@dataclass(frozen=True, eq=False, slots=True)
class Placeholder:
    """A placeholder of a layout; the frame and insets are in EMU, the other lengths in points.

    `insets` are left, top, right and bottom. `line_pt` is an exact pitch at `size_pt`; 0 means
    `line_ratio` times the height of the face. The lines of `vertical` text are columns, from right to left. `colour` is a theme colour, "" for none; `ph` is the
    element p:ph that a slide repeats.
    """

    name: str
    kind: str
    idx: int | None
    x: int
    y: int
    w: int
    h: int
    anchor: str
    size_pt: float
    line_pt: float
    latin: str
    east_asian: str
    colour: str
    ph: str
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    align: str = "l"
    vertical: bool = False
    line_ratio: float = 1.0
    space_before_pt: float = 0.0
    left_indent_pt: float = 0.0
    first_indent_pt: float = 0.0
    tracking_pt: float = 0.0
    bold: bool = False
    hangs: bool = False
    unit: UnitStyle | None = None
    fill: str = ""
    """The fill of its text as XML where it is no colour of the theme, "" otherwise."""
    names_face: bool = False
    """Whether slides name its Chinese face, which the theme leaves to the program."""
    stated: bool = False
    """Whether only its prompt says how it is set, which a slide does not inherit."""
    bullet: str = ""
    """The bullet of its first level as XML where only its prompt has it, "" otherwise."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The theme's faces: what +mj-lt, +mj-ea, +mn-lt and +mn-ea stand for."""

    by_token: Mapping[str, str]
    heavy: frozenset[str] = frozenset()
    """The tokens whose face is set in bold to keep the weight of the one it replaces."""
    stated: bool = False
    """Whether slides write the names: the theme has other faces than the texts of its masters."""

    def name(self, typeface: str, fallback: str) -> str:
        """Return the face a `typeface` attribute means."""
        return self.by_token.get(typeface, typeface) or self.by_token.get(fallback, "")


@dataclass(frozen=True, eq=False, slots=True)
class Master:
    """A master: the faces of its theme, and the theme's colours as RRGGBB by their names.

    `bg1` and `tx1` are the colours of the ground and of texts, which may be dark and light.
    """

    faces: Faces
    colours: Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class TemplateLayout:
    """A layout: the name of its part, the name PowerPoint shows, and its placeholders.

    `kind` is its type as Office states it (ECMA-376 part 1, 19.7.15: `title`, `secHead` …), "" for
    none. `master` is the place of its master among those of the template, from 0.
    """

    part: str
    name: str
    placeholders: tuple[Placeholder, ...]
    kind: str = ""
    master: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class DeckTemplate:
    """A .pptx without its slides.

    `parts` are names and content types of all parts that a deck takes over, the presentation part
    among them; `relationships` are those of the presentation part: id, type, target, external.
    `size` is the width and height of a slide in EMU. `cut` names the links of masters and layouts that are not taken over
    because they lead to sample slides: the part and the id of the relationship. `lost` names those that
    lead to nothing in the file.
    """

    presentation: str
    parts: tuple[tuple[str, str], ...]
    relationships: tuple[tuple[str, str, str, bool], ...]
    masters: tuple[Master, ...]
    layouts: tuple[TemplateLayout, ...]
    size: tuple[int, int] = (12192000, 6858000)
    cut: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    is_guarded: bool = False
    """Whether it asks for a password before a change."""

    @property
    def faces(self) -> Faces:
        """The faces of the first master."""
        return self.masters[0].faces

    @property
    def is_designed(self) -> bool:
        """Whether most of its layouts have the names by which slides ask for them (`cards-3 …`)."""
        designed = sum(map(_has_machine_name, self.layouts))
        return 2 * designed > len(self.layouts)

    def master_of(self, layout: TemplateLayout) -> Master:
        """Return the master of a layout."""
        return self.masters[layout.master]


#: what a layout made for this program begins its name with; Office's own names have capitals
MACHINE_NAME = re.compile(r"[a-z][a-z0-9-]*")


def _has_machine_name(layout: TemplateLayout) -> bool:
    return bool(MACHINE_NAME.fullmatch(layout.name.partition(" ")[0]))


def read_template(package: bytes) -> DeckTemplate:
    """Return what a .pptx holds; raise Faults for one that cannot be opened or has no layout."""
    import pptx

    template = None
    # On a damaged file python-pptx may raise almost any exception.
    with suppress(Exception), ZipFile(BytesIO(package)) as members:
        document = as_document(package, "pptx")
        template = _read(pptx.Presentation(BytesIO(document)), members)
    startup.collect()  # parts of python-pptx refer to each other: 40 MB for a template of 330 layouts
    if template is None:
        message = "课件版式文件打不开：不是 .pptx，或已损坏"
        raise Faults([Diagnostic("bad-template", message)])
    if not template.layouts:
        raise Faults([Diagnostic("bad-template", "课件版式文件里没有版式")])
    return template


def _read(presentation: Presentation, members: ZipFile) -> DeckTemplate:
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

    main = presentation.part
    _leave_out_slides(main)
    lost = tuple(sorted(_lost_links(main, members)))
    cut = tuple(sorted(_cut_links(main)))
    layouts: list[TemplateLayout] = []
    masters: list[Master] = []
    for number, master in enumerate(presentation.slide_masters):
        part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        if part.content_type != CONTENT_TYPE.OFC_THEME:
            raise ValueError("the theme of a master is of another type")
        theme = part.blob
        faces = read_faces(theme)
        masters.append(Master(faces, _mapped_colours(theme, master.element)))
        layouts += (
            TemplateLayout(
                _name(layout.part),
                str(layout.name),
                tuple(_placeholders(layout.element, master.element, faces)),
                str(layout.element.get("type", "")),
                number,
            )
            for layout in master.slide_layouts
        )
    parts = [(_name(part), str(part.content_type)) for part in _reachable(main)]
    return DeckTemplate(
        _name(main),
        tuple(sorted(parts)),
        tuple(_relationships(main)),
        tuple(masters),
        tuple(layouts),
        (int(presentation.slide_width or 0), int(presentation.slide_height or 0)),
        cut,
        lost,
        presentation.element.find("p:modifyVerifier", _NAMES) is not None,
    )


def _cut_links(main: Part) -> Iterator[tuple[str, str]]:
    """Drop the relationships of all other parts to sample slides; yield their parts and ids."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    for part in list(_reachable(main)):
        for rid, rel in list(part.rels.items()):
            if part is not main and rel.reltype == RELATIONSHIP_TYPE.SLIDE:
                part.rels.pop(rid)
                yield _name(part), str(rid)


def _lost_links(main: Part, members: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the parts and ids of relationships that parts of the masters name and the file does not hold.

    python-pptx passes over a relationship whose target is no part.
    """
    names = set(members.namelist())
    for part in _reachable(main):
        if part is main or not str(part.content_type).endswith("xml"):
            continue
        listed = part.partname.rels_uri.lstrip("/")
        rels = etree.fromstring(members.read(listed)) if listed in names else ()
        used = {str(rel.get("Id")) for rel in rels}
        used |= {
            str(value)
            for element in etree.fromstring(part.blob).iter(etree.Element)
            for key, value in element.attrib.items()
            if value and str(key).startswith(_RELATIONS)
        }
        yield from ((_name(part), rid) for rid in used - set(part.rels.keys()))


def _leave_out_slides(main: Part) -> None:
    """Drop the relationships of the presentation part to slides and to what belongs to an author."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    left_out = {
        RELATIONSHIP_TYPE.SLIDE,
        RELATIONSHIP_TYPE.COMMENT_AUTHORS,
        RELATIONSHIP_TYPE.PRINTER_SETTINGS,
        _MACROS,
        _AUTHORS,
    }
    for rid, rel in list(main.rels.items()):
        # View properties may list slides, by relationships of their own.
        views = rel.reltype == RELATIONSHIP_TYPE.VIEW_PROPS and bool(rel.target_part.rels)
        if rel.reltype in left_out or views:
            main.rels.pop(rid)


def _name(part: Part) -> str:
    return str(part.partname).lstrip("/")


def _reachable(main: Part) -> Iterator[Part]:
    """Yield `main` and every part that relationships lead to from there."""
    visited = {id(main)}
    waiting = [main]
    while waiting:
        part = waiting.pop()
        yield part
        for rel in part.rels.values():
            if not rel.is_external and id(rel.target_part) not in visited:
                visited.add(id(rel.target_part))
                waiting.append(rel.target_part)


def _relationships(part: Part) -> Iterator[tuple[str, str, str, bool]]:
    for rel in sorted(part.rels.values(), key=lambda rel: (len(rel.rId), rel.rId)):
        yield str(rel.rId), str(rel.reltype), str(rel.target_ref), bool(rel.is_external)


def read_faces(theme: bytes) -> Faces:
    """Return the faces of a theme part."""
    root = etree.fromstring(theme)
    faces, stated = {}, False
    for tag, token in (("majorFont", "mj"), ("minorFont", "mn")):
        for child, script in (("latin", "lt"), ("ea", "ea")):
            element = root.find(f".//a:{tag}/a:{child}", _NAMES)
            name = "" if element is None else element.get("typeface", "")
            if script == "ea" and name in _NO_FACE:
                # Office takes the face of the script where the theme names none; others do not.
                hans = root.find(f".//a:{tag}/a:font[@script='Hans']", _NAMES)
                name = _COMMON_FACE if hans is None else hans.get("typeface", _COMMON_FACE)
                stated = True
            faces[f"+{token}-{script}"] = name
    return Faces(faces, stated=stated)


def _mapped_colours(theme: bytes, master: Element) -> Mapping[str, str]:
    """Return the colours of a theme, and those that a master calls bg1, tx1, bg2 and tx2."""
    colours = read_colours(theme)
    names = master.find("p:clrMap", _NAMES)
    mapped = {} if names is None else {k: colours.get(str(v), "") for k, v in names.items()}
    return {
        **colours,
        **{str(k): v for k, v in mapped.items() if k in ("bg1", "tx1", "bg2", "tx2") and v},
    }


def read_colours(theme: bytes) -> Mapping[str, str]:
    """Return the colours of a theme part as RRGGBB, by their names (dk1, accent1 …)."""
    scheme = etree.fromstring(theme).find(".//a:clrScheme", _NAMES)
    colours = {}
    for slot in () if scheme is None else scheme:
        value = next((c.get("lastClr") or c.get("val") for c in slot), None)
        if value and re.fullmatch("[0-9A-Fa-f]{6}", value):
            colours[etree.QName(slot).localname] = value.upper()
    return colours


def _placeholders(layout: Element, master: Element, faces: Faces) -> Iterator[Placeholder]:
    frames = _frames_of_master(layout, master)
    for shape, ph, above in placeholder_shapes(layout, master):
        own = _placeholder(shape, ph, above, master, faces)
        if shape in frames:
            x, y, w, h = frames[shape]
            own = replace(own, x=x, y=y, w=w, h=h)
        yield own


def placeholder_shapes(
    layout: Element, master: Element
) -> Iterator[tuple[Element, Element, Element | None]]:
    """Yield each placeholder shape of a layout, its p:ph, and the shape of the master it stands under."""
    above: dict[str, Element] = {}
    for shape, ph in _shapes(master):
        above.setdefault(_kind(ph), shape)
    for shape, ph in _shapes(layout):
        kind = _kind(ph)
        # A layout's ctrTitle stands under the master's title, its other texts under the body.
        wanted = "title" if kind in TITLES else kind if kind in FURNITURE else "body"
        yield shape, ph, above.get(wanted)


def _frames_of_master(layout: Element, master: Element) -> dict[Element, tuple[int, int, int, int]]:
    """Return the frames of placeholders that stand where the master has them, whatever their layout says.

    LibreOffice saves each layout as a master of its own under twelve layouts whose frames belong to
    another one. It numbers none of their placeholders, which Office does.
    """
    shapes = list(_shapes(layout))
    loose = [(s, p) for s, p in shapes if _kind(p) not in FURNITURE and p.get("idx") is None]
    contents = [shape for shape, ph in loose if _kind(ph) not in TITLES]
    if not contents:
        return {}
    titles = [_frame([s]) for s, ph in _shapes(master) if _kind(ph) in TITLES]
    bodies = [_frame([s]) for s, ph in _shapes(master) if _kind(ph) == "body"]
    if not titles or not bodies:
        return {}
    frames = {shape: titles[0] for shape, ph in loose if _kind(ph) in TITLES}
    x, y, w, h = titles[0]
    if len(bodies) == 1 and y < bodies[0][1] + bodies[0][3] and bodies[0][1] < y + h:
        # The body of a cover lies across its title: a slide has its subtitle below.
        bodies = [(x, y + h, w, h)]
    boxes = bodies if len(bodies) == len(contents) else [(0, 0, 0, 0)] * len(contents)
    return frames | dict(zip(contents, boxes, strict=True))


def _shapes(root: Element) -> Iterator[tuple[Element, Element]]:
    """Yield each placeholder shape of a layout or master with its p:ph, in reading order."""
    for shape in root.iterfind(".//p:spTree//p:sp", _NAMES):
        ph = shape.find("p:nvSpPr/p:nvPr/p:ph", _NAMES)
        if ph is not None:
            yield shape, ph


def _kind(ph: Element) -> str:
    """Return the placeholder type; ECMA-376 part 1, 19.3.1.36: `obj` when it names none."""
    return str(ph.get("type", "obj"))


def _placeholder(
    shape: Element, ph: Element, above: Element | None, master: Element, faces: Faces
) -> Placeholder:
    """Return a placeholder; `above` is the one of the master that it stands under."""
    kind = _kind(ph)
    shapes = [shape] if above is None else [shape, above]
    levels = first_levels(shapes, kind, master)
    x, y, w, h = _frame(shapes)
    bodies = [b for s in shapes if (b := s.find("p:txBody/a:bodyPr", _NAMES)) is not None]
    left, top, right, bottom = (_number(bodies, key, by) for key, by in _INSETS.items())
    runs = [r for level in levels if (r := level.find("a:defRPr", _NAMES)) is not None]
    stated, bullet = False, ""
    if not any(run.get("sz") for run in runs):
        of_prompt = prompt(shape if above is None else above)
        stated = bool(of_prompt)
        bullet = "".join(_bullet(paragraph) for paragraph, _ in of_prompt)
        runs, levels = [*runs, *(r for _, r in of_prompt)], [*levels, *(p for p, _ in of_prompt)]
    size = _number(runs, "sz", _DEFAULT_SIZE) / 100
    line_pt, line_ratio = _line(levels)
    token = "+mj" if kind in TITLES else "+mn"
    named = shape.find("p:nvSpPr/p:cNvPr", _NAMES)
    colour = _child(runs, "a:solidFill")
    scheme = None if colour is None else colour.find("a:schemeClr", _NAMES)
    idx = ph.get("idx", "")
    own = [f' {key}="{escape(v)}"' for key in ("type", "orient", "sz", "idx") if (v := ph.get(key))]
    return Placeholder(
        name="" if named is None else str(named.get("name", "")),
        kind=kind,
        idx=int(idx) if idx.isdecimal() else None,
        x=x, y=y, w=w, h=h,
        insets=(left, top, right, bottom),
        anchor=_attribute(bodies, "anchor") or "t",
        align=_attribute(levels, "algn") or "l",
        vertical=_attribute(bodies, "vert") in _VERTICAL,
        size_pt=size,
        line_pt=line_pt,
        line_ratio=line_ratio,
        space_before_pt=_space(levels, "a:spcBef", size),
        left_indent_pt=_number(levels, "marL", 0) / EMU_PER_PT,
        first_indent_pt=_number(levels, "indent", 0) / EMU_PER_PT,
        tracking_pt=_number(runs, "spc", 0) / 100,
        latin=_face(runs, "a:latin", faces, f"{token}-lt"),
        east_asian=_face(runs, "a:ea", faces, f"{token}-ea"),
        bold=_attribute(runs, "b") in ("1", "true"),
        hangs=_attribute(levels, "hangingPunct") in ("1", "true"),
        colour="" if scheme is None else str(scheme.get("val", "")),
        fill="" if colour is None or scheme is not None else _xml(colour),
        stated=stated,
        bullet=bullet,
        names_face=faces.stated,
        ph=f"<p:ph{''.join(own)}/>",
        unit=_unit(shape, faces),
    )  # fmt: skip


def _xml(element: Element) -> str:
    """Return an element as XML whose prefixes a slide declares."""
    text = re.sub(r' xmlns(:\w+)?="[^"]*"', "", etree.tostring(element, encoding="unicode").strip())
    prefix = f"{element.prefix}:" if element.prefix else ""
    return re.sub(rf"(</?){prefix}(?=\w)", r"\1a:", text)


def prompt(shape: Element) -> list[tuple[Element, Element]]:
    """Return the properties of the first paragraph and run of what a placeholder says while empty."""
    for paragraph in shape.iterfind("p:txBody/a:p", _NAMES):
        properties = paragraph.find("a:pPr", _NAMES)
        run = paragraph.find("a:r/a:rPr", _NAMES)
        if run is not None and run.get("sz"):
            return [(run if properties is None else properties, run)]
    return []


def _bullet(paragraph: Element) -> str:
    """Return the bullet that the properties of a paragraph set as XML, "" where they set none."""
    set_ = [child for child in paragraph if etree.QName(child).localname.startswith("bu")]
    marks = {etree.QName(child).localname for child in set_}
    return "".join(map(_xml, set_)) if marks & {"buChar", "buAutoNum"} else ""


def _unit(shape: Element, faces: Faces) -> UnitStyle | None:
    run = shape.find("p:txBody/a:lstStyle/a:lvl2pPr/a:defRPr", _NAMES)
    if run is None:
        return None
    attributes = sorted((str(key), str(value)) for key, value in run.attrib.items() if key != "sz")
    children = "".join(etree.tostring(child, encoding="unicode") for child in run)
    return UnitStyle(
        _number([run], "sz", _DEFAULT_SIZE) / 100,
        "".join(f' {key}="{escape(value)}"' for key, value in attributes),
        re.sub(r' xmlns:\w+="[^"]*"', "", children),
        _face([run], "a:latin", faces, "+mn-lt"),
        _face([run], "a:ea", faces, "+mn-ea"),
    )


def first_levels(shapes: Sequence[Element], kind: str, master: Element) -> list[Element]:
    """Return the properties of the first level of text, those that go before first.

    `shapes` are a placeholder and the one of the master it stands under, `kind` is its type.
    """
    style = "titleStyle" if kind in TITLES else "otherStyle" if kind in FURNITURE else "bodyStyle"
    lists = [s.find("p:txBody/a:lstStyle", _NAMES) for s in shapes]
    lists.append(master.find(f"p:txStyles/p:{style}", _NAMES))
    levels = [x.find("a:lvl1pPr", _NAMES) for x in lists if x is not None]
    return [element for element in levels if element is not None]


def _frame(shapes: Sequence[Element]) -> tuple[int, int, int, int]:
    """Return x, y, width and height of the first shape that has a frame; zeros for none."""
    frame = _child(shapes, "p:spPr/a:xfrm")
    if frame is None:
        return 0, 0, 0, 0
    off, ext = frame.findall("a:off", _NAMES), frame.findall("a:ext", _NAMES)
    return (
        _number(off, "x", 0), _number(off, "y", 0),
        _number(ext, "cx", 0), _number(ext, "cy", 0),
    )  # fmt: skip


def _attribute(elements: Sequence[Element], key: str) -> str:
    return next((str(v) for e in elements if (v := e.get(key)) is not None), "")


def _number(elements: Sequence[Element], key: str, default: int) -> int:
    """Return a whole number that the first element to have it says; `default` for anything else."""
    try:
        return int(_attribute(elements, key))
    except ValueError:
        return default


def _child(elements: Sequence[Element], path: str) -> Element | None:
    return next((c for e in elements if (c := e.find(path, _NAMES)) is not None), None)


def _line(levels: Sequence[Element]) -> tuple[float, float]:
    """Return the exact pitch in points, 0 for none, and the pitch as a multiple of the face."""
    spacing = _child(levels, "a:lnSpc")
    if spacing is not None and (points := spacing.findall("a:spcPts", _NAMES)):
        return _number(points, "val", 0) / 100, 1.0
    if spacing is not None and (share := spacing.findall("a:spcPct", _NAMES)):
        return 0.0, _number(share, "val", 100_000) / 100_000
    return 0.0, 1.0


def _space(levels: Sequence[Element], path: str, size_pt: float) -> float:
    spacing = _child(levels, path)
    if spacing is not None and (points := spacing.findall("a:spcPts", _NAMES)):
        return _number(points, "val", 0) / 100
    if spacing is not None and (share := spacing.findall("a:spcPct", _NAMES)):
        return _number(share, "val", 0) / 100_000 * size_pt
    return 0.0


def _face(runs: Sequence[Element], path: str, faces: Faces, fallback: str) -> str:
    named = _child(runs, path)
    return faces.name("" if named is None else str(named.get("typeface", "")), fallback)
