"""The page a build leaves beside its documents: what was made and why, what failed, what is slow."""

from __future__ import annotations

import time
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from reportgen.build.shared_faults import own_faults
from reportgen.build.summary import Summary
from reportgen.show import excerpts
from reportgen.show.accounts import LOSS_TITLES
from reportgen.show.excerpts import DisplayPath, Source
from reportgen.show.reasons import sentences
from reportgen.show.summary import duration

# A browser opens a page of this many entries at once; build-report.json beside it holds all.
_MOST_FAILED = 300
_MOST_FAULTS = 300
_MOST_WRITTEN = 2000
#: how many of the slowest documents are listed, where there are more
_SLOWEST = 20


def page(summary: Summary, source: Source, display_path: DisplayPath) -> str:
    """Return the page as HTML that needs no other file.

    `source` gives the text of a source file, `display_path` a path as the user knows it. Links are
    relative to the output folder, where the page lies.
    """
    environment = Environment(
        loader=PackageLoader("reportgen", "show"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(
        display=display_path,
        duration=duration,
        excerpt=lambda diagnostic: excerpts.human(diagnostic, source, display_path),
        inside=_path_in_output,
        sentences=lambda reasons: sentences(reasons, display_path),
        url=quote,
    )
    written = [outcome for outcome in summary.outcomes if outcome.status == "written"]
    faults = list(dict.fromkeys(summary.diagnostics))
    made = [outcome for outcome in summary.outcomes if outcome.status in ("written", "fresh")]
    faults += dict.fromkeys(fault for outcome in made for fault in own_faults(outcome))
    removed = set(summary.removed)
    remaining = [output for output in summary.orphans if output not in removed]
    by_time = sorted(written, key=lambda outcome: -outcome.seconds)
    return environment.get_template("build_report.html.j2").render(
        summary=summary,
        started=time.strftime("%Y年%m月%d日 %H:%M:%S", time.localtime(summary.started)),
        failed=[o for o in summary.outcomes if o.status in ("failed", "crashed", "unread")],
        closing=excerpts.closing(faults),
        errors=[fault for fault in faults if fault.is_error],
        others=[fault for fault in faults if not fault.is_error],
        written=sorted(written, key=lambda outcome: outcome.target.output),
        slowest=by_time[:_SLOWEST] if len(by_time) > _SLOWEST else [],
        accounts=[account for account in summary.accounts if account.entries],
        loss_titles=LOSS_TITLES,
        orphans=[
            ("已删除", [_path_in_output(output) for output in summary.removed]),
            ("不再生成、仍在的文件", [_path_in_output(output) for output in remaining]),
        ],
        most_failed=_MOST_FAILED,
        most_faults=_MOST_FAULTS,
        most_written=_MOST_WRITTEN,
    )


def _path_in_output(output: str) -> str:
    """Return a workspace path (`output/2022/…`) relative to the output folder."""
    return output.partition("/")[2]
