"""Pages as LibreOffice sets them: lines, characters, page numbers, pages of the contents.

REPORTGEN_REPORTS=200 draws so many reports; `-n0 --timeout=0` then, and `--basetemp` keeps them.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from support import pages, reports
from support.pages import Line, Page

from reportgen.document.nodes import Content, Paragraph, Report
from reportgen.theme.formats import FormatProfile
from reportgen.theme.word import WordTheme
from reportgen.write.word import write_report
from reportgen.write.written import Written

COUNT = int(os.environ.get("REPORTGEN_REPORTS", "4"))
#: fonts-noto-cjk of Debian; the program has its widths
FACE = "Noto Sans CJK SC"
MM = 72 / 25.4
#: rounding of a PDF's numbers
NEAR_PT = 0.6
#: marks that may hang past the margin, and marks that open no line or end none
HANGING, NO_START, NO_END = "，。、；：！？,.:;!?", "，。、；：！？”’）》】…—%", "“‘（《【—"
_SHAPES = {"wide.jpg": (1600, 900), "square.jpg": (900, 900), "tall.jpg": (900, 1600)}


def installed() -> bool:
    if shutil.which("soffice") is None or shutil.which("fc-list") is None:
        return False
    command = ["fc-list", FACE, "family"]
    return bool(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip())


pytestmark = [
    pytest.mark.slow,
    pytest.mark.rendering,
    pytest.mark.skipif(not installed(), reason=f"LibreOffice or {FACE} is not installed"),
]


def photo(path: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", _SHAPES[path], (150, 140, 130)).save(out, "JPEG")
    return out.getvalue()


def in_installed_face(theme: WordTheme) -> WordTheme:
    """Return the theme all in a face that is here: where a line ends depends on its letters."""
    faces = {name: face.model_copy(update={"font": FACE, "digits": ""})
             for name, face in theme.profile.faces}  # fmt: skip
    profile = theme.profile.model_copy(
        update={
            "faces": theme.profile.faces.model_copy(update=faces),
            "body": theme.profile.body.model_copy(update={"digits": ""}),
        }
    )
    return replace(theme, profile=profile)


Drawn = list[tuple[Report, Path, list[Page]]]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, theme_of: Callable[[str], WordTheme]) -> Drawn:
    folder = tmp_path_factory.mktemp("reports")
    result, files = list(reports.drawn(COUNT)), []
    for number, report in enumerate(result):
        files.append(folder / f"{number:03}.docx")
        theme = in_installed_face(theme_of(report.format))
        files[-1].write_bytes(write_report(report, theme, photo).data)
    pdfs = pages.to_pdf(files, folder / "pdf")
    return [(r, f, pages.read(p)) for r, f, p in zip(result, files, pdfs, strict=True)]


def body(page: Page, profile: FormatProfile) -> list[Line]:
    floor = page.height - profile.page.bottom_mm * MM
    return [line for line in page.lines if line.base < floor]


def is_text(line: Line, profile: FormatProfile) -> bool:
    return line.sizes == {profile.faces.body.size_pt}


def margins(profile: FormatProfile) -> tuple[float, float]:
    return profile.page.left_mm * MM, (profile.page.width_mm - profile.page.right_mm) * MM


def slots(lines: list[Line], pitch: float) -> list[float]:
    return [(line.base - lines[0].base) / pitch for line in lines]


def hangs(line: Line, right: float) -> bool:
    return line.text[-1] in HANGING and line.places[-1] <= right + NEAR_PT


def full_lines(page: list[Line], right: float) -> Iterator[tuple[Line, Line]]:
    """Yield each line of Chinese alone that another line of its paragraph follows, and that line."""
    for line, below in pairwise(page):
        whole = all(ord(char) > 0x2000 for char in line.text)
        if whole and line.right > right - 20 and below.left < page[0].left + 20:
            yield line, below


@pytest.mark.parametrize("name", ["gbt9704", "gbt33476"])
def test_pages_of_text_hold_22_lines_of_28_characters(
    name: str,
    tmp_path: Path,
    profile: Callable[[str], FormatProfile],
    theme_of: Callable[[str], WordTheme],
    write: Callable[..., Written],
    text: Callable[[str], Content],
) -> None:
    given = profile(name)
    filled = given.model_copy(
        update={"body": given.body.model_copy(update={"widow_control": False})}
    )
    sentence = (
        "支部把课堂办到田间地头，党员群众一起学、一起干；问题摆到桌面上来，办法交给群众评议。"
    )
    blocks = [Paragraph(text(sentence * (2 + n % 5))) for n in range(30)]
    file = tmp_path / "text.docx"
    use = replace(theme_of(name), profile=filled)
    file.write_bytes(write(*blocks, use=use).data)
    (pdf,) = pages.to_pdf([file], tmp_path / "pdf")
    texts = [body(page, given) for page in pages.read(pdf)]
    assert len(texts) > 5
    left, right = margins(given)
    counts = set()
    for page in texts[:-1]:
        assert len(page) == 22
        assert slots(page, given.grid.pitch_pt) == pytest.approx(range(22), abs=0.02)
        for line, below in full_lines(page, right):
            begins = 26 if line.left > left + 20 else 28
            # A mark that hangs begins at the margin.
            short = begins - sum(place < right - 5 for place in line.places)
            counts.add(short)
            assert short >= 0
            # Only a mark that may not stand there makes a line shorter.
            assert short == 0 or below.text[short - 1] in NO_END or below.text[short] in NO_START
    assert 0 in counts


def test_text_keeps_to_the_grid_and_within_the_margins(
    drawn: Drawn, profile: Callable[[str], FormatProfile]
) -> None:
    for report, file, result in drawn:
        given = profile(report.format)
        pitch = given.grid.pitch_pt
        _, right = margins(given)
        for number, page in enumerate(result, 1):
            lines = body(page, given)
            text = [line for line in lines if is_text(line, given)]
            where = f"{file.name} page {number}"
            assert lines or page.drawn, f"{where} is blank"
            for line in text:
                inside = line.right <= right + NEAR_PT or hangs(line, right)
                assert inside or "...." in line.text, f"{where}: {line.text}"
            if len(text) == len(lines) and not page.drawn:
                at = slots(lines, pitch)
                assert at == pytest.approx([round(slot) for slot in at], abs=0.02), where
                assert at[-1] < 21.5, where


def test_page_numbers_stand_outside_below_the_type_area(
    drawn: Drawn, profile: Callable[[str], FormatProfile]
) -> None:
    for report, file, result in drawn:
        given = profile(report.format)
        left, right = margins(given)
        size = given.faces.page_number.size_pt
        for number, page in enumerate(result, 1):
            where = f"{file.name} page {number}"
            floor = page.height - given.page.bottom_mm * MM
            (line,) = (line for line in page.lines if line.base >= floor)
            assert line.text == f"—{number}—", where
            # One character in from the right on odd pages, from the left on even ones.
            aside = right - line.right if number % 2 else line.left - left
            assert aside == pytest.approx(size, abs=NEAR_PT), where
            # Its middle 28 mm above the edge of the paper: a third of a character above its base.
            middle = page.height - (line.base - size / 3)
            assert middle / MM == pytest.approx(given.page_number.edge_mm, abs=1), where


def test_no_heading_ends_a_page_and_no_signature_stands_without_text(
    drawn: Drawn, profile: Callable[[str], FormatProfile]
) -> None:
    for report, file, result in drawn:
        given = profile(report.format)
        listed = {re.sub(r"\s", "", text) for text, _ in pages.contents(file)}
        for number, page in enumerate(result, 1):
            lines = body(page, given)
            where = f"{file.name} page {number}"
            if number < len(result):
                assert lines[-1].text not in listed, where
            if lines and lines[0].text == reports.UNIT and is_text(lines[0], given):
                pytest.fail(f"{where}: the signature stands alone")


def test_the_contents_name_the_pages_headings_stand_on(drawn: Drawn) -> None:
    entries = right = 0
    for _, file, result in drawn:
        links = [
            (min(page.lines, key=lambda line: abs(line.base + 3 - at)).text, target)
            for page in result
            for at, target in page.links
        ]
        waiting = iter(links)
        for text, one in pages.contents(file):
            wanted, joined, target = bare(f"{text}{one}"), "", 0
            while joined != wanted:
                # An entry of two lines is two links.
                line, target = next(waiting)
                joined += bare(line)
            entries += 1
            right += one == target
    assert entries > COUNT
    assert right >= 0.95 * entries, f"{right} of {entries}"


def bare(text: str) -> str:
    return re.sub(r"[\s.]", "", text)
