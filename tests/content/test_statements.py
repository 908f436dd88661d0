"""A figure that a text has stated already, in figures or in Chinese numerals."""

from __future__ import annotations

import pytest

from reportgen.content.model import Figure
from reportgen.content.quantities import parse
from reportgen.content.statements import Statements


@pytest.mark.parametrize(
    ("sentence", "is_stated"),
    [
        ("泵房党员四十分钟恢复供水", True),
        ("泵房党员40分钟恢复供水", True),
        ("一百四十分钟恢复供水", False),
        ("四十户恢复供水", False),
        ("四十分钟学习", False),
    ],
)
def test_a_figure_is_stated_with_its_unit_and_its_name(sentence: str, *, is_stated: bool) -> None:
    value = parse("40分钟")
    assert value is not None
    figure = Figure(value=value, label="停电恢复供水")
    assert Statements(f"\n{sentence}\n").has_figure(figure) is is_stated
