"""The layouts of a theme by family and by how many items each holds."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain

from reportgen.document.nodes import SlotValue, Table
from reportgen.theme.deck import DeckTheme, Layout

#: families that stand in when a family has no layout for so few items; "" lists them as text
FALLBACKS: Mapping[str, str] = {"steps": "cards"}


@dataclass(frozen=True, slots=True)
class Sister:
    """A plainer layout that has not the drawings of another, for slides that leave its slots empty.

    It is taken unless all slots of one of the sets `needed` are filled: of a slide, or of each item
    where items that lack them stand on pages of their own. `labels` are slots that say something
    only beside those it has not.
    """

    layout: str
    needed: tuple[frozenset[str], ...]
    by_item: bool = False
    labels: frozenset[str] = frozenset()


SISTERS: Mapping[str, Sister] = {
    "section": Sister("section-plain", (frozenset({"type", "power"}),)),
    "chart-takeaway": Sister("chart-note", (frozenset({"takeaway-figure"}),)),
    "bullets": Sister("bullets-plain", (frozenset({"lead"}), frozenset({"lead-note"}))),
    "bullets-figure": Sister("bullets-plain", (frozenset({"figure"}),)),
    "bullets-right": Sister("bullets-plain", (frozenset({"lead"}), frozenset({"lead-note"}))),
    "bullets-picture": Sister("bullets-plain", (frozenset({"picture"}),)),
    "bullets-picture-left": Sister("bullets-plain", (frozenset({"picture"}),)),
    "quote": Sister("quote-plain", (frozenset({"attribution"}),)),
    "problems-measures": Sister(
        "problems",
        (frozenset({"measure"}),),
        by_item=True,
        labels=frozenset({"head-problem", "head-measure"}),
    ),
    "honours-wall": Sister("honours-plain", (frozenset({"level"}),)),
}
#: the layout that has room for the title, the unit and the note of a table besides
TABLE_LAYOUTS: Mapping[str, str] = {"table": "table-note"}
#: where running text goes on when the first page has a picture or chart beside it
CONTINUATIONS: Mapping[str, str] = {
    "bullets-picture": "bullets-plain",
    "bullets-picture-left": "bullets-plain",
    "pictures-1": "text",
    "chart-note": "text",
}
#: layouts whose numbered bodies are columns of running text
COLUMNS = frozenset({"two-columns"})
#: what a hint compares of a name, and how many names it lists
_LONGEST_NAME, _LISTED_NAMES = 40, 6
#: layouts for text that has lost its own, best first
TEXT_LAYOUTS = ("bullets-plain", "text", "bullets")
#: the layout and the slot for a picture, chart or table that has lost its own
OBJECT_LAYOUTS: Mapping[str, tuple[str, str]] = {
    "picture": ("pictures-1", "picture"),
    "chart": ("chart", "chart"),
    "table": ("table", "table"),
}
#: slots of much the same meaning: a layout without the first takes its text in one of the others
ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("caption", "label", "type", "name", "head", "event"),
    "type": ("role",),
    "power": ("role",),
    "caption": ("title", "note"),
    "body": ("note", "text", "desc", "task", "event", "caption", "support", "takeaway"),
    "note": ("body", "desc", "caption"),
    "desc": ("body", "note"),
    "text": ("body", "note", "desc"),
    "subtitle": ("caption", "support"),
    "support": ("body",),
    "takeaway": ("body", "caption"),
    "chart-title": ("caption",),
}
_NUMBERED = re.compile(r"(.+)-(\d+)")
_STRANDED_PAGE = 100  # a page of too few items costs more than any number of full ones


@dataclass(frozen=True, slots=True)
class LayoutFamily:
    """Layouts that show the same kind of content, by how many items each holds (0: none)."""

    name: str
    by_count: Mapping[int, str]

    @property
    def counts(self) -> tuple[int, ...]:
        """The counts above none, ascending."""
        return tuple(sorted(filter(None, self.by_count)))


def name_hint(word: str, names: Collection[str], what: str, also: Collection[str] = ()) -> str:
    """Return the hint for a name that is not there: what it may have meant, or some `names`.

    It may have meant one of `also` as well; those are too many to be listed.
    """
    known = sorted(names)
    candidates = sorted({*names, *also})
    near = difflib.get_close_matches(word[:_LONGEST_NAME], candidates, n=2, cutoff=0.6)
    if near:
        return f"是不是 {'、'.join(f'`{name}`' for name in near)}？"
    more = f" 等，共 {len(known)} 种" if len(known) > _LISTED_NAMES else ""
    return f"可用的{what}：{'、'.join(known[:_LISTED_NAMES])}{more}"


def layout_family(name: str, theme: DeckTheme) -> LayoutFamily | None:
    """Return the layouts meant by `name`, a family or an exact layout; None if there is none."""
    if name in theme.families:
        return LayoutFamily(name, theme.families[name])
    layout = theme.layouts.get(name)
    if layout is None:
        return None
    by_count = {layout.count: name}
    if layout.count:
        by_count = {**theme.families[layout.family], **by_count}
    return LayoutFamily(layout.family, by_count)


def fallback_family(family: str, theme: DeckTheme) -> LayoutFamily | None:
    """Return the family that takes items too few for `family`; None if they are listed as text."""
    name = theme.settings.fallbacks.get(family, FALLBACKS.get(family, ""))
    return layout_family(name, theme)


def sister_of(name: str, filled: Collection[str], theme: DeckTheme) -> Sister | None:
    """Return the sister to take in place of a layout, or family, with only some slots filled."""
    sister = SISTERS.get(name)
    if sister is None or any(needed <= set(filled) for needed in sister.needed):
        return None
    return sister if sister.layout in {*theme.layouts, *theme.families} else None


def with_room_beside(layout: Layout, values: Mapping[str, SlotValue], theme: DeckTheme) -> Layout:
    """Return the layout, or the one with room for what stands beside a table.

    That is its unit and its note, and its title where the slide gives it.
    """
    fuller = theme.layouts.get(TABLE_LAYOUTS.get(layout.id, ""))
    tables = [value for value in values.values() if isinstance(value, Table)]
    wanted = "table-title" in values or any(table.unit or table.note for table in tables)
    return fuller if fuller is not None and wanted else layout


def item_count(slots: Mapping[str, SlotValue], items: int) -> int:
    """Return how many items a slide has, numbered slots (`title-2`) counted as items."""
    numbered = (match for name in slots if (match := _NUMBERED.fullmatch(name)))
    return max([items, *(int(match[2]) for match in numbered)])


def page_sizes(count: int, available: tuple[int, ...]) -> tuple[int, ...]:
    """Divide items over the fewest pages, evenly; `available` are the counts layouts exist for.

    A remainder smaller than any layout is left to a page of its own only if nothing else works.
    """
    if not available or count in available:
        return (count,)
    allowed = sorted({*available, *range(1, available[0])})
    # The best way to divide the first n items: its cost, how uneven it is, and the pages.
    best: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    for n in range(1, count + 1):
        choices = []
        for size in allowed:
            if size <= n:
                pages, squares, sizes = best[n - size]
                cost = 1 if size in available else _STRANDED_PAGE
                choices.append((pages + cost, squares + size * size, (*sizes, size)))
        best.append(min(choices))
    return tuple(sorted(best[count][2], reverse=True))


def text_layout(theme: DeckTheme) -> Layout | None:
    """Return the layout for text that has no layout of its own."""
    named = (theme.layouts[name] for name in TEXT_LAYOUTS if name in theme.layouts)
    with_body = (layout for layout in theme.layouts.values() if "body" in layout.slots)
    return next(chain(named, with_body), None)


def alias_slot(name: str, layout: Layout, filled: Collection[str]) -> str | None:
    """Return the slot of the layout that takes the text of slot `name`, one not filled first."""
    match = _NUMBERED.fullmatch(name)
    base, ending = (match[1], f"-{match[2]}") if match else (name, "")
    candidates = [f"{other}{ending}" for other in ALIASES.get(base, ())]
    if not match and layout.title_slot is not None and base in ("title", "statement", "quote"):
        candidates.insert(0, layout.title_slot.name)
    existing = [other for other in candidates if other in layout.slots]
    return next((other for other in existing if other not in filled), next(iter(existing), None))
