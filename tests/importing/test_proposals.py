"""What is proposed as a figure of a sentence, and what it is called."""

from __future__ import annotations

import pytest

from reportgen.importing.proposals import proposals_of
from reportgen.importing.stretches import Stretch


def proposed(text: str) -> list[tuple[str, str]]:
    return [(p.value, p.label) for p in proposals_of(Stretch("p1", 0, text), ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年组织技术培训26场，参训村民1,140人次。", [("26场", "技术培训"), ("1,140人次", "参训村民")]),
        ("支部有党员４７名，占职工的３８％。", [("47名", "党员"), ("38%", "占职工")]),
        ("家属满意度由90.2%上升到97.5%。", [("97.5%", "家属满意度")]),
        ("误漏诊率控制在0.3‰。", [("0.3‰", "误漏诊率")]),
        ("７名党员名师与19名青年教师结对。", [("7名", ""), ("19名", "青年教师结对")]),
        ("支部现有402名职工，有三名新人。", [("402名", "职工")]),
        ("一位九十四岁的老党员，三十年没有缺过课，跑了三趟。", []),
        ("第5次经济普查，第3批。", []),
        ("录制有声书64部。", [("64部", "录制有声书")]),
    ],
)  # fmt: skip
def test_figures_are_proposed_with_the_noun_they_count(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert proposed(text) == expected


def test_a_figure_knows_its_sentence_and_no_more() -> None:
    (proposal,) = proposals_of(Stretch("p1", 0, "先说一句。办结诉求66条，群众满意。再说一句。"), ())
    assert proposal.sentences == ["办结诉求66条，群众满意。"]
