"""What a deck shows twice: figures of the chart beside them, points that only say a figure, a lead that the title says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from reportgen.choose.division import aside, line_of
from reportgen.document.nodes import (
    Chart,
    Number,
    Prose,
    Slide,
    SlotValue,
    Table,
    Text,
    Topic,
    number_text,
)
from reportgen.document.speech import joined_notes
from reportgen.document.walk import plain_text

#: a slide of figures keeps at least so many
_FEWEST = 2
#: and one with points besides has at most so many
_FEW = 3
#: a lead of fewer characters has them in many a point; of a longer one a point has this share
_SHORTEST_SAYING, _NEARLY = 6, 0.8
#: the rest of a point stands alone from so many characters on, unless it goes on from what stands before it
_SHORTEST_REST = 8
#: what stands before the clauses of figures stands alone from so many characters on
_SHORTEST_BEFORE = 12
_GOES_ON = re.compile(
    "其中|其|并|也|还|又|再|这|它|他|她|而|但|且|使|让|分别|比|较|同比|环比|占|达|均|都|逐|为|从而|[增下]|[^，]*\\d"
)
#: a verb that follows the words of a note, as 进行 in 分三批进行, has at most so many characters
_VERB = 2
#: a clause that only says when: 4—9月, 7月12日, 上半年
_WHEN = re.compile("[0-9年月日至到—上下半旬初底末、和]+")
_TIME = re.compile("^(?:全年|本年|今年|一年来|年内)")
_CLAUSES = re.compile("[，、；：。\\s]+")


def without_said_points(topic: Topic) -> Topic:
    """Return a topic without the points that say no more than its figures: their numbers and names.

    Of points that were taken from the text, which is spoken, those go that have the number of a figure.
    """
    points = topic.groups.get("point", ())
    figures = topic.groups.get("figure", ())
    names = [_name_and_number(figure) for figure in figures]
    annotations = [clause for figure in figures for clause in _clauses_of(figure.get("note"))]
    if not points or not names:
        return topic
    spare = "point" in topic.spare
    rest = tuple(
        point
        for point in points
        if not _is_said(_words(point), names, annotations)
        and not (spare and any(number.search(_words(point)) for _, number in names))
    )
    if len(rest) == len(points):
        return topic
    groups = {n: rest if n == "point" else parts for n, parts in topic.groups.items()}
    return replace(topic, groups={n: parts for n, parts in groups.items() if parts})


def without_said_clauses(topic: Topic) -> Topic:
    """Return a topic whose points from its running text stand without the clauses around them that say its figures.

    A point stays whole where the rest is short, or goes on from what stands before it (其中, 并). A single
    figure that it says then is left out. A point goes each of whose clauses says a figure, beside others.
    """
    points, figures = topic.groups.get("point", ()), topic.groups.get("figure", ())
    value = topic.slots.get("text")
    text = "".join(map(plain_text, value.paragraphs)) if isinstance(value, Prose) else ""
    if topic.groups.keys() != {"point", "figure"} or not all(_words(p) in text for p in points):
        return topic
    numbers = [_name_and_number(figure)[1] for figure in figures]
    more = tuple(point for point in points if not _is_of_figures(_words(point), numbers))
    rests = tuple(_between_figures(point, numbers) for point in more or points)
    is_alone = len(figures) == 1 and len(points) > 1
    if is_alone and any(numbers[0].search(_words(point)) for point in rests):
        return replace(topic, groups={"point": points})
    return replace(topic, groups={**topic.groups, "point": rests})


def _is_of_figures(words: str, numbers: Sequence[re.Pattern[str]]) -> bool:
    """Return whether some words are two clauses or more and each has one of the numbers."""
    clauses = [clause for clause in words.split("，") if clause]
    return len(clauses) > 1 and all(any(n.search(clause) for n in numbers) for clause in clauses)


def _between_figures(
    point: Mapping[str, SlotValue], numbers: Sequence[re.Pattern[str]]
) -> Mapping[str, SlotValue]:
    """Return a point without those clauses at its beginning and its end that contain one of the numbers."""
    value = point.get("text")
    if point.keys() != {"text"} or not isinstance(value, Prose):
        return point
    line = value.paragraphs[0]
    if len(value.paragraphs) > 1 or len(line) != 1 or not isinstance(line[0], Text):
        return point
    clauses = line[0].text.split("，")
    if _WHEN.fullmatch(clauses[0]) and any(n.search(c) for c in clauses[1:2] for n in numbers):
        clauses.pop(0)
    while clauses and any(number.search(clauses[0]) for number in numbers):
        clauses.pop(0)
    rest = "，".join(clauses)
    while clauses and any(number.search(clauses[-1]) for number in numbers):
        clauses.pop()
    if len(before := "，".join(clauses)) >= _SHORTEST_BEFORE:
        rest = before
    if len(rest) < _SHORTEST_REST or _GOES_ON.match(rest):
        return point
    return {"text": Prose(((replace(line[0], text=rest),),), value.at)}


def without_said_figures(topic: Topic) -> Topic:
    """Return a topic without the figures that its author's points say with more words.

    A figure is said by a point with its number, or by one that has its name; what its note says is spoken.
    One figure stays on a slide of figures and points.
    """
    points = topic.groups.get("point", ())
    figures = topic.groups.get("figure", ())
    if not points or not figures or "point" in topic.spare:
        return topic
    words = [_words(point) for point in points]
    names = {_name_of(point) for point in points}
    rest = tuple(
        figure
        for figure in figures
        if not any(
            number.search(text) for _, number in [_name_and_number(figure)] for text in words
        )
        and _name_and_number(figure)[0] not in names
    )
    alone = topic.groups.keys() <= {"point", "figure"}
    if len(rest) == len(figures) or (alone and not rest):
        return topic
    groups = {n: rest if n == "figure" else parts for n, parts in topic.groups.items()}
    annotations = [figure for figure in figures if figure not in rest and "note" in figure]
    return replace(
        topic,
        groups={n: parts for n, parts in groups.items() if parts},
        notes=(*topic.notes, *(aside(line_of(figure)) for figure in annotations)),
    )


def without_said_lead(topic: Topic) -> Topic:
    """Return a topic without a lead that its title or one of its points says too.

    The characters of the lead stand in the title in the same order, or nearly all of them in one point,
    which says more.
    """
    lead, title = topic.slots.get("lead"), topic.slots.get("title")
    is_head_of_a_diagram = "lead-label" in topic.slots
    if is_head_of_a_diagram or not isinstance(lead, Prose) or not isinstance(title, Prose):
        return topic
    gist = "".join(_CLAUSES.split("".join(plain_text(p, line_break="") for p in lead.paragraphs)))
    is_in_title = bool(gist) and _is_part(gist, "".join(map(plain_text, title.paragraphs)))
    if not is_in_title and not any(
        _is_nearly_part(gist, _words(point)) for point in topic.groups.get("point", ())
    ):
        return topic
    return replace(
        topic, slots={n: v for n, v in topic.slots.items() if n not in ("lead", "brief")}
    )


def _name_of(point: Mapping[str, SlotValue]) -> str:
    name = point.get("name")
    return plain_text(name.paragraphs[0]) if isinstance(name, Prose) else ""


def _name_and_number(figure: Mapping[str, SlotValue]) -> tuple[str, re.Pattern[str]]:
    """Return the name of a figure, and the pattern of its number with the unit."""
    value, label = figure.get("figure"), figure.get("label")
    number = plain_text(value.paragraphs[0]) if isinstance(value, Prose) else ""
    name = plain_text(label.paragraphs[0]) if isinstance(label, Prose) else ""
    return name, re.compile(rf"(?<![\d.,]){re.escape(number)}(?!\d)")


def _clauses_of(value: SlotValue | None) -> list[str]:
    lines = map(plain_text, value.paragraphs) if isinstance(value, Prose) else ()
    return [clause for line in lines for clause in _CLAUSES.split(line) if clause]


def _is_said(
    words: str, figures: Sequence[tuple[str, re.Pattern[str]]], annotations: Sequence[str]
) -> bool:
    """Return whether each clause is the number of a figure and a part of its name, or what its note says."""
    clauses = [clause for clause in _CLAUSES.split(words) if clause]
    return any(number.search(words) for _, number in figures) and all(
        any(_is_part_of(name, clause, number) for name, number in figures)
        or any(_is_of_note(clause, annotation) for annotation in annotations)
        for clause in clauses
    )


def _is_of_note(clause: str, annotation: str) -> bool:
    """Return whether a clause is that of a note, with at most a verb behind it: 分三批进行."""
    return clause.startswith(annotation) and len(clause) - len(annotation) <= _VERB


def _is_part_of(name: str, clause: str, number: re.Pattern[str]) -> bool:
    """Return whether a clause is a number and a part of a name, or the name and a word of time before it."""
    rest = number.sub("", clause, count=1) if number.search(clause) else None
    return rest is not None and _is_part(_TIME.sub("", rest), name)


def _is_part(words: str, name: str) -> bool:
    """Return whether the characters of some words stand in a name in the same order."""
    characters: Iterator[str] = iter(name)
    return all(character in characters for character in words)


def _is_nearly_part(words: str, sentence: str) -> bool:
    """Return whether a longer sentence has nearly all characters of some words in the same order."""
    if not _SHORTEST_SAYING <= len(words) < len(sentence):
        return False
    blocks = SequenceMatcher(None, words, sentence, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= _NEARLY * len(words)


def _words(point: Mapping[str, SlotValue]) -> str:
    values = [value for value in point.values() if isinstance(value, Prose)]
    return "".join(plain_text(line) for value in values for line in value.paragraphs)


def without_repeats(slides: Sequence[Slide | Topic]) -> list[Slide | Topic]:
    """Return the slides; figures leave those that stand beside a chart with the same name and value.

    The notes of a slide of figures say all of them. Where fewer than two were left, the slide stays.
    """
    result = list(slides)
    for index, slide in enumerate(result):
        if not isinstance(slide, Topic) or slide.groups.keys() != {"figure"}:
            continue
        beside = [*result[max(index - 1, 0) : index], *result[index + 1 : index + 2]]
        points_of_charts = {
            point for other in beside if _is_beside(other, slide) for point in _points(other)
        }
        figures = tuple(f for f in slide.groups["figure"] if _point(f) not in points_of_charts)
        if _FEWEST <= len(figures) < len(slide.groups["figure"]):
            result[index] = replace(slide, groups={"figure": figures})
    return result


def without_shown_slides(slides: Sequence[Slide | Topic]) -> list[Slide | Topic]:
    """Return the slides without those of spare figures alone, which other slides show with their names.

    Such a slide stays where it says more than its figures, or would leave its chapter without content.
    What is said of it is said on the slide before, which takes its figures if they are its own and few more.
    """
    result: list[Slide | Topic] = []
    for slide in slides:
        before = result[-1] if result else None
        others = [other for other in slides if other is not slide]
        if (
            isinstance(slide, Topic)
            and isinstance(before, Topic)
            and before.section == slide.section
            and slide.groups.keys() == {"figure"}
            and slide.slots.keys() <= {"kicker", "title", "text"}
            and "figure" in slide.spare
            and not slide.form
            and (
                all(is_shown(figure, others) for figure in slide.groups["figure"])
                or _has_figures_of(slide, before)
            )
        ):
            notes = joined_notes(before.notes, slide.notes)
            groups = dict(before.groups)
            if _has_figures_of(slide, before):
                groups["figure"] = slide.groups["figure"]
            seconds = before.seconds + slide.seconds
            result[-1] = replace(before, groups=groups, notes=notes, seconds=seconds)
        else:
            result.append(slide)
    return result


def _has_figures_of(slide: Topic, before: Topic) -> bool:
    """Return whether a slide of at most three figures has all of the slide before it, which has points too."""
    figures = before.groups.get("figure", ())
    return (
        before.groups.keys() == {"figure", "point"}
        and not before.form
        and len(slide.groups["figure"]) <= _FEW
        and all(is_shown(figure, [slide]) for figure in figures)
    )


def is_shown(figure: Mapping[str, SlotValue], slides: Sequence[Slide | Topic]) -> bool:
    """Return whether some slide shows a figure: with its name, in a row of a table, or in a clause."""
    return any(_shows(slide, figure) for slide in slides if isinstance(slide, Topic))


def _shows(topic: Topic, figure: Mapping[str, SlotValue]) -> bool:
    name, number = _name_and_number(figure)
    for group, parts in topic.groups.items():
        for part in parts:
            if group == "figure":
                other = _name_and_number(part)
                is_same = other[1].pattern == number.pattern and _are_alike(name, other[0])
            elif group == "point":
                clauses = _CLAUSES.split(_words(part))
                is_same = any(_says(clause, name, number) for clause in clauses)
            else:
                tables = [value for value in part.values() if isinstance(value, Table)]
                is_same = any(_has_row(table, figure) for table in tables)
            if is_same:
                return True
    return False


def _says(clause: str, name: str, number: re.Pattern[str]) -> bool:
    """Return whether a clause is a number and a part of a name, or has both."""
    if not number.search(clause):
        return False
    return _are_alike(number.sub("", clause, count=1), name)


def _has_row(table: Table, figure: Mapping[str, SlotValue]) -> bool:
    """Return whether a row of a table begins with the name of a figure and ends with its number, or that and its unit."""
    name, digits = _point(figure)
    value = figure.get("figure")
    numbers = {digits, plain_text(value.paragraphs[0]) if isinstance(value, Prose) else digits}
    rows = [[plain_text(cell.content) for cell in row] for row in table.rows]
    return any(row[-1] in numbers and _are_alike(name, row[0]) for row in rows)


def _are_alike(name: str, other: str) -> bool:
    """Return whether one of two names has the characters of the other in their order."""
    return bool(name and other) and (_is_part(name, other) or _is_part(other, name))


def _is_beside(other: Slide | Topic, slide: Topic) -> bool:
    return isinstance(other, Topic) and other.section == slide.section


def _points(slide: Slide | Topic) -> set[tuple[str, str]]:
    """Return the names and the values that the charts of a slide show."""
    if not isinstance(slide, Topic):
        return set()
    charts = [part.get("chart") for part in slide.groups.get("chart", ())]
    return {
        (name, label)
        for chart in charts
        if isinstance(chart, Chart)
        for series in chart.series
        for name, label in zip(
            chart.categories,
            series.labels or ["" if v is None else number_text(v) for v in series.values],
            strict=True,
        )
    }


def _point(figure: Mapping[str, SlotValue]) -> tuple[str, str]:
    """Return the name and the number of a figure."""
    value, label = figure.get("figure"), figure.get("label")
    numbers = (
        [part for line in value.paragraphs for part in line if isinstance(part, Number)]
        if isinstance(value, Prose)
        else []
    )
    name = plain_text(label.paragraphs[0]) if isinstance(label, Prose) else ""
    return name, numbers[0].number if len(numbers) == 1 else ""
