"""A dump shows lowered elements as text, for tests and for reading.

A paragraph is a line: its style, what it sets itself, its text, the place it was written at. `／` is
a line break, `→` a tab, `⟨…⟩` a field or what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.spans import Span
from reportgen.units import EMU_PER_MM
from reportgen.write.word.model import (
    AS_STYLED,
    Bookmark,
    Border,
    Drawing,
    Element,
    Field,
    FieldEnd,
    FieldStart,
    Inline,
    Link,
    PageReference,
    Paragraph,
    ParagraphProperties,
    Run,
    RunProperties,
    Shape,
    Table,
    TabStop,
)

_INDENT = "  "


def dump(elements: Iterable[Element]) -> str:
    """Return the elements as text, one line a paragraph, one a row with its cells below it."""
    return "".join(f"{line}\n" for element in elements for line in _lines(element))


def _lines(element: Element) -> Iterator[str]:
    if isinstance(element, Paragraph):
        yield _paragraph(element)
        return
    yield _table(element)
    for place, row in enumerate(element.rows):
        marks = ["header"] if row.header else []
        marks += ["keep_next"] if element.keeps_next(place) else []
        yield f"{_INDENT}row {' '.join([f'≥{row.least_height}', *marks])}"
        for cell in row.cells:
            head = f"{cell.width}"
            head += f" ×{cell.span}" if cell.span > 1 else ""
            head += f" {cell.merge}" if cell.merge else ""
            head += f" #{cell.fill}" if cell.fill else ""
            for paragraph in cell.paragraphs:
                yield f"{_INDENT * 2}[{head}] {_paragraph(paragraph)}"


def _table(table: Table) -> str:
    head = f"{table.style} {'+'.join(map(str, table.widths))}"
    head += " whole" if table.whole else ""
    head += f" at the foot, {table.page_x} from the left" if table.page_x is not None else ""
    head += f" “{table.caption}”" if table.caption else ""
    return head + _place(table.at)


def _paragraph(paragraph: Paragraph) -> str:
    own = _properties(paragraph.properties)
    head = f"{paragraph.style} ({own})" if own else paragraph.style
    text = "".join(map(_inline, paragraph.inlines))
    return (f"{head}: {text}" if text else head) + _place(paragraph.at)


def _place(at: Span | None) -> str:
    return f"  @{at.path}:{at.line}" if at else ""


def _properties(properties: ParagraphProperties) -> str:
    """Return what a paragraph sets itself, by the names of the fields."""
    parts = []
    for name, value, style_value in zip(properties._fields, properties, AS_STYLED, strict=True):
        if value != style_value:
            parts.append(name if value is True else f"{name} {_value(value)}")
    return ", ".join(parts)


def _value(value: object) -> str:
    match value:
        case Border(eighths, colour):
            return f"{eighths}/8 #{colour}"
        case tuple():
            return " ".join(f"{t.align}@{t.position}" for t in value if isinstance(t, TabStop))
        case _:
            return str(value).lower() if isinstance(value, bool) else str(value)


def _inline(inline: Inline) -> str:
    match inline:
        case Run(text, properties):
            characters = text.replace("\n", "／").replace("\t", "→")
            own = _run_properties(properties)
            return f"{{{own}|{characters}}}" if own else characters
        case Field(instruction, result):
            return f"⟨{instruction.strip()}: {result.text}⟩"
        case PageReference(bookmark, page):
            return f"⟨{bookmark} p.{page}⟩"
        case FieldStart(instruction):
            return f"⟨{instruction.strip()}:"
        case FieldEnd():
            return "⟩"
        case Drawing(kind, number):
            size = f"{inline.width / EMU_PER_MM:.0f}×{inline.height / EMU_PER_MM:.0f} mm"
            return f"⟨{kind} {number}, {size}, {inline.alt}⟩"
        case Shape(number):
            texts = "／".join("".join(map(_inline, one.inlines)) for one in inline.text)
            return f"⟨shape {number}{': ' if texts else ''}{texts}⟩"
        case Bookmark(_, name):
            return f"{name}=[{''.join(map(_inline, inline.inlines))}]"
        case Link():
            return "".join(map(_inline, inline.inlines))


def _run_properties(properties: RunProperties) -> str:
    parts = [properties.style] if properties.style else []
    parts += ["bold"] if properties.bold else []
    parts += [f"{properties.size_pt:g}pt"] if properties.size_pt is not None else []
    parts += [f"#{properties.colour}"] if properties.colour else []
    return " ".join(parts)
