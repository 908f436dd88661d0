from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pptx
import pytest
import yaml

from reportgen.diagnostics import Faults
from reportgen.document.nodes import Deck, Properties, Prose, Slide, Text
from reportgen.theme.deck import DeckTheme, check_deck, load_deck_theme
from reportgen.theme.palettes import contrast_ratio, read_palette
from reportgen.write.powerpoint import write_deck

JULI = Path(__file__).resolve().parents[2] / "templates" / "juli"
TEMPLATE = (JULI / "deck.pptx").read_bytes()


@cache
def settings() -> dict[str, Any]:
    found = yaml.safe_load((JULI / "deck.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def palette(name: str) -> Any:
    return yaml.safe_load((JULI / "palettes" / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def theme() -> DeckTheme:
    return load_deck_theme(TEMPLATE, settings())


def test_layouts_are_known_by_the_machine_part_of_their_name(theme: DeckTheme) -> None:
    assert theme.layouts["cards-3"].count == 3
    assert theme.families["cards"][3] == "cards-3"
    assert set(theme.families["timeline"]) == set(range(2, 13))


def test_slots_lie_where_the_template_has_them(theme: DeckTheme) -> None:
    for layout in pptx.Presentation(io.BytesIO(TEMPLATE)).slide_layouts:
        slots = theme.layouts[layout.name.partition(" ")[0]].slots
        for shape in layout.placeholders:
            slot = slots[shape.name]
            assert (slot.x, slot.y, slot.w, slot.h) == (
                shape.left, shape.top, shape.width, shape.height,
            )  # fmt: skip


def test_a_slot_tells_how_it_sets_text(theme: DeckTheme) -> None:
    title = theme.layouts["bullets"].slots["title"]
    assert (title.size_pt, title.line_pt, title.east_asian) == (34, 42.5, "方正小标宋简体")
    assert title.is_title
    body = theme.layouts["bullets"].slots["body"]
    assert body.first_indent_pt == -body.left_indent_pt < 0
    figure = theme.layouts["key-figures-3"].slots["figure-1"]
    assert figure.unit is not None
    assert figure.unit.size_pt < figure.size_pt


def test_nothing_of_the_template_is_missing(theme: DeckTheme) -> None:
    assert check_deck(theme) == ()


def test_a_template_without_a_layout_is_told_before_a_build() -> None:
    wanted = {"layouts": {"mosaic": {"slots": {}}, "quote": {"slots": {"chapter": {}}}}}
    assert [d.code for d in check_deck(load_deck_theme(TEMPLATE, wanted))] == [
        "layout-missing",
        "slot-missing",
    ]


def test_a_card_moved_in_the_template_moves_in_the_deck() -> None:
    moved = pptx.Presentation(io.BytesIO(TEMPLATE))
    layout = next(x for x in moved.slide_layouts if x.name.startswith("quote "))
    shape = next(s for s in layout.placeholders if s.name == "attribution")
    shape.left, shape.top = 1_000_000, 5_500_000
    out = io.BytesIO()
    moved.save(out)
    slots = {"quote": Prose(((Text("引语"),),)), "attribution": Prose(((Text("出处"),),))}
    deck = Deck(Properties("测试"), (Slide("quote", slots),))
    data = write_deck(deck, load_deck_theme(out.getvalue(), settings()), lambda _: b"").data
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    found = next(s for s in slide.shapes if s.name == "attribution")
    assert (found.left, found.top) == (1_000_000, 5_500_000)


def test_a_palette_recolours_the_theme_and_nothing_else(theme: DeckTheme) -> None:
    blue = load_deck_theme(TEMPLATE, settings(), palette("archive-blue"))
    changed = [
        one.name
        for one, other in zip(theme.parts, blue.parts, strict=True)
        if one.data != other.data
    ]
    assert changed == ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"]
    data = next(part.data for part in blue.parts if part.name == "ppt/theme/theme1.xml")
    assert b'<a:accent1><a:srgbClr val="1F3F66"/></a:accent1>' in data


@pytest.mark.parametrize("path", sorted((JULI / "palettes").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_supplied_palette_has_its_contrasts(path: Path) -> None:
    assert read_palette(palette(path.stem), tuple(settings()["contrast"])).colours["page"]


def test_five_colours_of_a_unit_are_completed() -> None:
    own = {
        "page": "#FFFFFF", "structure": "#7A1F2B", "accent": "#D9A441", "text": "#222222",
        "muted": "#555555",
    }  # fmt: skip
    found = read_palette({"colours": own}, tuple(settings()["contrast"]))
    assert set(settings()["theme_colours"].values()) <= set(found.colours)


def test_a_weak_contrast_is_refused_with_its_ratio() -> None:
    weak = {**palette("juli-red")["colours"], "muted": "#C0B8B0"}
    with pytest.raises(Faults) as caught:
        read_palette({"colours": weak}, tuple(settings()["contrast"]))
    assert {d.code for d in caught.value.diagnostics} == {"weak-contrast"}
    assert "至少要 4.5" in caught.value.diagnostics[0].message


def test_a_colour_that_is_none_is_refused() -> None:
    wrong = {**palette("juli-red")["colours"], "text": "深红"}
    with pytest.raises(Faults, match="深红"):
        read_palette({"colours": wrong}, ())


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("FFFFFF", "000000") == pytest.approx(21)
    assert contrast_ratio("FFFFFF", "C41E3A") == pytest.approx(5.8, abs=0.1)


def test_a_damaged_template_is_told() -> None:
    with pytest.raises(Faults, match="打不开"):
        load_deck_theme(b"no zip", {})
