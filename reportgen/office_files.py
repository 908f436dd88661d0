"""The bytes of an Office file in; a fault that says what is wrong with them, before a library reads them."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from urllib.parse import unquote
from xml.parsers import expat

from reportgen.diagnostics import Diagnostic, Faults

#: What reading a damaged archive raises. zipfile compares its directory and its checksums and takes all
#: other lengths, offsets and methods as they stand, so a wrong one fails in whatever part of it uses them.
BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError,
)  # fmt: skip
# Every compound file opens with these bytes ([MS-CFB] 2.2); Office puts what has a password in one.
_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1")
_MOST_BYTES = 256 * 1024 * 1024
"""Unpacked size beyond which a template is taken for a decompression bomb."""
_MOST_PARTS = 5000
_MOST_TAGS = 1_500_000
"""Tags of all XML parts that are read whole; each takes some two hundred bytes as a tree."""
_MOST_ATTRIBUTES = 100
"""Attributes for each tag of a part; the root of a part by Word, which declares namespaces, has some forty."""
_LOCAL_LENGTH = 30
_MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
_NAMES = {
    "docx": " Word 文档（.docx）",
    "pptx": "演示文稿（.pptx）",
    "xlsx": " Excel 文件（.xlsx）",
}
#: endings of formats before 2007, and of WPS, with the kind that such a file is saved as
OLD_ENDINGS = {
    ".doc": "docx", ".dot": "docx", ".wps": "docx", ".wpt": "docx", ".rtf": "docx",
    ".ppt": "pptx", ".pot": "pptx", ".pps": "pptx", ".dps": "pptx", ".dpt": "pptx",
}  # fmt: skip
_OLD = {"docx": ".doc、.wps", "pptx": ".ppt、.dps", "xlsx": ".xls、.et"}
#: what a compound file holds under a name of its directory, in UTF-16 ([MS-CFB] 2.6.1)
_STREAMS = {
    "WordDocument": "旧格式的 Word 文档（.doc、.dot 或 .wps）",
    "PowerPoint Document": "旧格式的演示文稿（.ppt、.pot 或 .dps）",
    "Workbook": "旧格式的 Excel 文件（.xls 或 .et）",
}
#: how files begin that are of another format, whatever their name says
_BEGINNINGS = (
    (b"{\\rtf", "RTF 文件"),
    (b"%PDF", "PDF 文件"),
    (b"<!DOCTYPE html", "网页文件，只是名字写成了 Office 的"),
    (b"<html", "网页文件，只是名字写成了 Office 的"),
    (b"MIME-Version:", "网页归档文件（.mht），只是名字写成了 Office 的"),
    (b"<?xml", "单个 XML 文件（“Word XML 文档”或标文通一类）"),
)
#: parts that only packages of other formats have
_OTHER_PACKAGES = {
    "content.xml": "OpenDocument 文件（.odt、.odp、.ods）",
    "OFD.xml": "OFD 版式文件",
    "uof.xml": "标文通文件（.uof）",
}
#: ISO/IEC 29500-1: the namespaces of the strict form begin so, those of the usual form do not
_STRICT = b"http://purl.oclc.org/ooxml/"
_CONTENT_TYPES = "[Content_Types].xml"
_RELS = ".rels"
#: a relationship to an object that a part shows, whole
_OF_OBJECT = re.compile(
    rb"<(?:\w+:)?Relationship\s[^>]*?/(?:image|hdphoto|media|audio|video|oleObject|package|chart)[\"'][^>]*?"
    rb"(?:/>|>\s*</(?:\w+:)?Relationship>)"
)
#: endings of files that hold the same parts under another name
_ENDINGS = {
    "docx": ("docx", "dotx", "docm", "dotm"),
    "pptx": ("pptx", "potx", "pptm", "potm", "ppsx", "ppsm"),
    "xlsx": ("xlsx", "xlsm"),
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml"
_PLAIN_TYPES = {"docx": f"{_WORD}.document.main+xml", "pptx": f"{_SLIDES}.presentation.main+xml"}
#: types of the main part of templates, shows and files with macros
_OTHER_TYPES = {
    "docx": (
        f"{_WORD}.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ),
    "pptx": (
        f"{_SLIDES}.template.main+xml",
        f"{_SLIDES}.slideshow.main+xml",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
        "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    ),
}
_CODES = {"docx": "word-template-unreadable", "pptx": "bad-template", "xlsx": "ledger-format"}
#: read row by row: their size takes time, and memory only for the widest row
_STREAMED = "xl/worksheets/"
#: most of a deck, which its own reader parses whole
_PARSED = ("ppt/slideLayouts/", "ppt/slideMasters/")
_MOST_STREAMED_TAGS = 4_000_000
_MOST_ROW_TAGS = 200_000  # a row has at most 16,384 cells (ECMA-376 part 1, 18.3.1.73)
#: in UTF-8, and in UTF-16 of either order
_DOCTYPES = (b"<!DOCTYPE", b"<\0!\0D\0O\0C\0T\0Y\0P\0E")
_ENCODING = rb"\A[^>]{0,100}?encoding\s*=\s*[\"']([\w.-]+)"


def kind_of(name: str) -> str:
    """Return `docx`, `pptx` or `xlsx` for the name of an Office file that can be used, else ""."""
    ending = name.lower().rpartition(".")[2]
    return next((kind for kind, endings in _ENDINGS.items() if ending in endings), "")


def as_document(data: bytes, kind: str) -> bytes:
    """Return a sound package whose main part is of the type of a plain document.

    A template (.dotx, .potx), a show and a file with macros differ from one in that type alone. What
    leads to an object that the file does not hold is left out of the relationships.
    """
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        read = {
            name: package.read(name) for name in names if name.endswith((_RELS, _CONTENT_TYPES))
        }
        changed = {name: _living(name, rels, names) for name, rels in read.items()}
        for other in _OTHER_TYPES.get(kind, ()):
            plain = changed[_CONTENT_TYPES].replace(other.encode(), _PLAIN_TYPES[kind].encode())
            changed[_CONTENT_TYPES] = plain
        if changed == read:
            return data
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in names:
                copy.writestr(name, changed[name] if name in changed else package.read(name))
    return out.getvalue()


def _living(name: str, rels: bytes, names: Iterable[str]) -> bytes:
    """Return a part of relationships without those to objects that are no member of the package.

    Programs that take a picture out of a document often leave its relationship, with a target `NULL`;
    Office opens such a file.
    """
    if not name.endswith(_RELS):
        return rels
    there = {f"/{one.lower()}" for one in names}
    folder = f"/{name.rpartition('_rels/')[0]}"

    def living(match: re.Match[bytes]) -> bytes:
        target = re.search(rb"\sTarget\s*=\s*[\"']([^\"'#]+)", match[0])
        if target is None or b"External" in match[0]:
            return match[0]
        place = unquote(target[1].decode("utf-8", "replace"))
        place = posixpath.normpath(posixpath.join(folder, place)).lower()
        return match[0] if place in there else b""

    return _OF_OBJECT.sub(living, rels)


def raw_member(package: bytes, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a member as they lie in the zip, mostly deflated.

    APPNOTE.TXT 6.3.10, 4.3.7: the lengths of the name and of the extra field end the local header, which
    has 30 bytes before them.
    """
    begin = member.header_offset + _LOCAL_LENGTH
    begin += sum(struct.unpack_from("<HH", package, begin - 4))
    return package[begin : begin + member.compress_size]


def has_macros(data: bytes) -> bool:
    """Return whether a sound package holds macros."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return any(name.endswith("vbaProject.bin") for name in package.namelist())


def check_office_file(data: bytes, kind: str, what: str = "模板") -> None:
    """Raise Faults unless `data` is a sound package of `kind` (docx, pptx, xlsx), of sensible size.

    `what` is how the message calls the file.
    """
    wrong = _wrong(data, kind)
    if wrong:
        message, hint = wrong
        message = message.replace("模板", what)
        raise Faults([Diagnostic(_CODES[kind], message, hints=(hint,) if hint else ())])


# The reference document of a theme is opened for each of its formats.
@lru_cache(maxsize=8)
def _wrong(data: bytes, kind: str) -> tuple[str, str] | None:
    """Return what is wrong with a file of `kind` and what helps, None for a sound one."""
    name = _NAMES[kind]
    again = f"请在 Office 或 WPS 里打开，另存为{name}后再用"
    if not data:
        return "模板是空文件", again
    if data.startswith(_COMPOUND):
        # The stream an encrypted document sits in, in the directory's UTF-16 ([MS-OFFCRYPTO] 1.3.2).
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "模板有打开密码，程序读不了", f"请去掉密码，另存为{name}后再用"
        variants = (
            name_of_stream
            for word, name_of_stream in _STREAMS.items()
            if word.encode("utf-16-le") in data
        )
        variant = next(variants, f"旧格式（{_OLD[kind]}）的文件")
        return f"模板是{variant}，不是{name}", again
    beginning = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:20].lower()
    for start, variant in _BEGINNINGS:
        if beginning.startswith(start.lower()):
            return f"模板是{variant}，不是{name}", again
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
            variant = next((v for part, v in _OTHER_PACKAGES.items() if part in names), "")
            if variant and _CONTENT_TYPES not in names:
                return f"模板是{variant}，不是{name}", again
            # The reader of workbooks knows both forms.
            if kind != "xlsx" and "_rels/.rels" in names and _STRICT in package.read("_rels/.rels"):
                return (
                    f"模板存成了“严格的 Open XML”格式，程序只读通常的{name}",
                    f"请在 Office 里打开，另存为时“保存类型”选{name}，不选“Strict Open XML”",
                )
            tags = 0
            for part in parts:
                # Reading to the end compares the checksum.
                content = package.read(part)
                if kind == "pptx" and _is_cut_off(data, part):
                    return f"模板打不开：其中的 {part.filename[:80]} 已损坏", again
                if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    continue
                if _has_definitions(content):
                    return "模板里有 XML 实体定义，Office 文件从不需要，可能不安全，没有打开", again
                if _has_endless_tags(content):
                    return "模板里的内容过多，可能已损坏或不安全，没有打开", again
                if not part.filename.startswith(_STREAMED):
                    tags += content.count(b"<")
                    if tags <= _MOST_TAGS and not _is_whole(part.filename, content):
                        return f"模板打不开：其中的 {part.filename[:80]} 已损坏", again
                elif _is_endless(content):
                    tags = _MOST_TAGS + 1
            if tags > _MOST_TAGS:
                return "模板里的内容过多，可能已损坏或不安全，没有打开", again
    except BROKEN_ARCHIVE:
        return f"模板打不开：不是{name}，或文件已损坏", again
    if _CONTENT_TYPES not in names:
        return f"模板打不开：不是{name}，或文件已损坏", again
    return None


def _is_cut_off(package: bytes, member: zipfile.ZipInfo) -> bool:
    """Return whether a deflated member has no end: `zipfile` reads it, and a copy of it would be broken."""
    if member.compress_type != zipfile.ZIP_DEFLATED:
        return False
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    stream.decompress(raw_member(package, member), member.file_size + 1)
    return not stream.eof


def _is_endless(sheet: bytes) -> bool:
    """Return whether a worksheet, or one row of it, holds more than Excel would write."""
    if sheet.count(b"<") > _MOST_STREAMED_TAGS:
        return True
    return any(row.count(b"<") > _MOST_ROW_TAGS for row in sheet.split(b"row"))


def _has_endless_tags(xml: bytes) -> bool:
    """Return whether a part has more attributes than its elements can have."""
    attributes = xml.count(b'="') + xml.count(b"='")
    return attributes > _MOST_ATTRIBUTES * xml.count(b"<")


def _is_whole(name: str, xml: bytes) -> bool:
    """Return whether a part is well-formed; old drawings (.vml) need not be."""
    if name.lower().endswith(".vml") or name.startswith(_PARSED):
        return True
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError:
        return False
    return True


def _has_definitions(xml: bytes) -> bool:
    """Return whether a part defines entities, or is written so that it might.

    ECMA-376 part 2, 8.1.4 (markup of package parts): UTF-8 or UTF-16, and no document types.
    """
    encoding = re.match(_ENCODING, xml)
    if encoding and encoding[1].lower() not in (b"utf-8", b"utf-16", b"us-ascii", b"ascii"):
        return True
    return any(doctype in xml for doctype in _DOCTYPES)
