"""Accepting a draft that was read from Word: parts count as looked at, figures go into the record.

accepted = accept(workspace, report_place(workspace, "shanghe", 2024), figures={"n3": "主题党日"})
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from reportgen.content import edit
from reportgen.content.edit import YamlFile
from reportgen.content.edit.layout import Path
from reportgen.content.edit.values import find_value
from reportgen.content.folders import BRANCHES, LESSONS
from reportgen.content.imported import PROPOSED, lesson_review_path, review_path
from reportgen.content.model import YearRecord
from reportgen.content.model.base import fields_by_key
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.importing.review import (
    ACCEPTED,
    DROPPED,
    Figure,
    Review,
    read_review,
    review_text,
    without,
)
from reportgen.workspace import Workspace

#: so many characters of a sentence stand in a message
_EXAMPLE_CHARS = 16


@dataclass(frozen=True, slots=True)
class AcceptResult:
    """What accepting changes: the files to write, or why not."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    #: how many figures went into the record, and how many parts were ticked off
    figures: int = 0
    parts: int = 0
    #: what is still open
    rest: int = 0
    remarks: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """Where a draft stands that was read from Word: its review, and its record or lesson."""

    review: str
    record: str


def report_place(workspace: Workspace, slug: str, year: int) -> DraftPlace:
    """Return where the draft of a branch's year stands: beside a record that was there before, or as the record."""
    folder = f"{BRANCHES}/{slug}"
    draft = f"{folder}/{year}.draft.yaml"
    record = draft if workspace.exists(draft) else f"{folder}/{year}.yaml"
    return DraftPlace(review_path(folder, year), record)


def lesson_place(slug: str) -> DraftPlace:
    """Return where the draft of a lesson stands."""
    return DraftPlace(lesson_review_path(slug), f"{LESSONS}/{slug}.yaml")


def accept(
    workspace: Workspace,
    place: DraftPlace,
    parts: Collection[Path] | None = None,
    figures: Mapping[str, str] | None = None,
    dropped: Collection[str] = (),
) -> AcceptResult:
    """Return the files in which parts of a draft count as looked at, and figures stand in the record.

    `parts` are paths of `Review.open`, all of them where it is None. `figures` are ids of proposed
    figures with the names they get, "" for the name that is proposed; `dropped` are ids of those that
    nobody wants.
    """
    path, record_path = place.review, place.record
    if not workspace.exists(path):
        message = f"没有从 Word 读来的草稿：{path}"
        return AcceptResult(remarks=(Diagnostic("word-file", message),))
    try:
        review = read_review(workspace.read(path), path)
    except Faults as error:
        return AcceptResult(remarks=error.diagnostics)
    file = edit.read(workspace.read(record_path), record_path)
    if isinstance(file, Diagnostic):
        return AcceptResult(remarks=(file,))
    remarks: list[Diagnostic] = []
    done: dict[str, str] = {}
    chosen: dict[str, Figure] = {}
    labels = set(file.value.get("figures") or ())
    for figure in review.figures:
        if figures is None or figure.id not in figures or figure.status != PROPOSED:
            continue
        label = figures[figure.id] or figure.label
        wrong = _unfit(label, figure, labels | set(chosen))
        if wrong:
            remarks.append(wrong)
        else:
            chosen[label], done[figure.id] = figure, label
    result = _with_figures(file, chosen)
    if isinstance(result, Diagnostic):
        return AcceptResult(remarks=(*remarks, result))
    file = result
    ticked = [p for p in review.open if parts is None or p in parts]
    review = _with_decisions(without(review, ticked), done, dropped)
    rest = len(review.open) + sum(f.status == PROPOSED for f in review.figures)
    files = {path: review_text(review).encode()}
    if done:
        files[record_path] = file.data
    return AcceptResult(files, len(done), len(ticked), rest, tuple(remarks))


def _with_decisions(
    review: Review, accepted: Mapping[str, str], dropped: Collection[str]
) -> Review:
    """Return the review after the user has accepted some figures, each under a name, and dropped others."""
    figures = []
    for figure in review.figures:
        if figure.id in accepted:
            figures.append(replace(figure, status=ACCEPTED, label=accepted[figure.id]))
        elif figure.id in dropped and figure.status == PROPOSED:
            figures.append(replace(figure, status=DROPPED))
        else:
            figures.append(figure)
    return replace(review, figures=tuple(figures))


def _unfit(label: str, figure: Figure, labels: Collection[str]) -> Diagnostic | None:
    """Return why a figure cannot go into the record under a name; None where it can."""
    if not label:
        sentence = next(iter(figure.sentences), "")[:_EXAMPLE_CHARS]
        message = f"{figure.value} 还没有名称（{sentence}…）"
        return Diagnostic("word-figure", message, hints=("写成 编号=名称，如 n3=主题党日",))
    if label in labels:
        message = f"记录里已有名为“{label}”的数字，{figure.value} 没有收"
        return Diagnostic("word-figure", message, hints=("换一个名称再收",))
    return None


def _with_figures(file: YamlFile, chosen: Mapping[str, Figure]) -> YamlFile | Diagnostic:
    """Return the record with figures more, each named in the work whose text says it."""
    if not chosen:
        return file
    values = {label: figure.value for label, figure in chosen.items()}
    edits: list[tuple[Path, edit.Value]] = [(("figures",), values)]
    if file.value.get("figures"):
        edits = [(("figures", label), value) for label, value in values.items()]
    by_work: dict[Path, list[str]] = {}
    for label, figure in chosen.items():
        if figure.path[2:3] == ("works",):
            by_work.setdefault(figure.path[:4], []).append(label)
    for path, labels in by_work.items():
        work = find_value(file.value, path)
        # Somebody may have moved or removed the work since.
        if isinstance(work, Mapping):
            used = work.get("figures")
            at = (*path, "figures")
            if isinstance(used, list):
                edits += [((*at, len(used) + n), label) for n, label in enumerate(labels)]
            elif used is None:
                edits.append((at, labels))
    order = tuple(fields_by_key(YearRecord))
    for path, value in edits:
        result = edit.insert(file, path, value, order if path == ("figures",) else ())
        if isinstance(result, Diagnostic):
            return result
        file = result
    return file
