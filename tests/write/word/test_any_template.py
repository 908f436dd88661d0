"""Templates drawn at random: any prefixes, any section settings, any ids and names of styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from support.word_templates import Template

from reportgen.document.nodes import (
    Cell,
    Chart,
    Column,
    Contents,
    Heading,
    Paragraph,
    Properties,
    Report,
    Series,
    Table,
    Text,
)
from reportgen.theme.formats import FormatProfile
from reportgen.theme.palettes import Palette
from reportgen.theme.word import WordTheme
from reportgen.write.package import CONTENT_TYPES, Member, members_of, pack
from reportgen.write.soundness import defects
from reportgen.write.word import write_report
from reportgen.write.word.markup import R, W
from reportgen.write.word.survey import survey

_W = f"{{{W}}}"
#: the children of `w:sectPr` in the order of the schema (ECMA-376 part 1, 17.6.17)
ORDER = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
    "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
BLOCKS = (
    Contents(), Heading(1, (Text("工作成效"),), "一、"), Paragraph((Text("正文文字。" * 30),)),
    Table((Column(), Column()), ((Cell((Text("项目"),)), Cell((Text("说明"),))),), number=1),
    Chart("column", "人次", ("甲", "乙"), (Series("数", (3.0, 5.0)),), "次"),
)  # fmt: skip

twips = st.integers(400, 2400).map(str)
lengths = twips | st.integers(10, 40).map(lambda mm: f"{mm}mm") | st.just("2.54cm")
on_off = st.sampled_from(["1", "0", "true", "false", "on", "off"])


def _element(name: str, **attributes: str) -> str:
    return f"<w:{name}" + "".join(f' w:{key}="{value}"' for key, value in attributes.items()) + "/>"


@st.composite
def columns(draw: st.DrawFn) -> str:
    if draw(st.booleans()):
        return _element(
            "cols",
            num=str(draw(st.integers(1, 3))),
            space=draw(st.sampled_from(["0", "425", "12pt"])),
        )
    widths = draw(st.lists(st.integers(2200, 4000), min_size=1, max_size=2))
    inner = "".join(_element("col", w=str(width), space="300") for width in widths)
    return f'<w:cols w:num="{len(widths)}" w:equalWidth="0">{inner}</w:cols>'


#: what a section may hold, each at random
PIECES: dict[str, st.SearchStrategy[str]] = {
    "type": st.sampled_from(["continuous", "nextPage", "oddPage"]).map(lambda v: _element("type", val=v)),
    "pgSz": st.sampled_from([("11906", "16838"), ("210mm", "29.7cm"), ("16838", "11906"), ("12240", "15840")])
    .map(lambda size: _element("pgSz", w=size[0], h=size[1])),
    "pgMar": st.tuples(lengths, twips, lengths, twips, st.integers(0, 600).map(str)).map(
        lambda m: _element("pgMar", top=m[0], right=m[1], bottom=m[2], left=m[3], gutter=m[4])),
    "paperSrc": st.just(_element("paperSrc", first="4", other="4")),
    "lnNumType": st.just(_element("lnNumType", countBy="5", restart="continuous")),
    "pgNumType": st.sampled_from(["numberInDash", "chineseCounting", "decimal"]).map(
        lambda kind: _element("pgNumType", fmt=kind, start="1")),
    "cols": columns(),
    "formProt": on_off.map(lambda v: _element("formProt", val=v)),
    "vAlign": st.just(_element("vAlign", val="both")),
    "titlePg": on_off.map(lambda v: _element("titlePg", val=v)),
    "rtlGutter": on_off.map(lambda v: _element("rtlGutter", val=v)),
    "docGrid": st.tuples(st.sampled_from(["lines", "linesAndChars", "snapToChars", "default"]),
                         st.sampled_from(["312", "579", "15.6pt"]),
                         st.sampled_from(["0", "-842", "4294966271", "640"])).map(
        lambda g: _element("docGrid", type=g[0], linePitch=g[1], charSpace=g[2])),
    "printerSettings": st.just('<w:printerSettings r:id="rId99"/>'),
    "sectPrChange": st.just('<w:sectPrChange w:id="1" w:author="甲"><w:sectPr/></w:sectPrChange>'),
    "later": st.just('<w15:footnoteColumns w15:val="2"/>'),
}  # fmt: skip
SETTINGS = (
    "<w:mirrorMargins/>", "<w:gutterAtTop/>", "<w:evenAndOddHeaders/>", "<w:trackRevisions/>",
    '<w:documentProtection w:edit="forms" w:enforcement="1"/>', "<w:updateFields/>",
)  # fmt: skip
#: any text that XML can hold in an attribute
ids = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
NAMES = ("Normal", "heading 1", "heading 2", "Body Text", "Title", "公文正文", "标题 1", "正文")


@st.composite
def templates(draw: st.DrawFn) -> bytes:
    """Draw a template: its section in any order, its styles under any ids, its prefixes any."""
    chosen = draw(st.lists(st.sampled_from(sorted(PIECES)), unique=True, max_size=len(PIECES)))
    inner = "".join(draw(PIECES[name]) for name in chosen)
    inner += '<w:headerReference w:type="default" r:id="rIdheader1"/>'
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=len(NAMES)))
    own = draw(st.lists(ids, unique=True, min_size=len(names), max_size=len(names)))
    based = draw(
        st.lists(st.sampled_from([*own, "", "nowhere"]), min_size=len(own), max_size=len(own))
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId={quoteattr(id_)}><w:name w:val="{name}"/>'
        f'<w:basedOn w:val={quoteattr(base)}/><w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
        for id_, name, base in zip(own, names, based, strict=True)
    )
    result = Template(
        f"<w:sectPr>{inner}</w:sectPr>",
        styles,
        {"header1.xml": "<w:p><w:r><w:t>某单位</w:t></w:r></w:p>"},
        settings="".join(draw(st.lists(st.sampled_from(SETTINGS), unique=True))),
    ).data()
    prefixes = draw(st.sampled_from([("w", "r"), ("ns0", "ns1"), ("r", "w"), ("x", "rel")]))
    return prefixed(result, *prefixes)


def prefixed(data: bytes, word: str, relationships: str) -> bytes:
    """Return a package whose parts have other prefixes for the two vocabularies."""
    members: list[Member] = []
    for name, member in members_of(data).items():
        content = member.data
        if name.startswith("word/") and name.endswith(".xml"):
            text = content.decode().replace(' mc:Ignorable="w14 w15"', "")
            for old, mark in (("w", "\1"), ("r", "\2")):
                for before in ("<", "</", " ", "xmlns:"):
                    after = "=" if before == "xmlns:" else ":"
                    text = text.replace(f"{before}{old}{after}", f"{before}{mark}{after}")
            content = text.replace("\1", word).replace("\2", relationships).encode()
        members.append(Member(name, content))
    members.sort(key=lambda member: member.name != CONTENT_TYPES)
    return pack(members)


def test_prefixes_are_exchanged_whole() -> None:
    (document,) = (m.data for n, m in members_of(prefixed(Template(
        '<w:sectPr><w:headerReference r:id="rIdheader1"/></w:sectPr>', "", {"header1.xml": "<w:p/>"},
    ).data(), "r", "w")).items() if n == "word/document.xml")  # fmt: skip
    root = etree.fromstring(document)
    assert root.tag == f"{_W}document"
    assert next(root.iter(f"{_W}headerReference")).get(f"{{{R}}}id") == "rIdheader1"


@pytest.mark.parametrize("examples", [6, pytest.param(400, marks=pytest.mark.generated)])
def test_any_template_gives_a_sound_report_with_a_section_in_order(
    examples: int,
    profile: Callable[[str], FormatProfile],
    palette: Callable[[str], Palette],
) -> None:
    report = Report(Properties("标题", year=2025), (Text("工作总结"),), BLOCKS)

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(templates())
    def holds(template: bytes) -> None:
        theme = WordTheme(template, profile("gbt9704"), palette("juli-red"), own_template=True)
        written = write_report(report, theme, lambda _: b"")
        assert list(defects(written.members)) == []
        assert not any(fault.is_error for fault in written.diagnostics)
        document = docx.Document(io.BytesIO(written.data))
        assert len(document.tables) == 1
        assert len(document.element.body.xpath(".//w:drawing")) == 1
        section = document.element.body[-1]
        names = [etree.QName(child).localname for child in section]
        assert names == sorted(names, key=ORDER.index)
        assert {"pgSz", "pgMar"} <= set(names)
        assert not {"type", "formProt", "printerSettings", "sectPrChange"} & set(names)
        uris = {etree.QName(node).namespace for node in section.iter(etree.Element)}
        assert uris == {W}
        with zipfile.ZipFile(io.BytesIO(written.data)) as package:
            acting = package.read("word/settings.xml")
        assert b"trackRevisions" not in acting
        assert b"documentProtection" not in acting
        result = survey(template, theme.profile)
        assert result.header == "某单位"
        assert [f for f in result.findings if f.code == "word-template-acts"] == [
            f for f in written.diagnostics if f.code == "word-template-acts"
        ]

    holds()
