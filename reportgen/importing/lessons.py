"""A Word outline of a lesson → a draft lesson: its parts, pages, points, minutes and what is said.

What a lesson must have and the outline does not say is 【待补充】.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from reportgen.content.edit.layout import Path
from reportgen.importing.assembling import PENDING, Assembler, Draft
from reportgen.importing.headings import Rank, number_of
from reportgen.importing.items import Items, is_counted, items_of
from reportgen.importing.outline import Chapter, Outline, Work
from reportgen.importing.pictures import captions_of
from reportgen.importing.stretches import Stretch
from reportgen.importing.word.model import Block, Paragraph, Picture, Table, WordFile

#: field of a lesson → the labels that people write it behind
_LABELS = {
    "audience": "听众|听课对象|授课对象|教学对象|宣讲对象|对象",
    "speaker": "主讲人|主讲|授课人|讲课人|宣讲人",
    "unit": "授课单位|主讲单位|单位",
    "date": "授课时间|讲课时间|日期|时间",
    "minutes": "课时|时长|用时",
    "aims": "教学目的|教学目标|目的要求|学习目标|目的|目标",
    "emphases": "教学重点|重点",
    "difficulties": "教学难点|难点",
    "aids": "教具|教学准备|教学用具",
    "board": "板书|板书设计",
}
_LISTS = frozenset({"aims", "emphases", "difficulties", "aids", "board"})
_LABEL = re.compile(
    "|".join(f"(?P<{field}>(?:{words})\\s*[：:])" for field, words in _LABELS.items())
)
_MINUTES = re.compile(
    r"[（(【]?\s*(?:约|大约|用时|时间|时长)?\s*[：:]?\s*([0-9０-９]{1,3}(?:[.．][0-9０-９])?)\s*分钟?\s*[）)】]?"
)
#: kind of a chapter → the words of its title
_KINDS = (
    ("opening", re.compile("^(?:课程|课堂|新课)?(?:导入|开场|引言|导语|开讲|引子|开场白)")),
    ("discussion", re.compile("讨论|思考题|互动|课后思考|课堂提问")),
    ("summary", re.compile("小结|总结|归纳|回顾")),
    ("closing", re.compile("^(?:结束|结语|结束语|结尾|课程结束|寄语)")),
)
#: a line with more characters is said, not shown
_MOST_POINT = 60
_SIGNS = re.compile(r"^([^：:。，]{1,14})[：:](.+)$", re.DOTALL)
_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")


def lesson_of(file: WordFile, outline: Outline, slug: str, minutes: int = 0) -> Draft:
    """Return the draft of a lesson; `minutes` are those of the whole where the outline says none."""
    return _Lesson(file, outline, slug, {}).lesson(minutes)


class _Lesson(Assembler):
    """Puts a lesson together."""

    def lesson(self, minutes: int) -> Draft:
        self.add_blocks()
        record = self.record
        topic = [self.account.place(self.text(p), ("topic",)) for p in self.outline.title]
        record["topic"] = "\n".join(t.strip() for t in topic) or PENDING
        record["audience"], record["speaker"] = PENDING, PENDING
        if minutes:
            record["minutes"] = str(minutes)
        for paragraph, reason in self.outline.left:
            if reason == "副题" and "subtitle" not in record:
                record["subtitle"] = self.account.place(self.text(paragraph), ("subtitle",))
            else:
                self.account.leave(self.text(paragraph), reason)
        before = self.labels(self.outline.opening)
        opening = [self.place_text(s, ("opening", "notes")) for s in before]
        parts: list[dict[str, Any]] = []
        record["parts"] = parts
        for chapter in self.outline.chapters:
            self.chapter, self.work = chapter.title, ""
            title = self.heading(chapter).text
            kind = next((name for name, words in _KINDS if words.search(title)), "part")
            self.result.chapters.append((title, kind))
            if kind == "opening" and not parts:
                opening += self.opening(chapter)
            elif kind == "part" or not parts:
                parts.append(self.part(chapter, ("parts", len(parts))))
            else:
                {"discussion": self.discussion, "summary": self.summary}.get(kind, self.closing)(
                    chapter
                )
        self.leave_notes()
        self.fill_in(opening, minutes)
        return self.result

    def fill_in(self, opening: Sequence[str], minutes: int) -> None:
        """Mark what is missing, add the minutes up, and put all in the usual order."""
        record = self.record
        opening_values = record.pop("opening", {})
        record["opening"] = {**opening_values, "notes": "\n\n".join(opening) or PENDING}
        record.setdefault("summary", {"points": [{"name": PENDING}], "notes": PENDING})
        record.setdefault("closing", {"notes": PENDING})
        if not record["parts"]:
            page = {"title": PENDING, "notes": PENDING}
            record["parts"] = [
                {"title": PENDING, "aim": PENDING, "notes": PENDING, "pages": [page]}
            ]
        if not minutes and "minutes" not in record:
            total = _total(record)
            if total:
                record["minutes"] = str(total)
        order = (
            "topic", "subtitle", "unit", "audience", "speaker", "minutes", "date", "aims", "emphases", "difficulties",
            "aids", "board", "opening", "pictures", "tables", "parts", "discussion", "summary", "closing",
        )  # fmt: skip
        ordered = {name: record[name] for name in order if name in record}
        record.clear()
        record.update(ordered)

    # ── Before the parts ──

    def labels(self, blocks: Sequence[Block]) -> list[Stretch]:
        """Read the lines that begin with a label (听众：…); return the other paragraphs."""
        rest: list[Stretch] = []
        goes_on = ""
        captions = captions_of(blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, Picture):
                self.picture(blocks, index, captions, block, None)
            elif isinstance(block, Table):
                self.table(blocks, index, captions, block)
            if not isinstance(block, Paragraph) or index in captions.used:
                continue
            stretch = self.text(block)
            marks = [
                m
                for m in _LABEL.finditer(stretch.text)
                if not m.start() or stretch.text[m.start() - 1] in " \t　；;。，"
            ]
            if marks and not stretch.text[: marks[0].start()].strip(
                "0123456789一二三四五六七八九十、.．（）() 　"
            ):
                ends = [*(m.start() for m in marks[1:]), len(stretch.text)]
                for mark, end in zip(marks, ends, strict=True):
                    goes_on = str(mark.lastgroup)
                    self.account.leave(stretch.part(mark.start(), mark.end()), "栏名")
                    self.label(goes_on, stretch.part(mark.end(), end).trimmed("；;，"))
            elif goes_on in _LISTS and (block.number or is_counted(stretch.text)):
                self.label(goes_on, stretch)
            else:
                goes_on = ""
                if not self.begins_opening(stretch):
                    rest.append(stretch)
        return rest

    def begins_opening(self, stretch: Stretch) -> bool:
        """Take a line off that only heads the opening: 导入（3分钟）."""
        bare = _MINUTES.sub("", stretch.text).strip("：: ")
        if len(bare) > 8 or not _KINDS[0][1].search(bare):
            return False
        if match := _MINUTES.search(stretch.text):
            number = stretch.part(match.start(1), match.end(1))
            minutes = self.account.place(number, ("opening", "minutes")).translate(_NARROW)
            self.record["opening"] = {"minutes": minutes}
        self.account.leave_rest(stretch, "小标题")
        return True

    def label(self, field: str, value: Stretch) -> None:
        if not value:
            return
        record = self.record
        if field in _LISTS:
            known = record.setdefault(field, [])
            listed = items_of([(value, False)], by_sentence=True)
            for item in listed.items:
                parts = [item.head, *item.more]
                text = "".join(self.account.place(p, (field, len(known))) for p in parts)
                known.append(text.strip("；;。 "))
            for stretch in (*listed.before, *listed.after):
                self.account.leave(stretch, "引出下文的话")
        elif field == "minutes":
            if match := _MINUTES.search(value.text):
                record["minutes"] = str(round(float(match[1].translate(_NARROW))))
                self.account.place(value.part(match.start(1), match.end(1)), ("minutes",))
                self.account.leave_rest(value, "时长")
            else:
                self.account.leave(value, "看不出是多少分钟")
        else:
            record[field] = self.account.place(value.trimmed("。"), (field,))

    def opening(self, chapter: Chapter) -> list[str]:
        minutes = self.minutes(chapter, ("opening", "minutes"))
        if minutes:
            self.record["opening"] = {"minutes": minutes}
        self.account.leave(self.heading(chapter), "小标题")
        return self.place_speech(self.blocks_of(chapter), ("opening", "notes"))

    # ── Parts and pages ──

    def heading(self, part: Chapter | Work) -> Stretch:
        """Return the title of a part or a page, without its number and its minutes."""
        heading = part.heading
        stretch = self.text(part.paragraph).part(heading.title_start, heading.title_end)
        match = _MINUTES.search(stretch.text)
        if match and match.end() == len(stretch.text.rstrip("。：")):
            stretch = stretch.part(0, match.start())
        return stretch.trimmed("。：")

    def minutes(self, part: Chapter | Work, path: Path) -> str:
        """Return the minutes that stand behind a title; "" where there are none."""
        stretch = self.text(part.paragraph).part(0, part.heading.title_end)
        match = _MINUTES.search(stretch.text)
        if not match or match.end() != len(stretch.text.rstrip("。： ")):
            return ""
        self.account.leave_rest(stretch.part(match.start(), match.start(1)), "时长")
        number = stretch.part(match.start(1), match.end(1))
        self.account.leave_rest(stretch.part(match.end(1), match.end()), "时长")
        return self.account.place(number, path).translate(_NARROW)

    def behind(self, part: Chapter | Work) -> list[Stretch]:
        stretch = self.text(part.paragraph).part(part.heading.title_end).trimmed()
        return [stretch] if stretch else []

    def blocks_of(self, chapter: Chapter) -> list[Block]:
        """Return all blocks of a chapter, those of its works with their headings."""
        blocks = list(chapter.blocks)
        for work in chapter.works:
            blocks += [work.paragraph, *work.blocks]
        return blocks

    def place_speech(self, blocks: Sequence[Block], path: Path) -> list[str]:
        """Return the paragraphs of blocks as what is said at `path`."""
        captions = captions_of(blocks)
        texts = []
        for index, block in enumerate(blocks):
            if isinstance(block, Picture):
                self.picture(blocks, index, captions, block, None)
            elif isinstance(block, Table):
                self.table(blocks, index, captions, block)
            elif index not in captions.used:
                texts.append(self.place_text(self.text(block), path))
        return texts

    def part(self, chapter: Chapter, path: Path) -> dict[str, Any]:
        title = self.account.place(self.heading(chapter), (*path, "title"))
        part: dict[str, Any] = {"title": title, "aim": PENDING, "notes": PENDING}
        if minutes := self.minutes(chapter, (*path, "minutes")):
            part["minutes"] = minutes
        pages: list[dict[str, Any]] = []
        part["pages"] = pages
        if chapter.works:
            speech = [self.place_text(s, (*path, "notes")) for s in self.behind(chapter)]
            speech += self.place_speech(chapter.blocks, (*path, "notes"))
            part["notes"] = "\n\n".join(speech) or PENDING
            for number, work in enumerate(chapter.works):
                at = (*path, "pages", number)
                self.work = self.heading(work).text
                page = {"title": self.account.place(self.heading(work), (*at, "title"))}
                if minutes := self.minutes(work, (*at, "minutes")):
                    page["minutes"] = minutes
                pages.append(self.page(page, self.behind(work), work.blocks, at))
            self.work = ""
        else:
            at = (*path, "pages", 0)
            pages.append(self.page({"title": title}, self.behind(chapter), chapter.blocks, at))
        return part

    def page(
        self, page: dict[str, Any], behind: Sequence[Stretch], blocks: Sequence[Block], path: Path
    ) -> dict[str, Any]:
        """Fill a page: short numbered lines are its points, the rest is said."""
        captions = captions_of(blocks)
        points: list[dict[str, str]] = []
        speech = [self.place_text(s, (*path, "notes")) for s in behind]
        for index, block in enumerate(blocks):
            if isinstance(block, Picture):
                self.picture(blocks, index, captions, block, page)
            elif isinstance(block, Table):
                name = self.table(blocks, index, captions, block)
                page.setdefault("table", name)
            elif index not in captions.used:
                stretch = self.text(block)
                if self.is_point(block):
                    points.append(self.point(block, (*path, "points", len(points))))
                else:
                    speech.append(self.place_text(stretch, (*path, "notes")))
        if points:
            page["points"] = points
        page["notes"] = "\n\n".join(speech) or PENDING
        return page

    def is_point(self, paragraph: Paragraph) -> bool:
        """Return whether a paragraph is a short line that is counted up."""
        is_numbered = paragraph.list_level >= 0 or number_of(paragraph)[0] is not Rank.NONE
        text = paragraph.visible_text
        has_words = bool(text[number_of(paragraph)[1] :].strip("。；;：: 　\t\n"))
        return has_words and len(text) <= _MOST_POINT and (is_numbered or is_counted(text))

    def point(self, paragraph: Paragraph, path: Path) -> dict[str, str]:
        listed = items_of(
            [(self.text(paragraph), True), (self.text(paragraph), True)], by_sentence=True
        )
        start = min(i.head.start for i in listed.items) if listed.items else 0
        start = max(start, number_of(paragraph)[1])
        stretch = self.text(paragraph).part(start).trimmed("；;。")
        match = _SIGNS.match(stretch.text)
        if not match:
            return {"name": self.account.place(stretch, (*path, "name"))}
        name = stretch.part(match.start(1), match.end(1))
        text = stretch.part(match.start(2), match.end(2)).trimmed()
        return {
            "name": self.account.place(name, (*path, "name")),
            "text": self.account.place(text, (*path, "text")),
        }

    # ── Behind the parts ──

    def lines(self, chapter: Chapter) -> list[tuple[Stretch, bool]]:
        lines = [(s, False) for s in self.behind(chapter)]
        for block in self.blocks_of(chapter):
            if isinstance(block, Paragraph):
                stretch = self.text(block)
                lines.append((stretch, bool(block.number) or is_counted(stretch.text)))
        return lines

    def head(self, chapter: Chapter, at: Path) -> dict[str, Any]:
        """Return the title of a chapter at `at`, with its minutes where the outline states them."""
        head = {"title": self.account.place(self.heading(chapter), (*at, "title"))}
        if minutes := self.minutes(chapter, (*at, "minutes")):
            head["minutes"] = minutes
        return head

    def discussion(self, chapter: Chapter) -> None:
        at: Path = ("discussion",)
        discussion = self.head(chapter, at)
        items = items_of(self.lines(chapter), by_sentence=True)
        questions = [i for i in items.items if i.head.text.rstrip().endswith(("？", "?"))]
        questions = (questions or items.items)[:4]
        discussion["questions"] = [
            "".join(self.account.place(s, (*at, "questions", n)) for s in (i.head, *i.more))
            for n, i in enumerate(questions)
        ] or [PENDING]
        others = [s for i in items.items if i not in questions for s in (i.head, *i.more)]
        discussion["notes"] = self.rest(items, others, (*at, "notes"))
        self.record["discussion"] = discussion

    def summary(self, chapter: Chapter) -> None:
        at: Path = ("summary",)
        summary = self.head(chapter, at)
        points: list[dict[str, str]] = []
        speech = []
        for block in self.blocks_of(chapter):
            if isinstance(block, Paragraph):
                if self.is_point(block):
                    points.append(self.point(block, (*at, "points", len(points))))
                else:
                    speech.append(self.place_text(self.text(block), (*at, "notes")))
        summary["points"] = points or [{"name": PENDING}]
        summary["notes"] = "\n\n".join(speech) or PENDING
        self.record["summary"] = summary

    def closing(self, chapter: Chapter) -> None:
        at: Path = ("closing",)
        closing: dict[str, Any] = {}
        if minutes := self.minutes(chapter, (*at, "minutes")):
            closing["minutes"] = minutes
        self.account.leave(self.heading(chapter), "小标题")
        speech = [self.place_text(s, (*at, "notes")) for s in self.behind(chapter)]
        speech += self.place_speech(self.blocks_of(chapter), (*at, "notes"))
        closing["notes"] = "\n\n".join(speech) or PENDING
        self.record["closing"] = closing

    def rest(self, items: Items, others: Sequence[Stretch], path: Path) -> str:
        stretches = sorted((*items.before, *others, *items.after), key=lambda s: (s.block, s.start))
        return "\n\n".join(self.place_text(s, path) for s in stretches if s) or PENDING


def _total(record: dict[str, Any]) -> int:
    """Return the minutes of all parts together; 0 where not all of them say some."""
    parts = record["parts"]
    minutes = [part.get("minutes") for part in parts]
    if not all(minutes):
        return 0
    for name in ("opening", "discussion", "summary", "closing"):
        minutes.append(record.get(name, {}).get("minutes", "0"))
    return round(sum(float(m) for m in minutes if m))
