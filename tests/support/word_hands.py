"""Write the reports of data/hands as .docx files, each in the hand of somebody else.

`PYTHONPATH=tests python -m support.word_hands` writes them anew; LibreOffice saves those that ask for it.
The marks of the sources stand in data/hands/README.md.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from PIL import Image

HANDS = Path(__file__).parents[1] / "importing" / "data" / "hands"
_FIGURE = re.compile(r"\{(\??)([^}^]*)\}")
#: a note at the place of its mark
_NOTE = re.compile(r"\{\^([^}]*)\}")
_WIDE = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")
#: hands of support.word_manners
MANNERS = frozenset({"fields", "layout-tables", "capitals"})
_NUMERALS = "零一二三四五六七八九十"


# ── The sources ──


@dataclass(slots=True)
class Block:
    """A line of a source: its mark and what stands behind it."""

    mark: str
    text: str
    rows: list[list[str]] = field(default_factory=list)
    head_rows: int = 0


@dataclass(slots=True)
class Source:
    """A report: what its first lines say, and its blocks in order."""

    name: str
    about: dict[str, str]
    blocks: list[Block]

    @property
    def hand(self) -> frozenset[str]:
        """The habits of the hand that writes it."""
        return frozenset(word.strip() for word in self.about["hand"].split(","))


def sources() -> list[Source]:
    """Return all sources by name."""
    return [read(path) for path in sorted(HANDS.glob("*.txt"))]


def read(path: Path) -> Source:
    """Return one source."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    about = dict(line.split(": ", 1) for line in head.splitlines())
    if "full-width" in about["hand"]:
        body = _FIGURE.sub(lambda m: f"{{{m[1]}{m[2].translate(_WIDE)}}}", body)
    blocks: list[Block] = []
    for line in filter(None, body.splitlines()):
        if line == "|-|":
            blocks[-1].head_rows = len(blocks[-1].rows)
        elif line.startswith("|"):
            blocks[-1].rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif line.startswith("closing: "):
            about["closing"] = line.removeprefix("closing: ")
        elif match := re.match(r"(#+|=>|!\w+) ?(.*)", line):
            blocks.append(Block(match[1], match[2]))
        else:
            blocks.append(Block("", line))
    return Source(path.stem, about, blocks)


def plain(text: str) -> str:
    """Return a text as the document has it, without the marks of figures and without notes."""
    return _FIGURE.sub(r"\2", _NOTE.sub("", text))


def notes_of(text: str) -> list[tuple[str, str]]:
    """Return the parts of a text, each with the note at its end; the last one has none."""
    parts = _NOTE.split(text)
    return [*zip(parts[::2], parts[1::2], strict=False), (parts[-1], "")]


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[。！？；])(?![”’])", text) if s]


def key(source: Source) -> dict[str, Any]:
    """Return what is right about a report, in the form of the given keys."""
    known: dict[str, Any] = {
        "title": source.about["title"], "date": source.about.get("date", ""), "opening": [], "chapters": [],
        "numbers": [], "optional": [], "tables": [], "pictures": [], "honours": [], "problems": [], "plan": [],
        "closing": source.about.get("closing", ""), "left": [], "unseen": [], "notes": [], "boxes": [],
    }  # fmt: skip
    chapter: dict[str, Any] | None = None
    work: dict[str, Any] | None = None
    for block in source.blocks:
        text = plain(block.text)
        match block.mark:
            case "#":
                kind, title = chapter_of(text)
                chapter, work = {"title": title, "kind": kind, "lead": [], "works": []}, None
                known["chapters"].append(chapter)
            case "##" if chapter is not None:
                work = {"title": text, "text": []}
                chapter["works"].append(work)
            case "=>" if chapter is not None:
                _add_item(known, chapter["kind"], text)
            case "!table":
                cells = [[_mark(cell) for cell in row] for row in block.rows]
                known["tables"].append(
                    {"title": text, "head_rows": block.head_rows, "cells": cells}
                )
            case "!picture" | "!pictures":
                where = {
                    "chapter": chapter and chapter["title"],
                    "work": work["title"] if work else "",
                }
                known["pictures"] += [{"caption": c.strip(), **where} for c in text.split(" / ")]
            case "!left":
                known["left"].append(text.partition(": ")[2])
            case "!deleted" | "!hidden":
                known["unseen"].append(text)
            case "!note":
                known["notes"].append(text)
            case "!box":
                known["boxes"].append(text)
            case "":
                _add_text(known, chapter, work, text)
        known["notes"] += _NOTE.findall(block.text)
        if block.mark in ("", "##", "#"):
            for sentence in _sentences(_NOTE.sub("", block.text)):
                for mark, value in _FIGURE.findall(sentence):
                    where = known["optional"] if mark else known["numbers"]
                    where.append({"value": value, "sentence": plain(sentence)})
    return known


def _mark(cell: str) -> str | None:
    return None if cell in ("<", "^") else cell


def _add_text(
    known: dict[str, Any], chapter: dict[str, Any] | None, work: dict[str, Any] | None, text: str
) -> None:
    if work is not None:
        work["text"].append(text)
    elif chapter is not None:
        chapter["lead"].append(text)
    else:
        known["opening"].append(text)


def chapter_of(text: str) -> tuple[str, str]:
    """Return the kind and the title of the line of a chapter."""
    match = re.match(r"\[([\w+]+)\] (.*)", text)
    return (match[1], match[2]) if match else ("work", text)


def _add_item(known: dict[str, Any], kind: str, line: str) -> None:
    text, _, notes = line.partition(" || ")
    item = {"name": text, **dict(note.split("=") for note in notes.split(" || ") if note)}
    if kind == "problems+plan":
        kind = "plan" if text.startswith("plan ") else "problems"
        item["name"] = text.removeprefix("plan ")
    known[kind].append(item)


# ── The hands ──


class Writer:
    """Writes one report."""

    def __init__(self, source: Source) -> None:
        self.source, self.hand = source, source.hand
        self.file: Document = docx.Document()
        normal = self.file.styles["Normal"]
        normal.font.size = Pt(14 if self.hand & {"sizes", "letter", "form", "tracked"} else 16)
        fonts = {
            "sizes": "宋体",
            "letter": "楷体",
            "form": "微软雅黑",
            "tracked": "宋体",
            "arabic": "华文仿宋",
        }
        font = next((fonts[h] for h in fonts if h in self.hand), "仿宋_GB2312")
        normal.font.name = "Times New Roman"
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        self.numbers = [0, 0]
        self.notes: list[str] = []
        self.cell: Any = None
        self.last: Paragraph | None = None

    def document(self) -> bytes:
        """Return the bytes of the .docx file."""
        if "red-head" in self.hand:
            self.red_head()
        self.title(self.source.about["title"])
        if "red-head" in self.hand:
            self.paragraph(self.left("主送"))
        if "multilevel" in self.hand:
            self.contents()
        self.body()
        self.signature()
        if self.notes:
            self.add_notes()
        if "multilevel" in self.hand:
            self.file.sections[0].header.paragraphs[0].text = "蔬菜所党支部材料（示例）"
        file = BytesIO()
        self.file.save(file)
        return file.getvalue()

    def left(self, reason: str) -> str:
        texts = [b.text.partition(": ") for b in self.source.blocks if b.mark == "!left"]
        return next((text for why, _, text in texts if why == reason), "")

    # ── Paragraphs ──

    def paragraph(
        self, text: str, style: str = "", center: bool = False, size: int = 0, bold: bool = False, font: str = ""
    ) -> Paragraph:  # fmt: skip
        paragraph = (self.cell or self.file).add_paragraph(style=style or None)
        if center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.run(paragraph, text, size, bold, font)
        self.last = paragraph
        return paragraph

    def run(
        self, paragraph: Paragraph, text: str, size: int = 0, bold: bool = False, font: str = ""
    ) -> Any:
        run = paragraph.add_run(text)
        if size:
            run.font.size = Pt(size)
        if bold:
            run.bold = True
        if font:
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        return run

    def red_head(self) -> None:
        run = self.paragraph(self.left("红头"), center=True, size=30, font="方正小标宋简体").runs[0]
        run.font.color.rgb = RGBColor(255, 0, 0)
        self.paragraph(self.left("发文字号"), center=True)

    def title(self, text: str) -> None:
        if "title-box" in self.hand:
            box = _BOX.replace(
                "<w:r><w:t>TEXT", f"<w:r><w:rPr><w:sz w:val='44'/></w:rPr><w:t>{text}"
            )
            self.paragraph("")._element.append(parse_xml(box))
            return
        parts = re.split(r"(?<=党支部)(?=2024|二〇)|(?<=委员会)(?=关于)", text)
        if "tracked" in self.hand:
            paragraph = self.paragraph("", center=True)
            for number, part in enumerate(parts):
                if number:
                    paragraph.add_run().add_break()
                self.run(paragraph, part, 20, bold=True)
            return
        for part in parts:
            paragraph = self.paragraph(part, center=True, size=22, font="方正小标宋简体")
            if "controls" in self.hand:
                self.in_control(paragraph)
        if subtitle := self.source.about.get("subtitle"):
            self.paragraph(subtitle, center=True)

    def in_control(self, paragraph: Paragraph) -> None:
        control = parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val='标题'/></w:sdtPr><w:sdtContent/></w:sdt>"
        )
        element = paragraph._element
        element.addprevious(control)
        control.find(qn("w:sdtContent")).append(element)

    def body(self) -> None:
        blocks = self.source.blocks
        table: Any = None
        for block in blocks:
            if block.mark == "#" and "form" in self.hand:
                table = table or self.file.add_table(0, 2, style="Table Grid")
                row = table.add_row().cells
                row[0].paragraphs[0].add_run(chapter_of(block.text)[1]).bold = True
                self.cell = row[1]
                self.cell._element.remove(self.cell.paragraphs[0]._element)
            elif block.mark in ("#", "##"):
                self.heading(block)
            elif block.mark == "":
                self.text(plain(block.text))
            else:
                self.special(block)
        if table is not None:
            self.cell = None

    def heading(self, block: Block) -> None:
        level = len(block.mark)
        text = plain(chapter_of(block.text)[1])
        self.run_in = False
        match self.hand:
            case hand if "sizes" in hand:
                if level == 1:
                    self.paragraph(text, size=18, font="黑体")
                else:
                    self.paragraph(text, bold=True)
            case hand if "form" in hand:
                self.paragraph(text, bold=True)
            case hand if hand & {"chinese-styles", "multilevel", "tracked"}:
                self.paragraph(text, style=f"Heading {level}")
            case hand if "digits" in hand and level == 2:
                self.paragraph(text, bold=True)
            case hand if "marks" in hand:
                self.paragraph(f"◆ {text}", bold=True)
            case hand if "centred" in hand:
                self.paragraph(text, center=level == 1, bold=level == 1, font="黑体")
            case hand if "run-in" in hand and level == 2:
                self.paragraph(text, bold=True, font="楷体")
                self.run_in = True
            case hand if "arabic" in hand:
                self.paragraph(text, bold=True, size=18 if level == 1 else 0)
            case _:
                self.paragraph(text, font="黑体" if level == 1 else "楷体_GB2312")

    run_in = False

    def text(self, text: str) -> None:
        if self.run_in and self.last is not None:
            self.run(self.last, text)
            self.run_in = False
            return
        indent = "　　" if self.hand & {"letter", "red-head"} else ""
        paragraph = self.paragraph(indent + text)
        if not indent:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if "tracked" in self.hand and len(text) > 60:
            self.track(paragraph)
        if "red-head" in self.hand and len(text) > 60:
            self.smart_tag(paragraph)

    def track(self, paragraph: Paragraph) -> None:
        """Mark the last part of a paragraph as inserted by somebody."""
        run = paragraph.runs[0]
        whole = run.text
        run.text = whole[:-20]
        inserted = parse_xml(
            f"<w:ins {nsdecls('w')} w:id='7' w:author='审稿人' w:date='2024-12-01T09:00:00Z'><w:r><w:t>{whole[-20:]}</w:t></w:r></w:ins>"
        )
        paragraph._element.append(inserted)

    def smart_tag(self, paragraph: Paragraph) -> None:
        """Put the middle of a paragraph in a smart tag, the end in a simple field."""
        run = paragraph.runs[0]
        whole = run.text
        run.text = whole[:10]
        for xml in (
            f"<w:smartTag {nsdecls('w')} w:uri='urn:x' w:element='place'><w:r><w:t>{whole[10:30]}</w:t></w:r></w:smartTag>",
            f"<w:fldSimple {nsdecls('w')} w:instr=' QUOTE '><w:r><w:t>{whole[30:]}</w:t></w:r></w:fldSimple>",
        ):
            paragraph._element.append(parse_xml(xml))

    def special(self, block: Block) -> None:
        text = plain(block.text)
        match block.mark:
            case "!table":
                self.table(block)
            case "!picture":
                self.pictures(1, text)
            case "!pictures":
                self.pictures(2, text.replace(" / ", "　"))
            case "!deleted" if self.last is not None:
                self.last._element.append(
                    parse_xml(
                        f"<w:del {nsdecls('w')} w:id='9' w:author='审稿人' w:date='2024-12-01T09:00:00Z'><w:r><w:delText>{text}</w:delText></w:r></w:del>"
                    )
                )
            case "!hidden" if self.last is not None:
                self.last.add_run(text).font.hidden = True
            case "!box" if self.last is not None:
                self.last._element.append(parse_xml(_BOX.replace("TEXT", text)))
            case "!note" if self.last is not None:
                self.notes.append(text)
                self.last._element.append(
                    parse_xml(
                        f"<w:r {nsdecls('w')}><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:footnoteReference w:id='{len(self.notes) + 1}'/></w:r>"
                    )
                )

    def table(self, block: Block) -> None:
        below = "run-in" in self.hand
        if not below:
            self.paragraph(block.text, center=True, bold=True)
        rows, columns = len(block.rows), len(block.rows[0])
        table = self.file.add_table(rows, columns, style="Table Grid")
        for r, row in enumerate(block.rows):
            for c, text in enumerate(row):
                if text not in ("<", "^"):
                    right, down = c, r
                    while right + 1 < columns and row[right + 1] == "<":
                        right += 1
                    while down + 1 < rows and block.rows[down + 1][c] == "^":
                        down += 1
                    cell = table.cell(r, c)
                    if (right, down) != (c, r):
                        cell = cell.merge(table.cell(down, right))
                    cell.text = text
        if below:
            self.paragraph(block.text, center=True, size=12)

    def pictures(self, count: int, caption: str) -> None:
        paragraph = self.paragraph("", center=True)
        for number in range(count):
            image = BytesIO()
            color = (120, 90 + 60 * number, 70)
            Image.new("RGB", (60, 40), color).save(image, "PNG")
            image.seek(0)
            paragraph.add_run().add_picture(image, width=Cm(6))
        self.paragraph(caption, center=True, size=12)

    def contents(self) -> None:
        for number, block in enumerate([b for b in self.source.blocks if b.mark == "#"], 1):
            self.paragraph(f"{number} {chapter_of(block.text)[1]}\t{number + 1}")

    def signature(self) -> None:
        unit, date = self.left("落款"), self.source.about.get("date", "")
        for text in filter(None, (unit, date)):
            paragraph = self.paragraph(text if "arabic" not in self.hand else " " * 30 + text)
            if "arabic" not in self.hand:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    # ── Parts and styles that python-docx has no words for ──

    def add_notes(self) -> None:
        notes = "".join(
            f"<w:footnote w:id='{n}'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{t}</w:t></w:r></w:p></w:footnote>"
            for n, t in enumerate(self.notes, 2)
        )
        xml = f"<?xml version='1.0' encoding='UTF-8'?><w:footnotes {nsdecls('w')}>{notes}</w:footnotes>"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), self.file.part.package)
        self.file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def number_styles(self) -> None:
        """Give the heading styles automatic numbers."""
        formats = (
            (("decimal", "%1"), ("decimal", "%1.%2"))
            if "multilevel" in self.hand
            else (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
        )
        levels = "".join(
            f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{f}'/><w:pStyle w:val='Heading{n + 1}'/>"
            f"<w:lvlText w:val='{t}'/><w:lvlJc w:val='left'/></w:lvl>"
            for n, (f, t) in enumerate(formats)
        )
        numbering = self.file.part.numbering_part.element
        abstract = f"<w:abstractNum {nsdecls('w')} w:abstractNumId='70'><w:multiLevelType w:val='multilevel'/>{levels}</w:abstractNum>"
        numbering.insert(0, parse_xml(abstract))
        numbering.append(
            parse_xml(f"<w:num {nsdecls('w')} w:numId='70'><w:abstractNumId w:val='70'/></w:num>")
        )
        for level in (0, 1):
            style = self.file.styles[f"Heading {level + 1}"]
            properties = style.element.get_or_add_pPr()
            at = f"<w:ilvl w:val='{level}'/>" if level else ""
            properties.insert(
                0, parse_xml(f"<w:numPr {nsdecls('w')}>{at}<w:numId w:val='70'/></w:numPr>")
            )

    def rename_styles(self) -> None:
        """Give the heading styles the ids that Chinese Word gives them."""
        for level in (1, 2):
            style = self.file.styles[f"Heading {level}"]
            old = style.style_id
            style.element.set(qn("w:styleId"), str(level))
            for paragraph in self.file.element.body.iter(qn("w:pStyle")):
                if paragraph.get(qn("w:val")) == old:
                    paragraph.set(qn("w:val"), str(level))


_BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:shape id="box" type="#_x0000_t202" style="width:160pt;height:60pt"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>TEXT</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def document(source: Source) -> bytes:
    """Return the .docx file of a source, before LibreOffice saves it."""
    writer = Writer(source)
    if source.hand & {"multilevel", "tracked"}:
        writer.number_styles()
    data = writer.document()
    if "chinese-styles" in source.hand:
        writer.rename_styles()
        file = BytesIO()
        writer.file.save(file)
        data = file.getvalue()
    return data


def _saved_by_libreoffice(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.docx"
        path.write_bytes(data)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", f"{folder}/out", str(path)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (Path(folder) / "out" / "in.docx").read_bytes()


def main() -> None:
    """Write every document beside its source."""
    wanted = sys.argv[1:]
    for source in sources():
        if (wanted and source.name not in wanted) or source.hand & MANNERS:
            continue
        data = document(source)
        if "libreoffice" in source.hand:
            data = _saved_by_libreoffice(data)
        (HANDS / f"{source.name}.docx").write_bytes(data)
        sys.stdout.write(f"{source.name} {len(data)}\n")


if __name__ == "__main__":
    main()
