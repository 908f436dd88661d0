"""Texts that are too long: a larger box, smaller type, another slide; nothing is ever cut."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.document.nodes import (
    Chart,
    Column,
    Deck,
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
from reportgen.spans import Span
from reportgen.theme.deck import DeckTheme, Layout, SlotBox
from reportgen.write.powerpoint import LoweredDeck, lower
from reportgen.write.powerpoint.model import LoweredSlide, PlacedText
from reportgen.write.powerpoint.text_runs import LINE_END, plain_text

SENTENCES = (
    "党支部每月集中学习，群众反映的问题当场登记、限期办结。老党员的难处有人管，年轻党员有担子挑。"
)
SHORT = "一二"
OBJECTS: Mapping[str, SlotValue] = {
    "pic": Picture("a.jpg", "阅览室"),
    "chart": Chart("column", "学习", ("一", "二"), (Series("次", (4, 1)),), "次"),
    "tbl": Table((Column(),), ()),
}


def prose(*paragraphs: str) -> Prose:
    return Prose(tuple((Text(paragraph),) for paragraph in paragraphs))


def of(**slots: str) -> dict[str, SlotValue]:
    return {name.replace("_", "-"): prose(text) for name, text in slots.items()}


def lowered(
    theme: DeckTheme, layout: str, *items: Mapping[str, SlotValue], **slots: str
) -> LoweredDeck:
    return lower(Deck(Properties("测试"), (Slide(layout, of(**slots), items),)), theme)


def placed(slide: LoweredSlide) -> dict[str, PlacedText]:
    return {p.slot.name: p for p in slide.placed if isinstance(p, PlacedText)}


def shown(text: PlacedText) -> str:
    return "".join(map(plain_text, text.paragraphs)).replace(LINE_END, "")


def everything(deck: LoweredDeck) -> str:
    return "".join(shown(text) for slide in deck.slides for text in placed(slide).values())


def capacity(slot: SlotBox) -> int:
    """About how many characters a slot holds at its layout's size."""
    lines = int(slot.height_pt / (slot.line_pt or slot.size_pt * 1.4))
    return max(int(slot.width_pt / slot.size_pt) * max(lines, 1), 1)


def with_long_text(layout: Layout, long: SlotBox, text: str) -> Slide:
    """A slide that fills every slot of a layout shortly, and one of them with a long text."""
    slots: dict[str, SlotValue] = {}
    items: list[dict[str, SlotValue]] = [{} for _ in range(layout.count)]
    for slot in layout.slots.values():
        base, _, number = slot.name.rpartition("-")
        if slot.kind in ("sldNum", "ftr") or base == "num":
            continue
        value = OBJECTS.get(slot.kind) or prose(text if slot is long else SHORT)
        if number.isdigit() and layout.count:
            items[int(number) - 1][base] = value
        else:
            slots[slot.name] = value
    return Slide(layout.id, slots, tuple(items))


LAYOUTS = (
    *("cover", "section", "section-plain", "statement", "quote", "quote-plain", "closing"),
    *("bullets", "bullets-picture", "two-columns", "chart", "chart-takeaway", "chart-note"),
    *("chart-pair", "pictures-1", "pictures-4", "contents-1", "contents-8", "comparison-6"),
    *("key-figures-1", "key-figures-4", "key-figures-6", "cards-3", "cards-6", "steps-8"),
    *("timeline-12", "matrix-5", "convergence-8", "honours-wall-3", "honours-wall-9"),
    *("honours-plain-8", "problems-measures-4", "problems-5", "plan-7"),
)


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_text_of_any_slot_is_cut_and_no_body_is_smaller_than_18_points(
    theme: DeckTheme, name: str
) -> None:
    layout = theme.layouts[name]
    for slot in layout.slots.values():
        if slot.is_object or slot.kind in ("sldNum", "ftr") or slot.name.startswith("num-"):
            continue
        for times in (1, 1.5, 2, 3):
            length = max(int(capacity(slot) * times), 1)
            text = (SENTENCES * (length // len(SENTENCES) + 1))[:length]
            slide = with_long_text(layout, slot, text)
            deck = lower(Deck(Properties("测试"), (slide,)), theme)
            pieces = [placed(one).get(name) for one in deck.slides for name in (slot.name, "body")]
            flowing = "".join(shown(p) for p in pieces if p and shown(p) != SHORT)
            assert text in everything(deck) or text in flowing, (slot.name, times)
            assert not [fault for fault in deck.diagnostics if fault.is_error]
            for one in deck.slides:
                for part in placed(one).values():
                    assert part.slot.role != "body" or part.size_pt >= 18


@pytest.mark.parametrize(
    ("layout", "slots"),
    [
        ("section", {"type": "政治功能强", "power": "政治引领力", "title": "把牢办院方向"}),
        ("section", {"type": "学习型党组织", "power": "组织力提升工程", "title": "学在前头"}),
        ("cover", {"title": "以高质量党建引领公立医院高质量发展，奋力书写“健康青山”建设新篇章",
                   "unit": "中共青山县第一人民医院（集团）委员会机关第二党支部委员会",
                   "subtitle": "2025年度党支部工作总结暨2026年工作打算",
                   "presenter": "汇报人：张明　院党委委员、纪委副书记、机关党委专职副书记"}),
        ("closing", {"title": "以更高标准、更严要求、更佳作风，把各项工作做到群众心坎上",
                     "subtitle": "中共青山县第一人民医院（集团）委员会机关第二党支部委员会"}),
        ("section", {"title": "以学习型党组织建设为抓手，推动学习教育往深里走、往心里走、往实里走"}),
    ],
)  # fmt: skip
def test_official_names_stand_without_a_warning(
    theme: DeckTheme, layout: str, slots: dict[str, str]
) -> None:
    deck = lowered(theme, layout, **slots)
    assert not deck.diagnostics
    assert len(deck.slides) == 1
    for text in slots.values():
        assert text in everything(deck)


def test_long_types_and_powers_share_a_line_of_the_contents(theme: DeckTheme) -> None:
    items = (
        of(type="政治功能强", power="组织力提升工程", desc="以政治功能强为根本，把牢办院方向"),
        of(type="支部班子强", power="先锋力", desc="以支部班子强为关键"),
    )
    deck = lowered(theme, "contents", *items, title="目录")
    assert not deck.diagnostics
    sizes = {name: text.size_pt for name, text in placed(deck.slides[0]).items()}
    assert sizes["type-1"] == sizes["type-2"] == sizes["power-1"] == sizes["power-2"]
    assert LINE_END not in plain_text(placed(deck.slides[0])["power-1"].paragraphs[0])


def test_a_part_title_of_14_characters_has_one_line_of_the_contents(theme: DeckTheme) -> None:
    items = (of(title="把“要我学”变成了“我要学”"), of(title="学到手上，落到楼院"))
    title = placed(lowered(theme, "contents", *items, title="目录").slides[0])["type-1"]
    assert title.size_pt >= 24
    assert len(title.paragraphs) == 1
    assert LINE_END not in plain_text(title.paragraphs[0])


def test_a_cover_title_of_several_clauses_has_a_line_for_each(theme: DeckTheme) -> None:
    title = "把山洪冲断的路修通、把冲毁的田补上、把乡亲们的心聚拢"
    text = placed(lowered(theme, "cover", title=title).slides[0])["title"]
    assert plain_text(text.paragraphs[0]).split(LINE_END) == [
        "把山洪冲断的路修通、", "把冲毁的田补上、", "把乡亲们的心聚拢",
    ]  # fmt: skip


def test_the_lines_of_an_author_are_set_smaller_rather_than_wrapped(theme: DeckTheme) -> None:
    title = prose("把好事办到群众心坎上\n让清水湾一年更比一年好")
    deck = lower(Deck(Properties("测试"), (Slide("closing", {"title": title}),)), theme)
    text = placed(deck.slides[0])["title"]
    assert plain_text(text.paragraphs[0]).split(LINE_END) == [
        "把好事办到群众心坎上", "让清水湾一年更比一年好",
    ]  # fmt: skip


def test_a_name_that_fits_nowhere_is_set_small_and_told_with_its_place(theme: DeckTheme) -> None:
    at = Span("content/branches/a/2025.yaml", 12, 5)
    name = "全国卫生健康系统抗击疫情先进集体、精神文明建设工作先进单位" * 4
    item: Mapping[str, SlotValue] = {"honour": Prose(((Text(name, at=at),),)), **of(level="国家")}
    deck = lowered(theme, "honours-wall", item, *(of(honour="先进", level="县"),) * 8)
    assert name in everything(deck)
    (warning,) = deck.diagnostics
    assert (warning.code, warning.span, warning.is_error) == ("small-type", at, False)
    assert f"有 {len(name)} 字" in warning.message
    assert "删" not in warning.message + "".join(warning.hints)


def test_the_short_names_beside_a_very_long_one_keep_the_least_size(theme: DeckTheme) -> None:
    items = (of(title="以" * 90, body="文"), *(of(title="短", body="文"),) * 5)
    texts = placed(lowered(theme, "cards", *items, title="题").slides[0])
    assert texts["name-1"].size_pt < texts["name-1"].slot.min_pt
    assert texts["name-2"].size_pt == texts["name-2"].slot.min_pt


def test_a_box_grows_before_running_text_gets_smaller(theme: DeckTheme) -> None:
    slot = theme.layouts["bullets"].slots["lead-note"]
    note = SENTENCES[: capacity(slot) + 4]
    (slide,) = lowered(theme, "bullets", lead="题眼", lead_note=note, body="文").slides
    text = placed(slide)["lead-note"]
    assert text.size_pt == slot.size_pt
    assert text.slot.h > slot.h


def test_cards_that_are_too_full_stand_fewer_on_a_slide(theme: DeckTheme) -> None:
    body = SENTENCES[:36]
    items = tuple(of(title=f"第{n}项", body=body) for n in range(1, 7))
    deck = lowered(theme, "cards", *items, title="题")
    assert [slide.layout.id for slide in deck.slides] == ["cards-3", "cards-3"]
    assert [slide.title for slide in deck.slides] == ["题", "题（续）"]
    assert everything(deck).count(body) == 6


def test_cards_that_hold_too_much_for_any_card_become_running_text(theme: DeckTheme) -> None:
    items = tuple(of(title=f"第{n}项", body=SENTENCES * 4) for n in range(1, 4))
    deck = lowered(theme, "cards", *items, title="题")
    assert {slide.layout.id for slide in deck.slides} == {"bullets-plain"}
    assert everything(deck).count(SENTENCES) == 12


def test_steps_are_not_torn_into_a_page_of_steps_and_one_of_cards(theme: DeckTheme) -> None:
    items = tuple(of(title=f"第{n}步", body=SENTENCES) for n in range(1, 6))
    deck = lowered(theme, "steps", *items, title="题")
    assert {slide.layout.id for slide in deck.slides} == {"bullets-plain"}


def test_a_conclusion_beside_a_chart_goes_on_on_a_page_of_text(theme: DeckTheme) -> None:
    slots = {**of(title="题", takeaway=SENTENCES * 3), "chart": OBJECTS["chart"]}
    deck = lower(Deck(Properties("测试"), (Slide("chart-note", slots),)), theme)
    assert [slide.layout.id for slide in deck.slides] == ["chart-note", "text"]
    assert deck.slides[1].title == "题（续）"
    assert SENTENCES * 3 in everything(deck).replace("题（续）", "").replace("学习（次）", "")


def test_a_numeral_stands_on_one_line(theme: DeckTheme) -> None:
    figure = Prose(((Number("1,234,567.89", "余万元"),),))
    item: Mapping[str, SlotValue] = {"figure": figure, **of(label="投入", note="")}
    (slide,) = lowered(theme, "key-figures", *(item,) * 6, title="题").slides
    text = placed(slide)["figure-1"]
    ems = 10 * 0.5 + 2 * 0.25 + 3 * 22 / 64
    assert ems * text.size_pt <= text.slot.width_pt
