"""Check the year-on-year changes (同比) in texts against the figures of the two years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.content import quantities, trends
from reportgen.content.checks.figure_mentions import FigureMention
from reportgen.content.checks.registry import finding
from reportgen.content.checks.review import Review
from reportgen.content.checks.stated_facts import PERHAPS_NEAR, StatedFact, figure_facts, words_of
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.quantities import number_of
from reportgen.diagnostics import Diagnostic, Note
from reportgen.spans import span_of

_GROWTH = re.compile(
    r"(?:同比|比上年|较上年|比去年|较去年|上年同期)(?:同期)?(?:又)?"
    r"(?P<way>增长|增加|上升|提高|提升|增|下降|减少|降低|回落|减)(?:了|约|近|超)*"
    r"(?P<value>\d+(?:\.\d+)?)(?P<unit>%|％|个百分点)"
)
_UP = ("增长", "增加", "上升", "提高", "提升", "增")


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a finding for each value of last year that is in doubt, and each 同比 that is wrong."""
    yield from _last_years(review)
    if "比" not in review.text or not _GROWTH.search(review.text):
        return
    facts = tuple(figure_facts(review.entry.record))
    for block in review.blocks:
        if block.role is Role.PLAN:
            continue
        for match in _GROWTH.finditer(block.text):
            yield from _check_change(match, block, review, facts)


def _last_years(review: Review) -> Iterator[Diagnostic]:
    record, previous = review.entry.record, review.entry.previous
    for figure in trends.compared(record):
        if record.year - 1 not in trends.values_by_year(figure, record, previous):
            yield finding(
                "no-last-year",
                f"compare 里的“{figure.label}”没有 {record.year - 1} 年的数，没有比",
                span_of(figure.value.text) or span_of(figure.label),
                "在这项数字里写 last_year，或从 compare 里去掉",
            )
    if previous is None:
        return
    for figure in record.figures.values():
        other = trends.of_last_year(figure, record, previous)
        stated, recorded = number_of(figure.last_year), number_of(other.value) if other else None
        if stated and recorded and not quantities.agrees(stated, recorded):
            yield finding(
                "last-year-disagrees",
                f"“{figure.label}”的 last_year 是“{stated}”，{previous.year} 年的记录里是“{recorded}”",
                span_of(stated.text),
                "两处改成一个数；口径不同的，在 note 里说明",
                notes=(Note(f"{previous.year} 年的数在这里", span_of(recorded.text)),),
            )


def _check_change(
    match: re.Match[str], block: TextBlock, review: Review, facts: tuple[StatedFact, ...]
) -> Iterator[Diagnostic]:
    span = block.inside(match.start(), match.end())
    record, year = review.entry.record, review.entry.year - 1
    entry = _figure_before(match.start(), block, review, facts)
    figure = record.figures.get(entry) if entry else None
    values = trends.values_by_year(figure, record, review.entry.previous) if figure else {}
    now, before = number_of(values.get(year + 1)), number_of(values.get(year))
    if now is None or before is None:
        message = f"{block.where}写了“{match[0]}”，对不上两年都有的数字"
        hint = f"在 figures 里给这项数字写上 {year} 年的 last_year，就能核对"
        yield finding("growth-unproven", message, span, hint)
        return
    computed = _computed(now, before, match["unit"])
    places = len(match["value"].partition(".")[2])
    sign = 1 if match["way"] in _UP else -1
    stated = sign * Decimal(match["value"])
    if computed is None or abs(computed - stated) <= Decimal(1).scaleb(-places) * Decimal("0.51"):
        return
    change = f"{'增长' if computed > 0 else '下降'}{abs(round(computed, max(places, 1))):f}"
    change = change.rstrip("0").rstrip(".") if "." in change else change
    yield finding(
        "growth-disagrees",
        f"{block.where}写的是“{match[0]}”，按两年的数应是{change}{match['unit']}"
        f"（{before} → {now}）",
        span,
        "改正比例，或核对两年的数",
        notes=(Note(f"{year} 年的数在这里", span_of(before.text)),),
    )


def _computed(now: quantities.Quantity, before: quantities.Quantity, unit: str) -> Decimal | None:
    if not quantities.same_unit(now, before):
        return None
    if unit == "个百分点":
        return now.value - before.value
    return 100 * (quantities.ratio(now, before) - 1) if before.value else None


def _figure_before(
    at: int, block: TextBlock, review: Review, facts: tuple[StatedFact, ...]
) -> str | None:
    """Return the name of the entry of the last figure before 同比 in its sentence, None if there is none."""
    opening = max(block.text.rfind(mark, 0, at) for mark in "。；\n") + 1
    near: list[FigureMention] = [
        m for m in review.mentions if m.block is block and opening <= m.start and m.end <= at
    ]
    for mention in reversed(near):
        rated = [
            (fact.nearness(words_of(mention)), fact.entry)
            for fact in facts
            if quantities.same_unit(fact.quantity, mention.quantity)
            and quantities.agrees(fact.quantity, mention.quantity)
        ]
        best = max(rated, default=(0.0, ""), key=lambda pair: pair[0])
        if best[1] and (best[0] >= PERHAPS_NEAR or len(rated) == 1):
            return best[1]
    if not near:
        text = block.text[opening:at]
        return next((fact.entry for fact in facts if fact.label in text), None)
    return None
