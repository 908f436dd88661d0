"""Tables that run over to the next page, and the last page of a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.document.nodes import Cell, Column, Content, Heading, Paragraph, Table
from reportgen.theme.word import WordTheme
from reportgen.write.word.layout.pagination import paginate
from reportgen.write.word.model import Element, plain_text
from reportgen.write.word.model import Paragraph as LoweredParagraph
from reportgen.write.word.model import Table as LoweredTable
from reportgen.write.word.reference import template_of

Texts = Callable[[str], Content]
Elements = Callable[..., tuple[Element, ...]]


def register(text: Texts, rows: int, *, number: int | None = 1) -> Table:
    head = tuple(Cell(text(word)) for word in ("序号", "议题"))
    body = [(Cell(text(str(n))), Cell(text(f"第{n}项"))) for n in range(1, rows + 1)]
    return Table((Column(), Column()), (head, *body), caption=text("会议一览"), number=number)


def captions(elements: Sequence[Element]) -> list[str]:
    paragraphs = (e for e in elements if isinstance(e, LoweredParagraph))
    return [plain_text(p.inlines) for p in paragraphs if p.style == "Caption"]


def tables(elements: Sequence[Element]) -> list[LoweredTable]:
    return [e for e in elements if isinstance(e, LoweredTable)]


def words(table: LoweredTable) -> list[str]:
    return [plain_text(row.cells[-1].paragraphs[0].inlines) for row in table.rows]


def test_each_further_part_of_a_table_has_its_caption_and_the_head(
    elements: Elements, text: Texts
) -> None:
    result = elements(register(text, 60))
    parts = tables(result)
    assert captions(result) == ["表1　会议一览", *["续表1　会议一览"] * (len(parts) - 1)]
    assert len(parts) > 2
    assert all(words(part)[0] == "议题" for part in parts)
    assert [w for part in parts for w in words(part)[1:]] == [f"第{n}项" for n in range(1, 61)]


def test_each_part_ends_where_its_page_does(
    elements: Elements, text: Texts, theme: WordTheme
) -> None:
    area = template_of(theme).area
    result = elements(Paragraph(text("见下表。")), register(text, 60))
    boxes = list(area.ruler.boxes(result, area.width))
    starts = iter(paginate(boxes, area.heights).starts)
    pages = []
    for element in result:
        rows = len(element.rows) if isinstance(element, LoweredTable) else 1
        own = {next(starts)[0] for _ in range(rows)}
        if isinstance(element, LoweredTable):
            assert len(own) == 1
            pages += own
    assert pages == list(range(1, len(pages) + 1))


def test_a_joined_cell_says_its_text_again_in_the_next_part(
    elements: Elements, text: Texts
) -> None:
    head = tuple(Cell(text(word)) for word in ("类别", "议题"))
    first = (Cell(text("全年"), rowspan=50), Cell(text("第1项")))
    rows = (head, first, *[(Cell(text(f"第{n}项")),) for n in range(2, 51)])
    result = tables(elements(Table((Column(), Column()), rows, caption=text("议题"), number=1)))
    assert len(result) > 2
    for part in result:
        cell = part.rows[1].cells[0]
        assert (plain_text(cell.paragraphs[0].inlines), cell.merge) == ("全年", "restart")


def test_a_table_without_caption_is_one_table_whose_head_repeats(
    elements: Elements, text: Texts
) -> None:
    plain = register(text, 60)
    without = Table(plain.columns, plain.rows)
    assert len(tables(elements(without))) == 1


def test_no_last_page_has_one_line(elements: Elements, text: Texts, theme: WordTheme) -> None:
    area = template_of(theme).area
    blocks = [Paragraph(text(f"第{n}行。")) for n in range(area.height // area.pitch + 1)]
    result = elements(*blocks, title=())
    starts = paginate(area.ruler.boxes(result, area.width), area.heights).starts
    assert sum(1 for page, _ in starts if page == starts[-1][0]) == 2


def test_room_above_and_below_a_table_is_even_and_makes_whole_lines(
    elements: Elements, text: Texts, theme: WordTheme
) -> None:
    area = template_of(theme).area
    result = elements(
        Heading(1, text("会议"), ""), Paragraph(text("见下表。")), register(text, 4),
        Paragraph(text("后文。")), title=(),
    )  # fmt: skip
    boxes = area.ruler.boxes(result, area.width)
    caption, gap = boxes[2], boxes[-2]
    assert abs(caption.before - gap.before - gap.height) <= 1
    assert caption.before >= 240
    starts = paginate(boxes, area.heights).starts
    assert starts[-1][1] % area.pitch == 0


def test_a_note_is_never_alone_on_a_page(elements: Elements, text: Texts, theme: WordTheme) -> None:
    area = template_of(theme).area
    plain = register(text, 200)
    for rows in range(15, 50):
        body = plain.rows[: rows + 1]
        result = elements(Table(plain.columns, body, note=text("注：示例。")), title=())
        last = tables(result)[-1]
        boxes = area.ruler.boxes(result, area.width)
        *_, row, note = paginate(boxes, area.heights).starts
        held = all(one.keep_next for one in last.rows[-2:])
        assert row[0] == note[0]
        # The rows that go along are a table of their own, which any program keeps with the note.
        assert len(tables(result)) == 1 or (held and len(last.rows) <= 4)
