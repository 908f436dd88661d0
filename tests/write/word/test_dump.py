"""Small reports as the layout leaves them; `pytest tests/write/word --accept` takes over what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Contents,
    Figure,
    Heading,
    Imprint,
    KeyFigure,
    KeyFigures,
    ListBlock,
    Matrix,
    MatrixItem,
    Number,
    PageBreak,
    Paragraph,
    Pending,
    Picture,
    RedHead,
    Reference,
    Series,
    Signature,
    Step,
    Steps,
    Table,
    Text,
)
from reportgen.spans import Span
from reportgen.write.word.dump import dump
from reportgen.write.word.model import Element

DUMPS = Path(__file__).parent / "dumps"


def words(text: str) -> Content:
    return (Text(text),)


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(words(text)) for text in texts)


def texts() -> Iterator[Block]:
    yield Contents(2)
    yield PageBreak()
    yield Heading(1, words("学在经常"), "一、", at=Span("content/2025.yaml", 3))
    lead = words("抓实学习。")
    yield Paragraph((Text("全年"), Text("34次", bold=True)), lead=lead, lead_number="（一）")
    yield Heading(2, words("领学"), "（一）")
    yield ListBlock((words("再深入。"), (Text("于"), Pending("日期"))), ordered=True)
    yield Paragraph(words("附件：1.统计表"), "attachment")
    yield Paragraph(words("2.说明"), "attachment")
    yield Signature(words("和风社区党支部"), words("2025年12月31日"))


def tables() -> Iterator[Block]:
    yield Paragraph((Text("见"), Reference("t"), Text("，情况如下：")))
    rows = (
        (Cell(words("类别"), rowspan=2), Cell(words("次数"), colspan=2)),
        cells("上半年", "下半年"),
        cells("党员大会", "2", "12.5"),
        (Cell(words("数据来自台账"), colspan=3),),
    )
    table = Table((Column(),) * 3, rows, 2, words("开展情况"), "t", 1, words("注：截至年底。"))
    yield replace(table, unit=words("单位：次"))
    yield Paragraph((Text("又见"), Reference("表《按组》", text="表《按组》"), Text("。")))
    groups = ((Cell(words("第一组"), rowspan=2), *cells("张某")), cells("李某"))
    yield Table(
        (Column(), Column()), (cells("组", "姓名"), *groups), caption=words("按组"), number=2
    )
    yield Paragraph(words("据党建台账。"), "source")


def figures() -> Iterator[Block]:
    yield Figure((Picture("a.jpg", "活动现场", words("集中学习"), "张某"),), number=1)
    pair = (Picture("a.jpg", "甲", words("左")), Picture("bb.jpg", "乙", words("右")))
    yield Figure(pair, words("两处现场"), number=2)
    series = (Series("次数", (3.0, 12.5)),)
    yield Chart("column", "工作量", ("一季度", "二季度"), series, "次", number=3)


def panels() -> Iterator[Block]:
    yield KeyFigures(
        (
            KeyFigure(Number("34", "次"), words("集中学习")),
            KeyFigure(Number("98.6", "%"), words("满意率"), words("比上年高")),
        )
    )
    yield Steps((Step(words("看"), words("到现场看。")), Step(words("议"))), words("两步法"))
    yield Steps((Step(words("看")), Step(words("议"))))
    yield Matrix(words("引领"), words("党旗红"), (MatrixItem(words("服务"), words("暖心桥")),))


def issued() -> Iterator[Block]:
    yield Paragraph(words("各党支部："), "salutation")
    yield Paragraph(words("现印发给你们。"))
    yield AttachmentPage(words("花名册"), 1)
    yield Imprint(words("各党支部。"), words("党群服务中心"), words("2026年1月6日"))


HEAD = RedHead(
    (words("中共和风社区支部委员会文件"),), words("和社党字〔2026〕5号"), (words("王一鸣"),)
)


@pytest.mark.parametrize("blocks", [texts, tables, figures, panels, issued])
def test_a_report_is_lowered_and_laid_out_as_accepted(
    blocks: Callable[[], Iterator[Block]],
    elements: Callable[..., tuple[Element, ...]],
    request: pytest.FixtureRequest,
) -> None:
    head = HEAD if blocks is issued else None
    result = dump(elements(*blocks(), title=words("工作总结"), head=head))
    file = DUMPS / f"{blocks.__name__}.txt"
    if request.config.getoption("--accept"):
        file.write_text(result, encoding="utf-8")
    assert result == file.read_text(encoding="utf-8")
