"""Files read by their events → what reading them by their nodes gives, to the last place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.content.yaml import reader
from reportgen.content.yaml.events import Path as Steps
from reportgen.diagnostics import Faults
from reportgen.spans import Located

ROOT = Path(__file__).parents[2]
CONTENT = sorted((ROOT / "content/branches").rglob("*.yaml"))

INDENTS = st.sampled_from(["", "", "  ", "  ", "    ", "    ", " ", "   ", "      "])
NAMES = st.sampled_from(["a: ", "b: ", "c:", "名称: ", "d-1: ", "x_y:  ", "2022年: ", "a b: ", ""])
DASHES = st.sampled_from(["", "", "", "- ", "-  ", "- - ", "-"])
VALUES = st.one_of(
    st.sampled_from([
        "", "甲乙", "甲 乙", "12:30", "http://x", "甲: 乙", "甲:", "乙 # 丙", "乙# 丙", "# 丙", "~",
        "null", "-1", "- 甲", "?", "*甲", "&甲", "!甲", "%", "@", "`", "|", "|-", "|+", "|2", ">", ">-",
        "| # 甲", "'甲'", "'it''s'", "'甲' # 乙", "'甲'乙", "'甲", '"甲"', '"a\\n"', '""', "''", '"甲" :',
        "[甲, 乙]", "[]", "{}", "[甲, 乙", "{a: 甲, b: [乙, '丙']}", "{a: 甲, a: 乙}", "[甲, ]", "{a: }",
        "[甲] # 乙", "[甲]乙", "{a: {b: 甲}}", "[[甲], [乙]]", '["甲", \'乙\' , 丙 丁 ]', "[a: 甲]", "{a}",
        "[null]", "甲\u3000", "\u3000甲", "甲\xa0", "甲'乙", "甲, 乙]", "<<", "=", "甲\t", "甲\u2028乙", "...",
        "---", "甲 ", "'甲' ", "[甲\u3000,\u3000乙]", "{甲: '乙' }", "'甲'# 乙", "{a: 甲,b: 乙}", "[甲,乙]",
    ]),
    st.text("甲a :#-'\"[]{},|>&*!\\\n\t\u3000", max_size=8),
)  # fmt: skip
BELOW = st.lists(
    st.sampled_from(
        [
            "",
            "",
            "  ",
            "    甲",
            "    甲 ",
            "      甲乙",
            "  甲",
            "# 甲",
            "    # 甲",
            "    ",
            "     ",
            "    \u3000",
        ]
    ),
    max_size=4,
)
LINE = st.tuples(INDENTS, DASHES, NAMES, VALUES, BELOW)


def plain(value: Any) -> Any:
    """Return `value` with the place beside each text, names in their order."""
    if isinstance(value, Located):
        return str(value), value.span
    if isinstance(value, dict):
        return [(plain(key), plain(item)) for key, item in value.items()], "names"
    if isinstance(value, list):
        return [plain(item) for item in value]
    assert value is None
    return None


def read(text: str) -> bool:
    """Return whether `text` was read by its events; it must be as its nodes tell."""
    try:
        found = reader.parse(text.encode(), "p")
    except Faults:
        return False
    if found.root:
        return False
    nodes = reader.by_nodes(text, "p")
    assert plain(found.value) == plain(nodes.value)
    assert found.blanks == nodes.blanks
    nowhere = [(*path, "x") for path in every_path(found.value)]
    for path in (*every_path(found.value), *nowhere):
        assert found.span(path) == nodes.span(path)
        assert found.span(path, key=True) == nodes.span(path, key=True)
    return True


def every_path(value: Any) -> list[Steps]:
    """Return the paths to all that is in `value`, itself among it."""
    if isinstance(value, (dict, list)):
        parts = value if isinstance(value, dict) else range(len(value))
        return [(), *((part, *path) for part in parts for path in every_path(value[part]))]
    return [()]


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.stem)
def test_the_samples_are_read_by_their_events_and_as_their_nodes_tell(path: Path) -> None:
    assert read(path.read_text(encoding="utf-8"))


@settings(max_examples=600)
@given(st.lists(LINE, min_size=1, max_size=7), st.sampled_from(["\n", "", "\n\n", "\n  "]))
def test_whatever_is_read_by_its_events_is_as_its_nodes_tell(
    lines: list[tuple[str, str, str, str, list[str]]], end: str
) -> None:
    rows = [row for *parts, below in lines for row in ("".join(parts), *below)]
    read("\n".join(rows) + end)


@settings(max_examples=300)
@given(st.data())
def test_a_sample_mistyped_anywhere_is_read_as_its_nodes_tell(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(CONTENT))
    lines = path.read_text(encoding="utf-8").split("\n")
    start = data.draw(st.integers(0, len(lines) - 1))
    part = lines[start : start + 12]
    margin = min((len(row) - len(row.lstrip(" ")) for row in part if row.strip()), default=0)
    text = "\n".join(row[margin:] for row in part)
    at = data.draw(st.integers(0, len(text)))
    typed = data.draw(st.text(" \n-:#'\"[]{},|>&\\甲a", max_size=3))
    read(text[:at] + typed + text[at + data.draw(st.integers(0, 3)) :])


@pytest.mark.parametrize(
    "text",
    ["甲\n", "- 甲\n", "a: &x 甲\nb: *x\n", "a: 甲\na: 乙\n", "[a]: 甲\n", 'a: "\\u0021"\n',
     f"a: {'长' * (reader.MAX_TEXT + 1)}\n", "".join(f"{'  ' * n}a:\n" for n in range(58))],
)  # fmt: skip
def test_what_is_rare_or_wrong_is_read_by_its_nodes(text: str) -> None:
    assert not read(text)
