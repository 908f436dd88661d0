"""Check texts against the lexicon: wrong forms and verbs, incomplete lists, missing quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.content.checks.registry import CHECKS, finding
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.lexicon import Entry, Lexicon, Wrong
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Span

#: words before a phrase of an earlier year that say the text looks back on it
_LOOKING_BACK = r"(?:巩固|拓展|深化|运用|转化|回顾|以来|历史|上年|去年)[^，。；]{0,12}$"


def check(
    blocks: Iterable[TextBlock],
    text: str,
    lexicon: Lexicon,
    year: int,
    *,
    of_branch: bool = True,
) -> Iterator[Diagnostic]:
    """Yield a finding for each set phrase that is wrong, one at a place; `text` is all blocks joined.

    Texts that are not `of_branch` may speak of other bodies: terms that only a branch gets wrong are not
    judged there.
    """
    reported: list[Span] = []
    for diagnostic in _all(tuple(blocks), text, lexicon, year, of_branch=of_branch):
        span = diagnostic.span
        if span and any(_within(span, other) for other in reported):
            continue
        if span:
            reported.append(span)
        yield diagnostic


def _within(inner: Span, outer: Span) -> bool:
    end, outer_end = inner.column + inner.length, outer.column + outer.length
    same = (inner.path, inner.line) == (outer.path, outer.line)
    return same and outer.column <= inner.column and end <= outer_end


def _all(
    texts: tuple[TextBlock, ...], text: str, lexicon: Lexicon, year: int, *, of_branch: bool
) -> Iterator[Diagnostic]:
    verbs = _verbs(lexicon.entries)
    for entry in lexicon.entries:
        for wrong in entry.wrong:
            if (of_branch or not wrong.only_branch) and _occurs(wrong, text):
                yield from _wrong(wrong, entry, texts)
        short = entry.phrase
        if short in text:
            if entry.quoted:
                yield from _unquoted(entry, texts)
            if entry.verbs:
                yield from _verb(entry, verbs, texts)
            yield from _out_of_time(entry, texts, year, "记录" if of_branch else "课")
        if entry.members and sum(member in text for member in entry.members) >= 2:
            yield from _list(entry, texts)
        if entry.near and entry.full:
            yield from _full(entry, text, texts)


def _severity(entry: Entry, code: str) -> Severity | None:
    """Return WARNING for what would be an error by an entry nobody has confirmed, else None."""
    if not entry.confirmed and CHECKS[code].severity is Severity.ERROR:
        return Severity.WARNING
    return None


def _source(entry: Entry) -> str:
    return f"依据：{entry.source}" + ("" if entry.confirmed else "（尚未核实）")


def _change(before: str, after: str) -> str:
    return f"{before} → {after}"


# --- forms known to be wrong ----------------------------------------------------------------------


def _occurs(wrong: Wrong, text: str) -> bool:
    if wrong.text:
        return wrong.text in text
    return bool(wrong.pattern) and re.compile(wrong.pattern).search(text) is not None


def _wrong(wrong: Wrong, entry: Entry, blocks: Sequence[TextBlock]) -> Iterator[Diagnostic]:
    pattern = re.compile(wrong.pattern or re.escape(wrong.text))
    code = wrong.code or ("wording-error" if entry.confirmed else "wording-doubt")
    for block in blocks:
        for match in pattern.finditer(block.text):
            if wrong.unless and _is_exempt(wrong.unless, block.text, match):
                continue
            right = match.expand(wrong.right) if wrong.right else ""
            hints = (_change(match[0], right),) if right else ()
            yield finding(
                code,
                f"{block.where}“{match[0]}”{_what(code, right)}",
                block.inside(match.start(), match.end()),
                *hints,
                *((entry.note,) if entry.note else ()),
                _source(entry),
                severity=_severity(entry, code),
            )


def _what(code: str, right: str) -> str:
    match code:
        case "scrubbed-text":
            return "是被隐去或没有填写的文字"
        case "stale-term":
            return "与年份不符"
        case "wording-doubt":
            return "可能有误，请核对"
    return f"应为“{right.strip('“”')}”" if right else "表述有误"


def _is_exempt(unless: str, text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 16) : match.end() + 16]
    return re.compile(unless).search(around) is not None


# --- quotes, verbs, years -------------------------------------------------------------------------


def _unquoted(entry: Entry, blocks: Sequence[TextBlock]) -> Iterator[Diagnostic]:
    phrase = entry.phrase
    for block in blocks:
        text = block.text
        if block.role in (Role.LABEL, Role.CELL):
            continue  # a name is given as it is: an honour, an event, the head of a card
        at = text.find(phrase)
        while at >= 0:
            end = at + len(phrase)
            if not _in_quotes(text, at, end):
                yield finding(
                    "quotes-missing",
                    f"{block.where}“{phrase}”要加引号",
                    block.inside(at, end),
                    _change(phrase, f"“{phrase}”"),
                    _source(entry),
                )
            at = text.find(phrase, end)


def _in_quotes(text: str, start: int, end: int) -> bool:
    opened = max(text.rfind("“", 0, start), text.rfind("《", 0, start))
    closed = max(text.rfind("”", 0, start), text.rfind("》", 0, start))
    return opened > closed and any(mark in text[end:] for mark in "”》")


def _verbs(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(str(verb) for entry in entries for verb in entry.verbs)


def _verb(entry: Entry, known: frozenset[str], blocks: Sequence[TextBlock]) -> Iterator[Diagnostic]:
    others = sorted(known - set(entry.verbs), key=len, reverse=True)
    if not others:
        return
    pattern = re.compile(
        f"({'|'.join(map(re.escape, others))})(?:了)?“?{re.escape(entry.phrase)}”?"
    )
    right = entry.verbs[0]
    for block in blocks:
        for match in pattern.finditer(block.text):
            yield finding(
                "wrong-verb",
                f"{block.where}“{match[0]}”的动词应是“{right}”",
                block.inside(match.start(), match.end()),
                _change(match[0], f"{right}“{entry.phrase}”"),
                _source(entry),
                severity=_severity(entry, "wrong-verb"),
            )


def _out_of_time(
    entry: Entry, blocks: Sequence[TextBlock], year: int, what: str
) -> Iterator[Diagnostic]:
    """Yield a finding for each use of a phrase outside its years; `what` is of the year `year`."""
    early = entry.since is not None and year < entry.since
    late = entry.until is not None and year > entry.until
    if not year or not (early or late):
        return
    bound = f"{entry.since} 年才有" if early else f"是 {entry.until} 年及以前的提法"
    for block in blocks:
        at = block.text.find(entry.phrase)
        if at < 0 or (late and re.search(_LOOKING_BACK, block.text[:at])):
            continue
        if any(_is_in_use(entry, then) for then in _years_around(block.text, at)):
            continue  # 2021年开展党史学习教育 is history
        if early and block.role is Role.PLAN and year + 1 >= (entry.since or 0):
            continue
        yield finding(
            "stale-term",
            f"{block.where}“{entry.phrase}”{bound}，这是 {year} 年的{what}",
            block.inside(at, at + len(entry.phrase)),
            *((entry.note,) if entry.note else ()),
            _source(entry),
        )


def _is_in_use(entry: Entry, year: int) -> bool:
    return (entry.since or year) <= year <= (entry.until or year)


def _years_around(text: str, at: int) -> list[int]:
    """Return the years that the sentence at a place of a text names."""
    opening = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    sentence = re.split("[。！？\n]", text[opening:])[0]
    return [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)年", sentence)]


# --- lists and long forms -------------------------------------------------------------------------


def _list(entry: Entry, blocks: Sequence[TextBlock]) -> Iterator[Diagnostic]:
    members = tuple(str(member) for member in entry.members)
    for block in blocks:
        if sum(member in block.text for member in members) < 2:
            continue
        for start, end, named_items in _rows(block.text, members):
            # A row with all items but one is a slip; with fewer, only if the phrase stands nearby.
            named = entry.phrase in block.text[max(0, start - 24) : end + 24]
            if len(named_items) < max(2, len(members) - 1) and not (
                named and len(named_items) >= 2
            ):
                continue
            missing = [member for member in members if member not in named_items]
            right = "、".join(members)
            if missing and (len(named_items) == len(members) - 1 or named):
                code, what = "list-incomplete", f"缺“{'”“'.join(missing)}”"
            elif not missing and named_items != list(members):
                code, what = "list-order", "次序不对"
            else:
                continue
            yield finding(
                code,
                f"{block.where}“{entry.phrase}”的各项{what}",
                block.inside(start, end),
                _change(block.text[start:end], right),
                _source(entry),
                severity=_severity(entry, code),
            )


def _rows(text: str, members: Sequence[str]) -> Iterator[tuple[int, int, list[str]]]:
    """Yield start, end and items of each row of at least two items joined by 、, 和 and the like."""
    pattern = re.compile("|".join(map(re.escape, sorted(members, key=len, reverse=True))))
    start = end = -1
    items: list[str] = []
    for match in pattern.finditer(text):
        joined = start >= 0 and _joins(text[end : match.start()])
        if not joined:
            if len(items) >= 2:
                yield start, end, items
            start, items = match.start(), []
        if match[0] not in items:
            items.append(match[0])
        end = match.end()
    if len(items) >= 2:
        yield start, end, items


def _joins(between: str) -> bool:
    return between in ("、", "，", "和", "以及", "与", "；", "、以及")


def _full(entry: Entry, text: str, blocks: Sequence[TextBlock]) -> Iterator[Diagnostic]:
    pattern = re.compile(entry.near)
    if not pattern.search(text):
        return
    wanted = _bare(entry.full)
    for block in blocks:
        for match in pattern.finditer(block.text):
            if _bare(match[0]) == wanted:
                continue
            code = "wording-error" if entry.confirmed else "wording-doubt"
            yield finding(
                code,
                f"{block.where}“{entry.phrase}”的全称与规范表述不同",
                block.inside(match.start(), match.end()),
                _change(match[0], entry.full),
                _source(entry),
            )


def _bare(text: str) -> str:
    return re.sub(r"[“”\s]", "", text)
