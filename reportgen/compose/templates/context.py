"""What a template sees of a branch's year: plain views and the functions that fetch facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup, escape

from reportgen.compose.templates.exhibits import chart_node, drawn, picture_node, table_node
from reportgen.content import derived, trends
from reportgen.content.branch_year import BranchYear
from reportgen.content.log.events import kind_name, of_kind, place_of
from reportgen.content.model import (
    BranchType,
    Figure,
    Honour,
    Point,
    Project,
    Work,
)
from reportgen.content.quantities import Quantity
from reportgen.document.nodes import Text
from reportgen.spans import Located

#: Renders a sentence with slots; given by the composer.
Sentence = Callable[[str], Markup]


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A figure with its key."""

    key: str
    value: Quantity
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class TypeYear:
    """A branch type together with what the branch did under it in the year."""

    id: str
    name: str
    role: str
    power: str
    section: str
    purpose: str
    slides: tuple[str, ...]
    lead: str
    works: tuple[Any, ...]
    measures: tuple[Any, ...]
    figures: tuple[NamedFigure, ...]
    missing: tuple[str, ...]
    honours: tuple[Honour, ...]
    number: int
    figures_told: bool


@dataclass(frozen=True, slots=True)
class RenderedMeasure:
    """A type's own sentence with its slots filled."""

    title: str
    text: Markup
    points: tuple[Point, ...]


@dataclass(eq=False, slots=True)
class Handles:
    """Objects handed to the parser by number: tables, charts and pictures never become text."""

    items: list[Any] = field(default_factory=list)

    def give(self, tag: str, item: Any) -> Markup:
        """Return an element that refers to `item`."""
        self.items.append(item)
        return Markup(f'<{tag} ref="{len(self.items) - 1}"/>')  # noqa: S704 - a number and a literal


#: Renders a sentence with slots, given the names it may use.
SentenceOf = Callable[[str, dict[str, Any]], Markup]
Context = tuple[dict[str, Any], Handles]


def branch_context(entry: BranchYear, sentence: SentenceOf) -> Context:
    """Return the names for a branch's year."""
    handles = Handles()
    record, branch = entry.record, entry.branch
    log = derived.placed(derived.summarise(record.events), record.events)
    members = branch.members.total.value if branch.members and branch.members.total else None

    def figure(key: str) -> Any:
        if key in record.figures:
            return record.figures[key].value.text
        return Markup(f"<pending>{escape(_indicator_name(entry.types, key))}</pending>")  # noqa: S704 - escaped

    def has(key: str) -> bool:
        return bool(record.events) if key == "events" else key in record.figures

    def attendance(kind: str = "") -> Any:
        rate = derived.attendance(record.events, kind)
        if rate is None:
            return Markup("<pending>到会率</pending>")
        return _from_log(f"{rate.normalize():f}%", kind)

    def hours() -> Any:
        value = derived.hours_per_member(record.events, members) if members else None
        if value is None:
            return Markup("<pending>人均学时</pending>")
        return _from_log(f"{value.normalize():f}", "")

    def participants(kind: str = "") -> Any:
        number = derived.participants(record.events, kind)
        return (
            Markup("<pending>参加人次</pending>")
            if number is None
            else _from_log(str(number), kind)
        )

    def _from_log(text: str, kind: str) -> str:
        span = place_of(of_kind(record.events, kind)[0])
        return Located.at(text, span) if span else text

    def months(kind: str = "") -> dict[int, int]:
        if not kind:
            return log.by_month
        name = kind_name(kind)
        return {m: n for (k, m), n in log.by_kind_and_month.items() if k == name}

    def growth(key: str) -> str:
        return next((t.phrase for t in trends_told if t.key == key), "")

    def chart(key: str, caption: bool = False) -> Markup:
        node = chart_node(record.charts[key])
        title = (Text(node.title, at=node.at),) if caption else ()
        return handles.give("chart", replace(node, caption=title))

    def chart_of(title: str, unit: str, data: dict[str, Any], kind: str = "column") -> Markup:
        return handles.give("chart", drawn(title, unit, data, kind))

    def picture(key: str) -> Markup:
        return handles.give("picture", picture_node(record.pictures[key], entry.folder))

    def table(key: str) -> Markup:
        return handles.give("table", table_node(record.tables[key]))

    trends_told = trends.comparison(record, entry.previous)
    context: dict[str, Any] = {
        "branch": branch,
        "record": record,
        "year": record.year,
        "previous": entry.previous,
        "log": log,
        "figures": tuple(named(k, f) for k, f in record.figures.items()),
        "key_figures": tuple(named(k, f) for k, f in record.figures.items() if f.key),
        "figure": figure,
        "has": has,
        "count": log.count,
        "attendance": attendance,
        "hours_per_member": hours,
        "participants": participants,
        "count_by_month": months,
        "comparison": trends_told,
        "growth": growth,
        "changes": {t.label: t.rate for t in trends_told if t.rate is not None},
        "followups": record.followups,
        "chart": chart,
        "chart_of": chart_of,
        "picture": picture,
        "table": table,
        "fig": lambda key: named(key, record.figures[key]),
        "events": record.events,
        "last_event": lambda kind: next(iter(of_kind(record.events, kind)[-1:]), None),
        "honours_told": any(
            work.honours
            for kind in branch.types
            if kind in record.sections
            for work in record.sections[kind].works
        ),
        "highlights": derived.highlights(record.events),
        "projects": lambda kind="", status="": _projects(record.projects, kind, status),
        "known_items": derived.known_items,
        "type_name": lambda key: next((k.name for k in entry.types if k.id == key), key),
        "table_title": lambda key: record.tables[key].title,
    }
    context["types"] = tuple(
        _type_year(kind, entry, number, lambda text: sentence(text, context))
        for number, kind in enumerate(entry.types, 1)
    )
    return context, handles


def named(key: str, figure: Figure) -> NamedFigure:
    """Return a figure with its key."""
    return NamedFigure(key, figure.value, figure.label, figure.note)


def _indicator_name(types: Iterable[BranchType], key: str) -> str:
    for kind in types:
        for indicator in kind.indicators:
            if indicator.figure == key:
                return indicator.name
    return key


def _type_year(kind: BranchType, entry: BranchYear, number: int, sentence: Sentence) -> TypeYear:
    record = entry.record
    section = record.sections.get(kind.id)
    works: tuple[Work, ...] = section.works if section else ()
    present = {*record.figures, *(("events",) if record.events else ())}
    measures = tuple(
        RenderedMeasure(
            measure.title,
            sentence(measure.text),
            tuple(_rendered_point(point, sentence) for point in measure.points),
        )
        for measure in kind.measures
        if present.issuperset(measure.needs)
    )
    return TypeYear(
        kind.id, kind.name, kind.role, kind.power, kind.section, kind.purpose, kind.slides,
        section.lead if section else "",
        works,
        measures,
        tuple(named(k, f) for k, f in derived.figures_of(record, kind.id).items()),
        tuple(i.name for i in kind.indicators if i.required and i.figure not in record.figures),
        tuple(h for h in record.honours if h.type == kind.id),
        number,
        any(work.figures for work in works),
    )  # fmt: skip


def _rendered_point(point: Point, sentence: Sentence) -> Any:
    # A point's parts may carry slots too; the rendered texts are markup, not content strings.
    return Point.model_construct(name=sentence(point.name), text=sentence(point.text))


def _projects(projects: Iterable[Project], kind: str, status: str) -> tuple[Project, ...]:
    return tuple(
        p for p in projects if (not kind or p.kind == kind) and (not status or p.status == status)
    )
