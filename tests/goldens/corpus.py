"""The documents whose every part is held: samples, generated branches, formats, palettes, templates."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pptx

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from benchmarks.content import generate  # noqa: E402 - the checkout is put on the path above
from reportgen.cli.main import main  # noqa: E402

OWN_FORMAT = """\
extends: gbt9704
title: 和风街道版式
faces:
  heading2: {bold: true}
  body: {digits: Times New Roman}
page_number: {place: center}
"""
_PAIR = ("--kind", "annual-report", "--kind", "annual-deck")
FEW = ("laizhou-archives", "example-community", *_PAIR)


def build(place: Path) -> Iterator[tuple[str, Path]]:
    """Build every set of documents below `place`; yield its name and its output folder."""
    yield "samples", _built(place / "samples", _copied(place / "samples"), ())
    generate(place / "generated" / "content", 40)
    shutil.copytree(ROOT / "templates", place / "generated" / "templates")
    yield "generated", _built(place / "generated", place / "generated", _PAIR)
    for name, change in _CHANGES.items():
        folder = _copied(place / name)
        change(folder)
        yield name, _built(place / name, folder, FEW)


def _copied(folder: Path) -> Path:
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def _built(place: Path, workspace: Path, selection: tuple[str, ...]) -> Path:
    output = place / "output"
    code = main(
        ["build", *selection, "--quiet", "--content", str(workspace / "content"),
         "--templates", str(workspace / "templates"), "--output", str(output)]
    )  # fmt: skip
    if code:
        raise RuntimeError(f"the build of {place.name} ended with exit code {code}")
    return output


def _theme(folder: Path, key: str, value: str) -> None:
    """Give `key` of the theme's settings another value."""
    path = folder / "templates" / "juli" / "theme.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    remaining = [line for line in lines if not line.startswith(f"{key}:")]
    path.write_text("\n".join([*remaining, f"{key}: {value}"]) + "\n", encoding="utf-8")


def _format(name: str) -> Callable[[Path], None]:
    return lambda folder: _theme(folder, "format", name)


def _palette(name: str) -> Callable[[Path], None]:
    return lambda folder: _theme(folder, "palette", name)


def _own_format(folder: Path) -> None:
    _content(folder, "formats/ours.yaml", OWN_FORMAT.encode())
    _theme(folder, "format", "ours")


def _own_word(folder: Path) -> None:
    """The plain template of python-docx, with a header of the unit."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "和风街道"
    document.styles["Heading 1"].font.name = "黑体 & <宋体>"
    _keep_word(folder, document)


def _own_supplied_word(folder: Path) -> None:
    """The supplied reference document, taken as a unit's own."""
    _keep_word(folder, docx.Document(str(folder / "templates" / "juli" / "reference.docx")))


def _keep_word(folder: Path, document: object) -> None:
    saved = io.BytesIO()
    document.save(saved)  # type: ignore[attr-defined]  # a document of python-docx
    _content(folder, "templates/ours.docx", saved.getvalue())
    _content(folder, "formats/ours.yaml",
             "extends: gbt9704\ntitle: 和风街道版式\ntemplate: ours.docx\n".encode())  # fmt: skip
    _theme(folder, "format", "ours")


def _own_deck(folder: Path) -> None:
    """The supplied deck saved by python-pptx, taken as a unit's own."""
    saved = io.BytesIO()
    pptx.Presentation(str(folder / "templates" / "juli" / "deck.pptx")).save(saved)
    _content(folder, "templates/ours.pptx", saved.getvalue())
    _theme(folder, "deck", "content/templates/ours.pptx")


def _content(folder: Path, name: str, data: bytes) -> None:
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


_CHANGES: dict[str, Callable[[Path], None]] = {
    "format-gbt33476": _format("gbt33476"),
    "format-plain": _format("plain"),
    "format-own": _own_format,
    "palette-green": _palette("qinglian-green"),
    "palette-blue": _palette("archive-blue"),
    "own-word": _own_word,
    "own-word-supplied": _own_supplied_word,
    "own-deck": _own_deck,
}
