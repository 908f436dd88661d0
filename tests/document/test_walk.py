"""What holds for all nodes of a document: their order and their text."""

from __future__ import annotations

from reportgen.document.nodes import (
    Cell,
    Column,
    Heading,
    LineBreak,
    Number,
    Paragraph,
    Pending,
    Properties,
    Prose,
    Reference,
    Report,
    Slide,
    Table,
    Text,
)
from reportgen.document.walk import plain_text, walk
from reportgen.spans import Span

PLACE = Span("content/a.yaml", 1, 2, 3)


def test_every_node_is_met_once_in_reading_order() -> None:
    report = Report(
        Properties("题"),
        (Text("一", at=PLACE),),
        (
            Heading(1, (Text("二"), Pending("三"))),
            Table((Column(),), ((Cell((Text("四"),)),),), caption=(Text("五"),)),
            Paragraph((Text("六"),), lead=(Text("七"),)),
        ),
        (Text("八"),),
    )
    nodes = list(walk(report))
    assert nodes[0] is report
    texts = [node.text for node in nodes if isinstance(node, (Text, Pending))]
    assert "".join(texts) == "一二三四五六七八"
    assert not [node for node in nodes if isinstance(node, Span)]


def test_the_slots_of_a_slide_are_walked_in_their_order() -> None:
    slide = Slide("cards", {"title": Prose(((Text("一"),),)), "lead": Prose(((Text("二"),),))})
    assert [node.text for node in walk(slide) if isinstance(node, Text)] == ["一", "二"]


def test_the_plain_text_is_what_a_reader_sees() -> None:
    content = (
        Text("开展"), Text("活动", bold=True), Number("34", "次"), LineBreak(), Pending("人次"),
        Reference("table"),
    )  # fmt: skip
    assert plain_text(content) == "开展活动34次\n【待补充：人次】"
    assert plain_text(content, line_break="") == "开展活动34次【待补充：人次】"
    assert plain_text(()) == ""
