"""The parts of a report → a draft record, and the account of where each character of the document went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from reportgen.content.edit.layout import Path
from reportgen.content.model import BranchType
from reportgen.importing import tables as tables_
from reportgen.importing.assembling import PENDING, Assembler, Draft
from reportgen.importing.honours import honour_of
from reportgen.importing.items import Item, Items, is_counted, items_of, turn
from reportgen.importing.outline import Chapter, Outline, Work, date_of
from reportgen.importing.pictures import captions_of
from reportgen.importing.proposals import Proposal, merged, proposals_of
from reportgen.importing.stretches import Stretch
from reportgen.importing.word.model import (
    Block,
    Cell,
    Paragraph,
    Picture,
    Table,
    Where,
    WordFile,
    paragraphs_of,
)

_HONOURS = re.compile("荣誉|获奖|表彰|获得的奖")
#: a chapter that may list honours, and what a line of such a list says
_GAINS = re.compile("(?:主要|工作)?(?:收获|成果|成绩)")
_PRAISE = re.compile("奖|称号|先进|优秀|示范|样板|模范|标兵|人物|荣获|评为")
_PROBLEMS = re.compile(
    "存在.{0,6}(?:问题|不足|差距|短板)|不足|差距|短板|还不够|困难|反思|问题(?!导向|清单)"
)
_PLAN = re.compile(
    "打算|计划|安排|思路|设想|展望|明年|来年|下一年|下年|新的一年|新一年|下一步|再添|努力方向|今后"
)
#: a chapter that says what became of the problems of the year before
_FOLLOWUP = re.compile("上年|去年|上一年度|整改情况|整改落实")
_LONGEST_HONOUR = 45
#: indicators of a type that a chapter names before it counts as one of that type
_LEAST_INDICATORS = 2
_CLOSING = re.compile("结束语|结语|结尾|尾声")
_CLOSING_LINE = re.compile("特此报告|以上报告|此致|专此报告")
_QUOTED = (
    re.compile(r"(?P<who>[^：“”]{1,20})[：:]\s*“(?P<what>.+)”", re.DOTALL),
    re.compile(r"“(?P<what>.+)”\s*[—－-]+\s*(?P<who>[^“”]{1,20})", re.DOTALL),
)
_MEASURE = re.compile(r"(?:整改)?(?:措施|对策|办法)\s*[：:]")
_CAUSE = re.compile(r"(?:主要)?原因\s*[：:]")
_SYMPTOM = re.compile(r"(?:具体|主要)?表现\s*[：:]")
#: field of a problem → what begins its text
_LABELS = (("measure", _MEASURE), ("cause", _CAUSE), ("text", _SYMPTOM))


def draft_of(
    file: WordFile,
    outline: Outline,
    year: int,
    types: Sequence[BranchType] = (),
    chosen: Mapping[str, str] | None = None,
    kind: str = "",
) -> Draft:
    """Return the draft of a document; `types` are those of the branch, `chosen` chapter → type.

    `kind` is the name of the kind of document that gets its title; without it the title is left.
    """
    report = _Report(file, outline, year, types, chosen or {})
    report.kind = kind
    return report.draft()


class _Report(Assembler):
    """Puts the record of a year together."""

    #: the name of the kind of document that gets the title
    kind = ""

    def __init__(
        self,
        file: WordFile,
        outline: Outline,
        year: int,
        types: Sequence[BranchType],
        chosen: Mapping[str, str],
    ) -> None:
        super().__init__(file, outline, str(year), {"year": str(year)})
        self.year, self.types, self.chosen = year, types, chosen

    def draft(self) -> Draft:
        self.add_blocks()
        self.front()
        self.opening()
        kinds = _kinds(self.outline, self.year)
        for chapter, kind in zip(self.outline.chapters, kinds, strict=True):
            self.chapter, self.work = chapter.title, ""
            self.result.chapters.append((chapter.title, kind))
            {
                "honours": self.honours,
                "problems": self.problems,
                "plan": self.plan,
                "problems+plan": self.problems_and_plan,
                "closing": self.closing,
            }.get(kind, self.chapter_of_works)(chapter)
        self.chapter = self.work = ""
        self.attachments()
        self.leave_notes()
        self.propose()
        return self.result

    # ── Before the text ──

    def front(self) -> None:
        outline = self.outline
        if self.kind and outline.title:
            at: Path = ("titles", self.kind)
            lines = [self.account.place(self.text(p), at).strip() for p in outline.title]
            self.record["titles"] = {self.kind: "\n".join(lines)}
        for paragraph in outline.title:
            self.account.leave(self.text(paragraph), "标题，成文时由程序写")
        for paragraph, reason in outline.left:
            signed = date_of(outline.date_text) if paragraph is outline.date else ""
            if signed:
                # A date at the head may stand in brackets.
                bare = self.text(paragraph).trimmed("）)")
                start = len(bare.text) - len(bare.text.lstrip("（("))
                self.account.place(bare.part(start), ("signed",))
                self.record["signed"] = signed
            else:
                self.account.leave(self.text(paragraph), reason)

    def opening(self) -> None:
        paragraphs = self.running(self.outline.opening, ("opening",), ())
        if paragraphs:
            self.record["opening"] = "\n\n".join(paragraphs)

    # ── Running text with what stands in it ──

    def running(
        self, blocks: Sequence[Block], path: Path, place: Path, into: dict[str, Any] | None = None
    ) -> list[str]:
        """Return the paragraphs of running text that stand at `path`.

        Pictures, tables and quotations go where they belong; `into` is the work that refers to them.
        """
        captions = captions_of(blocks)
        texts: list[str] = []
        boxes: list[Paragraph] = []
        for index, block in enumerate([*blocks, None]):
            if isinstance(block, Paragraph) and block.where is Where.BOX:
                if index not in captions.used:
                    boxes.append(block)
                continue
            if boxes:
                texts += self.box(boxes, path, place, into)
                boxes = []
            if isinstance(block, Table) and self.is_album(block):
                for stretch in self.around(blocks, index, captions):
                    if stretch:
                        self.account.leave(stretch, "几张图片合用的图注")
                self.pictures_in(block, into)
            elif isinstance(block, Table):
                name = self.table(blocks, index, captions, block)
                if into is not None:
                    into.setdefault("tables", []).append(name)
                self.pictures_in(block, into)
            elif isinstance(block, Picture):
                self.picture(blocks, index, captions, block, into)
            elif isinstance(block, Paragraph) and index not in captions.used:
                texts.append(self.place_text(self.text(block), path))
        return [text for text in texts if text]

    def box(
        self,
        boxes: Sequence[Paragraph],
        path: Path,
        place: Path,
        into: dict[str, Any] | None,
    ) -> list[str]:
        """Return what a text box adds to the running text; what somebody says is a quotation."""
        whole = "".join(self.text(p).text for p in boxes)
        match = next((m for pattern in _QUOTED if (m := pattern.fullmatch(whole))), None)
        if match is None or into is None:
            return [self.place_text(self.text(p), path) for p in boxes]
        quotations = into.setdefault("quotations", [])
        at = (*place, "quotations", len(quotations))
        quotations.append({"text": match["what"], "speaker": match["who"]})
        for name, field_ in (("what", "text"), ("who", "speaker")):
            for stretch in _within(boxes, self.stretches, match.start(name), match.end(name)):
                self.account.place(stretch, (*at, field_))
        return []

    def entries(
        self,
        blocks: Sequence[Block],
        words: Sequence[tuple[str, str]],
        needed: str,
        target: list[dict[str, Any]],
        name: str,
    ) -> list[Block]:
        """Read the tables whose columns `words` know into `target`; return the other blocks."""
        captions = captions_of(blocks)
        rest: list[Block] = []
        read: set[int] = set()
        for index, block in enumerate(blocks):
            columns = tables_.columns_of(block, words, needed) if isinstance(block, Table) else {}
            if not columns or not isinstance(block, Table):
                continue
            read.add(index)
            title, unit, note = self.around(blocks, index, captions)
            for stretch, reason in ((title, "表题"), (unit, "单位"), (note, "表注")):
                if stretch:
                    self.account.leave(stretch, reason)
            for places in (captions.of_tables, captions.units, captions.notes):
                if index in places:
                    read.add(places[index])
            shape = tables_.shape_of(block)
            for entry in tables_.entries_of(block, columns):
                at: Path = (name, len(target))
                if name == "plan":
                    at = ("plan", "items", len(target))
                target.append(self.entry(block, entry, at, needed))
            self.leave_other_cells(block, shape)
            self.note_table(block, title.text if title else "", shape, (name,))
        for index, block in enumerate(blocks):
            if index not in read:
                rest.append(block)
        return rest

    def entry(
        self, table: Table, entry: Mapping[str, Cell], path: Path, needed: str
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        notes: list[str] = []
        for field_, cell in entry.items():
            stretch = self.cell(table, cell).trimmed()
            if field_ == "people":
                names = [
                    stretch.part(m.start(), m.end())
                    for m in re.finditer(r"[^、，,;；\s]+", stretch.text)
                ]
                values["people"] = [self.account.place(n, (*path, "people")) for n in names]
            elif field_ == "body" and "level" not in entry:
                values["level"] = self.account.place(stretch, (*path, "level"))
            elif field_ in ("body", "since"):
                notes.append(self.account.place(stretch, (*path, "note")))
            else:
                values[field_] = self.account.place(stretch, (*path, field_))
        if notes:
            values["note"] = "，".join(notes)
        if needed not in values:
            values = {needed: PENDING, **values}
        first = ("name", "task")
        return dict(sorted(values.items(), key=lambda pair: pair[0] not in first))

    def leave_other_cells(self, table: Table, shape: tables_.TableShape) -> None:
        for cell in table.cells:
            stretch = self.cell(table, cell)
            if not list(self.account.placed(stretch.block)):
                is_head = cell.row < shape.head_rows
                is_serial = cell.text.strip().rstrip(".、").isdigit()
                reason = (
                    "表头" if is_head else "序号和标点" if is_serial else "合计行或没有认出的列"
                )
                self.account.leave(stretch, reason)

    # ── Chapters ──

    def chapter_of_works(self, chapter: Chapter) -> None:
        chapters = self.record.setdefault("chapters", [])
        path: Path = ("chapters", len(chapters))
        heading = self.heading(chapter)
        entry: dict[str, Any] = {"title": self.account.place(heading, (*path, "title")).strip()}
        chapters.append(entry)
        kind = self.type_of(chapter, entry["title"])
        if kind:
            entry["type"] = kind
        elif self.types:
            self.result.untyped.append((self.text(chapter.paragraph).text, len(chapter.works)))
        behind = self.behind(chapter.paragraph, chapter)
        if not chapter.works:
            work: dict[str, Any] = {"title": entry["title"], "text": ""}
            entry["works"] = [work]
            self.fill(work, chapter, (*path, "works", 0))
            return
        carrier: dict[str, Any] = {}
        texts = [self.place_text(behind, (*path, "lead"))] if behind else []
        texts = [*self.notes_of_heading(chapter.paragraph, (*path, "lead")), *texts]
        texts += self.running(chapter.blocks, (*path, "lead"), (*path, "works", 0), carrier)
        if texts:
            entry["lead"] = "\n\n".join(texts)
        entry["works"] = []
        for number, each in enumerate(chapter.works):
            self.work = self.heading(each).text.strip()
            at = (*path, "works", number)
            title = self.account.place(self.heading(each), (*at, "title")).strip()
            work = {"title": title, "text": ""}
            entry["works"].append(work)
            self.fill(work, each, at)
            if not number:
                # The first work refers to the pictures and tables that stand before it.
                for name, values in carrier.items():
                    work[name] = [*values, *work.get(name, [])]
        self.work = ""

    def fill(self, work: dict[str, Any], part: Chapter | Work, path: Path) -> None:
        """Fill a work with what stands below its heading, and behind it in its paragraph."""
        behind = self.behind(part.paragraph, part)
        texts = [self.place_text(behind, (*path, "text"))] if behind else []
        texts = [*self.notes_of_heading(part.paragraph, (*path, "text")), *texts]
        texts += self.running(part.blocks, (*path, "text"), path, work)
        work["text"] = "\n\n".join(texts)
        if not work["text"]:
            del work["text"]

    def heading(self, part: Chapter | Work) -> Stretch:
        """Return the title of a chapter or a work, without its number and the stop behind it."""
        heading = part.heading
        stretch = self.text(part.paragraph).part(heading.title_start, heading.title_end)
        return stretch.trimmed("。：")

    def behind(self, paragraph: Paragraph, part: Chapter | Work) -> Stretch | None:
        """Return the text that goes on in the paragraph of a heading."""
        stretch = self.text(paragraph).part(part.heading.title_end).trimmed()
        return stretch or None

    def type_of(self, chapter: Chapter, title: str) -> str:
        """Return the type of a chapter: the one chosen for it, else one whose name its title says."""
        number = chapter.paragraph.visible_text[: chapter.heading.title_start].strip(
            "、.．（）() 　"
        )
        for name, kind in self.chosen.items():
            if name in (number, title):
                return kind
        named = [t for t in self.types if str(t.name) in title or str(t.chapter) == title]
        if len(named) == 1:
            return str(named[0].name)
        return "" if named else self.type_by_indicators(chapter)

    def type_by_indicators(self, chapter: Chapter) -> str:
        """Return the type of which a chapter names more indicators than of any other, two at least."""
        blocks = [*chapter.blocks, *(block for work in chapter.works for block in work.blocks)]
        text = "".join(p.text for p in paragraphs_of(tuple(blocks)))
        hits = sorted(
            (sum(str(i.figure) in text for i in kind.indicators), str(kind.name))
            for kind in self.types
        )[::-1]
        if not hits or hits[0][0] < _LEAST_INDICATORS:
            return ""
        return hits[0][1] if len(hits) == 1 or hits[0][0] > hits[1][0] else ""

    # ── Honours, problems, plan ──

    def leave_heading(self, chapter: Chapter) -> None:
        self.account.leave(self.heading(chapter), "章标题，成文时由程序写")

    def paragraphs(self, blocks: Sequence[Block]) -> list[tuple[Stretch, bool]]:
        """Return the paragraphs of a chapter, each with whether it has a number; pictures and tables go into the record."""
        captions = captions_of(blocks)
        paragraphs = []
        for index, block in enumerate(blocks):
            if isinstance(block, Table):
                self.table(blocks, index, captions, block)
            elif isinstance(block, Picture):
                self.picture(blocks, index, captions, block, None)
            elif index not in captions.used:
                stretch = self.text(block)
                paragraphs.append((stretch, bool(block.number) or is_counted(stretch.text)))
        return paragraphs

    def lines_of(self, chapter: Chapter, blocks: Sequence[Block]) -> list[tuple[Stretch, bool]]:
        behind = self.behind(chapter.paragraph, chapter)
        return [*([(behind, False)] if behind else []), *self.paragraphs(blocks)]

    def honours(self, chapter: Chapter) -> None:
        if chapter.works:
            self.chapter_of_works(chapter)
            return
        self.leave_heading(chapter)
        honours = self.record.setdefault("honours", [])
        rest = self.entries(chapter.blocks, tables_.HONOURS, "name", honours, "honours")
        lines = self.lines_of(chapter, rest)
        listed = items_of(lines, by_sentence=True)
        for item in listed.items:
            path: Path = ("honours", len(honours))
            parts = honour_of(item.head)
            entry: dict[str, Any] = {"name": self.account.place(parts.name, (*path, "name"))}
            if parts.level:
                entry["level"] = self.account.place(parts.level, (*path, "level"))
            if parts.grade:
                entry["grade"] = self.account.place(parts.grade, (*path, "grade"))
            if parts.count:
                entry["count"] = self.account.place(parts.count, (*path, "count"))
            if parts.people:
                entry["people"] = [self.account.place(p, (*path, "people")) for p in parts.people]
            notes = [*([parts.note] if parts.note else []), *item.more]
            if notes:
                entry["note"] = "，".join(self.place(n, (*path, "note")) for n in notes)
            honours.append(entry)
            self.account.leave_rest(item.head, "连接的话，如“被评为”")
        self.leave_rest(listed, "引出下文的话")
        if not honours:
            del self.record["honours"]

    def problems(self, chapter: Chapter) -> None:
        self.leave_heading(chapter)
        problems = self.record.setdefault("problems", [])
        rest = self.entries(chapter.blocks, tables_.PROBLEMS, "name", problems, "problems")
        if chapter.works:
            for stretch, _ in self.lines_of(chapter, rest):
                self.account.leave(stretch.trimmed(), "引出下文的话")
            for work in chapter.works:
                self.problem_of_work(work, problems)
        else:
            lines = self.lines_of(chapter, rest)
            self.add_problems(items_of(lines, by_sentence=True), problems)
        if not problems:
            del self.record["problems"]

    def problem_of_work(self, work: Work, problems: list[dict[str, Any]]) -> None:
        head = self.heading(work)
        more = [s.trimmed() for s, _ in self.paragraphs(work.blocks)]
        behind = self.behind(work.paragraph, work)
        item = Item(head, [*([behind] if behind else []), *more])
        self.add_problem(item, problems)

    def add_problems(self, listed: Items, problems: list[dict[str, Any]]) -> None:
        for item in listed.items:
            self.add_problem(item, problems)
        self.leave_rest(listed, "引出下文的话")

    def add_problem(self, item: Item, problems: list[dict[str, Any]]) -> None:
        path: Path = ("problems", len(problems))
        entry: dict[str, Any] = {"name": self.place(item.head.trimmed("；;。"), (*path, "name"))}
        self.scanned.append(item.head)
        texts: dict[str, list[str]] = {}
        for stretch in item.more:
            for sentence in _paragraph_parts(stretch):
                label, at = "text", 0
                for field_, pattern in _LABELS:
                    if match := pattern.match(sentence.text):
                        label, at = field_, match.end()
                part = sentence.part(at).trimmed()
                texts.setdefault(label, []).append(self.place(part, (*path, label)))
                self.scanned.append(part)
        for field_ in ("text", "cause", "measure"):
            if field_ in texts:
                entry[field_] = "".join(texts[field_])
        problems.append(entry)

    def plan(self, chapter: Chapter) -> None:
        plan = self.record.setdefault("plan", {})
        plan["title"] = self.account.place(self.heading(chapter), ("plan", "title"))
        items: list[dict[str, Any]] = []
        rest = self.entries(chapter.blocks, tables_.PLAN, "task", items, "plan")
        lines = self.lines_of(chapter, rest)
        if chapter.works:
            self.plan_text([s for s, _ in lines])
            for work in chapter.works:
                more = [s.trimmed() for s, _ in self.paragraphs(work.blocks)]
                behind = self.behind(work.paragraph, work)
                parts = [*([behind] if behind else []), *more]
                self.add_task(Item(self.heading(work), parts), items)
        else:
            lines = self.without_closing(lines)
            self.add_tasks(items_of(lines, by_sentence=False), items)
        if items:
            plan["items"] = items

    def plan_text(self, stretches: Iterable[Stretch]) -> None:
        plan = self.record.setdefault("plan", {})
        texts = [self.place_text(s, ("plan", "text")) for s in stretches if s]
        if texts:
            plan["text"] = "\n\n".join([*([plan["text"]] if "text" in plan else []), *texts])

    def add_tasks(self, listed: Items, items: list[dict[str, Any]]) -> None:
        self.plan_text(listed.before)
        for item in listed.items:
            self.add_task(item, items)
        self.plan_text(listed.after)

    def add_task(self, item: Item, items: list[dict[str, Any]]) -> None:
        path: Path = ("plan", "items", len(items))
        entry = {"task": self.place(item.head.trimmed("；;。"), (*path, "task"))}
        self.scanned.append(item.head)
        more = [m for m in item.more if m]
        if more:
            entry["text"] = "".join(self.place_text(m, (*path, "text")) for m in more)
        items.append(entry)

    def problems_and_plan(self, chapter: Chapter) -> None:
        if chapter.works:
            # Works that are problems come before those that are tasks.
            first = next(
                (
                    n
                    for n, w in enumerate(chapter.works)
                    if _PLAN.search(self.heading(w).text) or turn([self.heading(w)])
                ),
                len(chapter.works),
            )
            self.problems(
                Chapter(chapter.paragraph, chapter.heading, chapter.blocks, chapter.works[:first])
            )
            items: list[dict[str, Any]] = []
            for work in chapter.works[first:]:
                self.plan_of_work(work, items)
            if items:
                self.record.setdefault("plan", {})["items"] = items
            return
        self.leave_heading(chapter)
        lines = self.without_closing(self.lines_of(chapter, chapter.blocks))
        where = turn([s for s, _ in lines])
        before, after = lines, []
        if where:
            number, at = where
            stretch, is_numbered = lines[number]
            before = [*lines[:number], (stretch.part(0, at), is_numbered)]
            after = [(stretch.part(at), False), *lines[number + 1 :]]
        problems = self.record.setdefault("problems", [])
        self.add_problems(items_of([x for x in before if x[0]], by_sentence=True), problems)
        if not problems:
            del self.record["problems"]
        tasks: list[dict[str, Any]] = []
        self.add_tasks(items_of([x for x in after if x[0]], by_sentence=False), tasks)
        if tasks:
            self.record.setdefault("plan", {})["items"] = tasks

    def plan_of_work(self, work: Work, items: list[dict[str, Any]]) -> None:
        lines = self.paragraphs(work.blocks)
        behind = self.behind(work.paragraph, work)
        listed = items_of([*([(behind, False)] if behind else []), *lines], by_sentence=False)
        if len(listed.items) > 1:
            self.account.leave(self.heading(work), "小标题")
            self.add_tasks(listed, items)
        else:
            parts = [*listed.before, *(i.head for i in listed.items), *listed.after]
            self.add_task(Item(self.heading(work), parts), items)

    def without_closing(self, lines: list[tuple[Stretch, bool]]) -> list[tuple[Stretch, bool]]:
        """Take the last paragraph off where it closes the report."""
        if not lines:
            return lines
        last, is_numbered = lines[-1]
        text = last.text
        is_set_phrase = bool(_CLOSING_LINE.match(text)) and len(text) < 20
        is_plain = (
            len(lines) > 1
            and not is_numbered
            and not re.search("[0-9０-９；]", text)
            and any(n for _, n in lines[:-1])
        )
        if not (is_set_phrase or is_plain):
            return lines
        closing = self.record.setdefault("closing", {})
        closing["text"] = self.place(last, ("closing", "text"))
        return lines[:-1]

    def closing(self, chapter: Chapter) -> None:
        title = self.account.place(self.heading(chapter), ("closing", "title"))
        behind = self.behind(chapter.paragraph, chapter)
        path: Path = ("closing", "text")
        texts = [self.place_text(behind, path)] if behind else []
        texts += self.running(chapter.blocks, path, ())
        for work in chapter.works:
            self.account.leave(self.heading(work), "小标题")
            texts += self.running(work.blocks, path, ())
        self.record["closing"] = {"title": title, "text": "\n\n".join(texts)}

    def leave_rest(self, listed: Items, reason: str) -> None:
        for stretch in (*listed.before, *listed.after):
            self.account.leave(stretch.trimmed(), reason)

    def attachments(self) -> None:
        blocks = self.outline.attached
        captions = captions_of(blocks)
        for index, block in enumerate(blocks):
            if isinstance(block, Table):
                self.table(blocks, index, captions, block)
            elif isinstance(block, Picture):
                self.picture(blocks, index, captions, block, None)
            elif index not in captions.used:
                self.account.leave(self.text(block), "附件里的文字")

    def propose(self) -> None:
        proposals: list[Proposal] = []
        starts: dict[str, int] = {}
        for stretch in self.scanned:
            starts[stretch.block] = min(stretch.start, starts.get(stretch.block, stretch.start))
        for block in self.account.blocks:
            if block not in starts:
                continue
            whole, start = self.stretches[block], starts[block]
            placed = [(s, p) for s, p in self.account.placed(block) if s.start >= start]
            proposals += proposals_of(whole.part(start), placed)
        self.result.proposals = merged(proposals)
        order = ("year", "titles", "opening", "chapters", "honours", "pictures", "tables", "problems", "plan", "closing", "signed")  # fmt: skip
        ordered = {name: self.record[name] for name in order if name in self.record}
        self.record.clear()
        self.record.update(ordered)


def _kinds(outline: Outline, year: int) -> list[str]:
    """Return what each chapter is: work, honours, problems, plan, problems+plan or closing."""
    kinds: list[str] = []
    count = len(outline.chapters)
    for number, chapter in enumerate(outline.chapters):
        title = chapter.title
        is_late = number * 2 >= count - 1
        years = [int(y) for y in re.findall(r"20[0-9]{2}", title.translate(_NARROW))]
        is_plan = bool(_PLAN.search(title)) or any(y > year for y in years)
        is_problems = bool(_PROBLEMS.search(title))
        is_followup = bool(_FOLLOWUP.search(title)) and "存在" not in title
        is_last = number == count - 1 and kinds and kinds[-1] in ("plan", "problems+plan")
        if _HONOURS.search(title) or _lists_honours(chapter):
            kinds.append("honours")
        elif is_followup:
            kinds.append("work")
        elif is_late and is_problems and is_plan:
            kinds.append("problems+plan")
        elif is_late and is_problems:
            kinds.append("problems")
        elif is_late and is_plan:
            kinds.append("plan")
        elif _CLOSING.search(title) or (is_last and _is_plain(chapter)):
            kinds.append("closing")
        else:
            kinds.append("work")
    return kinds


_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def _lists_honours(chapter: Chapter) -> bool:
    """Return whether a chapter headed 收获 is a list of praises: short lines, each with the word of one."""
    lines = [block.text for block in chapter.blocks if isinstance(block, Paragraph)]
    is_list = len(lines) > 1 and all(len(line) <= _LONGEST_HONOUR for line in lines)
    return (
        bool(_GAINS.fullmatch(chapter.title))
        and not chapter.works
        and is_list
        and all(_PRAISE.search(line) for line in lines)
    )


def _is_plain(chapter: Chapter) -> bool:
    """Return whether a chapter is only words: no works, no figures, nothing between them."""
    return not chapter.works and all(
        isinstance(block, Paragraph)
        and not re.search("[0-9０-９]", re.sub("20[0-9]{2}年", "", block.text))
        for block in chapter.blocks
    )


def _paragraph_parts(stretch: Stretch) -> list[Stretch]:
    """Return a paragraph as its sentences, those behind one label with it."""
    labels = [m.start() for _, pattern in _LABELS for m in pattern.finditer(stretch.text)]
    if not labels:
        return [stretch]
    cuts = sorted({0, *labels, len(stretch.text)})
    return [stretch.part(a, b) for a, b in pairwise(cuts) if stretch.part(a, b)]


def _within(
    boxes: Sequence[Paragraph], stretches: Mapping[str, Stretch], start: int, end: int
) -> list[Stretch]:
    """Return the stretches of joined paragraphs from `start` to `end` of their joined text."""
    parts, at = [], 0
    for paragraph in boxes:
        stretch = stretches[paragraph.id]
        a, b = max(start - at, 0), min(end - at, len(stretch.text))
        if a < b:
            parts.append(stretch.part(a, b))
        at += len(stretch.text)
    return parts
