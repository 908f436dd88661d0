"""Sentences with slots, conditions and file names are rendered from the values they are given."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from reportgen.compose import file_names
from reportgen.compose.templates.budget import Budget
from reportgen.compose.templates.sentences import Sentences
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Located, Span

AT = Span("content/types/a.yaml", 3, 5, 20)
VALUES = {"name": "甲<乙", "count": 0, "events": (), "story": Located.at("0", AT)}


def rendered(text: str) -> Markup:
    return Sentences(Budget()).render(text, VALUES)


def holds(condition: str) -> bool:
    return Sentences(Budget()).holds(condition, VALUES, AT)


def fault_of(condition: str) -> Diagnostic:
    with pytest.raises(Faults) as raised:
        holds(condition)
    (fault,) = raised.value.diagnostics
    return fault


def test_a_sentence_is_text_and_so_are_the_values_in_it() -> None:
    assert rendered("<b>{{ name }}</b>") == "&lt;b&gt;甲&lt;乙&lt;/b&gt;"
    assert rendered("") == ""


def test_a_sentence_of_the_content_is_marked_with_its_place() -> None:
    marked = rendered(Located.at("全年{{ count }}次", AT))
    assert marked == "<?y content/types/a.yaml:3:5:20?>全年0次<?e?>"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [("true", True), ("count", False), ("not count", True), ("events", False), ("'0'", True),
     ("story", True), ("name and count == 0", True), ("'' ~ 1 if false else ''", False)],
)  # fmt: skip
def test_a_condition_is_true_or_false_as_its_value_is(condition: str, expected: bool) -> None:
    assert holds(condition) is expected


@pytest.mark.parametrize(
    ("condition", "code"),
    [("nobody", "undefined-name"), ("name.nothing", "undefined-name"), ("name and", "template-syntax"),
     ("name < 3", "template-error"), ("range(10**9) | list", "template-limit")],
)  # fmt: skip
def test_a_condition_that_cannot_be_computed_is_a_fault_at_its_place(
    condition: str, code: str
) -> None:
    fault = fault_of(condition)
    assert (fault.code, fault.span) == (code, AT)


def test_only_a_slash_outside_the_slots_divides_folders() -> None:
    assert file_names.split_path("信/{{ a / b }}/{{ '/' }}") == ["信", "{{ a / b }}", "{{ '/' }}"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("总结", "总结"), (" 总结. ", "总结"), ('a<b>:"/\\|?*c', "abc"), ("总\u202e结\u200b", "总结"),
     ("CON", ""), ("com1.txt", ""), ("..", ""), ("", ""), ("字" * 100, "字" * 66)],
)  # fmt: skip
def test_a_file_name_is_legal_on_every_system(text: str, name: str) -> None:
    assert file_names.legal_name(text) == name
    assert len(name.encode()) <= file_names.MOST_BYTES


def test_the_visible_text_of_markup_has_neither_tags_nor_marks_nor_references() -> None:
    markup = rendered(Located.at("{{ name }} &", AT)) + Markup("<b>粗</b>")
    assert file_names.visible_text(markup) == "甲<乙 &粗"
