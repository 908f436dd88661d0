"""The data of layouts (layouts/*.yaml) in; plain layouts with every number worked out, out.

Lengths are px on a 1280 x 720 page (1 px = 0.75 pt = 9525 EMU), type sizes are pt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product

import yaml

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.make.expressions import Data, Datum, cells, needs_cell, value
from reportgen.make.paths import Path2D, parse_path, strands
from reportgen.spans import Span
from reportgen.workspace import Workspace

SHARED = "shared.yaml"
Sides = tuple[float, float, float, float]
"""How far the left, upper, right and lower side of a box move out, px."""
#: a panel of at least this area is heavy; one that is wider than half the page lies on top
_MASS_PX, _HALF_PX = 340 * 444, 640


@dataclass(frozen=True, slots=True)
class Text:
    """How a slot sets its text; sizes in pt, `space_before` and `indent` in px.

    Of vertical text the lines are columns that follow each other from right to left: `align` top, middle
    and bottom of a column are left, center and right, `anchor` top is at the right edge.
    """

    font: str
    size: float
    line: float
    color: str
    behind: str
    align: str
    anchor: str
    vertical: bool
    tracking: float
    space_before: float
    bullet: bool
    unit: tuple[float, str] | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: its place in px, its stable number `idx`, and its text."""

    name: str
    type: str
    idx: int | None
    prompt: str
    role: str
    optional: bool
    look: str
    min_pt: float
    grow: Sides
    """How far each side of the box may move out, px."""
    without: Mapping[str, Sides]
    """How far each side moves out where another slot is empty, by the name of that slot."""
    x: float
    y: float
    w: float
    h: float
    text: Text


@dataclass(frozen=True, slots=True)
class Shape:
    """A decoration: kind rect, ellipse, line or path; `alpha` in per cent."""

    name: str
    kind: str
    x: float
    y: float
    w: float
    h: float
    fill: str | None
    alpha: float
    fade: tuple[float, float] | None
    color: str | None
    px: float
    arrow: bool
    path: Path2D | None


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout of the deck, `name` being its machine id; `mass` is where a large panel stands.

    `navigation` says whether its slides have marks that lead through the deck.
    """

    name: str
    family: str
    count: int | None
    title: str
    background: str | None
    furniture: bool
    shapes: tuple[Shape, ...]
    slots: tuple[Slot, ...]
    mass: str
    navigation: bool


class Expander:
    """Turns the data of one family into layouts; holds what all families share."""

    def __init__(self, common: Data) -> None:
        self.common = common

    def slot(self, entry: Data, names: Data, title_type: str = "title") -> Slot:
        """Return a slot with style, vocabulary and expressions resolved.

        Inside an item, names get the item's number. Raise KeyError for a key that a slot does not have.
        """
        item = names.get("i")
        data = {**self.common["styles"][entry["style"]], **entry}
        if item is not None and item == names["count"]:
            data |= entry.get("last", {})
        name = f"{entry['name']}-{item}" if item else entry["name"]
        word, number = self.common["slots"].get(name), ""
        if word is None:
            base, _, number = name.rpartition("-")
            if not number.isdecimal():
                raise KeyError(name)
            word = self.common["slots"][f"{base}-#"]
            word = {**word, "idx": word["idx"] + int(number)}
        kind = word.get("type", "body")
        size = value(data["size"], names)
        rule = self.common["roles"][data["role"]]
        least = max(14, size * rule["share"]) if "share" in rule else rule["min"]
        unit = data.get("unit")
        box = {side: value(data[side], names) for side in "xywh"}
        return Slot(
            name=name,
            type=title_type if kind == "title" else kind,
            idx=word.get("idx"),
            prompt=str(data.get("prompt", word.get("prompt", ""))).replace("#", number),
            role=data["role"],
            optional=bool(data.get("optional", word.get("optional", False))),
            look=data.get("look", ""),
            min_pt=min(size, round(value(data.get("min", least), names))),
            grow=_moved_out(box, data.get("grow", {}), names),
            without={
                self._slot_name(other, item): _moved_out(box, changes, names)
                for other, changes in data.get("without", {}).items()
            },
            **{side: round(length, 2) for side, length in box.items()},
            text=Text(
                font=data["font"],
                size=size,
                line=value(data.get("line", size), names),
                color=data["color"],
                behind=data.get("behind", "page"),
                align=data.get("align", "left"),
                anchor=data["anchor"],
                vertical=data.get("vertical", False),
                tracking=data.get("tracking", 0),
                space_before=data.get("space_before", 0),
                bullet=data.get("bullet", False),
                unit=(value(unit["size"], names), unit["color"]) if unit else None,
            ),
        )

    def _slot_name(self, name: str, item: Datum) -> str:
        """Return the name of a slot beside those of an item: one of the item's own, if there is."""
        return f"{name}-{item}" if item and f"{name}-#" in self.common["slots"] else name

    def shapes(self, entry: Data, names: Data, grid: Sequence[Data]) -> list[Shape]:
        """Return the shapes one entry of `shapes` stands for (strands are several)."""
        item = names.get("i")
        name = f"{entry['name']}-{item}" if item else entry["name"]
        number = {key: value(entry[key], names) for key in ("x", "y", "w", "h") if key in entry}
        line = {"color": entry.get("color"), "px": entry.get("px", 1.5)}
        match entry["kind"]:
            case "strands":
                return self._strands(entry, names, grid)
            case "freeform":
                text = re.sub(r"\{(.*?)\}", lambda m: f"{value(m[1], names):.6g}", entry["path"])
                outline = {**line, "arrow": entry.get("arrow", False)} if "color" in entry else {}
                return [shape(name, path=parse_path(text), fill=entry.get("fill"), **outline)]
            case "line":
                x1, y1, x2, y2 = (value(entry[key], names) for key in ("x1", "y1", "x2", "y2"))
                ends = {"x": x1, "y": y1, "w": x2 - x1, "h": y2 - y1}
                return [shape(name, "line", **ends, **line, arrow=entry.get("arrow", False))]
            case kind:
                paint = {"fill": entry.get("fill"), "alpha": entry.get("alpha", 100)}
                return [shape(name, kind, **number, **line, **paint)]

    def _strands(self, entry: Data, names: Data, grid: Sequence[Data]) -> list[Shape]:
        starts = entry["starts"]
        if isinstance(starts, str):
            starts = [value(starts, {**names, **cell}) for cell in grid]
        numbers = [value(entry[key], names) for key in ("x", "bend")]
        into, end = ([value(part, names) for part in entry[key]] for key in ("into", "to"))
        x, bend = numbers
        lines, ribbons = strands(x, starts, bend, (into[0], into[1]), (end[0], end[1]))
        name = entry["name"]
        ribbon_shapes: list[Shape] = []
        if shades := entry.get("ribbons"):
            alphas = shades if isinstance(shades, list) else [shades] * len(ribbons)
            fade = tuple(entry["fade"]) if "fade" in entry else None
            ribbon_shapes = [
                shape(f"{name}-ribbon-{k}", path=path, fill="accent", alpha=alpha, fade=fade)
                for k, (path, alpha) in enumerate(zip(ribbons, alphas, strict=True), 1)
            ]
        px = entry.get("px", 1.5)
        return ribbon_shapes + [
            shape(f"{name}-strand-{k}", path=path, color="accent", px=px)
            for k, path in enumerate(lines, 1)
        ]

    def layout(self, family: Data, variant: Data, frame: Data, count: int | None) -> Layout:
        """Return one variant of a family in a frame for one count."""
        names: Data = {"n": count or 0}
        for key, datum in variant.get("let", {}).items():
            if not needs_cell(datum):
                names[key] = value(datum, names)
        grid = cells(variant.get("cells"), names)
        each = variant.get("each", {})
        items = []
        for cell in grid:
            scope = {**names, **cell, "count": len(grid)}
            for key, datum in variant.get("let", {}).items():
                if needs_cell(datum):
                    scope[key] = value(datum, scope)
            items.append(scope)
        kind = variant.get("title_type", "title")

        def applicable(entries: Sequence[Data], scope: Data) -> list[Data]:
            return [e for e in entries if "when" not in e or value(e["when"], scope)]

        ground = (*frame.get("shapes", []), *variant.get("shapes", []))
        shapes = [s for e in ground for s in self.shapes(e, names, grid)]
        for scope in items:
            for entry in applicable(each.get("shapes", []), scope):
                shapes += self.shapes(entry, scope, grid)
        shapes += [s for e in variant.get("shapes_over", []) for s in self.shapes(e, names, grid)]
        slots = [self.slot(e, names, kind) for e in (*frame["before"], *variant.get("slots", []))]
        slots += [
            self.slot(entry, scope)
            for scope in items
            for entry in applicable(each.get("slots", []), scope)
        ]
        last = (*variant.get("slots_after", []), *frame["after"])
        slots += [self.slot(entry, names) for entry in last]
        suffix = frame.get("suffix", "")
        group = str(variant.get("family", family["family"])) + suffix
        base = variant["id"] + suffix if "id" in variant else group
        return Layout(
            name=f"{base}-{count}" if count else str(base),
            family=group,
            count=count,
            title=variant["title"].replace("{n}", str(count)) + frame.get("title", ""),
            background=family.get("background"),
            furniture=frame.get("furniture", False),
            shapes=tuple(shapes),
            slots=tuple(slots),
            mass=self._mass(shapes),
            navigation=bool(variant.get("navigation", frame.get("navigation", False))),
        )

    def _mass(self, shapes: Sequence[Shape]) -> str:
        """Return the side on which a panel of the colour of structure takes a third of the body."""
        panels = [s for s in shapes if s.kind == "rect" and self._is_structure(s.fill)]
        panel = max(panels, key=lambda s: s.w * s.h, default=None)
        if panel is None or panel.w * panel.h < _MASS_PX:
            return ""
        if panel.w > _HALF_PX:
            return "top"
        return "left" if panel.x + panel.w / 2 < _HALF_PX else "right"

    def _is_structure(self, fill: str | None) -> bool:
        stops = self.common.get("fills", {}).get(fill, {}).get("stops", [])
        return fill == "structure" or any(stop[1] == "structure" for stop in stops)


def _moved_out(box: Data, changes: Data, names: Data) -> Sides:
    """Return how far the sides of a box move out where some of x, y, w and h change."""
    new = {**box, **{side: value(datum, names) for side, datum in changes.items()}}
    left, up = box["x"] - new["x"], box["y"] - new["y"]
    right, down = new["w"] - box["w"] - left, new["h"] - box["h"] - up
    return round(left, 2), round(up, 2), round(right, 2), round(down, 2)


def shape(name: str, kind: str = "path", **fields: Datum) -> Shape:
    """Return a shape; a field left out is absent, and the box of a path is that of its points."""
    path: Path2D | None = fields.get("path")
    if path is not None:
        left, top, right, bottom = path.box
        fields |= {"x": left, "y": top, "w": right - left, "h": bottom - top}
    rest = {"fill": None, "alpha": 100, "fade": None, "color": None, "px": 1.5, "arrow": False}
    return Shape(name=name, kind=kind, **{**rest, "path": None, **fields})


def master_shapes(common: Data) -> list[Shape]:
    """Return the decoration of the master, which lies under every layout with a head."""
    expander, names = Expander(common), {"n": 0}
    return [s for entry in common["master"]["shapes"] for s in expander.shapes(entry, names, [])]


def read_shared(workspace: Workspace, folder: str) -> Data:
    """Return what all layouts in `folder` share: fonts, colours, styles, slots, master, charts."""
    return _read(workspace, f"{folder}/{SHARED}")


def read_layouts(workspace: Workspace, folder: str, common: Data) -> list[Layout]:
    """Return every layout of `folder`. Those named in the `order` of `common` come first, the others by name."""
    expander = Expander(common)
    layouts: dict[str, list[Layout]] = {}
    for name in workspace.list(folder):
        if not name.endswith(".yaml") or name == SHARED:
            continue
        path = f"{folder}/{name}"
        family = _read(workspace, path)
        with _data_of(path):
            frames = [common["frames"][frame] for frame in _frames(family)]
            for variant, frame in product(family["variants"], frames):
                for count in variant.get("counts", [None]):
                    layout = expander.layout(family, variant, frame, count)
                    base = layout.name.removesuffix(f"-{count}")
                    layouts.setdefault(base, []).append(layout)
    with _data_of(f"{folder}/{SHARED}"):
        first = [layout for key in common["order"] for layout in layouts.pop(key)]
    return [*first, *(layout for key in sorted(layouts) for layout in layouts[key])]


def _frames(family: Data) -> Sequence[str]:
    """Return the names of the frames in each of which a family has all of its variants."""
    names = family["frame"]
    return [names] if isinstance(names, str) else names


def _read(workspace: Workspace, path: str) -> Data:
    with _data_of(path):
        data: Data = dict(yaml.safe_load(workspace.read(path)))
        return data


@contextmanager
def _data_of(path: str) -> Iterator[None]:
    """Raise Faults in place of what Python raises where the data of a layout file makes no sense."""
    try:
        yield
    except FileNotFoundError as error:
        message = f"找不到主题的文件“layouts/{path.rpartition('/')[2]}”"
        raise Faults([Diagnostic("missing-file", message, Span(path, 1))]) from error
    except KeyError as error:
        message = f"版式文件里缺少或不认识 `{error.args[0]}`"
        raise Faults([Diagnostic("wrong-value", message, Span(path, 1))]) from error
    # A layout file has expressions, which are evaluated: anything that Python raises of them is its fault.
    except (yaml.YAMLError, LookupError, TypeError, ValueError, ArithmeticError, SyntaxError,
            AttributeError) as error:  # fmt: skip
        message = f"版式文件写得不对，读到这里停下：{' '.join(str(error).split())[:80]}"
        raise Faults([Diagnostic("wrong-value", message, Span(path, 1))]) from error
