"""Inlines in, runs out: text that stays whole, in the right face, and fields with their results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportgen.document.nodes import (
    Content,
    Inline,
    LineBreak,
    Number,
    Pending,
    Reference,
    Text,
)
from reportgen.write.escaping import escaped
from reportgen.write.word.markup import clean

# Characters that exist in Latin and in Chinese type, such as “” — … ·: Word sets them in the Latin
# face unless the run says eastAsia (ECMA-376 17.3.2.26).
_AMBIGUOUS = re.compile(
    "[\u00a1-\u00ff\u0100-\u04ff\u1e00-\u1eff\u2000-\u2bff\ue000-\uf8ff\ufb00-\ufb1c]"
)
_BREAKS = re.compile("(\r\n|[\n\r\t])")
# What is not written as it stands: breaks, spaces, what XML escapes or cannot hold.
_CARE = re.compile('[\x00-\x20"&<>\ud800-\udfff\ufffe\uffff]')
HINT = '<w:rFonts w:hint="eastAsia"/>'
BREAK = "<w:r><w:br/></w:r>"


def run(text: str, properties: str = "", style: str = "") -> str:
    """Return one run of `text`; `properties` are children of `w:rPr` after `w:rFonts`."""
    if not text:
        return ""
    head = f'<w:rStyle w:val="{style}"/>' if style else ""
    head += (HINT if _AMBIGUOUS.search(text) else "") + properties
    rpr = f"<w:rPr>{head}</w:rPr>" if head else ""
    if _CARE.search(text) is None:
        return f"<w:r>{rpr}<w:t>{text}</w:t></w:r>"
    return f"<w:r>{rpr}{_characters(text)}</w:r>"


def _characters(text: str) -> str:
    pieces = []
    for piece in _BREAKS.split(text):
        if piece == "\t":
            pieces.append("<w:tab/>")
        elif piece in ("\n", "\r", "\r\n"):
            pieces.append("<w:br/>")
        elif piece:
            # Word drops spaces at the ends of w:t unless told to keep them.
            keep = ' xml:space="preserve"' if " " in piece else ""
            pieces.append(f"<w:t{keep}>{escaped(piece)}</w:t>")
    return "".join(pieces)


def field(instruction: str, result: str, properties: str = "") -> str:
    """Return a complex field around `result`, the runs a reader sees without an update."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:r>{rpr}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{rpr}<w:instrText xml:space="preserve">{escaped(instruction)}</w:instrText></w:r>'
        f'<w:r>{rpr}<w:fldChar w:fldCharType="separate"/></w:r>{result}'
        f'<w:r>{rpr}<w:fldChar w:fldCharType="end"/></w:r>'
    )


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference points to: the bookmark and the words it covers (图1)."""

    bookmark: str
    label: str


Targets = Callable[[str], Target | None]


def pending_text(node: Pending) -> str:
    """Return the visible place-holder of a missing fact."""
    return f"【待补充：{node.text}】"


def plain(content: Content, targets: Targets) -> str:
    """Return the text the runs of `content` will show, line breaks as newlines."""
    if len(content) == 1 and isinstance(content[0], Text):
        return clean(content[0].text)
    return clean("".join([text for text, _, _ in _pieces(content, targets)]))


def runs(content: Content, targets: Targets, *, style: str = "", pending: str = "Pending") -> str:
    """Return the runs of `content`; `style` is the character style of its text.

    Neighbours that look alike become one run: Word breaks no line inside a number, unless the
    number is cut into runs of different faces.
    """
    out: list[str] = []
    waiting = ""
    look: tuple[str, str] = ("", "")
    for text, kind, target in _pieces(content, targets):
        if kind == "bold":
            new = ("<w:b/><w:bCs/>", style)
        elif kind == "pending":
            new = ("", pending)
        elif kind == "reference":
            new = ("\0", target)
        else:
            new = ("", style)
        if new != look and waiting:
            out.append(_finished(waiting, look, style))
            waiting = ""
        look = new
        waiting += text
    if waiting:
        out.append(_finished(waiting, look, style))
    return "".join(out)


def _finished(text: str, look: tuple[str, str], style: str) -> str:
    properties, name = look
    if properties == "\0":
        shown = run(text, style=style)
        return field(f" REF {name} \\h ", shown) if name else shown
    return run(text, properties, name)


def _pieces(content: Iterable[Inline], targets: Targets) -> Iterator[tuple[str, str, str]]:
    for node in content:
        if isinstance(node, Text):
            yield node.text, "bold" if node.bold else "", ""
        elif isinstance(node, Number):
            yield node.number + node.unit, "", ""
        elif isinstance(node, Pending):
            yield pending_text(node), "pending", ""
        elif isinstance(node, Reference):
            target = targets(node.target)
            if target is None:
                yield pending_text(Pending(f"图表编号 {node.target}")), "pending", ""
            else:
                yield target.label, "reference", target.bookmark
        elif isinstance(node, LineBreak):
            yield "\n", "", ""
