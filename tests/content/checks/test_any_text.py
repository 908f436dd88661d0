from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.content import checks, lexicon
from reportgen.content.branch_year import BranchYear
from reportgen.content.chapters import chapters_of
from reportgen.content.checks import Rules
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.spans import Located, Span
from reportgen.workspace import DiskWorkspace

CONTENT = Path(__file__).parents[3] / "content"
WORDS = st.sampled_from([
    "全年", "其中", "媒体发稿", "130余篇", "140篇", "12次", "四个意识", "政治意识、", "“", "”", "《", "》",
    "。", "，", "；", "\n", "同比增长", "30%", "2021年", "年度", "做到", "增强", "XX", "***", "党小组",
    "3个", "现有党员", "28名", "第", "一", "百分之", "～", "、", "中，", "每月", "主题党日",
])  # fmt: skip
TEXT = st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=30).map("".join)


@cache
def rules() -> Rules:
    return Rules(lexicon=lexicon.load(DiskWorkspace({"content": CONTENT})))


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT.map(lambda text: text.strip() or "题"), st.integers(1, 40))
def test_any_text_can_be_checked_and_every_place_is_within_reach(
    opening: str, title: str, length: int
) -> None:
    place = Span("content/x.yaml", 3, 5, length)
    work = {"title": Located.at(title, place), "text": Located.at(opening, place)}
    record = YearRecord.model_validate({
        "year": 2022, "opening": Located.at(opening, place),
        "figures": {"a": {"value": "130余篇", "label": "媒体发稿"}},
        "chapters": [{"title": title, "works": [work]}, {"title": "第二章", "works": [work]}],
        "methods": {"m": {"name": title}},
        "events": [{"date": "2022-01-10", "kinds": ["主题党日"], "title": title}],
    })  # fmt: skip
    branch = Branch.model_validate(
        {"name": "红旗村党支部", "types": ["x"], "groups": 2, "members": {"total": "28名"}}
    )
    kind = BranchType.model_validate(
        {"name": "甲", "role": "乙", "power": "丙", "chapter": "丁", "purpose": "戊"}
    )
    entry = BranchYear(
        branch, record, (kind,), chapters_of(record, [kind], [kind]), "content/branches/red", record
    )
    for finding in checks.check_year(entry, rules()):
        assert finding.message
        if finding.span:
            assert finding.span.line >= 1
            assert finding.span.column >= 1
            assert finding.span.length >= 1
