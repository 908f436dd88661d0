"""The code of templates that is kept between runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.compose.templates.environment import Sandbox, template_environment
from reportgen.compose.templates.template_code import (
    CodeFolder,
    templates_in,
    undeclared_names,
)

SOURCES = {
    "a": "{% import 'macros/m.j2' as m %}{% set own = 1 %}{% for i in many %}{{ i }}{{ own }}{% endfor %}"
    "{% if other %}{% set sometimes = 2 %}{% endif %}{{ sometimes }}{{ m.say(word) }}",
    "macros/m.j2": "{% macro say(what) %}{{ what }}{% endmacro %}",
}


def environment(folder: Path, sources: dict[str, str] = SOURCES) -> Sandbox:
    return template_environment(lambda name: sources[name].encode(), code=CodeFolder(folder))


def test_a_template_tells_the_names_it_asks_for_and_the_templates_it_uses(tmp_path: Path) -> None:
    for _ in range(2):  # compiled, then as it was kept
        template = environment(tmp_path).get_template("a")
        assert undeclared_names(template) == {"many", "other", "word"}
        assert templates_in(template) == {"macros/m.j2"}
    assert len(list(tmp_path.iterdir())) == 1


def test_a_template_whose_name_is_known_only_when_it_runs_is_told_as_none(tmp_path: Path) -> None:
    template = environment(tmp_path, {"a": "{% include which %}"}).get_template("a")
    assert templates_in(template) == {None}


def test_a_template_that_was_changed_is_compiled_anew(tmp_path: Path) -> None:
    assert environment(tmp_path, {"a": "旧"}).get_template("a").render() == "旧"
    assert environment(tmp_path, {"a": "新"}).get_template("a").render() == "新"
    assert environment(tmp_path, {"a": "旧"}).get_template("a").render() == "旧"


@pytest.mark.parametrize("damage", [b"", b"j2", b"\0" * 60])
def test_a_damaged_file_counts_as_absent(tmp_path: Path, damage: bytes) -> None:
    environment(tmp_path).get_template("macros/m.j2")
    [file] = tmp_path.iterdir()
    whole = file.read_bytes()
    for data in (damage, whole[:40], whole[: len(whole) // 2]):
        file.write_bytes(data)
        macro = environment(tmp_path).get_template("macros/m.j2").module
        assert str(getattr(macro, "say")("话")) == "话"  # noqa: B009 - the module's names are those of the template
        assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    template = environment(tmp_path / "file" / "folder", {"a": "文"}).get_template("a")
    assert template.render() == "文"
