"""Every key of deck.yaml has an effect: on slides, on colours, or on what is refused."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args

import pytest
from support.themes import JULI, palette, plain

from reportgen.diagnostics import Faults
from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Deck,
    Number,
    Properties,
    Prose,
    Series,
    Slide,
    SlotValue,
    Table,
    Text,
    Tone,
)
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.palettes import check_contrast, recoloured
from reportgen.write.powerpoint import lower, write_deck

pytestmark = pytest.mark.slow

Path = tuple[str | int, ...]
MONTHS = tuple(f"{month}月" for month in range(1, 13))
#: values a key may take beside the one it has: by the last part of its path, or by that value
SPECIAL = {
    "style_id": "{00000000-0000-0000-0000-000000000000}", "steps": "timeline", "line_ratio": 2,
    "max_height_pt": 30, "widest_pt": 20, "share": 60,
}  # fmt: skip
OTHER = {
    "major": "minor", "minor": "major", "accent1": "accent2", "accent2": "accent6",
    "accent3": "accent6", "accent4": "accent6", "accent5": "accent6", "accent6": "accent2", "tx1": "accent2",
    "bg1": "bg2", "bg2": "accent2", "folHlink": "accent2", "none": "accent2", "right": "left",
}  # fmt: skip
#: keys whose entries have names of the style's own, each an entry of one kind
NAMED = ("looks", "tones")


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


def slide(layout: str, section: str = "", **slots: SlotValue) -> Slide:
    return Slide(layout, {"title": prose("页"), **slots}, section=section)


def deck_with_parts(*parts: str) -> Deck:
    """A deck of three parts, with the tables and charts that a look is for, in every tone."""
    tones: tuple[Tone, ...] = get_args(Tone)
    rows = tuple(
        (Cell((Text("很长的一项名称"),)), Cell((Number(str(n), "个"),), tone=tone))
        for n, tone in enumerate(tones)
    )
    head = (Cell((Text("项"),)), Cell((Text("数"),)))
    short = Table((Column(), Column()), (head, *rows[:4]), 1)
    coloured = Table((Column(), Column()), (head, *rows), 1)
    values = Series("本年", (3.0, 2.0), tones=("highlight", "decline"))
    bars = Chart("bar", "", ("甲", "乙"), (values,), "次")
    lines = Chart("line", "", ("上年", "本年"), (Series("甲", (30.0, 40.0)),), "%")
    first, second, third = parts
    contents = tuple({"type": prose(name)} for name in parts)
    return Deck(
        Properties("测试", year=2022),
        (
            Slide("contents", {"title": prose("目录")}, contents),
            slide("year-compare", first, table=short, chart=bars),
            slide("year-compare-short", first, table=short, chart=bars),
            slide("heatmap-month", first, table=coloured),
            slide("rollup-heat", second, table=coloured),
            slide("plan-gantt", second, table=coloured),
            slide("year-dumbbell-3", third, chart=bars),
            slide("year-slope-1", third, chart=lines),
            slide("text", third, body=prose("正文")),
        ),
    )


@cache
def deck_of_short_parts() -> Deck:
    return deck_with_parts("学习", "服务", "清廉")


@cache
def deck_of_long_parts() -> Deck:
    return deck_with_parts(
        *(f"{name}到每一位党员和群众的心坎上" * 2 for name in ("学", "送", "讲"))
    )


@cache
def theme() -> DeckTheme:
    return load_deck_theme((JULI / "deck.pptx").read_bytes(), checked(settings()))


def checked(values: dict[str, Any]) -> DeckSettings:
    return DeckSettings.model_validate(values)


def written(values: dict[str, Any], of: Deck) -> dict[str, bytes]:
    """Return the parts of a deck, its layouts those of deck.yaml."""
    changed_theme = replace(theme(), settings=checked(values))
    data = write_deck(lower(of, changed_theme), changed_theme, lambda _: b"").data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@cache
def settings() -> dict[str, Any]:
    """Return deck.yaml with the only key it leaves to its default written out."""
    return {**plain("deck.yaml"), "fallbacks": {"steps": "cards"}}


def keys(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every value that decides how a slide is written.

    A star stands for the entries of a kind, which leave what they do not change to its default.
    """
    if path and path[-1] in NAMED:
        written = {key for entry in value.values() for key in entry}
        yield from ((*path, "*", key) for key in sorted(written))
    elif isinstance(value, dict):
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
    if value == "":
        return "major" if path[-1] == "font" else "accent2"
    return OTHER[value] if isinstance(value, str) else value + 6


def changed(value: Any, path: Path, to: Any = None) -> Any:
    """Return a copy of settings with another value at `path`, by default one that it might have."""
    if not path:
        return value if to is None else to
    if path[0] == "*":
        return {name: changed(entry, path[1:], to) for name, entry in value.items()}
    key, below = path[0], path[1:]
    copied = copy.copy(value)
    copied[key] = changed(value[key], below, to) if below else to
    if not below and to is None:
        copied[key] = other(value[key], path)
    return copied


def named(path: Path) -> str:
    return ".".join(map(str, path))


@cache
def every_setting() -> dict[str, Any]:
    """Return the settings with what their named entries leave to its default."""
    return checked(settings()).model_dump(mode="json")


@cache
def as_it_is(of: Callable[[], Deck]) -> dict[str, bytes]:
    return written(every_setting(), of())


def test_deck_yaml_writes_out_every_key_there_is() -> None:
    every, own = set(keys(every_setting())), set(keys(settings()))
    assert {path for path in every if "*" not in path} == {path for path in own if "*" not in path}


@pytest.mark.parametrize("path", list(keys(every_setting())), ids=named)
def test_another_value_of_a_key_gives_another_deck(path: Path) -> None:
    values = changed(every_setting(), path)
    decks = (deck, deck_of_short_parts, deck_of_long_parts)
    assert any(written(values, of()) != as_it_is(of) for of in decks)


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
    result = load_deck_theme((JULI / "deck.pptx").read_bytes(), wanted)
    layout = result.layouts["mosaic"]
    slot = layout.slots["heading"]
    assert (layout.family, layout.count) == ("tiles", 3)
    assert (slot.is_title, slot.role, slot.min_pt, slot.optional) == (True, "lead", 30, True)
