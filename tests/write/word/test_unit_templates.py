"""Templates that units hand over, whoever made them: what a report takes over of each and what it drops."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from lxml import etree
from PIL import Image
from support import documents, validator
from support.damage import damaged
from support.word_templates import MARGINS, Template, section, style

from reportgen.content.loading import load
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.nodes import (
    Block,
    Cell,
    Column,
    Content,
    Contents,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Report,
    Table,
)
from reportgen.office_files import as_document, check_office_file
from reportgen.theme.format_parts import ACTING_SETTINGS, StyleNames
from reportgen.theme.formats import FormatProfile
from reportgen.theme.palettes import Palette
from reportgen.theme.word import WordTheme
from reportgen.write.soundness import defects
from reportgen.write.word import write_report
from reportgen.write.word.acting_settings import drop_acting
from reportgen.write.word.reference import template_of
from reportgen.write.word.survey import Survey, survey
from reportgen.write.written import Written

TEMPLATES = Path(__file__).parent / "templates"
REFERENCE = Path(__file__).parents[3] / "templates" / "juli" / "reference.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

Build = Callable[..., Written]


@pytest.fixture(scope="module")
def theme_with(
    profile: Callable[[str], FormatProfile], palette: Callable[[str], Palette]
) -> Callable[..., WordTheme]:
    def theme(template: bytes | str, **settings: object) -> WordTheme:
        data = (
            (TEMPLATES / f"{template}.docx").read_bytes() if isinstance(template, str) else template
        )
        chosen = profile("gbt9704").model_copy(update=settings)
        return WordTheme(data, chosen, palette("juli-red"), own_template=True)

    return theme


@pytest.fixture(scope="module")
def build(
    theme_with: Callable[..., WordTheme],
    write: Callable[..., Written],
    text: Callable[[str], Content],
) -> Build:
    def built(template: bytes | str, **settings: object) -> Written:
        cells = tuple((Cell(text(f"{n}")), Cell(text("说明文字" * 6))) for n in range(3))
        blocks = (
            Heading(1, text("工作成效"), "一、"), Paragraph(text("正文文字。" * 60)),
            Figure((Picture("a.jpg", "图"),), text("活动现场"), "", 1),
            Table((Column(), Column()), cells, caption=text("一览表"), number=1),
        )  # fmt: skip
        return write(*blocks, title=text("工作总结"), use=theme_with(template, **settings))

    return built


@pytest.fixture(scope="module")
def surveyed(theme_with: Callable[..., WordTheme]) -> Callable[..., Survey]:
    def of(template: bytes | str, **settings: object) -> Survey:
        theme = theme_with(template, **settings)
        return survey(theme.reference, theme.profile)

    return of


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def bytes_of(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def blank() -> Document:
    """Return a small document with nothing of the program's page in it."""
    document = docx.Document(str(REFERENCE))
    for child in list(document.element.body):
        document.element.body.remove(child)
    document.add_section()
    return document


def add_comment(document: Document, beside: WordParagraph, words: str) -> None:
    """Add a comment as Word writes it; python-docx knows comments from 1.2 on only."""
    comments = (
        f'<w:comments {W}><w:comment w:id="0" w:author="示例"><w:p><w:r><w:t>{words}</w:t></w:r></w:p>'
        "</w:comment></w:comments>"
    )
    part = Part(
        PackURI("/word/comments.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        comments.encode(),
        document.part.package,
    )
    document.part.relate_to(part, f"{R[9:-1]}/comments")
    beside.add_run("批注")
    for name in ("commentRangeStart", "commentRangeEnd"):
        beside._p.append(parse_xml(f'<w:{name} {W} w:id="0"/>'))
    reference = f'<w:r {W}><w:commentReference w:id="0"/></w:r>'
    beside._p.append(parse_xml(reference))


def picture() -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 30, 30)).save(out, "JPEG")
    out.seek(0)
    return out


def changed(template: str, part: str, old: str, new: str) -> bytes:
    """Return a template with one stretch of one part written otherwise."""
    members = parts((TEMPLATES / f"{template}.docx").read_bytes())
    before = members[part].decode()
    assert old in before
    members[part] = before.replace(old, new, 1).encode()
    return zipped(members)


def section_of(data: bytes) -> etree._Element:
    return docx.Document(io.BytesIO(data)).element.body.sectPr


def codes(written: Written) -> list[str]:
    return [fault.code for fault in of_template(written)]


def of_template(written: Written) -> list[Diagnostic]:
    """Return what is said of the template, not of the pictures of a report."""
    return [fault for fault in written.diagnostics if fault.code.startswith("word-template")]


FILES = sorted(path.name for path in TEMPLATES.glob("*.do??"))
#: drawings and tables in the text of a report, and in the headers and footers of a template
OBJECTS = ("w:drawing", "w:pict", "w:tbl", "w:sdt")


def objects(data: bytes, *names: str) -> Counter[str]:
    """Return how many objects stand in the parts of a file whose names begin so."""
    result: Counter[str] = Counter()
    for name, content in parts(data).items():
        if name.startswith(names) and name.endswith(".xml"):
            root = etree.fromstring(content)
            result.update({tag: sum(1 for _ in root.iter(qn(tag))) for tag in OBJECTS})
    return result


@pytest.mark.parametrize("file", FILES)
def test_a_report_in_any_template_is_a_sound_package_that_lost_nothing(
    build: Build, file: str
) -> None:
    template = (TEMPLATES / file).read_bytes()
    written = build(template)
    assert list(defects(written.members)) == []
    assert not any(fault.is_error for fault in written.diagnostics)
    document = docx.Document(io.BytesIO(written.data))
    assert len(document.element.body.xpath(".//w:drawing")) == 1
    assert [len(table.rows) for table in document.tables][-1] == 3
    used = [name for name in parts(written.data) if re.match(r"word/(header|footer)\d*\.xml", name)]
    result = objects(written.data, *used)
    assert result == objects(template, *used)
    assert "样张" not in "".join(written_text(written.data))


@cache
def supplied_reports() -> tuple[Report, ...]:
    """The longest yearly report of the supplied content, and a script with drawings of its slides."""
    years = load(documents.SUPPLIED).subjects("branch")
    reports = [documents.composed("annual-report", year).document for year in years]
    longest = max(reports, key=lambda one: len(one.blocks) if isinstance(one, Report) else 0)
    script = documents.composed("annual-script", years[reports.index(longest)]).document
    return tuple(one for one in (longest, script) if isinstance(one, Report))


@pytest.mark.generated
@validator.needed
@pytest.mark.parametrize("file", FILES)
def test_the_sdk_finds_nothing_wrong_with_a_report_in_any_template(
    build: Build, theme_with: Callable[..., WordTheme], file: str, tmp_path: Path
) -> None:
    template = (TEMPLATES / file).read_bytes()
    built = [build(template)]
    theme = theme_with(template)
    built += [write_report(one, theme, documents.SUPPLIED.read) for one in supplied_reports()]
    assert len(built) == 3
    for written in built:
        assert validator.errors(written.data, tmp_path / "report.docx") == []


@pytest.mark.generated
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libre_office_opens_a_report_in_every_template(build: Build, tmp_path: Path) -> None:
    for file in FILES:
        (tmp_path / f"{file}.docx").write_bytes(build((TEMPLATES / file).read_bytes()).data)
    files = sorted(tmp_path.glob("*.docx"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path / "pdf", *files],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    assert sorted(p.stem for p in (tmp_path / "pdf").glob("*.pdf")) == [f.stem for f in files]


def written_text(data: bytes) -> Iterator[str]:
    for name, content in parts(data).items():
        if name.endswith(".xml"):
            yield "".join(map(str, etree.fromstring(content).itertext()))


def test_half_of_the_templates_were_saved_again_by_another_program() -> None:
    own = [name for name in FILES if f"{name.rpartition('.')[0]}-saved-again.docx" in FILES]
    again = [name for name in FILES if name.endswith("-saved-again.docx")]
    assert len(own) == len(again) >= 8
    assert len(FILES) >= 15 + len(again)


def test_a_section_of_other_prefixes_and_later_programs_is_written_in_the_names_of_the_standard(
    build: Build,
) -> None:
    data = changed(
        "printer-settings", "word/document.xml", "<w:printerSettings", "<w:printerSettings"
    )
    document = parts(build(data).data)["word/document.xml"].decode()
    last = document[document.rindex("<w:sectPr") :]
    assert "printerSettings" not in last
    other = parts(build("other-prefix").data)["word/document.xml"].decode()
    assert "ns0" not in other
    assert "footnoteColumns" not in other
    assert "rsid" not in other[other.rindex("<w:sectPr") :]


def test_all_of_a_report_stands_in_the_columns_of_its_template(build: Build) -> None:
    written = build("two-columns")
    body = docx.Document(io.BytesIO(written.data)).element.body
    column = (11906 - 1587 - 1474 - 425) // 2
    for table in body.iter(qn("w:tbl")):
        widths = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
        assert sum(widths) <= column
    for extent in body.iter(qn("wp:extent")):
        assert int(extent.get("cx")) <= column * 635
    assert section_of(written.data).find(qn("w:cols")).get(qn("w:num")) == "2"


def test_the_contents_count_the_pages_of_columns_and_not_the_columns(
    theme_with: Callable[..., WordTheme],
    write: Callable[..., Written],
    text: Callable[[str], Content],
) -> None:
    def page(template: str, *blocks: Block) -> str:
        last = Heading(1, text("末章"), "二、")
        contents = (Contents(1), Heading(1, text("首章"), "一、"), *blocks, last)
        written = write(*contents, use=theme_with(template))
        paragraphs = docx.Document(io.BytesIO(written.data)).paragraphs
        (entry,) = (p.text for p in paragraphs if "末章\t" in p.text)
        return entry.split("\t")[1]

    long = [Paragraph(text("正文文字。" * 60))] * 4
    assert page("two-columns", *long) == "2"
    assert page("two-columns", PageBreak(), *long[:1]) == "2"


def test_columns_of_unequal_widths_are_measured_by_the_narrowest(
    build: Build, surveyed: Callable[..., Survey]
) -> None:
    own = '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="3000" w:space="425"/><w:col w:w="5420"/></w:cols>'
    data = changed("two-columns", "word/document.xml", '<w:cols w:num="2" w:space="425"/>', own)
    body = docx.Document(io.BytesIO(build(data).data)).element.body
    for table in body.iter(qn("w:tbl")):
        assert sum(int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))) <= 3000
    assert surveyed(data).columns == 2


def test_a_gutter_takes_its_room_from_the_text(
    build: Build, surveyed: Callable[..., Survey]
) -> None:
    data = changed("header-control", "word/document.xml", 'w:gutter="0"', 'w:gutter="567"')
    assert surveyed(data).margins_mm[3] == pytest.approx(38, abs=0.1)
    section = section_of(build(data).data)
    assert section.find(qn("w:pgMar")).get(qn("w:gutter")) == "567"


def test_paper_and_margins_that_a_template_leaves_to_word_are_written_as_word_takes_them(
    build: Build, surveyed: Callable[..., Survey]
) -> None:
    template = blank()
    assert not len(template.element.body.sectPr)
    result = surveyed(bytes_of(template))
    assert result.page_mm == (215.9, 279.4)
    assert result.margins_mm == (25.4, 31.8, 25.4, 31.8)
    assert "word-template-paper" in [fault.code for fault in result.findings]
    built = section_of(build(bytes_of(template)).data)
    assert built.find(qn("w:pgSz")).get(qn("w:w")) == "12240"
    assert built.find(qn("w:pgMar")).get(qn("w:left")) == "1800"


def test_lengths_with_units_are_read(surveyed: Callable[..., Survey]) -> None:
    data = changed("header-control", "word/document.xml", 'w:w="11906"', 'w:w="21cm"')
    data_page = surveyed(data).page_mm
    assert data_page == (210.0, 297.0)


def test_a_template_of_several_sections_gives_the_headers_that_its_last_one_inherits(
    build: Build, surveyed: Callable[..., Survey]
) -> None:
    template = blank()
    template.sections[0].header.paragraphs[0].text = "和风街道党工委（示例）"
    template.add_section()
    assert surveyed(bytes_of(template)).header == "和风街道党工委（示例）"
    built = docx.Document(io.BytesIO(build(bytes_of(template)).data))
    assert built.sections[0].header.paragraphs[0].text == "和风街道党工委（示例）"


def test_headers_are_read_with_their_controls_boxes_fields_and_watermarks(
    surveyed: Callable[..., Survey],
) -> None:
    assert surveyed("header-control").header
    assert surveyed("firm-controlled").header == "和风水务公司管理文件（示例） 受控文件"
    (header, _) = surveyed("office-bulletin").furniture
    assert (header.watermark, header.text) == ("内部资料", "党建简报（示例）")
    red = {(one.is_header, one.place): one for one in surveyed("office-red-head").furniture}
    assert red[True, "first"].text == "中共和风街道工作委员会（示例）"
    assert all(one.has_page_number for key, one in red.items() if not key[0])
    assert surveyed("school-chapters").numbered_pages


def test_styles_of_any_name_stand_for_what_an_office_calls_them(
    build: Build, surveyed: Callable[..., Survey]
) -> None:
    names = {use.title: use.template_name for use in surveyed("office-names").styles}
    assert names["标题"] == "公文标题"
    assert names["一级标题"] == "一级标题"
    assert names["正文"] == "公文正文"
    chosen = StyleNames(quote="公文正文别名")
    uses = surveyed("office-names", styles=chosen).styles
    assert next(use.template_name for use in uses if use.title == "引文") == "公文正文"
    paragraphs = docx.Document(io.BytesIO(build("office-names").data)).paragraphs
    assert [p.style.style_id for p in paragraphs[:3]] == ["公文 标题&甲", "一级 & 标题", "zw"]


def test_a_heading_stays_with_its_text_though_its_style_does_not_say_so(build: Build) -> None:
    loose = docx.Document(io.BytesIO(build("office-names").data)).paragraphs[1]
    assert loose.text == "一、工作成效"
    assert loose.paragraph_format.keep_with_next
    heading = docx.Document(io.BytesIO(build("wps-report").data)).paragraphs[1]
    assert heading.paragraph_format.keep_with_next is None


def test_page_numbers_of_the_contents_stand_at_the_right_though_the_style_has_no_tab(
    theme_with: Callable[..., WordTheme],
    write: Callable[..., Written],
    text: Callable[[str], Content],
) -> None:
    tab = '<w:tabs><w:tab w:val="right" w:pos="8000"/></w:tabs>'
    for ppr, own in (("", 1), (tab, 0)):
        template = Template("<w:sectPr/>", style("t1", "toc 1", ppr=ppr)).data()
        blocks = (Contents(1), Heading(1, text("首章"), "一、"))
        written = write(*blocks, use=theme_with(template))
        paragraphs = docx.Document(io.BytesIO(written.data)).paragraphs
        (entry,) = (p for p in paragraphs if "首章\t" in p.text)
        assert len(entry.paragraph_format.tab_stops) == own


def test_a_caption_is_not_spread_over_the_line_where_text_is(build: Build) -> None:
    template = Template(
        "<w:sectPr/>",
        style("n", "Normal", ppr='<w:jc w:val="both"/>') + style("c", "caption", based="n"),
    ).data()
    document = docx.Document(io.BytesIO(build(template).data))
    (caption,) = (p for p in document.paragraphs if "一览表" in p.text)
    assert caption.alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_fields_and_controls_of_a_header_without_their_source_become_words(build: Build) -> None:
    def run(inner: str) -> str:
        return f"<w:r>{inner}</w:r>"

    def long_field(instruction: str, result: str) -> str:
        begin, separate, end = (
            run(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "separate", "end")
        )
        text = run(f"<w:instrText> {instruction[:4]}</w:instrText>") + run(
            f"<w:instrText>{instruction[4:]} </w:instrText>"
        )
        return begin + text + separate + run(f"<w:t>{result}</w:t>") + end

    bound = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns0:Properties[1]/ns0:Company[1]"'
        ' w:storeItemID="{6668398D-A668-4E3E-A5EB-62B293D839F1}"/></w:sdtPr><w:sdtContent>'
        f"{run('<w:t>和风公司</w:t>')}</w:sdtContent></w:sdt>"
    )
    simple = f'<w:fldSimple w:instr=" DOCPROPERTY 密级 ">{run("<w:t>内部</w:t>")}</w:fldSimple>'
    fields = long_field("DOCPROPERTY 文号", "和风〔2025〕1号") + long_field("PAGE", "1")
    file = Template(
        section("", "header1.xml"), "", {"header1.xml": f"<w:p>{bound}{simple}{fields}</w:p>"}
    )
    header = parts(build(file.data()).data)["word/header1.xml"].decode()
    assert "DOCP" not in header
    assert "dataBinding" not in header
    words = "".join(map(str, etree.fromstring(header.encode()).itertext()))
    assert words.replace(" ", "") == "和风公司内部和风〔2025〕1号PAGE1"
    assert header.count("w:fldChar ") == 3
    controlled = parts(build("firm-controlled").data)["word/header1.xml"]
    assert b"dataBinding" in controlled


def test_a_high_header_leaves_less_room_for_lines_unless_the_margin_is_fixed(
    surveyed: Callable[..., Survey],
) -> None:
    def lines(header: str, top: int = 1440) -> int:
        margins = MARGINS.replace('w:top="2098"', f'w:top="{top}"')
        file = Template(
            section("", "header1.xml", margins=margins), style("n", "Normal", ppr=exact_lines),
            {"header1.xml": header},
        )  # fmt: skip
        return surveyed(file.data()).grid[0]

    exact_lines = '<w:spacing w:line="560" w:lineRule="exact"/>'
    one, ten = "<w:p/>", "<w:p/>" * 10
    cells = f"<w:tbl><w:tr><w:tc>{ten}</w:tc><w:tc>{one}</w:tc></w:tr></w:tbl>"
    assert lines(one) - lines(ten) == round((851 + 10 * 560 - 1440) / 560)
    assert lines(cells) == lines(ten)
    assert lines(ten, -1440) == lines(one)


def test_each_sort_of_page_has_the_room_that_its_own_header_and_footer_leave(
    theme_with: Callable[..., WordTheme],
    write: Callable[..., Written],
    text: Callable[[str], Content],
) -> None:
    exact = '<w:spacing w:line="560" w:lineRule="exact"/>'
    one, ten = "<w:p/>", "<w:p/>" * 10

    def theme(first: str, odd: str, even: str, end: str = "<w:titlePg/>") -> WordTheme:
        texts = ("header1.xml:first", "header2.xml", "header3.xml:even")
        headers = dict(
            zip(("header1.xml", "header2.xml", "header3.xml"), (first, odd, even), strict=True)
        )
        template = Template(
            section("", *texts, end=end), style("n", "Normal", ppr=exact), headers,
            settings="<w:evenAndOddHeaders/>" if even else "",
        )  # fmt: skip
        return theme_with(template.data())

    def lines(use: WordTheme) -> list[int]:
        return [height // 560 for height in template_of(use).area.heights]

    whole, low = lines(theme(one, one, one))[0], lines(theme(ten, ten, ten))[0]
    assert whole - low >= 7
    assert lines(theme(ten, one, one)) == [low, whole, whole]
    assert lines(theme(one, ten, "")) == [whole, low, low]
    described = survey(theme(ten, one, one).reference, theme(ten, one, one).profile)
    assert described.grid[0] - described.first_lines >= 7
    assert lines(theme(ten, one, one, end="")) == [whole, whole, whole]

    def page(use: WordTheme) -> str:
        long = [Paragraph(text("一行文字。"))] * 16
        blocks = (
            Contents(1),
            Heading(1, text("首章"), "一、"),
            *long,
            Heading(1, text("末章"), "二、"),
        )
        paragraphs = docx.Document(io.BytesIO(write(*blocks, use=use).data)).paragraphs
        (entry,) = (p.text for p in paragraphs if "末章\t" in p.text)
        return entry.split("\t")[1]

    assert page(theme(one, ten, ten)) == "1"
    assert page(theme(ten, one, one)) == "2"


@pytest.mark.parametrize("name", ["标题 1", "标题1", "heading 1", "Heading 1", "一级标题"])
def test_a_heading_goes_by_the_names_of_each_program(
    surveyed: Callable[..., Survey], name: str
) -> None:
    template = Template("<w:sectPr/>", style("k", name)).data()
    uses = surveyed(template).styles
    assert next(use.template_id for use in uses if use.title == "一级标题") == "k"


def test_faces_of_a_theme_are_those_of_its_list_for_chinese(
    surveyed: Callable[..., Survey],
) -> None:
    faces = {use.title: use.face for use in surveyed("school-chapters").styles}
    assert faces["正文"].startswith("楷体 12磅")
    assert faces["一级标题"].startswith("黑体 16磅")


def test_a_file_without_theme_gets_one_so_that_charts_have_their_colours(build: Build) -> None:
    members = parts(build("wps-report").data)
    assert b"accent1" in members["word/theme/theme1.xml"]
    assert b"wpsCustomData" not in b"".join(members.values())


def test_what_a_template_lacks_stands_beside_its_text_in_size(build: Build) -> None:
    styles = docx.Document(io.BytesIO(build("office-bulletin").data)).styles
    sizes = {
        name: styles[name].font.size.pt for name in ("表格文字", "表注", "来源说明", "栏目文字")
    }
    assert all(9 <= size <= 10.5 for size in sizes.values()), sizes


def test_lengths_and_negative_spaces_are_written_as_every_program_reads_them(build: Build) -> None:
    grid = section_of(build("office-red-head-saved-again").data).find(qn("w:docGrid"))
    assert -2000 < int(grid.get(qn("w:charSpace"))) < 0
    section = section_of(build("library-lengths").data)
    assert section.find(qn("w:pgSz")).get(qn("w:w")) == "11906"
    assert section.find(qn("w:pgMar")).get(qn("w:gutter")) == "280"


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ('<w:mailMerge {W}><w:mainDocumentType w:val="formLetters"/></w:mailMerge>', "mail-merge"),
        ('<w:documentProtection {W} w:edit="readOnly" w:enforcement="1"/>', "protection"),
        ('<w:writeProtection {W} w:recommended="1"/>', "protection"),
        ("<w:trackRevisions {W}/>", "track-changes"),
        ("<w:linkStyles {W}/>", "attached-template"),
        ("<w:saveThroughXslt {W}/>", "transform"),
        ("<w:removePersonalInformation {W}/>", "personal-data"),
    ],
)
def test_a_setting_that_acts_is_named_and_dropped_unless_the_unit_keeps_it(
    setting: str, name: str
) -> None:
    def settings() -> etree._Element:
        return etree.fromstring(f"<w:settings {W}>{setting.format(W=W)}<w:zoom/></w:settings>")

    root = settings()
    (text,) = drop_acting(root, None)
    assert ACTING_SETTINGS[name] in text.message
    assert name in text.hints[0]
    assert [child.tag for child in root] == [qn("w:zoom")]
    for keep, left in (((name,), 2), ((), 1)):
        root = settings()
        assert drop_acting(root, keep) == ()
        assert len(root) == left


def test_what_is_not_in_force_is_not_told() -> None:
    off = '<w:documentProtection w:enforcement="0"/><w:trackRevisions w:val="false"/>'
    root = etree.fromstring(f"<w:settings {W}>{off}</w:settings>")
    assert drop_acting(root, None) == ()
    assert len(root) == 0


def test_check_and_build_say_the_same_of_settings_that_act(
    build: Build, surveyed: Callable[..., Survey]
) -> None:
    messages = [f for f in surveyed("office-acting").findings if f.code == "word-template-acts"]
    dropped = build("office-acting")
    assert messages == of_template(dropped)
    assert b"mailMerge" not in parts(dropped.data)["word/settings.xml"]
    keeping = build("office-acting", keep=("mail-merge", "protection"))
    assert codes(keeping) == []
    settings = parts(keeping.data)["word/settings.xml"]
    assert b"mailMerge" in settings
    assert b"documentProtection" in settings
    assert b"attachedTemplate" not in settings
    assert "名单" in parts(keeping.data)["word/_rels/settings.xml.rels"].decode()


def test_an_attached_template_goes_with_its_relationship(build: Build) -> None:
    template = blank()
    part = template.part._settings_part
    kind = f"{R[9:-1]}/attachedTemplate"
    rid = part.rels.get_or_add_ext_rel(kind, "file:///C:/unit.dotx")
    template.settings.element.insert(0, parse_xml(f'<w:attachedTemplate {W} {R} r:id="{rid}"/>'))
    written = build(bytes_of(template))
    assert codes(written) == ["word-template-acts"]
    assert not any(b"unit.dotx" in data for data in parts(written.data).values())


def test_what_belongs_to_the_text_of_a_template_stays_behind(build: Build) -> None:
    template = blank()
    template.add_paragraph("样张正文")
    add_comment(template, template.paragraphs[0], "看一看")
    template.sections[0].header.paragraphs[0].text = "第一节的页眉"
    later = template.add_section()
    later.header.is_linked_to_previous = False
    later.header.paragraphs[0].text = "末节的页眉"
    members = parts(build(bytes_of(template)).data)
    whole = b"".join(members.values()).decode("utf-8", "replace")
    assert "末节的页眉" in whole
    for left in ("样张正文", "看一看", "第一节的页眉"):
        assert left not in whole


def test_a_picture_of_a_header_does_not_clash_with_those_of_the_report(build: Build) -> None:
    template = blank()
    template.sections[0].header.paragraphs[0].add_run().add_picture(picture(), width=Mm(20))
    members = parts(bytes_of(template))
    renamed = {name.replace(".jpg", ".jpeg"): re.sub(b'(image1[.]|Extension=")jpg', rb"\1jpeg", data)
               for name, data in members.items()}  # fmt: skip
    written = build(zipped(renamed))
    media = [name for name in parts(written.data) if name.startswith("word/media/")]
    assert len(media) == 2
    assert list(defects(written.members)) == []


@pytest.mark.generated
@pytest.mark.parametrize("file", ["firm-controlled.docx", "firm-online.docx", "school-pictures.docx",
                                  "office-list-styles-saved-again.docx", "office-acting.docx"])  # fmt: skip
def test_a_damaged_template_is_a_fault_or_gives_a_whole_report(build: Build, file: str) -> None:
    for damage, changed_parts in damaged(parts((TEMPLATES / file).read_bytes())):
        try:
            written = build(zipped(changed_parts))
        except Faults as fault:
            wrong = [diagnostic.code for diagnostic in fault.diagnostics]
        else:
            wrong = list(defects(written.members))
        assert wrong in ([], ["word-template-unreadable"]), damage


def test_a_picture_that_another_program_took_out_is_no_damage(build: Build) -> None:
    template = blank()
    template.add_paragraph("样张").add_run().add_picture(picture(), width=Mm(20))
    members = parts(bytes_of(template))
    rels = "word/_rels/document.xml.rels"
    void = re.sub(rb'Target="media/[^"]*"', b'Target="NULL"', members[rels])
    assert void != members[rels]
    written = build(zipped({**members, rels: void}))
    assert codes(written) == []
    assert list(defects(written.members)) == []


def test_a_picture_whose_part_is_missing_is_told_and_left_out(build: Build) -> None:
    template = blank()
    run = template.sections[0].header.paragraphs[0].add_run("和风街道")
    run.add_picture(picture(), width=Mm(20))
    members = parts(bytes_of(template))
    members = {n: d for n, d in members.items() if n != "word/_rels/header1.xml.rels"}
    written = build(zipped(members))
    assert codes(written) == ["word-template-lost-object"]
    assert list(defects(written.members)) == []
    assert "和风街道" in parts(written.data)["word/header1.xml"].decode()


def test_a_main_part_of_another_name_is_a_document_all_the_same(build: Build) -> None:
    members = parts((TEMPLATES / "header-control.docx").read_bytes())
    renamed = {
        name.replace("document.xml", "document2.xml"): data.replace(
            b"word/document.xml", b"word/document2.xml"
        )
        for name, data in members.items()
    }
    written = build(zipped(renamed))
    assert list(defects(written.members)) == []
    assert "word/document2.xml" not in parts(written.data)


def typed(kind: str, *, macros: bool = False) -> bytes:
    """Return a plain document whose main part is of another type."""
    members = parts(bytes_of(blank()))
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = members["[Content_Types].xml"]
    assert plain in types
    types = types.replace(plain, kind.encode())
    if macros:
        types = types.replace(
            b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.'
            b'vbaProject"/></Types>'
        )  # fmt: skip
        members["word/vbaProject.bin"] = b"macros"
        rels = members["word/_rels/document.xml.rels"]
        members["word/_rels/document.xml.rels"] = rels.replace(
            b"</Relationships>",
            b'<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/'
            b'vbaProject" Target="vbaProject.bin"/></Relationships>',
        )
    members["[Content_Types].xml"] = types
    return zipped(members)


def test_a_dotx_is_a_template(build: Build) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    written = build(typed(kind))
    assert codes(written) == []
    assert b"template.main" not in parts(written.data)["[Content_Types].xml"]


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template.macroEnabledTemplate"])
def test_macros_are_dropped_and_said(build: Build, kind: str) -> None:
    written = build(typed(f"application/vnd.ms-word.{kind}.main+xml", macros=True))
    assert [fault.message for fault in of_template(written)] == ["Word 模板里有宏；报告里不带宏"]
    members = parts(written.data)
    assert not [name for name in members if "vba" in name.lower()]
    assert b"macroEnabled" not in members["[Content_Types].xml"]


def strict() -> bytes:
    members = parts(bytes_of(blank()))
    rels = members["_rels/.rels"]
    members["_rels/.rels"] = rels.replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    return zipped(members)


def compound(stream: str) -> bytes:
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512) + stream.encode("utf-16-le")


VARIANTS = [
    (strict(), "严格的 Open XML", "Strict Open XML"),
    (compound("EncryptedPackage"), "打开密码", "去掉密码"),
    (compound("WordDocument"), "旧格式的 Word 文档", "另存为"),
    (compound("PowerPoint Document"), "旧格式的演示文稿", "另存为"),
    (b"{\\rtf1\\ansi", "RTF", "另存为"),
    (b"\xef\xbb\xbf<html xmlns:o=", "网页文件", "另存为"),
    (b"%PDF-1.7", "PDF", "另存为"),
    (b"<?xml version='1.0'?><pkg:package", "单个 XML 文件", "另存为"),
    (zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "OpenDocument", "另存为"),
    (zipped({"OFD.xml": b"<x/>"}), "OFD", "另存为"),
]


@pytest.mark.parametrize(("data", "variant", "remedy"), VARIANTS, ids=[v for _, v, _ in VARIANTS])
def test_another_format_is_named_with_how_to_save_it_and_not_called_damaged(
    data: bytes, variant: str, remedy: str
) -> None:
    with pytest.raises(Faults) as caught:
        check_office_file(data, "docx")
    fault = caught.value.diagnostics[0]
    assert variant in fault.message
    assert "损坏" not in fault.message
    assert remedy in fault.hints[0]


def test_a_plain_document_stays_as_it_is() -> None:
    data = bytes_of(blank())
    assert as_document(data, "docx") is data
