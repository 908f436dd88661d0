"""Rendered markup is read with the places of its tags and of its values."""

from __future__ import annotations

import pytest

from reportgen.compose.markup.reader import Element, parse
from reportgen.diagnostics import Faults
from reportgen.spans import Span

FOLDER = "templates/juli"
VALUE = "<?y content/branches/甲/2022.yaml:3:8:4?>学在经常<?e?>"
REPORT = (
    '<report at="a.j2:1:1" format="x">\n<title at="a.j2:2:1">题</title>\n'
    f'<p at="b.j2:3:5" role="quote">前{VALUE}后 &amp; &lt;b&gt; &#34;<br/><b>粗\u3000{VALUE}</b></p>\n'
    '  <list><li>一</li><li><n unit="余篇">130</n></li></list>\n'
    "<p><?y content/types/x.yaml:1:2:3?>全年<?y content/a.yaml:4:5:6?>34<?e?>次<?e?></p></report>"
)


def read(markup: str) -> Element:
    return parse(markup, "report", FOLDER)


def refused(markup: str) -> list[str]:
    with pytest.raises(Faults) as raised:
        read(markup)
    return [fault.code for fault in raised.value.diagnostics]


def test_a_text_keeps_the_place_its_value_was_written_at() -> None:
    paragraph = read(REPORT).children[1]
    assert paragraph.at == Span("templates/juli/b.j2", 3, 5, 2)
    assert paragraph.parts[0] == ("前", None)
    assert paragraph.parts[1] == ("学在经常", Span("content/branches/甲/2022.yaml", 3, 8, 4))
    assert paragraph.parts[2] == ('后 & <b> "', None)


def test_a_value_within_a_value_has_its_own_place_and_what_follows_that_of_the_outer() -> None:
    outer = Span("content/types/x.yaml", 1, 2, 3)
    inner = Span("content/a.yaml", 4, 5, 6)
    assert read(REPORT).children[-1].parts == (("全年", outer), ("34", inner), ("次", outer))


def test_an_element_without_a_stamp_is_where_the_one_around_it_is() -> None:
    tree = read(REPORT)
    assert tree.children[2].children[0].at == tree.at == Span("templates/juli/a.j2", 1, 1, 7)


def test_a_tag_of_a_sentence_in_the_content_is_placed_in_its_file() -> None:
    (paragraph,) = read('<report><p at="content/types/x.yaml:4:2">一</p></report>').children
    assert paragraph.at == Span("content/types/x.yaml", 4, 2, 2)


@pytest.mark.parametrize(
    "instruction", ["<?y nowhere?>", "<?y a:1:2?>", "<?y a:b:c:d?>", "<?y?>", "<?y a:12345678:1:1?>"]
)  # fmt: skip
def test_an_instruction_that_says_no_place_opens_an_unknown_one(instruction: str) -> None:
    (paragraph,) = read(f"<report><p>一{instruction}二<?e?>三</p></report>").children
    assert paragraph.parts == (("一", None), ("二", None), ("三", None))


def test_comments_sections_of_characters_and_other_instructions_are_read_as_xml_has_them() -> None:
    (paragraph,) = read("<report><p>一<!-- 注 --><![CDATA[<二>]]><?x y?>三</p></report>").children
    assert "".join(paragraph.texts()) == "一<二>三"


@pytest.mark.parametrize(
    "markup",
    ["", "字", "<report/><report/>", "<report/>字", "字<report/>", "<report>", "</report>", "<report"],
)  # fmt: skip
def test_what_is_no_single_element_is_refused(markup: str) -> None:
    assert refused(markup)


@pytest.mark.parametrize(
    "text", ["&nbsp;", "&", "<", "\x01", "\ufffe", "\ud800", "]]>", '<p a="1" a="2"/>']
)
def test_what_xml_does_not_allow_is_a_fault_of_the_template(text: str) -> None:
    assert refused(f"<report>{text}</report>") == ["template-markup"]


def test_an_entity_reads_no_file() -> None:
    markup = '<!DOCTYPE report [<!ENTITY f SYSTEM "/etc/passwd">]><report>一&f;二</report>'
    assert "".join(read(markup).texts()) == "一二"


def test_entities_that_grow_without_end_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    markup = f'<!DOCTYPE report [<!ENTITY e0 "字">{entities}]><report>&e9;</report>'
    assert refused(markup) == ["template-markup"]


@pytest.mark.parametrize(("depth", "is_read"), [(100, True), (256, True), (257, False)])
def test_what_is_nested_more_than_256_deep_is_refused(depth: int, is_read: bool) -> None:
    markup = f"<report>{'<b>' * (depth - 1)}字{'</b>' * (depth - 1)}</report>"
    if is_read:
        assert "".join(read(markup).texts()) == "字"
    else:
        assert refused(markup) == ["template-markup"]


def test_another_outermost_element_is_a_fault_at_its_tag() -> None:
    with pytest.raises(Faults) as raised:
        parse('<deck at="a.j2:1:1"/>', "report", FOLDER)
    (fault,) = raised.value.diagnostics
    assert (fault.code, fault.span) == ("unknown-tag", Span("templates/juli/a.j2", 1, 1, 5))
