"""The progress bar of a build on a terminal: rate, time left, failures so far."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from reportgen.build.summary import Summary


class Bar:
    """The bar of one build."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.task = progress.add_task("生成", total=None, rate="", failed="")

    def update(self, summary: Summary) -> None:
        """Show the present state of the build."""
        count = len(summary.outcomes)
        speed = self.progress.tasks[0].speed
        failed = f"[red]失败 {summary.failed}[/red]" if summary.failed else ""
        self.progress.update(
            self.task,
            completed=count,
            total=max(summary.expected, count),
            rate=f"每秒 {speed:.1f} 份" if speed else "",
            failed=failed,
        )


@contextmanager
def bar() -> Iterator[Bar]:
    """Show a bar on the error stream; other lines printed meanwhile appear above it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("还需"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[failed]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)
