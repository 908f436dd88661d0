"""What a template's header says of its document holds where its markup says nothing."""

from __future__ import annotations

from support import composing

from reportgen.document.nodes import Report

_HEAD = '{#\nname: 页\npurpose: 一页\n%soutput: "{{ branch.name }}\u202e页\u200b"\n#}\n'
_NAME = "templates/juli/documents/summary.docx.j2"


def _report(header: str, attribute: str = "") -> Report:
    text = f"{_HEAD % header}<report{attribute}><title>页</title><p>一</p></report>"
    document = composing.document({_NAME: text})
    assert isinstance(document, Report)
    return document


def test_a_header_names_the_format_unless_the_markup_does() -> None:
    assert _report("").format == ""
    assert _report("format: plain\n").format == "plain"
    assert _report("format: plain\n", ' format=""').format == "plain"
    assert _report("format: plain\n", ' format="gbt33476"').format == "gbt33476"


def test_a_file_name_has_no_signs_that_are_not_seen() -> None:
    assert _report("").properties.title == "红旗村党支部页"
