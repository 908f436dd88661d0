"""A deck theme in; the parts that all its decks share, and the parts that list the slides, out."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from lxml import etree

from reportgen.theme.deck import DeckTheme
from reportgen.theme.notes_master import NOTES_MASTER
from reportgen.write.charts import ChartStyle, deck_chart_styles
from reportgen.write.package import (
    XML_HEAD,
    Member,
    Prepared,
    Relationship,
    members_of,
    prepare,
    relationships_of,
)
from reportgen.write.powerpoint.master_marks import marks_of
from reportgen.write.powerpoint.model import LoweredSlide
from reportgen.write.powerpoint.table_style import TableStyles, table_styles
from reportgen.write.powerpoint.text_xml import NAMESPACES, A, Emphasis, P, R
from reportgen.write.xml import Xml, element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.presentationml"
_THEME_KIND = "application/vnd.openxmlformats-officedocument.theme+xml"
_SHOW_KIND = f"{KIND}.presProps+xml"
_NOTES_MASTER = "ppt/notesMasters/notesMaster1.xml"
_FIRST_SLIDE_ID = 256  # ECMA-376 part 1, 19.7.13: ST_SlideId starts there
# [MS-PPTX] 2.2.4: the extension that holds sections, and their namespace.
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_GUIDS = uuid.UUID("3d0c8c0e-4f55-5b0a-9a53-1f1a5d1d6f10")
_FIRST_SECTION = "默认节"  # as PowerPoint calls the slides before the first named section
# ECMA-376 part 1, 19.2.1.26: what stands before the slide list in a presentation.
_BEFORE_SLIDES = ("sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst")


@dataclass(frozen=True, eq=False, slots=True)
class SharedParts:
    """What every deck of a theme shares; `opening` and `closing` enclose the slide list.

    `fixed` are the parts of the template as they lie in its package; `untouched` are the names of those of
    a template of ours that are the same in every deck, with their relationships; `types` are content
    types by part name and `rels` the relationships of the presentation part.
    """

    fixed: tuple[Prepared, ...]
    untouched: frozenset[str]
    types: tuple[tuple[str, str], ...]
    rels: tuple[Relationship, ...]
    opening: str
    closing: str
    notes_master: str
    chart_styles: Mapping[str, ChartStyle]
    tables: TableStyles
    emphasis: Emphasis
    #: returns the marks of something missing that a layout and its master show, by the layout's part
    marks: Callable[[str], tuple[str, ...]]


@lru_cache(maxsize=8)
def shared_parts(theme: DeckTheme) -> SharedParts:
    """Return what decks of a theme share, worked out once in a process."""
    template = theme.template
    members = members_of(theme.package)
    root = _with_prefixes(etree.fromstring(members[template.presentation].data))
    rels = [Relationship(*rel) for rel in template.relationships]
    types = dict(template.parts)
    for part, rid in (*template.cut, *template.lost):
        members = {**members, **_without_link(members, part, rid)}
    fixed = {
        name: members[name]
        for part in types
        if part != template.presentation
        for name in (part, _relationships_part(part))
        if name in members
    }
    for part, kind in types.items():
        if kind == _SHOW_KIND:
            fixed[part] = _whole_show(fixed[part])
    for part, kind in types.items():
        if kind == _THEME_KIND:
            fixed[part] = prepare(Member(part, theme.styled(members[part].data)))
    notes = next((part for part in types if part.startswith("ppt/notesMasters/")), "")
    if not notes:
        notes = _NOTES_MASTER
        rid = _free_id(rels, "notes")
        rels.append(Relationship(rid, f"{OFFICE}/notesMaster", "notesMasters/notesMaster1.xml"))
        _list_notes_master(root, rid)
        added = _notes_parts(types, fixed)
        types |= {name: kind for name, kind, _ in added}
        fixed |= {member.name: member for *_, members in added for member in members}
    opening, closing = _around_slides(root)
    untouched = frozenset(
        part
        for part in types
        if not theme.is_own
        and all(fixed.get(name) is members.get(name) for name in (part, _relationships_part(part)))
    )
    return SharedParts(
        fixed=tuple(fixed[name] for name in sorted(fixed)),
        untouched=untouched,
        types=tuple((f"/{name}", kind) for name, kind in sorted(types.items())),
        rels=tuple(rels),
        opening=opening,
        closing=closing,
        notes_master=notes,
        chart_styles=deck_chart_styles(theme.settings, theme.faces, theme.dark),
        tables=table_styles(theme.settings, theme.faces),
        emphasis=Emphasis.of(theme.settings.emphasis),
        marks=cache(lambda layout: marks_of(members, layout)),
    )


def _whole_show(part: Prepared) -> Prepared:
    """Return the properties of a presentation without the sample slides that it shows alone."""
    if b"custShow" not in part.data and b"sldRg" not in part.data:
        return part
    root = etree.fromstring(part.data)
    for restriction in list(root.iter(f"{{{P}}}custShow", f"{{{P}}}sldRg")):
        if (parent := restriction.getparent()) is not None:
            parent.remove(restriction)
    return _member(part.name, root)


def _without_link(members: Mapping[str, Prepared], part: str, rid: str) -> dict[str, Prepared]:
    """Return a part without what names the relationship `rid`, and its relationships without that one."""
    root = etree.fromstring(members[part].data)
    for linked in list(root.iter(etree.Element)):
        named = {value for key, value in linked.attrib.items() if str(key).startswith(f"{{{R}}}")}
        if rid in named and (parent := linked.getparent()) is not None:
            parent.remove(linked)
    name = _relationships_part(part)
    if name not in members:
        return {part: _member(part, root)}
    rels = etree.fromstring(members[name].data)
    for rel in [rel for rel in rels if rel.get("Id") == rid]:
        rels.remove(rel)
    return {n: _member(n, tree) for n, tree in ((part, root), (name, rels))}


def _member(name: str, root: etree._Element) -> Prepared:
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return prepare(Member(name, data))


def _relationships_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def presentation(
    base: SharedParts, main: str, slides: Sequence[LoweredSlide]
) -> tuple[Member, Prepared]:
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


# Decks of one theme differ in how many slides they list, and in nothing else here.
@lru_cache(maxsize=64)
def _slide_list(base: SharedParts, main: str, count: int) -> tuple[str, Prepared]:
    """Return the list of so many slides, and the relationships it refers to."""
    prefix = "rIdS" if any(rel.id.startswith("rIdSlide") for rel in base.rels) else "rIdSlide"
    rels, listed = list(base.rels), []
    for number in range(1, count + 1):
        rid = f"{prefix}{number}"
        rels.append(Relationship(rid, f"{OFFICE}/slide", f"slides/slide{number}.xml"))
        listed.append(element("p:sldId", {"id": _slide_id(number), "r:id": rid}))
    return element("p:sldIdLst", None, *listed), relationships_of(main, tuple(rels))


def _slide_id(number: int) -> int:
    """Return the id presentation.xml knows a slide by."""
    return _FIRST_SLIDE_ID + number - 1


def _with_prefixes(root: etree._Element) -> etree._Element:
    """Return presentation.xml with the prefixes that the slide list has: programs may choose others."""
    if root.nsmap.get("p") == P and root.nsmap.get("r") == R:
        return root
    wanted = {"p": P, "r": R, "a": A}
    others = {
        k: v for k, v in root.nsmap.items() if k and k not in wanted and v not in wanted.values()
    }
    other = etree.Element(root.tag, nsmap=wanted | others)
    other.attrib.update(root.attrib)
    other.extend(list(root))
    return other


def _around_slides(root: etree._Element) -> tuple[str, str]:
    """Return presentation.xml before and after its slide list.

    Its sample slides, custom shows and sections stay behind, and so does a password for changes.
    """
    for name in ("sldIdLst", "custShowLst", "modifyVerifier"):
        for listed in root.findall(f"{{{P}}}{name}"):
            root.remove(listed)
    for extension in root.findall(f"{{{P}}}extLst/{{{P}}}ext"):
        if extension.get("uri") == _SECTIONS:
            parent = extension.getparent()
            if parent is not None:
                parent.remove(extension)
    for extensions in root.findall(f"{{{P}}}extLst"):
        if not len(extensions):
            root.remove(extensions)
    mark = etree.Comment("slides")
    before = [e for e in root if etree.QName(e).localname in _BEFORE_SLIDES]
    before[-1].addnext(mark)
    opening, _, closing = etree.tostring(root, encoding="unicode").partition("<!--slides-->")
    return opening, closing


def _section_list(slides: Sequence[LoweredSlide]) -> str:
    """Return the extension that lists the sections and their slides; "" without sections."""
    if not any(slide.section for slide in slides):
        return ""
    sections: list[tuple[str, list[Xml]]] = []
    for slide in slides:
        name = slide.section or _FIRST_SECTION
        if not sections or sections[-1][0] != name:
            sections.append((name, []))
        sections[-1][1].append(element("p14:sldId", {"id": _slide_id(slide.number)}))
    listed = [
        element(
            "p14:section",
            {"name": name, "id": _guid(f"{number} {name}")},
            element("p14:sldIdLst", None, *ids),
        )
        for number, (name, ids) in enumerate(sections, 1)
    ]
    section_list = element("p14:sectionLst", {"xmlns:p14": _P14}, *listed)
    return element("p:ext", {"uri": _SECTIONS}, section_list)


def _guid(name: str) -> str:
    return f"{{{str(uuid.uuid5(_GUIDS, name)).upper()}}}"


def _free_id(rels: Sequence[Relationship], name: str) -> str:
    """Return a relationship id made of `name` that no relationship has yet."""
    used = {rel.id for rel in rels}
    return next(rid for i in range(len(used) + 1) if (rid := f"rId{name}{i or ''}") not in used)


def _list_notes_master(presentation: etree._Element, rid: str) -> None:
    masters = presentation.find(f"{{{P}}}sldMasterIdLst")
    listed = etree.fromstring(
        element("p:notesMasterIdLst", NAMESPACES, element("p:notesMasterId", {"r:id": rid}))
    )
    if masters is not None:
        masters.addnext(listed)


def _notes_parts(
    types: Mapping[str, str], fixed: Mapping[str, Prepared]
) -> list[tuple[str, str, tuple[Prepared, ...]]]:
    """Return a notes master and the theme of its own that PowerPoint asks for.

    Each is given as the name of its part, its content type, and its members.
    """
    source = next(name for name, kind in types.items() if kind == _THEME_KIND)
    number = next(n for n in range(1, 1000) if f"ppt/theme/theme{n}.xml" not in types)
    theme = f"ppt/theme/theme{number}.xml"
    copied = [fixed[source]._replace(name=theme)]
    if (rels := fixed.get(_relationships_part(source))) is not None:
        copied.append(rels._replace(name=_relationships_part(theme)))
    to_theme = Relationship("rId1", f"{OFFICE}/theme", f"../theme/theme{number}.xml")
    master = (
        prepare(Member(_NOTES_MASTER, NOTES_MASTER.encode())),
        relationships_of(_NOTES_MASTER, (to_theme,)),
    )
    return [
        (theme, _THEME_KIND, tuple(copied)),
        (_NOTES_MASTER, f"{KIND}.notesMaster+xml", master),
    ]
