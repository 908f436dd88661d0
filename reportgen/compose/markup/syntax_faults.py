"""Markup that is not well-formed XML → the faults of its tags, at their template lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from reportgen.compose.places import STAMP, read_stamp, without_places
from reportgen.diagnostics import Diagnostic
from reportgen.spans import Span

_TAG = r"<(/?)([A-Za-z][\w.-]*)([^<>]*?)(/?)>"
_STAMP = rf' {STAMP}="([^"]+)"'


def explain(
    error: etree.XMLSyntaxError, markup: str, root: str, folder: str
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with `markup`, which lxml refused with `error`.

    `root` is the outermost element it should have, `folder` the workspace folder of its templates.
    """
    return tuple(_unbalanced(markup, folder)) or (_broken(error, markup, root, folder),)


def _stamped_place(attributes: str, folder: str, tag: str) -> Span | None:
    match = re.search(_STAMP, attributes)
    return read_stamp(match[1], tag, folder) if match else None


def _unbalanced(markup: str, folder: str) -> Iterator[Diagnostic]:
    """Yield the tags of `markup` that are never closed, or closed without having been opened."""
    opened: list[tuple[str, Span | None]] = []
    crossed: list[str] = []
    last: Span | None = None
    for match in re.finditer(_TAG, without_places(markup)):
        closing, name, attributes, empty = match.groups()
        if not closing:
            last = _stamped_place(attributes, folder, name) or last
            if not empty:
                opened.append((name, last))
        elif opened and opened[-1][0] == name:
            opened.pop()
        elif name in crossed:
            crossed.remove(name)
        elif any(name == other for other, _ in opened):
            while opened[-1][0] != name:
                inner, span = opened.pop()
                crossed.append(inner)
                yield _unclosed(inner, span)
            opened.pop()
        else:
            message = f"多了一个 </{name}>，前面没有与它配对的 <{name}>"
            yield Diagnostic("unclosed-tag", message, last, hints=("在这个标签之后找一找",))
    for name, span in reversed(opened):
        yield _unclosed(name, span)


def _unclosed(name: str, span: Span | None) -> Diagnostic:
    hint = f"在它的内容之后加上 </{name}>"
    return Diagnostic("unclosed-tag", f"标签 <{name}> 没有关闭", span, hints=(hint,))


def _broken(error: etree.XMLSyntaxError, markup: str, root: str, folder: str) -> Diagnostic:
    """Return the fault of markup whose tags are balanced, at the last tag before the error."""
    lines = markup.strip().split("\n")
    row = min(max(error.lineno or 1, 1), len(lines))
    before = "\n".join(lines[: row - 1]) + "\n" + lines[row - 1][: max(0, (error.offset or 1) - 1)]
    stamps = re.findall(_STAMP, before)
    span = read_stamp(stamps[-1], "", folder) if stamps else None
    message = "模板里的标签写法有误"
    hint = "检查 < > 是否成对、属性值是否有引号；正文里的 < 和 & 要写成 &lt; 和 &amp;"
    if not markup.strip():
        message, hint = "模板没有产生任何内容", f"最外层应当是 <{root}>"
    elif "Extra content" in str(error) or "Start tag expected" in str(error):
        message, hint = f"最外层应当只有一个 <{root}>", "把其余的标签和文字移到它里面"
    elif "AttValue" in str(error) or "attributes construct" in str(error):
        hint = '属性的值要用英文引号，如 level="1"'
    return Diagnostic("template-markup", message, span, hints=(hint,))
