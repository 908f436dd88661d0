"""A laid report in, one SVG for each page out: lines and page ends are those of the layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportgen.document.nodes import AttachmentPage, Heading
from reportgen.spans import Span
from reportgen.write.preview.charts import chart_svg
from reportgen.write.preview.drawingml import cropped
from reportgen.write.preview.faces import FacePair
from reportgen.write.preview.fragments import Fragment, Preview, fragment
from reportgen.write.preview.group_drawing import GroupDrawing
from reportgen.write.preview.page_frame import MarginLine, PageFrame, page_frame
from reportgen.write.preview.paragraphs import ParagraphDrawing, look_of
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.places import Faults
from reportgen.write.preview.svg import group, number, of_emu, of_twips, path, rectangle
from reportgen.write.preview.text import Stretch, look_attributes, place_attribute, text_line
from reportgen.write.preview.word_tables import PlacedRow, table_rows
from reportgen.write.theme_colours import Scheme, read_scheme
from reportgen.write.word import LaidReport
from reportgen.write.word.layout import MeasuredBlock
from reportgen.write.word.layout.measuring import Box
from reportgen.write.word.layout.pagination import LinesOnPage
from reportgen.write.word.model import Drawing, Paragraph, Run, Shape, Table
from reportgen.write.word.numbering import Counter
from reportgen.write.xml import EMPTY, Value, Xml

_WHOLE = 100_000
_BASELINE = 0.8


def preview_report(report: LaidReport, pictures: PreviewPictures, faults: Faults) -> Preview:
    """Return the pages of a report as fragments."""
    drawing = _Drawing(report, page_frame(report.template), pictures)
    drawing.paragraphs = ParagraphDrawing(
        report.template.area.ruler,
        faults,
        drawing.faces,
        drawing.object,
        drawing.frame.type_width,
        drawing.frame.has_grid,
    )
    drawing.draw()
    return Preview("pages", tuple(drawing.fragments()), EMPTY, frozenset(drawing.faces))


def _numbered(block: MeasuredBlock, counter: Counter) -> MeasuredBlock:
    """Return a block with the number that Word gives a heading which numbers itself."""
    node = block.node
    if isinstance(node, AttachmentPage):
        counter.restart()
    if not isinstance(node, Heading) or not node.number or node.level not in counter.lists:
        return block
    first, *rest = block.elements
    if not isinstance(first, Paragraph):
        return block
    number = Run(counter.next(node.level))
    first = first._replace(inlines=(number, *first.inlines))
    return replace(block, elements=(first, *rest))


@dataclass(eq=False, slots=True)
class _Drawing:
    """A report as it is drawn; `bodies` are what stands on each page, from the corner of the type area."""

    report: LaidReport
    frame: PageFrame
    pictures: PreviewPictures
    faces: set[FacePair] = field(default_factory=set)
    bodies: list[list[Xml]] = field(default_factory=list)
    scheme: Scheme = field(init=False)
    paragraphs: ParagraphDrawing = field(init=False)
    width: int = 0
    """The width of the lines that are drawn: of the type area, or of a column; twips."""

    def __post_init__(self) -> None:
        themes = (m for m in self.report.template.members if m.name.startswith("word/theme/theme"))
        part = next(themes, None)
        scheme = Scheme({}) if part is None else read_scheme(part.data)
        names = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
        self.scheme = Scheme(scheme.colours, names)
        self.bodies = [[] for _ in range(self.report.pages.page)]

    def draw(self) -> None:
        """Put every element of the report on its pages."""
        lines: list[list[LinesOnPage]] = [[] for _ in self.report.pages.starts]
        for some in self.report.pages.lines:
            lines[some.box].append(some)
        at, columns = 0, self.report.columns
        counter = Counter(self.report.template.headings)
        self.width = self.report.template.area.width
        for place, block in enumerate(self.report.blocks):
            if columns is not None and place == columns.first:
                self.width = columns.width
            at = self._block(_numbered(block, counter), lines, at)

    def _block(self, block: MeasuredBlock, lines: Sequence[Sequence[LinesOnPage]], at: int) -> int:
        """Put a block on its pages and return the number of the next box."""
        box = 0
        for item in block.elements:
            if isinstance(item, Paragraph):
                self._paragraph(item, lines[at + box])
                box += 1
            elif item.page_x is None:
                end = box + len(item.rows)
                self._table(item, block.boxes[box:end], lines[at + box : at + end])
                box = end
            else:
                # The paragraph that follows holds the table.
                self._floating(item, lines[at + box][0].page)
        return at + box

    def _paragraph(self, paragraph: Paragraph, lines: Sequence[LinesOnPage]) -> None:
        one = self.paragraphs.set(paragraph, self.width)
        for some in lines:
            drawn = self.paragraphs.lines(
                paragraph, one, self._left(some.column), of_twips(some.y), of_twips(self.width),
                range(some.first, some.first + some.lines),
            )  # fmt: skip
            self._put(some.page, drawn)

    def _left(self, column: int) -> float:
        """Return where a column begins, from the left edge of the type area."""
        columns = self.report.columns
        return 0.0 if columns is None else of_twips(columns.width + columns.gap) * column

    def _table(
        self, table: Table, boxes: Sequence[Box], lines: Sequence[Sequence[LinesOnPage]]
    ) -> None:
        """Put the rows of a table on their pages, its head again where it goes on."""
        head = [place for place, row in enumerate(table.rows) if row.header]
        pages: dict[tuple[int, int], list[PlacedRow]] = {}
        for place, (box, parts) in enumerate(zip(boxes, lines, strict=True)):
            for part in parts:
                rows = pages.setdefault((part.page, part.column), [])
                goes_on = len(pages) > 1 and not rows and place not in head
                if goes_on and box.header and part.y >= box.header:
                    y = part.y - box.header
                    for place_of_head in head:
                        high = boxes[place_of_head].height
                        rows.append(PlacedRow(place_of_head, of_twips(y), of_twips(high)))
                        y += high
                height = of_twips(part.lines * box.line)
                if part.lines == box.lines:
                    rows.append(PlacedRow(place, of_twips(part.y), height))
                else:
                    above, whole = of_twips(part.first * box.line), of_twips(box.height)
                    rows.append(PlacedRow(place, of_twips(part.y), height, above, whole))
        aside = of_twips(self.width - sum(table.widths)) / 2
        for (page, column), rows in pages.items():
            left = self._left(column) + aside
            self._put(page, table_rows(table, rows, left, self.paragraphs))

    def _floating(self, table: Table, page: int) -> None:
        """Put a table at the foot of the type area of a page."""
        boxes = list(self.report.template.area.ruler.rows(table))
        y = self.report.template.area.height - sum(box.height for box in boxes)
        rows = []
        for place, box in enumerate(boxes):
            rows.append(PlacedRow(place, of_twips(y), of_twips(box.height)))
            y += box.height
        left = of_twips(table.page_x or 0) - self.frame.left
        self._put(page, table_rows(table, rows, left, self.paragraphs))

    def _put(self, page: int, drawn: Xml) -> None:
        if drawn:
            self.bodies[page - 1].append(drawn)

    def object(
        self, drawing: Drawing, box: tuple[float, float, float, float], at: Span | None
    ) -> Xml:
        """Return a picture, a chart or a slide in a box."""
        own: dict[str, Value] = {
            "role": "img", "aria_label": drawing.alt, "data_at": place_attribute(at),
        }  # fmt: skip
        if drawing.kind == "slide":
            groups = GroupDrawing(lambda rid: self.pictures.address(self.report.part(rid)))
            drawn = groups.drawn(drawing.group, box[0], box[1])
            self.faces.update(groups.faces)
            return group(drawn, **own)
        part = self.report.part(drawing.relationship)
        if drawing.kind == "chart":
            chart = chart_svg(part, self.scheme, box)
            self.faces.update(chart.faces)
            return group(chart.svg, **own)
        sides = [side / _WHOLE for side in drawing.crop]
        return cropped(self.pictures.address(part), box, sides, **own)

    def fragments(self) -> Iterator[Fragment]:
        """Yield the pages: a cover first, if there is one."""
        frame = self.frame
        size = (frame.width, frame.height)
        first = 1
        shapes = [
            inline
            for item in self.report.cover
            if isinstance(item, Paragraph)
            for inline in item.inlines
            if isinstance(inline, Shape)
        ]
        if shapes:
            drawn = group(*map(self._shape, shapes))
            yield fragment("page", 1, size, drawn, "封面")
            first = 2
        for index, body in enumerate(self.bodies):
            page = index + 1
            move = f"translate({number(frame.left)} {number(frame.top_of(page))})"
            drawn = Xml(group(*body, transform=move) + self._margins(page))
            label = f"第 {frame.number_of(page)} 页"
            yield fragment("page", index + first, size, drawn, label)

    def _shape(self, shape: Shape) -> Xml:
        """Return a drawn shape of a cover."""
        x, y, w, h = map(of_emu, (shape.left, shape.top, shape.width, shape.height))
        drawn = []
        if shape.points:
            points = [
                f"{number(x + of_emu(px))} {number(y + of_emu(py))}" for px, py in shape.points
            ]
            curve = f"M{points[0]}" + (
                f"C{' '.join(points[1:])}" if len(points) > 2 else f"L{points[1]}"
            )
            width = number(of_emu(shape.line_width))
            drawn.append(path(curve, fill="none", stroke=f"#{shape.line}", stroke_width=width))
        elif shape.fill:
            drawn.append(rectangle(x, y, w, h, fill=f"#{shape.fill}"))
        for paragraph in shape.text:
            one = self.paragraphs.set(paragraph, round(h * 20 if shape.upright else w * 20))
            if shape.upright:
                text = self.paragraphs.lines(paragraph, one, 0.0, 0.0, h)
                turn = f"translate({number(x + w)} {number(y)}) rotate(90)"
                drawn.append(group(text, transform=turn))
            else:
                drawn.append(self.paragraphs.lines(paragraph, one, x, y, w))
                y += of_twips(one.line * one.count)
        return group(*drawn)

    def _margins(self, page: int) -> Xml:
        """Return the header and the footer of a page."""
        frame = self.frame
        sort = frame.sort_of(page)
        headers = frame.headers.get(
            sort, frame.headers.get("default", ()) if sort == "even" else ()
        )
        footers = frame.footers.get(
            sort, frame.footers.get("default", ()) if sort == "even" else ()
        )
        height = sum(line.height for line in footers)
        drawn = [
            *self._margin_lines(headers, frame.header, page),
            *self._margin_lines(footers, frame.height - frame.footer - height, page),
        ]
        return group(*drawn)

    def _margin_lines(self, lines: Sequence[MarginLine], y: float, page: int) -> Iterator[Xml]:
        frame = self.frame
        shows = {"page": str(frame.number_of(page)), "pages": str(len(self.bodies))}
        for line in lines:
            style = line.style
            stretches = [
                Stretch(shows.get(one.kind, one.text), look_of(Run(""), one.style))
                for one in line.texts
            ]
            stretches = [stretch for stretch in stretches if stretch.text.strip("\t")]
            left, right = of_twips(style.left), of_twips(style.right)
            if stretches:
                base = stretches[0].look
                self.faces.update(stretch.look.faces for stretch in stretches)
                room = frame.type_width - left - right
                at = frame.left + left + {"center": room / 2, "right": room}.get(style.align, 0.0)
                anchor = {"center": "middle", "right": "end"}.get(style.align, "")
                text = text_line(at, y + line.height * _BASELINE, stretches, base, anchor=anchor)
                yield group(text, **look_attributes(base))
            y += line.height
            if line.rule:
                d = f"M{number(frame.left)} {number(y)}h{number(frame.type_width)}"
                yield path(d, fill="none", stroke=f"#{line.rule}", stroke_width="0.75")
