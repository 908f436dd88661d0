from __future__ import annotations

from support import composing

from reportgen.document.nodes import Heading, Report, Table

HEADER = "{#\nname: 报告\npurpose: 测试\noutput: 报告\n#}\n"


def report(body: str) -> Report:
    text = f"{HEADER}<report><title>报告</title>{body}</report>"
    document = composing.document({"templates/juli/documents/summary.docx.j2": text})
    assert isinstance(document, Report)
    return document


def test_headings_are_numbered_beyond_ninety_nine() -> None:
    document = report('<h level="1">题</h>' * 101)
    numbers = [block.number for block in document.blocks if isinstance(block, Heading)]
    assert numbers[98:] == ["九十九、", "一百、", "一百零一、"]


def test_a_table_without_cells_is_left_out() -> None:
    assert not [b for b in report("<table><row/></table>").blocks if isinstance(b, Table)]
    document = report("<table><row><cell>甲</cell></row></table>")
    assert [type(block) for block in document.blocks] == [Table]


def test_a_length_no_text_can_be_cut_to_is_a_fault_of_the_template() -> None:
    text = f"{HEADER}<report><title>报告</title><p>{{{{ '党员' | truncate(-5) }}}}</p></report>"
    (fault,) = composing.faults({"templates/juli/documents/summary.docx.j2": text})
    assert (fault.code, fault.message) == ("template-error", "过滤器的参数不合适")
    assert fault.span
    assert (fault.span.path, fault.span.line) == ("templates/juli/documents/summary.docx.j2", 6)
