"""Templates without end, or that make much out of little, are stopped; those of every day are not."""

from __future__ import annotations

import datetime
import tracemalloc

import pytest
from jinja2 import TemplateSyntaxError
from jinja2.exceptions import SecurityError
from pydantic import BaseModel
from support.endless import FORBIDDEN, WITHOUT_END

from reportgen.compose.templates.budget import MOST_SPENT, Budget
from reportgen.compose.templates.environment import template_environment
from reportgen.compose.templates.writable import NotWritable

EVERY_DAY = {
    "{{ [1, 2, 3] | sum }} {{ ([1, 2] + [3]) | join('+') }} {{ 'a' * 3 }} {{ 2 ** 10 }} {{ 7 % 4 }}": "6 1+2+3 aaa 1024 3",
    "{{ 'a' ~ 1 ~ '<' }} {{ 'a' ~ ('<b>' | safe) ~ '<' }}": "a1&lt; a<b>&lt;",
    "{{ '%s年%02d月' % (2022, 3) }} {{ '{}-{x}'.format(1, x=2) }} {{ '%s' | format('<') }}": "2022年03月 1-2 &lt;",
    "{{ 'a-b'.split('-') | join('、') }} {{ 'aXb'.replace('X', '<') }} {{ '、'.join(['a', 'b']) }}": "a、b a&lt;b a、b",
    "{{ [3, 1, 2] | sort | map('string') | join(',') }} {{ range(5) | select('odd') | join }}": "1,2,3 13",
    "{% for a, b in {'x': 1}.items() %}{{ a }}{{ b }}{{ loop.last }}{% endfor %}": "x1True",
    "{% for i in range(6) if i is odd %}{{ i }}{{ '，' if not loop.last }}{% endfor %}": "1，3，5",
    "{% for i in [1, [2, [3]]] recursive %}{{ loop(i) if i is iterable else i }}{% endfor %}": "123",
    "{% macro m(a) %}{{ a }}{{ varargs | join }}{{ kwargs.z }}{{ caller() }}{% endmacro %}{% call m(1, 2, 3, z=4) %}c{% endcall %}": "1234c",
    "{% set x %}i{{ '<' }}i{% endset %}{{ x }}{{ x | length }}": "i&lt;i6",
    "{% block a %}1{% endblock %}{{ self.a() }}": "11",
    "{{ 'abcdef'[1:3] }} {{ [1, 2, 3][-1] }} {{ 2 in [1, 2] }} {{ 1 < 2 < 3 }} {{ 'b' in 'abc' }}": "bc 3 True True True",
    "{{ 2 is in [1, 2] }} {{ 'x' is upper }} {{ none is none }} {{ 1 is eq 1 }}": "True False True True",
    "{{ 'a&b' | replace('&', '+') }} {{ [1, 2, 3, 4] | batch(3) | map('join') | join(',') }} {{ 1.25 | round(1) }}": "a+b 123,4 1.2",
    "{{ 'x' | default('y') }} {{ none | default('y', true) }} {{ day.isoformat() }} {{ day.year }}": "x y 2022-03-05 2022",
}  # fmt: skip

#: what has no text: a function, a method, a list, a record and all that makes a text of them
WITHOUT_TEXT = (
    "{{ range }}", "{{ dict }}", "{{ thing }}", "{{ day.isoformat }}", "{{ 'a'.upper }}", "{{ namespace(a=1) }}",
    "{{ [1] }}", "{{ (1, 2) }}", "{{ {'a': 1} }}", "{{ {'a': 1}.items() }}", "{{ range(3) }}", "{{ [1] | map('string') }}",
    "{{ record }}", "{% for i in [1] %}{{ loop }}{% endfor %}", "{% macro m() %}{% endmacro %}{{ m }}", "{{ self }}",
    "{{ 'a' ~ thing }}", "{{ '%s' % thing }}", "{{ '%r' % [thing] }}", "{{ '%(a)s' % {'a': thing} }}", "{{ '{}'.format(thing) }}",
    "{{ '{x}'.format(x=thing) }}", "{{ '%s' | format(thing) }}", "{{ [thing] | join }}", "{{ [[thing]] | join }}",
    "{{ thing | string }}", "{{ thing | upper }}", "{{ thing | safe }}", "{{ thing | e }}", "{{ thing | string | length }}",
    "{{ 'a' | replace('a', thing) }}", "{{ thing | inline }}", "{{ thing | prose }}", "{{ thing | attribute }}", "{{ thing | lines }}",
    "{{ thing | sentence }}", "{{ thing | first_sentence }}", "{{ thing | truncate(9) }}", "{{ thing | trim }}",
)  # fmt: skip


class _Record(BaseModel):
    name: str = "支部"


class _Wide:
    def __str__(self) -> str:
        return "w" * 10_000


def _render(text: str, left: int = MOST_SPENT) -> str:
    sources = {"main": text, "itself": "{% include 'itself' %}", "other": "{{ 1 }}" * 500}
    environment = template_environment(lambda name: sources[name].encode(), Budget(left))
    names = {
        "thing": lambda: 1,
        "wide": _Wide(),
        "record": _Record(),
        "day": datetime.date(2022, 3, 5),
    }
    return environment.get_template("main").render(names)


@pytest.mark.parametrize("text", WITHOUT_END.values(), ids=WITHOUT_END.keys())
def test_what_has_no_end_is_stopped_before_it_fills_the_memory(text: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises((OverflowError, RecursionError)):
            _render(text, left=200_000)  # a little, and so in little time
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 60_000_000


@pytest.mark.parametrize("text", WITHOUT_TEXT)
def test_what_has_no_text_is_not_written(text: str) -> None:
    """Python would write its place in the memory, which is another one in each run."""
    with pytest.raises(NotWritable):
        _render(text)


def test_a_format_reads_no_attributes() -> None:
    with pytest.raises(SecurityError):
        _render("{{ '{0.bit_length}'.format(1) }}")


def test_nothing_is_an_empty_text() -> None:
    assert (
        _render("{{ none }}{{ 'a' ~ none }}{{ none | inline }}{{ [none, 'b'] | join('-') }}")
        == "a-b"
    )


@pytest.mark.parametrize("text", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_what_leads_into_the_program_is_refused(text: str) -> None:
    with pytest.raises(SecurityError):
        _render(text)


@pytest.mark.parametrize("depth", [25, 500])
@pytest.mark.parametrize(
    ("before", "after"),
    [("{% for i in [1] %}", "{% endfor %}"), ("{{ (", ") }}"), ("{{ thing", " }}"), ("{{ 1", "}}")],
)
def test_what_is_nested_deeper_than_python_can_hold_is_a_fault_of_the_template(
    before: str, after: str, depth: int
) -> None:
    if before.startswith("{%"):
        text = before * depth + after * depth
    elif "(" in before:
        text = before + "(" * 40 * depth + ")" * 40 * depth + after
    else:
        text = before + ("()" if "thing" in before else " + 1") * 10 * depth + after
    with pytest.raises(TemplateSyntaxError, match="nested too deeply"):
        _render(text)


def test_a_number_larger_than_there_is_is_a_fault_of_the_template() -> None:
    with pytest.raises(TemplateSyntaxError, match="number too large"):
        _render("{{ 1e999 | int }}")


@pytest.mark.parametrize(("text", "expected"), EVERY_DAY.items())
def test_what_templates_do_every_day_gives_what_it_always_gave(text: str, expected: str) -> None:
    assert _render(text) == expected


def test_the_same_template_spends_the_same_and_each_document_begins_anew() -> None:
    budget = Budget()
    environment = template_environment(
        lambda _: b"{% for i in range(9) %}{{ i }}{% endfor %}", budget
    )
    left = []
    for _ in range(3):
        budget.begin()
        environment.get_template("main").render()
        left.append(budget.left)
    assert left[1] == left[2] < MOST_SPENT


def test_a_small_document_spends_a_small_part_of_what_it_may() -> None:
    spent = 100 * len(_render("{% for i in range(1000) %}<p>{{ i }}</p>{% endfor %}"))
    assert spent < MOST_SPENT
    _render("{% for i in range(1000) %}<p>{{ i }}</p>{% endfor %}", left=spent)


def _spent(text: str, **names: object) -> int:
    budget = Budget()
    template_environment({"main": text.encode()}.__getitem__, budget).get_template("main").render(
        names
    )
    return MOST_SPENT - budget.left


#: what looks through `many`, a list of numbers or a long text, and through `same`, its copy
LOOKS_THROUGH = [
    "{{ many == same }}",
    "{{ many != same }}",
    "{{ many < same }}",
    "{{ same >= many }}",
    "{{ one in many }}",
    "{{ one not in many }}",
    "{{ 'x' in many | list }}",
    "{{ one is in(many) }}",
    "{{ many is eq(same) }}",
    "{{ many[1:] | length }}",
    "{{ [many, many] | length }}",
    "{{ (many, same) | length }}",
    "{{ {'a': many} | length }}",
    "{{ many | select('string') | list | length }}",
    "{% macro m() %}{{ varargs | length }}{% endmacro %}{{ m(many) }}",
    "{% macro m() %}{{ kwargs | length }}{% endmacro %}{{ m(a=many) }}",
]


@pytest.mark.parametrize("text", LOOKS_THROUGH)
@pytest.mark.parametrize("item", [["x"], "x"], ids=["list", "text"])
def test_what_looks_through_a_large_value_costs_more_than_through_a_small_one(
    text: str, item: list[str] | str
) -> None:
    small, large = (
        _spent(text, many=item * size, same=item * size, one="y") for size in (300, 9_000)
    )
    assert large - small >= (9_000 - 300) // 16


def test_a_comparison_with_a_constant_costs_nothing_extra() -> None:
    text = "{{ many == 'x' }}{{ many == 3 }}"
    assert _spent(text, many="x" * 300) == _spent(text, many="x" * 9_000)


def test_a_loop_costs_each_run_and_the_runs_its_condition_leaves_out() -> None:
    every = [_spent(f"{{% for i in range({n}) %}}{{% endfor %}}") for n in (0, 10, 20)]
    none = [_spent(f"{{% for i in range({n}) if i < 0 %}}{{% endfor %}}") for n in (0, 10, 20)]
    for costs in (every, none):
        assert costs[2] - costs[1] == costs[1] - costs[0] > 0


def test_each_character_written_and_each_call_is_counted() -> None:
    assert _spent("{{ a }}", a="字" * 50) - _spent("{{ a }}", a="字" * 40) >= 10
    assert _spent("{{ a() }}", a=int) - _spent("{{ 0 }}") >= 2_000
