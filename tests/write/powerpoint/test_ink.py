from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
import pptx
import pytest
import yaml

from reportgen.document.nodes import (
    Cell,
    Column,
    Deck,
    Number,
    Properties,
    Prose,
    Slide,
    SlotValue,
    Table,
    Text,
)
from reportgen.theme.deck import DeckTheme, load_deck_theme
from reportgen.write.powerpoint import write_deck

EMU_PER_PT = 12700
TOLERANCE_PT = 1.5
JULI = Path(__file__).resolve().parents[3] / "templates" / "juli"
CHINESE = "Noto Sans CJK SC"
# Ink above and below the baseline in ems: a Chinese character (its cell less a twentieth all
# round, as Source Han Sans is drawn), a Latin one with and without a tail.
WIDE_INK, TAILED_INK, NARROW_INK = (0.83, 0.07), (0.76, 0.22), (0.76, 0.02)
TAILED = "gjpqyQ,;()[]{}/|@$"
STOPS = "，。、；：？！）》”’…,.;:!?)"


pytestmark = [
    pytest.mark.rendering,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@dataclass(frozen=True)
class Frame:
    """A text on a slide and the frame it should keep to, points from the top left."""

    name: str
    paragraphs: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float


def frames(slide: Any) -> Iterator[Frame]:
    """Yield the frames of a slide in drawing order, a table's cells one by one."""
    for shape in slide.shapes:
        box = [v / EMU_PER_PT for v in (shape.left, shape.top, shape.width, shape.height)]
        left, top, width, height = box
        if shape.has_text_frame:
            told = tuple(squeezed(p.text) for p in shape.text_frame.paragraphs)
            yield Frame(shape.name, told, left, top, left + width, top + height)
        elif getattr(shape, "has_table", False):
            yield from cells(shape, left, top)


def cells(shape: Any, left: float, top: float) -> Iterator[Frame]:
    widths = [column.width / EMU_PER_PT for column in shape.table.columns]
    heights = [row.height / EMU_PER_PT for row in shape.table.rows]
    for r, row in enumerate(shape.table.rows):
        for c, cell in enumerate(row.cells):
            if cell.is_spanned:
                continue
            down, across = (cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)
            x, y = left + sum(widths[:c]), top + sum(heights[:r])
            told = tuple(squeezed(p.text) for p in cell.text_frame.paragraphs)
            right, bottom = x + sum(widths[c : c + across]), y + sum(heights[r : r + down])
            yield Frame(f"{shape.name} {r + 1}.{c + 1}", told, x, y, right, bottom)


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]", "", text)


def strays(deck: bytes, pdf: Path) -> list[str]:
    """Tell each text whose ink leaves its frame in the PDF, and each that is not found there."""
    found = []
    with pdfplumber.open(pdf) as shown:
        slides = pptx.Presentation(io.BytesIO(deck)).slides
        assert len(shown.pages) == len(slides)
        for number, (page, slide) in enumerate(zip(shown.pages, slides, strict=True), 1):
            chars = [c for c in page.chars if squeezed(c["text"])]
            for told in off_frame(chars, list(frames(slide)), page.height):
                found.append(f"{number} {slide.slide_layout.name} {told}")
    return found


def off_frame(chars: Sequence[Any], drawn: Sequence[Frame], height: float) -> Iterator[str]:
    # Characters come in drawing order, so each text is looked for after the one before.
    text = "".join(c["text"] for c in chars)
    owner = [i for i, c in enumerate(chars) for _ in c["text"]]
    at = 0
    for frame in drawn:
        for paragraph in filter(None, frame.paragraphs):
            start = text.find(paragraph, at)
            if start < 0:
                yield f"{frame.name}: not found: {paragraph[:20]}"
                continue
            at = start + len(paragraph)
            for side, points in leaving(chars[owner[start] : owner[at - 1] + 1], frame, height):
                yield f"{frame.name}: {points:.1f} pt {side}: {paragraph[:40]}"


def leaving(chars: Sequence[Any], frame: Frame, height: float) -> Iterator[tuple[str, float]]:
    """Yield the sides on which the ink of some characters leaves the frame, and how far."""
    far: dict[str, float] = {}
    for char in chars:
        wide = unicodedata.east_asian_width(char["text"][0]) in "WFA"
        tailed = char["text"][0] in TAILED
        above, below = WIDE_INK if wide else TAILED_INK if tailed else NARROW_INK
        size, baseline = char["size"], height - char["matrix"][5]
        # A full-width stop has its ink in the left half of its cell.
        right = char["x0"] + size / 2 if wide and char["text"] in STOPS else char["x1"]
        for side, points in (
            ("left", frame.left - char["x0"]),
            ("right", right - frame.right),
            ("above", frame.top - (baseline - above * size)),
            ("below", baseline + below * size - frame.bottom),
        ):
            far[side] = max(points, far.get(side, 0.0))
    for side, points in far.items():
        if points > TOLERANCE_PT:
            yield side, points


def to_pdf(decks: Sequence[Path], folder: Path) -> list[Path]:
    """Have LibreOffice print decks, all in one go."""
    profile = folder / "profile"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to",
         "pdf", "--outdir", str(folder), *map(str, decks)],
        check=True, capture_output=True,
    )  # fmt: skip
    return [folder / f"{deck.stem}.pdf" for deck in decks]


SENTENCES = (
    "党支部坚持把学习摆在首位，全年集中学习36次，参加420人次。",
    "“三会一课”讲《条例》；主题党日12次，到会率95.5%！",
    "运用“PPT”讲“党建+”课、用e-mail发Word文档；GB/T 9704—2012第7.3条",
    "围绕“五型五力”，立“型”聚“力”——把办实事、解难题作为2022年的头等大事",
    "党2“建0”2（2A）2·年…",
)


def sentence(rng: random.Random, length: int) -> str:
    told = "".join(rng.choice(SENTENCES) for _ in range(length // 12 + 1))
    start = rng.randrange(len(told))
    return (told[start:] + told)[:length]


def slot_value(rng: random.Random, slot: Any) -> SlotValue:
    """A text for a slot, from one character to ten times what fits."""
    lines = max(int(slot.height_pt / (slot.line_pt or slot.size_pt * 1.4)), 1)
    room = max(int(slot.width_pt / slot.size_pt) * lines, 1)
    length = rng.choice((1, room // 2, room, room * 3 // 2, room * 10)) or 1
    if slot.role == "numeral" and rng.random() < 0.7:
        return Prose(((Number(rng.choice(("3", "1,234", "95.6")), rng.choice(("", "余篇"))),),))
    count = rng.choice((1, 3)) if slot.role == "body" else 1
    return Prose(tuple((Text(sentence(rng, max(length // count, 1))),) for _ in range(count)))


def table(rng: random.Random) -> Table:
    columns = rng.randint(2, 7)
    rows = tuple(
        tuple(Cell((Text(sentence(rng, rng.randint(1, 24))),)) for _ in range(columns))
        for _ in range(12)
    )
    return Table(tuple(Column() for _ in range(columns)), rows)


def slide(rng: random.Random, theme: DeckTheme, family: str) -> Slide:
    counts = theme.families[family]
    layout = theme.layouts[counts[rng.choice(sorted(counts))]]
    slots: dict[str, SlotValue] = {}
    items: dict[int, dict[str, SlotValue]] = {}
    for slot in layout.slots.values():
        base, _, number = slot.name.rpartition("-")
        if slot.kind in ("pic", "chart", "sldNum", "ftr") or base == "num":
            continue
        value = table(rng) if slot.kind == "tbl" else slot_value(rng, slot)
        if number.isdigit() and layout.count:
            items.setdefault(int(number), {})[base] = value
        else:
            slots[slot.name] = value
    return Slide(family, slots, tuple(items[i] for i in sorted(items)))


@pytest.fixture(scope="module")
def here() -> DeckTheme:
    """The theme in faces that are on this machine."""
    listed = subprocess.run(
        ["fc-list", ":", "family"], check=True, capture_output=True, text=True
    ).stdout
    if CHINESE not in listed or "Liberation Serif" not in listed:
        pytest.skip("Noto Sans CJK SC or Liberation Serif is not installed")
    out = io.BytesIO()
    with zipfile.ZipFile(JULI / "deck.pptx") as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name.startswith("ppt/theme/"):
                for face in ("微软雅黑", "方正小标宋简体"):
                    data = data.replace(face.encode(), CHINESE.encode())
            made.writestr(name, data)
    settings = yaml.safe_load((JULI / "deck.yaml").read_text(encoding="utf-8"))
    return load_deck_theme(out.getvalue(), settings)


@pytest.mark.timeout(300)
def test_no_ink_leaves_its_frame(here: DeckTheme, tmp_path: Path) -> None:
    decks = {}
    for seed in range(2):
        rng = random.Random(seed)
        slides = tuple(slide(rng, here, family) for family in sorted(here.families))
        data = write_deck(Deck(Properties("试排"), slides, "页脚"), here, lambda _: b"").data
        decks[tmp_path / f"{seed}.pptx"] = data
        (tmp_path / f"{seed}.pptx").write_bytes(data)
    printed = to_pdf(list(decks), tmp_path)
    found = [
        f"{pdf.stem}: {stray}"
        for data, pdf in zip(decks.values(), printed, strict=True)
        for stray in strays(data, pdf)
    ]
    assert not found
