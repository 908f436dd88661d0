"""The ruler counts the lines of paragraphs and gives each paragraph and table row its height.

Lengths are in twips where no other unit is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from reportgen.measure.faces import Face, face
from reportgen.measure.lines import LineSpan, break_lines, text_width
from reportgen.measure.paragraphs import (
    WORD,
    WORD_INSIDE,
    MeasuredParagraph,
    StyledRun,
    measure,
    measure_runs,
)
from reportgen.units import EMU_PER_TWIP, TWIPS_PER_PT
from reportgen.write.word.model import (
    PLAIN,
    Bookmark,
    Border,
    Cell,
    Drawing,
    Element,
    Field,
    Inline,
    Link,
    PageReference,
    Paragraph,
    ParagraphProperties,
    Row,
    Run,
    RunProperties,
    Table,
)
from reportgen.write.word.style_cascade import EffectiveStyle, border_height

#: so many rows keep their height: more than the largest table of a report has
_ROWS = 20_000
_DEPTH = 0.22
"""Share of a line below its base line, on which a picture stands."""


class Box(NamedTuple):
    """A paragraph or a table row: `lines` of `line` twips each, with what holds it in place.

    `header` is the height of the rows that repeat above a row on a new page.
    """

    lines: int
    line: int
    before: int = 0
    after: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    widow: bool = False
    break_before: bool = False
    bookmarks: tuple[str, ...] = ()
    header: int = 0

    @property
    def height(self) -> int:
        """Height of the lines alone."""
        return self.lines * self.line


class RunFormat(NamedTuple):
    """How the characters of a run are set; sizes in points."""

    face: Face
    size_pt: float
    tracking_pt: float


@dataclass(frozen=True, eq=False, slots=True)
class ParagraphFormat:
    """How a paragraph is set: its style with its own properties over it.

    `line` is the height of a line without pictures, `run` the format of text with none of its own.
    A ruler makes each format once, so two are equal only if they are the same object.
    """

    style: EffectiveStyle
    line: int
    run: RunFormat


@dataclass(frozen=True, eq=False, slots=True)
class SetParagraph:
    """A paragraph in its lines, each `line` twips high.

    `runs` are its texts and `styles` how each is set. `spans` are the lines of `text`, which is measured
    in ems of the first run; both are left out where tabs place it: it has `count` lines all the same.
    """

    style: EffectiveStyle
    line: int
    runs: tuple[Run, ...]
    styles: tuple[EffectiveStyle, ...]
    text: str
    measurement: MeasuredParagraph | None
    spans: tuple[LineSpan, ...]
    count: int


class Ruler:
    """Measures elements in the styles of one template, which are given by the writer's ids."""

    def __init__(self, styles: Mapping[str, EffectiveStyle]) -> None:
        self._styles = styles
        self._normal = styles.get("Normal", EffectiveStyle())
        self._paragraphs: dict[tuple[str, ParagraphProperties], ParagraphFormat] = {}
        self._run_styles: dict[tuple[ParagraphFormat, RunProperties], EffectiveStyle] = {}
        self._runs: dict[tuple[ParagraphFormat, RunProperties], RunFormat] = {}
        #: the cells of rows, by the object that they are, the table they were measured in, and their height
        self._heights: dict[int, tuple[tuple[Cell, ...], Table, int]] = {}

    def boxes(self, elements: Iterable[Element], width: int) -> tuple[Box, ...]:
        """Return the boxes from top to bottom in a column `width` wide; a floating table has none."""
        boxes: list[Box] = []
        for element in elements:
            if isinstance(element, Paragraph):
                boxes.append(self.box(element, width))
            elif element.page_x is None:
                boxes += self.rows(element)
        return tuple(boxes)

    def box(self, paragraph: Paragraph, width: int) -> Box:
        """Return the box of a paragraph in a column `width` wide."""
        return self._box(paragraph, *self._lines(paragraph, self._format(paragraph), width))

    def box_of_lines(self, paragraph: Paragraph, lines: SetParagraph) -> Box:
        """Return the box of a paragraph that stands in some lines."""
        return self._box(paragraph, lines.count, lines.line)

    def tracking(self, paragraph: Paragraph, run: Run) -> int:
        """Return the room in twips that a run of a paragraph has between its characters."""
        style = self._run_style(self._format(paragraph), run.properties)
        return round(style.tracking_pt * TWIPS_PER_PT)

    def _box(self, paragraph: Paragraph, lines: int, line: int) -> Box:
        style = self._format(paragraph).style
        return Box(
            lines,
            line,
            style.before,
            style.after + style.rules,
            keep_next=style.keep_next,
            keep_lines=style.keep_lines,
            widow=style.widow,
            break_before=style.break_before,
            bookmarks=tuple(i.name for i in paragraph.inlines if isinstance(i, Bookmark)),
        )

    def rows(self, table: Table) -> Iterator[Box]:
        """Yield the box of each row of a table."""
        edges = table.borders
        header, above = 0, _weight(edges.top)
        for place, row in enumerate(table.rows):
            last = place == len(table.rows) - 1
            below = _weight(edges.bottom if last else edges.inside_h)
            own = [cell.borders for cell in row.cells if cell.borders is not None]
            top = max([above, *(_weight(borders.top) for borders in own)])
            bottom = max([below, *(_weight(borders.bottom) for borders in own)])
            # The line between two rows takes its room once: here above the row. A least height
            # includes it.
            height = max(row.least_height, self._text_height(table, row) + top)
            height += bottom if last else 0
            keep = (
                table.keeps_next(place) or self._format(row.cells[0].paragraphs[0]).style.keep_next
            )
            if row.splits:
                line = self._format(row.cells[-1].paragraphs[-1]).line
                yield Box(max(1, -(-height // line)), line, keep_next=keep, header=header)
            else:
                yield Box(1, height, keep_next=keep, keep_lines=True, header=header)
            above = bottom
            if row.header:
                header += height

    def _text_height(self, table: Table, row: Row) -> int:
        """Return the height of the highest cell; a merged one has room in all its rows together.

        A table is measured anew each time that a page end divides it, and most of its rows stay the same.
        """
        heights = self._heights.get(id(row.cells))
        if heights is not None and heights[0] is row.cells and _is_as_wide(heights[1], table):
            return heights[2]
        if len(self._heights) >= _ROWS:
            self._heights.clear()
        height = self._highest(table, row)
        self._heights[id(row.cells)] = row.cells, table, height
        return height

    def _highest(self, table: Table, row: Row) -> int:
        height, column = 0, 0
        for cell in row.cells:
            width = sum(table.widths[column : column + cell.span])
            column += cell.span
            if not cell.merge:
                height = max(height, self._cell_height(cell, table, width))
        return height

    def _cell_height(self, cell: Cell, table: Table, width: int) -> int:
        side = table.side_margin if cell.side_margin is None else cell.side_margin
        height = 2 * table.upright_margin
        for paragraph in cell.paragraphs:
            form = self._format(paragraph)
            lines, line = self._lines(paragraph, form, width - 2 * side)
            height += lines * line + form.style.before + form.style.after
        return height

    def _lines(self, paragraph: Paragraph, form: ParagraphFormat, width: int) -> tuple[int, int]:
        """Return how many lines a paragraph takes and the height of each."""
        runs = self._measured_runs(paragraph, form)
        count = _line_count(runs, form.style, width) if runs else 1
        return count, _line_height(paragraph, form)

    def _measured_runs(
        self, paragraph: Paragraph, form: ParagraphFormat
    ) -> list[tuple[str, RunFormat]]:
        return [
            (run.text, form.run if run.properties is PLAIN else self._run(form, run.properties))
            for run in text_runs(paragraph.inlines)
            if run.text
        ]

    def set_lines(self, paragraph: Paragraph, width: int) -> SetParagraph:
        """Return a paragraph as it stands in a column `width` wide."""
        form = self._format(paragraph)
        line = _line_height(paragraph, form)
        runs = [run for run in text_runs(paragraph.inlines) if run.text]
        styles = tuple(self._run_style(form, run.properties) for run in runs)
        text = "".join([run.text for run in runs])
        if not runs or "\t" in text:
            count = (
                _line_count(self._measured_runs(paragraph, form), form.style, width) if runs else 1
            )
            return SetParagraph(form.style, line, tuple(runs), styles, text, None, (), count)
        measurement, spans = _break_runs(self._measured_runs(paragraph, form), form.style, width)
        return SetParagraph(
            form.style, line, tuple(runs), styles, text, measurement, tuple(spans), len(spans)
        )

    def _format(self, paragraph: Paragraph) -> ParagraphFormat:
        key = (paragraph.style, paragraph.properties)
        form = self._paragraphs.get(key)
        if form is None:
            base = self._styles.get(paragraph.style, self._normal)
            style = _with_properties(base, paragraph.properties)
            run = _run_format(style)
            line = style.line_height(run.face.line_em * style.size_pt * TWIPS_PER_PT)
            form = self._paragraphs[key] = ParagraphFormat(style, line, run)
        return form

    def _run(self, form: ParagraphFormat, properties: RunProperties) -> RunFormat:
        key = (form, properties)
        run = self._runs.get(key)
        if run is None:
            run = self._runs[key] = _run_format(self._run_style(form, properties))
        return run

    def _run_style(self, form: ParagraphFormat, properties: RunProperties) -> EffectiveStyle:
        """Return how a run is set whose paragraph has a format."""
        key = (form, properties)
        style = self._run_styles.get(key)
        if style is None:
            style = self._run_styles[key] = self._with_run_properties(form.style, properties)
        return style

    def _with_run_properties(
        self, style: EffectiveStyle, properties: RunProperties
    ) -> EffectiveStyle:
        """Return a style with the properties of a run over it."""
        own = self._styles.get(properties.style)
        if own is not None:
            style = _over(style, own)
        if properties.bold:
            style = replace(style, bold=True)
        if properties.size_pt is not None:
            style = replace(style, size_pt=round(properties.size_pt * 2) / 2)
        if properties.tracking is not None:
            style = replace(style, tracking_pt=properties.tracking / TWIPS_PER_PT)
        return style


def _with_properties(style: EffectiveStyle, properties: ParagraphProperties) -> EffectiveStyle:
    """Return a style with the properties of one paragraph over it."""
    changes: dict[str, int | bool | str | None] = {
        "align": properties.align,
        "before": properties.before,
        "after": properties.after,
        "left": properties.left,
        "right": properties.right,
        "first": properties.first_line,
        "keep_next": properties.keep_next,
        "break_before": properties.page_break_before or None,
    }
    if properties.hanging is not None:
        changes["first"] = -properties.hanging
    if properties.line is not None:
        changes |= {"line": properties.line, "exact": properties.line_rule == "exact"}
    if properties.border_below is not None:
        changes["rules"] = _weight(properties.border_below)
    own = {name: value for name, value in changes.items() if value is not None}
    return replace(style, **own) if own else style  # type: ignore[arg-type]  # by field name


def _over(style: EffectiveStyle, own: EffectiveStyle) -> EffectiveStyle:
    """Return a style with what a character style sets itself."""
    changes = {name: getattr(own, name) for name in own.own}
    return replace(style, **changes) if changes else style


def _run_format(style: EffectiveStyle) -> RunFormat:
    shape = face(style.font, style.latin, bold=style.bold)
    return RunFormat(shape, style.size_pt, style.tracking_pt)


def _is_as_wide(one: Table, other: Table) -> bool:
    """Return whether two tables give their rows the same room."""
    return one is other or (
        one.widths == other.widths
        and one.side_margin == other.side_margin
        and one.upright_margin == other.upright_margin
    )


def _weight(border: Border | None) -> int:
    return 0 if border is None else border_height(border.eighths)


def text_runs(inlines: Iterable[Inline]) -> Iterator[Run]:
    """Yield the runs of inlines, those of fields and links among them."""
    for inline in inlines:
        match inline:
            case Run():
                yield inline
            case Field(_, result):
                yield result
            case PageReference(_, page):
                yield Run(str(page))
            case Bookmark() | Link():
                yield from text_runs(inline.inlines)


def _line_height(paragraph: Paragraph, form: ParagraphFormat) -> int:
    """Return the height in twips of each line of a paragraph, with the drawings that stand in it."""
    line = form.line
    if form.style.exact:
        return line
    drawing_heights = [
        i.height // EMU_PER_TWIP for i in paragraph.inlines if isinstance(i, Drawing)
    ]
    # A picture stands on the base line: the depth of the text comes below it.
    return max([line, *(height + round(line * _DEPTH) for height in drawing_heights)])


def _line_count(runs: list[tuple[str, RunFormat]], style: EffectiveStyle, width: int) -> int:
    """Return how many lines a paragraph takes in a column `width` wide."""
    room = (width - style.left - style.right) / TWIPS_PER_PT
    text = "".join([text for text, _ in runs])
    if "\t" in text:
        # A tab with no room for a dot of its leader is still a tab.
        return 1 if sum(_width(text, form) for text, form in runs) < room else 2
    return len(_break_runs(runs, style, width)[1])


def _break_runs(
    runs: list[tuple[str, RunFormat]], style: EffectiveStyle, width: int
) -> tuple[MeasuredParagraph, list[LineSpan]]:
    """Return runs measured, and the lines that they take in a column `width` wide."""
    room = (width - style.left - style.right) / TWIPS_PER_PT
    text = "".join([text for text, _ in runs])
    form = runs[0][1]
    rules = WORD if style.hangs else WORD_INSIDE
    if all(other == form for _, other in runs[1:]):
        tracking = form.tracking_pt / form.size_pt
        measurement = measure(text, form.face, tracking_em=tracking, rules=rules)
    else:
        measurement = measure_runs(
            [StyledRun(text, one.face, one.size_pt, one.tracking_pt) for text, one in runs],
            form.size_pt,
            rules=rules,
        )
    em = 1000 / form.size_pt
    return measurement, break_lines(
        measurement, (room - style.first / TWIPS_PER_PT) * em, room * em
    )


def _width(text: str, form: RunFormat) -> float:
    """Return the width in points of text without its tabs."""
    return text_width(
        text.replace("\t", ""),
        form.face,
        form.size_pt,
        tracking_pt=form.tracking_pt,
        rules=WORD,
    )
