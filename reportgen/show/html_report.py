"""A build's summary → one self-contained page: what was made and why, what failed, what is slow."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from reportgen.build.outcome import Outcome
from reportgen.build.summary import Summary
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.show import excerpts
from reportgen.show.excerpts import Shown, Source
from reportgen.show.reasons import sentences
from reportgen.show.summary import duration

#: what a page can hold and still open at once; the JSON beside it has everything
_MOST_FAILED, _MOST_WRITTEN, _MOST_FAULTS, _SLOWEST = 300, 2000, 300, 20

_STYLE = """
:root{--ink:#2b2622;--soft:#7a7069;--line:#e4ddd2;--ground:#fbf8f2;--card:#fff;--red:#9b1c1c;
--gold:#a67c2d;--green:#3f6b4f}
@media (prefers-color-scheme:dark){:root{--ink:#ece6dc;--soft:#a89e93;--line:#3b352f;
--ground:#1d1a17;--card:#26221e;--red:#e07a6a;--gold:#d3ab5e;--green:#8fbf9d}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);line-height:1.7;
font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
main{max-width:60rem;margin:0 auto;padding:3rem 1.5rem 5rem}
h1{font-size:1.7rem;margin:0;font-weight:600}
h2{font-size:1.15rem;margin:2.8rem 0 .8rem;padding-bottom:.4rem;border-bottom:1px solid var(--line)}
.when{color:var(--soft);margin:.3rem 0 2rem}
.rule{height:3px;width:4.5rem;background:var(--red);margin:.9rem 0 1rem}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:1px;
background:var(--line);border:1px solid var(--line)}
.counts div{background:var(--card);padding:1rem 1.2rem}
.counts b{display:block;font-size:2rem;line-height:1.2;font-weight:600;
font-variant-numeric:tabular-nums}
.counts span{color:var(--soft);font-size:.9rem}
.bad b{color:var(--red)}.good b{color:var(--green)}
table{width:100%;border-collapse:collapse;font-size:.92rem}
td,th{text-align:left;padding:.45rem .6rem .45rem 0;border-bottom:1px solid var(--line);
vertical-align:top}
th{color:var(--soft);font-weight:500}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;padding-right:0}
td.why{color:var(--soft)}
a{color:inherit;text-decoration-color:var(--gold);text-underline-offset:.2em}
a:hover{color:var(--red)}
pre{background:var(--card);border:1px solid var(--line);border-left:3px solid var(--red);
padding:.8rem 1rem;overflow-x:auto;font-size:.86rem;line-height:1.6;margin:.5rem 0 1rem;
font-family:"Sarasa Mono SC","Noto Sans Mono CJK SC",Menlo,Consolas,monospace}
pre.warning{border-left-color:var(--gold)}pre.advice{border-left-color:var(--line)}
details summary{cursor:pointer;color:var(--soft);margin:.4rem 0}
.wrap{overflow-x:auto}
.none{color:var(--soft)}
@media print{body{background:#fff}main{padding:0}}
"""


def page(summary: Summary, source: Source, shown: Shown) -> str:
    """Return the page; links are relative to the output folder it is written into."""
    started = time.strftime("%Y年%m月%d日 %H:%M:%S", time.localtime(summary.started))
    how = "被中断" if summary.interrupted else "已完成"
    ways = f"，{summary.workers} 个进程" if summary.workers > 1 else ""
    body = "".join(
        (
            f"<h1>文档生成报告</h1><div class=rule></div>"
            f"<p class=when>第 {summary.run} 次，{started} 开始，"
            f"用时 {duration(summary.seconds)}{ways}，{how}</p>",
            _counts(summary),
            *_failed(summary, source, shown),
            *_faults(summary, source, shown),
            *_written(summary, shown),
            *_slowest(summary),
            *_orphans(summary),
        )
    )
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>文档生成报告</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _counts(summary: Summary) -> str:
    cells = [
        ("", len(summary.outcomes), "份文档"),
        ("good", summary.written, "生成"),
        ("", summary.fresh, "未变"),
        ("bad" if summary.failed else "", summary.failed, "未生成"),
    ]
    if summary.broken:
        cells.append(("bad", len(summary.broken), "个支部内容有错"))
    inner = "".join(f"<div class={k or 'x'}><b>{n}</b><span>{t}</span></div>" for k, n, t in cells)
    return f"<div class=counts>{inner}</div>"


def _failed(summary: Summary, source: Source, shown: Shown) -> Iterator[str]:
    failed = [o for o in summary.outcomes if o.status in ("failed", "crashed")]
    if not failed:
        return
    yield "<h2>没有生成的</h2>"
    for outcome in failed[:_MOST_FAILED]:
        yield f"<p><b>{escape(shown(outcome.target.output))}</b></p>"
        yield from _excerpts(outcome.diagnostics, source, shown)
        if outcome.crash:
            yield f"<pre>程序自身出错，请把这一段告诉开发者：\n{escape(outcome.crash)}</pre>"
    yield _more(len(failed), _MOST_FAILED)


def _faults(summary: Summary, source: Source, shown: Shown) -> Iterator[str]:
    found = list(dict.fromkeys(summary.diagnostics))
    own = (o for o in summary.outcomes if o.status == "written")
    found += dict.fromkeys(d for outcome in own for d in outcome.diagnostics)
    if not found:
        return
    errors = [d for d in found if d.is_error]
    others = [d for d in found if not d.is_error]
    yield f"<h2>内容和模板里的问题</h2><p class=none>{excerpts.closing(found)}</p>"
    yield from _excerpts(errors[:_MOST_FAULTS], source, shown)
    yield _more(len(errors), _MOST_FAULTS)
    if others:
        yield f"<details><summary>警告和建议（{len(others)}）</summary>"
        yield from _excerpts(others[:_MOST_FAULTS], source, shown)
        yield _more(len(others), _MOST_FAULTS) + "</details>"


def _excerpts(found: Iterable[Diagnostic], source: Source, shown: Shown) -> Iterator[str]:
    for diagnostic in found:
        kind = "" if diagnostic.severity is Severity.ERROR else f" class={diagnostic.severity}"
        yield f"<pre{kind}>{escape(excerpts.human(diagnostic, source, shown))}</pre>"


def _written(summary: Summary, shown: Shown) -> Iterator[str]:
    written = [o for o in summary.outcomes if o.status == "written"]
    yield "<h2>生成的</h2>"
    if not written:
        yield "<p class=none>没有需要生成的。</p>"
        return
    written.sort(key=lambda o: o.target.output)
    yield "<div class=wrap><table><tr><th>文档<th>原因<th class=n>大小<th class=n>用时</tr>"
    for outcome in written[:_MOST_WRITTEN]:
        yield (
            f"<tr><td>{_link(outcome)}<td class=why>{escape(sentences(outcome.reasons, shown))}"
            f"<td class=n>{outcome.size / 1024:.0f} KB<td class=n>{duration(outcome.seconds)}</tr>"
        )
    yield "</table></div>" + _more(len(written), _MOST_WRITTEN)


def _slowest(summary: Summary) -> Iterator[str]:
    made = [o for o in summary.outcomes if o.status == "written"]
    if len(made) <= _SLOWEST:
        return
    slowest = sorted(made, key=lambda o: -o.seconds)[:_SLOWEST]
    yield "<h2>最慢的</h2><div class=wrap><table>"
    for outcome in slowest:
        yield f"<tr><td>{_link(outcome)}<td class=n>{duration(outcome.seconds)}</tr>"
    yield "</table></div>"


def _orphans(summary: Summary) -> Iterator[str]:
    removed = set(summary.removed)
    left = [output for output in summary.orphans if output not in removed]
    for heading, outputs in (("已删除", summary.removed), ("不再生成、仍在的文件", left)):
        if outputs:
            rows = "".join(f"<tr><td>{escape(_inside(output))}</tr>" for output in outputs)
            yield f"<h2>{heading}</h2><table>{rows}</table>"


def _link(outcome: Outcome) -> str:
    inside = _inside(outcome.target.output)
    folder, _, name = inside.rpartition("/")
    return f'<a href="{quote(inside)}">{escape(name)}</a> <span class=none>{escape(folder)}</span>'


def _inside(output: str) -> str:
    return output.partition("/")[2]


def _more(count: int, most: int) -> str:
    return f"<p class=none>…… 共 {count} 条，其余见 build-report.json</p>" if count > most else ""
