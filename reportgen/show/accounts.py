"""The account of a branch's year as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.content.account import Account, Loss
from reportgen.show.excerpts import DisplayPath

#: what the documents lack of a fact, as a heading
LOSS_TITLES = {
    Loss.WHOLE: "没有写进任何文档",
    Loss.PART: "只写进一部分，以下的话没有写进",
    Loss.SPOKEN: "只在备注和讲稿里",
}


def lines(account: Account, display_path: DisplayPath) -> Iterator[str]:
    """Yield every fact that the documents of a year lack, by what they lack of it."""
    yield f"{account.branch} {account.year} 年"
    for loss, title in LOSS_TITLES.items():
        entries = account.of(loss)
        if entries:
            yield f"  {title}：{len(entries)} 项"
        for entry in entries:
            yield f"    {display_path(entry.span.path)}:{entry.span.line}　{entry.path}　{entry.words}"
    if not account.entries:
        yield "  写下的各项都进了文档"
