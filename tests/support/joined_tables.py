"""Tables with cells joined at random, as rows with the marks `<` and `^`."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

Rows = list[list[str]]


def table(random: Random) -> tuple[Rows, Rows]:
    """Return the head, perhaps of no rows, and the body of a table; each cell is named by its place."""
    columns = random.randint(1, 5)
    head_rows, body_rows = random.randint(0, 3), random.randint(1, 6)
    head = _rows(random, head_rows, columns, 0)
    return head, _rows(random, body_rows, columns, head_rows)


def tables() -> st.SearchStrategy[tuple[Rows, Rows]]:
    """Return the strategy of such tables."""
    return st.randoms(use_true_random=False).map(table)


def _rows(random: Random, rows: int, columns: int, first: int) -> Rows:
    texts = [[""] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if texts[row][column]:
                continue
            width = 1
            while column + width < columns and not texts[row][column + width]:
                width += 1
            width, height = random.randint(1, width), random.randint(1, rows - row)
            for i in range(height):
                for j in range(width):
                    texts[row + i][column + j] = "<" if j else "^"
            texts[row][column] = f"r{first + row}c{column}"
    return texts


def visible_texts(head: Rows, body: Rows) -> Rows:
    """Return the grid of a table: for each row and column, the text of the cell that covers it.

    A row or column in which no cell begins shows what the one before it shows, and is left out.
    """
    texts: Rows = []
    for row in (*head, *body):
        cells: list[str] = []
        for column, text in enumerate(row):
            above = texts[-1][column] if texts else ""
            cells.append(cells[-1] if text == "<" else above if text == "^" else text)
        texts.append(cells)
    columns = [list(column) for column in zip(*_without_repeats(texts), strict=True)]
    return [list(row) for row in zip(*_without_repeats(columns), strict=True)]


def _without_repeats(lines: Rows) -> Rows:
    return [line for i, line in enumerate(lines) if not i or line != lines[i - 1]]
