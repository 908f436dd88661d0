"""The lines that close a build."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.build.summary import Summary
from reportgen.build.targets import Shard
from reportgen.content.account import Loss
from reportgen.show.excerpts import DisplayPath

#: how a run in the ledger ended
RUN_STATUS = {
    "done": "完成", "interrupted": "中断", "killed": "被强行结束", "failed": "没有开始",
    "running": "进行中",
}  # fmt: skip
#: outputs that are listed one by one
_LISTED = 20
#: facts that are named
_NAMED = 3


def closing_line(summary: Summary, faults: str) -> str:
    """Return the line that says what a build came to; `faults` counts its diagnostics in words."""
    parts = [f"共 {len(summary.outcomes)} 份"]
    if summary.dry:
        parts.append(f"要生成 {summary.count('stale')} 份")
    else:
        parts.append(f"生成 {summary.written} 份")
    if summary.fresh:
        parts.append(f"未变 {summary.fresh} 份")
    if unread := summary.count("unread"):
        parts.append(f"未生成 {unread} 份（内容读不出）")
    line = "，".join(parts)
    if summary.broken:
        names = "、".join(summary.broken[:5]) + ("等" if len(summary.broken) > 5 else "")
        line += f"；{len(summary.broken)} 个支部的内容有错，没有生成（{names}）"
    return line + (f"；{faults}" if faults else "")


def unplaced_lines(summary: Summary) -> Iterator[str]:
    """Yield the lines about facts that stand in no document."""
    accounts = [account for account in summary.accounts if account.finding]
    entries = [entry for a in accounts for entry in a.of(Loss.WHOLE, Loss.PART)]
    if entries:
        named = "、".join(f"“{entry.path}”" for entry in entries[:_NAMED])
        more = "等" if len(entries) > _NAMED else ""
        where = f"（{len(accounts)} 个支部的年度）" if len(accounts) > 1 else ""
        yield f"没有写进任何文档：{len(entries)} 项{where}，{named}{more}"
        yield "  reportgen trace --unplaced 列出全部"


def shard_lines(summary: Summary) -> Iterator[str]:
    """Yield the lines about the shards whose work a build took over, and about those it missed."""
    joined = {each.shard for each in summary.shards}
    for count in sorted({shard.total for shard in joined}):
        own = [each for each in summary.shards if each.shard.total == count]
        written, failed = sum(e.written for e in own), sum(e.failed for e in own)
        yield f"并入 {len(own)} 片（共 {count} 片）：生成 {written} 份，未生成 {failed} 份"
        missing = [f"{n}/{count}" for n in range(1, count + 1) if Shard(n, count) not in joined]
        for heading, names in (
            ("没有做的片", missing),
            ("没有做完的片", [str(each.shard) for each in own if each.status != "done"]),
        ):
            if names:
                more = f" 等 {len(names)} 片" if len(names) > _LISTED else ""
                yield f"  {heading}：{'、'.join(names[:_LISTED])}{more}，它们的文档这次做"


def orphan_lines(summary: Summary, display_path: DisplayPath) -> Iterator[str]:
    """Yield the lines about outputs that nothing makes any more: removed ones and others."""
    removed = set(summary.removed)
    left = [output for output in summary.orphans if output not in removed]
    for heading, outputs in (
        ("已删除不再生成的文件", summary.removed),
        ("以下文件已不再生成，加 --prune 可以删除", left),
    ):
        if outputs:
            yield f"{heading}："
            yield from (f"  {display_path(output)}" for output in outputs[:_LISTED])
            if len(outputs) > _LISTED:
                yield f"  …… 共 {len(outputs)} 个"


def duration(seconds: float) -> str:
    """Return a time in Chinese: 340 毫秒, 2.5 秒, 1 小时 2 分 3 秒."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} 毫秒"
    if seconds < 60:
        return f"{seconds:.1f} 秒"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours} 小时 " if hours else "") + f"{minutes} 分 {rest} 秒"
