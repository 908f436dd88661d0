"""The items of each sheet as a branch's record has them: what the form is filled with and compared to."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.content import dates
from reportgen.content.edit import Path
from reportgen.content.figures import counterpart, figure_named, names_of
from reportgen.intake import values
from reportgen.intake.content import BranchContent
from reportgen.intake.form import Entry, Kind, Sheet


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a sheet: its id, what people call it, and its texts by code of column."""

    id: str
    label: str
    texts: Mapping[str, str]
    #: `branch` or `record`
    file: str
    #: where it stands in the file, or would stand
    path: Path
    #: whether the file has it
    exists: bool = True
    #: what its value is, where the items of a sheet differ
    kind: Kind | None = None
    unit: str = ""
    #: what is shown and never read: last year's value, hints
    known: Mapping[str, str] = field(default_factory=dict)
    locked: bool = False
    #: whether it is asked for
    expected: bool = True


def digest(text: str) -> str:
    """Return six hexadecimal digits that stand for a title in ids."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:6]


def items_of(sheet: Sheet, content: BranchContent) -> tuple[Item, ...]:
    """Return what the record has for the rows of a sheet, in the order of the record."""
    return tuple(_SOURCES[sheet.code](sheet, content))


def kind_of(item: Item | None, sheet: Sheet, code: str) -> Kind:
    """Return what a cell holds."""
    return (item and code == "value" and item.kind) or sheet.column(code).kind


def _texts(sheet: Sheet, value: Any, content: BranchContent) -> dict[str, str]:
    """Return the texts of the columns with a field, from a mapping of YAML."""
    texts = {}
    for column in sheet.columns:
        if not column.field:
            continue
        there = value
        for key in column.field:
            there = there.get(key) if isinstance(there, dict) else None
        text = values.text_of(column.kind, there)
        if column.kind is Kind.CHAPTER:
            text = _chapter_name(text, content)
        elif column.kind is Kind.FIGURES:
            text = "、".join(_label(name, content) for name in values.names_in(text))
        elif column.kind is Kind.PICTURES:
            text = "、".join(_file_name(name, content) for name in values.names_in(text))
        texts[column.code] = text
    return texts


def _chapter_name(reference: str, content: BranchContent) -> str:
    for chapter in content.entry.chapters:
        if reference and chapter.is_named(reference):
            return chapter.name
    return reference


def _label(name: str, content: BranchContent) -> str:
    known = content.figure(name)
    return str(known[1].label) if known else name


def _file_name(key: str, content: BranchContent) -> str:
    picture = content.entry.record.pictures.get(key)
    return str(picture.file).rpartition("/")[2] if picture else key


# ── Sheets with the same items for all ──


def _basics(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
    for entry in sheet.entries:
        yield _entry(entry, content)


def _entry(entry: Entry, content: BranchContent) -> Item:
    file, *keys = entry.id.split(".")
    value = content.raw(file, tuple(keys))
    text = values.text_of(entry.kind, value)
    return Item(
        entry.id,
        entry.label,
        {"value": text},
        file,
        tuple(keys),
        exists=True,
        kind=entry.kind,
        unit=values.units_of([text]) or ("名" if "members" in keys else ""),
        known={"hint": entry.hint},
        locked=entry.locked,
        expected=entry.expected,
    )


def _passages(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
    del sheet

    def item(identity: str, label: str, path: Path, hint: str, *, expected: bool = True) -> Item:
        text = values.text_of(Kind.LONG, content.raw("record", path))
        return Item(
            identity, label, {"value": text}, "record", path, kind=Kind.LONG,
            known={"hint": hint}, expected=expected,
        )  # fmt: skip

    yield item(
        "record.opening", "全文开头", ("opening",), "本年形势、总体安排、几个重点数字，300字左右"
    )
    for chapter in content.entry.chapters:
        path = chapter_path(content, chapter.name)
        yield item(
            f"record.sections.{chapter.type.id if chapter.type else chapter.name}.lead",
            f"{chapter.name}引言",
            (*path, "lead"),
            f"“{chapter.title}”一章的第一段，60～120字",
        )
    yield item(
        "record.plan.text", "下一年计划", ("plan", "text"), "一段总的话；具体任务写在“10 计划”"
    )
    yield item(
        "record.closing.title", "结尾标题", ("closing", "title"), "如：聚力党旗下，同心护家园；不要标题的空着",
        expected=False,
    )  # fmt: skip
    yield item("record.closing.text", "结尾", ("closing", "text"), "100字左右")


def chapter_path(content: BranchContent, name: str, new_chapters: Sequence[str] = ()) -> Path:
    """Return where a chapter stands in the record; one that it lacks would come last.

    `begun` are the titles of chapters that the form adds, in their order.
    """
    raw = content.raw("record", ("chapters",)) or []
    for index, chapter in enumerate(raw):
        for known in content.entry.chapters:
            names = (chapter.get("type"), chapter.get("title")) if isinstance(chapter, dict) else ()
            if known.name == name and any(n and known.is_named(str(n)) for n in names):
                return ("chapters", index)
    missing = [c.name for c in content.entry.chapters if not _stands(c.name, raw, content)]
    missing += [title for title in new_chapters if title not in missing]
    return ("chapters", len(raw) + missing.index(name))


def _stands(name: str, raw: list[Any], content: BranchContent) -> bool:
    chapter = next(c for c in content.entry.chapters if c.name == name)
    return any(
        isinstance(there, dict)
        and any(n and chapter.is_named(str(n)) for n in (there.get("type"), there.get("title")))
        for there in raw
    )


# ── Figures ──


def _figures(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
    record, previous = content.entry.record, content.entry.previous
    earlier = previous.figures if previous else {}
    indicators = {
        str(i.figure): (str(i.unit), str(kind.name), i.required)
        for kind in content.entry.types
        for i in kind.indicators
    }
    raw = content.raw("record", ("figures",)) or {}
    names: set[str] = set()
    for name, figure in record.figures.items():
        names |= {values.plain(n) for n in names_of(name, figure)}
        if figure.log or figure.parts:
            derived = "由活动记录得出" if figure.log else "由分项相加得出"
            yield Item(
                f"figure/{name}", str(figure.label), {"label": str(figure.label), "value": str(figure.value)},
                "record", ("figures", name), known={"hint": derived}, locked=True, expected=False,
                unit=values.units_of([str(figure.value)]),
            )  # fmt: skip
            continue
        there = raw.get(name)
        value = there if isinstance(there, dict) else {"value": there}
        texts = _texts(sheet, {"label": name, **value}, content)
        last = counterpart(earlier, names_of(name, figure))
        known = str(last.value) if last else ""
        yield Item(
            f"figure/{name}",
            texts["label"],
            texts,
            "record",
            ("figures", name),
            unit=values.units_of([texts["value"], texts["last"], known]),
            known={"last": known} if known else {},
        )
    for name, figure in earlier.items():
        if figure.log or figure.parts or {values.plain(n) for n in names_of(name, figure)} & names:
            continue
        names |= {values.plain(n) for n in names_of(name, figure)}
        yield _unfilled(
            content,
            name,
            str(figure.label),
            _chapter_name(str(figure.chapter), content),
            str(figure.value),
            "是" if figure.highlight else "",
        )
    for name, (unit, chapter, required) in indicators.items():
        if values.plain(name) not in names and figure_named(record.figures, name) is None:
            names.add(values.plain(name))
            yield _unfilled(content, name, name, chapter, "", "", unit, required=required)


def _unfilled(
    content: BranchContent,
    name: str,
    label: str,
    chapter: str,
    last: str,
    key: str,
    unit: str = "",
    *,
    required: bool = True,
) -> Item:
    none = {values.plain(str(word)) for word in content.entry.record.none}
    value = values.NONE if values.plain(label) in none or values.plain(name) in none else ""
    return Item(
        f"figure/{name}",
        label,
        {"type": chapter, "label": label, "value": value, "last": "", "note": "", "key": key},
        "record",
        ("figures", name),
        exists=False,
        unit=values.units_of([last]) or unit,
        known={"last": last} if last else {} if required else {"hint": "有就填"},
        expected=required and not value,
    )


# ── Lists ──


def _list(word: str) -> Callable[[Sheet, BranchContent], Iterator[Item]]:
    def items(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
        file, *path = sheet.path
        ids: Counter[str] = Counter()
        for index, value in enumerate(content.raw(file, tuple(path)) or []):
            if not isinstance(value, dict):
                continue
            texts = _texts(sheet, value, content)
            label = texts[sheet.label]
            day = texts.get("date", "")
            date = dates.parse(day, content.year)
            iso = date.day.isoformat() if date and date.day else day
            identity = (
                f"{word}/{digest(iso + label)}" if word != "person" else f"person/{index + 1}"
            )
            ids[identity] += 1
            yield Item(
                identity if ids[identity] == 1 else f"{identity}-{ids[identity]}",
                label,
                texts,
                file,
                (*path, index),
            )

    return items


def _works(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
    for chapter in content.entry.chapters:
        path = chapter_path(content, chapter.name)
        for index, value in enumerate(content.raw("record", (*path, "works")) or []):
            if not isinstance(value, dict):
                continue
            texts = {**_texts(sheet, value, content), "type": chapter.name}
            where = chapter.type.id if chapter.type else chapter.number
            yield Item(
                f"work/{where}/{digest(texts['title'])}", texts["title"], texts, "record", (*path, "works", index)
            )  # fmt: skip


def _quotations(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
    for chapter in content.entry.chapters:
        path = chapter_path(content, chapter.name)
        for number, work in enumerate(content.raw("record", (*path, "works")) or []):
            there = work.get("quotations") if isinstance(work, dict) else None
            for index, value in enumerate(there or []):
                texts = {
                    **_texts(sheet, value, content),
                    "use": values.text_of(Kind.TEXT, work.get("title")),
                }
                place = (*path, "works", number, "quotations", index)
                yield Item(
                    f"quotation/{digest(texts['text'])}", texts["text"], texts, "record", place
                )


def _followups(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
    names: set[str] = set()
    there = content.raw("record", ("followups",)) or []
    for index, value in enumerate(there):
        if isinstance(value, dict):
            texts = _texts(sheet, value, content)
            names.add(values.plain(texts["name"]))
            yield Item(
                f"followup/{digest(texts['name'])}", texts["name"], texts, "record", ("followups", index)
            )  # fmt: skip
    previous = content.entry.previous
    missing = [
        p for p in (previous.problems if previous else ()) if values.plain(p.name) not in names
    ]
    for offset, problem in enumerate(missing):
        name = str(problem.name)
        texts = {"name": name, "status": "", "action": "", "result": ""}
        yield Item(
            f"followup/{digest(name)}", name, texts, "record", ("followups", len(there) + offset), exists=False
        )  # fmt: skip


def _pictures(sheet: Sheet, content: BranchContent) -> Iterator[Item]:
    uses: dict[str, list[str]] = {}
    record = content.entry.record
    for chapter in record.chapters:
        for work in chapter.works:
            for key in work.pictures:
                uses.setdefault(str(key), []).append(str(work.title))
    for index in range(len(content.raw("record", ("events",)) or [])):
        event = content.raw("record", ("events", index))
        if isinstance(event, dict) and event.get("picture"):
            uses.setdefault(str(event["picture"]), []).append(str(event.get("title")))
    raw = content.raw("record", ("pictures",)) or {}
    for key, value in raw.items():
        texts = _texts(sheet, {"caption": key, **value} if isinstance(value, dict) else {}, content)
        name = texts["file"].rpartition("/")[2]
        texts |= {"file": name, "use": "\n".join(uses.get(key, ()))}
        yield Item(f"picture/{key}", texts["caption"], texts, "record", ("pictures", key))


_SOURCES: dict[str, Callable[[Sheet, BranchContent], Iterator[Item]]] = {
    "basics": _basics,
    "committee": _list("person"),
    "figures": _figures,
    "texts": _passages,
    "works": _works,
    "events": _list("event"),
    "honours": _list("honour"),
    "problems": _list("problem"),
    "followups": _followups,
    "plan": _list("plan"),
    "pictures": _pictures,
    "quotations": _quotations,
}
