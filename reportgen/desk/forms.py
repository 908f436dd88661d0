"""The outline of a record and the forms of its parts: what a page shows of a file, as plain data.

The names of fields and their help come from the model, so the desk and `docs/keys.md` speak of the same things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from reportgen.content.chapters import type_named
from reportgen.content.model import BranchType
from reportgen.content.model import record as records
from reportgen.content.model.base import Part, fields_by_key
from reportgen.content.model.branch import Branch, Measure, Point
from reportgen.content.model.exhibits import Profile, Quotation, TableData
from reportgen.content.model.figures import Figure, FromLog
from reportgen.content.model.followups import Followup
from reportgen.content.model.log import Event
from reportgen.desk.records import OpenFile
from reportgen.desk.words import in_words

#: how a field is filled in
Control = Literal["line", "text", "lines", "points", "names", "name", "choice", "flag", "pictures"]
#: the numbers of chapters
NUMBERS = "一二三四五六七八九十"
#: the words for the ways in which a slide may show its content
SHOW_WORDS = {
    "auto": "自动",
    "bullets": "要点",
    "cards": "卡片",
    "steps": "步骤",
    "figures": "数字",
    "matrix": "矩阵",
    "statement": "主张",
    "quote": "引语",
    "columns": "两栏",
    "picture": "要点＋图",
    "pictures": "图片",
    "chart": "图表",
    "charts": "两图",
    "table": "表格",
    "honours": "荣誉",
    "text": "文字",
    "none": "不上课件",
}
#: what stands in the outline instead of a number before what a type writes by itself
OWN = "自"


_ITEMS: Mapping[str, type[Part]] = {
    "followups": Followup,
    "problems": records.Problem,
    "items": records.PlanItem,
}


_ANY: Mapping[str, type[Part]] = {
    **_ITEMS,
    "chapters": records.Chapter,
    "works": records.Work,
    "slide": records.WorkSlide,
    "points": Point,
    "figures": Figure,
    "events": Event,
}
#: characters of a text that stands on one line
_LINE = 40


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: where its value lies in the file, and how it is filled in.

    `options` are (value, words) for a choice, and the names that may be chosen for references.
    A `folded` field is an empty optional one: only its name is shown until it is wanted.
    """

    path: tuple[str, ...]
    label: str
    help: str
    control: Control
    value: Any
    required: bool = False
    folded: bool = False
    options: tuple[tuple[str, str], ...] = ()
    example: str = ""
    #: the ids of the items of a list
    item_ids: tuple[str, ...] = ()
    #: whether it goes on a slide, so that the page asks for its room
    on_slide: bool = False
    #: whether {名称} in it stands for a figure
    cites: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline; `identity` is its place in the address of the page."""

    identity: str
    title: str
    #: 一, 二 … for a chapter, 1, 2 … for a work
    number: str
    level: int
    #: the place in the file, for the dots of faults
    path: tuple[str, ...]
    href: str = ""
    #: further places whose faults it shows
    more: tuple[tuple[str, ...], ...] = ()
    #: what stands for it where the outline has no room for titles
    short: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one part of the record."""

    identity: str
    kicker: str
    title: str
    fields: tuple[Field, ...]
    kind: Literal["head", "branch", "chapter", "work", "closing", "measure"]
    path: tuple[str, ...] = ()
    #: (identity, title) of the works of a chapter
    works: tuple[tuple[str, str], ...] = ()
    #: the list that its item can move in, and where it stands there
    index: int = -1
    count: int = 0
    #: what the sentence of a type is written from, as the type names it
    needs: tuple[str, ...] = ()


def outline(
    record_file: OpenFile, branch: Mapping[str, Any], types: Iterable[BranchType]
) -> list[Entry]:
    """Return the outline of a record: its head, chapters and works, and what closes it."""
    more = (("headline",), ("signed",), ("titles",))
    entries = [Entry("head", "标题、主题和开头", "", 0, ("opening",), more=more, short="首")]
    for number, (chapter, kind) in enumerate(_chapters(record_file, branch, types)):
        identity = (
            record_file.ids.at(("chapters", number)) if chapter is not None else f"type-{number}"
        )
        entries.append(
            Entry(
                identity,
                _chapter_title(chapter or {}, kind),
                chinese(number + 1),
                0,
                ("chapters", identity),
            )
        )
        for index, work in enumerate(_items(chapter or {}, "works")):
            own = record_file.ids.at(("chapters", number, "works", index))
            path = ("chapters", identity, "works", own)
            entries.append(
                Entry(own, _text(work, "title") or "（还没有标题）", f"{index + 1}", 1, path)
            )
        for own, measure in _measures(identity, chapter, kind, record_file.value):
            path = ("chapters", identity, "measures", own)
            entries.append(Entry(own, str(measure.title), OWN, 1, path))
    following = sum(entry.level == 0 for entry in entries)
    entries.append(
        Entry(
            "problems",
            "存在的问题",
            chinese(following),
            0,
            ("problems",),
            "plan",
            (("followups",),),
        )
    )
    closing = _text(_mapping(record_file.value, "closing"), "title")
    words = f"{closing}（计划和结尾）" if closing else "计划和结尾"
    plan = (("plan", "text"), ("plan", "title"))
    entries.append(Entry("closing", words, chinese(following + 1), 0, ("closing",), more=plan))
    if isinstance(record_file.value.get("debriefing"), dict):
        entries.append(Entry("debriefing", "书记述职", "", 0, ("debriefing",), short="述"))
    entries.append(Entry("branch", "支部情况", "", 0, (), short="支"))
    return entries


def form(
    identity: str,
    record_file: OpenFile,
    branch: OpenFile,
    types: Iterable[BranchType],
    looks: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> Form | None:
    """Return the form of a part of the record, None where there is no such part.

    `looks` are the formats and palettes that a branch may choose.
    """
    types = tuple(types)
    record = record_file.value
    match identity:
        case "head":
            return Form("head", "总结", "标题、主题和开头", tuple(_head(record)), "head")
        case "closing":
            return Form("closing", "总结", "计划和结尾", tuple(_closing(record)), "closing")
        case "debriefing" if isinstance(record.get("debriefing"), dict):
            fields = tuple(_debriefing(record["debriefing"], record_file))
            return Form("debriefing", "总结", "书记述职", fields, "head", ("debriefing",))
        case "branch":
            return Form(
                "branch", "支部", "支部情况", tuple(_branch(branch.value, looks or {})), "branch"
            )
    chapters = list(_chapters(record_file, branch.value, types))
    for number, (chapter, kind) in enumerate(chapters):
        title = _chapter_title(chapter or {}, kind)
        kicker = f"{chinese(number + 1)}、{title}"
        if chapter is None:
            if identity == f"type-{number}" and kind:
                return Form(
                    identity, "这一章还没有写", title, (), "chapter", ("chapters", str(kind.name))
                )
            continue
        own = record_file.ids.at(("chapters", number))
        works = _items(chapter, "works")
        ids = [record_file.ids.at(("chapters", number, "works", i)) for i in range(len(works))]
        if identity == own:
            fields = tuple(_chapter(chapter, kind, ("chapters", own)))
            rows = tuple(
                (i, _text(w, "title") or "（还没有标题）") for i, w in zip(ids, works, strict=True)
            )
            return Form(
                own, f"第{chinese(number + 1)}章", title, fields, "chapter", ("chapters", own), rows, number,
                sum(one is not None for one, _ in chapters),
            )  # fmt: skip
        for measure_id, measure in _measures(own, chapter, kind, record):
            if identity == measure_id and kind:
                return Form(
                    identity, f"{kicker}　“{kind.name}”自动写的一段", str(measure.title), (), "measure",
                    needs=tuple(map(str, measure.needs)),
                )  # fmt: skip
        if identity in ids:
            index = ids.index(identity)
            path = ("chapters", own, "works", identity)
            work = works[index]
            item_ids = _point_ids(record_file, ("chapters", number, "works", index), work)
            fields = tuple(_work(work, path, record, item_ids))
            return Form(
                identity, f"{kicker}　第 {index + 1} 项工作", _text(work, "title"), fields, "work", path, (), index,
                len(works),
            )  # fmt: skip
    return None


def _measures(
    chapter_id: str,
    chapter: Mapping[str, Any] | None,
    kind: BranchType | None,
    record: Mapping[str, Any],
) -> Iterator[tuple[str, Measure]]:
    """Yield what a type writes into its chapter by itself, where the record has all that it is written from."""
    figures = _mapping(record, "figures")
    there = {"events"} if record.get("events") or record.get("ledger") else set()
    there |= {str(name) for name, entry in figures.items() if entry}
    there |= {_text(entry, "label") for entry in figures.values() if isinstance(entry, Mapping)}
    for number, measure in enumerate(kind.measures if kind and chapter is not None else ()):
        if there.issuperset(map(str, measure.needs)):
            yield f"{chapter_id}-measure-{number}", measure


def chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("十" if tens == 1 else f"{NUMBERS[tens - 1]}十")
    return head + (NUMBERS[ones - 1] if ones else "")


def _chapters(
    record_file: OpenFile, branch: Mapping[str, Any], types: Iterable[BranchType]
) -> Iterator[tuple[Mapping[str, Any] | None, BranchType | None]]:
    """Yield the chapters of the file, then None for each type of the branch that has none there."""
    all_types = tuple(types)
    ids = []
    for chapter in _items(record_file.value, "chapters"):
        kind = type_named(all_types, _text(chapter, "type")) if _text(chapter, "type") else None
        ids.append(kind.id if kind else "")
        yield chapter, kind
    for name in names_in(branch.get("types")):
        kind = type_named(all_types, name)
        if kind and kind.id not in ids:
            ids.append(kind.id)
            yield None, kind


def _chapter_title(chapter: Mapping[str, Any], kind: BranchType | None) -> str:
    title = _text(chapter, "title")
    if kind:
        return f"{kind.name} · {kind.power}" if kind.power else str(kind.name)
    return title or "（还没有标题）"


def _head(record: Mapping[str, Any]) -> Iterator[Field]:
    yield _field(
        records.YearRecord,
        "headline",
        record,
        (),
        "text",
        on_slide=True,
        example="如 红邻聚力护平安",
    )
    yield _field(
        records.YearRecord, "opening", record, (), "text", example="这一年的形势和总体安排，一两段"
    )
    yield _field(records.YearRecord, "signed", record, (), "line", example="如 2025-12-30")


def _closing(record: Mapping[str, Any]) -> Iterator[Field]:
    plan, closing = _mapping(record, "plan"), _mapping(record, "closing")
    yield _field(records.Plan, "title", plan, ("plan",), "line", "计划的标题")
    yield _field(
        records.Plan,
        "text",
        plan,
        ("plan",),
        "text",
        "计划",
        "成段写；一条一条的任务在“问题与计划”里",
    )
    yield _field(records.Closing, "title", closing, ("closing",), "line", "结尾的章标题")
    yield _field(records.Closing, "text", closing, ("closing",), "text", "结尾")


def _debriefing(debriefing: Mapping[str, Any], record_file: OpenFile) -> Iterator[Field]:
    own = ("debriefing",)
    for key, control in (("speaker", "line"), ("occasion", "line"), ("opening", "text")):
        yield _field(records.Debriefing, key, debriefing, own, control)  # type: ignore[arg-type]  # a row of this table
    for index, duty in enumerate(_items(debriefing, "duties")):
        path = (*own, "duties", record_file.ids.at(("debriefing", "duties", index)))
        name = f"履职 {index + 1}"
        yield _field(
            records.Work,
            "title",
            duty,
            path,
            "line",
            f"{name}：标题",
            "小标题，也是课件这一页的标题",
            required=True,
        )
        yield _field(records.Work, "text", duty, path, "text", f"{name}：正文", "第一人称")
    yield _field(records.Debriefing, "closing", debriefing, own, "text")


def _branch(
    branch: Mapping[str, Any], looks: Mapping[str, Sequence[tuple[str, str]]]
) -> Iterator[Field]:
    yield _field(Branch, "name", branch, (), "line", required=True)
    for key in ("short", "unit", "upper", "secretary", "slogan"):
        yield _field(Branch, key, branch, (), "line")
    for key, words in (("palette", "报告和课件的颜色"), ("format", "Word 报告的版式")):
        own = str(branch.get(key) or "")
        choices = tuple(looks.get(key, ()))
        options = (
            ("", "照主题的"),
            *choices,
            *(((own, own),) if own and own not in dict(choices) else ()),
        )
        yield _with(_field(Branch, key, branch, (), "choice", "", words), options=options)


def _chapter(
    chapter: Mapping[str, Any], kind: BranchType | None, path: tuple[str, ...]
) -> Iterator[Field]:
    of_type = f"不写就用“{kind.chapter}”" if kind else "报告的一级标题"
    yield _field(
        records.Chapter, "title", chapter, path, "line", "章标题", of_type, required=kind is None, on_slide=True
    )  # fmt: skip
    yield _field(records.Chapter, "lead", chapter, path, "text", example="这一章的第一段")


def _work(
    work: Mapping[str, Any],
    path: tuple[str, ...],
    record: Mapping[str, Any],
    point_ids: tuple[str, ...],
) -> Iterator[Field]:
    slide, own = _mapping(work, "slide"), (*path, "slide")
    yield _field(
        records.Work, "title", work, path, "line", "", "报告的小标题，也是课件这一页的标题", required=True, on_slide=True
    )  # fmt: skip
    yield _field(
        records.Work,
        "text",
        work,
        path,
        "text",
        "",
        "写进报告",
        example="做了什么，怎么做的，做成什么样",
    )
    yield _behind_button(
        _field(
            records.WorkSlide,
            "brief",
            slide,
            own,
            "line",
            "一句话概括",
            "只上课件；不写就取正文的第一句",
            on_slide=True,
        )
    )
    points = _field(
        records.WorkSlide, "points", slide, own, "points", "", "课件上的条目，名称四到六字；不写就取正文的各句", on_slide=True
    )  # fmt: skip
    yield _behind_button(points, item_ids=point_ids)
    yield _behind_button(
        _field(records.WorkSlide, "panel", slide, own, "line", "题眼", "", on_slide=True)
    )
    for key, control, label in (
        ("figures", "names", "引用的数字"),
        ("pictures", "names", "图片"),
        ("method", "name", "工作法"),
        ("charts", "names", "图表"),
        ("tables", "names", "表格"),
    ):
        source = "methods" if key == "method" else key
        options = tuple(_choices(record, source))
        if options or key in ("pictures", "tables") or not is_empty(work.get(key)):
            field = _field(records.Work, key, work, path, control, label, "从这一年已有的里面选")  # type: ignore[arg-type]  # a row of this table
            yield _behind_button(field, options=options)
    for key, label, words in (
        ("brands", "品牌矩阵", "放在这项工作后面"),
        ("honours", "荣誉", "这一章的荣誉表放在这项工作后面"),
    ):
        if not is_empty(record.get(key)):
            yield _behind_button(_field(records.Work, key, work, path, "flag", label, words))
    kinds = dict.fromkeys(_text(one, "kind") for one in _items(record, "projects"))
    if kinds:
        projects = _field(records.Work, "projects", work, path, "choice", "项目", "放哪一类项目")
        yield _behind_button(
            projects, options=(("", "不放"), *((kind, kind) for kind in kinds if kind))
        )
    yield _behind_button(
        _field(records.WorkSlide, "notes", slide, own, "text", "讲稿", "这一页怎么讲；不写就念正文")
    )


def show_field(work: Mapping[str, Any], path: tuple[str, ...]) -> Field:
    """Return the choice of the way in which a work's slide shows it."""
    options = tuple((key, SHOW_WORDS[key]) for key in get_args(records.Show))
    field = _field(
        records.WorkSlide,
        "show",
        _mapping(work, "slide"),
        (*path, "slide"),
        "choice",
        "这一页的式样",
    )
    return _with(field, options=options)


def titles_of_chapter(
    record: Mapping[str, Any], title: str, types: Iterable[BranchType]
) -> list[str]:
    """Return the titles of the works in a record's chapter of that title, or of that type."""
    all_types = tuple(types)
    for chapter in _items(record, "chapters"):
        kind = type_named(all_types, _text(chapter, "type")) if _text(chapter, "type") else None
        if _chapter_title(chapter, kind) == title:
            return [own for work in _items(chapter, "works") if (own := _text(work, "title"))]
    return []


def figure_choices(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (value, words) of each figure of a record that has a value, for the picker of figures."""
    for name, entry in _mapping(record, "figures").items():
        value = _text(entry, "value") if isinstance(entry, Mapping) else str(entry or "")
        label = (_text(entry, "label") if isinstance(entry, Mapping) else "") or name
        if value:
            yield value, label


def item_field(
    kind: str,
    key: str,
    item: Mapping[str, Any],
    path: tuple[str, ...],
    control: Control,
    **changes: Any,
) -> Field:
    """Return a field of an item of the list `kind`; `changes` are further fields of `Field`."""
    return part_field(_ITEMS[kind], key, item, path, control, **changes)


def part_field(
    model: type[Part],
    key: str,
    values: Mapping[str, Any],
    parents: tuple[str, ...],
    control: Control,
    **changes: Any,
) -> Field:
    """Return the field of the model's `key`; `changes` are further fields of `Field`."""
    return _with(_field(model, key, values, parents, control), **changes)


def any_field(record_file: OpenFile, path: Sequence[str]) -> Field | None:
    """Return a field for the text at a path of keys and ids, None where there is no text."""
    place = record_file.ids.indexes(path)
    value: Any = record_file.value
    for part in place or ():
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    if not place or not isinstance(value, str):
        return None
    model = next((_ANY[key] for key in reversed(path[:-1]) if key in _ANY), records.YearRecord)
    model_field = fields_by_key(model).get(path[-1])
    label = str(model_field.title) if model_field else "这句话"
    is_long = "\n" in value or len(value) > _LINE
    return Field(
        tuple(path),
        label,
        "改的就是总结里那一处，两处是同一句话",
        "text" if is_long else "line",
        value,
        on_slide=True,
    )


def quotation_fields(quotation: Mapping[str, Any], path: tuple[str, ...]) -> list[Field]:
    """Return the fields of a quotation."""
    words = {
        "text": ("text", "原话", "标点也照原来的；不用打引号"),
        "speaker": ("line", "谁说的", "不知道就空着"),
        "office": ("line", "职务或单位", "可不填"),
        "occasion": ("line", "什么场合", "可不填"),
        "source": ("line", "哪份文件", "原文才写"),
    }
    fields = [
        _field(Quotation, key, quotation, path, control, label, help_, required=key == "text", on_slide=key == "text")  # type: ignore[arg-type]  # a row of this table
        for key, (control, label, help_) in words.items()
    ]  # fmt: skip
    gist = _field(Quotation, "gist", quotation, path, "choice", "原话还是大意", "记不准的写大意")
    yes = str(gist.value) if is_yes(gist.value) else "是"
    ways = (("", "原话，加引号"), (yes, "大意，不加引号，不做引语页"))
    return [fields[0], _with(gist, options=ways), *fields[1:]]


def is_yes(value: Any) -> bool:
    """Return whether a value of YAML says yes."""
    return str(value).lower() in ("是", "true", "yes", "on")


def profile_fields(
    profile: Mapping[str, Any], path: tuple[str, ...], record: Mapping[str, Any]
) -> list[Field]:
    """Return the fields of a person."""
    rows: tuple[tuple[str, Control], ...] = (
        ("name", "line"), ("role", "line"), ("text", "text"), ("points", "lines"), ("saying", "text"), ("occasion", "line"),
    )  # fmt: skip
    fields = [
        _field(Profile, key, profile, path, control, required=key in ("name", "role"))
        for key, control in rows
    ]
    picture = _field(Profile, "picture", profile, path, "name", "照片", "传一张，或从已有的里面选")
    return [*fields, _with(picture, options=tuple(_choices(record, "pictures")))]


def table_fields(table: Mapping[str, Any], path: tuple[str, ...]) -> list[Field]:
    """Return the fields of a table beside its cells."""
    title = _field(TableData, "title", table, path, "line", "题目", "表号自动编")
    unit = _field(TableData, "unit", table, path, "line", "", "都一样才写这里", example="如 件")
    note = _field(TableData, "note", table, path, "line", "表注", "印在表的下方")
    return [title, unit, note]


def figure_fields(
    entry: Mapping[str, Any], path: tuple[str, ...], chapters: Sequence[tuple[str, str]]
) -> list[Field]:
    """Return the fields of a figure beside its name and value."""
    note = _field(Figure, "note", entry, path, "line")
    chapter = _field(Figure, "chapter", entry, path, "choice")
    better = _field(Figure, "better", entry, path, "choice", "怎样算好", "写了才说变化是好是坏")
    ways = (("", "不说"), ("more", "多了好"), ("less", "少了好"))
    own = (("", "不归哪一章"), *dict.fromkeys(chapters))
    if entry.get("chapter") and entry["chapter"] not in dict(own):
        own = (*own, (str(entry["chapter"]), str(entry["chapter"])))
    return [note, _with(chapter, options=own), _with(better, options=ways)]


#: the words for what is counted in the log
_COUNTS = (
    ("count", "次数"), ("participants", "参加人次"), ("attendance", "到会率"), ("hours", "学时合计"), ("hours-per-member", "人均学时"),
)  # fmt: skip


def source_fields(
    entry: Mapping[str, Any],
    path: tuple[str, ...],
    record: Mapping[str, Any],
    kinds: Iterable[str],
) -> tuple[list[Field], Field]:
    """Return the fields of a figure that the log gives, and the one of a figure that others add up to."""
    own, place = _mapping(entry, "log"), (*path, "log")
    of = _field(FromLog, "of", own, place, "choice", "算什么", " ", required=True)
    kind = _field(FromLog, "kind", own, place, "choice", "哪一类活动", " ")
    unit = _field(FromLog, "unit", own, place, "line", "单位", "可不填")
    options = dict.fromkeys(filter(None, (*kinds, _text(own, "kind"))))
    log = [
        _with(of, options=_COUNTS),
        _with(kind, options=(("", "全部活动"), *((one, one) for one in options))),
        unit,
    ]
    parts = _field(Figure, "parts", entry, path, "names", "哪几项", "相加就是这个数")
    others = tuple(one for one in _choices(record, "figures") if one[0] != path[-1])
    return log, _with(parts, options=others)


def event_field(
    key: str, event: Mapping[str, Any], path: tuple[str, ...], control: Control
) -> Field:
    """Return a field of an event."""
    return _field(Event, key, event, path, control)


def _choices(record: Mapping[str, Any], key: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each entry of a mapping, and what a list of them says of it."""
    for name, entry in _mapping(record, key).items():
        if isinstance(entry, Mapping):
            value = _text(entry, "value")
            label = next(
                (t for k in ("label", "title", "caption", "name") if (t := _text(entry, k))), name
            )
        else:
            value, label = str(entry or ""), name
        yield name, f"{value}　{label}" if value else label


def _point_ids(
    record_file: OpenFile, path: tuple[str | int, ...], work: Mapping[str, Any]
) -> tuple[str, ...]:
    points = _items(_mapping(work, "slide"), "points")
    return tuple(record_file.ids.at((*path, "slide", "points", i)) for i in range(len(points)))


def _field(
    model: type[Part],
    key: str,
    values: Mapping[str, Any],
    parents: tuple[str, ...],
    control: Control,
    label: str = "",
    words: str = "",
    *,
    required: bool = False,
    on_slide: bool = False,
    example: str = "",
) -> Field:
    """Return the field of the model's `key`, with its own title and help unless others are given."""
    info = fields_by_key(model)[key]
    return Field(
        (*parents, key),
        label or str(info.title or key),
        words or in_words(str(info.description or "")),
        control,
        values.get(key),
        required,
        on_slide=on_slide,
        example=example,
    )


def _behind_button(field: Field, **changes: Any) -> Field:
    return _with(field, folded=is_empty(field.value), **changes)


def _with(field: Field, **changes: Any) -> Field:
    return replace(field, **changes)


def is_empty(value: Any) -> bool:
    """Return whether there is nothing in a value of YAML."""
    return value in (None, "", [], {})


def _items(value: Any, key: str) -> Sequence[Any]:
    items = value.get(key) if isinstance(value, Mapping) else None
    return items if isinstance(items, list) else ()


def _mapping(value: Any, key: str) -> Mapping[str, Any]:
    below = value.get(key) if isinstance(value, Mapping) else None
    return below if isinstance(below, Mapping) else {}


def names_in(value: Any) -> tuple[str, ...]:
    """Return the names that a value of YAML lists, one or several."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(name) for name in value) if isinstance(value, list) else ()


def _text(value: Any, key: str) -> str:
    text = value.get(key) if isinstance(value, Mapping) else None
    return text if isinstance(text, str) else ""
