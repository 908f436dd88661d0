"""The slides that a script shows: small native drawings of the same shapes and texts."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from support import documents, own_decks

from reportgen.content.loading import load
from reportgen.document.nodes import (
    Chart,
    Deck,
    Properties,
    Prose,
    Report,
    Series,
    Slide,
    Text,
)
from reportgen.theme.loading import load_theme
from reportgen.write.pictures import PictureInfo
from reportgen.write.powerpoint import lower
from reportgen.write.powerpoint.model import LoweredDeck, PlacedPicture, PlacedText
from reportgen.write.powerpoint.text_runs import plain_text
from reportgen.write.slide_drawing import SlideDrawings
from reportgen.write.slide_drawing.layouts import look_of
from reportgen.write.word import write_report

TEMPLATES = Path(__file__).resolve().parents[2] / "theme" / "templates"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"


def script() -> tuple[LoweredDeck, bytes]:
    """Return the deck of the short sample lesson, and its script."""
    (subject,) = load(documents.SUPPLIED, ["small-things"]).subjects("lesson")
    deck = documents.composed("party-lesson", subject).document
    report = documents.composed("party-lesson-script", subject).document
    lowered = documents.lowered("party-lesson", subject)
    assert isinstance(deck, Deck)
    assert isinstance(report, Report)
    assert lowered
    theme = load_theme(documents.SUPPLIED, documents.FOLDER)
    slides = SlideDrawings(lowered, theme.deck(deck.palette))
    word = theme.word(report.format, report.palette)
    return lowered, write_report(report, word, documents.SUPPLIED.read, slides).data


@pytest.fixture(scope="module")
def written() -> tuple[LoweredDeck, bytes]:
    return script()


def drawings(data: bytes) -> list[etree._Element]:
    """Return the drawings of slides in a document, in order."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return [
        one for one in root.iter(f"{_WP}inline") if next(one.iter(f"{_WPG}wgp"), None) is not None
    ]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_each_slide_is_drawn_once_with_all_its_texts(written: tuple[LoweredDeck, bytes]) -> None:
    deck, data = written
    drawn = drawings(data)
    assert len(drawn) == len(deck.slides)
    for slide, drawing in zip(deck.slides, drawn, strict=True):
        words = bare("".join(text.text or "" for text in drawing.iter(f"{_W}t")))
        for placed in slide.placed:
            if isinstance(placed, PlacedText):
                assert all(bare(plain_text(line)) in words for line in placed.paragraphs)


def test_a_drawing_says_which_slide_it_is_to_those_who_cannot_see_it(
    written: tuple[LoweredDeck, bytes],
) -> None:
    deck, data = written
    names = [drawing.find(f"{_WP}docPr") for drawing in drawings(data)]
    alts = [str(name.get("descr")) for name in names if name is not None]
    assert [alt.split(" ")[0] for alt in alts] == [f"第{slide.number}页" for slide in deck.slides]
    assert all(len(alt.split(" ", 1)[1]) > 3 for alt in alts)


def test_a_drawing_has_the_proportions_of_its_slide_and_nothing_of_the_theme(
    written: tuple[LoweredDeck, bytes],
) -> None:
    for drawing in drawings(written[1]):
        extent = drawing.find(f"{_WP}extent")
        assert extent is not None
        width, height = int(extent.get("cx", "0")), int(extent.get("cy", "0"))
        assert abs(width / height - 16 / 9) < 0.01
        assert b"schemeClr" not in etree.tostring(drawing)


def test_the_bytes_are_the_same_each_time(written: tuple[LoweredDeck, bytes]) -> None:
    assert script()[1] == written[1]


def test_a_dark_template_of_a_unit_has_light_texts_in_its_drawings() -> None:
    (subject,) = load(documents.SUPPLIED, ["small-things"]).subjects("lesson")
    deck = documents.composed("party-lesson", subject).document
    assert isinstance(deck, Deck)
    theme = own_decks.theme((TEMPLATES / "night-blue.pptx").read_bytes())
    lowered = lower(deck, theme)
    drawn = SlideDrawings(lowered, theme).draw(3, 2_000_000, NoPictures())
    assert drawn
    assert "一笔救助款" in drawn.group
    assert 'w:color w:val="000000"' not in drawn.group


class NoPictures:
    """A document that shows no picture of a slide."""

    def picture(
        self, placed: PlacedPicture, frame: tuple[int, int]
    ) -> tuple[str, PictureInfo] | None:
        del placed, frame
        return None


def chart_drawing(chart: Chart) -> str:
    """Return the drawing of a slide with a chart."""
    theme = load_theme(documents.SUPPLIED, documents.FOLDER).deck()
    slide = Slide("chart", {"title": Prose(((Text("获奖"),),)), "chart": chart})
    lowered = lower(Deck(Properties("试"), (slide,)), theme)
    drawing = SlideDrawings(lowered, theme).draw(1, 2_400_000, NoPictures())
    assert drawing
    return str(drawing.group)


def test_the_bars_of_a_small_chart_are_as_long_as_their_values_and_one_is_golden() -> None:
    values = (9.0, 5.0, 4.0, 2.0)
    names = ("省级", "市级", "一等奖", "三等奖")
    group = chart_drawing(Chart("bar", "获奖", names, (Series("", values),), "项", highlight=2))
    bars = re.findall(
        r'<a:ext cx="(\d+)" cy="\d+"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        r'<a:solidFill><a:srgbClr val="([0-9A-F]{6})"/>',
        group,
    )
    golden = [colour for _, colour in bars].count(colour_of_highlight())
    assert golden == 1
    lengths = sorted((int(length) for length, _ in bars[-len(values) :]), reverse=True)
    assert [round(length / lengths[0], 2) for length in lengths] == [1, 0.56, 0.44, 0.22]
    for words in (*names, "9", "5", "4", "2"):
        assert f">{words}<" in group


def test_the_points_of_a_small_line_are_joined_and_every_label_stands_there() -> None:
    chart = Chart("line", "次数", ("一季度", "二季度", "三季度"), (Series("", (17.0, 16.0, 18.0)),))
    group = chart_drawing(chart)
    lines = re.findall(r'<a:path w="\d+" h="\d+" fill="none">.*?</a:path>', group)
    assert max(line.count("<a:lnTo>") for line in lines) == 2
    assert group.count('prst="ellipse"') == 3
    for words in ("17", "16", "18", "一季度"):
        assert f">{words}<" in group


def test_a_small_pie_has_its_slices() -> None:
    chart = Chart("pie", "构成", ("甲", "乙", "丙"), (Series("", (1.0, 2.0, 5.0)),))
    assert chart_drawing(chart).count('prst="pie"') == 3


def colour_of_highlight() -> str:
    theme = load_theme(documents.SUPPLIED, documents.FOLDER).deck()
    look = look_of(theme, theme.layouts["chart"].part)
    return look.colour(theme.settings.charts.highlight)
