from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import docx
import pdfplumber
import pptx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pptx.oxml.ns import qn as pptx_qn

from reportgen.measure import SLIDE, USED_SHARE, WORD, break_lines, face, measure

PARAGRAPHS = (Path(__file__).parent / "paragraphs.txt").read_text(encoding="utf-8").splitlines()
CHINESE = "Noto Sans CJK SC"
TYPE_AREA = 442.2
COLUMNS = (TYPE_AREA, 331.7, 267.3)  # points, taken in turn
BOXES = (590.0, 372.0, 283.5)


def families() -> str:
    if shutil.which("fc-list") is None:
        return ""
    command = ["fc-list", ":", "family"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


pytestmark = [
    pytest.mark.rendering,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(
        CHINESE not in families() or "Liberation" not in families(),
        reason="Noto Sans CJK SC or the Liberation faces are not installed",
    ),
]


def lines_per_page(office_file: Path) -> list[int]:
    """How many lines of text LibreOffice set on each page."""
    profile = office_file.parent / "profile"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to",
         "pdf", "--outdir", str(office_file.parent), str(office_file)],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    counts = []
    with pdfplumber.open(office_file.with_suffix(".pdf")) as pdf:
        for page in pdf.pages:
            baselines = sorted(char["matrix"][5] for char in page.chars)
            # The Latin and the Chinese of a line share a baseline to within rounding.
            counts.append(1 + sum(b - a > 6 for a, b in pairwise(baselines)))
    return counts


def test_a_word_page_breaks_as_predicted(tmp_path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    predicted = []
    latin = face(CHINESE, "Times New Roman")
    for index, text in enumerate(PARAGRAPHS):
        width = COLUMNS[index % 3]
        paragraph = document.add_paragraph()
        how = paragraph.paragraph_format
        how.page_break_before, how.first_line_indent = index > 0, Pt(28)
        how.line_spacing = Pt(28.95)
        how.right_indent = Pt(round(TYPE_AREA - width, 1))
        run = paragraph.add_run(text)
        run.font.size, run.font.name = Pt(14), "Times New Roman"
        fonts = run._r.rPr.rFonts
        fonts.set(qn("w:eastAsia"), CHINESE)
        fonts.set(qn("w:hint"), "eastAsia")
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        run._r.rPr.append(language)
        # Word leaves a quarter of an em between Chinese and Latin, LibreOffice a fifth.
        as_here = WORD._replace(latin_gap_em=0.2)
        measured = measure(text, latin, rules=as_here)
        scale = 1000 / 14
        predicted.append(len(break_lines(measured, (width - 28) * scale, width * scale)))
    file = tmp_path / "report.docx"
    document.save(str(file))

    printed = lines_per_page(file)

    assert len(printed) == len(PARAGRAPHS)
    same = sum(a == b for a, b in zip(printed, predicted, strict=True))
    assert same >= len(PARAGRAPHS) - 2, list(zip(printed, predicted, strict=True))
    assert abs(sum(printed) - sum(predicted)) <= 2


def test_a_slide_never_takes_more_lines_than_predicted(tmp_path: Path) -> None:
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = 12192000, 6858000
    predicted = []
    arial = face(CHINESE, "Arial")
    for index, text in enumerate(PARAGRAPHS):
        width = BOXES[index % 3]
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = slide.shapes.add_textbox(914400, 457200, round(width * 12700), 4000000).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        paragraph = frame.paragraphs[0]
        paragraph.line_spacing = 1.5
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name = text, pptx.util.Pt(18), "Arial"
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "zh-CN")
        chinese = properties.makeelement(pptx_qn("a:ea"), {"typeface": CHINESE})
        properties.append(chinese)
        room = width * USED_SHARE * 1000 / 18
        predicted.append(len(break_lines(measure(text, arial, rules=SLIDE), room, room)))
    file = tmp_path / "deck.pptx"
    deck.save(str(file))

    printed = lines_per_page(file)

    assert len(printed) == len(PARAGRAPHS)
    assert all(a <= b for a, b in zip(printed, predicted, strict=True)), list(
        zip(printed, predicted, strict=True)
    )
    assert sum(predicted) <= sum(printed) * 1.06
