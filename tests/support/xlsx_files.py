"""Small .xlsx packages written part by part, so that a test shows the very XML that is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*links: tuple[str, str, str]) -> str:
    """Return a part of relationships from (id, type, target)."""
    rows = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return the zip file of some parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def parts_of(
    sheets: Mapping[str, str],
    *,
    strings: Sequence[str] = (),
    formats: Sequence[str | int] = (),
    states: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    properties: str = "",
    strict: bool = False,
) -> dict[str, str | bytes]:
    """Return the parts of a workbook.

    `sheets` are the contents of `worksheet` by name, `strings` those of `si`, `formats` the codes
    or built-in numbers of the cell styles 1, 2 …
    """
    main = STRICT_MAIN if strict else MAIN
    kind = STRICT_RELATIONS if strict else RELATIONS
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" state="{(states or {}).get(name, "visible")}" r:id="rId{i}"/>'
        for i, name in enumerate(sheets, 1)
    )
    named = "".join(
        f"<definedName name={quoteattr(n)}>{escape(reference)}</definedName>"
        for n, reference in (names or {}).items()
    )
    codes = [code for code in formats if isinstance(code, str)]
    ids = [code if isinstance(code, int) else 164 + codes.index(code) for code in formats]
    own = "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(code)}/>'
        for i, code in enumerate(codes)
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in (0, *ids))
    count = len(sheets)
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("rId1", f"{kind}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kind}">{properties}'
        f"<sheets>{listed}</sheets><definedNames>{named}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *(
                (f"rId{i}", f"{kind}/worksheet", f"worksheets/sheet{i}.xml")
                for i in range(1, count + 1)
            ),
            ("rIdS", f"{kind}/sharedStrings", "sharedStrings.xml"),
            ("rIdF", f"{kind}/styles", "/xl/styles.xml"),
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{"".join(f"<si>{s}</si>" for s in strings)}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>',
        **{
            f"xl/worksheets/sheet{i}.xml": f'<worksheet xmlns="{main}" xmlns:r="{kind}">{content}</worksheet>'
            for i, content in enumerate(sheets.values(), 1)
        },
    }


def one_sheet(rows: str, **options: object) -> bytes:
    """Return a workbook with one sheet `表`; `rows` are the contents of `sheetData`."""
    return package(parts_of({"表": f"<sheetData>{rows}</sheetData>"}, **options))  # type: ignore[arg-type]
