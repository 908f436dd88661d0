from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support import program, workspaces

from reportgen.codes import CODES, GROUPS
from reportgen.content.checks.registry import CHECKS

WRONG = b"year: 2022\nopening: |-\n  \xe5\xaa\x92\xe4\xbd\x93\xe5\x8f\x91\xe7\xa8\xbf150\xe7\xaf\x87\xe3\x80\x82\nfigures:\n  a: {value: 130\xe7\xaf\x87, label: \xe5\xaa\x92\xe4\xbd\x93\xe5\x8f\x91\xe7\xa8\xbf}\nsigned: 2023-01-05\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    settings = b"off: [no-problems, no-plan, type-empty, unplaced]\n"
    overlay = {"content/branches/red/2022.yaml": WRONG, "content/checks.yaml": settings}
    workspaces.write(tmp_path, overlay)
    return tmp_path


def test_sarif_names_the_rule_the_place_and_the_other_place(folder: Path) -> None:
    ran = program.run("check", "--format", "sarif", folder=folder)
    assert ran.code == 1
    (run,) = json.loads(ran.out)["runs"]
    (result,) = run["results"]
    assert result["ruleId"] == "fact-disagrees"
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/branches/red/2022.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 7, "endColumn": 11}
    related = result["relatedLocations"][0]["physicalLocation"]["region"]
    assert related["startLine"] == 5
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == "fact-disagrees"
    assert "依据" in rule["help"]["text"]
    assert run["columnKind"] == "unicodeCodePoints"


def test_json_holds_the_checks_too(folder: Path) -> None:
    ran = program.run("check", "--format", "json", folder=folder)
    assert [d["code"] for d in json.loads(ran.out)["diagnostics"]] == ["fact-disagrees"]


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(tmp_path: Path, code: str) -> None:
    ran = program.run("check", "--explain", code, folder=tmp_path)
    assert ran.code == 0
    assert ran.out.startswith(f"{code}　{CODES[code].title}\n")
    assert f"何时出现：{CODES[code].when}\n" in ran.out
    assert f"怎么办：{CODES[code].remedy}\n" in ran.out


@pytest.mark.parametrize(
    "words",
    ["too-few", "TOO-FEW", "警告[too-few]", "警告[too-few]：没有党课", CODES["too-few"].title],
)
def test_a_code_is_explained_however_it_is_copied(tmp_path: Path, words: str) -> None:
    ran = program.run("check", "--explain", words, folder=tmp_path)
    assert (ran.code, ran.out.partition("　")[0]) == (0, "too-few")


def test_several_codes_are_explained_and_an_unknown_one_is_named(tmp_path: Path) -> None:
    ran = program.run("check", "--explain", "too-few、pending-fact,too-fex", folder=tmp_path)
    assert ran.code == 2
    assert re.findall(r"(?m)^(\S+)　", ran.out) == ["too-few", "pending-fact"]
    assert "是不是 `too-few`？" in ran.err
    every = program.run("check", "--explain", folder=tmp_path)
    assert every.out == program.run("check", "--explain", "all", folder=tmp_path).out


@pytest.mark.parametrize("code", CHECKS)
def test_a_check_names_its_rule_and_how_to_switch_it_off(tmp_path: Path, code: str) -> None:
    ran = program.run("check", "--explain", code, folder=tmp_path)
    assert "依据：" in ran.out
    assert f"off: [{code}]" in ran.out


def test_all_codes_are_listed_by_group(tmp_path: Path) -> None:
    ran = program.run("check", "--explain", "all", folder=tmp_path)
    assert ran.code == 0
    assert re.findall(r"(?m)^  (\S+)　", ran.out) == list(CODES)
    assert re.findall(r"(?m)^(\S.*)（(\w+)）$", ran.out) == [(n, g) for g, n in GROUPS.items()]
