"""Where optional slots are empty, what belongs to them is gone and their neighbours close the gap."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document.nodes import Deck, Properties, Prose, Slide, SlotValue, Text
from reportgen.theme.deck import DeckTheme, SlotBox
from reportgen.write.powerpoint import LoweredDeck, lower
from reportgen.write.powerpoint.model import LoweredSlide, PlacedText


def of(**slots: str) -> dict[str, SlotValue]:
    return {name.replace("_", "-"): Prose(((Text(text),),)) for name, text in slots.items()}


def lowered(
    theme: DeckTheme, layout: str, *items: Mapping[str, SlotValue], **slots: str
) -> LoweredDeck:
    return lower(Deck(Properties("测试"), (Slide(layout, of(**slots), items),)), theme)


def boxes(slide: LoweredSlide) -> dict[str, SlotBox]:
    return {p.slot.name: p.slot for p in slide.placed if isinstance(p, PlacedText)}


def layouts(deck: LoweredDeck) -> list[str]:
    return [slide.layout.id for slide in deck.slides]


def test_a_section_without_type_and_power_has_no_arrow(theme: DeckTheme) -> None:
    deck = lowered(theme, "section", numeral="2", title="把路修通、把田补上")
    assert layouts(deck) == ["section-plain"]
    assert not deck.diagnostics


def test_an_arrow_runs_only_from_a_type_to_a_power(theme: DeckTheme) -> None:
    deck = lowered(theme, "section", numeral="2", type="学习型", title="学在前头")
    assert layouts(deck) == ["section-plain"]
    assert not deck.diagnostics
    assert "学习型" in deck.dump()


def test_contents_of_titles_alone_fill_the_line_and_stand_in_its_middle(theme: DeckTheme) -> None:
    items = [of(title="办好家门口的事"), of(title="把路修通")]
    designed = theme.layouts["contents-2"].slots
    box = boxes(lowered(theme, "contents", *items, title="目录").slides[0])["type-1"]
    assert box.x + box.w >= designed["power-1"].x + designed["power-1"].w
    assert box.x + box.w <= designed["start-1"].x, "the page number keeps its place"
    numeral = designed["num-1"]
    assert abs((box.y + box.h / 2) - (numeral.y + numeral.h / 2)) < 12700


def test_a_column_stays_a_column_where_one_item_lacks_its_slot(theme: DeckTheme) -> None:
    items = [of(type="学习型", task="学习"), of(task="服务")]
    both = boxes(lowered(theme, "plan", *items, title="计划", year="2026").slides[0])
    assert both["task-1"].x == both["task-2"].x
    bare = boxes(
        lowered(theme, "plan", *[of(task="服务")] * 2, title="计划", year="2026").slides[0]
    )
    assert bare["task-1"].x < both["task-1"].x
    assert bare["task-1"].w > both["task-1"].w


def test_types_and_powers_without_roles_share_the_room(theme: DeckTheme) -> None:
    with_roles = [of(type="学习型", role="出发点", power="政治力")] * 3
    without = [of(type="学习型", power="政治力")] * 3
    narrow = boxes(lowered(theme, "convergence", *with_roles, title="题", goal="聚力").slides[0])
    wide = boxes(lowered(theme, "convergence", *without, title="题", goal="聚力").slides[0])
    assert wide["type-1"].w > narrow["type-1"].w
    assert wide["power-1"].x < narrow["power-1"].x


def test_problems_without_measures_have_the_whole_width_and_no_headings(theme: DeckTheme) -> None:
    problems = [of(problem="学习形式单一"), of(problem="老党员参加活动不便")]
    heads = {"head_problem": "存在问题", "head_measure": "整改措施"}
    deck = lowered(theme, "problems-measures", *problems, title="问题", **heads)
    assert layouts(deck) == ["problems-2"]
    assert not deck.diagnostics
    assert "整改措施" not in deck.dump()


def test_problems_with_a_measure_come_before_those_without(theme: DeckTheme) -> None:
    problems = [
        of(problem="甲"),
        of(problem="乙", measure="每季度一次"),
        of(problem="丙", measure="每月一次"),
    ]
    heads = {"head_problem": "存在问题", "head_measure": "整改措施"}
    deck = lowered(theme, "problems-measures", *problems, title="问题", **heads)
    assert layouts(deck) == ["problems-measures-2", "problems-1"]
    for text in ("甲", "乙", "丙", "每季度一次", "整改措施"):
        assert text in deck.dump()


def test_honours_that_name_no_giver_have_no_rule_above_them(theme: DeckTheme) -> None:
    bare = [of(honour="先进基层党组织"), of(honour="青年文明号")]
    assert layouts(lowered(theme, "honours-wall", *bare, title="荣誉")) == ["honours-plain-2"]
    mixed = [of(honour="先进基层党组织", level="县委"), of(honour="青年文明号")]
    assert layouts(lowered(theme, "honours-wall", *mixed, title="荣誉")) == ["honours-wall-2"]


def test_a_quotation_without_a_source_has_no_rule_under_it(theme: DeckTheme) -> None:
    assert layouts(lowered(theme, "quote", quote="路修好了。")) == ["quote-plain"]
    assert layouts(lowered(theme, "quote", quote="路修好了。", attribution="村民")) == ["quote"]


def test_a_title_without_a_kicker_may_take_two_lines(theme: DeckTheme) -> None:
    title = "以“三级联学、四季讲堂、五员共建”为抓手，推动理论学习制度化常态化"
    plain = next(iter(lowered(theme, "text", title=title, body="文").slides))
    text = next(p for p in plain.placed if p.slot.name == "title")
    assert isinstance(text, PlacedText)
    assert text.size_pt >= 26
