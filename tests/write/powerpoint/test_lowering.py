from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Deck,
    LineBreak,
    Number,
    Pending,
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
from reportgen.theme.deck import DeckTheme
from reportgen.write.powerpoint import LoweredDeck, lower
from reportgen.write.powerpoint.model import (
    LoweredSlide,
    PlacedChart,
    PlacedPicture,
    PlacedTable,
    PlacedText,
    TablePage,
)
from reportgen.write.powerpoint.text_runs import one_line_text, plain_text

CHART = Chart("column", "获奖", ("一等奖", "二等奖"), (Series("获奖", (4, 1)),), "项")
PICTURE = Picture("a.jpg", "阅览室", caption=(Text("阅览室"),), credit="张三")


def prose(*paragraphs: str) -> Prose:
    return Prose(tuple((Text(p),) for p in paragraphs))


def values(**slots: SlotValue | str) -> dict[str, SlotValue]:
    return {
        name.replace("_", "-"): prose(value) if isinstance(value, str) else value
        for name, value in slots.items()
    }


def deck(*slides: Slide, footer: str = "") -> Deck:
    return Deck(Properties("测试"), slides, footer)


def one(theme: DeckTheme, layout: str, items: int = 0, **slots: SlotValue | str) -> LoweredDeck:
    listed = tuple(values(title=f"第{i}项", body="正文") for i in range(1, items + 1))
    return lower(deck(Slide(layout, values(**slots), listed)), theme)


def texts(slide: LoweredSlide) -> dict[str, str]:
    return {
        p.slot.name: "¶".join(plain_text(q) for q in p.paragraphs)
        for p in slide.placed
        if isinstance(p, PlacedText)
    }


def sizes(slide: LoweredSlide) -> dict[str, float]:
    return {p.slot.name: p.size_pt for p in slide.placed if isinstance(p, PlacedText)}


def everything(lowered: LoweredDeck) -> str:
    lines: list[str] = []
    for slide in lowered.slides:
        lines += texts(slide).values()
        for placed in slide.placed:
            if isinstance(placed, PlacedTable):
                lines += (plain_text(cell.paragraph) for cell in placed.page.cells)
        lines += (one_line_text(content) for content in slide.notes)
    return "\n".join(lines).replace("\v", "")


def test_the_dump_reads_like_the_slides(theme: DeckTheme) -> None:
    slide = Slide(
        "section",
        values(numeral="1", type="学习型", power="政治力", title="以学习型党支部为出发点"),
        notes=((Text("讲清三点。"),),),
        section="学习型",
        id="a",
    )
    assert lower(deck(slide), theme).dump() == (
        "1 section [学习型] #a\n"
        "  title 32: 以学习型党支部为出发点\n"
        "  numeral 200: 1\n"
        "  type 60: 学习型\n"
        "  power 60: 政治力\n"
        "  ✎ 讲清三点。\n"
    )


@pytest.mark.parametrize("count", range(2, 7))
def test_cards_take_the_layout_of_their_count(theme: DeckTheme, count: int) -> None:
    lowered = one(theme, "cards", count, title="卡片")
    assert [slide.layout.id for slide in lowered.slides] == [f"cards-{count}"]


def test_an_exact_layout_name_still_follows_the_count(theme: DeckTheme) -> None:
    assert one(theme, "cards-3", 4, title="卡片").slides[0].layout.id == "cards-4"


def test_too_many_items_are_divided_evenly_and_numbered_through(theme: DeckTheme) -> None:
    lowered = one(theme, "steps", 9, title="办法")
    assert [slide.layout.id for slide in lowered.slides] == ["steps-5", "steps-4"]
    assert [slide.title for slide in lowered.slides] == ["办法", "办法（续）"]
    assert texts(lowered.slides[1])["num-1"] == "6"


def test_two_steps_stand_on_cards(theme: DeckTheme) -> None:
    assert one(theme, "steps", 2, title="办法").slides[0].layout.id == "cards-2"


def test_a_single_card_is_told_as_text(theme: DeckTheme) -> None:
    slide = one(theme, "cards", 1, title="卡片").slides[0]
    assert slide.layout.id == "bullets-plain"
    assert texts(slide)["body"] == "第1项　正文"


def test_a_single_chart_of_a_pair_has_the_page_to_itself(theme: DeckTheme) -> None:
    lowered = lower(deck(Slide("chart-pair", values(title="图"), ({"chart": CHART},))), theme)
    assert lowered.slides[0].layout.id == "chart"
    assert texts(lowered.slides[0])["chart-title"] == "获奖（单位：项）"


def test_a_chart_without_a_figure_takes_the_plainer_layout(theme: DeckTheme) -> None:
    lowered = one(theme, "chart-takeaway", title="图", chart=CHART, takeaway="过半。")
    assert lowered.slides[0].layout.id == "chart-note"


def test_pictures_bring_their_captions(theme: DeckTheme) -> None:
    items = tuple({"picture": PICTURE} for _ in range(4))
    slide = lower(deck(Slide("pictures", values(title="阵地"), items)), theme).slides[0]
    assert slide.layout.id == "pictures-4"
    assert texts(slide)["caption-2"] == "阅览室　图：张三"
    assert sum(isinstance(placed, PlacedPicture) for placed in slide.placed) == 4


def test_footer_and_slide_number_fill_themselves(theme: DeckTheme) -> None:
    slide = Slide("text", values(title="题", body="文"))
    dump = lower(deck(slide, footer="某支部"), theme).dump()
    assert "footer 14: 某支部" in dump
    assert "page: ‹1›" in dump


def test_an_empty_slot_is_not_on_the_slide(theme: DeckTheme) -> None:
    slide = one(theme, "bullets", title="题", lead="导语", body="文").slides[0]
    assert "lead-note" not in texts(slide)


def test_the_title_is_read_first(theme: DeckTheme) -> None:
    slide = one(theme, "cards", 3, kicker="眉题", title="题").slides[0]
    assert next(iter(texts(slide))) == "title"


def test_siblings_share_the_smallest_size(theme: DeckTheme) -> None:
    items = (values(title="短", body="短"), values(title="相当长的一个卡片标题啊", body="短"))
    items += (values(title="短", body="短"),)
    size = sizes(lower(deck(Slide("cards", values(title="题"), items)), theme).slides[0])
    assert size["name-1"] == size["name-2"] == size["name-3"] < 28


def test_a_title_of_two_lines_is_broken_by_sense(theme: DeckTheme) -> None:
    quote = "以更高标准、更严要求、更佳作风，把五型之力聚到党旗之下。"
    slide = one(theme, "quote", quote=quote).slides[0]
    assert texts(slide)["quote"] == "以更高标准、更严要求、更佳作风，\v把五型之力聚到党旗之下。"


def test_a_given_line_break_stays(theme: DeckTheme) -> None:
    title = Prose(((Text("五型五力"), LineBreak(), Text("档心向党")),))
    assert texts(one(theme, "cover", title=title).slides[0])["title"] == "五型五力\v档心向党"


def test_a_unit_is_a_run_of_its_own_behind_a_numeral(theme: DeckTheme) -> None:
    item: dict[str, SlotValue] = {
        "figure": Prose(((Number("130", "余篇"),),)), **values(label="发稿", note="")
    }  # fmt: skip
    slide = lower(deck(Slide("key-figures", values(title="题"), (item,) * 3)), theme).slides[0]
    text = next(p for p in slide.placed if p.slot.name == "figure-1")
    assert isinstance(text, PlacedText)
    assert [(run.text, run.unit) for run in text.paragraphs[0]] == [
        ("130", False),
        ("余篇", True),
    ]


def test_a_missing_fact_is_shown(theme: DeckTheme) -> None:
    body = Prose(((Text("人数"), Pending("党员总数")),))
    assert "人数【待补充：党员总数】" in everything(one(theme, "text", title="题", body=body))


def test_long_text_goes_on_on_the_next_slide_at_one_size(theme: DeckTheme) -> None:
    points = [f"要点{i}" + "领导带头学、小组跟进学。" * 5 for i in range(12)]
    lowered = one(theme, "bullets-plain", title="题", body=prose(*points))
    assert len(lowered.slides) > 1
    assert {slide.title for slide in lowered.slides[1:]} == {"题（续）"}
    assert len({sizes(slide)["body"] for slide in lowered.slides}) == 1
    assert "¶".join(texts(slide)["body"] for slide in lowered.slides) == "¶".join(points)
    assert not lowered.diagnostics


def test_text_beside_a_picture_goes_on_without_it(theme: DeckTheme) -> None:
    body = prose(*("集中学。" * 12 for _ in range(8)))
    lowered = one(theme, "bullets-picture", title="题", body=body, picture=PICTURE)
    assert lowered.slides[0].layout.id == "bullets-picture"
    assert lowered.slides[1].layout.id == "bullets-plain"
    assert everything(lowered).count("集中学。") == 96


def test_a_slot_the_layout_lacks_is_told_and_kept_in_the_notes(theme: DeckTheme) -> None:
    lowered = one(theme, "quote", quote="引语", chapter="第一章")
    assert [d.code for d in lowered.diagnostics] == ["slot-unknown"]
    assert "第一章" in everything(lowered)


def test_an_object_the_layout_lacks_gets_a_page(theme: DeckTheme) -> None:
    lowered = one(theme, "text", title="题", body="文", chart=CHART)
    assert [slide.layout.id for slide in lowered.slides] == ["text", "chart"]
    assert any(isinstance(placed, PlacedChart) for placed in lowered.slides[1].placed)


def test_an_unknown_layout_is_told_and_loses_nothing(theme: DeckTheme) -> None:
    lowered = one(theme, "mosaic", 2, title="题", lead="导语")
    assert [d.code for d in lowered.diagnostics] == ["layout-unknown"]
    for text in ("题", "导语", "第1项", "第2项"):
        assert text in everything(lowered)


def table(rows: int, text: str = "内容", **kwargs: int) -> Table:
    body = tuple((Cell((Text(f"{i}行"),)), Cell((Text(text),))) for i in range(rows))
    head = (Cell((Text("项目"),)), Cell((Text("说明"),)))
    return Table((Column(), Column()), (head, *body), **kwargs)


def test_cells_that_name_rows_are_set_as_the_first_column(theme: DeckTheme) -> None:
    row = (
        Cell((Text("安全"),), header=True),
        Cell((Text("通道"),), header=True),
        Cell((Text("3"),)),
    )
    node = Table((Column(),) * 3, (tuple(Cell((Text(t),)) for t in "甲乙丙"), row))
    (page,) = table_pages(one(theme, "table", title="表", table=node))
    first, second, third = page.cells[3:]
    assert first.style == second.style != third.style


def test_a_long_table_repeats_its_header(theme: DeckTheme) -> None:
    lowered = one(theme, "table", title="表", table=table(20))
    pages = [p.page for s in lowered.slides for p in s.placed if isinstance(p, PlacedTable)]
    assert len(pages) == 3
    assert max(len(p.heights) for p in pages) - min(len(p.heights) for p in pages) <= 1
    for page in pages:
        assert plain_text(page.cells[0].paragraph) == "项目"
    assert [slide.title for slide in lowered.slides] == ["表", "表（续）", "表（续）"]


def test_no_table_is_taller_than_its_frame(theme: DeckTheme) -> None:
    for text in ("内容", "一段较长的说明" * 9, "很长的说明" * 80):
        lowered = one(theme, "table", title="表", table=table(12, text))
        for slide in lowered.slides:
            for placed in slide.placed:
                if isinstance(placed, PlacedTable):
                    assert sum(placed.page.heights) <= placed.slot.h
                    assert sum(placed.page.widths) == pytest.approx(placed.slot.w, abs=9)
        assert text in everything(lowered)


def test_rows_under_one_cell_stay_together(theme: DeckTheme) -> None:
    rows: list[tuple[Cell, ...]] = [(Cell((Text("类"),)), Cell((Text("项"),)))]
    for i in range(10):
        rows.append((Cell((Text(f"类{i}"),), rowspan=2), Cell((Text("甲"),))))
        rows.append((Cell((Text("乙"),)),))
    lowered = one(theme, "table", title="表", table=Table((Column(), Column()), tuple(rows)))
    for slide in lowered.slides:
        for placed in slide.placed:
            if isinstance(placed, PlacedTable):
                assert len(placed.page.heights) % 2 == 1


def table_pages(lowered: LoweredDeck) -> list[TablePage]:
    return [p.page for s in lowered.slides for p in s.placed if isinstance(p, PlacedTable)]


def joined(*counts: int) -> Table:
    """Return a table with a group of so many rows under each first cell."""
    rows: list[tuple[Cell, ...]] = [(Cell((Text("组"),)), Cell((Text("姓名"),)))]
    for group, count in enumerate(counts):
        for i in range(count):
            first = (Cell((Text(f"第{group}组"),), rowspan=count),) if i == 0 else ()
            rows.append((*first, Cell((Text(f"{group}组{i}"),))))
    return Table((Column(), Column()), tuple(rows))


def test_joined_rows_that_no_slide_holds_are_divided_and_their_cell_is_repeated(
    theme: DeckTheme,
) -> None:
    pages = table_pages(one(theme, "table", title="表", table=joined(3, 30)))
    spans = [
        [(plain_text(c.paragraph), c.cell.rowspan) for c in p.cells if c.column == 0][1:]
        for p in pages
    ]
    assert spans[0] == [("第0组", 3)]
    assert {text for page in spans[1:] for text, _ in page} == {"第1组"}
    assert sum(count for page in spans[1:] for _, count in page) == 30
    assert max(len(p.heights) for p in pages[1:]) - min(len(p.heights) for p in pages[1:]) <= 2
    for page in pages:
        assert sum(page.heights) <= theme.layouts["table"].slots["table"].h


def test_a_table_with_a_unit_or_a_note_has_a_layout_with_room_for_them(theme: DeckTheme) -> None:
    node = replace(
        table(3), caption=(Text("收支"),), unit=(Text("单位：元"),), note=(Text("注：示例。"),)
    )
    (slide,) = one(theme, "table", title="表", table=node).slides
    result = texts(slide)
    assert slide.layout.id == "table-note"
    assert (result["table-title"], result["table-unit"]) == ("收支", "单位：元")
    assert result["caption"] == "注：示例。"
    assert one(theme, "table", title="表", table=table(3)).slides[0].layout.id == "table"


def test_a_table_with_joined_cells_is_lowered_as_accepted(theme: DeckTheme) -> None:
    rows = (
        (Cell((Text("类别"),), rowspan=2), Cell((Text("人数"),), colspan=2)),
        (Cell((Text("应到"),)), Cell((Text("实到"),))),
        (Cell((Text("会议"),), rowspan=2), Cell((Text("28"),)), Cell((Text("27"),))),
        (Cell((Text("多人"),), colspan=2),),
        (Cell((Text("合计"),)), Cell((Text("—"),)), Cell(())),
    )
    node = Table((Column(),) * 3, rows, 2, unit=(Text("单位：人"),), note=(Text("注：示例。"),))
    dumped = one(theme, "table", title="到会", kicker="示例", table=node).dump()
    assert dumped == (
        "1 table-note\n"
        "  title 34: 到会\n"
        "  kicker 16: 示例\n"
        "  table-unit 18: 单位：人\n"
        "  table 20: 表 5×3 类别[2×1] 人数[1×2] 应到 实到 会议[2×1] 28 27 多人[1×2] 合计 — ∅\n"
        "  caption 16: 注：示例。\n"
        "  page: ‹1›\n"
    )


def test_a_theme_without_that_layout_keeps_unit_and_note_for_the_speaker(theme: DeckTheme) -> None:
    layouts = {name: one for name, one in theme.layouts.items() if name != "table-note"}
    node = replace(table(3), unit=(Text("单位：元"),), note=(Text("注：示例。"),))
    lowered = one(replace(theme, layouts=layouts), "table", title="表", table=node)
    (slide,) = lowered.slides
    assert slide.layout.id == "table"
    assert "单位：元　注：示例。" in lowered.dump()


def test_a_table_too_wide_is_told_once_at_the_least_size(theme: DeckTheme) -> None:
    row = tuple(Cell((Text(f"{n}23456.78"),)) for n in range(24))
    wide = Table((Column(),) * 24, (row,) * 30)
    lowered = one(theme, "table", title="表", table=wide)
    (fault,) = [d for d in lowered.diagnostics if d.code == "table-too-wide"]
    assert not fault.is_error
    assert "24 列" in fault.message
    assert {page.size_pt for page in table_pages(lowered)} == {16}


def test_a_table_takes_smaller_type_before_it_divides_a_number(theme: DeckTheme) -> None:
    row = tuple(Cell((Text(f"{n}23,456.78"),)) for n in range(8))
    lowered = one(theme, "table", title="表", table=Table((Column(),) * 8, (row,) * 4))
    assert not lowered.diagnostics
    assert table_pages(lowered)[0].size_pt < 20


def test_contents_lead_to_their_slides(theme: DeckTheme) -> None:
    contents = Slide(
        "contents", values(title="目录"), (values(type="一"), values(type="二")), links=("a", "x")
    )
    lowered = lower(deck(contents, Slide("text", values(title="一", body="文"), id="a")), theme)
    assert "type-1 26: 一 → a" in lowered.dump()
    assert [(d.code, d.is_error) for d in lowered.diagnostics] == [("link-unknown", False)]


TEXT = st.text("党的支部2022学习、，。“”（）PPT三年 ", min_size=1, max_size=240).filter(
    lambda text: text.strip()
)


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    layout=st.sampled_from(
        ["cards", "steps", "timeline", "matrix", "convergence", "contents", "plan", "pictures",
         "problems-measures", "honours-wall", "key-figures", "comparison", "two-columns"]
    ),
    items=st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=14),
)  # fmt: skip
def test_no_text_of_an_item_is_lost(
    theme: DeckTheme, layout: str, items: list[tuple[str, str]]
) -> None:
    listed = tuple(values(title=title, body=body) for title, body in items)
    lowered = lower(deck(Slide(layout, values(title="题"), listed)), theme)
    whole = everything(lowered)
    for title, body in items:
        assert title in whole
        assert _is_in(body, whole)


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    paragraphs=st.lists(TEXT, min_size=1, max_size=12), layout=st.sampled_from(["text", "bullets"])
)
def test_running_text_survives_its_splitting(
    theme: DeckTheme, paragraphs: list[str], layout: str
) -> None:
    lowered = one(theme, layout, title="题", lead="导语", body=prose(*paragraphs))
    flowed = "".join(texts(slide)["body"].replace("¶", "") for slide in lowered.slides)
    assert flowed == "".join(paragraphs)


def _is_in(text: str, whole: str) -> bool:
    # Columns flow: their text is whole once the slides are read one after the other.
    return text in whole or text[:20] in whole


def test_every_placed_thing_knows_where_it_was_written(theme: DeckTheme) -> None:
    def at(line: int) -> Span:
        return Span("content/a.yaml", line)

    title = Prose(((Text("标题", at=at(1)),),), at=Span("deck.j2", 9))
    cells = ((Cell((Text("甲", at=at(4)),)), Cell((Text("乙"),))),)
    slides = (
        Slide("chart", {"title": title, "chart": replace(CHART, at=at(2))}, at=at(7)),
        Slide("pictures", {"title": title}, ({"picture": replace(PICTURE, at=at(3))},)),
        Slide("table", {"title": title, "table": Table((Column(),) * 2, cells, at=at(5))}),
    )
    lowered = lower(deck(*slides), theme)
    places = [{p.slot.name.removesuffix("-1"): p.at for p in s.placed} for s in lowered.slides]
    assert [slide["title"] for slide in places[:1]] == [at(1)]
    assert (places[0]["chart"], places[1]["picture"], places[2]["table"]) == (at(2), at(3), at(5))
    [table] = [p for p in lowered.slides[2].placed if isinstance(p, PlacedTable)]
    assert [cell.at for cell in table.page.cells] == [at(4), at(5)]
    assert lowered.slides[0].at == at(7)


def test_the_name_of_a_part_without_a_brief_stands_beside_the_middle_of_its_number(
    theme: DeckTheme,
) -> None:
    items = (values(num="1", type="一", desc="说明"), values(num="2", type="二"))
    placed = lower(deck(Slide("contents", values(title="目录"), items)), theme).slides[0].placed
    heights = {p.slot.name: p.slot.h for p in placed if isinstance(p, PlacedText)}
    assert heights["type-2"] > heights["type-1"]


def test_a_cell_of_a_table_ends_its_lines_behind_a_comma(theme: DeckTheme) -> None:
    text = "22辆全部换完，途中抛锚的没有了。"
    row = tuple(
        Cell((Text(each),))
        for each in ("老旧车辆故障多", text, "报公司更换电动公交车，分三批", "已完成")
    )
    node = Table((Column(),) * 4, (row,) * 3)
    (page,) = table_pages(one(theme, "table", title="表", table=node))
    lines = {plain_text(placed.paragraph) for placed in page.cells if placed.column == 1}
    assert lines == {"22辆全部换完，\v途中抛锚的没有了。"}
