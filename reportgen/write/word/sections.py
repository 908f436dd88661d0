"""Sections of a document: the same page, the text of one of them in columns."""

from __future__ import annotations

from lxml import etree

from reportgen.theme.formats import FormatProfile
from reportgen.units import twips_of_mm
from reportgen.write.word.lengths import twips
from reportgen.write.word.markup import W
from reportgen.write.xml import Xml

_W = f"{{{W}}}"
#: what stands before `w:type` in a `w:sectPr` (ECMA-376 part 1, 17.6.17)
_BEFORE_TYPE = ("headerReference", "footerReference", "footnotePr", "endnotePr")


def bare(section: Xml) -> Xml:
    """Return a `w:sectPr` of the same paper without headers and footers: a cover has none."""
    root = etree.fromstring(section)
    for child in list(root):
        if etree.QName(child).localname in ("headerReference", "footerReference", "titlePg"):
            root.remove(child)
    return Xml(etree.tostring(root, encoding="unicode"))


def from_one(section: Xml) -> Xml:
    """Return a `w:sectPr` whose pages count from 1, whatever stands before them."""
    root = etree.fromstring(section)
    numbers = root.find(f"{_W}pgNumType")
    if numbers is None:
        numbers = etree.Element(f"{_W}pgNumType")
        names = [etree.QName(child).localname for child in root]
        root.insert(names.index("cols") if "cols" in names else len(names), numbers)
    numbers.set(f"{_W}start", "1")
    return Xml(etree.tostring(root, encoding="unicode"))


def continuous_section(section: Xml, profile: FormatProfile, *, columns: bool) -> Xml:
    """Return a `w:sectPr` that goes on with the page of the one before it.

    With `columns` its text stands in the columns of the profile.
    """
    root = etree.fromstring(section)
    for old in root.findall(f"{_W}type"):
        root.remove(old)
    kind = etree.Element(f"{_W}type", {f"{_W}val": "continuous"})
    names = [etree.QName(child).localname for child in root]
    root.insert(sum(1 for name in names if name in _BEFORE_TYPE), kind)
    settings = root.find(f"{_W}cols")
    if settings is not None and columns:
        settings.set(f"{_W}num", str(profile.columns.count))
        settings.set(f"{_W}space", str(twips_of_mm(profile.columns.gap_mm)))
    return Xml(etree.tostring(root, encoding="unicode"))


def text_width(section: Xml) -> int:
    """Return the width between the margins of a `w:sectPr` in twips: of A4 and GB/T 9704 where it says none."""
    root = etree.fromstring(section)
    size, margins = root.find(f"{_W}pgSz"), root.find(f"{_W}pgMar")
    width = 11906 if size is None else twips(size.get(f"{_W}w", "11906"))
    sides = [
        default if margins is None else twips(margins.get(f"{_W}{side}", str(default)))
        for side, default in (("left", 1587), ("right", 1474))
    ]
    return width - sum(sides)
