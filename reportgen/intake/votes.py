"""The votes of a meeting as lines of a cell.

A line is one matter: 接收钱示例为预备党员：应到26，实到25，赞成24，反对0，弃权1，无记名投票.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from reportgen.content import quantities
from reportgen.content.edit import Value
from reportgen.content.quantities import Approximation

#: field of `Vote` → its word in a line, the words that people write for it
_COUNTS = {
    "due": ("应到", "(?:应到会?)?有表决权(?:党员|正式党员)?(?:人数)?|应到会?(?:党员|人数)?"),
    "present": ("实到", "实到会?(?:有表决权)?(?:党员|人数)?|参加表决(?:人数)?"),
    "against": ("反对", "反对票|反对|不赞成|不同意"),
    "abstain": ("弃权", "弃权票|弃权"),
    "agree": ("赞成", "赞成票|赞成|同意票|同意"),
}
_COLON = re.compile("[：:]")
_NUMBER = r"[0-9０-９零〇一二两三四五六七八九十百]+"
_WORDS = "|".join(words for _, words in _COUNTS.values())
#: what may follow a count; 同意2名同志转正 is a matter
_END = rf"(?=\s*(?:[，,、；;。]|\Z|{_WORDS}))"
_COUNT = re.compile(
    f"(?:{'|'.join(f'(?P<{field}>{words})' for field, (_, words) in _COUNTS.items())})"
    rf"\s*[:：]?\s*(?P<number>{_NUMBER})\s*[票人名]?{_END}"
    rf"|(?P<before>{_NUMBER})\s*[票人名]\s*(?P<word>{_WORDS}){_END}"
)
_METHOD = re.compile(
    r"(?:表决)?方式[:：]?\s*(?P<named>\S.*)|(?P<usual>[^：:]*(?:投票|举手|票决|表决|口头|鼓掌)[^：:]*)"
)
_LONGEST_METHOD = len("无记名投票表决")
_BETWEEN = re.compile(r"[，,、；;。\s]+")
#: what a vote should look like, for those who wrote something else
EXAMPLE = "事项：应到26，实到25，赞成24，反对0，弃权1，举手"


def text_of_vote(vote: Mapping[str, Any]) -> str:
    """Return a vote of YAML as a line."""
    matter, method = (" ".join(str(vote.get(key) or "").split()) for key in ("matter", "method"))
    order = ("due", "present", "agree", "against", "abstain")
    parts = [f"{_COUNTS[key][0]}{vote[key]}" for key in order if vote.get(key) not in (None, "")]
    if method:
        usual = _METHOD.fullmatch(method)
        parts.append(method if usual and usual["usual"] else f"方式：{method}")
    if not matter:
        return "，".join(parts)
    return f"{matter}：{'，'.join(parts)}" if parts else matter


def vote_of(line: str) -> dict[str, Value] | None:
    """Return a line as a vote of YAML; None where a part of it says nothing that a vote has."""
    line = line.strip()
    # A matter may hold a number of people itself: 同意2名预备党员转正：赞成24票.
    for mark in _COLON.finditer(line):
        counts = _counts(line[mark.end() :])
        if counts:
            matter = line[: mark.start()].strip()
            return {"matter": matter, **counts} if matter else counts
    first = _COUNT.search(line)
    if first is None:
        return _without_counts(line)
    counts = _counts(line[first.start() :])
    matter = line[: first.start()].strip(" \u3000，,；;。")
    return {"matter": matter, **counts} if matter and counts else counts


def _counts(text: str) -> dict[str, Value] | None:
    """Return the counts and the method that a text says; None where it says anything else, or no count."""
    vote: dict[str, Value] = {}
    for count in _COUNT.finditer(text):
        field = _field(count)
        number = quantities.parse(unicodedata.normalize("NFKC", count["number"] or count["before"]))
        if field in vote or number is None or number.approximation is not Approximation.EXACT:
            return None
        vote[field] = str(number.value)
    rest = [part for part in _BETWEEN.split(_COUNT.sub("，", text)) if part]
    if rest and vote:
        method = _METHOD.fullmatch("，".join(rest))
        if method is None:
            return None
        vote["method"] = _method_of(method)
    return vote or None


def _field(count: re.Match[str]) -> str:
    """Return which count of a vote a match is."""
    if not count["word"]:
        return next(field for field in _COUNTS if count[field])
    return next(
        field for field, (_, words) in _COUNTS.items() if re.fullmatch(words, count["word"])
    )


def _without_counts(line: str) -> dict[str, Value]:
    method = _METHOD.fullmatch(line)
    if method and (method["named"] or len(line) <= _LONGEST_METHOD):
        return {"method": _method_of(method)}
    for mark in _COLON.finditer(line):
        if method := _METHOD.fullmatch(line[mark.end() :].strip()):
            matter = line[: mark.start()].strip()
            return (
                {"matter": matter, "method": _method_of(method)}
                if matter
                else {"method": _method_of(method)}
            )
    return {"matter": line}


def _method_of(method: re.Match[str]) -> str:
    return (method["named"] or method["usual"]).strip()


def is_beyond(vote: Mapping[str, Value]) -> bool:
    """Return whether more votes were cast than people could vote."""
    cast = sum(int(str(vote.get(key) or 0)) for key in ("agree", "against", "abstain"))
    due = vote.get("due")
    return due is not None and cast > int(str(due))
