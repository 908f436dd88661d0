"""Names with `& < "`, and properties of later programs, in templates and in content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from reportgen.diagnostics import Faults
from reportgen.document.nodes import (
    AttachmentPage,
    Block,
    Cell,
    Chart,
    Column,
    Content,
    Contents,
    Figure,
    Heading,
    Imprint,
    Paragraph,
    Picture,
    Properties,
    RedHead,
    Reference,
    Report,
    Series,
    Signature,
    Step,
    Steps,
    Table,
    Text,
)
from reportgen.theme.word import WordTheme
from reportgen.write.word import write_report
from reportgen.write.word.reference import template_of
from reportgen.write.written import Written

REFERENCE = Path(__file__).parents[3] / "templates" / "juli" / "reference.docx"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
ODD = 'R&D <"甲">'


def supplied() -> Document:
    return docx.Document(str(REFERENCE))


def bytes_of(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def parts(written: Written) -> dict[str, etree._Element]:
    """Return every XML part of a file, parsed."""
    with zipfile.ZipFile(io.BytesIO(written.data)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(package.read(name)) for name in names}


def odd() -> Content:
    return (Text(ODD),)


def every_block() -> tuple[Block, ...]:
    series = (Series(ODD, (1.0, 2.0)),)
    cells = ((Cell(odd()),), (Cell(odd()),))
    return (
        Contents(),
        Heading(1, odd(), ODD),
        Paragraph((*odd(), Reference(ODD), Reference("没有 & <")), lead=odd()),
        Table((Column(),), cells, caption=odd(), id=ODD, number=1, note=odd()),
        Figure((Picture("a.jpg", ODD, odd(), ODD),), odd(), "f&<", 1),
        Chart("column", ODD, (ODD, "乙"), series, ODD, alt=ODD, caption=odd(), id=ODD),
        Steps((Step(odd(), odd()),), odd()),
        Signature(odd(), odd()),
        AttachmentPage(odd(), 1),
        Imprint(odd(), odd(), odd()),
    )


@pytest.mark.parametrize("own", [True, False])
def test_a_style_id_may_hold_any_character(
    theme: WordTheme, write: Callable[..., Written], own: bool
) -> None:
    document = supplied()
    for style in ("Body Text", "表格文字", "Table Grid", "Heading 1", "Heading 1 Char"):
        element = document.styles[style].element
        element.set(qn("w:styleId"), f"{ODD}{style}")
    link = document.styles["Heading 1"].element.find(qn("w:link"))
    link.set(qn("w:val"), f"{ODD}Heading 1 Char")
    theme = replace(theme, reference=bytes_of(document), own_template=own)
    result = write(Heading(1, odd(), "一、"), Paragraph(odd(), lead=odd(), lead_level=1),
                 Table((Column(),), ((Cell(odd()),),)), use=theme)  # fmt: skip
    assert result.diagnostics == ()
    xml = parts(result)
    names = {
        style.get(qn("w:styleId")): style.find(qn("w:name")).get(qn("w:val"))
        for style in xml["word/styles.xml"].iter(qn("w:style"))
    }
    named = {
        tag: {e.get(qn("w:val")) for e in xml["word/document.xml"].iter(qn(f"w:{tag}"))}
        for tag in ("pStyle", "rStyle", "tblStyle")
    }
    assert {f"{ODD}Heading 1", f"{ODD}Body Text"} <= named["pStyle"]
    assert named["rStyle"] == {f"{ODD}Heading 1 Char"}
    assert named["tblStyle"] == {f"{ODD}Table Grid"}
    assert set.union(*named.values()) <= set(names)


@pytest.mark.parametrize("own", [True, False])
def test_properties_that_present_word_adds_to_styles_stay_behind_those_of_the_standard(
    theme: WordTheme, write: Callable[..., Written], own: bool
) -> None:
    document = supplied()
    run = document.styles["Normal"].element.rPr
    for name in ("ligatures", "shadow"):
        run.append(parse_xml(f'<w14:{name} xmlns:w14="{W14}" w14:val="standardContextual"/>'))
    theme = replace(theme, reference=bytes_of(document), own_template=own)
    result = write(Paragraph(odd()), use=theme)
    assert result.diagnostics == ()
    normal = docx.Document(io.BytesIO(result.data)).styles["Normal"].element.rPr
    names = [etree.QName(child) for child in normal]
    assert [n.localname for n in names if n.namespace == W14] == ["ligatures", "shadow"]
    assert [n.namespace == W14 for n in names[-3:]] == [False, True, True]


def test_a_section_is_written_without_what_a_later_word_added_to_it(
    theme: WordTheme, write: Callable[..., Written]
) -> None:
    document = supplied()
    section = document.element.body.sectPr
    section.append(parse_xml(f'<w14:later xmlns:w14="{W14}" w14:val="1"/>'))
    result = write(
        Paragraph(odd()), use=replace(theme, reference=bytes_of(document), own_template=True)
    )
    (body,) = parts(result)["word/document.xml"]
    assert body[-1].find(qn("w:pgSz")) is not None
    assert body[-1].find(f"{{{W14}}}later") is None


def test_any_text_name_and_address_makes_a_sound_file(write: Callable[..., Written]) -> None:
    properties = Properties(ODD, ODD, ODD, ODD, ODD, 2022, "abc")
    result = write(*every_block(), title=odd(), subtitle=odd(), properties=properties)
    document = parts(result)["word/document.xml"]
    text = "".join(document.itertext())
    assert text.count(ODD) > 15
    marks = {mark.get(qn("w:name")) for mark in document.iter(qn("w:bookmarkStart"))}
    aims = [code.text.split()[1] for code in document.iter(qn("w:instrText")) if "REF" in code.text]
    assert set(aims) <= marks


def test_a_red_head_may_hold_any_character(theme: WordTheme) -> None:
    head = RedHead((odd(),), odd(), (odd(),), ODD, ODD, ODD)
    report = Report(Properties("x"), odd(), (Paragraph(odd()),), head=head)
    document = parts(write_report(report, theme, lambda _: b""))["word/document.xml"]
    assert "".join(document.itertext()).count(ODD) == 8


def test_faces_and_the_name_of_a_format_may_hold_any_character(
    theme: WordTheme, write: Callable[..., Written]
) -> None:
    faces = {
        name: face.model_copy(update={"font": ODD, "digits": f"{ODD}2"})
        for name, face in theme.profile.faces
    }
    profile = theme.profile.model_copy(
        update={
            "name": ODD,
            "title": ODD,
            "faces": theme.profile.faces.model_copy(update=faces),
            "body": theme.profile.body.model_copy(update={"digits": f"{ODD}2"}),
        }
    )
    result = parts(write(*every_block(), use=replace(theme, profile=profile)))
    fonts = {font.get(qn("w:name")) for font in result["word/fontTable.xml"]}
    assert {ODD, f"{ODD}2"} <= fonts
    named = {e.get(qn("w:eastAsia")) for e in result["word/styles.xml"].iter(qn("w:rFonts"))}
    assert named == {ODD}
    chart = etree.tostring(result["word/charts/chart1.xml"], encoding="unicode")
    assert "R&amp;D &lt;" in chart


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'w:sz w:val="32"', b'w:sz w:val="large"'),
        (b'w:line="579"', b'w:line="wide"'),
        (b'w:left="0"', b'w:left="?"'),
    ],
)
def test_a_value_of_the_wrong_type_in_a_style_is_a_fault(
    theme: WordTheme, old: bytes, new: bytes
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(REFERENCE) as package, zipfile.ZipFile(out, "w") as other:
        for name in package.namelist():
            data = package.read(name)
            assert name != "word/styles.xml" or old in data
            other.writestr(name, data.replace(old, new) if name == "word/styles.xml" else data)
    with pytest.raises(Faults) as caught:
        template_of(replace(theme, reference=out.getvalue(), own_template=True))
    assert caught.value.diagnostics[0].code == "word-template-unreadable"
