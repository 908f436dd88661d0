"""The outline of a lesson, with its clock, and the forms of its parts and pages, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from reportgen.chinese import chinese_number
from reportgen.content.lessons import model
from reportgen.content.lessons.timetable import Piece, Timetable
from reportgen.content.model.base import Part
from reportgen.content.speech_time import FASTEST, SPEECH_RATE, clock, spoken_length
from reportgen.desk.edits import value_at
from reportgen.desk.fault_places import lines_of
from reportgen.desk.forms import SHOW_WORDS, Control, Field, is_empty, part_field
from reportgen.desk.records import OpenFile

#: the ways to show a page of a lesson that a work has none of
_SHOWS = {**SHOW_WORDS, "person": "人物", "convergence": "汇聚"}
_RELATIONS = {
    "": "不说",
    "order": "有先后",
    "ring": "首尾相接",
    "ranks": "有高低",
    "pair": "前后对照",
}
_SCRIPTS = {"slides": "带幻灯片小图", "text": "只有文字"}
#: identity → what the outline calls a piece that is there once, and its key in the file
_ONCE = {
    "head": ("题目、听众和时间", ()),
    "opening": ("开场白", ("opening",)),
    "outline": ("目录上的话", ("outline",)),
    "discussion": ("讨论", ("discussion",)),
    "summary": ("小结", ("summary",)),
    "closing": ("结束语", ("closing",)),
    "sources": ("引文和数字", ("quotations",)),
}
#: keys of a page that name entries of the lesson: how they are filled in, and which entries they name
_NAMES: tuple[tuple[str, Control, str], ...] = (
    ("pictures", "names", "pictures"),
    ("figures", "names", "figures"),
    ("quote", "name", "quotations"),
    ("chart", "name", "charts"),
    ("table", "name", "tables"),
    ("case", "name", "cases"),
)
#: identity → where in the file the words stand that its slide shows
_SHOWN_AT = {"opening": ("topic",), "sources": (), "outline": ()}
_Sort = Literal["head", "part", "page", "talk", "sources"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the outline: `seconds` are 0 where no time is known, `length` counts what is said."""

    identity: str
    title: str
    number: str
    level: int
    path: tuple[str, ...]
    length: int = 0
    seconds: int = 0
    more: tuple[tuple[str, ...], ...] = ()
    #: the lines of the file whose words its slide shows, as 12-18; "" where it has no slide of its own
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A quotation or a figure of a lesson: its fields, or its value and where that comes from."""

    name: str
    path: tuple[str, ...]
    words: str = ""
    fields: tuple[Field, ...] = ()
    value: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the clock strip: from when on, how long, and whether it is too fast to be said."""

    identity: str
    name: str
    start: str
    seconds: int
    length: int
    is_fast: bool


@dataclass(frozen=True, slots=True)
class LessonForm:
    """The form of one part of a lesson; `index` and `count` are its place among its like, -1 for none."""

    identity: str
    kicker: str
    title: str
    sort: _Sort
    fields: tuple[Field, ...]
    path: tuple[str, ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    #: the list of pages that a form adds to
    adds_to: tuple[str, ...] = ()
    index: int = -1
    count: int = 0


def outline(lesson_file: OpenFile, timetable: Timetable | None) -> list[Line]:
    """Return the outline of a lesson."""
    lesson = lesson_file.value
    times = _times(lesson_file, timetable)

    def rows_at(*path: str | int) -> str:
        lines = lines_of(lesson_file.file, path)
        return f"{lines[0]}-{lines[1]}" if lines else ""

    def once(identity: str) -> Line:
        title, path = _ONCE[identity]
        place = _SHOWN_AT.get(identity, path)
        own = rows_at(*place) if place else ""
        return Line(identity, title, "", 0, path, *times.get(identity, (0, 0)), lines=own)

    def pages(path: tuple[str | int, ...]) -> Iterator[Line]:
        for index, page in enumerate(_list(lesson, path)):
            at = (*path, index)
            own = lesson_file.ids.at(at)
            identities, time = lesson_file.ids.identities(at), times.get(own, (0, 0))
            yield Line(own, _title(page), str(index + 1), 1, identities, *time, lines=rows_at(*at))

    more = tuple((key,) for key in ("topic", "audience", "speaker", "minutes", "aims"))
    lines = [replace(once("head"), more=more), once("opening"), *pages(("opening", "pages"))]
    parts = _list(lesson, ("parts",))
    if _is_divided(lesson):
        lines.append(once("outline"))
    for number, part in enumerate(parts):
        own = lesson_file.ids.at(("parts", number))
        path = ("parts", own)
        lines.append(
            Line(own, _title(part), chinese_number(number + 1), 0, path, *times.get(own, (0, 0)))
        )
        lines += pages(("parts", number, "pages"))
    if lesson.get("discussion"):
        lines.append(once("discussion"))
    lines += [once("summary"), once("closing")]
    if _list(lesson, ("spares",)):
        lines += [Line("spares", "备用页", "", 0, ("spares",)), *pages(("spares",))]
    return [*lines, replace(once("sources"), more=(("figures",), ("cases",)))]


def segments(lesson_file: OpenFile, timetable: Timetable) -> list[Segment]:
    """Return the clock strip of a lesson."""
    segments, start = [], 0
    for piece, seconds in zip(timetable.pieces, timetable.seconds, strict=True):
        length = spoken_length(piece.words)
        is_fast = not piece.is_open and 60 * length > seconds * SPEECH_RATE * FASTEST
        name = piece.name.strip("“”")
        segments.append(
            Segment(_identity(lesson_file, piece), name, hand(start), seconds, length, is_fast)
        )
        start += seconds
    return segments


def hand(seconds: int) -> str:
    """Return a time as a clock shows it: 0:30, 12:00."""
    return clock(seconds).removeprefix("0")


def _times(lesson_file: OpenFile, timetable: Timetable | None) -> dict[str, tuple[int, int]]:
    """Return identity → characters and seconds of the pieces of a lesson."""
    if timetable is None:
        return {}
    pairs = zip(timetable.pieces, timetable.seconds, strict=True)
    return {_identity(lesson_file, p): (spoken_length(p.words), s) for p, s in pairs}


def _identity(lesson_file: OpenFile, piece: Piece) -> str:
    match piece.path:
        case ("parts", int() as number, "notes"):
            return lesson_file.ids.at(("parts", number))
        case (*_, "pages", int()):
            return lesson_file.ids.at(piece.path)
    return str(piece.path[0])


def page_of_path(path: Sequence[str]) -> str:
    """Return the identity of the form that has the field at a path of keys and ids."""
    match tuple(path):
        case (
            ("parts", _, "pages", page, *_) | ("opening", "pages", page, *_) | ("spares", page, *_)
        ):
            return page
        case ("parts", part, *_):
            return part
        case (("opening" | "outline" | "discussion" | "summary" | "closing") as once, *_):
            return once
        case ("quotations" | "figures" | "cases" | "pictures" | "charts" | "tables", *_):
            return "sources"
    return "head"


def quotations(lesson_file: OpenFile) -> Iterator[Source]:
    """Yield the quotations of a lesson with their fields."""
    entries = lesson_file.value.get("quotations")
    for name, entry in entries.items() if isinstance(entries, Mapping) else ():
        values = entry if isinstance(entry, Mapping) else {}
        path = ("quotations", name)
        hands = (("first", "查过原文"), ("second", "没有查过"))
        fields = [part_field(model.LessonQuotation, "text", values, path, "text", required=True)]
        fields += [
            part_field(model.LessonQuotation, key, values, path, "line")
            for key in ("author", "office", "work", "place", "date", "via")
        ]
        fields += [
            part_field(
                model.LessonQuotation, "hand", values, path, "choice", options=hands, help=""
            ),
            part_field(model.LessonQuotation, "verse", values, path, "flag"),
        ]
        yield Source(
            name, path, " ".join(str(values.get("text") or "").split())[:30], tuple(fields)
        )


def cited_figures(
    lesson_file: OpenFile, values: Mapping[str, str], branches: Mapping[str, str]
) -> Iterator[Source]:
    """Yield the figures of a lesson; `values` are their values by name, `branches` names by folder."""
    entries = lesson_file.value.get("figures")
    for name, entry in entries.items() if isinstance(entries, Mapping) else ():
        values = entry if isinstance(entry, Mapping) else {}
        source = str(values.get("source") or "")
        if branch := str(values.get("branch") or ""):
            source = f"{branches.get(branch, branch)} {values.get('year', '')} 年的记录"
        value = values.get(name, str(values.get("value") or ""))
        yield Source(name, ("figures", name), value=value, source=source)


def form(
    identity: str, lesson_file: OpenFile, titles: Mapping[str, Mapping[str, str]] | None = None
) -> LessonForm | None:
    """Return the form of a part of a lesson, None where there is no such part.

    `titles` are what the pictures, charts … that it takes from records are called, by key and name.
    """
    lesson = lesson_file.value
    if identity in _ONCE:
        return _once_form(identity, lesson_file)
    for number, part in enumerate(_list(lesson, ("parts",))):
        if lesson_file.ids.at(("parts", number)) == identity:
            return _part_form(identity, lesson_file, number, part)
    for path in _page_lists(lesson):
        pages = _list(lesson, path)
        for index, page in enumerate(pages):
            at = (*path, index)
            if lesson_file.ids.at(at) == identity:
                kicker = f"{_kicker(lesson, path)}　第 {index + 1} 页"
                own = lesson_file.ids.identities(at)
                fields = tuple(_page(lesson_file, page, at, own, titles or {}))
                return LessonForm(
                    identity, kicker, _title(page), "page", fields, own, index=index, count=len(pages)
                )  # fmt: skip
    return None


def _page_lists(lesson: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    yield ("opening", "pages")
    for number in range(len(_list(lesson, ("parts",)))):
        yield ("parts", number, "pages")
    yield ("spares",)


def _kicker(lesson: Mapping[str, Any], path: tuple[str | int, ...]) -> str:
    if path[0] != "parts":
        return "开场" if path[0] == "opening" else "备用页"
    number = int(path[1])
    return f"第{chinese_number(number + 1)}部分　{_title(value_at(lesson, path[:2]))}"


def _part_form(
    identity: str, lesson_file: OpenFile, number: int, part: Mapping[str, Any]
) -> LessonForm:
    path = ("parts", identity)
    words = "转入这一部分的话" if _is_divided(lesson_file.value) else "接在第一页的前面讲"
    fields = (
        part_field(model.LessonPart, "title", part, path, "line", required=True),
        part_field(model.LessonPart, "aim", part, path, "line", required=True),
        _speech(model.LessonPart, part, path, words),
        replace(
            _minutes(model.LessonPart, part, path, "分钟；不写就按各页讲稿的长短分"),
            label="这一部分讲多久",
        ),
    )
    pages = tuple(
        (lesson_file.ids.at(("parts", number, "pages", index)), _title(page))
        for index, page in enumerate(_list(part, ("pages",)))
    )
    kicker = f"第{chinese_number(number + 1)}部分"
    count = len(_list(lesson_file.value, ("parts",)))
    return LessonForm(
        identity, kicker, _title(part), "part", fields, path, pages, (*path, "pages"), number, count
    )


def _once_form(identity: str, lesson_file: OpenFile) -> LessonForm | None:
    title, path = _ONCE[identity]
    value = value_at(lesson_file.value, path) or {}
    values = {"notes": value} if isinstance(value, str) else value
    models: dict[str, type[Part]] = {
        "opening": model.Opening, "outline": model.Talk, "closing": model.Closing,
    }  # fmt: skip
    match identity:
        case "head":
            return LessonForm(identity, "党课", title, "head", tuple(_head(lesson_file.value)))
        case "sources":
            return LessonForm(identity, "党课", title, "sources", ())
        case "discussion":
            fields = tuple(_question(model.Discussion, values, path))
            fields = (
                part_field(model.Discussion, "title", values, path, "line", on_slide=True),
                *fields,
                _speech(model.Discussion, values, path, "引出讨论的话"),
                _minutes(model.Discussion, values, path, "连大家讲的"),
            )
        case "summary":
            fields = (
                part_field(model.Summary, "title", values, path, "line", on_slide=True),
                part_field(model.Summary, "lead", values, path, "text", on_slide=True),
                _points(lesson_file, model.Summary, values, path, path),
                _speech(model.Summary, values, path, "这一页讲的话"),
                _minutes(model.Summary, values, path),
            )
        case _:
            own = models[identity]
            fields = (_speech(own, values, path, "这一页讲的话"), _minutes(own, values, path))
            if identity == "closing":
                fields = (part_field(own, "title", values, path, "text", on_slide=True), *fields)
    pages: tuple[tuple[str, str], ...] = ()
    if identity == "opening":
        pages = tuple(
            (lesson_file.ids.at(("opening", "pages", index)), _title(page))
            for index, page in enumerate(_list(values, ("pages",)))
        )
    adds_to = ("opening", "pages") if identity == "opening" else ()
    return LessonForm(identity, "党课", title, "talk", fields, path, pages, adds_to)


def _head(lesson: Mapping[str, Any]) -> Iterator[Field]:
    def field(
        key: str, control: Control, label: str = "", words: str = "", **changes: Any
    ) -> Field:
        row_field = part_field(model.Lesson, key, lesson, (), control, **changes)
        return replace(row_field, label=label or row_field.label, help=words or row_field.help)

    yield field("topic", "text", words="可分两行", required=True, on_slide=True)
    yield field("subtitle", "line", words="可不填", on_slide=True)
    yield field("speaker", "line", required=True)
    yield field("audience", "line", "讲给谁听", required=True)
    yield field(
        "minutes", "line", "讲多久", "分钟；10 分钟以内做成微党课，一页一个意思", required=True
    )
    yield field("date", "line", words="可不填，写成 2025-11-20 或 2025年11月20日")
    yield field("unit", "line", words="写在封面上")
    for key in ("aims", "emphases", "difficulties", "aids", "board"):
        yield _behind_button(field(key, "lines", words="一行一条，写在教案里"))
    yield _behind_button(field("rate", "line", words="每分钟讲多少字，不写就是 200"))
    yield _behind_button(field("sources", "lines", words="一行一条；引文的出处不用在这里重写"))
    yield _behind_button(field("handout", "flag", words="另做一份发给听众的讲义"))
    yield field("script", "choice", "讲稿成文", "左边带不带幻灯片", options=tuple(_SCRIPTS.items()))


def _page(
    lesson_file: OpenFile,
    page: Mapping[str, Any],
    place: tuple[str | int, ...],
    path: tuple[str, ...],
    titles: Mapping[str, Mapping[str, str]],
) -> Iterator[Field]:
    yield part_field(model.Page, "title", page, path, "line", required=True, on_slide=True)
    yield _behind_button(part_field(model.Page, "brief", page, path, "line", on_slide=True))
    yield _behind_button(
        part_field(model.Page, "lead", page, path, "text", on_slide=True, help="色块里的短语")
    )
    points = _points(lesson_file, model.Page, page, path, place)
    yield _behind_button(replace(points, help="名称四到六字，一条一句话"))
    shows = tuple((key, _SHOWS[key]) for key in get_args(model.Show))
    yield part_field(model.Page, "show", page, path, "choice", label="式样", help="不选就按内容", options=shows)  # fmt: skip
    for key, control, source in _NAMES:
        options = tuple(_names(lesson_file.value, source, titles.get(source, {})))
        if options or not is_empty(page.get(key)):
            field = part_field(
                model.Page, key, page, path, control, options=options, help="从本课已有的里面选"
            )
            yield _behind_button(field)
    yield _minutes(model.Page, page, path, "分钟，可不写")
    yield _speech(model.Page, page, path, "这一页讲的话")
    question = page.get("question")
    own = (*path, "question")
    values = question if isinstance(question, Mapping) else {}
    for field in _question(model.Question, values, own):
        yield replace(field, folded=not values)
    relations = tuple(_RELATIONS.items())
    yield _behind_button(
        part_field(
            model.Page, "relation", page, path, "choice", help="各条要点之间", options=relations
        )
    )


def _question(of: type[Part], values: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[Field]:
    yield part_field(of, "questions", values, path, "lines", help="一行一道题", on_slide=True)
    kinds = tuple(model.QUESTION_WORDS.items())
    yield part_field(of, "kind", values, path, "choice", label="怎么问", help="", options=kinds)
    yield _behind_button(
        part_field(of, "options", values, path, "lines", help="一行一个，只配一道题")
    )
    yield _behind_button(part_field(of, "how", values, path, "line"))
    yield _behind_button(
        part_field(of, "answers", values, path, "lines", help="一行一条，只写在讲稿里")
    )


def _points(
    lesson_file: OpenFile,
    of: type[Part],
    values: Mapping[str, Any],
    path: tuple[str, ...],
    place: tuple[str | int, ...],
) -> Field:
    count = len(_list(values, ("points",)))
    ids = tuple(lesson_file.ids.at((*place, "points", index)) for index in range(count))
    return part_field(of, "points", values, path, "points", item_ids=ids, on_slide=True, cites=True)


def _speech(of: type[Part], values: Mapping[str, Any], path: tuple[str, ...], words: str) -> Field:
    return part_field(
        of, "notes", values, path, "text", label="讲稿", help=words, required=True, cites=True
    )


def _minutes(
    of: type[Part], values: Mapping[str, Any], path: tuple[str, ...], words: str = "分钟"
) -> Field:
    return part_field(of, "minutes", values, path, "line", label="这一页讲多久", help=words)


def _behind_button(field: Field) -> Field:
    return replace(field, folded=is_empty(field.value))


def _names(
    lesson: Mapping[str, Any], key: str, titles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    entries = lesson.get(key)
    for name, entry in entries.items() if isinstance(entries, Mapping) else ():
        words = entry if isinstance(entry, Mapping) else {}
        text = next((str(words[k]) for k in ("caption", "title", "text") if words.get(k)), "")
        text = " ".join((text or titles.get(name, "")).split())
        # A picture is known by what stands below it; the name of its entry may be a code.
        yield name, text if key == "pictures" and text else f"{name}　{text[:20]}" if text else name


def _is_divided(lesson: Mapping[str, Any]) -> bool:
    minutes = str(lesson.get("minutes") or "")
    is_micro = minutes.isdecimal() and int(minutes) <= model.MICRO
    return not is_micro and len(_list(lesson, ("parts",))) > 1


def _list(value: Any, path: tuple[str | int, ...]) -> Sequence[Any]:
    items = value_at(value, path)
    return items if isinstance(items, list) else ()


def _title(value: Any) -> str:
    title = value.get("title") if isinstance(value, Mapping) else None
    return str(title) if title else "（还没有标题）"
