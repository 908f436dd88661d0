"""The text of a footnote or an endnote is imported at its mark, in brackets."""

from __future__ import annotations

import re
from typing import Any

from support.word_files import docx, paragraph

from reportgen.importing.importer import ImportResult, read_lesson, read_report
from reportgen.workspace import MemoryWorkspace

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_MARK = re.compile(r"\[(\d)\]")


def marked(text: str, run: str = "") -> str:
    """Return a paragraph in which [1] is the mark of the first note."""
    runs = ""
    for number, part in enumerate(_MARK.split(text)):
        if number % 2:
            runs += f'<w:r><w:footnoteReference w:id="{part}"/></w:r>'
        elif part:
            runs += f"<w:r><w:rPr>{run}</w:rPr><w:t>{part}</w:t></w:r>"
    return f"<w:p>{runs}</w:p>"


def document(body: str, *notes: str) -> bytes:
    title = paragraph("示例支部2024年工作总结", '<w:jc w:val="center"/>', '<w:sz w:val="44"/>')
    own = "".join(
        f'<w:footnote w:id="{n}">{paragraph(t)}</w:footnote>' for n, t in enumerate(notes, 1)
    )
    part = f"<w:footnotes {_W}>{own}</w:footnotes>".encode()
    link = f'<Relationship Id="f" Type="{_FOOTNOTES}" Target="footnotes.xml"/>'
    return docx(title + body, links=link, parts={"word/footnotes.xml": part})


def read(body: str, *notes: str) -> ImportResult:
    files = MemoryWorkspace({"content/branches/x/branch.yaml": "name: 示例支部\n".encode()})
    result = read_report(files, "x.docx", document(body, *notes), "x", 2024)
    assert result.draft is not None, result.remarks
    return result


def record(body: str, *notes: str) -> dict[str, Any]:
    draft = read(body, *notes).draft
    assert draft is not None
    return draft.record


CHAPTERS = paragraph("一、抓学习") + "{}" + paragraph("二、存在的问题") + paragraph("学得少。")


def test_a_note_stands_in_brackets_at_its_mark() -> None:
    whole = record(CHAPTERS.format(marked("走访320户[1]，办结诉求41件。")), "据台账。")
    (work,) = whole["chapters"][0]["works"]
    assert work["text"] == "走访320户（注：据台账），办结诉求41件。"


def test_two_notes_at_one_mark_share_their_brackets() -> None:
    whole = record(CHAPTERS.format(marked("走访320户。[1][2]")), "据台账。", "注：不含重复。")
    (work,) = whole["chapters"][0]["works"]
    assert work["text"] == "走访320户。（注：据台账；不含重复）"


def test_a_note_of_a_heading_begins_the_text_below_it() -> None:
    body = marked("一、抓学习[1]") + paragraph("全年学习12次。") + paragraph("二、办实事")
    whole = record(body + paragraph("走访320户。"), "学习按次计。")
    assert whole["chapters"][0]["title"] == "抓学习"
    (work,) = whole["chapters"][0]["works"]
    assert work["text"] == "（注：学习按次计）\n\n全年学习12次。"


def test_a_note_makes_no_problem_of_its_own() -> None:
    body = paragraph("一、抓学习") + paragraph("学习12次。") + paragraph("二、存在的问题")
    body += marked("1．学得少。[1]") + paragraph("2．记得乱。")
    whole = record(body, "据支委会记录。")
    names = [problem["name"] for problem in whole["problems"]]
    assert names == ["学得少（注：据支委会记录）", "记得乱"]


def test_a_note_in_a_cell_is_a_note_of_its_table() -> None:
    def row(*texts: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{marked(text)}</w:tc>' for text in texts)}</w:tr>"

    grid = f"<w:tbl>{row('项目', '次数')}{row('走访[1]', '320')}{row('学习', '12')}</w:tbl>"
    whole = record(CHAPTERS.format(paragraph("情况如下表。") + grid), "含电话走访。")
    (table,) = whole["tables"].values()
    assert table["rows"][0] == ["走访", "320"]
    assert table["note"] == "走访：含电话走访"


def test_a_note_that_no_text_takes_up_is_told() -> None:
    body = marked("示例支部[1]", "") + CHAPTERS.format(paragraph("学习12次。"))
    result = read(
        body + marked("示例支部[2]").replace("<w:p>", '<w:p><w:pPr><w:jc w:val="right"/></w:pPr>'),
        "甲",
        "印章从略",
    )
    assert result.review is not None
    left = {piece.text: piece.left for piece in result.review.left}
    assert left["印章从略"] == "标在标题、图注、落款上的脚注"


def test_a_note_of_a_lesson_stands_in_what_is_said() -> None:
    body = paragraph("主讲人：周示例　课时：20分钟") + paragraph(
        "一、看楼道（20分钟）", "", "<w:b/>"
    )
    body += marked("去年着过一次火[1]。")
    body += paragraph("二、看阳台", "", "<w:b/>") + paragraph("阳台上不放煤气罐。")
    result = read_lesson(MemoryWorkspace(), "x.docx", document(body, "据物业记录。"), "x")
    assert result.draft is not None, result.remarks
    part = result.draft.record["parts"][0]
    assert part["pages"][0]["notes"] == "去年着过一次火（注：据物业记录）。"
