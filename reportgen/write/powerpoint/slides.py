"""A slide lowered to plain data: which layout, what stands in which slot, at which size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import Chart, Content, Picture
from reportgen.theme.deck import Layout, SlotBox
from reportgen.write.powerpoint.fitting import PlacedText
from reportgen.write.powerpoint.tables import TablePage
from reportgen.write.powerpoint.texts import BREAK, plain, text_of


@dataclass(frozen=True, slots=True)
class PlacedNumber:
    """The slide's own number, a field."""

    slot: SlotBox


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture filling its frame."""

    slot: SlotBox
    picture: Picture
    alt: str


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A native chart in its frame."""

    slot: SlotBox
    chart: Chart


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """One page of a native table."""

    slot: SlotBox
    page: TablePage
    alt: str
    aligns: tuple[str, ...] = ()


Placed = PlacedText | PlacedNumber | PlacedPicture | PlacedChart | PlacedTable


class LoweredSlide(NamedTuple):
    """One slide as it will be written; `placed` is in reading order."""

    number: int
    layout: Layout
    placed: tuple[Placed, ...]
    notes: tuple[Content, ...] = ()
    section: str = ""
    id: str = ""

    @property
    def title(self) -> str:
        """What its title placeholder says."""
        return next(
            (_shown(p) for p in self.placed if isinstance(p, PlacedText) and p.slot.is_title),
            "",
        )


@dataclass(frozen=True, slots=True)
class Lowered:
    """A deck as plain data, with what there is to say about it."""

    slides: tuple[LoweredSlide, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def dump(self) -> str:
        """Return the slides as text, one line a slot, for tests and for reading."""
        return "\n".join(line for slide in self.slides for line in _dumped(slide)) + "\n"


def _dumped(slide: LoweredSlide) -> Iterator[str]:
    head = f"{slide.number} {slide.layout.id}"
    if slide.section:
        head += f" [{slide.section}]"
    if slide.id:
        head += f" #{slide.id}"
    yield head
    for placed in slide.placed:
        name = placed.slot.name
        match placed:
            case PlacedText():
                size = f"{placed.size_pt:g}"
                link = f" → {placed.target}" if placed.target else ""
                yield f"  {name} {size}: {_shown(placed)}{link}"
            case PlacedNumber():
                yield f"  {name}: ‹{slide.number}›"
            case PlacedPicture():
                yield f"  {name}: 图 {placed.picture.path}（{placed.alt}）"
            case PlacedChart():
                yield f"  {name}: {placed.chart.kind} {placed.chart.title}"
            case PlacedTable():
                rows = len(placed.page.heights)
                yield f"  {name} {placed.page.size_pt:g}: 表 {rows}×{len(placed.page.widths)}"
    for paragraph in slide.notes:
        yield f"  ✎ {text_of(paragraph)}"


def _shown(text: PlacedText) -> str:
    return " ¶ ".join(plain(p).replace(BREAK, "／") for p in text.paragraphs)
