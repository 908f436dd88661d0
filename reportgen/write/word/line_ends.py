"""The stops that LibreOffice leaves out of a PDF, and a copy of the Word file that keeps them.

A stop that does not fit hangs past the right margin. Where the justified text before it ends exactly
at the margin, LibreOffice (7.4, `SwTextPainter::DrawTextLine`) paints nothing behind it. In text that
is flush left nothing ends exactly there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_STOPS = re.compile("[，。、；：！？]")
_BESIDE = 6
"""Characters on either side by which a place in the text is known."""
_SHARE_READ = 0.9
"""Less of the text than this says that the PDF was not understood."""
_PAGE_NUMBER = re.compile(r"—\d+—")
_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
_CODE = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)>")
_TEXT_OPERATOR = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>")


def with_stops_kept(word: bytes, pdf: bytes) -> bytes | None:
    """Return the Word file with the paragraphs flush left that lost a stop in its PDF.

    Return None where none did, or where the PDF is not understood.
    """
    document = docx.Document(BytesIO(word))
    paragraphs = list(document.element.body.iter(qn("w:p")))
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs]
    shown = _PAGE_NUMBER.sub("", text_of(pdf))
    if len(shown) < _SHARE_READ * sum(len("".join(text.split())) for text in texts):
        return None
    lacks = [p for p, text in zip(paragraphs, texts, strict=True) if _lacks_end(text, shown)]
    for paragraph in lacks:
        Paragraph(paragraph, document).alignment = WD_ALIGN_PARAGRAPH.LEFT
    if not lacks:
        return None
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _lacks_end(text: str, shown: str) -> bool:
    """Return whether a stop of a paragraph is not shown where the text beside it is."""
    text = "".join(text.split())
    if text in shown:
        return False
    for stop in _STOPS.finditer(text):
        before = text[max(0, stop.start() - _BESIDE) : stop.start()]
        after = text[stop.end() : stop.end() + _BESIDE]
        if before + stop[0] + after not in shown and before + after in shown:
            return True
    return False


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF of LibreOffice as it is drawn, without spaces."""
    objects = {int(match[1]): match[2] for match in _OBJECT.finditer(pdf)}
    fonts = {}
    for body in objects.values():
        for name, number in _FONT.findall(body):
            fonts[name] = _codes(objects, objects.get(int(number), b""))
    pages = (body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body))
    shown = (c for page in pages for c in _texts_of(_part(objects, page, b"Contents"), fonts))
    return "".join("".join(shown).split())


def _codes(objects: dict[int, bytes], font: bytes) -> dict[int, str]:
    """Return the characters of a font by their codes."""
    table = _part(objects, font, b"ToUnicode")
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in _CODE.findall(table)
    }


def _texts_of(content: bytes, fonts: dict[bytes, dict[int, str]]) -> Iterator[str]:
    """Yield the characters that the content of a page shows."""
    codes: dict[int, str] = {}
    for font, shown in _TEXT_OPERATOR.findall(content):
        if font:
            codes = fonts.get(font, {})
        for code in bytes.fromhex(shown.decode()):
            yield codes.get(code, "")


def _part(objects: dict[int, bytes], body: bytes, key: bytes) -> bytes:
    """Return the stream that an object names by a key, b"" where there is none."""
    reference = re.search(rb"/%s (\d+) 0 R" % key, body)
    stream = reference and _STREAM.search(objects.get(int(reference[1]), b""))
    if not stream:
        return b""
    try:
        return zlib.decompress(stream[1])
    except zlib.error:
        return stream[1]
