"""The page a build leaves beside its documents: what was made and why, what failed, what is slow."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import PackageLoader
from markupsafe import Markup

from reportgen.build.summary import Summary
from reportgen.codes import CODES
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.show import excerpts
from reportgen.show.accounts import LOSS_TITLES
from reportgen.show.excerpts import DisplayPath, Source
from reportgen.show.html_templates import html_environment
from reportgen.show.overview import CommitteeRow, Overview, SourceRow, overview
from reportgen.show.reasons import sentences
from reportgen.show.summary import RUN_STATUS, duration

#: bytes of the page, whatever was built: it is opened over a network, and mailed
MOST_BYTES = 4_000_000
#: The page lists at most so many rows; build-report.json lists all of them.
_MOST_FAILED = 300
_MOST_WRITTEN = 500
_MOST_ACCOUNTS = 100
_MOST_ENTRIES = 30
_MOST_COMMITTEES = 3000
#: so many faults are shown with the lines of their source
_MOST_EXCERPTS = 300
#: of the bytes that are left for data, the rows of sources take at most this part
_SHARE_OF_SOURCES = 0.6
#: how many of the slowest documents are listed, where there are more
_SLOWEST = 20
_DATA = '<script type="application/json" id="data">'
_SCRIPT = Path(__file__).with_name("build_report.js")
_SEVERITIES = tuple(Severity)


def page(summary: Summary, source: Source, display_path: DisplayPath) -> str:
    """Return the page as HTML that needs no other file.

    `source` gives the text of a source file, `display_path` a path as the user knows it. Links are
    relative to the output folder, where the page lies.
    """
    environment = html_environment(PackageLoader("reportgen", "show"))
    environment.filters.update(
        display=display_path,
        duration=duration,
        inside=_path_in_output,
        moment=_moment,
        sentences=lambda reasons: sentences(reasons, display_path),
        status=lambda status: RUN_STATUS.get(status, ""),
        titles=_titles,
        url=quote,
    )
    whole = overview(summary)
    written = [outcome for outcome in summary.outcomes if outcome.status == "written"]
    faults = [fault for row in whole.sources for fault, _ in row.faults]
    removed = set(summary.removed)
    remaining = [output for output in summary.orphans if output not in removed]
    by_time = sorted(written, key=lambda outcome: -outcome.seconds)
    text = environment.get_template("build_report.html.j2").render(
        summary=summary,
        started=time.strftime("%Y年%m月%d日 %H:%M:%S", time.localtime(summary.started)),
        runs=summary.runs,
        earlier_run=summary.earlier_run,
        trend=_trend(whole),
        committees=whole.committees,
        failed=[o for o in summary.outcomes if o.status in ("failed", "crashed", "unread")],
        closing=excerpts.closing(faults),
        written=sorted(written, key=lambda outcome: outcome.target.output),
        slowest=by_time[:_SLOWEST] if len(by_time) > _SLOWEST else [],
        accounts=[account for account in summary.accounts if account.entries],
        loss_titles=LOSS_TITLES,
        orphans=[
            ("已删除", [_path_in_output(output) for output in summary.removed]),
            ("不再生成、仍在的文件", [_path_in_output(output) for output in remaining]),
        ],
        most_failed=_MOST_FAILED,
        most_written=_MOST_WRITTEN,
        most_accounts=_MOST_ACCOUNTS,
        most_entries=_MOST_ENTRIES,
        most_committees=_MOST_COMMITTEES,
        # The script is ours, and ends no element: no value of a document stands in it.
        script=Markup(_SCRIPT.read_text(encoding="utf-8")),  # noqa: S704 - see above
    )
    head, mark, tail = text.partition(_DATA)
    room = MOST_BYTES - len(text.encode())
    return (
        f"{head}{mark}{_data(summary, whole, source, display_path, room)}{tail}" if mark else text
    )


def _data(
    summary: Summary, whole: Overview, source: Source, display_path: DisplayPath, room: int
) -> str:
    """Return what the script of the page reads, as JSON of at most `room` bytes."""
    faulty = sorted((row for row in whole.sources if row.faults), key=_gravity)
    places = {row.slug: number for number, row in enumerate(whole.committees)}
    codes = {
        code: n for n, code in enumerate(sorted({f.code for r in faulty for f, _ in r.faults}))
    }
    sources = list(
        _within(
            (_source_row(row, places) for row in faulty), room * _SHARE_OF_SOURCES
        )
    )  # fmt: skip
    values: dict[str, Any] = {
        "earlier": summary.earlier_run,
        "codes": [[code, CODES[code].title if code in CODES else code] for code in codes],
        "committees": [_committee_row(row, places) for row in whole.committees],
        "sources": sources,
        "faults": [],
        "left": 0,
    }
    listed = [(n, *each) for n, row in enumerate(faulty[: len(sources)]) for each in row.faults]
    # The gravest of all sources come first, so that what does not fit is the lightest.
    listed.sort(key=lambda each: _SEVERITIES.index(each[1].severity))
    used = len(_json(values).encode())
    rows = list(_within(_fault_rows(listed, codes, source, display_path), room - used))
    values["left"] = sum(len(row.faults) for row in faulty) - len(rows)
    values["faults"] = sorted(rows, key=lambda row: row[0])
    return _json(values)


def _json(value: Any) -> str:
    """Return JSON that may stand in a script element: nothing in it ends the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").encode("utf-8", "replace").decode()


def _within(rows: Iterable[Any], room: float) -> Iterator[Any]:
    """Yield rows as long as their JSON takes no more than `room` bytes."""
    for row in rows:
        room -= len(_json(row).encode()) + 1
        if room < 0:
            return
        yield row


def _gravity(row: SourceRow) -> tuple[int, int]:
    return (-row.counts.errors, -row.counts.warnings)


def _source_row(row: SourceRow, places: dict[str, int]) -> list[Any]:
    counts = row.counts
    return [
        row.source.kind, row.source.name, places.get(row.committee, -1),
        counts.written, counts.fresh, counts.failed,
    ]  # fmt: skip


def _committee_row(row: CommitteeRow, places: dict[str, int]) -> dict[str, Any]:
    return {"name": row.name, "above": places.get(row.above, -1), "depth": row.depth}


def _fault_rows(
    listed: Iterable[tuple[int, Diagnostic, bool]],
    codes: dict[str, int],
    source: Source,
    display_path: DisplayPath,
) -> Iterator[list[Any]]:
    for number, (place, fault, new) in enumerate(listed):
        span = fault.span
        where = f"{display_path(span.path)}:{span.line}:{span.column}" if span else ""
        excerpt = ""
        if number < _MOST_EXCERPTS:
            excerpt = excerpts.human(fault, source, display_path)
        message = excerpts.message(fault)
        severity = _SEVERITIES.index(fault.severity)
        yield [place, severity, codes[fault.code], message, where, int(new), excerpt]


def _trend(whole: Overview) -> str:
    parts = [
        f"{words} {excerpts.counted(counts)}"
        for words, counts in (("新出现", whole.added), ("消除", whole.resolved))
        if any(counts.values())
    ]
    return "，".join(parts) or "没有增减"


def _titles(diagnostics: tuple[Diagnostic, ...]) -> str:
    """Return what is wrong with a document, by the titles of the codes of its errors."""
    counts = Counter(fault.code for fault in diagnostics if fault.is_error)
    return "、".join(CODES[code].title if code in CODES else code for code in counts)


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))


def _path_in_output(output: str) -> str:
    """Return a workspace path (`output/2022/…`) relative to the output folder."""
    return output.partition("/")[2]
