"""Faults in the words of the desk, each with the field of a page that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from reportgen.content.checks.registry import CHECKS, Family
from reportgen.content.edit import YamlFile
from reportgen.content.edit.layout import end_of
from reportgen.content.model.base import Part, fields_by_key
from reportgen.desk.documents import Findings
from reportgen.desk.records import FileName, OpenFile
from reportgen.desk.words import in_words
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Span

#: the tab of a year that shows a key of the record
TABS = {
    "figures": "figures",
    "compare": "figures",
    "events": "activities",
    "ledger": "activities",
    "meetings": "activities",
    "problems": "plan",
    "followups": "plan",
    "plan": "plan",
}
#: the words of a missing fact, or the code of a fault, that begin so → the field that it waits for
_WAITING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("成文日期", ("signed",)),
    ("下一年的工作计划", ("plan", "text")),
    ("开头", ("opening",)),
    ("存在的问题", ("problems",)),
)
_LACKING = {"no-plan": ("plan", "text"), "no-problems": ("problems",)} | {
    code: ("events",) for code, check in CHECKS.items() if check.family is Family.FREQUENCY
}
#: doubts that only mending ends
_MENDED_ALONE = ("unplaced", "word-review", "exception-unused", "no-lexicon")
Tab = Literal["text", "figures", "activities", "plan", "finish"]
Weight = Literal["error", "warning", "advice", "pending"]
#: remedies that name files, keys or commands are for the command line
_FOR_COMMAND_LINE = re.compile(r"[a-z_]{4,}|--|\.yaml")
#: a missing fact whose place is deeper than the record's own keys stands where it is wanted
_DEEP = 2


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault as a page shows it: `path` names its field by keys and ids, () where it has none."""

    weight: Weight
    message: str
    hints: tuple[str, ...]
    code: str
    tab: Tab
    file: str
    path: tuple[str, ...]
    #: the words in the field that are at fault, "" where they are not known
    words: str = ""
    #: the doubt as a check words it, "" where it cannot be accepted as it is
    doubt: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the fault as data for the page."""
        return {
            "weight": self.weight,
            "message": self.message,
            "hints": self.hints,
            "code": self.code,
            "tab": self.tab,
            "file": self.file,
            "path": self.path,
            "words": self.words,
            "doubt": self.doubt,
        }


def faults_of(findings: Findings, open_files: Mapping[str, OpenFile]) -> tuple[Fault, ...]:
    """Return the faults of a year; `opened` are its files by workspace path."""
    return tuple(_fault(diagnostic, open_files) for diagnostic in findings.faults)


def _fault(diagnostic: Diagnostic, open_files: Mapping[str, OpenFile]) -> Fault:
    weight: Weight = "error"
    if diagnostic.code == "pending-fact":
        weight = "pending"
    elif diagnostic.severity is not Severity.ERROR:
        weight = "warning" if diagnostic.severity is Severity.WARNING else "advice"
    span = diagnostic.span
    file = open_files.get(span.path) if span else None
    path: tuple[str, ...] = ()
    words = ""
    if span and file:
        place = path_at(file.file, span)
        path = file.ids.identities(place)
        words = _words_at(file.file, span)
    if len(path) < _DEEP:
        path = _LACKING.get(diagnostic.code, path)
    if diagnostic.code == "pending-fact" and len(path) < _DEEP:
        path = next((own for words, own in _WAITING if f"：{words}" in diagnostic.message), path)
    hints = tuple(hint for hint in diagnostic.hints if not _FOR_COMMAND_LINE.search(hint))
    return Fault(
        weight,
        in_words(diagnostic.message),
        hints,
        diagnostic.code,
        _tab(path, file.name if file else None),
        str(file.name) if file else "",
        path,
        words,
        diagnostic.message
        if weight in ("warning", "advice") and _is_acceptable(diagnostic.code)
        else "",
    )


def _is_acceptable(code: str) -> bool:
    """Return whether a finding is a doubt about a year that its author may answer."""
    check = CHECKS.get(code)
    return check is not None and check.family is not Family.LESSON and code not in _MENDED_ALONE


def _tab(path: tuple[str, ...], name: FileName | None) -> Tab:
    if not path or name is None or not name.year:
        return "finish"
    return TABS.get(path[0], "text")  # type: ignore[return-value]  # the values of TABS are tabs


def path_at(file: YamlFile, span: Span) -> tuple[str | int, ...]:
    """Return the keys and indexes of the innermost value at a place of a file."""
    path: list[str | int] = []
    node = file.root
    line, column = span.line - 1, span.column - 1
    while True:
        pair = next(
            (pair for pair in _below(node) if _covers(pair[1], pair[2], line, column)), None
        )
        if pair is None:
            return tuple(path)
        path.append(pair[0])
        node = pair[2]


def lines_of(file: YamlFile, path: tuple[str | int, ...]) -> tuple[int, int] | None:
    """Return the first and last line of the value at `path`, counted from 1; None where there is none."""
    node = file.root
    for part in path:
        below = next((value for key, _, value in _below(node) if key == part), None)
        if below is None:
            return None
        node = below
    return node.start_mark.line + 1, file.text.count("\n", 0, end_of(file, node)) + 1


def _below(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    """Yield the key or index, the node where it begins, and the value of each part of `node`."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, key, value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield index, item, item


def _covers(first: yaml.Node, last: yaml.Node, line: int, column: int) -> bool:
    start, end = first.start_mark, last.end_mark
    after_start = (start.line, start.column) <= (line, column)
    if isinstance(last, yaml.ScalarNode) and last.style in ("|", ">"):
        return after_start and line < end.line
    return after_start and (line, column) < (end.line, end.column)


def _words_at(file: YamlFile, span: Span) -> str:
    lines = file.text.split("\n")
    if not 0 < span.line <= len(lines):
        return ""
    words = lines[span.line - 1][span.column - 1 : span.column - 1 + span.length]
    return words if span.length < 40 else ""


def counts(faults: Iterable[Fault]) -> dict[str, int]:
    """Return how many faults there are of each weight."""
    weights = [fault.weight for fault in faults]
    return {weight: weights.count(weight) for weight in ("error", "warning", "advice", "pending")}


def title_of(model: type[Part], key: str) -> str:
    """Return what a field of the model is called."""
    return str(fields_by_key(model)[key].title)
