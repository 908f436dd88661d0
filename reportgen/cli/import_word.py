"""`reportgen import`: last year's Word report becomes a draft record, and what was looked at is ticked off."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reportgen import skeletons
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import print_json
from reportgen.content.branches import branch_names
from reportgen.content.edit.layout import Path as ContentPath
from reportgen.content.edit.layout import path_text
from reportgen.content.folders import BRANCHES, LESSONS
from reportgen.content.imported import FIGURES, PROPOSED, part_of
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.importing.accepting import DraftPlace, accept, lesson_place, report_place
from reportgen.importing.importer import ImportResult, read_lesson, read_report, store
from reportgen.importing.review import Review, read_review
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace, read_named

_ALL = "全部"
_EXAMPLE = "例：reportgen import 2024年总结.docx --branch shanghe"
#: so many characters of a sentence are shown
_MOST = 40


def import_word(options: argparse.Namespace) -> int:
    """Run the command."""
    workspace = open_workspace(options)
    actions = {"accept": _accept, "drop": _drop, "list": _list}
    action = actions.get(options.file)
    if bool(options.branch) == bool(options.lesson):
        sys.stderr.write(
            f"要写明是哪个支部的（--branch 代号），或者是党课（--lesson 代号）。{_EXAMPLE}\n"
        )
        return MISUSE
    return action(options, workspace) if action else _import(options, workspace)


# ── Reading ──


def _import(options: argparse.Namespace, workspace: Workspace) -> int:
    path = Path(options.file)
    if options.names:
        sys.stderr.write(f"一次读一个文件，多出来的：{'、'.join(options.names)}。{_EXAMPLE}\n")
        return MISUSE
    if not path.exists():
        sys.stderr.write(f"没有这个文件：{options.file}\n")
        return MISUSE
    chosen = _chosen(options.map)
    if chosen is None:
        sys.stderr.write(
            "--map 写成 章的编号或标题=类型，用逗号分开，如 一=fortress,三=integrity\n"
        )
        return MISUSE
    data = read_named(path)
    if options.lesson:
        mark = skeletons.schema_mark("lesson")
        result = read_lesson(workspace, path.name, data, options.lesson, options.minutes, mark)
    else:
        mark = skeletons.schema_mark("year")
        result = read_report(
            workspace,
            path.name,
            data,
            options.branch,
            options.year,
            chosen,
            mark,
            creates=options.new,
            theme=theme_folder(options),
        )
    if result.is_read and not options.dry_run:
        store(workspace, result)
    if options.format == "json":
        print_json(_as_json(result, workspace))
    else:
        sys.stdout.write("\n".join(_lines(result, workspace, options.dry_run)) + "\n")
    return FAULTS


def _chosen(text: str) -> dict[str, str] | None:
    """Return chapter → type of `一=fortress,三=integrity`; None where it is written otherwise."""
    pairs = [pair.partition("=") for pair in text.replace("，", ",").split(",") if pair.strip()]
    if not all(sign and name.strip() and kind.strip() for name, sign, kind in pairs):
        return None
    return {name.strip(): kind.strip() for name, _, kind in pairs}


def _lines(result: ImportResult, workspace: Workspace, is_dry: bool) -> Iterator[str]:
    for remark in result.remarks:
        yield f"{_WEIGHTS[remark.severity]}　{remark.message}"
        yield from (f"　　　{hint}" for hint in remark.hints)
    if not result.is_read or result.draft is None:
        return
    kinds = [f"{title}（{_KINDS[kind]}）" for title, kind in result.draft.chapters]
    yield f"分成 {len(kinds)} 章：{'、'.join(kinds)}" if kinds else "没有分章"
    record = workspace.display_path(result.record_path)
    yield f"草稿会写进 {record}" if is_dry else f"草稿写进 {record}"
    if not result.year:
        yield f"下一步：补上【待补充】；reportgen import list --lesson {result.slug} 逐处核对"
        return
    if result.record_path.endswith(".draft.yaml"):
        yield f"{result.year} 年已有记录，没有动它；要用的从草稿里抄过去"
    yield f"下一步：reportgen import list --branch {result.slug} --year {result.year} 逐处核对"


_WEIGHTS = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.ADVICE: "说明"}
_KINDS = {
    "work": "工作", "honours": "荣誉", "problems": "问题", "plan": "计划",
    "problems+plan": "问题和计划", "closing": "结尾", "part": "部分", "opening": "开场", "discussion": "讨论", "summary": "小结",
}  # fmt: skip


def _as_json(result: ImportResult, workspace: Workspace) -> dict[str, Any]:
    review = result.review
    return {
        "file": result.name,
        "branch": result.slug,
        "year": result.year,
        "record": workspace.display_path(result.record_path) if result.is_read else None,
        "remarks": [_remark(remark) for remark in result.remarks],
        "figures": [
            {"id": f.id, "value": f.value, "label": f.label, "sentences": list(f.sentences), "path": list(f.path)}
            for f in (review.figures if review else ())
        ],
        "blocks": [
            {"id": p.block, "kind": p.kind, "text": p.text, "to": list(p.to), "left": p.left}
            for p in (review.pieces if review else ())
        ],
    }  # fmt: skip


def _remark(remark: Diagnostic) -> dict[str, Any]:
    return {"code": remark.code, "severity": remark.severity.value, "message": remark.message, "hints": list(remark.hints)}  # fmt: skip


# ── Looking at it ──


def _place(options: argparse.Namespace, workspace: Workspace) -> DraftPlace | None:
    """Return where the draft stands that the command line means; None after saying why there is none."""
    if options.lesson:
        place, slug = lesson_place(options.lesson), options.lesson
        files = workspace.list(LESSONS)
        known = [name.removesuffix(".yaml") for name in files if name.endswith(".yaml")]
        what = "党课"
    else:
        slug, known, what = options.branch, list(branch_names(workspace)), "支部"
        folder = f"{BRANCHES}/{slug}"
        place = report_place(workspace, slug, options.year or _newest(workspace, folder))
    if workspace.exists(place.review):
        return place
    if slug not in known:
        hint = "".join(did_you_mean(slug, known, listing=f"已有的{what}"))
        sys.stderr.write(f"没有名为 `{slug}` 的{what}；{hint}\n")
    else:
        sys.stderr.write(f"`{slug}` 没有从 Word 读来的草稿；{_EXAMPLE}\n")
    return None


def _review(place: DraftPlace, workspace: Workspace) -> Review | None:
    """Return a review; None after saying why it cannot be read."""
    try:
        return read_review(workspace.read(place.review), place.review)
    except Faults as faults:
        sys.stderr.write(f"{faults.diagnostics[0].message}\n")
        return None


def _newest(workspace: Workspace, folder: str) -> int:
    """Return the last year that has a review; 0 where none has."""
    names = [n.removesuffix(".import.yaml") for n in workspace.list(folder)]
    return max((int(name) for name in names if name.isdecimal()), default=0)


def _list(options: argparse.Namespace, workspace: Workspace) -> int:
    place = _place(options, workspace)
    review = _review(place, workspace) if place else None
    if review is None:
        return MISUSE
    sys.stdout.write("\n".join(_list_lines(review)) + "\n")
    waiting = review.open or any(f.status == PROPOSED for f in review.figures)
    return FAULTS if waiting else FINE


def _list_lines(review: Review) -> Iterator[str]:
    yield f"{review.file}，{review.read} 读入"
    figures = [f for f in review.figures if f.status == PROPOSED]
    if figures:
        yield "没有收进记录的数字（编号、数、名称、原句）："
        for figure in figures:
            sentence = figure.sentences[0][:_MOST] if figure.sentences else ""
            planned = "（计划里的）" if figure.is_planned else ""
            label = figure.label or "（没有名称）"
            yield f"  {figure.id}　{figure.value}　{label}{planned}　{sentence}"
    if review.open:
        yield "没有核对的各处："
        for path in review.open:
            yield f"  {part_of(tuple(map(str, path)))}　{path_text(path)}"
    yield "没有放进记录的文字："
    for piece in review.left:
        if piece.left != "序号和标点":
            yield f"  {piece.left}　{piece.text[:_MOST]}"


def _accept(options: argparse.Namespace, workspace: Workspace) -> int:
    place = _place(options, workspace)
    review = _review(place, workspace) if place else None
    if place is None or review is None:
        return MISUSE
    words = options.names
    if not words:
        sys.stderr.write(f"{_what_to_accept(review, options)}\n")
        return MISUSE
    figures: dict[str, str] = {}
    paths: list[ContentPath] = []
    unknown = []
    for word in words:
        name, _, label = word.partition("=")
        own = [p for p in review.open if part_of(tuple(map(str, p))) == word]
        if word == _ALL:
            paths += review.open
        if word in (_ALL, FIGURES):
            figures |= {
                f.id: ""
                for f in review.figures
                if f.id not in figures and f.label and not f.is_planned
            }
        elif any(f.id == name for f in review.figures):
            figures[name] = label.strip()
        elif own:
            paths += own
        elif word != _ALL and word not in _parts(review):
            unknown.append(word)
    if unknown:
        sys.stderr.write(f"不认得：{'、'.join(unknown)}；reportgen import list 列出编号\n")
        return MISUSE
    result = accept(workspace, place, paths, figures)
    for path, data in result.files.items():
        workspace.write(path, data)
    for line in _accepted_lines(result.remarks):
        sys.stdout.write(f"{line}\n")
    figures_line = f"收进数字 {result.figures} 项，" if review.figures else ""
    sys.stdout.write(f"{figures_line}核对好 {result.parts} 处，还有 {result.rest} 处\n")
    return FAULTS if result.remarks or result.rest else FINE


def _what_to_accept(review: Review, options: argparse.Namespace) -> str:
    """Return what may be written behind `accept`, with an example."""
    figures, example = ([FIGURES], f"工作 n3 n7=主题党日 --branch {options.branch}")
    numbers = "，或数字的编号，没有名称的写 编号=名称"
    if options.lesson:
        figures, example, numbers = [], f"部分 页 --lesson {options.lesson}", ""
    parts = "、".join(dict.fromkeys([*figures, *_parts(review)]))
    return f"要写核对好了哪些：{_ALL}、{parts}{numbers}。例：reportgen import accept {example}"


def _drop(options: argparse.Namespace, workspace: Workspace) -> int:
    place = _place(options, workspace)
    review = _review(place, workspace) if place else None
    if place is None or review is None:
        return MISUSE
    if not review.figures:
        sys.stderr.write(
            "没有读到要收的数字，没有可以不收的；核对好的用 reportgen import accept 划去\n"
        )
        return MISUSE
    waiting = {f.id for f in review.figures if f.status == PROPOSED}
    dropped = waiting if options.names in ([FIGURES], [_ALL]) else set(options.names)
    if not dropped or dropped - waiting:
        sys.stderr.write(
            "要写不收的数字的编号，或写 数字（其余的都不收）；reportgen import list 列出编号\n"
        )
        return MISUSE
    result = accept(workspace, place, [], {}, dropped)
    for path, data in result.files.items():
        workspace.write(path, data)
    sys.stdout.write(f"不收的数字 {len(dropped)} 项，还有 {result.rest} 处没有核对\n")
    return FAULTS if result.rest else FINE


def _parts(review: Review) -> list[str]:
    return list(dict.fromkeys(part_of(tuple(map(str, p))) for p in review.open))


def _accepted_lines(remarks: Iterable[Diagnostic]) -> Iterator[str]:
    for remark in remarks:
        hints = "，".join(remark.hints)
        yield f"没有收　{remark.message}{'：' if hints else ''}{hints}"
