from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.write.xml import EMPTY, element, in_order, joined, text

legal = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")).map(
    lambda characters: "".join(c for c in characters if c >= " " or c in "\t\n")
)


@given(legal, legal)
def test_a_reader_gets_back_the_attribute_and_the_text(value: str, characters: str) -> None:
    root = etree.fromstring(element("a", {"b": value}, text(characters)))
    assert root.get("b") == value
    assert (root.text or "") == characters


@given(st.text(), st.text())
def test_no_text_breaks_the_markup(value: str, characters: str) -> None:
    root = etree.fromstring(element("a", {"b": value}, element("c", None, text(characters))))
    assert [child.tag for child in root] == ["c"]


def test_what_no_document_may_hold_is_left_out() -> None:
    assert text("a\x00b\ud800c\uffff") == "abc"
    assert element("a", {"b": "a\x00b"}) == '<a b="ab"/>'


def test_an_attribute_keeps_its_breaks_and_tabs() -> None:
    value = "一行\r\n\t又一行"
    assert etree.fromstring(element("a", {"b": value})).get("b") == value


def test_an_element_without_content_closes_itself() -> None:
    assert element("w:b") == "<w:b/>"
    assert element("w:b", None, EMPTY) == "<w:b/>"


def test_attributes_are_written_as_the_schema_has_them() -> None:
    assert element("a", {"n": 12, "on": True, "off": False}) == '<a n="12" on="1" off="0"/>'
    assert element("a", {"left_out": None, "empty": ""}) == '<a empty=""/>'


def test_children_stand_in_the_order_of_the_schema() -> None:
    children = {"c": element("w:c"), "a": element("w:a")}
    assert in_order(children, ("a", "b", "c")) == joined((element("w:a"), element("w:c")))


def test_a_child_the_schema_does_not_know_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        in_order({"z": element("w:z")}, ("a", "b"))
