from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from support.workspaces import memory

from reportgen.diagnostics import Faults
from reportgen.theme.formats import FormatProfile, parse_profile, setting_rows
from reportgen.theme.loading import load_theme

FORMATS = Path(__file__).parents[2] / "templates" / "juli" / "formats"


def supplied(name: str) -> FormatProfile:
    mapping = yaml.safe_load((FORMATS / f"{name}.yaml").read_text(encoding="utf-8"))
    return parse_profile(name, mapping, None if name == "gbt9704" else supplied("gbt9704"))


def test_the_default_profile_has_the_numbers_of_gbt_9704() -> None:
    profile = supplied("gbt9704")
    page = profile.page
    assert (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm) == (37, 35, 28, 26)
    assert (profile.pitch_twips, profile.grid.lines, profile.grid.characters) == (579, 22, 28)
    assert profile.tracking_twips == -5
    assert profile.text_width_twips * 25.4 / 1440 == pytest.approx(156, abs=0.05)
    assert profile.text_height_twips * 25.4 / 1440 == pytest.approx(225, abs=0.05)
    assert profile.faces.title.size_pt == 22


def test_the_profile_for_electronic_documents_has_its_own_margins_and_pitch() -> None:
    profile = supplied("gbt33476")
    assert (profile.page.top_mm, profile.page.bottom_mm) == (34.58, 32.58)
    assert profile.pitch_twips == 589
    assert profile.faces == supplied("gbt9704").faces


def test_the_plain_profile_centres_the_page_number_and_leaves_characters_alone() -> None:
    profile = supplied("plain")
    assert profile.page_number.place == "center"
    assert profile.tracking_twips == 0


@pytest.mark.parametrize("name", ["gbt9704", "gbt33476", "plain"])
def test_the_lines_and_characters_of_a_supplied_profile_fit_its_type_area(name: str) -> None:
    profile = supplied(name)
    assert profile.grid.lines * profile.pitch_twips <= profile.text_height_twips
    size = profile.faces.body.size_pt * 20 + profile.tracking_twips
    assert profile.grid.characters * size <= profile.text_width_twips


def test_a_pitch_of_29_points_is_refused_because_only_21_lines_fit() -> None:
    with pytest.raises(ValidationError, match=r"每页22行、行距29磅超出版心高度，行距最多28\.95磅"):
        parse_profile("本单位", {"grid": {"pitch_pt": 29}}, supplied("gbt9704"))


def test_a_profile_of_one_number_takes_the_rest_from_its_base() -> None:
    mapping = {"extends": "gbt9704", "faces": {"heading2": {"bold": True}}}
    profile = parse_profile("本单位", mapping, supplied("gbt9704"))
    assert profile.name == "本单位"
    assert profile.faces.heading2.bold
    assert profile.faces.heading2.font == "楷体_GB2312"


def test_an_unknown_key_is_told_by_its_path() -> None:
    with pytest.raises(ValidationError) as caught:
        parse_profile("x", {"page": {"topp_mm": 37}}, supplied("gbt9704"))
    assert caught.value.errors()[0]["loc"] == ("page", "topp_mm")


def test_more_characters_than_the_line_can_hold_are_refused() -> None:
    with pytest.raises(ValidationError, match="过密"):
        parse_profile("x", {"grid": {"characters": 34}}, supplied("gbt9704"))


def test_every_setting_is_described_in_chinese() -> None:
    rows = list(setting_rows(supplied("gbt9704")))
    keys = {key for key, _, _ in rows}
    assert {"page.top_mm", "grid.pitch_pt", "faces.heading2.bold", "page_number.place"} <= keys
    assert all(any(ord(char) > 0x2E80 for char in title) for _, title, _ in rows)


@given(pitch=st.floats(12, 60), lines=st.integers(0, 60), characters=st.integers(0, 60))
def test_an_accepted_profile_never_overfills_its_page(
    pitch: float, lines: int, characters: int
) -> None:
    mapping = {"grid": {"pitch_pt": pitch, "lines": lines, "characters": characters}}
    try:
        profile = parse_profile("x", mapping, supplied("gbt9704"))
    except ValidationError:
        return
    assert lines * profile.pitch_twips <= profile.text_height_twips
    size = profile.faces.body.size_pt * 20 + profile.tracking_twips
    assert characters * size <= profile.text_width_twips


def test_profiles_that_extend_each_other_are_a_fault_of_the_one_that_closes_the_circle() -> None:
    workspace = memory({
        "content/formats/one.yaml": "extends: other\ntitle: 甲\n",
        "content/formats/other.yaml": "title: 乙\nextends: one\n",
    })  # fmt: skip
    with pytest.raises(Faults, match="不能以自己为基础") as caught:
        load_theme(workspace, "templates/juli").profile("one")
    assert str(caught.value.diagnostics[0].span).startswith("content/formats/other.yaml:2")
