"""The schemas with which an editor completes and checks content."""

from __future__ import annotations

import json
from pathlib import Path

from support import program


def test_a_workspace_carries_its_schemas_and_names_them_in_its_files(tmp_path: Path) -> None:
    ran = program.run("new", "work", "--samples", folder=tmp_path)
    assert ran.code == 0, ran.console
    place = tmp_path / "work"
    settings = json.loads((place / ".vscode/settings.json").read_text("utf-8"))
    for schema, pattern in settings["yaml.schemas"].items():
        assert (place / schema).is_file()
        for path in place.glob(pattern):
            first = path.read_text("utf-8").splitlines()[0]
            named = first.removeprefix("# yaml-language-server: $schema=")
            assert (path.parent / named).resolve() == (place / schema).resolve()
    assert program.run("check", folder=place).code == 0


def test_schemas_are_listed_printed_and_written(tmp_path: Path) -> None:
    assert "year　" in program.run("schema", folder=tmp_path).out
    assert json.loads(program.run("schema", "year", folder=tmp_path).out)["$defs"]
    assert program.run("schema", "--write", "out", folder=tmp_path).code == 0
    assert (tmp_path / "out/branch.schema.json").is_file()
    assert program.run("schema", "yaer", folder=tmp_path).code == 2
