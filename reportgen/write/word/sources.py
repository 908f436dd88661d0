"""Fields and controls of a header whose source stays behind with the text of a template.

Word would write an error, or a prompt, in their place when it updates them: they become the words
that they show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml import etree

#: fields that look up a property, a bookmark or a file of the template
_LOOK_UP = re.compile(
    r"\s*(DOCPROPERTY|REF|PAGEREF|NOTEREF|INCLUDEPICTURE|INCLUDETEXT|LINK)\b", re.IGNORECASE
)
#: the title of a report is written where Word keeps titles
_OWN = re.compile(r"coreProperties\[1\]/\w+:title\[1\]$")


@dataclass(eq=False, slots=True)
class _Field:
    """A field of several runs: its instruction, and the nodes that make a field of its result."""

    instruction: str = ""
    nodes: list[etree._Element] = field(default_factory=list)
    has_result: bool = False


def fix_words(root: etree._Element) -> None:
    """Make plain words of the fields and controls in a header or footer that have no source any more."""
    for binding in list(root.iter(qn("w:dataBinding"))):
        parent = binding.getparent()
        if parent is not None and not _OWN.search(binding.get(qn("w:xpath"), "")):
            parent.remove(binding)
    for simple in list(root.iter(qn("w:fldSimple"))):
        parent = simple.getparent()
        if parent is not None and _LOOK_UP.match(simple.get(qn("w:instr"), "")):
            for child in list(simple):
                simple.addprevious(child)
            parent.remove(simple)
    _fix_fields(root)


def _fix_fields(root: etree._Element) -> None:
    """Make plain words of fields that are divided among runs; fields may stand in one another."""
    open_fields: list[_Field] = []
    for node in list(root.iter(qn("w:fldChar"), qn("w:instrText"))):
        if node.tag == qn("w:instrText"):
            if open_fields and not open_fields[-1].has_result:
                open_fields[-1].instruction += node.text or ""
                open_fields[-1].nodes.append(node)
            continue
        kind = node.get(qn("w:fldCharType"))
        if kind == "begin":
            open_fields.append(_Field())
        if not open_fields:
            continue
        open_fields[-1].nodes.append(node)
        if kind == "separate":
            open_fields[-1].has_result = True
        if kind == "end":
            innermost = open_fields.pop()
            if _LOOK_UP.match(innermost.instruction):
                for part in innermost.nodes:
                    run = part.getparent()
                    if run is not None:
                        run.remove(part)
