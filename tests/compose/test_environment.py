"""Templates that reach fields, macros and functions by every way there is."""

from __future__ import annotations

import pytest

from reportgen.compose.templates.environment import template_environment
from reportgen.content.model import Point
from reportgen.spans import Located, Span

AT = Span("content/a.yaml", 3, 5, 2)
NAME = Located.at("甲<乙", AT)
MARKED = "<?y content/a.yaml:3:5:2?>甲&lt;乙<?e?>"


def rendered(template: str) -> str:
    def twice(value: str, times: int = 2) -> str:
        return value * times

    environment = template_environment(lambda name: f"没有 {name}".encode())
    point = Point.model_construct(name=NAME, text="丙")
    return environment.from_string(template).render(
        point=point, names={"items": "项", "x": NAME}, twice=twice
    )


@pytest.mark.parametrize(
    ("macro", "call", "expected"),
    [
        ("m(a, b)", "m(1, '<')", "1&lt;"),
        ("m(a, b)", "m(1, b='<')", "1&lt;"),
        ("m(a, b='默')", "m(1)", "1默"),
        ("m(a, b)", "m(point.name, '')", MARKED),
    ],
)
def test_a_macro_is_given_its_values_in_order_by_name_or_not_at_all(
    macro: str, call: str, expected: str
) -> None:
    template = f"{{% macro {macro} %}}{{{{ a }}}}{{{{ b }}}}{{% endmacro %}}"
    assert rendered(f"{template}{{{{ {call} }}}}") == expected
    # In a loop Jinja gives a call the names of the loop as well.
    assert (
        rendered(f"{template}{{% for _ in [0, 1] %}}{{{{ {call} }}}}{{% endfor %}}") == expected * 2
    )


def test_a_macro_takes_more_than_it_names_where_it_asks_for_more() -> None:
    more = "{% macro m(a) %}{{ a }}{{ varargs | join }}{{ kwargs.z }}{% endmacro %}"
    assert rendered(more + "{{ m(1, 2, 3, z=4) }}") == "1234"
    calling = "{% macro m(a) %}{{ a }}{{ caller() }}{% endmacro %}"
    assert rendered(calling + "{% call m(1) %}<b>{% endcall %}").startswith("1<b")


def test_what_a_macro_gives_is_text_where_nothing_is_escaped() -> None:
    macro = "{% macro m() %}甲{% endmacro %}"
    bare = "{% autoescape false %}{{ m() is escaped }}{% endautoescape %}"
    assert rendered(f"{macro}{bare}{{{{ m() is escaped }}}}") == "FalseTrue"


def test_a_function_is_called_by_place_by_name_and_in_a_loop() -> None:
    assert rendered("{{ twice('甲') }}{{ twice('乙', times=3) }}") == "甲甲乙乙乙"
    assert rendered("{% for n in ['甲', '乙'] %}{{ twice(n) }}{% endfor %}") == "甲甲乙乙"


def test_a_field_is_read_by_point_and_by_bracket_and_an_item_before_a_method() -> None:
    assert rendered("{{ point.name }}{{ point['name'] }}") == MARKED * 2
    assert rendered("{{ names['items'] }}{{ names['x'] }}{{ names.x }}") == "项" + MARKED * 2
    assert rendered("{{ point['model_dump'] is defined }}{{ point.__class__ is defined }}") == (
        "FalseFalse"
    )
