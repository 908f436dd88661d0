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


@pytest.fixture
def coloured(
    theme: WordTheme, palette: Callable[[str], Palette], write: Callable[..., Written]
) -> Callable[[str], Written]:
    return lambda name: write(*every_colour(), use=replace(theme, palette=palette(name)))


@pytest.mark.parametrize("name", ["juli-red", "qinglian-green", "archive-blue"])
def test_every_colour_of_a_report_is_of_its_palette(
    coloured: Callable[[str], Written], palette: Callable[[str], Palette], name: str
) -> None:
    own = palette(name).colours
    heads = {mix("FFFFFF", own["structure"], 0.16)}  # the ground of header cells
    assert colours(coloured(name)) <= set(own.values()) | heads | FIXED


def test_a_green_report_shows_the_green_and_none_of_the_red(
    coloured: Callable[[str], Written], palette: Callable[[str], Palette]
) -> None:
    red, green = (palette(name).colours for name in ("juli-red", "qinglian-green"))
    result = colours(coloured("qinglian-green"))
    roles = (
        "structure",
        "second",
        "accent",
        "axis",
        "wash",
        "comparison",
        "quiet",
        "text",
    )
    assert {green[role] for role in roles} <= result
    assert not {red[role] for role in roles} & result


def test_headings_stay_black(coloured: Callable[[str], Written]) -> None:
    with zipfile.ZipFile(io.BytesIO(coloured("qinglian-green").data)) as package:
        styles = package.read("word/styles.xml").decode()
    headings = re.findall(r'<w:style [^>]*w:styleId="Heading\d.*?</w:style>', styles, re.DOTALL)
    assert len(headings) == 8
    assert not [style for style in headings if "w:color" in style]


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
