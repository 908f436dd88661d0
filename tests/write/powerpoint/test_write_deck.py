from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from typing import Any

import openpyxl
import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Deck,
    Number,
    Picture,
    Properties,
    Prose,
    Series,
    Slide,
    SlotValue,
    Table,
    Text,
)
from reportgen.spans import Span
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.write.powerpoint import lower, write_deck

CHART = Chart("bar", "获奖", ("一等奖", "二等奖"), (Series("获奖", (4, 1)),), "项", highlight=0)
PROPERTIES = Properties("年度总结", author="某支部", year=2022, fingerprint="a1b2")


def values(**slots: SlotValue | str) -> dict[str, SlotValue]:
    return {
        name.replace("_", "-"): Prose(((Text(value),),)) if isinstance(value, str) else value
        for name, value in slots.items()
    }


def small(picture: Picture | None = None) -> Deck:
    photo = picture or Picture("a.jpg", "阅览室一角")
    notes = ((Text("先讲清来历。"),), (Text("再讲做法 & 成效。"),))
    table = Table(
        (Column(), Column(align="right")),
        (
            (Cell((Text("项目"),), colspan=2),),
            (Cell((Text("活动"),)), Cell((Number("34", "次"),))),
        ),
    )
    figure = {"figure": Prose(((Number("130", "余篇"),),)), **values(label="发稿")}
    return Deck(
        PROPERTIES,
        (
            Slide("cover", values(title="五型五力", unit="某支部"), section="开篇", notes=notes),
            Slide(
                "contents", values(title="目录"), (values(type="一"), values(type="二")),
                section="开篇", links=("b", "c"),
            ),
            Slide("chart", values(title="图", chart=CHART), section="学习型", id="b", notes=notes),
            Slide("table", values(title="表", table=table), section="学习型", id="c"),
            Slide("pictures", values(title="景", body="文"), ({"picture": photo},), section="学习型"),
            Slide("key-figures", values(title="数"), (figure, figure), section="学习型"),
            Slide("bullets-plain", values(title="点", body=Prose(((Text("要", bold=True), Text("点")),)))),
        ),
        footer="某支部　2022年度",
    )  # fmt: skip


@pytest.fixture(scope="module")
def data(theme: DeckTheme, jpeg: bytes) -> bytes:
    return write_deck(lower(small(), theme), theme, lambda _: jpeg).data


@pytest.fixture
def presentation(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


def parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_same_deck_gives_the_same_bytes(theme: DeckTheme, jpeg: bytes, data: bytes) -> None:
    assert write_deck(lower(small(), theme), theme, lambda _: jpeg).data == data


def test_every_shape_but_a_link_sits_in_a_placeholder_of_its_layout(presentation: Any) -> None:
    for slide in presentation.slides:
        there = {ph.placeholder_format.idx for ph in slide.slide_layout.placeholders}
        for shape in slide.shapes:
            if shape.is_placeholder:
                assert shape.placeholder_format.idx in there
            else:
                assert shape.click_action.target_slide is not None


def test_no_placeholder_is_left_empty(presentation: Any) -> None:
    for slide in presentation.slides:
        for shape in slide.placeholders:
            if (
                shape.has_text_frame
                and shape.placeholder_format.type != PP_PLACEHOLDER.SLIDE_NUMBER
            ):
                assert shape.text_frame.text.strip()


def test_shape_ids_and_names_are_unique_on_a_slide(presentation: Any) -> None:
    for slide in presentation.slides:
        assert max(Counter(shape.shape_id for shape in slide.shapes).values()) == 1
        assert max(Counter(shape.name for shape in slide.shapes).values()) == 1


def test_titles_are_real_and_read_first(presentation: Any) -> None:
    assert [slide.shapes.title.text_frame.text for slide in presentation.slides][:2] == [
        "五型五力",
        "目录",
    ]
    assert all(slide.shapes[0] == slide.shapes.title for slide in presentation.slides)


def test_notes_stand_under_the_slides_that_have_them(presentation: Any) -> None:
    notes = [s.notes_slide.notes_text_frame.text for s in presentation.slides if s.has_notes_slide]
    assert notes == ["先讲清来历。\n再讲做法 & 成效。"] * 2


def test_a_chart_is_native_with_its_workbook(presentation: Any) -> None:
    (frame,) = (s for s in presentation.slides[2].shapes if getattr(s, "has_chart", False))
    assert list(frame.chart.plots[0].categories) == ["一等奖", "二等奖"]
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    assert [cell.value for cell in book.active["B"]] == ["获奖", 4, 1]
    assert "一等奖4项" in frame._element.find(".//" + qn("p:cNvPr")).get("descr")


def test_a_table_is_native_with_merged_cells(presentation: Any) -> None:
    (frame,) = (s for s in presentation.slides[3].shapes if getattr(s, "has_table", False))
    table = frame.table
    assert table.cell(0, 0).is_merge_origin
    assert table.cell(0, 0).span_width == 2
    assert table.cell(1, 1).text_frame.text == "34次"
    assert sum(column.width for column in table.columns) == pytest.approx(frame.width, abs=9)


def test_each_row_of_a_head_has_its_fill(theme: DeckTheme) -> None:
    head = (
        (Cell((Text("项目"),), rowspan=2), Cell((Text("人数"),), colspan=2)),
        (Cell((Text("应到"),)), Cell((Text("实到"),))),
    )
    body = (tuple(Cell((Text(text),)) for text in ("党员", "28", "27")),)
    node = Table((Column(),) * 3, (*head, *body), 2)
    slide = Slide("table", values(title="表", table=node))
    data = write_deck(lower(Deck(Properties("表"), (slide,)), theme), theme, lambda _: b"").data
    (frame,) = (s for s in pptx.Presentation(io.BytesIO(data)).slides[0].shapes if s.has_table)
    fills = [
        [cell._tc.tcPr.find(qn("a:solidFill")) is not None for cell in row.cells]
        for row in frame.table.rows
    ]
    assert fills == [[True] * 3, [True] * 3, [False] * 3]


def test_a_picture_fills_its_frame_and_has_alt_text(presentation: Any) -> None:
    (shape,) = (
        s for s in presentation.slides[4].shapes if s.shape_type == 13 or s.name == "picture"
    )
    assert shape._element.find(".//" + qn("p:cNvPr")).get("descr") == "阅览室一角"
    frame = shape.width / shape.height
    visible = (
        (1 - shape.crop_left - shape.crop_right)
        * 160
        / ((1 - shape.crop_top - shape.crop_bottom) * 90)
    )
    assert visible == pytest.approx(frame, rel=0.01)


def test_a_picture_used_twice_is_stored_once(theme: DeckTheme, jpeg: bytes) -> None:
    item = {"picture": Picture("a.jpg", "景")}
    deck = Deck(PROPERTIES, (Slide("pictures", values(title="景"), (item, item)),))
    names = parts(write_deck(lower(deck, theme), theme, lambda _: jpeg).data)
    assert [name for name in names if name.startswith("ppt/media/")] == ["ppt/media/image1.jpg"]


def test_a_broken_picture_is_told_at_its_place(theme: DeckTheme) -> None:
    at = Span("content/a.yaml", 3)
    deck = lower(small(Picture("a.jpg", "景", at=at)), theme)
    written = write_deck(deck, theme, lambda _: b"no picture")
    assert [(d.code, d.span) for d in written.diagnostics] == [("bad-picture", at)]
    assert pptx.Presentation(io.BytesIO(written.data))


def test_a_unit_is_set_apart_from_its_numeral(presentation: Any) -> None:
    (figure,) = (s for s in presentation.slides[5].shapes if s.name == "figure-1")
    number, gap, unit = figure.text_frame.paragraphs[0].runs
    assert (gap.text, gap.font.size.pt) == ("\u00a0", 1)
    assert (number.text, number.font.size) == ("130", None)
    assert unit.text == "余篇"
    assert unit.font.size.pt < 40
    assert unit._r.rPr.find(qn("a:ea")) is not None


def test_strong_words_are_bold_in_the_main_colour(presentation: Any) -> None:
    (body,) = (s for s in presentation.slides[6].shapes if s.name == "body")
    strong, plain = body.text_frame.paragraphs[0].runs
    assert strong.font.bold
    assert strong._r.rPr.find(".//" + qn("a:schemeClr")).get("val") == "accent1"
    assert not plain.font.bold


def test_runs_say_their_language(presentation: Any) -> None:
    for slide in presentation.slides:
        for run in slide._element.iter(qn("a:rPr")):
            assert (run.get("lang"), run.get("altLang")) == ("zh-CN", "en-US")


def test_contents_lead_to_their_slides(presentation: Any) -> None:
    by_name = {
        shape.name: shape.click_action.target_slide
        for shape in presentation.slides[1].shapes
        if shape.click_action.target_slide is not None
    }
    assert by_name["type-1"] == presentation.slides[2]
    assert by_name["num-2"] == presentation.slides[3]


def test_the_slide_number_is_a_field_with_its_value(presentation: Any) -> None:
    (page,) = (s for s in presentation.slides[2].shapes if s.name == "page")
    field = page._element.find(".//" + qn("a:fld"))
    assert (field.get("type"), field.find(qn("a:t")).text) == ("slidenum", "3")


def test_sections_cover_all_slides(data: bytes) -> None:
    text = parts(data)["ppt/presentation.xml"].decode()
    sections = re.findall(r'<p14:section name="([^"]+)".*?</p14:section>', text)
    assert sections == ["开篇", "学习型"]
    listed = re.findall(r'<p14:sldId id="(\d+)"', text)
    assert listed == re.findall(r'<p:sldId id="(\d+)"', text)


def test_the_file_says_what_made_it(presentation: Any, data: bytes) -> None:
    core = presentation.core_properties
    assert (core.title, core.author, core.created.year) == ("年度总结", "某支部", 2022)
    assert b"a1b2" in parts(data)["docProps/custom.xml"]


def test_every_relationship_leads_somewhere_and_every_part_has_a_type(data: bytes) -> None:
    by_name = parts(data)
    types = etree.fromstring(by_name["[Content_Types].xml"])
    named = {e.get("PartName") for e in types if e.get("PartName")}
    extensions = {e.get("Extension") for e in types if e.get("Extension")}
    for name, part in by_name.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for rel in etree.fromstring(part):
                path = _resolved(folder, rel.get("Target", ""))
                assert path in by_name, (name, path)
        elif name != "[Content_Types].xml":
            assert f"/{name}" in named or name.rpartition(".")[2] in extensions - {"xml"}
    assert {name.lstrip("/") for name in named if name} <= set(by_name)


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)


def test_what_xml_cannot_hold_is_left_out(theme: DeckTheme) -> None:
    deck = Deck(PROPERTIES, (Slide("text", values(title="甲\x01乙\x00<b>", body="丙\ufffe&丁")),))
    slide = pptx.Presentation(
        io.BytesIO(write_deck(lower(deck, theme), theme, lambda _: b"").data)
    ).slides[0]
    assert slide.shapes.title.text_frame.text == "甲乙<b>"


def test_a_foreign_template_is_filled_and_gets_a_notes_master(jpeg: bytes) -> None:
    out = io.BytesIO()
    foreign = pptx.Presentation()
    foreign.slides.add_slide(foreign.slide_layouts[0])
    foreign.save(out)
    theme = load_deck_theme(out.getvalue(), DeckSettings.model_validate({"layouts": {
        "text": {"layout": "Title and Content"}, "cover": {"layout": "Title Slide"},
    }}))  # fmt: skip
    deck = Deck(
        PROPERTIES,
        (
            Slide("cover", values(title="题", subtitle="副题")),
            Slide("text", values(title="题", body="文"), notes=((Text("讲稿"),),)),
            Slide("cards", values(title="题"), (values(title="一", body="甲"), values(title="二", body="乙"))),
        ),
    )  # fmt: skip
    written = write_deck(lower(deck, theme), theme, lambda _: jpeg)
    presentation = pptx.Presentation(io.BytesIO(written.data))
    assert len(presentation.slides) == 3
    assert presentation.slides[1].notes_slide.notes_text_frame.text == "讲稿"
    assert "一　甲" in presentation.slides[2].placeholders[1].text_frame.text
    assert not written.diagnostics


def test_a_hundred_chart_slides_have_a_part_each(theme: DeckTheme) -> None:
    deck = Deck(
        PROPERTIES, tuple(Slide("chart", values(title="图", chart=CHART)) for _ in range(100))
    )
    names = parts(write_deck(lower(deck, theme), theme, lambda _: b"").data)
    assert sum(name.startswith("ppt/charts/chart") for name in names) == 100
    assert sum(name.startswith("ppt/slides/slide") for name in names) == 100
