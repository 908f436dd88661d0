"""The timing of a slide whose points come one by one: each appears at a click (ECMA-376 part 1, 19.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from reportgen.write.powerpoint.model import Placed, PlacedText
from reportgen.write.xml import EMPTY, Value, Xml, element

#: a slot of one item of several: name-2
_ITEM = re.compile(r".+-(\d+)")
#: the effect “appear” among the entrance effects of PowerPoint
_APPEAR: Mapping[str, Value] = {"presetID": 1, "presetClass": "entr", "presetSubtype": 0}


@dataclass(frozen=True, slots=True)
class _Target:
    """What appears: a shape by its id, or one paragraph of it."""

    shape: int
    paragraph: int | None = None


def timing(shapes: Sequence[tuple[int, Placed]]) -> Xml:
    """Return the `p:timing` of a slide with these shapes, each with its id; nothing where none come one by one.

    The items of a slide come in their order, all shapes of one at one click; where there are no items,
    the paragraphs of its longest text do.
    """
    clicks = _items(shapes) or _paragraphs(shapes)
    if len(clicks) < 2:
        return EMPTY
    ids = count(3)  # 1 is the root, 2 the main sequence
    steps = [_click(targets, ids) for targets in clicks]
    sequence = element(
        "p:seq",
        {"concurrent": 1, "nextAc": "seek"},
        element(
            "p:cTn",
            {"id": 2, "dur": "indefinite", "nodeType": "mainSeq"},
            element("p:childTnLst", None, *steps),
        ),
        _turn("p:prevCondLst", "onPrev"),
        _turn("p:nextCondLst", "onNext"),
    )
    root = element(
        "p:cTn",
        {"id": 1, "dur": "indefinite", "restart": "never", "nodeType": "tmRoot"},
        element("p:childTnLst", None, sequence),
    )
    built = element("p:bldLst", None, *_built(clicks))
    return element("p:timing", None, element("p:tnLst", None, element("p:par", None, root)), built)


def _items(shapes: Sequence[tuple[int, Placed]]) -> list[list[_Target]]:
    """Return the shapes of each item, in the order of the items."""
    items: dict[int, list[_Target]] = {}
    for shape, placed in shapes:
        match = _ITEM.fullmatch(placed.slot.name) if isinstance(placed, PlacedText) else None
        if match:
            items.setdefault(int(match[1]), []).append(_Target(shape))
    return [items[number] for number in sorted(items)]


def _paragraphs(shapes: Sequence[tuple[int, Placed]]) -> list[list[_Target]]:
    """Return the paragraphs of the text that has most of them."""
    texts = [(len(p.paragraphs), -shape) for shape, p in shapes if isinstance(p, PlacedText)]
    most, shape = max(texts, default=(0, 0))
    return [[_Target(-shape, number)] for number in range(most)]


def _click(targets: Sequence[_Target], ids: Iterator[int]) -> Xml:
    """Return what happens at one click: the first target appears, the others with it."""
    first, second = next(ids), next(ids)
    effects = [
        _effect(target, ids, "withEffect" if place else "clickEffect")
        for place, target in enumerate(targets)
    ]
    inner = element(
        "p:cTn",
        {"id": second, "fill": "hold"},
        _starts("0"),
        element("p:childTnLst", None, *effects),
    )
    outer = element(
        "p:cTn",
        {"id": first, "fill": "hold"},
        _starts("indefinite"),
        element("p:childTnLst", None, element("p:par", None, inner)),
    )
    return element("p:par", None, outer)


def _effect(target: _Target, ids: Iterator[int], kind: str) -> Xml:
    effect, change = next(ids), next(ids)
    within = EMPTY
    if target.paragraph is not None:
        place = {"st": target.paragraph, "end": target.paragraph}
        within = element("p:txEl", None, element("p:pRg", place))
    behaviour = element(
        "p:cBhvr",
        None,
        element("p:cTn", {"id": change, "dur": 1, "fill": "hold"}, _starts("0")),
        element("p:tgtEl", None, element("p:spTgt", {"spid": target.shape}, within)),
        element("p:attrNameLst", None, element("p:attrName", None, Xml("style.visibility"))),
    )
    to_visible = element("p:to", None, element("p:strVal", {"val": "visible"}))
    own = element(
        "p:cTn",
        {"id": effect, **_APPEAR, "fill": "hold", "grpId": 0, "nodeType": kind},
        _starts("0"),
        element("p:childTnLst", None, element("p:set", None, behaviour, to_visible)),
    )
    return element("p:par", None, own)


def _starts(delay: str) -> Xml:
    return element("p:stCondLst", None, element("p:cond", {"delay": delay}))


def _turn(name: str, event: str) -> Xml:
    target = element("p:tgtEl", None, element("p:sldTgt"))
    return element(name, None, element("p:cond", {"evt": event, "delay": 0}, target))


def _built(clicks: Sequence[Sequence[_Target]]) -> Iterator[Xml]:
    """Yield the texts that are built, each once."""
    shapes = {target.shape: target for targets in clicks for target in targets}
    for shape, target in shapes.items():
        by = {} if target.paragraph is None else {"build": "p"}
        yield element("p:bldP", {"spid": shape, "grpId": 0, **by})
