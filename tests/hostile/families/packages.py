"""Broken and hostile Office files as templates, forms and ledgers: zip bombs, XML bombs, macros."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from support import workspaces
from trial import RED, SOUND, Data, Hostile, encoded

_REFERENCE, _DECK = "templates/juli/reference.docx", "templates/juli/deck.pptx"
_FORM, _LEDGER = "templates/juli/forms/card.docx", f"{RED}/2022台账.xlsx"
_HEADER = 'name: 登记表\npurpose: 一张表\noutput: "{{ branch.name }}登记表"\n'
_RECORD = "year: 2022\nopening: 一年来，支部把学习放在首位。\nledger: {file: 2022台账.xlsx}\nsigned: 2023-01-05\n"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def made() -> Iterator[Hostile]:
    """Yield the inputs that were thought of."""
    yield from _bombs()
    yield from _sheets()
    yield from _filled()


@cache
def _sample(path: str) -> bytes:
    if path in (_REFERENCE, _DECK):
        return workspaces.base()[path] or b""
    folder = workspaces.ROOT
    if path == _FORM:
        return min((workspaces.THEME / "forms").glob("*.docx")).read_bytes()
    return min((folder / "content" / "branches").glob("*/*.xlsx")).read_bytes()


def _place(path: str, name: str, data: Data, *, has_fault: bool = True) -> Hostile:
    """Return the input whose Office file at `path` is `data`."""
    files: dict[str, Data] = {path: data}
    if path == _FORM:
        files["templates/juli/forms/card.yaml"] = _HEADER
    if path == _LEDGER:
        files[f"{RED}/2022.yaml"] = _RECORD
    # One of the two files of a theme spoils the documents made with it, and no other.
    rest = {_REFERENCE: SOUND[1:], _DECK: SOUND[:1]}.get(path, SOUND)
    return Hostile(
        "packages", f"{path.rpartition('/')[2]}: {name}", files, has_fault=has_fault, rest=rest
    )


def _zip(parts: Mapping[str, Data], *, level: int = 6) -> Callable[[], bytes]:
    """Return what makes a package: many are never asked for, and some are huge."""
    return lambda: _zipped(parts, level)


def _zipped(parts: Mapping[str, Data], level: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name), encoded(data), zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


def _parts(path: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_sample(path))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _with(path: str, **parts: Data) -> Callable[[], bytes]:
    return _zip({**_parts(path), **parts})


#: where each file keeps what is read of it
_MAIN = {_REFERENCE: "word/document.xml", _DECK: "ppt/presentation.xml", _FORM: "word/document.xml",
         _LEDGER: "xl/worksheets/sheet1.xml"}  # fmt: skip
_ALSO = {_REFERENCE: "word/styles.xml", _DECK: "ppt/slideLayouts/slideLayout1.xml", _FORM: "word/styles.xml",
         _LEDGER: "xl/sharedStrings.xml"}  # fmt: skip


def _bombs() -> Iterator[Hostile]:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
    ) + "]>"  # fmt: skip
    quadratic = f'<!DOCTYPE x [<!ENTITY m "{"a" * 100_000}">]>'
    outside = '<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/passwd">]>'
    pipe = '<!DOCTYPE x [<!ENTITY % p SYSTEM "../../outside/pipe"> %p; <!ENTITY m "x">]>'
    net = (
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY m SYSTEM "http://127.0.0.1:9/y">]>'
    )
    for path, main in _MAIN.items():
        parts = _parts(path)
        for part in (main, _ALSO[path], "[Content_Types].xml", "_rels/.rels", "docProps/core.xml"):
            if part not in parts:
                continue
            text = parts[part].decode("utf-8", "replace")
            head, _, body = text.partition("?>")
            for name, dtd, used in (
                ("laughs", laughs, "&l;"), ("quadratic", quadratic, "&m;" * 30_000),
                ("a file outside", outside, "&m;"), ("a pipe outside", pipe, "&m;"), ("the network", net, "&m;"),
            ):  # fmt: skip
                at = body.rfind("</")
                result = f"{head}?>{dtd}{body[:at]}{used}{body[at:]}"
                yield _place(path, f"{name} in {part}", _zip({**parts, part: result.encode()}))
        zeros = partial(bytes, 300_000_000)
        yield _place(path, "300 MB of zeros", _zip({**parts, main: zeros}, level=9))
        yield _place(
            path, "300 MB in a part nobody reads", _zip({**parts, "x/y.bin": zeros}, level=9)
        )
        close = parts[main].rfind(b"</")
        for tag in (b"<a/>", b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"):
            inside = partial(_stuffed, parts[main], tag)
            yield _place(path, f"90 MB of {tag[:6].decode()}", _zip({**parts, main: inside}))
        for depth in (300, 100_000):
            nested = parts[main][:close] + b"<x>" * depth + b"</x>" * depth + parts[main][close:]
            yield _place(
                path,
                f"{depth} nested tags",
                _zip({**parts, main: nested}),
                has_fault=depth > 300 and path != _LEDGER,
            )
        yield _place(
            path,
            "20 thousand parts",
            _zip({**parts, **{f"x/{n}.xml": b"<a/>" for n in range(20_000)}}),
        )
        yield _place(path, "attributes", _zip({**parts, main: parts[main][:close] + b"<x " + b" ".join(
            b'a%d="1"' % n for n in range(200_000)) + b"/>" + parts[main][close:]}), has_fault=False)  # fmt: skip
        yield _place(path, "no parts", _zip({"x": b""}))
        yield _place(path, "an empty main part", _zip({**parts, main: b""}))
        yield _place(path, "text as the main part", _zip({**parts, main: b"text"}))
        yield _place(path, "another root", _zip({**parts, main: b"<x/>"}))
        yield _place(
            path,
            "no content types",
            _zip({n: d for n, d in parts.items() if n != "[Content_Types].xml"}),
        )
        yield _place(
            path, "no relationships", _zip({n: d for n, d in parts.items() if n != "_rels/.rels"})
        )
        rels = parts["_rels/.rels"].replace(
            b'Target="', b'Target="../../../../../../etc/passwd" x="'
        )
        yield _place(path, "relationships that lead outside", _zip({**parts, "_rels/.rels": rels}))
        yield _place(
            path,
            "names that lead outside",
            _zip({**parts, "../../../../outside/made.txt": b"x", "/etc/x": b"x"}),
            has_fault=False,
        )
        data = _sample(path)
        yield _place(path, "nothing", b"")
        yield _place(path, "text", "模板".encode())
        yield _place(path, "half", data[: len(data) // 2])
        yield _place(path, "the end alone", data[-300:])
        yield _place(path, "a file before it", b"x" * 5000 + data, has_fault=False)
        yield _place(
            path,
            "encrypted",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le")
            + bytes(600),
        )
        yield _place(path, "an old format", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
        flagged = bytearray(data)
        for mark, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
            where = flagged.find(mark)
            while where >= 0:
                flagged[where + at] |= 1
                where = flagged.find(mark, where + 4)
        yield _place(path, "parts with a password", bytes(flagged))
        for size in (10 << 30, (4 << 30) - 1):
            yield _place(path, f"declared {size} bytes", _declared(data, size))
        macros = parts["[Content_Types].xml"].replace(b".main+xml", b".macroEnabled.main+xml")
        yield _place(
            path,
            "macros",
            _zip({**parts, "[Content_Types].xml": macros, "word/vbaProject.bin": b"x" * 900}),
            has_fault=False,
        )
        yield _place(path, "stored twice", _twice(parts, main), has_fault=False)
    yield _place(_REFERENCE, "a deck", _sample(_DECK))
    yield _place(_DECK, "a report", _sample(_REFERENCE))
    yield _place(_FORM, "a deck", _sample(_DECK))
    yield _place(_LEDGER, "a report", _sample(_REFERENCE))


def _stuffed(part: bytes, tag: bytes) -> bytes:
    """Return a part with 90 MB of a tag at its end."""
    close = part.rfind(b"</")
    return part[:close] + tag * (90_000_000 // len(tag)) + part[close:]


def _declared(data: bytes, size: int) -> bytes:
    """Return a package whose directory declares `size` bytes for its first part."""
    changed = bytearray(data)
    at = changed.find(b"PK\1\2")
    struct.pack_into("<I", changed, at + 24, min(size, 0xFFFFFFFE))
    return bytes(changed)


def _twice(parts: Mapping[str, bytes], main: str) -> bytes:
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as package:
        warnings.simplefilter("ignore")
        for name, data in [*parts.items(), (main, parts[main])]:
            package.writestr(name, data)
    return out.getvalue()


def _sheet(rows: bytes | Callable[[], bytes], dimension: bytes = b"") -> Callable[[], bytes]:
    head = b'<?xml version="1.0"?><worksheet xmlns="' + _S.encode() + b'">' + dimension
    return _with(
        _LEDGER,
        **{
            "xl/worksheets/sheet1.xml": lambda: (
                head + b"<sheetData>" + encoded(rows) + b"</sheetData></worksheet>"
            )
        },
    )


def _cells(row: int, *values: str) -> bytes:
    cells = "".join(
        f'<c r="{chr(65 + n)}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
        for n, value in enumerate(values)
    )
    return f'<row r="{row}">{cells}</row>'.encode()


def _sheets() -> Iterator[Hostile]:
    titles = _cells(1, "日期", "类别", "主题")
    event = ("2022-03-05", "主题党日")
    dimension = b'<dimension ref="A1:XFD1048576"/>'
    for name, rows in {
        "a million empty rows": lambda: titles + b"".join(b'<row r="%d"/>' % n for n in range(2, 1_048_577)),
        "a million rows": lambda: titles + b"".join(_cells(n, *event, "x") for n in range(2, 300_000)),
        "a row at the end of the world": titles + b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>',
        "a negative row": titles + b'<row r="-5"><c r="A-5"><v>1</v></c></row>',
        "a wide row": lambda: titles + b'<row r="2">' + b'<c t="n"><v>1</v></c>' * 2_000_000 + b"</row>",
        "20 thousand wide rows": lambda: (b"<row>" + b"<c/>" * 1000 + b"</row>") * 18_000,
        "a column beyond the last": titles + b'<row r="2"><c r="ZZZZZ2"><v>1</v></c></row>',
        "a number of 5000 digits": titles + b'<row r="2"><c r="A2"><v>' + b"9" * 5000 + b"</v></c></row>",
        "a date beyond time": titles + b'<row r="2"><c r="A2" t="d"><v>99999-99-99</v></c></row>',
        "an infinite number": titles + b'<row r="2"><c r="A2"><v>1e999</v></c><c r="B2"><v>nan</v></c></row>',
        "a shared text that is not there": titles + b'<row r="2"><c r="A2" t="s"><v>99999999</v></c></row>',
        "a style that is not there": titles + b'<row r="2"><c r="A2" s="99999999"><v>1</v></c></row>',
        "brackets": _cells(1, "日期", "类别", "主题", "（" * 20_000) + _cells(2, *event, "（" * 20_000),
        "spaces": titles + _cells(2, *event, "a" + " \n" * 9_000 + "b"),
        "digits": titles + _cells(2, "1" * 20_000, "党课", "x"),
    }.items():  # fmt: skip
        yield _place(
            _LEDGER,
            name,
            _sheet(rows, dimension),
            has_fault=not name.startswith(("a million empty", "spaces")),
        )
    formulas = ("=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(1)", "=HYPERLINK(&quot;http://x&quot;)", "{{ 7*7 }}", "{% for %}",
                "&lt;script&gt;", "**粗**", "【待补充：x】", "\u202etxt.exe", "a\u0301" * 300, "&#x1b;[31m", "\u200b" * 500)  # fmt: skip
    for number, text in enumerate(formulas):
        yield _place(
            _LEDGER, f"cell {number}", _sheet(titles + _cells(2, *event, text)), has_fault=False
        )
        csv = f'日期,类别,主题\n{event[0]},{event[1]},"{text}"\n'
        yield Hostile("packages", f"csv cell {number}", {
            f"{RED}/2022.yaml": _RECORD.replace(".xlsx", ".csv"), f"{RED}/2022台账.csv": csv})  # fmt: skip
    for name, csv in {
        "one quote": '日期,类别,主题\n"' + "x" * 500_000, "a million lines": "日期,类别,主题\n" + "2022-03-05,党课,x\n" * 400_000,
        "a million columns": "日期,类别,主题" + "," * 1_000_000 + "\n2022-03-05,党课,x\n", "NULs": "日期\0,类别\n",
        "quotes": '"' * 1_000_001, "no line end": "x" * 2_000_000, "separators": ",;\t" * 300_000,
        "returns": "\r" * 1_000_000, "11 MB": "日期,类别,主题\n" + "x" * 11_000_000,
    }.items():  # fmt: skip
        yield Hostile("packages", f"csv of {name}", {
            f"{RED}/2022.yaml": _RECORD.replace(".xlsx", ".csv"), f"{RED}/2022台账.csv": csv},
            has_fault=name != "a million columns")  # fmt: skip


def _document(body: str) -> Callable[[], bytes]:
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return _with(_FORM, **{"word/document.xml": encoded(xml)})


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _filled() -> Iterator[Hostile]:
    for number, text in enumerate((
        "{{ branch.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ branch['__class__'] }}", "{{ figure.__globals__ }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "{{ 'x' * 10**9 }}",
        "{{ 'x'.center(10**9) }}", "{{ '%999999999d' % 1 }}", "{% include 'theme.yaml' %}", "{% include '/etc/passwd' %}",
        "{% import '../../content/checks.yaml' as x %}", "{{ 1/0 }}", "{{ nothing }}", "{{ (((((((( }}", "{% if %}",
        "{{r branch.name }}", "{%p for x in range(9) %}", "{%tr for x in range(9) %}", "{{ '&lt;/w:t&gt;' | safe }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "{{ self }}", "{{ self._TemplateReference__context }}",
        "{{ branch.model_config }}", "{{ '{0.__class__}'.format(branch) }}", "{{ branch|attr('__class__') }}",
        "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}",
        "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
        "{{ range(100000)|list * 99 }}", "{#" * 20_000, "{{" * 20_000, "{%" * 20_000, "{%p" * 20_000, "{%-" * 9_000,
    )):  # fmt: skip
        yield _place(
            _FORM,
            f"tag {number} {text[:24]}",
            _document(_paragraph(text)),
            has_fault=number not in (15, 16, 17, 18, 20),
        )
    yield _place(
        _FORM,
        "a sign 20 thousand times",
        _document(_paragraph("【待补充" * 20_000)),
        has_fault=False,
    )
    yield _place(
        _FORM, "100 thousand paragraphs", _document(_paragraph("字") * 100_000), has_fault=False
    )
    yield _place(
        _FORM,
        "10 thousand tags",
        _document(_paragraph("{{ branch.name }}") * 10_000),
        has_fault=False,
    )


def mutated(number: int) -> Hostile:
    """Return the input of a seed: a sound file, changed."""
    dice = random.Random(f"package {number}")
    path = list(_MAIN)[number % 4]
    if number % 3:
        parts = _parts(path)
        named = [n for n in parts if n.endswith((".xml", ".rels"))]
        part = dice.choice([*named, _MAIN[path], _ALSO[path]] if _ALSO[path] in parts else named)
        parts[part] = _changed(parts[part], dice)
        return _place(path, f"changed {number} {part}", _zip(parts), has_fault=False)
    data = bytearray(_sample(path))
    for _ in range(dice.choice((1, 3, 40))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return _place(path, f"flipped {number}", bytes(data), has_fault=False)


def _changed(data: bytes, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 3))):
        at = dice.randrange(len(data) + 1)
        tags = [m for m in range(len(data)) if data[m : m + 1] == b"<"]
        tag = dice.choice(tags) if tags else 0
        end = data.find(b">", tag) + 1
        match dice.randrange(6):
            case 0:
                data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at]
            case 2:
                data = data[:tag] + data[end:]
            case 3:
                data = data[:tag] + data[tag:end] * 2 + data[end:]
            case 4:
                numbers = [m for m in range(tag, end) if data[m : m + 1].isdigit()]
                if numbers:
                    spot = dice.choice(numbers)
                    data = (
                        data[:spot]
                        + dice.choice((b"-9", b"99999999999999999999", b"x", b""))
                        + data[spot + 1 :]
                    )
            case _:
                data = data.replace(data[tag:end], b"", 5)
    return data
