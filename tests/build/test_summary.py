"""Counts of a build under way."""

from __future__ import annotations

from reportgen.build.messages import Outcome, Status
from reportgen.build.summary import Summary
from reportgen.build.targets import Target


def outcome(status: Status) -> Outcome:
    return Outcome(Target("b1", 2022, "brief", "output/x.docx"), status)


def test_counts_follow_the_outcomes_however_often_they_are_asked_for() -> None:
    summary = Summary()
    assert (summary.written, summary.fresh, summary.failed) == (0, 0, 0)
    summary.outcomes += [outcome("written"), outcome("failed")]
    assert (summary.written, summary.fresh, summary.failed) == (1, 0, 1)
    summary.outcomes += [outcome("written"), outcome("crashed"), outcome("fresh")]
    assert (summary.written, summary.fresh, summary.failed) == (2, 1, 2)
    assert summary.count("written", "fresh") == 3
