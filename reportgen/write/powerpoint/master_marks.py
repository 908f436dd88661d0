"""The marks of something missing that stand in the masters and layouts of a deck's template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.marks import facts_marked_in
from reportgen.write.package import Prepared
from reportgen.write.powerpoint.text_xml import A, P

_HINTS = ("在 PowerPoint 或 WPS 的母版视图里改好", "定稿（--final）前要补上")
_MASTER = re.compile(rb'Target="\.\./(slideMasters/[^"]+)"')
_HIDES_MASTER = re.compile(rb'showMasterSp="(?:0|false)"')


def marks_of(members: Mapping[str, Prepared], layout: str) -> tuple[str, ...]:
    """Return the marks that slides of a layout show besides their own texts; `layout` is its part."""
    data = members[layout].data
    texts = [*_drawn(data)]
    folder, _, file = layout.rpartition("/")
    rels = members.get(f"{folder}/_rels/{file}.rels")
    master = rels and _MASTER.search(rels.data)
    if master and not _HIDES_MASTER.search(data):
        texts += _drawn(members[f"ppt/{master[1].decode()}"].data)
    return tuple(fact.text or fact.written for text in texts for fact in facts_marked_in(text))


def _drawn(data: bytes) -> Iterator[str]:
    """Yield the paragraphs of a master or layout that slides show; a placeholder's are only prompts."""
    if "待".encode() not in data:
        return
    for paragraph in etree.fromstring(data).iter(f"{{{A}}}p"):
        shape = next(paragraph.iterancestors(f"{{{P}}}sp"), None)
        if shape is None or shape.find(f"{{{P}}}nvSpPr/{{{P}}}nvPr/{{{P}}}ph") is None:
            yield "".join(text.text or "" for text in paragraph.iter(f"{{{A}}}t"))


def findings(
    marks: Callable[[str], tuple[str, ...]], layouts: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield a warning for each mark that slides of `layouts` show; `marks` returns those of one layout."""
    texts = (text for part in dict.fromkeys(layouts) for text in marks(part))
    for text in dict.fromkeys(texts):
        message = f"版式文件的母版或版式里还有待补充的内容：{text}"
        yield Diagnostic("pending-fact", message, None, Severity.WARNING, hints=_HINTS)
