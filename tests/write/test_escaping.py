from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from reportgen.write.escaping import escaped, quoted

#: XML 1.0, 2.2, without the carriage return, which a parser does not keep
_LEGAL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(_LEGAL)
@example("&lt;")
@example('《"&amp;amp;"》<b>')
def test_what_is_escaped_is_read_as_it_was(text: str) -> None:
    assert etree.fromstring(f"<a>{escaped(text)}</a>").text == (text or None)


@given(_LEGAL)
@example("一行\n\t又一行")
def test_an_attribute_keeps_its_breaks_and_tabs(text: str) -> None:
    assert etree.fromstring(f"<a b={quoted(text)}/>").get("b") == text


def test_what_no_document_may_hold_is_left_out() -> None:
    assert escaped("a\x00b\ud800c\uffff") == "abc"
