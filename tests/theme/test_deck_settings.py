"""Every key of deck.yaml has an effect: on slides, on colours, or on what is refused."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from support.themes import JULI, palette, plain

from reportgen.diagnostics import Faults
from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Deck,
    Properties,
    Prose,
    Series,
    Slide,
    SlotValue,
    Table,
    Text,
)
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.palettes import check_contrast, recoloured
from reportgen.write.powerpoint import lower, write_deck

Path = tuple[str | int, ...]
MONTHS = tuple(f"{month}月" for month in range(1, 13))
#: values a key may take beside the one it has: by the last part of its path, or by that value
SPECIAL = {
    "style_id": "{00000000-0000-0000-0000-000000000000}", "steps": "timeline", "line_ratio": 2,
}  # fmt: skip
OTHER = {
    "major": "minor", "minor": "major", "accent1": "accent2", "accent2": "accent6",
    "accent3": "accent6", "accent4": "accent6", "accent5": "accent6", "tx1": "accent2",
    "bg1": "bg2",
}  # fmt: skip


def prose(text: str, *, bold: bool = False) -> Prose:
    return Prose(((Text(text, bold=bold),),))


def chart(kind: str, categories: tuple[str, ...], count: int = 1) -> Slide:
    values = tuple(float(place + 1) for place in range(len(categories)))
    names = ("本年", "上年", "前年", "更早")
    series = tuple(Series(name, values) for name in names[:count])
    highlight = 1 if count == 1 else None
    node = Chart(kind, "图", categories, series, "次", highlight=highlight)
    slots: dict[str, SlotValue] = {"title": prose("图"), "chart": node}
    return Slide("chart", slots)


def table(*rows: tuple[str, ...], header_rows: int = 1) -> Slide:
    """A table whose texts are emphasised where they begin with a star."""
    cells = tuple(
        tuple(Cell((Text(text.lstrip("*"), bold=text.startswith("*")),)) for text in row)
        for row in rows
    )
    node = Table((Column(),) * len(rows[0]), cells, header_rows)
    return Slide("table", {"title": prose("表"), "table": node})


@cache
def deck() -> Deck:
    long = tuple((f"第{n}项", "完成" * 12) for n in range(6))
    short = tuple((f"第{n}项", "完成") for n in range(9))
    items = tuple({"title": prose(f"第{n}步"), "body": prose("办实事")} for n in range(1, 3))
    return Deck(
        Properties("测试", year=2022),
        (
            *(chart("column", MONTHS[:4], count) for count in (1, 2, 4)),
            *(chart(kind, MONTHS[:5]) for kind in ("bar", "line")),
            chart("column", MONTHS),
            table(("事项", "进展"), *long),
            table(("事项", "进展"), *short),
            table(("项", "数"), ("甲", "*3")),
            table(("项", "数"), ("月", "年"), ("甲", "3"), header_rows=2),
            Slide("steps", {"title": prose("步骤")}, items),
            Slide("text", {"title": prose("正文"), "body": prose("重点", bold=True)}),
        ),
    )


@cache
def theme() -> DeckTheme:
    return load_deck_theme((JULI / "deck.pptx").read_bytes(), checked(settings()))


def checked(values: dict[str, Any]) -> DeckSettings:
    return DeckSettings.model_validate(values)


def written(values: dict[str, Any]) -> dict[str, bytes]:
    """Return the parts of the deck, its layouts those of deck.yaml."""
    changed_theme = replace(theme(), settings=checked(values))
    data = write_deck(lower(deck(), changed_theme), changed_theme, lambda _: b"").data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def settings() -> dict[str, Any]:
    """Return deck.yaml with the only key it leaves to its default written out."""
    return {**plain("deck.yaml"), "fallbacks": {"steps": "cards"}}


def keys(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every value that decides how a slide is written."""
    if isinstance(value, dict):
        for key, below in value.items():
            if path or key not in ("layouts", "theme_colours", "contrast"):
                yield from keys(below, (*path, key))
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from keys(below, (*path, place))
    else:
        yield path


def other(value: Any, path: Path) -> Any:
    """Return a value that a key might have in place of its own."""
    if path[-1] in SPECIAL:
        return SPECIAL[path[-1]]
    if isinstance(value, bool):
        return not value
    return OTHER[value] if isinstance(value, str) else value + 6


def changed(settings: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """Return a copy of the settings with another value at `path`."""
    copied = copy.deepcopy(settings)
    here: Any = copied
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = value
    return copied


def value_at(value: Any, path: Path) -> Any:
    for part in path:
        value = value[part]
    return value


def named(path: Path) -> str:
    return ".".join(map(str, path))


@cache
def as_it_is() -> dict[str, bytes]:
    return written(settings())


def test_deck_yaml_writes_out_every_key_there_is() -> None:
    every = checked(settings()).model_dump(mode="json")
    assert set(keys(every)) == set(keys(settings()))


@pytest.mark.parametrize("path", list(keys(settings())), ids=named)
def test_another_value_of_a_key_gives_another_deck(path: Path) -> None:
    value = other(value_at(settings(), path), path)
    assert written(changed(settings(), path, value)) != as_it_is()


@pytest.mark.parametrize("key", settings()["theme_colours"])
def test_another_colour_of_the_scheme_gives_another_theme_part(key: str) -> None:
    red = palette("juli-red")
    wanted = changed(settings(), ("theme_colours", key), "axis")
    for values in (settings(), wanted):
        scheme = checked(values).theme_colours
        assert scheme is not None
        part = recoloured(b"<a:clrScheme/><a:clrScheme></a:clrScheme>", red, scheme)
        colour = red.colours[values["theme_colours"][key]]
        assert f'<a:{key}><a:srgbClr val="{colour}"/></a:{key}>'.encode() in part


@pytest.mark.parametrize("change", [{"ratio": 21}, {"text": "page"}, {"behind": "text"}])
def test_a_contrast_is_refused_for_its_text_its_background_and_its_ratio(
    change: dict[str, Any],
) -> None:
    pair = {"text": "text", "behind": "page", "ratio": 4.5}
    check_contrast(palette("juli-red"), checked({"contrast": [pair]}).contrast)
    with pytest.raises(Faults):
        check_contrast(palette("juli-red"), checked({"contrast": [{**pair, **change}]}).contrast)


def test_every_key_of_a_layout_is_read() -> None:
    wanted = checked({"layouts": {
        "mosaic": {
            "layout": "cards-3 卡片 ×3", "family": "tiles", "count": 3,
            "slots": {"heading": {
                "placeholder": "title", "role": "lead", "min_pt": 30, "optional": True,
            }},
        },
    }})  # fmt: skip
    made = load_deck_theme((JULI / "deck.pptx").read_bytes(), wanted)
    layout = made.layouts["mosaic"]
    slot = layout.slots["heading"]
    assert (layout.family, layout.count) == ("tiles", 3)
    assert (slot.is_title, slot.role, slot.min_pt, slot.optional) == (True, "lead", 30, True)
