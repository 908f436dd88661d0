"""Charts, pictures, tables and forms that people hand in and no sample has: each comes out as well as can be."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pptx
import pytest
from docx.oxml.ns import qn
from PIL import Image, ImageChops
from support import program, workspaces

from reportgen.cli.exit_codes import FINE
from reportgen.write.package import members_of
from reportgen.write.soundness import defects

HERE = Path(__file__).parent
MEGABYTE = 1_000_000
BRANCH = "content/branches/trial"
THEME = "templates/juli"
FORM = 'name: 表格\npurpose: 试验\noutput: "{{ branch.name }}表格"\n'
TABLES = "joined-over-pages.docx.j2"

pytestmark = pytest.mark.slow


def below(folder: Path, place: str, *patterns: str) -> dict[str, bytes]:
    """Return the files of a folder by the workspace paths that they get at `place`."""
    paths = (path for pattern in patterns for path in folder.glob(pattern) if path.is_file())
    return {f"{place}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def workspace(folder: Path, extra: dict[str, bytes]) -> None:
    """Write a workspace with the report and the deck of a year, and one branch, that of `extra`."""
    base = workspaces.base()
    removed = (f"{THEME}/documents/summary.docx.j2", *(n for n in base if "/branches/" in n))
    supplied = below(workspaces.ROOT / THEME, THEME, "documents/annual-*", "macros/*.j2")
    types = below(workspaces.ROOT / "content/types", "content/types", "fortress.yaml")
    workspaces.write(folder, {**dict.fromkeys(removed), **supplied, **types, **extra})


class Built:
    """What a build said and wrote."""

    def __init__(self, folder: Path) -> None:
        self.run = program.run("build", "--jobs", "0", folder=folder)
        self.files = {path.name: path.read_bytes() for path in folder.glob("output/**/*.*x")}

    def file(self, word: str) -> bytes:
        return next(data for name, data in self.files.items() if word in name)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("unusual")
    workspace(folder, {
        **below(HERE / "charts-and-pictures", BRANCH, "*.yaml", "images/*"),
        f"{THEME}/documents/{TABLES}": (HERE / TABLES).read_bytes(),
        f"{THEME}/forms/wide.docx": (HERE / "full-width-braces.docx").read_bytes(),
        f"{THEME}/forms/wide.yaml": FORM.encode(),
    })  # fmt: skip
    return Built(folder)


def said_of(built: Built, name: str) -> str:
    """Return what was said of a chart or a picture."""
    return "\n".join(line for line in built.run.err.splitlines() if name in line and "[" in line)


def test_every_document_is_made_and_whole(built: Built) -> None:
    assert built.run.code == FINE, built.run.console
    assert len(built.files) == 5
    for data in built.files.values():
        assert list(defects(members_of(data).values())) == []


@pytest.mark.parametrize(("chart", "words"), [
    ("全零饼图", "各项都是 0"), ("负数饼图", "有负数“-5”"), ("六十类", "有 60 项"), ("四十条", "有 40 项"),
    ("长名", "有 22 字"), ("碎片饼", "5 项不到全部的 3%"), ("十组", "有 10 组数据"),
])  # fmt: skip
def test_a_chart_that_cannot_be_read_is_told(built: Built, chart: str, words: str) -> None:
    assert words in said_of(built, f"“{chart}”")


@pytest.mark.parametrize("chart", ["负数柱图", "缺值折线", "巨数", "万亿", "单项", "小数"])
def test_nothing_is_said_of_a_chart_that_reads_well(built: Built, chart: str) -> None:
    assert not said_of(built, f"“{chart}”")


@pytest.mark.parametrize(("picture", "words"), [
    ("o-long-shot.png", "太长（1080×16000 像素）"), ("p-panorama.jpg", "太宽（6000×300 像素）"),
    ("t-1x1.png", "只有 1×1 像素"),
])  # fmt: skip
def test_a_picture_of_an_impossible_shape_is_told(built: Built, picture: str, words: str) -> None:
    assert words in said_of(built, picture)


def charts(data: bytes) -> list[str]:
    """Return the parts of the charts of a file."""
    return [
        member.data.decode()
        for name, member in members_of(data).items()
        if re.search(r"charts/chart\d+\.xml$", name)
    ]


def test_no_chart_is_lost_and_all_that_has_no_shares_is_columns(built: Built) -> None:
    for word in ("党建工作总结", "课件.pptx"):
        drawn = charts(built.file(word))
        assert len(drawn) == 16
        assert sum("<c:pieChart>" in one for one in drawn) == 2


def test_numbers_are_written_as_they_were_and_on_one_line(built: Built) -> None:
    for word in ("党建工作总结", "课件.pptx"):
        labelled = "".join(charts(built.file(word)))
        assert "1.2亿" in labelled
        assert "3500万" in labelled
        assert 'wrap="none"' in labelled


def test_every_picture_is_upright_and_in_colours_of_a_screen(built: Built) -> None:
    media = [
        Image.open(io.BytesIO(member.data))
        for name, member in members_of(built.file("课件.pptx")).items()
        if "/media/" in name
    ]
    assert len(media) >= 8
    assert {image.mode for image in media} <= {"RGB", "RGBA", "P", "L"}
    assert not any(image.getexif() for image in media)


def test_a_cell_joined_over_pages_starts_under_its_heading(built: Built) -> None:
    tables = docx.Document(io.BytesIO(built.file("表格试验"))).tables
    rows = tables[0].rows
    keeps_next = [bool(row._tr.findall(f".//{qn('w:keepNext')}")) for row in rows]
    assert len(rows) > 2
    assert not all(keeps_next)
    whole = "".join(p.text for p in docx.Document(io.BytesIO(built.file("表格试验"))).paragraphs)
    assert "续表1" in whole


def test_wide_braces_of_a_form_are_understood(built: Built) -> None:
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(built.file("党支部表格"))).paragraphs)
    assert "示例市试验党支部" in text
    assert "｛" not in text


def photos(count: int) -> Iterator[bytes]:
    """Yield photos of 4000 × 3000 pixels and some 8 MB, no two alike."""
    noise = Image.merge("RGB", [Image.effect_noise((4000, 3000), 50 + 10 * n) for n in range(3)])
    for n in range(count):
        out = io.BytesIO()
        ImageChops.offset(noise, 100 * n).save(out, "JPEG", quality=86)
        yield out.getvalue()


def test_six_photos_of_eight_megabytes_make_no_large_file(tmp_path: Path) -> None:
    files = {f"{BRANCH}/images/{n}.jpg": data for n, data in enumerate(photos(6))}
    assert all(len(data) > 7 * MEGABYTE for data in files.values())
    listed = "".join(f"  p{n}: {{file: images/{n}.jpg, caption: 照片{n}}}\n" for n in range(6))
    record = (
        "year: 2025\nopening: 照片。\nchapters:\n  - title: 照片\n    works:\n"
        + "".join(
            f"      - {{title: 拍好第{n}张照片, text: 正文。, pictures: [p{n}]}}\n"
            for n in range(6)
        )
        + f"pictures:\n{listed}signed: 2025-12-30\n"
    )
    workspace(tmp_path, {
        **files,
        **below(HERE / "charts-and-pictures", BRANCH, "branch.yaml"),
        f"{BRANCH}/2025.yaml": record.encode(),
    })  # fmt: skip
    result = Built(tmp_path)
    assert result.run.code == FINE, result.run.console
    report, deck = result.file("党建工作总结"), result.file("课件.pptx")
    assert len(report) < 6 * MEGABYTE
    assert len(deck) < 12 * MEGABYTE
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        media = [name for name in package.namelist() if "/media/" in name]
        widths = [Image.open(io.BytesIO(package.read(name))).width for name in media]
    assert len(media) == 6
    assert max(widths) <= 160 / 25.4 * 220
    assert len(pptx.Presentation(io.BytesIO(deck)).slides) > 6
