"""`python -m benchmarks.word_linear`: time per table row and per page, at two sizes, as a ratio."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from reportgen.document.nodes import (
    Block,
    Cell,
    Chart,
    Column,
    Contents,
    Heading,
    Paragraph,
    Properties,
    Report,
    Series,
    Table,
    Text,
)
from reportgen.theme.loading import load_theme
from reportgen.theme.word import WordTheme
from reportgen.workspace import DiskWorkspace
from reportgen.write.word import write_report

_JULI = Path(__file__).resolve().parent.parent / "templates" / "juli"
_ROUNDS = 5
_ROWS = 300, 3000
_PAGES = 20, 200
_SENTENCE = "支部组织党员学习条例第{n}条，走访群众{n}户，办结诉求{n}件，群众满意。"
_SECTION_PAGES = 2
"""A section of two headings, a chart and text fills about two pages."""


def table(rows: int) -> tuple[Block, ...]:
    """Return a table of so many rows and five columns, one of them with long texts."""
    body = tuple(
        (
            Cell((Text(f"{n}"),)),
            Cell((Text("和风社区党支部"),)),
            Cell((Text(_SENTENCE.format(n=n)),)),
            Cell((Text(f"{n}次"),)),
            Cell((Text(f"{n % 100}.5%"),)),
        )
        for n in range(rows)
    )
    head = tuple(
        Cell((Text(name),), header=True) for name in ("序号", "支部", "内容", "次数", "率")
    )
    return (Table(tuple(Column() for _ in head), (head, *body), caption=(Text("一览"),), number=1),)


def report(pages: int) -> tuple[Block, ...]:
    """Return a report of about so many pages with contents, headings, charts and text."""
    out: list[Block] = [Contents(2)]
    for n in range(pages // _SECTION_PAGES):
        out.append(Heading(1, (Text(f"第{n}部分工作"),), "一、"))
        out.append(Heading(2, (Text(f"抓实第{n}项任务"),), "（一）"))
        series = (Series("次数", (float(n), 2.0, 3.0)),)
        text = Text("".join(_SENTENCE.format(n=n + k) for k in range(7)))
        out.append(Paragraph((text,)))
        out.append(
            Chart("column", "次数", ("甲", "乙", "丙"), series, caption=(text,), number=n + 1)
        )
        out += [Paragraph((text,)) for _ in range(2)]
    return tuple(out)


def seconds(blocks: Sequence[Block], theme: WordTheme) -> float:
    """Return the seconds one report of `blocks` takes to write."""
    report = Report(Properties("标题", year=2026), (Text("标题"),), tuple(blocks))
    gc.collect()
    start = time.perf_counter()
    write_report(report, theme, lambda _: b"")
    return time.perf_counter() - start


def growth(make: Callable[[int], Sequence[Block]], sizes: tuple[int, int]) -> tuple[float, float]:
    """Return the median ratio of time per piece at the two sizes, and milliseconds per piece."""
    root = _JULI.parents[1]
    workspace = DiskWorkspace({"content": root / "content", "templates": root / "templates"})
    theme = load_theme(workspace, "templates/juli").word("gbt9704")
    small, large = (make(size) for size in sizes)
    seconds(small, theme)  # opens the theme
    ratios, each = [], []
    for _ in range(_ROUNDS):
        # Taken in turns, so that whatever else the machine does falls on both.
        one, many = seconds(small, theme) / sizes[0], seconds(large, theme) / sizes[1]
        ratios.append(many / one)
        each.append(many * 1000)
    return statistics.median(ratios), statistics.median(each)


def main() -> None:
    """Print a line for tables and one for reports; 1.0 is linear."""
    for name, make, sizes in (
        ("row of a table", table, _ROWS),
        ("page of a report", report, _PAGES),
    ):
        ratio, each = growth(make, sizes)
        print(f"{name}: {sizes[0]} to {sizes[1]}: time each ×{ratio:.2f}, {each:.2f} ms each")


if __name__ == "__main__":
    main()
