"""How well forms and ledgers in other manners are read, measured against their keys.

`PYTHONPATH=tests python -m support.form_scores` prints the scores.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from support.form_manners import workspace
from support.ledger_hands import FORMS, LEDGERS

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.log.ledger import read_ledger
from reportgen.content.model import Event, Ledger
from reportgen.intake.exchange import ReturnedFile, read_one, store
from reportgen.intake.remarks import Weight
from reportgen.workspace import MemoryWorkspace


@dataclass(slots=True)
class FormScore:
    """How many cells and events are right of those that are wanted, and the faults that are false."""

    right: int = 0
    wanted: int = 0
    missed: list[str] = field(default_factory=list)
    false_faults: list[str] = field(default_factory=list)

    def expect(self, what: str, right: object, result: object) -> None:
        """Count one expectation."""
        self.wanted += 1
        if right == result:
            self.right += 1
        else:
            self.missed.append(f"{what}: {result!r} for {right!r}")


def key_of(path: Path) -> dict[str, Any]:
    """Return what is right about a file."""
    key: dict[str, Any] = yaml.safe_load(path.with_suffix(".key.yaml").read_text(encoding="utf-8"))
    return key


def score_of_form(path: Path) -> FormScore:
    """Return how well a returned form is read."""
    key, files, score = key_of(path), workspace(), FormScore()
    result = read_one(files, ReturnedFile(path.name, path.read_bytes()), 2025)
    if result.reading is None:
        score.missed.append(f"not read: {result.fault}")
        score.wanted += 1
        return score
    for place, text in key["texts"].items():
        score.expect(place, text, result.reading.texts.get(place))
    places = {w: {r.place for r in result.remarks if r.weight is w} for w in Weight}
    for place in key["faults"]:
        score.expect(f"fault {place}", True, place in places[Weight.FAULT])
    for place in key["decisions"]:
        score.expect(f"decision {place}", True, place in places[Weight.DECISION])
    for place in key.get("reminders", ()):
        score.expect(f"reminder {place}", True, place in places[Weight.REMINDER])
    messages = "".join(r.message for r in result.remarks if r.code == "intake-left")
    for word in key.get("left", ()):
        score.expect(f"left {word}", True, word in messages)
    score.false_faults = [
        r.message
        for r in result.remarks
        if (r.weight is Weight.FAULT and r.place not in key["faults"])
        or (r.weight is Weight.DECISION and r.place not in key["decisions"])
    ]
    store(files, result)
    slug = result.reading.slug
    entry = load_branch(files, slug, load_branch_types(files)).years.get((slug, 2025))
    record = entry.record if entry else None
    _events(score, key["events"], record.events if record else ())
    for right in key.get("followups", ()):
        followups = [
            {"name": f.name, "status": f.status, "result": f.result}
            for f in (record.followups if record else ())
        ]
        score.expect(f"followup {right['name']}", True, right in followups)
    return score


def score_of_ledger(path: Path) -> FormScore:
    """Return how well a ledger is read."""
    key, score = key_of(path), FormScore()
    files = MemoryWorkspace({f"content/branches/x/{path.name}": path.read_bytes()})
    events, diagnostics = read_ledger(
        files, "content/branches/x", Ledger.model_validate({"file": path.name}), 2025
    )
    _events(score, key["events"], events)
    score.false_faults = [d.message for d in diagnostics if d.is_error]
    return score


def _events(score: FormScore, right: list[list[Any]], events: tuple[Event, ...]) -> None:
    by_title = {str(e.title): e for e in events}
    for date, kinds, title, due, present, *hours in right:
        event = by_title.pop(title, None)
        if event is None:
            score.expect(f"event {title}", True, "missing")
            continue
        read = [event.date.short, "、".join(event.kinds), event.due, event.present]
        more = (
            [float(event.hours)] if hours and event.hours is not None else [None] if hours else []
        )
        score.expect(title, [date, kinds, due, present, *hours], [*read, *more])
    score.false_faults += [f"event too much: {title}" for title in by_title]


def scores() -> dict[str, FormScore]:
    """Return the scores of all by name."""
    result = {
        p.stem: score_of_form(p)
        for p in (FORMS / "g6-health-centre.xlsx", FORMS / "g8-college.xlsx")
    }
    path = LEDGERS / "g7-power-supply.xlsx"
    return {**result, path.stem: score_of_ledger(path)}


def main() -> None:
    """Print the scores."""
    lines = []
    for name, score in scores().items():
        lines.append(f"== {name}: {score.right}/{score.wanted}")
        lines += [f"  missed {each}" for each in score.missed]
        lines += [f"  FALSE {each}" for each in score.false_faults]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
