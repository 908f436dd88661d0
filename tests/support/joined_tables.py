"""Tables with cells joined at random, as rows with the marks `<` and `^`."""

from __future__ import annotations

from hypothesis import strategies as st

Rows = list[list[str]]
#: row, column, height and width of a cell
Place = tuple[int, int, int, int]


@st.composite
def layouts(draw: st.DrawFn, most_rows: int = 6, most_columns: int = 5) -> list[Place]:
    """Return rectangles that fill a grid, each one cell."""
    rows, columns = draw(st.integers(1, most_rows)), draw(st.integers(1, most_columns))
    return _filled(draw, rows, columns)


def _filled(draw: st.DrawFn, rows: int, columns: int) -> list[Place]:
    covered: set[tuple[int, int]] = set()
    places: list[Place] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in covered:
                continue
            width = 1
            while column + width < columns and (row, column + width) not in covered:
                width += 1
            width = draw(st.integers(1, width))
            height = draw(st.integers(1, rows - row))
            places.append((row, column, height, width))
            covered |= {(row + i, column + j) for i in range(height) for j in range(width)}
    return places


def written(places: list[Place], first_row: int = 0) -> Rows:
    """Return the rows that a record has for some places; each cell is named by its place."""
    rows = max(row + height for row, _, height, _ in places)
    columns = max(column + width for _, column, _, width in places)
    texts = [[""] * columns for _ in range(rows)]
    for row, column, height, width in places:
        for i in range(height):
            for j in range(width):
                texts[row + i][column + j] = "<" if j else "^"
        texts[row][column] = f"第{first_row + row}行{column}列"
    return texts


@st.composite
def tables(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """Return the head, perhaps of no rows, and the body of a table."""
    columns = draw(st.integers(1, 5))
    head_rows, body_rows = draw(st.integers(0, 3)), draw(st.integers(1, 6))
    head = written(_filled(draw, head_rows, columns)) if head_rows else []
    return head, written(_filled(draw, body_rows, columns), head_rows)


def shown(head: Rows, body: Rows) -> Rows:
    """Return what each place of a table shows: the text of the cell that covers it."""
    texts: Rows = []
    for row in (*head, *body):
        cells: list[str] = []
        for column, text in enumerate(row):
            cells.append(cells[-1] if text == "<" else texts[-1][column] if text == "^" else text)
        texts.append(cells)
    return texts
