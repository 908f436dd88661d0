"""Some sixty of the hostile inputs of tools/hostile.py, the same each time: all end well.

Worker processes build only a few of them once more; the tool has all built twice.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import choice
import trial
from families import contents, packages, paths, templates, yaml_files

pytestmark = pytest.mark.slow

#: names so long that they break a title into many lines, and that two outputs share a file name
LONG_NAMES = ("a/" * 20, "字" * 40)


@pytest.mark.parametrize(
    "hostile",
    [trial.light(one) for one in choice.chosen(60, seed=0)],
    ids=lambda one: ascii(f"{one.family} {one.name}"[:60]),
)
def test_a_hostile_input_is_told_and_harms_nothing_else(hostile: trial.Hostile) -> None:
    attempt = trial.attempt(hostile, pool=False)
    assert not attempt.wrong, f"{attempt.wrong}\n{attempt.console[:3000]}"


@pytest.mark.parametrize("family", choice.FAMILIES)
def test_worker_processes_take_a_hostile_input_as_one_process_does(family: str) -> None:
    hostile = next(choice.chosen(1, seed=1, only=family))
    attempt = trial.attempt(trial.light(hostile))
    assert not attempt.wrong, f"{attempt.wrong}\n{attempt.console[:3000]}"


@pytest.mark.parametrize(
    "name",
    [
        "9" * 50,
        "many figures",
        "2022台账.xlsx: brackets",
        *(f"name of a branch: '{text}" for text in LONG_NAMES),
    ],
)
def test_an_input_that_once_took_minutes_ends_in_time(name: str) -> None:
    every = (*templates.made(), *yaml_files.made(), *packages.made(), *paths.made())
    hostile = next(one for one in every if one.name.startswith(name))
    # A name stands in the titles of reports and of decks.
    is_name = name.startswith("name of a branch")
    attempt = trial.attempt(hostile if is_name else trial.light(hostile), pool=False)
    assert not attempt.wrong, f"{attempt.wrong}\n{attempt.console[:3000]}"


@pytest.mark.parametrize(
    "name", ["theme's deck: '/etc/passwd'", "link content/checks.yaml to secret.yaml"]
)
def test_a_file_of_all_that_leads_outside_is_a_fault_of_content(name: str) -> None:
    (hostile,) = (one for one in paths.made() if one.name == name)
    attempt = trial.attempt(trial.light(hostile), pool=False)
    assert not attempt.wrong, f"{attempt.wrong}\n{attempt.console[:3000]}"


def test_the_template_of_the_contents_has_no_fault_of_its_own() -> None:
    harmless = contents.placed("harmless", ("opening",), "一年来，支部把学习放在首位。")
    attempt = trial.attempt(trial.light(harmless), pool=False)
    assert not attempt.wrong, f"{attempt.wrong}\n{attempt.console[:3000]}"
    assert "undefined-name" not in attempt.console
    assert attempt.documents == 5


def test_no_command_sends_control_characters_to_the_console() -> None:
    (hostile,) = (one for one in paths.made() if one.name.startswith("branch called 'gr\\x1b"))
    attempt = trial.attempt(trial.light(hostile), pool=False)
    assert not attempt.wrong, f"{attempt.wrong}\n{attempt.console[:3000]}"


def test_a_trial_tells_what_must_not_happen() -> None:
    def reads(place: Path) -> None:
        record = place / f"{trial.RED}/2022.yaml"
        secret = (place.parent / "outside" / "secret.txt").read_text(encoding="utf-8")
        text = record.read_text(encoding="utf-8").replace("一年来", f"一年来{secret}")
        record.write_text(text, encoding="utf-8")

    def wrong(hostile: trial.Hostile) -> str:
        return trial.attempt(trial.light(hostile)).wrong

    other = trial.sound()[f"{trial.WHITE}/2022.yaml"]
    assert isinstance(other, bytes)
    changed = other.replace("首位".encode(), "前头".encode())
    assert wrong(trial.Hostile("", "", act=reads)) == "leak"
    assert wrong(trial.Hostile("", "", has_fault=True)) == "no diagnostic"
    assert wrong(trial.Hostile("", "", {f"{trial.WHITE}/2022.yaml": None})).startswith(
        "the rest was"
    )
    assert (
        wrong(trial.Hostile("", "", {f"{trial.WHITE}/2022.yaml": changed}))
        == "the rest is not what it was"
    )
