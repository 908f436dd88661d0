from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

import pytest
from lxml import etree
from pptx import Presentation
from support.themes import JULI, PALETTES, deck_settings, palette, plain

from reportgen.make.deck import deck_package
from reportgen.make.layouts import read_layouts, read_shared
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.workspace import DiskWorkspace
from reportgen.write.package import members_of

FOLDER = "templates/juli"
SUPPLIED = DiskWorkspace({"templates": JULI.parent})
DECK = (JULI / "deck.pptx").read_bytes()
PAGE = (12192000, 6858000)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
COUNTED = {
    "contents": range(1, 9),
    "comparison": range(1, 7),
    "key-figures": range(1, 7),
    "cards": range(2, 7),
    "steps": range(3, 9),
    "timeline": range(2, 13),
    "matrix": range(2, 6),
    "convergence": range(3, 9),
    "pictures": range(1, 5),
    "honours-wall": range(1, 13),
    "honours-plain": range(1, 10),
    "problems-measures": range(1, 5),
    "problems": range(1, 6),
    "plan": range(1, 8),
    "plan-owner": range(1, 7),
    "problems-owner": range(1, 6),
    "points-top": (3, 4, 5, 6),
    "points-top-named": (3, 4, 5, 6),
    "points-right": (2, 3, 4),
    "points-right-named": (2, 3, 4),
    "points-large": (2, 3, 4),
    "points-large-named": (2, 3, 4),
    "points-band": (3, 4),
    "points-band-named": (3, 4),
    "points-gather": (3, 4, 5),
    "points-gather-named": (3, 4, 5),
    "points-grid": (3, 5),
    "points-grid-named": (3, 5),
    "facts": (2,),
    "facts-lead": (2,),
    "facts-text": (2,),
    "cards-compact": (3,),
    "plan-list": range(1, 7),
    "requests": range(1, 7),
    "figures-picture": range(2, 7),
    "figures-picture-lead": range(2, 5),
    "strip": (3,),
    "figures-flow": (3,),
    "figures-lead": range(3, 6),
    "figures-list": range(2, 7),
    "table-figures": range(1, 4),
    "steps-two-figures": range(3, 7),
    "steps-three-figures": range(3, 7),
    "bullets-picture-figures": range(1, 3),
    "figures-side": range(2, 5),
    "figures-side-named": range(2, 5),
    **{
        f"figures-panel-{n}-{kind}": range(1, 4)
        for n in ("two", "three")
        for kind in ("points", "texts")
    },
    "duo": (2,),
    "discussion": range(1, 5),
    "org-chart": range(2, 7),
    "org-chart-figure": range(2, 7),
    "org-chart-teams": range(2, 7),
    "points-right-figure": range(2, 5),
    "points-right-figure-named": range(2, 5),
    "people": (2, 3),
    "people-plain": (2, 3),
    "qr": range(1, 4),
    "year-dumbbell": range(3, 7),
    "year-slope": range(1, 5),
    **{
        f"figures-{n}-{kind}": range(1, 5) for n in ("two", "three") for kind in ("points", "texts")
    },
    "pyramid": (3, 4),
    "ring": range(4, 7),
    "collage": (5, 6),
    "before-after": (2,),
    **{
        f"section-{kind}{end}": range(2, 5)
        for kind in ("named", "points")
        for end in ("", "-plain")
    },
    **{f"section-figures{end}": (2, 3) for end in ("", "-plain")},
    **{f"take-away{end}": (2, 3, 4) for end in ("", "-named")},
    **{f"section-figures-list{end}": (2, 3, 4) for end in ("", "-plain")},
    **{f"section-figures-bullets{end}": (1, 2, 3) for end in ("", "-plain")},
    **{
        f"section-figures-{n}-{kind}{end}": range(1, 4)
        for n in ("two", "three")
        for kind in ("points", "texts")
        for end in ("", "-plain")
    },
}
SINGLE = {
    *("cover", "section", "section-plain", "statement", "quote", "quote-plain", "closing"),
    *("bullets", "bullets-plain", "bullets-picture", "two-columns", "text", "table", "table-note"),
    *("chart", "chart-takeaway", "chart-note", "chart-pair", "figure-trend", "figure-sentence"),
    *(
        "photo-full",
        "honour-reasons",
        "section-bullets",
        "section-bullets-plain",
        "section-text",
        "section-text-plain",
        "statement-side",
    ),
    *("heatmap-month", "rollup-heat", "target-actual", "year-compare", "year-compare-short"),
    *("honours-list", "person", "person-plain", "plan-gantt", "quote-source"),
    *(
        "bullets-figure",
        "bullets-right",
        "bullets-picture-left",
        "person-deeds",
        "person-deeds-plain",
    ),
}


@cache
def juli() -> DeckTheme:
    return load_deck_theme(DECK, deck_settings())


@pytest.fixture(scope="module")
def layouts() -> dict[str, Any]:
    deck = Presentation(str(JULI / "deck.pptx"))
    return {layout.name.split(" ", 1)[0]: layout for layout in deck.slide_layouts}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return cast("dict[str, Any]", plain("deck.yaml"))


def parts_in(palette_name: str) -> dict[str, bytes]:
    """The parts of the template made in a palette."""
    common = read_shared(SUPPLIED, f"{FOLDER}/layouts")
    layouts = read_layouts(SUPPLIED, f"{FOLDER}/layouts", common)
    made = deck_package(common, layouts, palette(palette_name), "聚力")
    return {name: part.data for name, part in members_of(made).items()}


def test_every_family_has_a_layout_for_every_count(layouts: dict[str, Any]) -> None:
    counted = {f"{family}-{n}" for family, counts in COUNTED.items() for n in counts}
    assert set(layouts) == counted | SINGLE


def test_a_slot_has_the_same_number_in_every_layout(layouts: dict[str, Any]) -> None:
    numbers: dict[str, set[int]] = {}
    for layout in layouts.values():
        own = [slot.placeholder_format.idx for slot in layout.placeholders]
        assert len(own) == len(set(own)), layout.name
        for slot in layout.placeholders:
            numbers.setdefault(slot.name, set()).add(slot.placeholder_format.idx)
    assert {name: found for name, found in numbers.items() if len(found) > 1} == {}
    titles = {"title", "statement", "quote"}
    others = [found.pop() for name, found in numbers.items() if name not in titles]
    assert len(others) == len(set(others))
    assert min(others) >= 10


def test_the_description_names_exactly_the_slots_of_each_layout(
    layouts: dict[str, Any], described: dict[str, Any]
) -> None:
    assert {
        name: [slot.name for slot in layout.placeholders] for name, layout in layouts.items()
    } == {name: list(about["slots"]) for name, about in described["layouts"].items()}


def test_every_layout_has_a_title_and_stays_on_the_page(layouts: dict[str, Any]) -> None:
    for name, layout in layouts.items():
        kinds = [slot.element.ph.get("type") for slot in layout.placeholders]
        assert sum(kind in ("title", "ctrTitle") for kind in kinds) == 1, name
        ids = [shape.shape_id for shape in layout.shapes]
        assert len(ids) == len(set(ids)), name
        for shape in layout.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            assert shape.left >= 0, (name, shape.name)
            assert shape.top >= 0, (name, shape.name)
            assert right <= PAGE[0], (name, shape.name)
            assert bottom <= PAGE[1], (name, shape.name)


def test_text_slots_of_a_layout_do_not_overlap(layouts: dict[str, Any]) -> None:
    for name, layout in layouts.items():
        boxes = [
            (s.left, s.top, s.left + s.width, s.top + s.height, s.name) for s in layout.placeholders
        ]
        for k, (left, top, right, bottom, one) in enumerate(boxes):
            for x1, y1, x2, y2, other in boxes[k + 1 :]:
                apart = x1 >= right or x2 <= left or y1 >= bottom or y2 <= top
                behind = (name, one) == ("photo-full", "picture")  # the background of the slide
                assert apart or behind, (name, one, other)


def test_a_box_that_grows_stays_on_the_page_and_off_the_other_slots() -> None:
    for layout in juli().layouts.values():
        for slot in layout.slots.values():
            box = slot.largest
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.w <= PAGE[0], (layout.id, slot.name)
            assert box.y + box.h <= PAGE[1], (layout.id, slot.name)
            if box is slot:
                continue
            for other in layout.slots.values():
                if slot.is_title and other.name == "kicker":
                    other = other.largest  # noqa: PLW2901 - the kicker makes way for a long title
                apart = (
                    other.x >= box.x + box.w
                    or other.x + other.w <= box.x
                    or other.y >= box.y + box.h
                    or other.y + other.h <= box.y
                )
                # A photograph that is the ground of its slide has texts on it.
                behind = other.look == "background"
                assert apart or behind or other is slot, (layout.id, slot.name, other.name)


def test_a_slot_takes_the_room_of_empty_slots_only() -> None:
    for layout in juli().layouts.values():
        for slot in layout.slots.values():
            assert set(slot.without) <= set(layout.slots), (layout.id, slot.name)
            assert slot.beside(layout.slots) is slot
            for name in slot.without:
                box = slot.beside(set(layout.slots) - {name})
                assert (box.x, box.y, box.w, box.h) != (slot.x, slot.y, slot.w, slot.h)
                assert 0 <= box.x < box.x + box.w <= PAGE[0], (layout.id, slot.name)
                assert 0 <= box.y < box.y + box.h <= PAGE[1], (layout.id, slot.name)


def test_decoration_lies_under_the_slots(layouts: dict[str, Any]) -> None:
    for name, layout in layouts.items():
        kinds = [shape.is_placeholder for shape in layout.shapes]
        assert kinds == sorted(kinds), name


def test_each_slot_says_all_of_its_text_style(
    layouts: dict[str, Any], described: dict[str, Any]
) -> None:
    for name, layout in layouts.items():
        for slot in layout.placeholders:
            body = slot.element.find(f"{P}txBody/{A}bodyPr")
            assert body.find(f"{A}noAutofit") is not None
            assert {body.get(side) for side in ("lIns", "tIns", "rIns", "bIns")} == {"0"}
            level = slot.element.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr")
            run = level.find(f"{A}defRPr")
            size, line = int(run.get("sz")), int(level.find(f"{A}lnSpc/{A}spcPts").get("val"))
            assert size >= 1400
            assert line >= size
            assert line <= slot.height / 127 + 1, (name, slot.name)
            assert run.find(f"{A}latin").get("typeface") in ("+mj-lt", "+mn-lt")
            assert run.find(f"{A}ea").get("typeface") in ("+mj-ea", "+mn-ea")
            least = described["layouts"][name]["slots"][slot.name]["min_pt"]
            assert 14 <= least <= size / 100
            prompt = slot.text_frame.text
            assert prompt or slot.element.ph.get("type") == "sldNum"


def test_body_text_never_goes_under_18_pt(described: dict[str, Any]) -> None:
    least = [
        slot["min_pt"]
        for layout in described["layouts"].values()
        for slot in layout["slots"].values()
        if slot["role"] == "body"
    ]
    assert min(least) == 18


@pytest.mark.slow
def test_colours_are_theme_colours_so_a_palette_is_one_element() -> None:
    red = parts_in("juli-red")
    for name, blob in red.items():
        if name.startswith(("ppt/slideLayouts/s", "ppt/slideMasters/s")):
            assert b"srgbClr" not in blob, name
    scheme = re.compile(rb"<a:clrScheme.*?</a:clrScheme>|<a:theme [^>]*>", re.DOTALL)
    for name in PALETTES:
        other = parts_in(name)
        changed = [part for part in red if red[part] != other[part]]
        assert set(changed) <= {"ppt/theme/theme1.xml", "ppt/theme/theme2.xml"}
        assert all(scheme.sub(b"", red[n]) == scheme.sub(b"", other[n]) for n in changed)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_text_can_be_read_on_what_lies_behind_it(
    palette: str, described: dict[str, Any]
) -> None:
    data = plain(f"palettes/{palette}.yaml")
    assert data["id"] == palette
    for pair in described["contrast"]:
        text, behind = (light(data["colours"][pair[key]]) for key in ("text", "behind"))
        ratio = (max(text, behind) + 0.05) / (min(text, behind) + 0.05)
        assert ratio >= pair["ratio"], (palette, pair, round(ratio, 2))


def light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_numerals_with_a_unit_carry_its_style_in_level_two(layouts: dict[str, Any]) -> None:
    for name, slot_name in (("key-figures-3", "figure-2"), ("timeline-12", "month-5")):
        slot = next(s for s in layouts[name].placeholders if s.name == slot_name)
        style = slot.element.find(f"{P}txBody/{A}lstStyle")
        number, unit = (style.find(f"{A}lvl{n}pPr/{A}defRPr") for n in (1, 2))
        assert int(unit.get("sz")) < int(number.get("sz")) / 1.5
        assert unit.find(f"{A}ea").get("typeface") == "+mn-ea"


def test_the_package_holds_nothing_but_the_theme() -> None:
    parts = {name: part.data for name, part in members_of(DECK).items()}
    assert not [name for name in parts if "slides/" in name or "thumbnail" in name]
    for name, blob in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(blob)
    deck = Presentation(str(JULI / "deck.pptx"))
    assert (deck.slide_width, deck.slide_height) == PAGE
    assert len(deck.slide_masters) == 1
    assert {s.name for s in deck.slide_master.placeholders} == {"title", "body", "footer", "page"}
