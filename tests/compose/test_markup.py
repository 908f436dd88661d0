from __future__ import annotations

import random
from typing import Any

import pytest

from reportgen.compose.markup import reader as markup
from reportgen.compose.markup.tree import Element
from reportgen.diagnostics import Faults
from reportgen.spans import Span

FOLDER = "templates/juli"
VALUE = "<?y content/branches/甲/2022.yaml:3:8:4?>学在经常<?e?>"
PLAIN = (
    '<report at="a.j2:1:1" format="x">\n<title at="a.j2:2:1">题</title>\n'
    f'<p at="b.j2:3:5" role="quote">前{VALUE}后 &amp; &lt;b&gt; &#34;<br/><b>粗\u3000{VALUE}</b></p>\n'
    '  <list><li>一</li><li><n unit="余篇">130</n></li></list>\n'
    "<p><?y content/types/x.yaml:1:2:3?>全年<?y content/a.yaml:4:5:6?>34<?e?>次<?e?></p></report>"
)
PIECES = (
    "<", ">", "</p>", "<p>", "<b>", "</b>", "<br/>", "&", "&amp;", "&#39;", "&nbsp;", '"', "'", " a='1'",
    ' at="c.j2:1:2"', ' role="a>b"', VALUE, "<?e?>", "<?y nowhere?>", "<?x y?>", "<!-- 注 -->",
    "<![CDATA[<x>]]>", "]]>", "\n", "\r\n", "\t", "\u3000", "\x01", "\ufffe", "\ud800", "\x7f",
    "𠀀", ' xml:id="1"', ' xmlns="u"', "<x:y/>", "<!DOCTYPE report>", '<?xml version="1.0"?>', "字",
)  # fmt: skip


def told(element: Element) -> Any:
    """What is in an element, but for the line ends of a layout, which one reader leaves out."""
    parts = [told(part) if isinstance(part, Element) else part for part in element.parts]
    kept = [part for part in parts if not isinstance(part, str) or part.strip(" \t\n")]
    return (element.tag, dict(element.attrib), element.at, kept)


def read(text: str, *, strictly: bool) -> Any:
    text = text.strip()
    try:
        simple = None if strictly else markup._simple(text, markup._steps_in(FOLDER))
        return told(simple or markup._strict(text, "report", FOLDER))
    except Faults as faults:
        return faults.diagnostics


def test_a_text_keeps_the_place_its_value_was_written_at() -> None:
    tree = markup.parse(PLAIN, "report", FOLDER)
    paragraph = tree.children()[1]
    assert paragraph.at == Span("templates/juli/b.j2", 3, 5, 2)
    assert paragraph.parts[0] == "前"
    assert paragraph.parts[1] == ("学在经常", Span("content/branches/甲/2022.yaml", 3, 8, 4))
    assert paragraph.parts[2] == '后 & <b> "'


def test_a_value_within_a_value_has_its_own_place_and_what_follows_that_of_the_outer() -> None:
    last = markup.parse(PLAIN, "report", FOLDER).children()[-1]
    outer = Span("content/types/x.yaml", 1, 2, 3)
    inner = Span("content/a.yaml", 4, 5, 6)
    assert last.parts == [("全年", outer), ("34", inner), ("次", outer)]


def test_an_element_without_a_stamp_is_where_the_one_around_it_is() -> None:
    tree = markup.parse(PLAIN, "report", FOLDER)
    assert tree.children()[2].children()[0].at == tree.at == Span("templates/juli/a.j2", 1, 1, 7)


def test_plain_markup_is_read_without_a_library() -> None:
    assert markup._simple(PLAIN, markup._steps_in(FOLDER))


def test_plain_markup_is_read_as_libxml2_reads_it() -> None:
    assert read(PLAIN, strictly=False) == read(PLAIN, strictly=True)


@pytest.mark.parametrize("seed", range(8))
def test_spoilt_markup_is_read_or_refused_as_libxml2_does(seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(150):
        text = PLAIN
        for _ in range(chosen.randrange(1, 4)):
            place = chosen.choice([i for i, c in enumerate(text) if c in "<>" or not i % 7])
            place += chosen.randrange(2)
            cut = chosen.choice((0, 0, 1, 5))
            text = text[:place] + chosen.choice(PIECES) + text[place + cut :]
        assert read(text, strictly=False) == read(text, strictly=True), text


@pytest.mark.parametrize("depth", [100, 250, 256, 257, 50_000])
def test_what_is_nested_too_deeply_is_refused_as_libxml2_does(depth: int) -> None:
    text = f"<report>{'<b>' * (depth - 1)}字{'</b>' * (depth - 1)}</report>"
    found = read(text, strictly=False)
    assert isinstance(found[0], str) == (depth <= 256)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "字",
        "<report/><report/>",
        "<report/>字",
        "字<report/>",
        "<report>",
        "</report>",
        "<report",
    ],
)
def test_what_is_no_single_element_is_refused(text: str) -> None:
    with pytest.raises(Faults):
        markup.parse(text, "report", FOLDER)


def test_an_attribute_is_changed_on_its_element_alone() -> None:
    first, second = (markup.parse(PLAIN, "report", FOLDER) for _ in range(2))
    first.set("format", "y")
    first.children()[1].drop("role")
    assert (second.get("format"), second.children()[1].get("role")) == ("x", "quote")
