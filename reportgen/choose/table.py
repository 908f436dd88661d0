"""The table of layouts: which contents of a slide ask for which layout, and what stands where in it.

A row fits a topic if it has a place for every group of the topic and for all that the topic says once;
so nothing that an author wrote can be lost by the choice of a layout. Rows stand in the order in which
they are tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from reportgen.document.nodes import Prose, Topic

#: how a group stands in a layout: each element in numbered slots of its own (`name-1`, `name-2` …),
#: all as paragraphs of one slot, in two columns of paragraphs, or a single element in single slots
Manner = Literal["items", "paragraphs", "columns", "single"]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one group: from `least` to `most` elements, each with all of `parts`.

    `more` are parts that an element may have besides; `left_out` are parts of it that the layout does not
    show because another part says the same; a place without `parts` takes any. `slots` are the slots of the parts that have
    other names there; "" is the slot of paragraphs and columns.
    """

    group: str
    least: int
    most: int
    parts: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    slots: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = "items"
    omissions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table.

    `layout` is a family of layouts. `slots` are the slots for what the topic says once: the name in the
    topic → the name in the layout; title and kicker need no entry. The topic must have those of
    `needed` and all `traits`. `reason` says in Chinese why this content asks for this layout.
    `turns` names the rows that take turns with one another, "" for none; `airy` marks those whose
    emptiness is their design. `covers` are groups and slots that say the same in another form and
    have no place here. `fewest` says how many characters the text of a slot has at least: fewer
    do not deserve the place.
    """

    layout: str
    reason: str
    places: tuple[Place, ...] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    traits: frozenset[str] = frozenset()
    turns: str = ""
    covers: frozenset[str] = frozenset()
    airy: bool = False
    fewest: Mapping[str, int] = field(default_factory=dict)

    @property
    def look(self) -> str:
        """What its slides look like: a layout and the one with names beside its texts look alike."""
        return self.layout.removesuffix("-named").removesuffix("-figure")


def _items(
    group: str, least: int, most: int, parts: str, more: str = "", omissions: str = "", **slots: str
) -> Place:
    needs, possible = frozenset(parts.split()), frozenset(more.split())
    return Place(group, least, most, needs, possible, slots, omissions=frozenset(omissions.split()))


def _one(group: str, parts: str, more: str = "", omissions: str = "", **slots: str) -> Place:
    return replace(_items(group, 1, 1, parts, more, omissions, **slots), manner="single")


def _list(least: int, most: int, slot: str = "body") -> Place:
    """Return the place of points that are the paragraphs of one slot."""
    return Place("point", least, most, _TEXT, _NAME, {"": slot}, "paragraphs")


def _paragraphs(group: str, least: int = 0, most: int = 999, slot: str = "body") -> Place:
    """Return the place of elements as paragraphs, each with all of its parts, nothing twice."""
    omissions = _SAID_ELSEWHERE.get(group, frozenset())
    return Place(group, least, most, slots={"": slot}, manner="paragraphs", omissions=omissions)


#: parts of a group that another part of it says too
_SAID_ELSEWHERE = {
    "problem": frozenset(["owner", "due"]),
    "person": frozenset(["picture", "initial"]),
}


_NOTHING: Mapping[str, str] = {}


def _statements(
    reason: str,
    *places: Place,
    slots: Mapping[str, str] = _NOTHING,
    needed: tuple[str, ...] = (),
    covers: frozenset[str] = frozenset(),
) -> tuple[Row, Row]:
    """Return the rows of few words: as a statement, and beside their title, which take turns.

    The words stand in the slot `statement`, what supports them in `support`.
    """
    beside = tuple(replace(place, slots=_beside_title(place.slots)) for place in places)
    return (
        Row("statement", reason, places, slots, needed, covers=covers, airy=True),
        Row(
            "statement-side", reason, beside, _beside_title(slots), needed, covers=covers, airy=True
        ),
    )


def _beside_title(slots: Mapping[str, str]) -> dict[str, str]:
    return {name: "body" if slot == "statement" else slot for name, slot in slots.items()}


#: the most elements of a group that goes on over several slides
_ANY = 99
_NAME, _TEXT = frozenset({"name"}), frozenset({"text"})
_SHORT_POINTS, _NAMED_POINTS = "text", "name text"
_FIGURE = ("figure", "label note")
_PICTURE = ("picture", "title caption")
_LEAD = {"lead": "lead", "brief": "lead-note"}
_ORDER, _RING, _RANKS, _PAIR = map(frozenset, (["order"], ["ring"], ["ranks"], ["pair"]))
_TAKE_AWAY = frozenset(["take-away"])
#: the heads of the columns of problems
_HEADS = frozenset({"head-problem", "head-measure", "head-owner", "head-due"})
_LEAD_AND_POINTS = "一句总的话和几条要点"
#: a panel beside a chart is for more than a clause
_PANEL: Mapping[str, int] = {"takeaway": 24}
_COMMITTEE = (_one("chief", "name role"), _items("officer", 2, 6, "name role"))


def _with_lead(layout: str, place: Place) -> Row:
    """Return the row of a lead and its points in one of the layouts that take turns."""
    slots = _LEAD if layout.startswith(("bullets", "points-right")) else {"lead": "lead"}
    return Row(layout, _LEAD_AND_POINTS, (place,), slots, ("lead",), turns="lead")


#: the groups that have the figures of two years, each in the form of one layout
_YEARS = frozenset(
    ["years", "year-table", "change", "range", "rate", "slope", "head-last", "head-this"]
)
_RATES, _ONE_SCALE, _GROWTHS = map(frozenset, (["rates"], ["one-scale"], ["growths"]))

#: what says the same of a plan: its tasks, their timetable, the words that head them
_PLAN = frozenset(["task", "schedule", "year", "lead", "motto"])

_CHAPTER = {name: name for name in ("numeral", "role", "type", "power", "section-title")}
_PLAIN_CHAPTER = {
    "numeral": "numeral",
    "role": "role",
    "type": "role",
    "section-title": "section-title",
}


def _chapter(content: str, *places: Place, **slots: str) -> tuple[Row, Row]:
    """Return the rows that put a chapter's name and its first content on one slide.

    The first is for a chapter of a branch type, which has a type and a power; the second for others.
    """
    layout, reason = f"section-{content}", "章首和第一页内容合成一页"
    needed = ("numeral", *slots)
    typed, plain = {**_CHAPTER, **slots}, {**_PLAIN_CHAPTER, **slots}
    return (
        Row(layout, reason, places, typed, (*needed, "type", "power")),
        Row(f"{layout}-plain", reason, places, plain, needed),
    )


ROWS: tuple[Row, ...] = (
    # the number and name of a chapter beside its first content
    *_chapter("named", _items("point", 2, 4, _NAMED_POINTS)),
    *_chapter("points", _items("point", 2, 4, _SHORT_POINTS)),
    *_chapter("bullets", _list(2, 4)),
    *_chapter("figures-bullets", _items("figure", 1, 1, *_FIGURE), _list(2, 4)),
    *_chapter("figures-two-texts", _items("figure", 1, 3, *_FIGURE), _items("point", 2, 2, _SHORT_POINTS)),
    *_chapter("figures-two-points", _items("figure", 1, 3, *_FIGURE), _items("point", 2, 2, _NAMED_POINTS)),
    *_chapter("figures-three-texts", _items("figure", 1, 3, *_FIGURE), _items("point", 3, 3, _SHORT_POINTS)),
    *_chapter("figures-three-points", _items("figure", 1, 3, *_FIGURE), _items("point", 3, 3, _NAMED_POINTS)),
    *_chapter("figures-list", _items("figure", 2, 4, *_FIGURE)),
    *_chapter("figures", _items("figure", 2, 3, *_FIGURE)),
    *_chapter("figures-bullets", _items("figure", 1, 3, *_FIGURE), _list(2, 4)),
    *_chapter("text", text="body"),
    # problems, plans, honours
    Row("problems-measures", "问题对着措施", (_items("problem", 1, _ANY, "problem measure"),),
        {"head-problem": "head-problem", "head-measure": "head-measure"}),
    Row("problems-owner", "问题、措施、责任人和时限", (_items("problem", 1, _ANY, "problem", "measure owner due answer", omissions="answer"),),
        {name: name for name in ("head-problem", "head-measure", "head-owner", "head-due")}, ("head-problem",)),
    *_statements("一个问题", _one("problem", "problem", problem="statement")),
    Row("problems", "几个问题", (_items("problem", 1, _ANY, "problem"),)),
    *_statements("一个问题和它的措施", _one("problem", "problem", "measure owner due answer", omissions="owner due",
        problem="statement", measure="support", answer="support"), covers=_HEADS),
    Row("points-large-named", "几个问题和措施，话不多", (_items("problem", 2, 4, "problem", "measure owner due answer", omissions="owner due",
        problem="name", measure="text", answer="text"),), covers=_HEADS),
    *_statements("两三个问题，话不多", _paragraphs("problem", 2, 3, "statement"), covers=_HEADS),
    Row("requests", "对下级的要求", (_items("task", 1, _ANY, "task", "type owner due", omissions="type"),),
        {name: name for name in ("head-measure", "head-owner", "head-due")}, ("head-measure",)),
    Row("plan-gantt", "来年的任务有月份",
        (_one("schedule", "table", "key-1"),), covers=_PLAN),
    Row("plan", "来年的任务", (_items("task", 1, _ANY, "task", "type due"),), {"year": "year", "lead": "lead"}, ("lead",), covers=_PLAN),
    Row("plan-owner", "来年的任务和责任人", (_items("task", 1, _ANY, "task", "type owner due"),), {"year": "year", "lead": "lead"}, ("lead",), covers=_PLAN),
    Row("plan-list", "来年的任务，没有口号", (_items("task", 1, _ANY, "task", "type owner due"),), covers=_PLAN, airy=True),
    Row("honours-list", "荣誉按级别列表", (_one("honour-list", "table", "note"),), covers=frozenset(["honour"])),
    Row("honour-reasons", "一项荣誉和它的事由", (_one("honour", "honour", "level caption"), _list(1, 5))),
    Row("honours-wall", "几项荣誉", (_items("honour", 1, _ANY, "honour level"),)),
    Row("honours-plain", "几项荣誉，没有写级别", (_items("honour", 1, _ANY, "honour"),)),
    Row("honours-wall", "几项荣誉", (_items("honour", 1, _ANY, "honour", "level"),)),
    # two years beside each other: one view of the same figures
    Row("year-slope", "两年的几个百分比", (_items("rate", 1, 4, "name figure", "note"), _one("slope", "chart", "chart-title")),
        traits=_RATES, covers=_YEARS | {"takeaway"}),
    Row("year-dumbbell", "两年的几项数字，可以画在一根轴上",
        (_items("change", 3, 6, "label gap", "last this", omissions="last this"), _one("range", "chart", "gap-head")),
        {"takeaway": "takeaway", "head-last": "head-last", "head-this": "head-this"}, ("takeaway",), _ONE_SCALE, covers=_YEARS),
    Row("year-compare-short", "两年的几项数字，从大到小",
        (_one("years", "table chart", "change-head"),), {"takeaway": "takeaway"}, ("takeaway",), _GROWTHS, covers=_YEARS),
    Row("year-compare", "两年的数字，从大到小",
        (_one("years", "table chart", "change-head"),), {"takeaway": "note"}, traits=_GROWTHS, covers=_YEARS),
    Row("year-compare-short", "各单位的一项数字，从大到小", (_one("bars", "table chart change-head", "note"),), {"takeaway": "takeaway"}, ("takeaway",)),
    Row("year-compare", "各单位的一项数字，从大到小", (_one("bars", "table chart change-head"),), {"takeaway": "note"}),
    Row("comparison", "两年的几项数字，各有单位", (_items("change", 1, 4, "label last this", "gap"),),
        {"head-last": "head-last", "head-this": "head-this"}, covers=_YEARS | {"takeaway"}),
    Row("table", "两年的数字，没有几项可以算增减幅度", (_one("year-table", "table"),),
        covers=_YEARS | {"takeaway"}),
    Row("timeline", "一年的事按时间排", (_items("event", 2, _ANY, "month event"),)),
    *_statements("一项荣誉", _one("honour", "honour", "level caption", honour="statement", level="support", caption="support")),
    *_statements("一项荣誉和它的事由", _one("honour", "honour", "level caption", honour="statement", level="support", caption="support"), _list(1, 1, "support")),
    *_statements("两三项荣誉，话不多", _paragraphs("honour", 2, 3, "statement")),
    # meetings by month, branches against what is required
    Row("heatmap-month", "各类活动有月份", (_one("months", "table", "key-1 key-2 key-3 note"),), covers=frozenset(["chart", "takeaway"])),
    Row("target-actual", "各项实际和目标", (_one("targets", "table chart", "change-head"),), {"takeaway": "takeaway"}),
    Row("rollup-heat", "各支部和各项要求", (_one("branches", "table", "note"),)),
    # people, words, questions
    Row("org-chart-teams", "支部委员会和各党小组", (*_COMMITTEE, _one("teams", "table")), {"note": "note"}, covers=frozenset(["strength"])),
    Row("org-chart-figure", "支部委员会和党员数", (*_COMMITTEE, _one("strength", "figure label note")), covers=frozenset(["note"])),
    Row("org-chart", "支部委员会", _COMMITTEE, {"note": "note"}, covers=frozenset(["strength"])),
    Row("person", "一个人和他的话",
        (_one("person", "picture name role quote", "attribution initial", omissions="initial", quote="saying"), _list(1, 4))),
    Row("person-plain", "一个人和他的话，没有照片",
        (_one("person", "initial name role quote", "attribution", quote="saying"), _list(1, 4))),
    Row("person-deeds", "一个人和他做的事", (_one("person", "picture name role", "initial", omissions="initial"), _list(1, 4))),
    Row("person-deeds-plain", "一个人和他做的事，没有照片", (_one("person", "initial name role"), _list(1, 4))),
    Row("people", "几个人", (_items("person", 2, _ANY, "picture name role", "text initial", omissions="initial"),)),
    Row("people-plain", "几个人，没有照片", (_items("person", 2, _ANY, "initial name role", "text"),)),
    *_statements("一个人的话", _one("person", "name role quote", "picture initial attribution", omissions="picture initial",
        quote="statement", name="support", role="support", attribution="support")),
    *_statements("一个人", _one("person", "name role", "picture initial", omissions="picture initial", name="statement", role="support")),
    Row("quote-source", "引语，出处有两行", (_one("quotation", "quote attribution post", "signature", omissions="signature"),), airy=True),
    Row("quote", "引语",
        (_one("quotation", "quote signature", "attribution post", omissions="attribution post", signature="attribution"),), airy=True),
    Row("discussion", "讨论题", (_items("question", 1, 4, "question", "num"),), {"minutes": "figure", "lead": "lead-note"}),
    *_statements("一道讨论题，话不多", _one("question", "question", "num", omissions="num", question="statement"), slots={"minutes": "support", "lead": "support"}),
    Row("qr", "二维码和几句话", (_items("point", 1, 3, _SHORT_POINTS), _one("code", "picture", "caption", picture="emblem"))),
    # brands and methods
    Row("matrix", "有品牌和它的分项", (_items("brand", 2, 5, "name", "label"),),
        {"lead-label": "lead-label", "lead": "lead"}),
    *_statements("一个品牌", _one("brand", "name", "label", name="statement", label="support"),
        slots={"lead-label": "support", "lead": "support"}),
    *(Row(f"steps-{name}-figures", "各步有先后，和几项数字",
          (_items("step", 3, 6, "name", "text"), _items("figure", count, count, *_FIGURE)))
      for name, count in (("two", 2), ("three", 3))),
    Row("ring", "各步首尾相接", (_items("step", 4, 6, "name", "text"),), {"lead": "lead"}, traits=_RING),
    Row("pyramid", "各层有高低", (_items("step", 3, 4, "name", "text"),), traits=_RANKS),
    Row("steps", "各步有先后", (_items("step", 3, 8, "name", "text"),), traits=_ORDER),
    Row("steps", "工作法分步", (_items("step", 3, 8, "name", "text"),)),
    Row("cards", "工作法的几条", (_items("step", 2, 6, "name", "text"),)),
    # charts and tables
    Row("chart-takeaway", "一张图、一项数字和一句话",
        (_one("chart", "chart", "chart-title"), _one("figure", "figure", "label", figure="takeaway-figure", label="takeaway-label")),
        {"takeaway": "takeaway"}, needed=("takeaway",)),
    Row("chart-note", "一张图和一句结论", (_one("chart", "chart", "chart-title caption"),),
        {"takeaway": "takeaway"}, ("takeaway",), covers=frozenset(["months"]), fewest=_PANEL),
    Row("chart-note", "一张图和几句话", (_one("chart", "chart", "chart-title caption", caption="takeaway"), _list(1, 3, "takeaway")),
        {"takeaway": "takeaway"}),
    Row("chart-note", "一张图和一句结论", (_one("chart", "chart", "chart-title caption", caption="takeaway"),),
        {"takeaway": "takeaway"}, ("takeaway",), covers=frozenset(["months"]), fewest=_PANEL),
    Row("chart", "一张图", (_one("chart", "chart", "chart-title caption"),), {"takeaway": "caption"}, covers=frozenset(["months"])),
    Row("chart-pair", "两张图", (_items("chart", 2, 2, "chart", "chart-title caption"),)),
    Row("table-figures", "一张表和几项数字",
        (_one("table", "table", "table-title table-unit caption"), _items("figure", 1, 3, *_FIGURE))),
    Row("table", "一张表", (_one("table", "table", "table-title table-unit caption"),), covers=frozenset(["takeaway"])),
    # pictures
    Row("bullets-picture-figures", "一张照片、几条要点和一两项数字",
        (_list(2, 4), _one("picture", *_PICTURE), _items("figure", 1, 2, *_FIGURE))),
    Row("figures-picture-lead", "一张照片、一句话和几项数字", (_one("picture", *_PICTURE), _items("figure", 2, 4, *_FIGURE)), {"lead": "lead"}, ("lead",)),
    Row("figures-picture", "一张照片和几项数字", (_one("picture", *_PICTURE), _items("figure", 2, 6, *_FIGURE))),
    Row("bullets-picture", "一张照片和几条要点", (_one("picture", *_PICTURE), _list(1, 6))),
    Row("bullets-picture-left", "一张照片和几条要点", (_one("picture", *_PICTURE), _list(1, 6))),
    Row("photo-full", "一张照片", (_one("picture", *_PICTURE),)),
    Row("before-after", "前后对照的两张照片", (_items("picture", 2, 2, *_PICTURE),), traits=_PAIR),
    Row("pictures", "几张照片", (_items("picture", 1, 4, *_PICTURE),), {"lead": "lead", "brief": "body"}),
    Row("collage", "五六张照片", (_items("picture", 5, 6, *_PICTURE),)),
    # figures
    Row("figures-flow", "三项数字有先后", (_items("figure", 3, 3, *_FIGURE),), {"takeaway": "takeaway", "lead": "takeaway"}, traits=_ORDER),
    Row("figures-flow", "三项数字有先后", (_items("figure", 3, 3, *_FIGURE), _list(1, 1, "takeaway")), traits=_ORDER),
    Row("figures-two-points", "几项数字和几条要点", (_items("figure", 2, 4, *_FIGURE), _items("point", 2, 2, _NAMED_POINTS))),
    Row("figures-three-points", "几项数字和几条要点", (_items("figure", 2, 4, *_FIGURE), _items("point", 3, 3, _NAMED_POINTS))),
    Row("figures-two-texts", "几项数字和两句话", (_items("figure", 2, 4, *_FIGURE), _items("point", 2, 2, _SHORT_POINTS))),
    Row("figures-three-texts", "几项数字和三句话", (_items("figure", 2, 4, *_FIGURE), _items("point", 3, 3, _SHORT_POINTS))),
    *(Row(f"figures-panel-{name}", "题眼、几项数字和几条要点",
          (_items("figure", 1, 3, *_FIGURE), _items("point", count, count, parts)), {"lead": "lead"}, ("lead",))
      for name, count, parts in (("two-points", 2, _NAMED_POINTS), ("three-points", 3, _NAMED_POINTS),
                                 ("two-texts", 2, _SHORT_POINTS), ("three-texts", 3, _SHORT_POINTS))),
    Row("figures-side", "题眼、一两项数字和几条要点",
        (_items("point", 2, 4, _SHORT_POINTS), _items("figure", 1, 2, *_FIGURE)), {"lead": "lead"}, ("lead",)),
    Row("figures-side-named", "题眼、一两项数字和几条要点",
        (_items("point", 2, 4, _NAMED_POINTS), _items("figure", 1, 2, *_FIGURE)), {"lead": "lead"}, ("lead",)),
    Row("facts-lead", "两项数字和一句话", (_items("figure", 2, 2, *_FIGURE),), {"lead": "takeaway"}, ("lead",)),
    Row("facts-lead", "两项数字和一句话", (_items("figure", 2, 2, *_FIGURE),), {"takeaway": "takeaway"}, ("takeaway",)),
    Row("facts-lead", "两项数字和一句话", (_items("figure", 2, 2, *_FIGURE), _list(1, 1, "takeaway"))),
    Row("figures-lead", "几项数字和一句话", (_items("figure", 3, 5, *_FIGURE),), {"lead": "takeaway"}, ("lead",)),
    Row("figures-lead", "几项数字和一句话", (_items("figure", 3, 5, *_FIGURE),), {"takeaway": "takeaway"}, ("takeaway",)),
    Row("figures-lead", "几项数字和一句话", (_items("figure", 3, 5, *_FIGURE), _list(1, 1, "takeaway"))),
    Row("figures-lead", "几项数字、题眼和一句话", (_items("figure", 3, 5, *_FIGURE), _list(1, 1, "takeaway")), {"lead": "takeaway"}, ("lead",)),
    Row("facts", "两项数字", (_items("figure", 2, 2, *_FIGURE),), covers=frozenset(["takeaway"])),
    Row("figure-sentence", "一项数字和一句话",
        (_one("figure", "figure", "label note", figure="takeaway-figure", label="takeaway-label", note="lead-note"), _list(1, 1, "takeaway"))),
    Row("figure-sentence", "一项数字和一句话",
        (_one("figure", "figure", "label note", figure="takeaway-figure", label="takeaway-label", note="lead-note"),), {"lead": "takeaway"}, ("lead",)),
    Row("figure-trend", "一项数字和它的走势",
        (_one("figure", "figure", "label note", figure="takeaway-figure", label="takeaway-label", note="lead-note"),
         _one("chart", "chart", "chart-title caption", caption="takeaway"))),
    Row("points-right-figure", "一项数字和几条要点",
        (_one("figure", "figure label", "note", note="label"), _items("point", 2, 4, _SHORT_POINTS)), turns="figure"),
    Row("points-right-figure-named", "一项数字和几条要点",
        (_one("figure", "figure label", "note", note="label"), _items("point", 2, 4, _NAMED_POINTS)), turns="figure"),
    Row("bullets-figure", "一项数字和几条要点", (_one("figure", "figure label", "note", note="label"), _list(2, 6)), turns="figure"),
    *(Row(f"figures-{name}", "一项数字和几条要点", (_items("figure", 1, 1, *_FIGURE), _items("point", count, count, parts)), turns="figure")
      for name, count, parts in (("two-points", 2, _NAMED_POINTS), ("three-points", 3, _NAMED_POINTS),
                                 ("two-texts", 2, _SHORT_POINTS), ("three-texts", 3, _SHORT_POINTS))),
    Row("key-figures", "几项数字", (_items("figure", 2, _ANY, *_FIGURE),), covers=frozenset(["takeaway"])),
    Row("key-figures", "一项数字", (_items("figure", 1, 1, *_FIGURE),), covers=frozenset(["takeaway"])),
    Row("figures-list", "几项数字，一行一项", (_items("figure", 2, 6, *_FIGURE),)),
    Row("take-away", "要记住的一句话和几条", (_items("point", 2, 4, _SHORT_POINTS),), {"lead": "lead"}, ("lead",), traits=_TAKE_AWAY),
    Row("take-away-named", "要记住的一句话和几条", (_items("point", 2, 4, _NAMED_POINTS),), {"lead": "lead"}, ("lead",), traits=_TAKE_AWAY),
    # a lead and its points: these take turns
    _with_lead("bullets", _list(2, 6)),
    _with_lead("points-top", _items("point", 3, 6, _SHORT_POINTS)),
    _with_lead("points-top-named", _items("point", 3, 6, _NAMED_POINTS)),
    _with_lead("points-right", _items("point", 2, 4, _SHORT_POINTS)),
    _with_lead("points-right-named", _items("point", 2, 4, _NAMED_POINTS)),
    _with_lead("points-band", _items("point", 3, 4, _SHORT_POINTS)),
    _with_lead("points-band-named", _items("point", 3, 4, _NAMED_POINTS)),
    _with_lead("points-grid", _items("point", 3, 5, _SHORT_POINTS)),
    _with_lead("points-grid-named", _items("point", 3, 5, _NAMED_POINTS)),
    _with_lead("points-gather", _items("point", 3, 5, _SHORT_POINTS)),
    _with_lead("points-gather-named", _items("point", 3, 5, _NAMED_POINTS)),
    Row("bullets-right", _LEAD_AND_POINTS, (_list(2, 6),), _LEAD, ("lead",)),
    Row("strip", "一句总的话和三个短语", (_items("point", 3, 3, "text", text="name"),), {"lead": "lead"}, ("lead",)),
    *_statements("一句总的话和几句短话", _list(2, 6, "support"), slots={"lead": "statement"}, needed=("lead",)),
    *_statements("一句总的话、它的说明和几句短话", _list(2, 6, "support"), slots={"lead": "statement", "brief": "support"}, needed=("lead", "brief")),
    # points alone
    *_statements("一句话", _list(1, 1, "statement")),
    *_statements("一句话", slots={"lead": "statement", "brief": "support"}, needed=("lead",)),
    Row("facts-text", "两件事", (_items("point", 2, 2, _NAMED_POINTS),)),
    Row("strip", "三个短语", (_items("point", 3, 3, "name", "text"),), {"lead": "lead"}),
    Row("cards-compact", "三件事", (_items("point", 3, 3, _NAMED_POINTS),), {"lead": "lead"}),
    Row("cards", "几件事", (_items("point", 4, 6, _NAMED_POINTS),)),
    Row("points-large", "几句短话", (_items("point", 2, 4, _SHORT_POINTS),)),
    Row("points-large-named", "两件事，话不多", (_items("point", 2, 2, _NAMED_POINTS),)),
    Row("bullets-plain", "几条要点", (_list(2, 6),)),
    Row("two-columns", "几条要点分两栏", (Place("point", 4, 12, _TEXT, _NAME, {"": "body"}, "columns"),),
        {"head-1": "head-1", "head-2": "head-2"}),
    Row("cards", "几件事", (_items("point", 2, 6, _NAMED_POINTS),)),
    Row("points-large-named", "几件事，话不多", (_items("point", 2, 4, _NAMED_POINTS),)),
    Row("points-large", "几个步骤，只有名称", (_items("step", 2, 4, "name", name="text"),)),
    Row("points-large-named", "几个步骤，话不多", (_items("step", 2, 4, "name text"),)),
    Row("points-large-named", "几件事按时间排", (_items("event", 2, 4, "month event", month="name", event="text"),)),
    Row("bullets-plain", "工作法的几条", (_paragraphs("step", 2, 8),)),
    *_statements("两三件事，话不多", _paragraphs("event", 2, 3, "statement")),
    *_statements("一项数字", _one("figure", "figure label", "note", figure="statement", label="support", note="support"), covers=frozenset(["takeaway"])),
    *_statements("几个步骤，话不多", _paragraphs("step", 1, 4, "statement")),
    *_statements("一项任务", _one("task", "task", "type owner due", task="statement", type="support", owner="support", due="support"),
        covers=_HEADS | {"year", "lead"}),
    Row("duo", "两项短的合成一页", (_items("column", 2, 2, "body", "head"),)),
    Row("text", "成段的文字", (), {"text": "body"}, ("text",)),
    *_statements("一段短话", slots={"text": "statement"}, needed=("text",)),
    *_statements("两三句短话", _list(2, 3, "statement")),
)  # fmt: skip

#: a title alone
TITLE = Row("statement", "只有标题", airy=True)


#: the groups of which a lead says the gist; beside others it is a remark
_GROUPS_WITH_LEAD = frozenset({"point", "step", "figure", "brand"})
#: what a topic says once and only heads what stands below it
_ONLY_HEADS = _HEADS | {"head-last", "head-this", "year"}


def few_words(topic: Topic, row: Row) -> tuple[Row, ...]:
    """Return the rows that show in large type what `row` shows, for words that leave it hollow.

    There are none for a row with a picture, a chart or a table.
    """
    groups = [place.group for place in row.places if place.group in topic.groups]
    values = [v for name in groups for part in topic.groups[name] for v in part.values()]
    if row.airy or not groups or not all(isinstance(value, Prose) for value in values):
        return ()
    once = [name for name in row.slots if name in topic.slots and name not in _ONLY_HEADS]
    gist = "lead" if "lead" in once and _GROUPS_WITH_LEAD.issuperset(groups) else groups[0]
    slot = {name: "statement" if name == gist else "support" for name in (*once, *groups)}
    return _statements(
        "话太少，放在别的版式里都太空",
        *(_paragraphs(name, slot=slot[name]) for name in groups),
        slots={name: slot[name] for name in once},
        covers=row.covers | _ONLY_HEADS,
    )


def running_text(topic: Topic) -> Row:
    """Return the row of what no row of the table holds: all of it as paragraphs, pictures behind them."""
    omissions = {name: "body" for name in topic.slots if name not in ("kicker", "title", "text")}
    groups = tuple(_paragraphs(group) for group in topic.groups)
    return Row("text", "没有版式能放下", groups, omissions)
