from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.nodes import Content, Paragraph, Signature, Step, Steps
from reportgen.write.word.lowering.paragraphs import sealed_offsets, unsealed_offsets

CHARACTER = 15.75
widths = st.floats(40, 400)


@given(widths, widths)
def test_without_a_seal_the_date_begins_two_characters_right_of_the_unit(
    unit: float, date: float
) -> None:
    offsets = unsealed_offsets(unit, date, CHARACTER, 2 * CHARACTER)
    # Left edges, measured leftwards from the right margin.
    assert offsets.unit + unit - (offsets.date + date) == pytest.approx(2 * CHARACTER)
    longer = offsets.date if date > unit else offsets.unit
    assert longer == pytest.approx(2 * CHARACTER)


@given(widths, widths)
def test_with_a_seal_the_unit_is_centred_over_the_date(unit: float, date: float) -> None:
    offsets = sealed_offsets(unit, date, 4 * CHARACTER)
    assert offsets.unit + unit / 2 == pytest.approx(offsets.date + date / 2)
    assert offsets.unit >= -1e-9
    assert offsets.date >= 4 * CHARACTER - 1e-9


def test_the_signature_stays_with_the_text_and_one_line_below_it(
    opened: Callable[..., Document], text: Callable[[str], Content]
) -> None:
    document = opened(
        Paragraph(text("正文。")), Signature(text("中共某某支部委员会"), text("2022年12月31日"))
    )
    body, unit, date = document.paragraphs
    assert body.paragraph_format.keep_with_next
    assert unit.style is not None
    assert unit.style.paragraph_format.keep_with_next
    assert unit.paragraph_format.space_before is not None
    assert unit.paragraph_format.space_before.twips == 579
    assert unit.paragraph_format.right_indent is not None
    assert unit.paragraph_format.right_indent.pt == pytest.approx(2 * CHARACTER, abs=0.1)
    assert date.style is not None
    assert date.style.name == "Date"


def test_a_long_last_paragraph_is_free_when_the_signature_shares_its_page(
    opened: Callable[..., Document], text: Callable[[str], Content]
) -> None:
    document = opened(
        Paragraph(text("学习贯彻，服务群众。" * 40)),
        Signature(text("某某党支部"), text("2022年1月5日")),
    )
    assert document.paragraphs[0].paragraph_format.keep_with_next is None


@pytest.mark.parametrize("lines", [20, 21, 22])
def test_a_long_last_paragraph_is_held_where_the_signature_would_stand_alone(
    opened: Callable[..., Document], text: Callable[[str], Content], lines: int
) -> None:
    document = opened(
        Paragraph(text("字" * (28 * lines - 2))),
        Signature(text("某某党支部"), text("2022年1月5日")),
    )
    assert document.paragraphs[0].paragraph_format.keep_with_next


@pytest.mark.parametrize(("lines", "turned"), [(2, False), (11, False), (17, True), (20, True)])
def test_a_panel_before_the_signature_goes_along_to_its_page(
    opened: Callable[..., Document], text: Callable[[str], Content], lines: int, turned: bool
) -> None:
    panel = Steps((Step(text("看"), text("到现场看。")), Step(text("议"), text("坐下来议。"))))
    signature = Signature(text("某某党支部"), text("2022年1月5日"))
    document = opened(*[Paragraph(text("正文。"))] * lines, panel, signature)
    gap = document.paragraphs[lines]
    assert bool(gap.paragraph_format.page_break_before) == turned
