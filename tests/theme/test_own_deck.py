"""A unit's own deck template: its layouts are found by what they offer, and no object is lost."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support import documents, own_decks, validator
from support.damage import damaged

from reportgen.choose.plain_parts import in_plain_parts
from reportgen.content.loading import load
from reportgen.diagnostics import Faults
from reportgen.document.nodes import Cell, Column, Deck, Prose, SlotValue, Table, Text, Topic
from reportgen.document.walk import plain_text
from reportgen.make.sample_deck import OBJECTS, sample_deck, sample_picture
from reportgen.office_files import check_office_file
from reportgen.theme.own_report import describe, findings
from reportgen.write.powerpoint import lower, write_deck
from reportgen.write.soundness import defects
from reportgen.write.written import Written

TEMPLATES = Path(__file__).parent / "templates"
NAMES = sorted(path.stem for path in TEMPLATES.glob("*.pptx"))
#: one of each kind; the others are built where generated tests run
OFTEN = (
    "bare",
    "chinese-names",
    "layout-links-slide",
    "made-for-each",
    "sections-custom-show",
    "other-prefixes",
)


def template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.pptx").read_bytes()


@cache
def build(name: str) -> Written:
    return own_decks.build(template(name))


def slides(name: str) -> Any:
    return pptx.Presentation(io.BytesIO(build(name).data)).slides


def layouts(name: str) -> set[str]:
    return {slide.slide_layout.name for slide in slides(name)}


def role(name: str, wanted: str, **mapped: dict[str, str]) -> str:
    """The name of the layout that serves in a role."""
    theme = own_decks.theme(template(name), {"layouts": mapped})
    return theme.matches[wanted].offer.layout.name


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=() if name in OFTEN else pytest.mark.generated) for name in NAMES
])  # fmt: skip
def test_every_object_stands_in_the_deck_and_the_theme_is_as_it_was(name: str) -> None:
    built = build(name)
    assert not [fault for fault in built.diagnostics if fault.is_error]
    assert own_decks.objects_in(built.data) == OBJECTS
    assert own_decks.theme_parts(built.data) == own_decks.theme_parts(template(name))
    deck = pptx.Presentation(io.BytesIO(built.data))
    for shape in (shape for slide in deck.slides for shape in slide.shapes):
        assert shape.left >= 0 <= shape.top
        assert shape.left + shape.width <= deck.slide_width


@cache
def supplied_decks() -> tuple[Deck, ...]:
    """Every deck of the supplied content."""
    library = load(documents.SUPPLIED)
    result = [
        documents.composed(kind_id, subject).document
        for kind_id, kind in documents.kinds().items()
        for subject in library.subjects(kind.header.of)
        if documents.applies(kind_id, subject)
    ]
    return tuple(one for one in result if isinstance(one, Deck))


def test_a_point_says_who_answers_for_a_measure_once() -> None:
    messages = {
        "problem": "到会的少", "measure": "改在晚上开", "owner": "陶行", "due": "3月",
        "answer": "责任人：陶行　时限：3月",
    }  # fmt: skip
    part = {name: Prose(((Text(text),),)) for name, text in messages.items()}
    (point,) = in_plain_parts(Topic({}, {"problem": (part,)})).groups["point"]
    texts = [
        plain_text(value.paragraphs[0]) for value in point.values() if isinstance(value, Prose)
    ]
    assert texts == ["到会的少", "改在晚上开　责任人：陶行　时限：3月"]


def test_heads_of_columns_that_a_template_does_not_have_are_left_out() -> None:
    part: dict[str, SlotValue] = {
        "table": Table((Column(),), ((Cell((Text("项目"),)),),)),
        "change-head": Prose(((Text("变化（由大到小）"),),)),
    }
    groups = in_plain_parts(Topic({}, {"years": (part,), "targets": (part,)})).groups
    assert {name: [sorted(one) for one in parts] for name, parts in groups.items()} == {
        "table": [["table"]],
        "targets": [["table"]],
    }


@pytest.mark.generated
@pytest.mark.parametrize("name", NAMES)
def test_decks_of_all_samples_keep_every_picture_chart_and_table_in_any_template(name: str) -> None:
    own = own_decks.theme(template(name))
    for deck in supplied_decks():
        built = write_deck(lower(deck, own), own, documents.SUPPLIED.read)
        assert not [fault for fault in built.diagnostics if fault.is_error]
        assert own_decks.objects_in(built.data) == own_decks.objects_of(deck)
        assert own_decks.theme_parts(built.data) == own_decks.theme_parts(template(name))
        assert list(defects(built.members)) == []


@pytest.mark.generated
@validator.needed
@pytest.mark.parametrize("name", NAMES)
def test_the_sdk_finds_nothing_wrong_with_a_deck_in_any_template(name: str, tmp_path: Path) -> None:
    own = own_decks.theme(template(name))
    largest = max(supplied_decks(), key=lambda deck: len(deck.slides))
    for deck in (sample_deck(), largest):
        read = (lambda _: sample_picture()) if deck is not largest else documents.SUPPLIED.read
        built = write_deck(lower(deck, own), own, read)
        assert validator.errors(built.data, tmp_path / "deck.pptx") == []


@pytest.mark.parametrize("name", OFTEN)
def test_a_build_says_of_a_template_what_the_check_said_before(name: str) -> None:
    before = [fault.message for fault in findings(own_decks.theme(template(name)))]
    messages = [f.message for f in build(name).diagnostics if f.code == "free-object"]
    assert messages
    assert all(any(_kinds(message) <= _kinds(known) for known in before) for message in messages)


def _kinds(message: str) -> set[str]:
    return {
        word
        for word in ("照片", "图表", "表格", message.split("”", maxsplit=1)[0])
        if word in message
    }


def test_a_page_that_a_unit_does_not_want_is_left_out_and_the_others_are_not() -> None:
    usual = [
        slide.layout.id
        for slide in lower(sample_deck(), own_decks.theme(template("chinese-names"))).slides
    ]
    settings = {"layouts": {"closing": {"omit": "是"}, "contents": {"omit": "是"}}}
    less = lower(sample_deck(), own_decks.theme(template("chinese-names"), settings)).slides
    kept = [layout for layout in usual if layout not in ("closing", "contents")]
    assert len(kept) == len(usual) - 2
    assert [slide.layout.id for slide in less] == kept
    with pytest.raises(ValueError, match="不能不要"):
        own_decks.theme(template("chinese-names"), {"layouts": {"table": {"omit": "是"}}})


def test_names_count_as_a_whole_and_in_both_languages() -> None:
    assert {"Title Slide", "Title and Content", "Section Header"} <= layouts("sections-custom-show")
    assert role("sections-custom-show", "text") == "Title and Content"
    drawn = pptx.Presentation(io.BytesIO(build("sections-custom-show").data)).slide_layouts
    assert len(drawn) == 11
    assert {"标题幻灯片", "标题和内容", "节标题", "图片与标题"} <= layouts("chinese-names") | {
        role("chinese-names", "pictures-1")
    }


def test_a_picture_a_chart_and_a_table_stand_in_content_placeholders() -> None:
    inside = [
        s for slide in slides("chinese-names") for s in slide.placeholders if own_decks.is_object(s)
    ]
    assert len(inside) >= 8
    made_for = {
        p.placeholder_format.type.name for s in slides("made-for-each") for p in s.placeholders
    }
    assert {"PICTURE", "CHART", "TABLE"} <= made_for


def test_a_picture_stands_whole_where_its_frame_would_show_half_of_a_photo() -> None:
    def whole(name: str, layout: str) -> list[bool]:
        theme = own_decks.theme(template(name))
        return [s.optional for s in theme.layouts[layout].slots.values() if s.content == "picture"]

    assert whole("chinese-names", "pictures-1") == [False]
    assert whole("titles-only", "bullets-picture") == [False]
    assert whole("titles-only", "pictures-4") == [True] * 4


def test_a_link_of_a_layout_to_a_sample_slide_is_not_taken_over() -> None:
    names = own_decks.parts(build("layout-links-slide").data)
    layout = names["ppt/slideLayouts/slideLayout2.xml"]
    assert b"hlinkClick" not in layout
    assert b"/slide" not in names["ppt/slideLayouts/_rels/slideLayout2.xml.rels"].replace(
        b"/slideMaster", b""
    )


def test_what_acts_when_a_template_is_opened_is_not_taken_over() -> None:
    guarded = own_decks.theme(template("guarded"))
    assert "课件模板里有修改密码；课件里不带" in [fault.message for fault in findings(guarded)]
    assert b"modifyVerifier" not in own_decks.parts(build("guarded").data)["ppt/presentation.xml"]
    assert b"custShow" not in own_decks.parts(build("firm-with-buttons").data)["ppt/presProps.xml"]


def test_what_a_template_shows_and_does_not_hold_is_told_and_left_out() -> None:
    parts = own_decks.parts(template("firm-with-buttons"))
    rels = "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    void = re.sub(rb'Target="[^"]*/slide\d+.xml"', b'Target="NULL"', parts[rels])
    assert void != parts[rels]
    without = {name: data for name, data in parts.items() if name != rels}
    for changed in ({**parts, rels: void}, without):
        package = own_decks.package(changed)
        built = own_decks.build(package)
        (messages,) = (f for f in built.diagnostics if f.code == "deck-template-lost-object")
        assert messages in list(findings(own_decks.theme(package)))
        assert list(defects(built.members)) == []
        assert own_decks.objects_in(built.data) == OBJECTS


@pytest.mark.generated
@pytest.mark.parametrize("name", [*OFTEN, "firm-with-buttons"])
def test_a_damaged_template_is_a_fault_or_gives_a_whole_deck(name: str) -> None:
    for damage, parts in damaged(own_decks.parts(template(name))):
        package = own_decks.package(parts)
        try:
            check_office_file(package, "pptx")
            built = own_decks.build(package)
        except Faults as fault:
            wrong = [diagnostic.code for diagnostic in fault.diagnostics]
        else:
            wrong = list(defects(built.members))
        assert wrong in ([], ["bad-template"]), damage


def test_a_template_of_type_potx_is_a_template() -> None:
    parts = own_decks.parts(template("bare"))
    types = parts["[Content_Types].xml"].replace(b"presentation.main+xml", b"template.main+xml")
    potx = own_decks.package({**parts, "[Content_Types].xml": types})
    assert own_decks.objects_in(own_decks.build(potx).data) == OBJECTS
    renamed = own_decks.build(template("potx-renamed"))
    assert own_decks.objects_in(renamed.data) == OBJECTS
    types = own_decks.parts(renamed.data)["[Content_Types].xml"]
    assert b"presentation.main+xml" in types
    assert b"template.main+xml" not in types


def test_a_deck_saved_in_the_strict_form_is_named_with_how_to_save_it() -> None:
    parts = own_decks.parts(template("bare"))
    usual = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    strict = parts["_rels/.rels"].replace(
        usual, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    with pytest.raises(Faults) as caught:
        check_office_file(own_decks.package({**parts, "_rels/.rels": strict}), "pptx")
    (fault,) = caught.value.diagnostics
    assert "严格的 Open XML" in fault.message
    assert "Strict Open XML" in fault.hints[0]


def test_a_chinese_face_that_a_theme_leaves_open_is_named() -> None:
    slide = own_decks.parts(build("chinese-names").data)["ppt/slides/slide1.xml"].decode()
    assert '<a:ea typeface="宋体"/>' in slide
    assert '<a:latin typeface="Calibri"/>' not in slide


def test_the_mapping_of_deck_yaml_goes_before_what_the_program_finds() -> None:
    assert role("chinese-names", "closing", closing={"layout": "节标题"}) == "节标题"
    theme = own_decks.theme(template("chinese-names"), {"layouts": {"closing": {"layout": "封底"}}})
    assert next(fault.code for fault in findings(theme)) == "layout-missing"


def test_the_palette_repaints_a_template_only_where_that_is_asked_for() -> None:
    recoloured = own_decks.build(template("chinese-names"), recolour=True)
    assert own_decks.theme_parts(recoloured.data) != own_decks.theme_parts(
        template("chinese-names")
    )
    asked_not = own_decks.build(template("chinese-names"), recolour=False)
    assert own_decks.theme_parts(asked_not.data) == own_decks.theme_parts(template("chinese-names"))


def test_a_check_says_a_line_for_each_use() -> None:
    lines = list(describe(own_decks.theme(template("made-for-each"))))
    assert "图表 → 图表" in lines
    assert "表格 → 表格" in lines
    assert "图文 → 左文右图" in lines
    assert len(lines) <= 12


def test_of_masters_saved_by_libreoffice_each_is_the_layout_it_was() -> None:
    theme = own_decks.theme(template("school-two-masters-libreoffice"))
    masters = [theme.matches[name].offer.layout.master for name in ("cover", "text", "two-columns")]
    assert masters == [0, 1, 3]
    body = theme.layouts["text"].slots["body"]
    assert body.h > theme.template.size[1] / 2
    assert body.size_pt == 32


@pytest.mark.parametrize("name", ["guarded", "school-two-masters"])
def test_texts_have_the_bullets_of_the_template_whichever_program_saved_it(name: str) -> None:
    def bulleted(saved: str) -> dict[str, bool]:
        theme = own_decks.theme(template(saved))
        return {
            layout: theme.layouts[layout].slots[slot].first_indent_pt < 0
            for layout, slot in (("text", "body"), ("contents", "body"), ("bullets", "body"))
        }

    assert bulleted(f"{name}-libreoffice") == bulleted(name)


def test_bullets_that_a_slide_does_not_inherit_are_written_and_no_cover_has_any() -> None:
    deck = pptx.Presentation(io.BytesIO(build("school-two-masters-libreoffice").data))
    listed = [b"buChar" in etree.tostring(slide._element) for slide in deck.slides]
    assert listed[:6] == [False, True, False, True, True, True]
    assert not listed[-1]
    (paragraph, *_) = deck.slides[1].shapes[1].text_frame.paragraphs
    properties = paragraph._p.pPr
    assert int(properties.get("indent")) < 0 < int(properties.get("marL"))


BOXES = st.tuples(
    *(st.floats(0, 0.6), st.floats(0.2, 0.6), st.floats(0.05, 0.4), st.floats(0.05, 0.4))
)
PLACEHOLDERS = st.lists(
    st.tuples(st.sampled_from(["obj", "body", "pic", "chart", "tbl", "media"]), BOXES), max_size=5
)
LAYOUTS = st.lists(st.tuples(st.sampled_from(["", "封面", "目录", "内容", "图表", "Blank", "1_标题和内容", "结束页"]),
                             st.booleans(), PLACEHOLDERS), min_size=1, max_size=6)  # fmt: skip


@pytest.mark.generated
@given(LAYOUTS, st.sampled_from([(12192000, 6858000), (9144000, 6858000), (6858000, 9906000)]))
@settings(max_examples=60, deadline=None)
def test_no_object_is_lost_in_layouts_of_any_kind(layouts: Any, size: tuple[int, int]) -> None:
    built = own_decks.build(own_decks.template_of(layouts, size))
    assert own_decks.objects_in(built.data) == OBJECTS
    assert not [fault for fault in built.diagnostics if fault.is_error]
