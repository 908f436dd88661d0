"""What styles count in characters and lines, and lines of at least a height, are lengths in the end."""

from __future__ import annotations

from lxml import etree

from reportgen.write.word.markup import W
from reportgen.write.word.style_cascade import EffectiveStyle, effective_styles


def styles(*written: str, line: int = 240) -> dict[str, EffectiveStyle]:
    """Return styles `a`, `b` …, each based on the one before it."""
    ids = "abcdef"[: len(written)]
    elements = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:basedOn w:val="{above}"/>{properties}</w:style>'
        for own, above, properties in zip(ids, f"-{ids}", written, strict=False)
    )
    root = etree.fromstring(f'<w:styles xmlns:w="{W}">{elements}</w:styles>')
    return dict(effective_styles(root, {}, line))


def indented(attributes: str, size: str = "") -> str:
    run = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>' if size else ""
    return f"<w:pPr><w:ind {attributes}/></w:pPr>{run}"


def test_characters_go_before_points_and_follow_the_size_of_each_style() -> None:
    result = styles(
        indented('w:firstLineChars="200" w:firstLine="1"', "32"),
        indented('w:firstLine="999"', "28"),
        indented('w:firstLineChars="0"'),
        indented('w:leftChars="100" w:hangingChars="150"'),
    )
    assert [result[name].first for name in "abc"] == [640, 560, 999]
    assert (result["d"].left, result["d"].first) == (280, -420)


def test_lines_before_and_after_are_those_of_the_grid() -> None:
    spacing = '<w:pPr><w:spacing w:beforeLines="50" w:before="1" w:afterLines="100"/></w:pPr>'
    result = styles(spacing, line=312)["a"]
    assert (result.before, result.after) == (156, 312)
    assert styles(spacing)["a"].before == 120


def test_lines_of_at_least_a_height_are_higher_for_large_type_alone() -> None:
    def rule(name: str) -> EffectiveStyle:
        return styles(f'<w:pPr><w:spacing w:line="400" w:lineRule="{name}"/></w:pPr>')["a"]

    assert [rule("atLeast").line_height(single) for single in (300, 500)] == [400, 500]
    assert [rule("exact").line_height(single) for single in (300, 500)] == [400, 400]
    assert [rule("auto").line_height(single) for single in (300, 600)] == [500, 1000]
