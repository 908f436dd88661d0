"""One palette colours reports as it colours decks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from reportgen.document.nodes import (
    Block,
    Cell,
    Chart,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Matrix,
    MatrixItem,
    Number,
    Series,
    Step,
    Steps,
    Table,
    Text,
)
from reportgen.theme.palettes import Palette, mix
from reportgen.theme.word import WordTheme
from reportgen.write.written import Written

#: colours that stand for themselves whatever the palette is: paper, black, official red, a missing fact
FIXED = {"FFFFFF", "000000", "FF0000", "FFE699"}


def every_colour() -> tuple[Block, ...]:
    def words(text: str) -> tuple[Text, ...]:
        return (Text(text),)

    series = (Series("次数", (3.0, 12.5)), Series("人次", (3.0, 12.5)))
    return (
        Heading(1, words("成效"), "一、"),
        KeyFigures((KeyFigure(Number("34", "次"), words("学习"), words("比上年高")),) * 2),
        Steps((Step(words("看")), Step(words("议")))),
        Steps((Step(words("看"), words("到现场看。")), Step(words("议")))),
        Matrix(words("引领"), words("党旗红"), (MatrixItem(words("服务"), words("暖心桥")),)),
        Table((Column(),), ((Cell(words("甲")),), (Cell(words("乙")),)), caption=words("表")),
        Chart("column", "工作量", ("甲", "乙"), series),
    )


def colours(written: Written) -> set[str]:
    """Return every colour that is written as a number in a part of a file."""
    colours_there: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(written.data)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                colours_there |= set(re.findall(r'"([0-9A-Fa-f]{6})"', package.read(name).decode()))
    return colours_there


#: the roles of a palette that a report of every_colour shows
ROLES = ("structure", "second", "accent", "axis", "wash", "comparison", "quiet", "text")
#: formats whose text is black, and one whose text has the palette's colours
FORMATS = ("gbt9704", "report")

Coloured = Callable[..., Written]


@pytest.fixture
def coloured(
    theme_of: Callable[[str], WordTheme],
    palette: Callable[[str], Palette],
    write: Callable[..., Written],
) -> Coloured:
    def report(name: str, form: str = "gbt9704") -> Written:
        return write(*every_colour(), use=replace(theme_of(form), palette=palette(name)))

    return report


def heading_colours(written: Written) -> dict[str, str]:
    """Return the colour of each heading style, "" where it has none."""
    with zipfile.ZipFile(io.BytesIO(written.data)) as package:
        styles = package.read("word/styles.xml").decode()
    headings = re.findall(
        r'<w:style [^>]*w:styleId="(Heading\d\w*)"(.*?)</w:style>', styles, re.DOTALL
    )
    return {
        style: "".join(re.findall(r'<w:color w:val="(\w+)"', inside)) for style, inside in headings
    }


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["juli-red", "qinglian-green", "archive-blue"])
def test_every_colour_of_a_report_is_of_its_palette(
    coloured: Coloured, palette: Callable[[str], Palette], name: str, form: str
) -> None:
    own = palette(name).colours
    heads = {mix("FFFFFF", own["structure"], 0.16)}  # the ground of header cells
    assert colours(coloured(name, form)) <= set(own.values()) | heads | FIXED


@pytest.mark.parametrize("form", FORMATS)
def test_a_green_report_shows_the_green_and_none_of_the_red(
    coloured: Coloured, palette: Callable[[str], Palette], form: str
) -> None:
    red, green = (palette(name).colours for name in ("juli-red", "qinglian-green"))
    result = colours(coloured("qinglian-green", form))
    assert {green[role] for role in ROLES} <= result
    assert not {red[role] for role in ROLES} & result


def test_headings_of_an_official_document_stay_black(coloured: Coloured) -> None:
    headings = heading_colours(coloured("qinglian-green"))
    assert len(headings) == 8
    assert not any(headings.values())


def test_the_chapters_of_a_summary_have_the_main_colour_of_its_palette(
    coloured: Coloured, palette: Callable[[str], Palette]
) -> None:
    green = palette("qinglian-green").colours["structure"]
    headings = heading_colours(coloured("qinglian-green", "report"))
    assert {style for style, colour in headings.items() if colour} == {"Heading1", "Heading1Char"}
    assert {headings["Heading1"], headings["Heading1Char"]} == {green}


def test_the_colours_of_a_units_own_template_stay(
    theme: WordTheme, palette: Callable[[str], Palette], write: Callable[..., Written]
) -> None:
    own = replace(theme, palette=palette("qinglian-green"), own_template=True)
    with zipfile.ZipFile(io.BytesIO(write(*every_colour(), use=own).data)) as package:
        scheme = package.read("word/theme/theme1.xml").decode()
        document = package.read("word/document.xml").decode()
    red = palette("juli-red").colours["structure"]
    assert f'<a:accent1><a:srgbClr val="{red}"/></a:accent1>' in scheme
    assert f'w:color="{red}"' in document
