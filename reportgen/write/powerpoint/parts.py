"""A deck theme in; what all its decks share out, compressed once, and the parts that name slides.

A template without a notes master gets a plain one.
"""

from __future__ import annotations

import marshal
import uuid
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen import kept
from reportgen.theme.deck import DeckTheme, FixedPart
from reportgen.write import package
from reportgen.write.charts import ChartStyle
from reportgen.write.escaping import escaped
from reportgen.write.package import (
    XML_HEAD,
    Bundle,
    Member,
    Prepared,
    Relationship,
    bundle,
    relationships,
    relationships_of,
)
from reportgen.write.powerpoint.markup import GROUP, NAMESPACES, Emphasis, P
from reportgen.write.powerpoint.slides import LoweredSlide
from reportgen.write.powerpoint.table_style import TableStyle, table_style

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.presentationml"
_THEME_KIND = "application/vnd.openxmlformats-officedocument.theme+xml"
_FIRST_SLIDE_ID = 256  # ECMA-376 part 1, 19.7.13: ST_SlideId starts there
# [MS-PPTX] 2.2.4: the extension that holds sections, and their namespace.
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_GUIDS = uuid.UUID("3d0c8c0e-4f55-5b0a-9a53-1f1a5d1d6f10")
_FIRST_SECTION = "默认节"  # as PowerPoint calls the slides before the first named section
# ECMA-376 part 1, 19.2.1.26: what stands before the slide list in a presentation.
_BEFORE_SLIDES = ("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst")


@dataclass(frozen=True, eq=False, slots=True)
class Base:
    """What every deck of a theme shares; `opening` and `closing` enclose the slide list."""

    fixed: Bundle
    types: tuple[tuple[str, str], ...]
    rels: tuple[Relationship, ...]
    opening: str
    closing: str
    notes_master: str
    chart_style: ChartStyle
    tables: TableStyle
    emphasis: Emphasis


@lru_cache(maxsize=8)
def base_of(theme: DeckTheme) -> Base:
    """Return what decks of a theme share, made once per process."""
    main = theme.presentation
    rels = [Relationship(*rel) for rel in main.rels]
    parts = list(theme.parts)
    notes = next((part.name for part in parts if part.name.startswith("ppt/notesMasters/")), "")
    root = etree.fromstring(main.data)
    if not notes:
        notes = "ppt/notesMasters/notesMaster1.xml"
        parts += _notes_parts(notes, parts)
        rid = _free(rels, "notes")
        rels.append(Relationship(rid, f"{OFFICE}/notesMaster", "notesMasters/notesMaster1.xml"))
        masters = root.find(f"{{{P}}}sldMasterIdLst")
        listed = etree.fromstring(
            f'<p:notesMasterIdLst {NAMESPACES}><p:notesMasterId r:id="{rid}"/></p:notesMasterIdLst>'
        )
        if masters is not None:
            masters.addnext(listed)
    opening, closing = _around_slides(root)
    types = [(f"/{part.name}", part.content_type) for part in parts]
    return Base(
        fixed=_bundle(theme, parts),
        types=(*types, (f"/{main.name}", main.content_type)),
        rels=tuple(rels),
        opening=opening,
        closing=closing,
        notes_master=notes,
        chart_style=_chart_style(theme),
        tables=table_style(theme.settings.tables, theme.faces),
        emphasis=Emphasis.of(theme.settings.emphasis),
    )


def _members(parts: Sequence[FixedPart]) -> Iterator[Member]:
    for part in parts:
        yield Member(part.name, part.data)
        if part.rels:
            folder, _, name = part.name.rpartition("/")
            listed = relationships(Relationship(*rel) for rel in part.rels)
            yield Member(f"{folder}/_rels/{name}.rels", listed)


def _bundle(theme: DeckTheme, parts: Sequence[FixedPart]) -> Bundle:
    """Return the fixed parts laid out; kept from run to run, as compressing them takes a while."""
    program = kept.mark_of(__file__, str(package.__file__)), zlib.ZLIB_RUNTIME_VERSION
    key = kept.key_of("fixed", *program, theme.digest)
    body = kept.kept(key) if theme.digest else None
    if body is not None:
        name, names, *rest = marshal.loads(body)  # noqa: S302 - see docs/security.md
        return Bundle(name, frozenset(names), *rest)
    made = bundle(sorted(_members(parts), key=lambda member: member.name))
    if theme.digest:
        kept.keep(key, marshal.dumps(tuple(made._replace(names=tuple(made.names)))))  # type: ignore[arg-type]  # marshal keeps tuples only
    return made


def presentation(base: Base, main: str, slides: Sequence[LoweredSlide]) -> tuple[Member, Prepared]:
    """Return presentation.xml, named `main`, and its relationships."""
    listed, rels = _slide_list(base, main, len(slides))
    sections = _section_list(slides)
    closing = base.closing
    if sections:
        if "</p:extLst>" in closing:
            at = closing.rindex("</p:extLst>")
            closing = closing[:at] + sections + closing[at:]
        else:
            at = closing.rindex("</p:presentation>")
            closing = f"{closing[:at]}<p:extLst>{sections}</p:extLst>{closing[at:]}"
    text = f"{XML_HEAD}{base.opening}{listed}{closing}"
    return Member(main, text.encode()), rels


# One deck has as many slides as the next.
@lru_cache(maxsize=256)
def _slide_list(base: Base, main: str, count: int) -> tuple[str, Prepared]:
    """Return the list of so many slides, and the relationships it refers to."""
    prefix = "rIdS" if any(rel.id.startswith("rIdSlide") for rel in base.rels) else "rIdSlide"
    rels, listed = list(base.rels), []
    for number in range(1, count + 1):
        rid = f"{prefix}{number}"
        rels.append(Relationship(rid, f"{OFFICE}/slide", f"slides/slide{number}.xml"))
        listed.append(f'<p:sldId id="{_slide_id(number)}" r:id="{rid}"/>')
    return f"<p:sldIdLst>{''.join(listed)}</p:sldIdLst>", relationships_of(main, tuple(rels))


def _slide_id(number: int) -> int:
    """Return the id presentation.xml knows a slide by."""
    return _FIRST_SLIDE_ID + number - 1


def _around_slides(root: etree._Element) -> tuple[str, str]:
    """Return presentation.xml before and after its slide list, sample slides forgotten."""
    for name in ("sldIdLst", "custShowLst"):
        for element in root.findall(f"{{{P}}}{name}"):
            root.remove(element)
    for extension in root.findall(f"{{{P}}}extLst/{{{P}}}ext"):
        if extension.get("uri") == _SECTIONS:
            parent = extension.getparent()
            if parent is not None:
                parent.remove(extension)
    for emptied in root.findall(f"{{{P}}}extLst"):
        if not len(emptied):
            root.remove(emptied)
    mark = etree.Comment("slides")
    before = [e for e in root if etree.QName(e).localname in _BEFORE_SLIDES]
    before[-1].addnext(mark)
    opening, _, closing = etree.tostring(root, encoding="unicode").partition("<!--slides-->")
    return opening, closing


def _section_list(slides: Sequence[LoweredSlide]) -> str:
    if not any(slide.section for slide in slides):
        return ""
    runs: list[tuple[str, list[LoweredSlide]]] = []
    for slide in slides:
        name = slide.section or _FIRST_SECTION
        if not runs or runs[-1][0] != name:
            runs.append((name, []))
        runs[-1][1].append(slide)
    sections = "".join(
        f'<p14:section name="{escaped(name)}" id="{_guid(f"{number} {name}")}"><p14:sldIdLst>'
        + "".join([f'<p14:sldId id="{_slide_id(slide.number)}"/>' for slide in held])
        + "</p14:sldIdLst></p14:section>"
        for number, (name, held) in enumerate(runs, 1)
    )
    return (
        f'<p:ext uri="{_SECTIONS}"><p14:sectionLst xmlns:p14="{_P14}">{sections}</p14:sectionLst>'
        "</p:ext>"
    )


@lru_cache(maxsize=256)
def _guid(name: str) -> str:
    return f"{{{str(uuid.uuid5(_GUIDS, name)).upper()}}}"


def _free(rels: Sequence[Relationship], name: str) -> str:
    taken = {rel.id for rel in rels}
    return next(rid for i in range(len(taken) + 1) if (rid := f"rId{name}{i or ''}") not in taken)


def _chart_style(theme: DeckTheme) -> ChartStyle:
    charts, faces = theme.settings.charts, theme.faces.by_token
    latin = faces.get("+mn-lt", "") or "Arial"
    labels = faces.get("+mj-lt" if charts.label.font == "major" else "+mn-lt", "")
    return ChartStyle(
        latin,
        faces.get("+mn-ea", "") or "微软雅黑",
        labels or latin,
        axis_pt=charts.axis.size_pt,
        label_pt=charts.label.size_pt,
        legend_pt=charts.legend.size_pt,
        crowded_pt=charts.min_pt,
        gap_width=charts.gap_width_pct.column,
        bar_gap_width=charts.gap_width_pct.bar,
        line_pt=charts.line_pt,
        marker_pt=charts.marker_pt,
        main=charts.series[0],
        comparison=charts.comparison,
        further=tuple(colour for colour in charts.series[1:] if colour != charts.comparison),
        highlight=charts.highlight,
        axis_line=charts.axis.line,
    )


def _notes_parts(name: str, parts: Sequence[FixedPart]) -> list[FixedPart]:
    """Return a plain notes master with a theme of its own, which PowerPoint requires."""
    source = next(part for part in parts if part.content_type == _THEME_KIND)
    taken = {part.name for part in parts}
    number = next(n for n in range(1, 1000) if f"ppt/theme/theme{n}.xml" not in taken)
    theme = FixedPart(f"ppt/theme/theme{number}.xml", _THEME_KIND, source.read, source.rels)
    colours = " ".join(
        f'{name}="{name}"'
        for name in ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink")
    )
    xml = (
        f'{XML_HEAD}<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}"
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1"'
        ' noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        '<p:spPr><a:xfrm><a:off x="685800" y="1143000"/><a:ext cx="5486400" cy="3086100"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="body" sz="quarter" idx="3"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        '<a:off x="685800" y="4400550"/><a:ext cx="5486400" cy="3600450"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
        '<a:p><a:r><a:rPr lang="zh-CN"/><a:t>备注</a:t></a:r></a:p></p:txBody></p:sp>'
        f'</p:spTree></p:cSld><p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" {colours}'
        ' folHlink="folHlink"/></p:notesMaster>'
    )
    rel = ("rId1", f"{OFFICE}/theme", f"../theme/theme{number}.xml", False)
    return [theme, FixedPart(name, f"{KIND}.notesMaster+xml", xml.encode, (rel,))]
