"""Write reports as bare WordprocessingML, each in the manner of somebody who uses Word in a way of his own.

`fields`: no styles; chapters are numbered by SEQ fields, the date is a DATE field, runs are cut after a few characters.
`layout-tables`: a table is the title page, headings stand in text boxes, a work is a row of a borderless table, texts were moved.
`capitals`: no styles; chapters count 壹 贰 叁, words were put in and taken out while changes were tracked, notes stand at the end.
`PYTHONPATH=tests python -m support.word_manners` writes them anew.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image
from support.word_hands import HANDS, MANNERS, Block, Source, chapter_of, notes_of, plain, sources

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": _W, "r": _OFFICE, "v": "urn:schemas-microsoft-com:vml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    }.items()
)  # fmt: skip
_CHANGE = "w:author='校对' w:date='2024-12-28T08:00:00Z'"


def run(text: str, size: int = 0, bold: bool = False, font: str = "") -> str:
    """Return a run."""
    look = f"<w:rFonts w:eastAsia='{font}'/>" if font else ""
    look += "<w:b/>" if bold else ""
    look += f"<w:sz w:val='{size * 2}'/>" if size else ""
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def paragraph(inner: str, align: str = "", indent: bool = False) -> str:
    """Return a paragraph of runs."""
    own = "<w:ind w:firstLineChars='200'/>" if indent else ""
    own += f"<w:jc w:val='{align}'/>" if align else ""
    return f"<w:p><w:pPr>{own}</w:pPr>{inner}</w:p>"


def field(instruction: str, result: str) -> str:
    """Return a field of several runs with its result, which has its own run."""
    return (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        f"<w:r><w:instrText xml:space='preserve'> {escape(instruction)} </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"{run(result)}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


class Manner:
    """Writes one report."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.notes: list[str] = []
        self.pictures: list[bytes] = []
        self.changes = 0

    # ── The parts of the file ──

    def document(self) -> bytes:
        """Return the bytes of the .docx file."""
        body = self.body()
        ends = "endnotes" if "capitals" in self.source.hand else "footnotes"
        kinds = {"styles": "styles", ends: ends} if self.notes else {"styles": "styles"}
        links = [(f"r{n}", k, f"{k}.xml") for n, k in enumerate(kinds, 1)]
        links += [(f"p{n}", "image", f"media/{n}.png") for n in range(1, len(self.pictures) + 1)]
        types = "".join(
            f"<Override PartName='/word/{name}.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml'/>"
            for name, kind in (("document", "document.main"), *kinds.items())
        )
        parts = {
            "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"<Default Extension='png' ContentType='image/png'/>{types}</Types>",
            "_rels/.rels": _links([("r1", "officeDocument", "word/document.xml")]),
            "word/_rels/document.xml.rels": _links(links),
            "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/styles.xml": f"<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
            "<w:rFonts w:eastAsia='仿宋'/><w:sz w:val='32'/></w:rPr></w:rPrDefault></w:docDefaults></w:styles>",
        }
        if self.notes:
            one = ends[:-1]
            notes = "".join(
                f"<w:{one} w:id='{n}'><w:p>{run(' ' + text, 10)}</w:p></w:{one}>"
                for n, text in enumerate(self.notes, 1)
            )
            parts[f"word/{ends}.xml"] = f"<w:{ends} {_SPACES}>{notes}</w:{ends}>"
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in parts.items():
                head = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
                archive.writestr(zipfile.ZipInfo(name), head + text)
            for number, data in enumerate(self.pictures, 1):
                archive.writestr(zipfile.ZipInfo(f"word/media/{number}.png"), data)
        return target.getvalue()

    def left(self, reason: str) -> str:
        """Return a text that stays out of the record, by its reason."""
        texts = [b.text.partition(": ") for b in self.source.blocks if b.mark == "!left"]
        return next((text for why, _, text in texts if why == reason), "")

    # ── Text ──

    def words(self, text: str, size: int = 0, bold: bool = False, font: str = "") -> str:
        """Return the runs of a text, the marks of its notes among them."""
        result = ""
        for part, note in notes_of(text):
            result += self.cut(plain(part), size, bold, font)
            if note:
                self.notes.append(note)
                one = "endnote" if "capitals" in self.source.hand else "footnote"
                result += f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:{one}Reference w:id='{len(self.notes)}'/></w:r>"
        return result

    def cut(self, text: str, size: int, bold: bool, font: str) -> str:
        """Return a text as the runs of its hand."""
        if "fields" in self.source.hand:
            return "".join(run(p, size, bold, font) for p in re.findall(".{1,7}", text))
        return run(text, size, bold, font)

    def body(self) -> str:
        """Return the paragraphs and tables of the document."""
        hand = next(iter(self.source.hand & MANNERS))
        return {"fields": self.fields, "layout-tables": self.layout, "capitals": self.capitals}[
            hand
        ]()

    def signature(self, date: str) -> str:
        """Return the last two lines."""
        return paragraph(run(self.left("落款")), "right") + paragraph(date, "right")

    # ── Numbered by fields ──

    def fields(self) -> str:
        head, year, tail = self.source.about["title"].partition("２０２４年度")
        text = paragraph(self.cut(head, 22, False, "方正小标宋"), "center")
        text += paragraph(self.cut(year + tail, 22, False, "方正小标宋"), "center")
        for block in self.source.blocks:
            title = plain(chapter_of(block.text)[1])
            match block.mark:
                case "#":
                    number, _, words = title.partition("、")
                    heading = field("SEQ 章 \\* CHINESENUM3", number) + run(
                        f"、{words}", font="黑体"
                    )
                    text += paragraph(heading, indent=True)
                case "##":
                    number, _, words = title.removeprefix("（").partition("）")
                    inner = run("（") + field("SEQ 节 \\* CHINESENUM3", number)
                    text += paragraph(inner + run(f"）{words}", font="楷体"), indent=True)
                case "!table":
                    caption = run("表") + field("SEQ 表", "1") + run(block.text.removeprefix("表1"))
                    text += paragraph(caption, "center") + table(block)
                case "":
                    text += paragraph(self.words(block.text), indent=True)
        return text + self.signature(field('DATE \\@ "yyyy年M月d日"', self.source.about["date"]))

    # ── Tables that only lay out ──

    def layout(self) -> str:
        title, date = self.source.about["title"], self.source.about["date"]
        cover = paragraph(run(title, 26, True, "黑体"), "center")
        text = _rows([[cover]], border=False) + paragraph("")
        work: list[str] | None = None
        title_cell = ""

        def close() -> str:
            nonlocal work
            cells, work = work, None
            return _rows([[title_cell, "".join(cells)]], border=False) if cells else ""

        for block in self.source.blocks:
            words = plain(chapter_of(block.text)[1])
            match block.mark:
                case "#":
                    text += close()
                    text += paragraph(self.box(paragraph(run(words, 18, True, "黑体"))))
                case "##":
                    text += close()
                    title_cell, work = paragraph(run(words, bold=True)), []
                case "!picture" if work is not None:
                    work.append(
                        paragraph(self.picture(), "center") + paragraph(run(words, 12), "center")
                    )
                case "!deleted" if work is not None:
                    work[-1] = work[-1].removesuffix("</w:p>") + self.deletion(words) + "</w:p>"
                case "!box" if work is not None:
                    work[-1] = (
                        work[-1].removesuffix("</w:p>") + self.box(paragraph(run(words))) + "</w:p>"
                    )
                case "!table":
                    text += close() + paragraph(run(words, bold=True), "center") + table(block)
                case "" if work is not None:
                    work.append(self.moved(block.text))
                case "":
                    text += paragraph(self.words(block.text), indent=True)
        return text + close() + self.signature(run(date))

    def moved(self, text: str) -> str:
        """Return a paragraph that was moved here from below: where it stood, and where it stands."""
        self.changes += 2
        inner = self.words(text)
        old_place = re.sub(
            r"<w:r>.*?</w:r>",
            lambda m: m[0].replace("w:t ", "w:delText ").replace("w:t>", "w:delText>"),
            inner,
        )
        return paragraph(
            f"<w:moveFrom w:id='{self.changes}' {_CHANGE}>{old_place}</w:moveFrom>"
        ) + paragraph(
            f"<w:moveTo w:id='{self.changes + 1}' {_CHANGE}>{inner}</w:moveTo>", indent=True
        )

    def deletion(self, text: str) -> str:
        """Return words that were taken out while changes were tracked."""
        self.changes += 1
        return f"<w:del w:id='{self.changes}' {_CHANGE}><w:r><w:delText>{escape(text)}</w:delText></w:r></w:del>"

    def box(self, inner: str) -> str:
        """Return a text box as Word writes it: once for itself, once for old programs."""
        return (
            "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wp:docPr id='1' name='框'/>"
            "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
            f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
            "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
            f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )

    def picture(self) -> str:
        """Return the run of a picture in the line."""
        image = BytesIO()
        Image.new("RGB", (48, 32), (60 + 40 * len(self.pictures), 90, 120)).save(image, "PNG")
        self.pictures.append(image.getvalue())
        return (
            "<w:r><w:drawing><wp:inline><wp:extent cx='914400' cy='609600'/><wp:docPr id='2' name='图'/><a:graphic>"
            "<a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/picture'><pic:pic><pic:blipFill>"
            f"<a:blip r:embed='p{len(self.pictures)}'/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    # ── 壹 贰 叁, with changes tracked ──

    def capitals(self) -> str:
        text = paragraph(run(self.source.about["title"], 22, True), "center")
        for number, block in enumerate(self.source.blocks):
            words = plain(chapter_of(block.text)[1])
            match block.mark:
                case "#":
                    text += paragraph(self.put_in(words[:3]) + run(words[3:], bold=True))
                case "##":
                    text += paragraph(run(words, bold=True))
                case "!deleted":
                    # The mark of the paragraph is taken out too: the next one goes on in it.
                    text = text.removesuffix("</w:p>") + self.deletion(words) + "</w:p>"
                case "!hidden":
                    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{escape(words)}</w:t></w:r>"
                    text = text.removesuffix("</w:p>") + hidden + "</w:p>"
                case "" if number % 2 and "{" not in block.text[:12] and "{^" not in block.text:
                    first, rest = block.text[:12], plain(block.text[12:])
                    text += paragraph(run(f"　　{first}") + self.put_in(rest))
                case "":
                    text += paragraph(self.words(f"　　{block.text}"))
        return text + self.signature(run(self.source.about["date"]))

    def put_in(self, text: str) -> str:
        """Return words that were put in while changes were tracked."""
        self.changes += 1
        return f"<w:ins w:id='{self.changes}' {_CHANGE}>{run(text, bold=len(text) < 4)}</w:ins>"


def table(block: Block) -> str:
    """Return a table with lines, its joined cells as Word has them."""
    rows = ""
    for r, row in enumerate(block.rows):
        cells = ""
        for c, text in enumerate(row):
            if text == "<":
                continue
            wide = 1
            while c + wide < len(row) and row[c + wide] == "<":
                wide += 1
            joined = r + 1 < len(block.rows) and block.rows[r + 1][c] == "^"
            merge = (
                "<w:vMerge/>" if text == "^" else "<w:vMerge w:val='restart'/>" if joined else ""
            )
            span = f"<w:gridSpan w:val='{wide}'/>" if wide > 1 else ""
            inner = "" if text == "^" else run(text, 12)
            cells += f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{paragraph(inner, 'center')}</w:tc>"
        head = "<w:trPr><w:tblHeader/></w:trPr>" if r < block.head_rows else ""
        rows += f"<w:tr>{head}{cells}</w:tr>"
    return _table(rows, border=True)


def _rows(rows: list[list[str]], *, border: bool) -> str:
    return _table(
        "".join(
            f"<w:tr>{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in row)}</w:tr>"
            for row in rows
        ),
        border=border,
    )


def _table(rows: str, *, border: bool) -> str:
    line = "single" if border else "nil"
    borders = "".join(
        f"<w:{side} w:val='{line}'/>"
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{rows}</w:tbl>"


def _links(links: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f"<Relationship Id='{i}' Type='{_OFFICE}/{k}' Target='{t}'/>" for i, k, t in links
    )
    return f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{inner}</Relationships>"


def main() -> None:
    """Write every document of these hands beside its source."""
    for source in sources():
        if source.hand & MANNERS:
            (HANDS / f"{source.name}.docx").write_bytes(Manner(source).document())


if __name__ == "__main__":
    main()
