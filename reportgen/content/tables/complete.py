"""Tables with their titles, and their rows wherever those stand: in the record or in a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.content.model import TableData, YearRecord
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import span_of
from reportgen.workspace import Workspace


def with_tables(
    record: YearRecord, workspace: Workspace, folder: str
) -> tuple[YearRecord, tuple[Diagnostic, ...]]:
    """Return a record whose tables are complete (`complete_tables`); `folder` is that of the branch."""
    tables, faults = complete_tables(record.tables, workspace, folder)
    return record.model_copy(update={"tables": tables}), faults


def complete_tables(
    known: Mapping[str, TableData], workspace: Workspace, folder: str
) -> tuple[dict[str, TableData], tuple[Diagnostic, ...]]:
    """Return tables with their titles, and their rows where a workbook in `folder` has them.

    A table that cannot be taken has no rows, and its faults are in the second part.
    """
    faults: list[Diagnostic] = []
    tables: dict[str, TableData] = {}
    for name, table in known.items():
        changes: dict[str, object] = {"title": table.title or name}
        written = bool(table.rows or table.head)
        if written == bool(table.source) or (written and not table.rows):
            faults.append(_rows_missing(name, table))
        elif table.source:
            from reportgen.content.tables.workbook import rows_of  # few tables stand in a workbook

            try:
                rows = rows_of(table.source, workspace, folder, faults)
            except Faults as error:
                faults += error.diagnostics
            else:
                head_rows = table.source.head_rows
                changes |= {"head": rows[:head_rows], "rows": rows[head_rows:]}
        tables[name] = table.model_copy(update=changes)
    return tables, tuple(faults)


def _rows_missing(name: str, table: TableData) -> Diagnostic:
    """Return the fault of a table that has no rows, or has them from two sides."""
    both = table.source and (table.rows or table.head)
    message = (
        f"表格 `{name}` 写了 from，又写了 head 或 rows" if both else f"表格 `{name}` 没有写各行"
    )
    hints = ("head 和 rows 写在这里，或者只写 from: {file: 表.xlsx}，二者取一",)
    return Diagnostic("table-shape", message, span_of(name), hints=hints)
