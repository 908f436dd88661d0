"""见表《…》 and 见图《…》: a cross-reference in a report, the author's own words on a slide and elsewhere."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from support import composing, workspaces

from reportgen.document.nodes import Deck, Document, Reference, Report, Slide
from reportgen.document.walk import plain_text, walk

RECORD = "content/branches/red/2022.yaml"
TEXT = "收支见表《党费收支》，类别见图《类别》；{{ text }}"
TABLES = """year: 2022
opening: %s
tables:
  党费收支: {head: [季度, 收入], rows: [[一季度, 960]], unit: 元}
  走访: {title: 走访户数, head: [组, 户], rows: [[一组, 12]]}
charts:
  kinds: {title: 类别, data: {党课: 4次, 主题党日: 12次}}
signed: 2023-01-05
"""


def document(text: str, body: str, kind: str = "docx") -> Document:
    """Return the document that one template makes of a record with `text` as its opening."""
    header = "{#\nname: 页\npurpose: 一页\noutput: 页\n#}\n"
    name = f"templates/juli/documents/summary.{kind}.j2"
    others = {
        path: None for path in workspaces.base() if path.startswith("templates/juli/documents/")
    }
    return composing.document({**others, RECORD: TABLES % text, name: header + body})


def report(text: str, body: str) -> Report:
    result = document(
        text, f"<report><title>页</title>{{{{ record.opening | prose }}}}{body}</report>"
    )
    assert isinstance(result, Report)
    return result


def word_text(made: Report) -> str:
    """Return the main part of the Word file without its tags, fields with what they say."""
    with zipfile.ZipFile(io.BytesIO(composing.written(made))) as package:
        xml = package.read("word/document.xml").decode()
    return re.sub(
        r"<[^>]*>", "", xml.replace("<w:instrText", "⟨<w:instrText").replace("</w:p>", "\n")
    )


PLACED = "{{ table('党费收支') }}{{ chart('kinds', caption=true) }}{{ table('走访') }}"


def test_a_citation_is_a_field_that_shows_the_number_of_what_has_the_title() -> None:
    result = report("收支见表《党费收支》，类别见图《类别》，走访见表《走访户数》。", PLACED)
    text = word_text(result)
    assert re.search(
        r"收支见⟨ REF _Ref\d+ \\h 表1，类别见⟨ REF _Ref\d+ \\h 图1，走访见⟨ REF _Ref\d+ \\h 表2。",
        text,
    )


def test_a_citation_of_what_the_document_does_not_have_stays_as_it_was_written() -> None:
    result = report("收支见表《党费收支》，走访见表《走访户数》。", "{{ table('走访') }}")
    assert "收支见表《党费收支》，走访见⟨" in word_text(result)


@pytest.mark.parametrize(
    "text",
    ["发表《党费收支》一文。", "绘制地图《类别》。", "学习表《党费收支》。", "见《党费收支》。"],
)
def test_other_words_before_a_title_are_no_citation(text: str) -> None:
    result = report(text, PLACED)
    assert not [node for node in walk(result) if isinstance(node, Reference)]
    assert text in word_text(result)


@pytest.mark.parametrize(
    "text", ["见表《党费收支》、表《走访户数》。", "如表《党费收支》和表《走访户数》所示。"]
)
def test_a_series_of_titles_is_cited_one_by_one(text: str) -> None:
    result = report(text, PLACED)
    assert [node.target for node in walk(result) if isinstance(node, Reference)] == [
        "表《党费收支》",
        "表《走访户数》",
    ]


def test_a_slide_shows_a_citation_as_it_was_written() -> None:
    body = "<deck><slide layout='text'><title>题</title><body>{{ record.opening | prose }}</body></slide></deck>"
    result = document("收支见表《党费收支》。", body, "pptx")
    assert isinstance(result, Deck)
    (slide,) = result.slides
    assert isinstance(slide, Slide)
    assert [plain_text(p) for p in slide.slots["body"].paragraphs] == ["收支见表《党费收支》。"]  # type: ignore[union-attr]
    with zipfile.ZipFile(io.BytesIO(composing.written(result))) as package:
        assert "收支见表《党费收支》。" in package.read("ppt/slides/slide1.xml").decode()


def test_nothing_is_added_for_a_table_that_no_text_cites() -> None:
    assert "见" not in word_text(report("一年来。", PLACED))


def test_a_table_keeps_its_note_and_unit_where_a_template_gives_another_caption() -> None:
    result = report("一年来。", "{{ table('党费收支') }}")
    (table,) = result.blocks[1:]
    assert plain_text(table.unit) == "单位：元"  # type: ignore[union-attr]
