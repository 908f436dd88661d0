"""Numbers that layouts write as expressions or tables by count in, plain px out; grids of items."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Datum: TypeAlias = Any  # what YAML gives: a number, an expression, or a table by count
Data: TypeAlias = dict[str, Datum]

_OPERATORS: dict[type[ast.AST], Callable[[Datum, Datum], Datum]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Eq: operator.eq,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
}


def value(datum: Datum, names: Mapping[str, Datum]) -> Datum:
    """Return what a datum stands for, datum the variables `names`.

    Text is an expression; of a mapping the entry with the largest key not above the count `n`.
    """
    if isinstance(datum, dict):
        return value(datum[max(key for key in datum if key <= names["n"])], names)
    if isinstance(datum, str):
        return _evaluate(ast.parse(datum, mode="eval").body, names)
    return datum


def _evaluate(node: ast.AST, names: Mapping[str, Datum]) -> Datum:
    match node:
        case ast.Constant(value=constant):
            return constant
        case ast.Name(id=name):
            return names[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, names)
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_evaluate(left, names), _evaluate(right, names))
        case ast.Dict(keys=keys, values=values):
            table = {_evaluate(k, names): v for k, v in zip(keys, values, strict=True) if k}
            return _evaluate(table[max(key for key in table if key <= names["n"])], names)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [_evaluate(side, names) for side in (left, *comparators)]
            return all(
                _OPERATORS[type(op)](a, b) for op, a, b in zip(ops, sides, sides[1:], strict=False)
            )
    raise ValueError(f"not part of a layout expression: {ast.dump(node)}")


def cells(grid: Data | None, names: Data) -> list[Data]:
    """Return i, x, y, w, h (px) of each item; items before `first` have the whole area.

    The first `leave` cells of the grid hold no item.
    """
    if grid is None:
        return []
    count: int = grid.get("count") or names["n"]
    area_x, area_y, area_w, area_h = (value(side, names) for side in _by_count(grid["area"], names))
    gap_x, gap_y = (value(gap, names) for gap in grid["gap"])
    rows = _by_count(grid["rows"], names)
    if isinstance(rows, str):
        rows = {"column": [1] * count, "row": [count]}[rows]
    height = (area_h - gap_y * (len(rows) - 1)) / len(rows)
    first = grid.get("first", 1)
    boxes = [{"x": area_x, "y": area_y, "w": area_w, "h": area_h} for _ in range(first - 1)]
    for row, columns in enumerate(rows):
        width = value(grid["width"], names) if "width" in grid else None
        width = width or (area_w - gap_x * (columns - 1)) / columns
        spare = area_w - columns * width - gap_x * (columns - 1)
        start = area_x + (spare / 2 if grid.get("align") == "center" else 0)
        boxes += [
            {
                "x": start + column * (width + gap_x),
                "y": area_y + row * (height + gap_y),
                "w": width,
                "h": height,
            }
            for column in range(columns)
        ]
    boxes = boxes[grid.get("leave", 0) :]
    return [{"i": i, **cell} for i, cell in enumerate(boxes[:count], 1)]


def _by_count(datum: Datum, names: Data) -> Datum:
    return value(datum, names) if isinstance(datum, dict) else datum


def needs_cell(datum: Datum) -> bool:
    """Return whether an expression speaks of one item's cell."""
    tree = ast.parse(str(datum), mode="eval")
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return bool(used & {"i", "x", "y", "w", "h"})
