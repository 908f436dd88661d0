"""The bytes of a .docx file → a `WordFile`.

Element names are those of ECMA-376 part 1, 17; strict files use other namespaces for the same names,
so names are compared without them. Nothing is calculated, no link is followed, no macro is looked at.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO

from lxml import etree

from reportgen.diagnostics import Diagnostic, Faults
from reportgen.importing.word.model import (
    Block,
    Cell,
    Look,
    Note,
    Paragraph,
    Picture,
    Run,
    Table,
    Unread,
    Where,
    WordFile,
    paragraphs_of,
)
from reportgen.importing.word.numbering import Level, List, Numbering
from reportgen.importing.word.styles import (
    ParagraphLook,
    Styles,
    characters,
    child,
    is_on,
    paragraph,
    read_styles,
    value_of,
)
from reportgen.office_files import check_office_file
from reportgen.office_package import DAMAGED_PACKAGE, OfficePackage, local_name

#: Limits that no report reaches.
MAX_CHARACTERS = 300_000
MAX_PARAGRAPHS = 20_000
#: characters of a paragraph, which are as many as a text of a record can have
MAX_LENGTH = 20_000
MAX_CELLS = 20_000
MAX_PICTURES = 500
#: columns a table can have in Word (Word's operating parameter limitations)
MAX_COLUMNS = 63
MAX_DEPTH = 8

_AGAIN = "请在 Word 或 WPS 里打开，另存为 .docx 后再读"
#: kind of a relationship → where its paragraphs stand
_ASIDE = {"header": Where.HEADER, "footer": Where.FOOTER}
_ENDINGS = (
    (b"\x89PNG", "png"), (b"\xff\xd8", "jpg"), (b"GIF8", "gif"), (b"BM", "bmp"), (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"), (b"\xd7\xcd\xc6\x9a", "wmf"), (b"\x01\x00\x00\x00", "emf"),
)  # fmt: skip
#: elements whose children stand in the text as if they stood there themselves
_THROUGH = frozenset(
    "ins moveTo hyperlink smartTag customXml sdtContent fldSimple dir bdo rubyBase".split()  # noqa: SIM905
)
_UNREAD_GRAPHICS = {"chart": "图表", "diagram": "SmartArt 图示", "chartex": "图表"}


def read_document(data: bytes, what: str = "Word 文档") -> WordFile | Diagnostic:
    """Return the document in the bytes of a .docx file, or the fault that keeps it from being read.

    `what` is how messages call the file, such as `Word 文档“总结.docx”`.
    """
    try:
        check_office_file(data, "docx", what)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _Reader(OfficePackage(archive), what).document()
    except Faults as faults:
        fault = faults.diagnostics[0]
        return replace(fault, code="too-large" if fault.code == "too-large" else "word-file")
    except DAMAGED_PACKAGE:
        return Diagnostic("word-file", f"{what}打不开，可能已损坏", hints=(_AGAIN,))


@dataclass(slots=True)
class _Field:
    """A field that has begun: its instruction, and whether its result has."""

    instruction: str = ""
    has_result: bool = False


@dataclass(slots=True)
class _Draft:
    """A paragraph while it is read: its runs, and what is anchored in it."""

    id: str
    where: Where
    runs: list[Run] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    is_contents: bool = False

    def add(self, text: str, look: Look) -> None:
        if not text:
            return
        if self.runs and self.runs[-1].look == look:
            self.runs[-1] = Run(self.runs[-1].text + text, look)
        else:
            self.runs.append(Run(text, look))


class _Reader:
    """Reads a document part by part."""

    def __init__(self, package: OfficePackage, what: str) -> None:
        self.package = package
        self.what = what
        self.main = next(iter(package.linked("", "officeDocument")), "word/document.xml")
        self.links = package.links(self.main)
        self.styles = self.read_styles()
        self.numbering = Numbering(self.read_lists())
        self.notes = self.read_notes("footnotes") | self.read_notes("endnotes")
        self.fields: list[_Field] = []
        self.contents_depth = 0
        self.counts: dict[str, int] = {}
        self.characters = 0
        self.cells = 0
        self.aside: list[Paragraph] = []
        self.unread: list[Unread] = []
        self.joins: _Draft | None = None

    def part(self, kind: str) -> etree._Element | None:
        parts = self.package.linked(self.main, kind)
        return self.package.xml(parts[0]) if parts else None

    def document(self) -> WordFile:
        root = self.package.xml(self.main)
        body = child(root, "body")
        if body is None:
            raise ValueError("no body")
        blocks = tuple(self.blocks(body, Where.BODY, 0))
        for kind, where in _ASIDE.items():
            for part in self.package.linked(self.main, kind):
                self.read_aside(part, where)
        for part in self.package.linked(self.main, "comments"):
            self.read_aside(part, Where.COMMENT)
        return WordFile(blocks, tuple(self.aside), tuple(self.unread))

    def read_aside(self, part: str, where: Where) -> None:
        """Read the paragraphs of a header, a footer or the comments."""
        root = self.package.xml(part)
        links, self.links = self.links, self.package.links(part)
        for element in root.iter():
            if local_name(element) == "p" and not _is_in_fallback(element):
                self.aside += [
                    p
                    for p in self.paragraph(element, where, 0)
                    if isinstance(p, Paragraph) and p.where is where and p.visible_text.strip()
                ]
        self.links = links

    def next_id(self, prefix: str) -> str:
        self.counts[prefix] = self.counts.get(prefix, 0) + 1
        if sum(self.counts.values()) > MAX_PARAGRAPHS:
            raise Faults([self.too_large(f"超过 {MAX_PARAGRAPHS} 段")])
        return f"{prefix}{self.counts[prefix]}"

    def too_large(self, why: str) -> Diagnostic:
        return Diagnostic(
            "too-large", f"{self.what}过大：{why}", hints=("请分成几个文件，或删去多余的内容",)
        )

    # ── Styles, lists, notes ──

    def read_styles(self) -> Styles:
        return read_styles(self.part("styles"))

    def read_lists(self) -> dict[str, List]:
        root = self.part("numbering")
        if root is None:
            return {}
        abstract = {value_of(e, "abstractNumId"): e for e in root if local_name(e) == "abstractNum"}
        numbers = {value_of(e, "numId"): e for e in root if local_name(e) == "num"}
        lists = {}
        for number, element in numbers.items():
            counters = value_of(child(element, "abstractNumId"))
            own = self.linked_list(abstract.get(counters), abstract, numbers)
            levels = _levels(own)
            starts = {}
            for override in element:
                at = value_of(override, "ilvl")
                if local_name(override) != "lvlOverride" or not at.isdigit():
                    continue
                levels |= _levels(override)
                start = value_of(child(override, "startOverride"))
                if start.isdigit():
                    starts[int(at)] = int(start)
            lists[number] = List(counters, levels, starts)
        return lists

    def linked_list(
        self,
        abstract: etree._Element | None,
        all_abstract: dict[str, etree._Element],
        numbers: dict[str, etree._Element],
    ) -> etree._Element | None:
        """Return the list itself, where a list only names a style that has one."""
        style = self.styles.styles.get(value_of(child(abstract, "numStyleLink")))
        if style is None:
            return abstract
        number = value_of(child(child(child(style.element, "pPr"), "numPr"), "numId"))
        known = numbers.get(number)
        return all_abstract.get(value_of(child(known, "abstractNumId")), abstract)

    def read_notes(self, kind: str) -> dict[str, etree._Element]:
        root = self.part(kind)
        return {
            f"{kind[:-1]}{value_of(element, 'id')}": element
            for element in (root if root is not None else ())
            if value_of(element, "type") in ("", "normal")
        }

    # ── Blocks ──

    def blocks(self, parent: etree._Element, where: Where, depth: int) -> Iterator[Block]:
        """Yield what stands in the body, a cell, a text box or a note."""
        if depth > MAX_DEPTH:
            self.unread.append(Unread("套了太多层的表格或文本框", ""))
            return
        for element in parent:
            match local_name(element):
                case "p":
                    yield from self.paragraph(element, where, depth)
                case "tbl":
                    yield from self.table(element, depth)
                case "sdt":
                    yield from self.control(element, where, depth)
                case "altChunk" | "subDoc":
                    self.unread.append(Unread("插入的另一个文件", ""))
                case "AlternateContent":
                    chosen = _choice(element)
                    if chosen is not None:
                        yield from self.blocks(chosen, where, depth)
                case name if name in _THROUGH:
                    yield from self.blocks(element, where, depth)

    def control(self, element: etree._Element, where: Where, depth: int) -> Iterator[Block]:
        """Yield what stands in a content control."""
        properties, content = child(element, "sdtPr"), child(element, "sdtContent")
        if content is None:
            return
        if child(properties, "showingPlcHdr") is not None:
            where = Where.PROMPT
        gallery = value_of(child(child(properties, "docPartObj"), "docPartGallery"))
        is_contents = gallery == "Table of Contents"
        self.contents_depth += is_contents
        for block in self.blocks(content, where, depth):
            if isinstance(block, Paragraph) and block.where is Where.PROMPT:
                self.aside.append(block)
            else:
                yield block
        self.contents_depth -= is_contents

    def table(self, element: etree._Element, depth: int) -> Iterator[Block]:
        cells: list[Cell] = []
        #: column → the index in `cells` of the cell that goes on downwards there
        open_cells: dict[int, int] = {}
        id_ = self.next_id("t")
        row_number = repeated = width = 0
        for row in _inner(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.put_aside(_text_of(row), Where.DELETED, "")
                continue
            if repeated == row_number and child(properties, "tblHeader") is not None:
                repeated += 1
            column = _count(value_of(child(properties, "gridBefore")), 0)
            for element_ in _inner(row, "tc"):
                own = child(element_, "tcPr")
                columns = min(
                    _count(value_of(child(own, "gridSpan")), 1), MAX_COLUMNS - column or 1
                )
                merge = child(own, "vMerge")
                blocks = tuple(self.blocks(element_, Where.CELL, depth + 1))
                goes_on = merge is not None and value_of(merge) != "restart"
                above = open_cells.get(column)
                if goes_on and above is not None and cells[above].columns == columns:
                    cell = cells[above]
                    cells[above] = replace(
                        cell,
                        rows=row_number - cell.row + 1,
                        blocks=cell.blocks + _with_text(blocks),
                    )
                else:
                    open_cells[column] = len(cells)
                    cells.append(Cell(row_number, column, 1, columns, blocks))
                    if merge is None:
                        del open_cells[column]
                column += columns
                if column >= MAX_COLUMNS:
                    break
            width = max(width, column)
            row_number += 1
            self.cells += max(column, 1)
            if self.cells > MAX_CELLS:
                raise Faults([self.too_large(f"表格超过 {MAX_CELLS} 格")])
        if cells:
            yield Table(
                id_,
                row_number,
                width,
                tuple(cells),
                min(repeated, row_number),
                self.has_lines(element),
            )

    def has_lines(self, element: etree._Element) -> bool:
        """Return whether a table draws lines: by a style of its own, or by its borders or those of a cell."""
        properties = child(element, "tblPr")
        borders = child(properties, "tblBorders")
        if borders is None and value_of(child(properties, "tblStyle")):
            return True
        sides = list(borders) if borders is not None else []
        for cell in _inner(element, "tr"):
            for one in _inner(cell, "tc"):
                own = child(child(one, "tcPr"), "tcBorders")
                sides += list(own) if own is not None else []
        return any(value_of(side) not in ("nil", "none", "") for side in sides)

    def paragraph(self, element: etree._Element, where: Where, depth: int) -> Iterator[Block]:
        properties = child(element, "pPr")
        style = value_of(child(properties, "pStyle"))
        look, own = self.styles.of_paragraph(style)
        own = paragraph(properties, own)
        draft = self.joins or _Draft("", where)
        self.joins = None
        draft.is_contents |= self.contents_depth > 0 or self.styles.name(style).startswith("toc ")
        for each in element:
            self.inline(each, draft, look, depth)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None and where is Where.BODY:
            # The end of the paragraph is deleted: the next one goes on in it.
            self.joins = draft
            return
        text = "".join(run.text for run in draft.runs)
        if len(text) > MAX_LENGTH:
            raise Faults([self.too_large(f"有一段超过 {MAX_LENGTH} 字")])
        number = self.number(own, style, text) if where not in _ASIDE.values() else ""
        prefix = {"body": "p", "box": "box", "note": "fn", "cell": "c", "header": "hdr", "footer": "ftr", "comment": "cmt", "prompt": "prompt"}[where.value]  # fmt: skip
        if text.strip() or number:
            level = own.list_level if own.list_number not in ("", "0") else -1
            yield Paragraph(
                self.next_id(prefix),
                tuple(draft.runs),
                where,
                number,
                max(level, 0) if own.list_number not in ("", "0") else -1,
                self.styles.name(style),
                own.outline,
                own.alignment,
                draft.is_contents,
                tuple(draft.notes),
            )
        yield from draft.after

    def number(self, own: ParagraphLook, style: str, text: str) -> str:
        if own.list_number in ("", "0") or not text.strip():
            return ""
        level = own.list_level
        if level < 0:
            level = self.numbering.level_of_style(own.list_number, own.list_style or style)
        return self.numbering.next(own.list_number, level)

    # ── What stands in a paragraph ──

    def inline(self, element: etree._Element, draft: _Draft, look: Look, depth: int) -> None:
        match local_name(element):
            case "r":
                self.run(element, draft, look, depth)
            case "del" | "moveFrom":
                self.put_aside(_text_of(element), Where.DELETED, "")
            case "sdt":
                self.inline_control(element, draft, look, depth)
            case "oMath" | "oMathPara":
                self.put_aside(_text_of(element), Where.FORMULA, "")
            case "AlternateContent":
                chosen = _choice(element)
                for each in chosen if chosen is not None else ():
                    self.inline(each, draft, look, depth)
            case name if name in _THROUGH:
                for each in element:
                    self.inline(each, draft, look, depth)

    def inline_control(
        self, element: etree._Element, draft: _Draft, look: Look, depth: int
    ) -> None:
        content = child(element, "sdtContent")
        if content is None:
            return
        if child(child(element, "sdtPr"), "showingPlcHdr") is not None:
            self.put_aside(_text_of(content), Where.PROMPT, "")
            return
        for each in content:
            self.inline(each, draft, look, depth)

    def put_aside(self, text: str, where: Where, number: str) -> None:
        """Report characters that are not part of what the document says."""
        if text.strip():
            prefix = {Where.DELETED: "del", Where.HIDDEN: "hid", Where.PROMPT: "prompt", Where.FORMULA: "math"}[where]  # fmt: skip
            run = Run(text, Look())
            self.aside.append(Paragraph(self.next_id(prefix), (run,), where, number))

    def run(self, element: etree._Element, draft: _Draft, look: Look, depth: int) -> None:
        properties = child(element, "rPr")
        style = value_of(child(properties, "rStyle"))
        if style:
            look = self.styles.of_characters(style, look)
        look = characters(properties, look)
        if child(properties, "del") is not None:
            self.put_aside(_text_of(element), Where.DELETED, "")
            return
        text = ""
        for each in element:
            name = local_name(each)
            if name == "fldChar":
                self.field_mark(value_of(each, "fldCharType"))
                continue
            if name == "instrText" and self.fields:
                self.fields[-1].instruction += each.text or ""
                continue
            if any(not field.has_result for field in self.fields):
                continue
            text += _character(each)
            self.anchored(each, draft, look, depth)
            self.note(each, draft, len(text), depth)
        if not text:
            return
        self.characters += len(text)
        if self.characters > MAX_CHARACTERS:
            raise Faults([self.too_large(f"超过 {MAX_CHARACTERS // 10000} 万字")])
        draft.is_contents |= any(f.instruction.strip().startswith("TOC") for f in self.fields)
        if look.hidden:
            self.put_aside(text, Where.HIDDEN, "")
        else:
            draft.add(text, look)

    def field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].has_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def anchored(self, element: etree._Element, draft: _Draft, look: Look, depth: int) -> None:
        """Read what is anchored at a character: pictures, text boxes, notes, other objects."""
        match local_name(element):
            case "drawing" | "pict":
                self.drawing(element, draft, depth)
            case "AlternateContent":
                chosen = _choice(element)
                for each in chosen if chosen is not None else ():
                    self.anchored(each, draft, look, depth)
            case "object":
                self.unread.append(Unread("嵌入的文件（OLE 对象）", _near(draft)))
            case "ruby":
                base = child(element, "rubyBase")
                for each in base if base is not None else ():
                    self.inline(each, draft, look, depth)

    def note(self, element: etree._Element, draft: _Draft, behind: int, depth: int) -> None:
        """Read the note whose mark stands `behind` characters into the run that is being read."""
        if local_name(element) not in ("footnoteReference", "endnoteReference"):
            return
        kind = local_name(element).removesuffix("Reference")
        note = self.notes.pop(f"{kind}{value_of(element, 'id')}", None)
        if note is not None:
            blocks = tuple(self.blocks(note, Where.NOTE, depth + 1))
            own = tuple(paragraphs_of(blocks))
            at = sum(len(run.text) for run in draft.runs) + behind
            draft.notes += [Note(at, own)] if own else []
            draft.after += [block for block in blocks if isinstance(block, Picture)]

    def drawing(self, element: etree._Element, draft: _Draft, depth: int) -> None:
        for each in _unnested(element):
            match local_name(each):
                case "txbxContent":
                    draft.after += self.blocks(each, Where.BOX, depth + 1)
                case "blip" | "imagedata":
                    self.picture(each, element, draft)
                case "graphicData":
                    what = _UNREAD_GRAPHICS.get(value_of(each, "uri").rpartition("/")[2])
                    if what:
                        self.unread.append(Unread(what, _near(draft)))

    def picture(self, element: etree._Element, drawing: etree._Element, draft: _Draft) -> None:
        link = value_of(element, "embed") or value_of(element, "id")
        target = self.links.get(link)
        if target is None or target.kind != "image" or not self.package.has(target.part):
            if link or value_of(element, "link"):
                self.unread.append(Unread("没有存在文件里的图片（链接到别处）", _near(draft)))
            return
        data = self.package.data(target.part)
        ending = next((e for start, e in _ENDINGS if data.startswith(start)), "")
        ending = ending or posixpath.splitext(target.part)[1].lower().lstrip(".")
        if data[8:12] == b"WEBP":
            ending = "webp"
        is_inline = any(local_name(each) == "inline" for each in drawing)
        if self.counts.get("pic", 0) >= MAX_PICTURES:
            raise Faults([self.too_large(f"超过 {MAX_PICTURES} 张图片")])
        draft.after.append(Picture(self.next_id("pic"), ending, data, "", is_inline))


def _levels(parent: etree._Element | None) -> dict[int, Level]:
    levels = {}
    for element in parent if parent is not None else ():
        at = value_of(element, "ilvl")
        if local_name(element) != "lvl" or not at.isdigit():
            continue
        restart = value_of(child(element, "lvlRestart"))
        legal = child(element, "isLgl")
        levels[int(at)] = Level(
            value_of(child(element, "numFmt")) or "decimal",
            value_of(child(element, "lvlText")),
            _count(value_of(child(element, "start")), 1),
            int(restart) if restart.isdigit() else -1,
            legal is not None and is_on(legal),
            value_of(child(element, "pStyle")),
        )
    return levels


def _count(text: str, otherwise: int) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else otherwise


def _choice(element: etree._Element) -> etree._Element | None:
    """Return the branch of alternate content that is read: the first choice, never both."""
    first = child(element, "Choice")
    return first if first is not None else child(element, "Fallback")


def _inner(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for each in element:
        known = local_name(each)
        if known == name:
            yield each
        elif known == "sdt" or known in _THROUGH:
            yield from _inner(each, name)


def _unnested(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what a drawing is made of; what stands in a text box belongs to that."""
    for each in element:
        if local_name(each) == "AlternateContent":
            chosen = _choice(each)
            if chosen is not None:
                yield from _unnested(chosen)
            continue
        yield each
        if local_name(each) != "txbxContent":
            yield from _unnested(each)


def _is_in_fallback(element: etree._Element) -> bool:
    return any(local_name(a) in ("Fallback", "txbxContent") for a in element.iterancestors())


def _with_text(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(b for b in blocks if not isinstance(b, Paragraph) or b.visible_text.strip())


def _text_of(element: etree._Element) -> str:
    """Return all characters in an element, those marked as deleted too."""
    return "".join(e.text or "" for e in element.iter() if local_name(e) in ("t", "delText"))


def _character(element: etree._Element) -> str:
    """Return the text that an element of a run stands for."""
    match local_name(element):
        case "t":
            return element.text or ""
        case "tab" | "ptab":
            return "\t"
        case "br":
            return "" if value_of(element, "type") in ("page", "column") else "\n"
        case "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = value_of(element, "char")
            character = chr(int(code, 16)) if code and len(code) <= 5 else ""
            # Characters of a private area mean nothing outside their font.
            return "" if "\ue000" <= character <= "\uf8ff" else character
    return ""


def _near(draft: _Draft) -> str:
    return "".join(run.text for run in draft.runs)[-20:].strip()
