"""The record of a branch's next year, begun with what lasts from the last one."""

from __future__ import annotations

from reportgen import skeletons
from reportgen.content.branch_year import BranchYear
from reportgen.content.yaml.reader import YamlSource, parse
from reportgen.workspace import Workspace

#: what a branch has for years: copied as it stands
_LASTING = ("meetings", "brands", "methods", "venues")
#: what was written of the last year: it stays in comments, to be looked at
_WRITTEN = ("opening", "chapters", "plan", "closing")


def next_year_text(last: BranchYear, year: int, workspace: Workspace) -> str:
    """Return the record of `year`, begun from that of the last year."""
    path = f"{last.folder}/{last.year}.yaml"
    blocks = _blocks(parse(workspace.read(path), path))
    unsettled = {f.name: f.action for f in last.record.followups if f.state == "continuing"}
    unsettled |= {problem.name: problem.measure for problem in last.record.problems}
    return skeletons.render(
        "next-year.yaml.j2",
        mark=skeletons.schema_mark("year"),
        branch=last.branch,
        year=year,
        last=last.record,
        figures=last.record.figures,
        unsettled=unsettled,
        lasting=[blocks[name] for name in _LASTING if name in blocks],
        written={name: blocks[name] for name in _WRITTEN if name in blocks},
    )


def _blocks(source: YamlSource) -> dict[str, list[str]]:
    """Return the lines of each name at the first level of a file, as they stand there."""
    lines = source.text.split("\n")
    starts = [(key.value, key.start_mark.line) for key, _ in source.root.value]
    ends = [start for _, start in starts[1:]] + [len(lines)]
    blocks = {}
    for (name, start), end in zip(starts, ends, strict=True):
        rows = lines[start:end]
        # Comments and blank lines above the next name belong to that.
        while rows and (not rows[-1].strip() or rows[-1].startswith("#")):
            rows.pop()
        blocks[name] = rows
    return blocks
