"""`reportgen new year BRANCH`: the record of a further year, begun with what lasts from the last one."""

from __future__ import annotations

import argparse
import sys

from reportgen import skeletons
from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace
from reportgen.cli.questions import ask, may_ask
from reportgen.content.branch_year import BranchYear
from reportgen.content.branches import branch_names, load_branch, load_branch_types
from reportgen.content.folders import BRANCHES
from reportgen.skeletons.next_year import next_year_text
from reportgen.suggestions import did_you_mean


def new_year(options: argparse.Namespace) -> int:
    """Write the record of a branch's next year."""
    workspace = open_workspace(options)
    known = branch_names(workspace)
    slug = options.name
    if not slug and may_ask(options):
        slug = ask(f"哪个支部（{'、'.join(known[:12])}）", known[0] if len(known) == 1 else "")
    if not slug:
        sys.stderr.write("要写支部的代号。例：reportgen new year 红星 2026\n")
        return MISUSE
    if slug not in known:
        hint = "".join(did_you_mean(slug, known, listing="已有的支部"))
        sys.stderr.write(f"没有名为 `{slug}` 的支部；{hint or '先用 reportgen new branch 新建'}\n")
        return MISUSE
    if options.more and not options.more.isdecimal():
        sys.stderr.write(f"年份要写四位数字，这里是“{options.more}”\n")
        return MISUSE
    wanted = int(options.more or options.year or 0)
    if wanted and not 1921 <= wanted <= 2100:
        sys.stderr.write(f"年份“{wanted}”不对，要在 1921 到 2100 之间\n")
        return MISUSE
    library = load_branch(workspace, slug, load_branch_types(workspace))
    entries = library.by_kind.get(BranchYear.subject_kind, ())
    records = {entry.year: entry for entry in entries if isinstance(entry, BranchYear)}
    if not records:
        sys.stderr.write(
            f"支部 `{slug}` 没有可以照着新建的年度记录，或者里面有错误；"
            f"先运行 reportgen check {slug}\n"
        )
        return FAULTS
    year = wanted or max(records) + 1
    path = f"{BRANCHES}/{slug}/{year}.yaml"
    if workspace.exists(path):
        sys.stderr.write(f"已有 {workspace.display_path(path)}，没有改动它\n")
        return FAULTS
    earlier = [known_year for known_year in records if known_year < year]
    if not earlier:
        sys.stderr.write(f"支部 `{slug}` 没有 {year} 年以前的记录，只有 {min(records)} 年起的\n")
        return FAULTS
    try:
        message = skeletons.write(
            workspace, path, next_year_text(records[max(earlier)], year, workspace)
        )
    except OSError as error:
        sys.stderr.write(f"{skeletons.refusal(workspace, path, error)}\n")
        return FAULTS
    sys.stdout.write(
        f"{message}照 {max(earlier)} 年的记录：写过的会议惯例、品牌、工作法、阵地照抄，"
        f"问题放进了 followups，数字和正文留在注释里，供对照。\n下一步：填写后运行 reportgen check {slug}\n"
    )
    return FINE
