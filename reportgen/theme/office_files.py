"""The bytes of an Office file in; a fault that says what is wrong with them, before a library reads them."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from reportgen.diagnostics import Diagnostic, Faults

# Every compound file opens with these bytes ([MS-CFB] 2.2); Office puts what has a password in one.
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_MOST_BYTES = 256 * 1024 * 1024
"""Unpacked size beyond which a template is taken for a decompression bomb."""
_MOST_PARTS = 5000
_MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml"}
_NAMES = {"docx": "Word 文档（.docx）", "pptx": "演示文稿（.pptx）"}
_CODES = {"docx": "word-template-unreadable", "pptx": "bad-template"}


def check_office_file(data: bytes, kind: str) -> None:
    """Raise Faults unless `data` is a sound package of `kind`, docx or pptx, of sensible size."""
    wrong = _wrong(data, kind)
    if wrong:
        message, hint = wrong
        raise Faults([Diagnostic(_CODES[kind], message, hints=(hint,) if hint else ())])


def _wrong(data: bytes, kind: str) -> tuple[str, str] | None:
    name = _NAMES[kind]
    again = f"请在 Office 或 WPS 里打开，另存为{name}后再用"
    if not data:
        return "模板是空文件", again
    if data.startswith(_COMPOUND):
        # The stream an encrypted document sits in, in the directory's UTF-16 ([MS-OFFCRYPTO] 1.3.2).
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "模板有打开密码，程序读不了", f"请去掉密码，另存为{name}后再用"
        return f"模板是旧格式（.doc、.ppt、.wps），不是{name}", again
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                return "模板的压缩包有密码，程序读不了", again
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                return "模板解开后过大，可能已损坏或不安全，没有打开", again
            names = {part.filename for part in parts}
            other = next((k for k, main in _MAIN.items() if k != kind and main in names), "")
            if other:
                return f"这是{_NAMES[other]}，不是{name}", ""
            if package.testzip() is not None:
                return "模板已损坏：文件内容与校验码不符", again
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        return f"模板打不开：不是{name}，或文件已损坏", again
    if "[Content_Types].xml" not in names:
        return f"模板打不开：不是{name}，或文件已损坏", again
    return None
