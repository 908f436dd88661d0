"""Check that a record has what its types require, and problems, a plan and last year's follow-up."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from reportgen.content import quantities
from reportgen.content.chapters import figures_of
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.exceptions import asks_for
from reportgen.content.figures import figure_named
from reportgen.content.model import UNSTATED, BranchType, Indicator
from reportgen.content.quantities import Quantity, number_of
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import Span, span_of

#: how near the names of a problem in two years are, of 1
_SAME_PROBLEM = 0.6


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each thing the year's record lacks."""
    for kind in review.entry.types:
        yield from _indicators(kind, review)
    yield from _empty_chapters(review)
    record = review.entry.record
    waiting = review.entry.unreviewed
    if waiting:
        yield finding(
            "word-review",
            f"{record.year}.yaml 有 {waiting.total} 处是从 Word 读来、还没有核对的（{waiting.listed}）",
            review.top,
            f"逐处对照“{waiting.file}”，核对好的用 reportgen import accept 划去",
        )
    if not record.problems and asks_for(record, "问题"):
        yield finding(
            "no-problems",
            "没有写存在的问题（problems）",
            review.top,
            "从记录里找依据：缺的月份、低的到会率、没办结的事",
        )
    planned = record.plan is not None and (record.plan.text or record.plan.items)
    if not planned and asks_for(record, "计划"):
        yield finding(
            "no-plan",
            "没有写下一年的计划（plan）",
            review.top,
            "在 plan 里写 text（成段的文字），或在 items 里一条一条列任务",
        )
    yield from _last_problems(review)


def _indicators(kind: BranchType, review: Review) -> Iterator[Diagnostic]:
    for indicator in kind.indicators:
        figure = figure_named(review.entry.record.figures, indicator.figure)
        if figure is None or figure.value is UNSTATED:
            if indicator.required and asks_for(review.entry.record, indicator.figure):
                yield finding(
                    "indicator-missing",
                    f"{kind.name}要有“{indicator.figure}”，figures 里没有",
                    review.top,
                    "补上这项数字；不知道的先空着，文中会留【待补充】",
                    notes=(Note("这一型的要求在这里", span_of(indicator.figure)),),
                )
            continue
        value = number_of(figure.value)
        if value and indicator.minimum and _below(value, indicator.minimum):
            yield finding(
                "indicator-low",
                f"{figure.label}是“{value}”，{kind.name}要求不低于“{indicator.minimum}”",
                span_of(value.text) or span_of(indicator.figure),
                notes=(Note("这一型的要求在这里", _minimum_place(indicator)),),
            )


def _minimum_place(indicator: Indicator) -> Span | None:
    return span_of(indicator.minimum.text) if indicator.minimum else None


def _below(value: Quantity, minimum: Quantity) -> bool:
    if not quantities.same_unit(value, minimum):
        return False
    most = quantities.bounds(value)[1]
    return most is not None and most < minimum.value


def _empty_chapters(review: Review) -> Iterator[Diagnostic]:
    record, written = review.entry.record, len(review.entry.record.chapters)
    for chapter in review.entry.chapters:
        kind = chapter.type
        empty = not (chapter.works or figures_of(record, chapter))
        if kind is None or not empty or not asks_for(record, kind.name):
            continue
        if chapter.number <= written and record.chapters[chapter.number - 1].lead:
            continue
        listed = (t for t in review.entry.branch.types if t in (kind.id, kind.name))
        place, remedy = span_of(next(listed, None)), f"写一章 type: {kind.name}"
        if chapter.number <= written:
            place = span_of(record.chapters[chapter.number - 1].type) or place
            remedy = "给这一章写上 works"
        yield finding(
            "type-empty",
            f"选用了{kind.name}，年度记录里没有它的内容",
            place or review.top,
            f"在 {review.entry.year}.yaml 的 chapters 里{remedy}，或从 branch.yaml 的 types 里去掉",
        )


def _last_problems(review: Review) -> Iterator[Diagnostic]:
    previous = review.entry.previous
    if previous is None or not asks_for(review.entry.record, "上年问题"):
        return
    record = review.entry.record
    listed = {_plain(followup.name): followup for followup in record.followups}
    present = {name for name, f in listed.items() if f.status or f.action or f.result}
    present |= {_plain(problem.name) for problem in record.problems}
    unsettled = (f for f in previous.followups if f.state == "continuing")
    names = [*(problem.name for problem in previous.problems), *(f.name for f in unsettled)]
    for name in dict.fromkeys(names):
        if not _is_mentioned(_plain(name), present, review.text):
            yield finding(
                "last-problem-untold",
                f"{previous.year} 年的问题“{name}”，今年没有交代",
                span_of(listed[_plain(name)].name) if _plain(name) in listed else review.top,
                "在 followups 里写明：name 照上年的写法，status 写整改到哪一步，"
                "如 已完成、基本完成、持续推进、不再推进，action 写怎么改的，result 写结果",
                notes=(Note("上年的问题在这里", span_of(name)),),
            )


def _is_mentioned(problem: str, present: set[str], text: str) -> bool:
    """Return whether this year's record speaks of a problem, under its name or one much like it."""
    if problem in present or problem in _plain(text):
        return True
    return bool(difflib.get_close_matches(problem, present, n=1, cutoff=_SAME_PROBLEM))


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("。")
