"""A second style is a theme folder of data: it takes documents and the names of slots from the first."""

from __future__ import annotations

from functools import cache

from support.workspaces import ROOT

from reportgen.compose.templates.kinds import find_kinds
from reportgen.theme.loading import Theme, documents_folder, load_theme
from reportgen.workspace import DiskWorkspace

WORKSPACE = DiskWorkspace({name: ROOT / name for name in ("content", "templates")})
FIRST, SECOND = "templates/juli", "templates/editorial"


@cache
def theme(folder: str) -> Theme:
    return load_theme(WORKSPACE, folder)


def test_the_second_style_makes_the_documents_of_the_first() -> None:
    assert documents_folder(WORKSPACE, SECOND) == FIRST
    assert documents_folder(WORKSPACE, FIRST) == FIRST
    kinds, faults = find_kinds(WORKSPACE, documents_folder(WORKSPACE, SECOND))
    assert not faults
    assert kinds


def test_the_second_style_has_the_format_profiles_of_the_first() -> None:
    assert theme(SECOND).profile_names() == theme(FIRST).profile_names()
    assert theme(SECOND).profile("gbt9704") == theme(FIRST).profile("gbt9704")


def test_a_slot_has_one_number_in_both_styles() -> None:
    numbers = [
        {
            slot.name: slot.idx
            for layout in theme(folder).deck().layouts.values()
            for slot in layout.slots.values()
        }
        for folder in (FIRST, SECOND)
    ]
    shared = numbers[0].keys() & numbers[1].keys()
    assert len(shared) > 100
    assert {name for name in shared if numbers[0][name] != numbers[1][name]} == set()


def test_a_layout_has_one_title() -> None:
    for folder in (FIRST, SECOND):
        for layout in theme(folder).deck().layouts.values():
            assert sum(slot.is_title for slot in layout.slots.values()) <= 1, layout.id
