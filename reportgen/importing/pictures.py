"""The captions of pictures and tables: which paragraph beside them it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.importing.stretches import Stretch
from reportgen.importing.word.model import Block, Paragraph, Picture, Table, Where

_MOST = 45
_STOPS = "。；，：！？"
_D = "0-9０-９一二三四五六七八九十"
_FIGURE = re.compile(rf"图\s*[{_D}]+(?:[-—.．][{_D}]+)?[\s　.．、：:]*")
_TABLE = re.compile(rf"(?:续?表)\s*[{_D}]+(?:[-—.．][{_D}]+)?[\s　.．、：:]*")
UNIT = re.compile(r"[（(]?\s*单位\s*[：:]\s*(\S{1,12}?)\s*[）)]?")
NOTE = re.compile(r"注\s*[：:]|说明\s*[：:]")


@dataclass(frozen=True, slots=True)
class Captions:
    """Index of a block → the index of the paragraph that is its caption, and the same for units and notes."""

    of_pictures: dict[int, int]
    of_tables: dict[int, int]
    units: dict[int, int]
    notes: dict[int, int]

    @property
    def used(self) -> frozenset[int]:
        """The indexes of all paragraphs that belong to a picture or a table."""
        return frozenset(
            {
                *self.of_pictures.values(),
                *self.of_tables.values(),
                *self.units.values(),
                *self.notes.values(),
            }
        )


def captions_of(blocks: Sequence[Block]) -> Captions:
    """Return what belongs to the pictures and tables of a chapter or a work."""
    captions = Captions({}, {}, {}, {})
    used: set[int] = set()
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            _of_table(blocks, index, captions, used)
    group: list[int] = []
    for index in range(len(blocks) + 1):
        if isinstance(_block(blocks, index), Picture):
            group.append(index)
        elif group:
            caption = _of_pictures(blocks, group, used)
            if caption is not None:
                captions.of_pictures.update(dict.fromkeys(group, caption))
                used.add(caption)
            group = []
    return captions


def _of_table(blocks: Sequence[Block], index: int, captions: Captions, used: set[int]) -> None:
    before, after = index - 1, index + 1
    unit = _paragraph(blocks, before)
    if unit and before not in used and UNIT.fullmatch(unit.text.strip()):
        captions.units[index] = before
        used.add(before)
        before -= 1
    above, below = _paragraph(blocks, before), _paragraph(blocks, after)
    if above and before not in used and _is_title(above):
        captions.of_tables[index] = before
        used.add(before)
    elif below and _is_title(below) and not isinstance(_block(blocks, after + 1), Table | Picture):
        captions.of_tables[index] = after
        used.add(after)
        after += 1
    note = _paragraph(blocks, after)
    if note and NOTE.match(note.text.strip()) and len(note.text) < 200:
        captions.notes[index] = after
        used.add(after)


def _is_title(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    if len(text) > _MOST or text[-1:] in _STOPS or _FIGURE.match(text):
        return False
    return bool(_TABLE.match(text)) or paragraph.alignment == "center" or _is_caption(paragraph)


def _is_caption(paragraph: Paragraph) -> bool:
    return paragraph.style in ("caption", "题注", "图", "表", "figure", "table")


def _of_pictures(blocks: Sequence[Block], group: list[int], used: set[int]) -> int | None:
    """Return the paragraph that says what the pictures show: the next one, else the one before."""
    after, before = group[-1] + 1, group[0] - 1
    for at in (after, before):
        paragraph = _paragraph(blocks, at)
        if paragraph is None or at in used:
            continue
        text = paragraph.text.strip()
        is_short = 0 < len(text) <= _MOST * len(group) and text[-1] not in _STOPS
        is_near = (
            paragraph.alignment == "center"
            or _is_caption(paragraph)
            or paragraph.where is Where.BOX
        )
        if _FIGURE.match(text) or (is_short and is_near and not _TABLE.match(text)):
            return at
    return None


def _block(blocks: Sequence[Block], index: int) -> Block | None:
    return blocks[index] if 0 <= index < len(blocks) else None


def _paragraph(blocks: Sequence[Block], index: int) -> Paragraph | None:
    block = _block(blocks, index)
    return block if isinstance(block, Paragraph) else None


def captions_in_line(caption: Stretch, count: int) -> list[Stretch]:
    """Return the captions of `count` pictures in one line: 图1 …　图2 …; the line itself for each if unsure."""
    if count > 1:
        starts = [m.start() for m in _FIGURE.finditer(caption.text)]
        if len(starts) == count:
            ends = [*starts[1:], len(caption.text)]
            return [_bare(caption.part(s, e).trimmed()) for s, e in zip(starts, ends, strict=True)]
        parts, at = [], 0
        for match in re.finditer(r"[\s　]{2,}|　|\t|$", caption.text):
            if part := caption.part(at, match.start()).trimmed():
                parts.append(part)
            at = match.end()
        if len(parts) == count:
            return [_bare(part) for part in parts]
        return [_bare(caption)]
    return [_bare(caption)]


def _bare(caption: Stretch) -> Stretch:
    """Return a caption without 图1, which the program counts itself."""
    match = _FIGURE.match(caption.text)
    bare = caption.part(match.end()).trimmed() if match else caption.trimmed()
    return bare or caption


def title_of_table(caption: Stretch) -> Stretch:
    """Return the title of a table without 表1."""
    match = _TABLE.match(caption.text)
    bare = caption.part(match.end()).trimmed() if match else caption.trimmed()
    return bare or caption
