"""Office files in, LibreOffice's pages out: every line of text with its place, every inner link."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from lxml import etree
from pdfminer.pdfdocument import PDFDestinationNotFound
from pdfminer.pdftypes import resolve1

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAME_LINE_PT = 2.5
_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one base line, in points from the paper's top left corner."""

    base: float
    left: float
    right: float
    text: str
    sizes: frozenset[float]
    #: left edge of each character, in order
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines from top to bottom, whether pictures or rules stand on it, its links."""

    width: float
    height: float
    lines: tuple[Line, ...]
    drawn: bool
    #: the line a link stands on and the page it leads to, from top to bottom
    links: tuple[tuple[float, int], ...]


def to_pdf(files: Sequence[Path], folder: Path, kind: str = "pdf") -> list[Path]:
    """Convert files to PDF, or to `kind`, in `folder`, many at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = folder.resolve() / "profile"
    for start in range(0, len(files), _AT_ONCE):
        some = [str(file) for file in files[start : start + _AT_ONCE]]
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to",
             kind, "--outdir", str(folder), *some],
            check=True, capture_output=True, timeout=900, env=dict(os.environ),
        )  # fmt: skip
    shutil.rmtree(profile, ignore_errors=True)
    return [folder / f"{file.stem}.{kind.partition(':')[0]}" for file in files]


def read(pdf: Path) -> list[Page]:
    """Return the pages of a PDF."""
    with pdfplumber.open(pdf) as document:
        order = {page.page_obj.pageid: number for number, page in enumerate(document.pages, 1)}
        return [
            Page(
                float(page.width),
                float(page.height),
                tuple(_lines(page)),
                bool(page.images or page.rects or page.lines or page.curves),
                tuple(sorted(_links(document, page, order))),
            )
            for page in document.pages
        ]


def _lines(page: Any) -> Iterator[Line]:
    chars = [char for char in page.chars if char["text"].strip() and char["upright"]]
    chars.sort(key=lambda char: -char["matrix"][5])
    start = 0
    for index in range(1, len(chars) + 1):
        if index < len(chars):
            above, below = chars[index - 1]["matrix"][5], chars[index]["matrix"][5]
            if above - below < _SAME_LINE_PT:
                continue
        row = sorted(chars[start:index], key=lambda char: char["x0"])
        start = index
        yield Line(
            float(page.height) - row[0]["matrix"][5],
            row[0]["x0"],
            max(char["x1"] for char in row),
            "".join(char["text"] for char in row),
            frozenset(round(char["size"], 1) for char in row),
            tuple(char["x0"] for char in row),
        )


def _links(document: Any, page: Any, order: Mapping[Any, int]) -> Iterator[tuple[float, int]]:
    for annotation in resolve1(page.page_obj.annots) or ():
        values = resolve1(annotation)
        action = resolve1(values.get("A")) or {}
        target = resolve1(action.get("D") if "D" in action else values.get("Dest"))
        if isinstance(target, bytes):
            try:
                target = resolve1(document.doc.get_dest(target))
            except PDFDestinationNotFound:
                continue
        if isinstance(target, dict):
            target = resolve1(target.get("D"))
        if isinstance(target, list) and target:
            yield float(page.height) - resolve1(values["Rect"])[1], order[target[0].objid]


def contents(file: Path) -> list[tuple[str, int]]:
    """Return each entry of a Word file's contents with the page it names."""
    with zipfile.ZipFile(file) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    out = []
    for link in body.iter(f"{_W}hyperlink"):
        *text, page = (t.text or "" for t in link.iter(f"{_W}t"))
        out.append(("".join(text), int(page)))
    return out


def gaps(lines: Sequence[Line]) -> list[float]:
    """Return the distance from each base line to the next."""
    return [below.base - above.base for above, below in pairwise(lines)]
