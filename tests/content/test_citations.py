"""Clauses that only say where a table or a figure stands."""

from __future__ import annotations

import pytest

from reportgen.content.citations import without_pointers


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("浊度平均0.12 NTU，主要指标见表《水质指标》。", "浊度平均0.12 NTU。"),
        ("值班先出发。各片区情况见表《抢修》。不停水。", "值班先出发。不停水。"),
        ("各片区见表《抢修》，停水3次。", "停水3次。"),
        ("见表《甲》。见图《乙》。", ""),
        ("见表《甲》、表《乙》；另有两件。", "另有两件。"),
        ("先发通知，片区见表《甲》；后抢修。", "先发通知；后抢修。"),
    ],
)
def test_a_clause_that_only_cites_is_not_said(written: str, said: str) -> None:
    assert without_pointers(written) == said


@pytest.mark.parametrize(
    "text", ["全年5次见表《甲》。", "大家看见图《乙》。", "发表《甲》一文。", "意见一致。"]
)
def test_a_clause_that_says_more_stays(text: str) -> None:
    assert without_pointers(text) == text
