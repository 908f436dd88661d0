"""One document while it is written: its running ids, relationships, parts and faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import Chart, Content, Figure, Report, Table, Text
from reportgen.measure.lines import text_width
from reportgen.measure.paragraphs import WORD
from reportgen.write.package import Member, Relationship
from reportgen.write.word.base import Base
from reportgen.write.word.runs import Target, plain, run, runs

TABLE_LABEL, FIGURE_LABEL = "表", "图"
_NUMBERED = (Table, Figure, Chart)


def toc_name(number: int) -> str:
    """Return the bookmark of the heading that comes `number`th, run-in headings counted."""
    return f"_Toc{200_000_000 + number}"


@dataclass(eq=False, slots=True)
class Draft:
    """What one call of the writer gathers; nothing of it outlives the call."""

    base: Base
    picture: Callable[[str], bytes]
    targets: dict[str, Target]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    rels: list[Relationship] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    overrides: list[tuple[str, str]] = field(default_factory=list)
    extensions: dict[str, str] = field(default_factory=dict)
    #: the pictures by their length, each with its relationship
    media: dict[int, list[tuple[bytes, str]]] = field(default_factory=dict)
    headings: int = 0
    drawings: int = 0
    bookmarks: int = 0
    charts: int = 0

    def runs(self, content: Content, style: str = "") -> str:
        """Return the runs of `content`, in one of our character styles."""
        styles = self.base.reading.styles
        ours = styles.get(style, style) if style else ""
        if len(content) == 1 and isinstance(content[0], Text) and not content[0].bold:
            return run(content[0].text, "", ours)  # as most contents are
        pending = styles.get("Pending", "Pending")
        return runs(content, self.targets.get, style=ours, pending=pending)

    def text(self, content: Content) -> str:
        """Return the text of `content` as it will read."""
        return plain(content, self.targets.get)

    def width(self, text: str, key: str, size_pt: float = 0, tracking_pt: float = 0) -> float:
        """Return the width in points of `text` in the profile's face `key`, as Word sets it."""
        size = size_pt or getattr(self.base.profile.faces, key).size_pt
        face = self.base.measure(key)
        return text_width(text, face, size, tracking_pt=tracking_pt, rules=WORD)

    def style(self, ours: str) -> str:
        """Return the reference's id of one of our styles."""
        return self.base.reading.styles.get(ours, ours)

    def paragraph(self, style: str, inner: str, properties: str = "") -> str:
        """Return a paragraph; `properties` are children of `w:pPr` in schema order."""
        style = self.base.reading.styles.get(style, style)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'

    def relate(self, kind: str, target: str) -> str:
        """Return the id of a new relationship of the document part."""
        rid = f"rIdR{len(self.rels) + 1}"
        self.rels.append(Relationship(rid, kind, target))
        return rid

    def next_drawing(self) -> int:
        """Return an id no other drawing of the file has: Word repairs files where two share one."""
        self.drawings += 1
        return self.drawings

    def next_heading(self) -> str:
        """Return the bookmark of the next heading or run-in heading, as the contents name it."""
        self.headings += 1
        return toc_name(self.headings)

    def bookmarked(self, name: str, inner: str) -> str:
        """Return `inner` within the bookmark `name`."""
        number = self.bookmarks
        self.bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def media_rel(self, data: bytes, extension: str, content_type: str, kind: str) -> str:
        """Return the relationship of a media part; the same bytes become one part."""
        # Compared, not hashed: a hash of all pictures was a twentieth of writing a report.
        alike = self.media.setdefault(len(data), [])
        for known, rid in alike:
            if known == data:
                return rid
        name = f"media/image{sum(map(len, self.media.values())) + 1}.{extension}"
        self.members.append(Member(f"word/{name}", data, stored=True))
        self.extensions[extension] = content_type
        rid = self.relate(kind, name)
        alike.append((data, rid))
        return rid


def targets_of(report: Report) -> dict[str, Target]:
    """Return what references of the report may point to, by block id."""
    found: dict[str, Target] = {}
    for block in report.blocks:
        if isinstance(block, _NUMBERED) and block.id:
            label = TABLE_LABEL if isinstance(block, Table) else FIGURE_LABEL
            number = "" if block.number is None else str(block.number)
            bookmark = f"_Ref{100_000_001 + len(found)}" if number else ""
            found[block.id] = Target(bookmark, f"{label}{number}")
    return found
