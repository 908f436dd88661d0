"""The parts of a report: what stands before and after the text, its title, its chapters and their works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.content import dates
from reportgen.importing.headings import MOST_CHARACTERS, Heading, body_look, headings_of
from reportgen.importing.word.model import (
    Block,
    Cell,
    Paragraph,
    Picture,
    Table,
    Where,
    WordFile,
    paragraphs_of,
    without_indent,
)

_C = "一二三四五六七八九十〇零○"
_DATE = re.compile(
    rf"[（(]?((?:[12１２][0-9０-９]{{3}}|[{_C}]{{4}})\s*[年./\-－—]\s*(?:[0-9０-９]{{1,2}}|[{_C}]{{1,3}})\s*(?:[月./\-－—]\s*(?:(?:[0-9０-９]{{1,2}}|[{_C}]{{1,3}})\s*日?)?)?)[）)]?"
)
_DOCUMENT_NUMBER = re.compile(r"\S{1,16}[〔\[［][0-9]{4}[〕\]］]\s*第?[0-9]+\s*号")
_ADDRESSEE = re.compile(
    r"[^。；，]{2,40}(?:委员会|党委|党组|总支|支部|机关|部|局|办|办公室|院|街道|公司|集团|中心|校)[：:]"
)
_UNIT = re.compile(
    r".{2,36}(?:党支部|支部委员会|党总支|委员会|党委|支部|总支|公司|学校|中心|所|院|局|站|村|社区)(?:[（(][^）)]{1,4}[）)])?"
)
_ATTACHMENT = re.compile(r"附\s*[件表]\s*[0-9一二三四五]?\s*[：:]?")
_ATTACHMENT_NOTE = re.compile(r"附\s*[件表]\s*[0-9一二三四五]?\s*[：:]\s*\S")
_CONTENTS_LINE = re.compile(r".{1,60}(?:\t|[.…·]{3,})\s*[0-9]{1,3}")
_CONTENTS_TITLE = re.compile(r"目\s*录")
_YEAR = re.compile(rf"([12１２][0-9０-９]{{3}}|[{_C}]{{4}})\s*年")
_REPORT = re.compile("总结|报告|小结|汇报|述职|情况|要点|回顾|信")
#: the last lines that may be a signature
_LAST = 5
_FORM_CHARACTERS = 120
#: columns of a table without lines that sets texts side by side
_LAYOUT_COLUMNS = 2
_LEAST_PROSE = 20
_LABEL_CHARACTERS = 14
#: of a label or a value in a row of facts: 支部名称, 书记, 党员总数
_FACT_CHARACTERS = 20
_RIGHT = ("right", "end")


@dataclass(slots=True)
class Work:
    """A work of a chapter, with the paragraph and heading it begins with."""

    paragraph: Paragraph
    heading: Heading
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Chapter:
    """A chapter of the document: what stands before its first work, and its works."""

    paragraph: Paragraph
    heading: Heading
    blocks: list[Block] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its title without the number."""
        return title_of(self.paragraph, self.heading)


@dataclass(slots=True)
class Outline:
    """The parts of a document."""

    title: list[Paragraph] = field(default_factory=list)
    #: paragraphs that no record has a place for, with the reason
    left: list[tuple[Paragraph, str]] = field(default_factory=list)
    opening: list[Block] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    #: what stands behind the signature
    attached: list[Block] = field(default_factory=list)
    #: the paragraph with the date it is signed with
    date: Paragraph | None = None
    date_text: str = ""
    unit: str = ""
    #: the tables that give the page its form; what stands in them is read as running text
    forms: set[str] = field(default_factory=set)
    #: what rows of facts say of the branch: 书记, 党员总数
    facts: dict[str, str] = field(default_factory=dict)
    #: the tables that only place texts and pictures beside each other; they are read in the same way
    layouts: set[str] = field(default_factory=set)

    @property
    def title_text(self) -> str:
        """The whole title, its lines joined."""
        return "".join(re.sub(r"\s", "", p.text) for p in self.title)

    @property
    def year(self) -> int | None:
        """The year of the title; None where it names none."""
        match = _YEAR.search(self.title_text)
        return arabic_year(match[1]) if match else None


def arabic_year(text: str) -> int:
    """Return a year that is written in any digits."""
    digits = {
        **{c: str(i) for i, c in enumerate("〇一二三四五六七八九")},
        "零": "0",
        "○": "0",
    }
    return int("".join(digits.get(c, c) for c in text).translate(_NARROW))


_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def title_of(paragraph: Paragraph, heading: Heading) -> str:
    """Return the title of a heading, without its number."""
    return paragraph.visible_text[heading.title_start : heading.title_end].strip()


def outline_of(file: WordFile) -> Outline:
    """Return the parts of a document."""
    outline = Outline()
    blocks, fixed = _without_form(file.blocks, outline)
    paragraphs = [b for b in blocks if isinstance(b, Paragraph) and not b.is_contents]
    body = body_look([p for p in paragraphs if p.where in (Where.BODY, Where.CELL)])
    rest = _front(blocks, body.size, outline, set(fixed))
    rest = _end(rest, outline)
    # A single paragraph of the highest level is the title of the whole document.
    tops = [p for p in outline.title if p.outline == 0]
    is_shifted = bool(tops) and not any(isinstance(b, Paragraph) and b.outline == 0 for b in rest)
    headings = headings_of(_shifted(rest) if is_shifted else rest, fixed)
    _divide(rest, headings, outline)
    return outline


def _shifted(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with the levels of the outline one higher."""
    return [
        replace(b, outline=b.outline - 1) if isinstance(b, Paragraph) and b.outline > 0 else b
        for b in blocks
    ]


# ── A table that gives the page its form ──


def _without_form(blocks: Sequence[Block], outline: Outline) -> tuple[list[Block], dict[str, int]]:
    """Return the blocks without a table that holds the whole report, and the levels of its labels."""
    result: list[Block] = []
    fixed: dict[str, int] = {}
    outside = sum(len(b.text) for b in blocks if isinstance(b, Paragraph))
    for block in blocks:
        if isinstance(block, Table) and _is_form(block, outside):
            outline.forms.add(block.id)
            for each in _cells_of_form(block, outline, fixed):
                result.append(_trimmed(each))
        else:
            result += [_trimmed(each) for each in _without_layout(block, outline)]
    return [b for b in result if not isinstance(b, Paragraph) or b.visible_text.strip()], fixed


def _trimmed(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    # People also align a line to the right with blanks.
    is_far = len(block.text) - len(block.text.lstrip(" ")) >= 12 or block.text.startswith("　" * 6)
    trimmed = without_indent(block)
    if is_far and block.alignment in ("", "left", "start", "both"):
        return replace(trimmed, alignment="right")
    return trimmed


def _is_form(table: Table, others: int) -> bool:
    """Return whether a table holds most of a report; `others` counts the characters outside it."""
    lengths = [len(cell.text) for cell in table.cells]
    long = sum(length > _FORM_CHARACTERS for length in lengths)
    labels = [c for c in table.cells if c.column == 0 and c.columns < table.column_count]
    has_labels = bool(labels) and all(len(c.text) <= _LABEL_CHARACTERS for c in labels)
    return (
        table.row_count >= 2 and (long >= 2 or (long == 1 and has_labels)) and sum(lengths) > others
    )


def _without_layout(block: Block, outline: Outline) -> Iterator[Block]:
    """Yield a block, or what stands in the cells of a table that only places texts beside each other."""
    if not isinstance(block, Table) or not _is_layout(block):
        yield block
        return
    outline.layouts.add(block.id)
    for cell in sorted(block.cells, key=lambda c: (c.row, c.column)):
        for inner in cell.blocks:
            yield from _without_layout(inner, outline)


def _is_layout(table: Table) -> bool:
    """Return whether a table is a frame of one cell, or has no lines and holds running text."""
    if len(table.cells) == 1:
        return True
    texts = (p.text for cell in table.cells for p in paragraphs_of(cell.blocks))
    has_prose = any(len(text) >= _LEAST_PROSE and text[-1:] in "。”" for text in texts)
    return not table.has_lines and has_prose and table.column_count <= _LAYOUT_COLUMNS


def _cells_of_form(table: Table, outline: Outline, fixed: dict[str, int]) -> Iterator[Block]:
    """Yield the labels of a form's left column as headings, and what stands beside them."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row in sorted(by_row):
        cells = sorted(by_row[row], key=lambda c: c.column)
        is_short = all(len(c.text) <= _FACT_CHARACTERS and c.text[-1:] not in "。；" for c in cells)
        label = cells[0]
        if len(cells) > 1 and is_short and len(cells) % 2 == 0:
            for cell in cells:
                for block in cell.blocks:
                    if isinstance(block, Paragraph):
                        outline.left.append((without_indent(block), "基本情况，请核对支部的资料"))
            pairs = zip(cells[::2], cells[1::2], strict=True)
            outline.facts |= {_bare(name.text): value.text.strip() for name, value in pairs}
            continue
        if len(cells) > 1 and len(label.text) <= _LABEL_CHARACTERS:
            for block in label.blocks:
                if isinstance(block, Paragraph):
                    fixed[block.id] = 1
            yield from label.blocks
            cells = cells[1:]
        for cell in cells:
            yield from cell.blocks


def _bare(label: str) -> str:
    return re.sub(r"[\s:：]", "", label)


# ── Before and behind the text ──


def _front(
    blocks: Sequence[Block], body_size: float, outline: Outline, fixed: set[str]
) -> list[Block]:
    """Take the title, the red head and the addressee off; return what follows them."""
    rest = list(blocks)
    candidates: list[Paragraph] = []
    while rest:
        block = rest[0]
        if isinstance(block, Picture) and not candidates:
            break
        if not isinstance(block, Paragraph) or block.id in fixed:
            break
        text = block.text.strip()
        if _is_contents(block):
            outline.left.append((block, "目录"))
        elif _is_red(block):
            outline.left.append((block, "红头"))
        elif _DOCUMENT_NUMBER.fullmatch(text):
            outline.left.append((block, "发文字号"))
        elif _is_of_title(block, body_size, candidates):
            candidates.append(block)
        else:
            break
        rest.pop(0)
    if not candidates and rest and isinstance(rest[0], Paragraph) and _is_plain_title(rest):
        candidates.append(rest.pop(0))  # type: ignore[arg-type]  # the line above says it is a paragraph
    _choose_title(candidates, outline)
    rest = list(_without_contents(rest, outline))
    first = rest[0] if rest else None
    if isinstance(first, Paragraph) and _ADDRESSEE.fullmatch(first.text.strip()):
        outline.left.append((first, "主送"))
        rest.pop(0)
    return rest


def _is_contents(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return bool(
        paragraph.is_contents or _CONTENTS_LINE.fullmatch(text) or _CONTENTS_TITLE.fullmatch(text)
    )


def _without_contents(blocks: Sequence[Block], outline: Outline) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Paragraph) and _is_contents(block):
            outline.left.append((block, "目录"))
        else:
            yield block


def _is_red(paragraph: Paragraph) -> bool:
    color = paragraph.look.color
    if len(color) != 6 or paragraph.alignment not in ("center", "distribute", "both"):
        return False
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return red > 150 and green < 90 and blue < 90


def _is_of_title(paragraph: Paragraph, body_size: float, before: Sequence[Paragraph]) -> bool:
    text = paragraph.text.strip()
    if len(text) > 2 * MOST_CHARACTERS or text[-1:] in "。；：":
        return False
    if (
        paragraph.style in ("title", "标题", "subtitle", "副标题")
        or paragraph.alignment == "center"
    ):
        return True
    if paragraph.where is Where.BOX or paragraph.look.size >= body_size + 4:
        return paragraph.outline != 0 or not before
    is_top = paragraph.outline == 0 and not before
    return is_top and bool(_YEAR.search(text)) and bool(_REPORT.search(text))


def _is_plain_title(blocks: Sequence[Block]) -> bool:
    """Return whether the first line is a title that looks like the text below it."""
    first = blocks[0]
    assert isinstance(first, Paragraph)
    text = first.text.strip()
    return (
        len(text) <= MOST_CHARACTERS
        and text[-1:] not in "。；：，"
        and not first.number
        and bool(_REPORT.search(text))
    )


def _choose_title(candidates: list[Paragraph], outline: Outline) -> None:
    """Divide the lines of the head: the title is of the title's style, else the largest."""
    lines = []
    for paragraph in candidates:
        text = paragraph.text.strip()
        if _DATE.fullmatch(text):
            outline.date, outline.date_text = paragraph, text
            outline.left.append((paragraph, "日期"))
        elif text.startswith(("——", "—", "－－", "--")) or paragraph.style in (
            "subtitle",
            "副标题",
        ):
            outline.left.append((paragraph, "副题"))
        else:
            lines.append(paragraph)
    styled = [p for p in lines if p.style in ("title", "标题")]
    size = max((p.look.size for p in lines), default=0.0)
    outline.title = styled or [p for p in lines if p.look.size == size]
    outline.left += [(p, "标题旁的文字") for p in lines if p not in outline.title]
    match = re.match(r".*?(?:党支部|支部委员会|党总支|党委|委员会|支部)", outline.title_text)
    outline.unit = match[0] if match else ""


def _end(blocks: list[Block], outline: Outline) -> list[Block]:
    """Take the signature, the date and the attachments off; return what stands before them."""
    rest = blocks
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and index and _ATTACHMENT.fullmatch(block.text.strip()):
            rest, outline.attached = blocks[:index], blocks[index + 1 :]
            outline.left.append((block, "附件标记"))
            break
    tail = [b for b in rest if isinstance(b, Paragraph)][-_LAST:]
    removed: set[str] = set()
    for paragraph in reversed(tail):
        text = paragraph.text.strip()
        if _DATE.fullmatch(text) and not outline.date_text:
            outline.date, outline.date_text = paragraph, text
            outline.left.append((paragraph, "日期"))
        elif _is_signature(paragraph, text):
            outline.left.append((paragraph, "落款"))
            outline.unit = outline.unit or text
        elif _ATTACHMENT_NOTE.match(text):
            outline.left.append((paragraph, "附件说明"))
        else:
            break
        removed.add(paragraph.id)
    return [b for b in rest if not (isinstance(b, Paragraph) and b.id in removed)]


def _is_signature(paragraph: Paragraph, text: str) -> bool:
    if len(text) > MOST_CHARACTERS or text[-1:] in "。；：，！？”" or paragraph.outline >= 0:
        return False
    if re.match(r"(?:联系人|填报人|填表人|审核人?|报送|抄送)[：:]", text):
        return True
    return paragraph.alignment in _RIGHT or (
        bool(_UNIT.fullmatch(text)) and not paragraph.number and paragraph.alignment == "center"
    )


# ── The text ──


def _divide(blocks: Sequence[Block], headings: dict[int, Heading], outline: Outline) -> None:
    """Put each block below the heading it follows."""
    for index, block in enumerate(blocks):
        heading = headings.get(index)
        if heading and isinstance(block, Paragraph):
            if heading.level == 1:
                outline.chapters.append(Chapter(block, heading))
                continue
            if outline.chapters:
                outline.chapters[-1].works.append(Work(block, heading))
                continue
        if not outline.chapters:
            outline.opening.append(block)
        elif outline.chapters[-1].works:
            outline.chapters[-1].works[-1].blocks.append(block)
        else:
            outline.chapters[-1].blocks.append(block)


def date_of(text: str) -> str:
    """Return the date that a line says, as a record can have it; "" where it says none."""
    match = _DATE.fullmatch(text)
    written = re.sub(r"\s", "", match[1]).translate(_NARROW) if match else ""
    return written if written and dates.parse(written) is not None else ""
