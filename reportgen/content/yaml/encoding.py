"""The bytes of a content file to its text: UTF-8, without a byte order mark, lines ending in LF."""

from __future__ import annotations

import re

from reportgen.chinese import is_east_asian
from reportgen.content.yaml.faults import control_character, empty
from reportgen.diagnostics import Correction, Diagnostic, Faults
from reportgen.spans import Span

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff]")
_UTF8_HINT = "请另存为 UTF-8：记事本或 WPS 选“另存为”，在“编码”处选 UTF-8；VS Code 点右下角的编码"
#: the beginning of a UTF-16 text without a mark: every other byte of Latin letters is 0
_UTF_16 = re.compile(rb"(?:[\x09-\x7e]\0){3}|(?:\0[\x09-\x7e]){3}")
#: the first bytes of files that are no text
_OTHER_FILES = {
    b"PK\x03\x04": " Word、Excel 之类的",
    b"\xd0\xcf\x11\xe0": "旧式 Word、Excel 之类的",
    b"%PDF": " PDF ",
}
_ENCODINGS = {
    "utf-16": "这是 UTF-16（记事本叫“Unicode”）编码的文件",
    "gb18030": "文件像是 GBK（记事本叫“ANSI”）编码，不是 UTF-8",
    "utf-8-sig": "文件里有坏掉的字节，不是完整的 UTF-8",
}


def decode(data: bytes, path: str) -> str:
    """Return the text of `data`; raise Faults for another encoding, control characters, no text."""
    if _UTF_16.match(data) or data.startswith(tuple(_OTHER_FILES)):
        raise Faults([_wrong_encoding(data, path, 0)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Faults([_wrong_encoding(data, path, error.start)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _CONTROL.search(text):
        span = Span(path, *_line_and_column(text, match.start()))
        row = _CONTROL.sub("", text.split("\n")[span.line - 1])
        raise Faults([control_character(match[0], span, Correction(span.line, 1, (row,)))])
    if not text or text.isspace():
        raise Faults([empty(path)])
    return text


def guess_encoding(data: bytes) -> tuple[str, str]:
    """Return the encoding `data` seems to be in and its text, with � for what cannot be read."""
    if _UTF_16.match(data):
        little = data[1:2] == b"\0"
        return "utf-16", data.decode("utf-16-le" if little else "utf-16-be", "replace")
    for encoding, marks in (("utf-16", (b"\xff\xfe", b"\xfe\xff")), ("utf-8-sig", ())):
        if not marks or data.startswith(marks):
            try:
                return encoding, data.decode(encoding)
            except UnicodeDecodeError as error:
                read = data[: error.start].decode("utf-8", "replace") if not marks else ""
    # Chinese that reads as UTF-8 up to the fault is hardly ever GBK by chance.
    if not any(map(is_east_asian, read)):
        try:
            return "gb18030", data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return "utf-8-sig", data.decode("utf-8-sig", "replace")


def _wrong_encoding(data: bytes, path: str, start: int) -> Diagnostic:
    """Return the fault of bytes that are not UTF-8 at `start`, at their first Chinese characters."""
    for mark, name in _OTHER_FILES.items():
        if data.startswith(mark):
            message = f"这是{name}文件，不是文字文件"
            hints = ("内容写在 .yaml 的文字文件里；把里面的文字复制过来",)
            return Diagnostic("not-utf8", message, Span(path, 1), hints=hints)
    encoding, text = guess_encoding(data)
    if encoding == "utf-8-sig":
        position, length = len(data[:start].decode("utf-8-sig", "replace")), 1
    else:
        match = re.search(r"[^\x00-\x7f]+", text)
        position, length = (match.start(), len(match[0])) if match else (0, 1)
    span = Span(path, *_line_and_column(text, position), length)
    return Diagnostic("not-utf8", _ENCODINGS[encoding], span, hints=(_UTF8_HINT,))


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    """Return the line and column, from 1, of the character at `position`."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
