"""Templates compiled once: from run to run the code is kept, what is told of it stays the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from reportgen import kept
from reportgen.compose.templates import compiled as module
from reportgen.compose.templates.compiled import compiled
from reportgen.compose.templates.environment import Sandbox, template_environment

SOURCE = "{% import 'parts.j2' as parts %}{% set own = 1 %}<p>{{ parts.row(title) }}{{ own }}</p>"
PARTS = "{% macro row(text) %}<b>{{ text }}</b>{% endmacro %}"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Sandbox]:
    """Return what opens an environment as another run of the program would."""
    monkeypatch.delenv(kept.SWITCH)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    files = {"t.j2": SOURCE.encode(), "parts.j2": PARTS.encode()}
    return lambda: template_environment(files.__getitem__)


def _never(*_: object) -> None:
    raise AssertionError("compiled again")


def test_the_second_run_compiles_nothing(
    opened: Callable[[], Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened().get_template("t.j2").render(title="甲<乙")
    monkeypatch.setattr(module, "_made", _never)
    assert opened().get_template("t.j2").render(title="甲<乙") == first
    assert "<b " in first
    assert "甲&lt;乙" in first


def test_names_and_templates_are_known_without_parsing(
    opened: Callable[[], Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = compiled(opened(), SOURCE, "t.j2")
    monkeypatch.setattr(module, "_made", _never)
    again = compiled(opened(), SOURCE, "t.j2")
    assert (again.names, again.used) == (made.names, made.used) == ({"title"}, {"parts.j2"})


def test_another_source_name_or_program_is_compiled_anew(
    opened: Callable[[], Sandbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(opened(), SOURCE, "t.j2")
    monkeypatch.setattr(module, "_made", _never)
    for source, name in ((f"{SOURCE} ", "t.j2"), (SOURCE, "u.j2")):
        with pytest.raises(AssertionError):
            compiled(opened(), source, name)
    monkeypatch.setattr(module, "_program", lambda: "another")
    with pytest.raises(AssertionError):
        compiled(opened(), SOURCE, "t.j2")


def test_a_template_with_a_fault_is_not_kept(opened: Callable[[], Sandbox], tmp_path: Path) -> None:
    for source in ("{{ 1 | nothing }}", "{% if %}", "{% for %}"):
        for _ in range(2):
            with pytest.raises(jinja2.TemplateSyntaxError):
                compiled(opened(), source, "t.j2")
    assert not list(tmp_path.rglob("reportgen/*"))


def test_kept_code_runs_in_the_sandbox_and_within_the_budget(
    opened: Callable[[], Sandbox],
) -> None:
    for source, fault in (
        ("{{ ''.__class__.__mro__ }}", jinja2.exceptions.SecurityError),
        ("{% for i in range(10) %}{% for j in range(100) %}x{% endfor %}{% endfor %}", OverflowError),
    ):  # fmt: skip
        for _ in range(2):
            environment = opened()
            environment.budget.left = 200
            code = compiled(environment, source, "t.j2").code
            template = environment.template_class.from_code(environment, code, {})
            with pytest.raises(fault):
                template.render()
