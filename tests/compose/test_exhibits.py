"""Exhibits that a template asks for by key, or makes of numbers."""

from __future__ import annotations

import pytest
from support import composing

from reportgen.document.nodes import Chart, Report

_NAME = "templates/juli/documents/summary.docx.j2"
_TEMPLATE = (
    "{#\nname: 页\npurpose: 一页\noutput: 页\n#}\n<report><title>页</title>{{ chart_of('次数', '次', "
    "{'甲': 3, '乙': 5}, '%s') }}</report>"
)


@pytest.mark.parametrize("kind", ["column", "bar", "line", "pie"])
def test_a_chart_is_made_of_numbers(kind: str) -> None:
    document = composing.document({_NAME: _TEMPLATE % kind})
    assert isinstance(document, Report)
    (chart,) = document.blocks
    assert isinstance(chart, Chart)
    assert (chart.kind, chart.categories, chart.series[0].values) == (kind, ("甲", "乙"), (3, 5))


def test_a_chart_of_an_unknown_kind_is_a_fault_of_the_template() -> None:
    (fault,) = composing.faults({_NAME: _TEMPLATE % "饼图"})
    assert fault.code == "template-error"
    assert "饼图" in fault.message
    assert fault.span
    assert fault.span.line == 6
