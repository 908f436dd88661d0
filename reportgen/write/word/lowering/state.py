"""The state gathers what one report needs: running numbers, relationships, parts and faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import Chart, Content, Figure, Reference, Report, Table, Text
from reportgen.document.walk import citation_name, plain_text, walk
from reportgen.measure.faces import Face
from reportgen.measure.lines import text_width
from reportgen.measure.paragraphs import WORD
from reportgen.theme.formats import FormatProfile
from reportgen.write.package import Member, Relationship
from reportgen.write.word.lowering.text import Target, plain_content, runs
from reportgen.write.word.model import Bookmark, Inline
from reportgen.write.word.numbering import HeadingList
from reportgen.write.word.template import WordTemplate
from reportgen.write.word.typography import FIGURE_LABEL, TABLE_LABEL, Colours

if TYPE_CHECKING:
    from reportgen.write.slide_drawing import SlideDrawings

_EXHIBITS = (Table, Figure, Chart)
_FIRST_HEADING, _FIRST_REFERENCE = 200_000_001, 100_000_001


def heading_bookmark(number: int) -> str:
    """Return the bookmark of the heading that comes `number`th, run-in headings counted."""
    return f"_Toc{_FIRST_HEADING - 1 + number}"


@dataclass(eq=False, slots=True)
class WriterState:
    """What one call of the writer gathers; nothing of it outlives the call.

    `targets` is what references may point to, by block id; `picture` returns the bytes of a
    workspace path.
    """

    template: WordTemplate
    picture: Callable[[str], bytes]
    targets: dict[str, Target]
    #: the slides of the deck that the report is about, None where it is about none
    slides: SlideDrawings | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    #: content types of parts by name, and of media by extension
    overrides: list[tuple[str, str]] = field(default_factory=list)
    extensions: dict[str, str] = field(default_factory=dict)
    #: the relationship of each picture by its bytes
    media: dict[bytes, str] = field(default_factory=dict)
    headings: int = 0
    attachments: int = 0
    drawings: int = 0
    bookmarks: int = 0
    charts: int = 0
    #: whether the blocks that come now stand in columns
    in_columns: bool = False

    @property
    def profile(self) -> FormatProfile:
        """The format profile of the report."""
        return self.template.profile

    @property
    def colours(self) -> Colours:
        """The colours of the report."""
        return self.template.colours

    @property
    def text_width(self) -> int:
        """Width in twips of the lines that blocks fill: of the type area, or of a column."""
        return self.profile.column_width_twips if self.in_columns else self.template.area.width

    def runs(
        self, content: Content, style: str = "", size_pt: float | None = None
    ) -> tuple[Inline, ...]:
        """Return the runs of `content`, in one of the writer's character styles, of a size of its own."""
        return runs(content, self.targets.get, style, size_pt)

    def text(self, content: Content) -> str:
        """Return the text of `content` as it will read."""
        return plain_content(content, self.targets.get)

    def face(self, key: str) -> Face:
        """Return the widths of the profile's face `key` (`body`, `table`, `heading1` …)."""
        return self.template.face(key)

    def width(self, text: str, key: str, size_pt: float = 0, tracking_pt: float = 0) -> float:
        """Return the width in points of `text` in the profile's face `key`, as Word sets it."""
        size = size_pt or getattr(self.profile.faces, key).size_pt
        return text_width(text, self.face(key), size, tracking_pt=tracking_pt, rules=WORD)

    def relate(self, kind: str, target: str) -> str:
        """Return the id of a new relationship of the document part."""
        rid = f"rIdR{len(self.relationships) + 1}"
        self.relationships.append(Relationship(rid, kind, target))
        return rid

    def next_drawing(self) -> int:
        """Return an id no other drawing of the file has: Word repairs files where two share one."""
        self.drawings += 1
        return self.drawings

    def restart(self, heading: HeadingList) -> int | None:
        """Return the list number of a heading in an attachment, where each list begins anew.

        Return None in the text itself, where the style numbers the heading.
        """
        restarts = self.template.restarts
        same = heading.level.list_id == next(iter(self.template.headings.values())).level.list_id
        if not self.attachments or not restarts or not same:
            return None
        return int(restarts[min(self.attachments, len(restarts)) - 1])

    def next_heading(self) -> str:
        """Return the bookmark of the next heading or run-in heading, as the contents name it."""
        self.headings += 1
        return heading_bookmark(self.headings)

    def target(self, block: Table | Figure | Chart) -> Target | None:
        """Return the target that references to a block share, None where there are none."""
        return next((t for name in names_of(block) if (t := self.targets.get(name))), None)

    def add_bookmark(self, name: str, inlines: Iterable[Inline]) -> Bookmark:
        """Return inlines within the bookmark `name`."""
        bookmark = Bookmark(self.bookmarks, name, tuple(inlines))
        self.bookmarks += 1
        return bookmark

    def media_relationship(self, data: bytes, extension: str, content_type: str, kind: str) -> str:
        """Return the relationship of a media part; the same bytes become one part."""
        if data not in self.media:
            name = f"media/image{len(self.media) + 1}.{extension}"
            self.members.append(Member(f"word/{name}", data, stored=True))
            self.extensions[extension] = content_type
            self.media[data] = self.relate(kind, name)
        return self.media[data]


def targets_of(report: Report) -> dict[str, Target]:
    """Return what references of the report may point to, by block id and by the titles it cites."""
    citations = {node.target for node in walk(report) if isinstance(node, Reference)}
    targets: dict[str, Target] = {}
    bookmarks = 0
    for block in report.blocks:
        if not isinstance(block, _EXHIBITS):
            continue
        names = [name for name in names_of(block) if name == block.id or name in citations]
        names = [name for name in names if name not in targets]
        if names:
            label = TABLE_LABEL if isinstance(block, Table) else FIGURE_LABEL
            number = "" if block.number is None else str(block.number)
            bookmark = f"_Ref{_FIRST_REFERENCE + bookmarks}" if number else ""
            bookmarks += 1
            targets |= dict.fromkeys(names, Target(bookmark, f"{label}{number}"))
    return targets


def names_of(block: Table | Figure | Chart) -> tuple[str, ...]:
    """Return the names that a reference to `block` may use: its id and, if it is numbered, its titles."""
    label, titles = FIGURE_LABEL, [block.caption]
    if isinstance(block, Table):
        label = TABLE_LABEL
    elif isinstance(block, Figure):
        titles += [picture.caption for picture in block.pictures]
    elif block.title:
        titles += [(Text(block.title),)]  # its caption has the unit too
    exhibit_titles = [t for t in titles if t and block.number is not None]
    by_title = (citation_name(label, plain_text(title)) for title in exhibit_titles)
    return (*((block.id,) if block.id else ()), *by_title)
