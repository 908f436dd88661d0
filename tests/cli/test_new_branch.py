from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support import program, workspaces


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspaces.write(tmp_path, {})
    return tmp_path


def test_a_new_branch_loads_and_tells_what_is_missing(folder: Path) -> None:
    ran = program.run("new", "branch", "hongqi", "--types", "learning", "--title", "红旗：新村党支部",
                      "--year", "2023", folder=folder)  # fmt: skip
    assert ran.code == 0, ran.console
    branch = (folder / "content/branches/hongqi/branch.yaml").read_text("utf-8")
    year = (folder / "content/branches/hongqi/2023.yaml").read_text("utf-8")
    assert branch.startswith(
        "# yaml-language-server: $schema=../../../.schemas/branch.schema.json\n"
    )
    assert "name: '红旗：新村党支部'" in branch or "name: 红旗：新村党支部" in branch
    assert "讲授党课" in year
    checked = program.run("check", "hongqi", "--format", "json", folder=folder)
    codes = {d["code"] for d in json.loads(checked.out)["diagnostics"]}
    assert not codes & {"yaml-syntax", "yaml-indent", "unknown-key", "missing-key", "wrong-type"}


def test_what_stands_ready_in_comments_is_right_when_it_is_used(folder: Path) -> None:
    program.run("new", "branch", "hongqi", "--types", "learning", "--year", "2023", folder=folder)
    for name in ("branch", "2023"):
        path = folder / f"content/branches/hongqi/{name}.yaml"
        text = re.sub(r"(?m)^# +(?:ledger|file):.*\n", "", path.read_text("utf-8"))
        used = re.sub(r"(?m)^( *)# (?=  +|(?:- )?\w+:)", r"\1", text)
        assert used.count("#") < text.count("#") - 5
        path.write_text(used, "utf-8")
    checked = program.run("check", "hongqi", "--format", "json", folder=folder)
    errors = [d for d in json.loads(checked.out)["diagnostics"] if d["severity"] == "error"]
    assert errors == []
    assert "signed: 2024-01-10" in used


def test_the_year_is_this_year_where_none_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert program.run("new", "branch", "hongqi", folder=folder).code == 0
    assert (folder / "content/branches/hongqi/2023.yaml").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("red",), 1, "已有支部 `red`"),
        (("红旗",), 2, "要用小写英文字母"),
        (("hongqi", "--types", "lerning"), 2, "是不是 `learning`"),
    ],
)
def test_what_cannot_be_made_is_said(
    folder: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    ran = program.run("new", "branch", *arguments, folder=folder)
    assert ran.code == code
    assert message in ran.err
    assert not (folder / "content/branches/hongqi").exists()


def test_a_workspace_carries_its_schemas_and_names_them_in_its_files(tmp_path: Path) -> None:
    ran = program.run("new", "work", folder=tmp_path)
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
