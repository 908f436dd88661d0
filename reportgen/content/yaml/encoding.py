"""The bytes of a YAML file to its text: UTF-8 without BOM and with plain line ends."""

from __future__ import annotations

import re

from reportgen.chinese import is_east_asian
from reportgen.content.yaml.faults import control_character, empty
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span

_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
_CONTROL_BYTES = bytes((*range(9), 11, 12, *range(14, 32), 127))
_UTF8_HINT = "请另存为 UTF-8：记事本或 WPS 选“另存为”，在“编码”处选 UTF-8；VS Code 点右下角的编码"


def decode(data: bytes, path: str) -> str:
    """Return the text of `data`, without BOM and with plain line ends; raise Faults otherwise."""
    text = decoded(data, path)
    refuse_strange(data, text, path)
    return text


def decoded(data: bytes, path: str) -> str:
    """Return what `decode` does, whatever characters there are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Faults([_wrong_encoding(data, path, error.start)]) from None
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def refuse_strange(data: bytes, text: str, path: str) -> None:
    """Raise Faults where `text`, decoded from `data`, holds control characters or nothing."""
    # A sixth of the time the pattern takes; what begins with the two bytes is rare.
    strange = len(data.translate(None, _CONTROL_BYTES)) != len(data) or b"\xef\xbf" in data
    if strange and (bad := re.search(_CONTROL, text)):
        raise Faults([control_character(bad[0], Span(path, *_place(text, bad.start())))])
    if not text or text.isspace():
        raise Faults([empty(path)])


def legible(data: bytes) -> tuple[str, str]:
    """Return the encoding `data` seems to be in and its text, with � for what cannot be read."""
    for encoding, marks in (("utf-16", (b"\xff\xfe", b"\xfe\xff")), ("utf-8-sig", ())):
        if not marks or data.startswith(marks):
            try:
                return encoding, data.decode(encoding)
            except UnicodeDecodeError as error:
                read = data[: error.start].decode("utf-8", "replace") if not marks else ""
    # Chinese that reads as UTF-8 before the fault is hardly ever GBK by chance.
    if not any(map(is_east_asian, read)):
        try:
            return "gb18030", data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return "utf-8-sig", data.decode("utf-8-sig", "replace")


_ENCODINGS = {
    "utf-16": "这是 UTF-16（记事本叫“Unicode”）编码的文件",
    "gb18030": "文件像是 GBK（记事本叫“ANSI”）编码，不是 UTF-8",
    "utf-8-sig": "文件里有坏掉的字节，不是完整的 UTF-8",
}


def _wrong_encoding(data: bytes, path: str, start: int) -> Diagnostic:
    """Return the fault of bytes that are no UTF-8 at `start`, at their first Chinese characters."""
    encoding, text = legible(data)
    if encoding == "utf-8-sig":
        position, length = len(data[:start].decode("utf-8-sig", "replace")), 1
    else:
        found = re.search(r"[^\x00-\x7f]+", text)
        position, length = (found.start(), len(found[0])) if found else (0, 1)
    span = Span(path, *_place(text, position), length)
    return Diagnostic("not-utf8", _ENCODINGS[encoding], span, hints=(_UTF8_HINT,))


def _place(text: str, position: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at `position`."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
