"""What other programs keep when they open a report and save it."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from support import pages

from reportgen.document.nodes import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Contents,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    ListBlock,
    Matrix,
    MatrixItem,
    Number,
    Paragraph,
    Picture,
    Reference,
    Series,
    Signature,
    Step,
    Steps,
    Table,
    Text,
)
from reportgen.write.written import Written

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def cell(text: str, **more: int) -> Cell:
    return Cell(words(text), **more)


def charts() -> Iterator[Block]:
    kinds: tuple[ChartKind, ...] = ("column", "bar", "stacked", "line", "pie", "doughnut")
    for number, kind in enumerate(kinds, 1):
        series = (Series("次数", (3.0, 12.5, 7.0)), Series("人次", (30.0, 25.0, 8.0)))
        yield Chart(
            kind, "工作量", ("一季度", "二季度", "三季度"),
            series[:1] if kind in ("pie", "doughnut") else series,
            unit="次", caption=words(f"各季度工作量之{number}"), number=number, id=f"c{number}",
        )  # fmt: skip


def every_block() -> tuple[Block, ...]:
    text = "支部坚持“第一议题”制度，全年集中学习34次，走访群众1.2万户——效果好。"
    return (
        Contents(2),
        Paragraph(words("中共和风街道工作委员会："), "salutation"),
        Heading(1, words("以学习型党支部为出发点"), "一、"),
        Heading(2, words("学在经常"), "（一）"),
        Paragraph((Text(text), Text("群众满意", bold=True), Text("，见"), Reference("t"))),
        Paragraph(words(text), lead=words("抓实学习。"), lead_number="（二）"),
        Heading(3, words("领学"), "1."),
        ListBlock((words("学习要再深入。"), words("服务要再用心。")), ordered=True),
        Table(
            tuple(Column() for _ in range(3)),
            (
                (cell("类别", rowspan=2), cell("次数", colspan=2)),
                (cell("上半年"), cell("下半年")),
                (cell("党员大会"), cell("2"), cell("12.5")),
                (cell("以上数据来自台账", colspan=3),),
            ),
            header_rows=2, caption=words("开展情况"), number=1, id="t", note=words("注：截至年底。"),
        ),
        *charts(),
        Figure((Picture("a.jpg", "活动现场", words("集中学习"), "张某"),), number=7),
        KeyFigures((KeyFigure(Number("34", "次"), words("集中学习")),
                    KeyFigure(Number("98.6", "%"), words("满意率"), words("比上年高")))),
        Steps((Step(words("看")), Step(words("议"))), words("两步工作法")),
        Steps((Step(words("看"), words("到现场看。")), Step(words("议"), words("坐下来议。")))),
        Matrix(words("引领"), words("党旗红"), (MatrixItem(words("服务"), words("暖心桥")),)),
        Paragraph(words("不忘初心，方得始终。"), "quote"),
        Paragraph(words("附件：工作一览"), "attachment"),
        Signature(words("和风社区党支部"), words("2025年12月31日")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def report(write: Callable[..., Written]) -> bytes:
    return write(*every_block(), title=words("2025年度工作总结")).data


def in_libre_office(data: bytes, folder: Path) -> bytes:
    file = folder / "report.docx"
    file.write_bytes(data)
    (saved,) = pages.to_pdf([file], folder / "saved", "docx:MS Word 2007 XML")
    return saved.read_bytes()


def in_python_docx(data: bytes, folder: Path) -> bytes:
    out = folder / "saved.docx"
    docx.Document(io.BytesIO(data)).save(str(out))
    return out.read_bytes()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(in_python_docx, id="python-docx"),
        pytest.param(
            in_libre_office,
            id="LibreOffice",
            marks=[
                pytest.mark.rendering,
                pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
            ],
        ),
    ],
)  # fmt: skip
def saved(
    request: pytest.FixtureRequest, report: bytes, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    resaved: bytes = request.param(report, tmp_path_factory.mktemp("saved"))
    return resaved


def set_paragraphs(data: bytes) -> list[tuple[str, str]]:
    """Return the style name and the text of every paragraph that has text, tables included."""
    document = docx.Document(io.BytesIO(data))
    # A built-in name is the same in any case: LibreOffice writes TOC 1 for toc 1.
    names = {style.style_id: (style.name or "").casefold() for style in document.styles}
    out = []
    for p in document.element.body.iter(qn("w:p")):
        text = "".join(t.text or "" for t in p.iter(qn("w:t"))).strip()
        if text:
            style = p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            out.append((names[style.get(qn("w:val"))] if style is not None else "normal", text))
    return out


def tables(data: bytes) -> list[list[list[tuple[str, str]]]]:
    """Return each table's rows: the text of a cell and how it is merged."""
    body = docx.Document(io.BytesIO(data)).element.body
    return [
        [
            [("".join(t.text or "" for t in tc.iter(qn("w:t"))), merged(tc)) for tc in row]
            for row in (tr.findall(qn("w:tc")) for tr in table.findall(qn("w:tr")))
        ]
        for table in body.iter(qn("w:tbl"))
    ]


def merged(tc: etree._Element) -> str:
    span = tc.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    down = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    across = span.get(qn("w:val")) if span is not None else "1"
    return f"{across}{'' if down is None else down.get(qn('w:val')) or 'continue'}"


def drawn_charts(data: bytes) -> Counter[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Return of every series its kind of chart, its categories and its values."""
    result: Counter[tuple[str, tuple[str, ...], tuple[str, ...]]] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.startswith("word/charts/chart"):
                continue
            root = etree.fromstring(package.read(name))
            for series in root.iter(f"{_CHART}ser"):
                kind = _kind(series.getparent())
                categories, values = (
                    tuple(v.text or "" for v in series.iterfind(f"{_CHART}{part}//{_CHART}v"))
                    for part in ("cat", "val")
                )
                result[kind, categories, tuple(str(float(v)) for v in values)] += 1
    return result


def _kind(plot: etree._Element) -> str:
    texts = [etree.QName(plot).localname]
    for name in ("barDir", "grouping"):
        texts += [e.get("val", "") for e in plot.findall(f"{_CHART}{name}")]
    return " ".join(texts)


def fields(data: bytes) -> Counter[str]:
    """Return the names of the fields of the body and the footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [n for n in package.namelist() if n.startswith(("word/document", "word/footer"))]
        roots = [etree.fromstring(package.read(name)) for name in parts]
    texts = [code.text or "" for root in roots for code in root.iter(qn("w:instrText"))]
    return Counter(code.split()[0] for code in texts if code.strip())


def test_every_paragraph_keeps_its_text_and_its_style(report: bytes, saved: bytes) -> None:
    before, after = set_paragraphs(report), set_paragraphs(saved)
    assert len(before) > 50
    assert after == before


def test_every_table_keeps_its_cells_and_how_they_are_merged(report: bytes, saved: bytes) -> None:
    before = tables(report)
    assert len(before) == 6
    assert tables(saved) == before


def test_every_chart_keeps_its_kind_its_categories_and_its_values(
    report: bytes, saved: bytes
) -> None:
    before = drawn_charts(report)
    assert before.total() == 10
    assert drawn_charts(saved) == before


def test_fields_pictures_header_rows_and_the_page_stay(report: bytes, saved: bytes) -> None:
    before, after = fields(report), fields(saved)
    assert before == {"TOC": 1, "PAGEREF": 3, "REF": 1, "SEQ": 8, "PAGE": 2}
    assert after == before
    first, second = (docx.Document(io.BytesIO(data)) for data in (report, saved))
    for document in (first, second):
        heads = list(document.element.body.iter(qn("w:tblHeader")))
        assert (len(heads), len(document.inline_shapes)) == (2, 7)
        assert document.settings.odd_and_even_pages_header_footer
    pitch = [
        d.sections[0]._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) for d in (first, second)
    ]
    assert pitch == ["579", "579"]
    for side in ("page_width", "page_height", "left_margin", "right_margin", "top_margin"):
        one, other = (getattr(d.sections[0], side).mm for d in (first, second))
        assert other == pytest.approx(one, abs=0.1)
