"""A random source and a deck theme in, decks of any layout and any length of text out."""

from __future__ import annotations

import random
from collections.abc import Iterator

from reportgen.document.nodes import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Content,
    Deck,
    LineBreak,
    Number,
    Picture,
    Properties,
    Prose,
    Series,
    Slide,
    SlotValue,
    Table,
    Text,
)
from reportgen.theme.deck import DeckTheme, SlotBox

#: what branches write, what offices quote, Latin, and marks no two programs break alike
SOURCES = (
    (
        "党支部坚持把学习摆在首位，全年集中学习36次，参加420人次。",
        "围绕“五型五力”，立“型”聚“力”——把办实事、解难题作为2022年的头等大事；",
        "群众来查档案，窗口接一件办一件，当天办结率达到95.5%，没有一件退回。",
        "今年新修充电棚3处、楼道灯148盏，独居老人家里装了呼叫器！",
        "每月10日开展主题党日，党员轮流讲《中国共产党章程》《中国共产党纪律处分条例》：",
    ),
    (
        "“三会一课”讲《条例》；主题党日12次，到会率95.5%！",
        "运用“PPT”讲“党建+”课、用e-mail发Word文档；GB/T 9704—2012第7.3条",
        "App上线3天，Wi-Fi覆盖6个小区，5G直播1,234人次收看；",
    ),
    (
        "The branch met every month and kept a record of what was said. ",
        "Archives, ledgers (1998-2022) and maps were scanned at 300 dpi. ",
        "Internationalisation https://example.org/a/very/long/address?page=7 ",
    ),
    ("党2“建0”2（2A）2·年…", "/…“%·/（%、“2党“2", "——…%／‰·、（）“”"),
)
_WEIGHTS = (5, 3, 2, 2)
_NUMERALS = ("3", "1,234", "95.6", "2,000,000")
_KINDS: tuple[ChartKind, ...] = ("column", "bar", "stacked", "line", "pie", "doughnut")


def deck(rng: random.Random, theme: DeckTheme, families: int) -> Deck:
    """Return a deck of one slide for each of some families of layouts."""
    chosen = rng.sample(sorted(theme.families), min(families, len(theme.families)))
    slides = tuple(slide(rng, theme, family) for family in chosen)
    return Deck(Properties("试排"), slides, "页脚　2022年度")


def slide(rng: random.Random, theme: DeckTheme, family: str) -> Slide:
    """Return a slide that fills a layout of the family."""
    counts = theme.families[family]
    layout = theme.layouts[counts[rng.choice(sorted(counts))]]
    slots: dict[str, SlotValue] = {}
    items: dict[int, dict[str, SlotValue]] = {}
    for slot in layout.slots.values():
        base, _, number = slot.name.rpartition("-")
        if slot.kind in ("sldNum", "ftr") or base == "num":
            continue
        value = _value(rng, slot)
        if number.isdigit() and layout.count:
            items.setdefault(int(number), {})[base] = value
        else:
            slots[slot.name] = value
    notes = ((Text(sentence(rng, 60)),),)
    return Slide(family, slots, tuple(items[i] for i in sorted(items)), notes=notes)


def sentence(rng: random.Random, length: int) -> str:
    """Return `length` characters of one of the sources."""
    (source,) = rng.choices(SOURCES, _WEIGHTS)
    chars = "".join(rng.choice(source) for _ in range(length // 10 + 1))
    start = rng.randrange(len(chars))
    text = ((chars[start:] + chars) * (length // len(chars) + 1))[:length]
    return text if text.strip() else "党"


def texts(value: SlotValue) -> Iterator[str]:
    """Yield what each paragraph of a value says, cells of a table one by one."""
    if isinstance(value, Prose):
        contents = list(value.paragraphs)
    elif isinstance(value, Table):
        contents = [cell.content for row in value.rows for cell in row]
    else:
        contents = []
    for content in contents:
        yield "".join(
            inline.text
            if isinstance(inline, Text)
            else inline.number + inline.unit
            if isinstance(inline, Number)
            else ""
            for inline in content
        )


#: a table with narrower columns has no room for the words of most cells
_NARROWEST_COLUMN_PT = 90


def _value(rng: random.Random, slot: SlotBox) -> SlotValue:
    match slot.kind:
        case "tbl":
            return _table(rng, slot)
        case "pic":
            return Picture("a.jpg", sentence(rng, rng.choice((1, 12, 80))))
        case "chart":
            return _chart(rng)
        case _:
            return _prose(rng, slot)


def _prose(rng: random.Random, slot: SlotBox) -> Prose:
    """A text for a slot, from one character to ten times what fits."""
    lines = max(int(slot.height_pt / (slot.line_pt or slot.size_pt * 1.4)), 1)
    room = max(int(slot.width_pt / slot.size_pt) * lines, 1)
    length = rng.choice((1, room // 2, room, room * 3 // 2, room * 10)) or 1
    if slot.role == "numeral" and rng.random() < 0.7:
        return Prose(((Number(rng.choice(_NUMERALS), rng.choice(("", "余篇", "%"))),),))
    count = rng.choice((1, 3)) if slot.role == "body" else 1
    return Prose(tuple(_content(rng, max(length // count, 1)) for _ in range(count)))


def _content(rng: random.Random, length: int) -> Content:
    text = sentence(rng, length)
    if length < 4 or rng.random() < 0.7:
        return (Text(text),)
    at = rng.randrange(1, length)
    if rng.random() < 0.3:
        return (Text(text[:at]), LineBreak(), Text(text[at:]))
    return (Text(text[:at], bold=True), Text(text[at:]))


def _table(rng: random.Random, slot: SlotBox) -> Table:
    columns = min(rng.randint(2, 7), max(2, int(slot.width_pt / _NARROWEST_COLUMN_PT)))
    rows = tuple(
        tuple(Cell((Text(sentence(rng, rng.choice((1, 6, 24, 60)))),)) for _ in range(columns))
        for _ in range(rng.choice((2, 6, 12)))
    )
    return Table(tuple(Column() for _ in range(columns)), rows)


def _chart(rng: random.Random) -> Chart:
    points = rng.choice((1, 3, 12))
    names = tuple(f"{i + 1}{sentence(rng, rng.choice((1, 5, 20)))}" for i in range(points))
    kind = rng.choice(_KINDS)
    series = tuple(
        Series(f"{k + 1}系列", tuple(float(rng.randint(0, 900)) for _ in names))
        for k in range(1 if kind in ("pie", "doughnut") else rng.choice((1, 2)))
    )
    return Chart(kind, sentence(rng, rng.choice((1, 12, 60))), names, series, "项")
