from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from docx.document import Document

from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Content,
    Heading,
    Paragraph,
    Reference,
    Series,
    Signature,
    Table,
    Text,
)
from reportgen.theme.word import WordTheme
from reportgen.write.word.layout.pagination import paginate
from reportgen.write.word.model import Element
from reportgen.write.word.model import Table as LoweredTable
from reportgen.write.word.reference import template_of

Texts = Callable[[str], Content]


def _chart(name: str, number: int, text: Texts, *, names: tuple[str, str] = ("甲", "乙")) -> Chart:
    series = (Series("数", (1.0, 2.0)),)
    return Chart("column", name, names, series, caption=text(name), number=number)


def _texts(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.text]


def _filler(text: Texts, lines: int) -> list[Paragraph]:
    return [Paragraph(text(f"第{n}行。")) for n in range(lines)]


def test_a_chart_that_does_not_fit_lets_the_text_of_its_section_come_first(
    opened: Callable[..., Document], text: Texts
) -> None:
    after = [Paragraph(text(f"后文{n}。")) for n in range(8)]
    result = _texts(opened(*_filler(text, 17), _chart("题注", 1, text), *after))
    # Five lines are left on the page; the chart follows the text that fills them.
    assert result.index("图1　题注") == result.index("后文4。") + 1


def test_a_chart_goes_past_no_heading_of_level_one_and_no_signature(
    opened: Callable[..., Document], text: Texts
) -> None:
    for stop in (Heading(1, text("下一部分"), ""), Signature(text("某支部"), text("2026年1月5日"))):
        chart = _chart("题注", 1, text)
        result = _texts(opened(*_filler(text, 17), chart, Paragraph(text("后文。")), stop))
        end = "下一部分" if "下一部分" in result else "某支部"
        assert 17 <= result.index("图1　题注") < result.index(end)


def test_two_charts_of_a_few_columns_stand_side_by_side(
    opened: Callable[..., Document], text: Texts
) -> None:
    first, second = (_chart(f"题注{n}", n, text) for n in (1, 2))
    (table,) = opened(first, second).tables
    assert [cell.text for cell in table.rows[1].cells] == ["图1　题注1", "图2　题注2"]
    note = Paragraph(text("注：只有一组。"), role="source")
    assert opened(first, second, note).tables == []  # nobody would know whose note it is


def test_charts_that_wait_keep_their_order(opened: Callable[..., Document], text: Texts) -> None:
    long = ("第一党小组全年活动", "第二党小组全年活动")
    charts = [_chart(f"题注{n}", n, text, names=long) for n in range(1, 5)]
    after = [Paragraph(text("后文。")) for _ in range(40)]
    result = _texts(opened(*_filler(text, 18), *charts, *after))
    captions = [line for line in result if line.startswith("图")]
    assert captions == [f"图{n}　题注{n}" for n in range(1, 5)]


def test_what_a_colon_announces_follows_at_once(
    opened: Callable[..., Document], text: Texts
) -> None:
    after = [Paragraph(text("情况如下：")), Paragraph(text("一是学习。"))] * 6
    result = _texts(opened(*_filler(text, 17), _chart("题注", 1, text), *after))
    assert result[result.index("图1　题注") - 1] != "情况如下："


def test_a_profile_may_keep_everything_in_its_place(
    opened: Callable[..., Document], theme: WordTheme, text: Texts
) -> None:
    still = theme.profile.model_copy(update={"floats": False})
    after = [Paragraph(text("后文。")) for _ in range(8)]
    use = replace(theme, profile=still)
    result = _texts(opened(*_filler(text, 17), _chart("题注", 1, text), *after, use=use))
    assert result.index("图1　题注") == 17


def test_text_below_a_chart_stands_on_the_grid_of_lines(
    elements: Callable[..., tuple[Element, ...]], theme: WordTheme, text: Texts
) -> None:
    area = template_of(theme).area
    *above, _ = elements(_chart("题注", 1, text), Paragraph(text("后文。")))
    result = area.ruler.boxes(above, area.width)
    assert sum(box.before + box.height + box.after for box in result) % 579 == 0


def test_a_chart_that_just_misses_the_page_is_set_a_little_smaller(
    opened: Callable[..., Document], text: Texts
) -> None:
    heights = []
    for lines in (10, 16):
        document = opened(*_filler(text, lines), _chart("题注", 1, text), Paragraph(text("后文。")))
        result = _texts(document)
        assert result.index("图1　题注") == lines  # in its place
        heights.append(document.inline_shapes[0].height)
    assert 0.78 * heights[0] <= heights[1] < heights[0]


def test_no_figure_parts_people_who_stand_one_after_the_other(
    opened: Callable[..., Document], text: Texts
) -> None:
    people = [
        Paragraph((Text(name, bold=True), *text("，党员，做了三件事。")))
        for name in ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸")
    ]
    result = _texts(
        opened(*_filler(text, 17), _chart("题注", 1, text), *people, Paragraph(text("后文。")))
    )
    assert result[result.index("图1　题注") - 1].startswith("癸")


def test_a_table_that_just_misses_the_page_has_its_rows_set_closer(
    elements: Callable[..., tuple[Element, ...]], text: Texts
) -> None:
    def table(rows: int) -> Table:
        cells = tuple((Cell(text(f"第{n}项")), Cell(text("事"))) for n in range(rows))
        return Table((Column(), Column()), cells, caption=text("一览"), number=1)

    def made(rows: int) -> list[LoweredTable]:
        result = elements(Paragraph(text("见表1。")), table(rows))
        return [e for e in result if isinstance(e, LoweredTable)]

    (usual,), (closer,) = made(12), made(22)
    assert closer.rows[5].least_height < usual.rows[5].least_height
    assert len(made(30)) == 2  # too long by far: it is divided, its rows as usual
    assert made(30)[0].rows[5].least_height == usual.rows[5].least_height


def test_a_table_that_the_text_refers_to_leaves_no_hollow_page_before_a_heading(
    opened: Callable[..., Document], text: Texts
) -> None:
    rows = tuple((Cell(text(f"第{n}项")), Cell(text("事"))) for n in range(8))
    table = Table((Column(), Column()), rows, caption=text("一览"), number=1, id="t")
    for referred in (True, False):
        cited = (*text("各项见"), Reference("t"), *text("。")) if referred else text("各项如下。")
        stop, below = Heading(1, text("下一部分"), ""), _filler(text, 12)
        result = _texts(opened(*_filler(text, 14), Paragraph(cited), table, stop, *below))
        assert (result.index("表1　一览") > result.index("下一部分")) is referred


def test_a_text_that_names_the_next_table_comes_before_a_chart_that_waits(
    opened: Callable[..., Document], text: Texts
) -> None:
    rows = tuple((Cell(text(f"第{n}项")), Cell(text("事"))) for n in range(8))
    table = Table((Column(), Column()), rows, caption=text("一览"), number=1, id="t")
    second = replace(_chart("又一", 2, text), id="c")
    for name, block, before in (("t", table, True), ("c", second, False)):
        cited = Paragraph((*text("各项见"), Reference(name), *text("。")))
        first, further = _chart("题注", 1, text), _filler(text, 12)
        result = _texts(opened(*_filler(text, 18), first, cited, block, *further))
        at = next(place for place, line in enumerate(result) if line.startswith("各项见"))
        assert (result.index("图1　题注") > at) is before


def test_a_table_stays_in_its_chapter_where_less_than_a_quarter_of_the_page_is_left_empty(
    opened: Callable[..., Document], text: Texts
) -> None:
    rows = tuple((Cell(text(f"第{n}项")), Cell(text("事"))) for n in range(8))
    table = Table((Column(), Column()), rows, caption=text("一览"), number=1, id="t")
    cited = Paragraph((*text("各项见"), Reference("t"), *text("。")))
    stop, below = Heading(1, text("下一部分"), ""), _filler(text, 12)
    for lines, stays in ((16, True), (14, False)):  # five and seven of 22 lines are left
        result = _texts(opened(*_filler(text, lines), cited, table, stop, *below))
        assert (result.index("表1　一览") < result.index("下一部分")) is stays


def test_drawings_give_way_so_that_no_last_page_has_a_few_lines(
    elements: Callable[..., tuple[Element, ...]], text: Texts, theme: WordTheme
) -> None:
    def pages(lines: int) -> int:
        charts = [_chart(f"题注{n}", n, text) for n in (1, 2)]
        result = elements(charts[0], *_filler(text, 10), charts[1], *_filler(text, lines))
        area = template_of(theme).area
        return paginate(area.ruler.boxes(result, area.width), area.heights).page

    longest = next(lines for lines in range(10, 40) if pages(lines) > 2)
    usual = 2 * 22 - 10 - 2 * 8
    assert longest > usual
