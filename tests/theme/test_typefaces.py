"""Faces away from home: what a file says of them, and the sets that take others in their place."""

from __future__ import annotations

import io
import re

import pptx
import pytest
from support.themes import JULI
from support.workspaces import ROOT

from reportgen.document.nodes import Deck, Properties, Prose, Slide, Text
from reportgen.theme.loading import Theme, load_theme
from reportgen.theme.typefaces import SETS, FaceSet, font_attributes, typeface
from reportgen.workspace import DiskWorkspace, MemoryWorkspace
from reportgen.write.package import members_of
from reportgen.write.powerpoint import lower, write_deck
from reportgen.write.word.document_parts import font_table

WORKSPACE = DiskWorkspace({name: ROOT / name for name in ("content", "templates")})
FOLDER = "templates/juli"


def theme_with(faces: FaceSet) -> Theme:
    files = {
        f"{FOLDER}/{path.relative_to(JULI).as_posix()}": path.read_bytes()
        for pattern in ("*.*", "palettes/*", "formats/*")
        for path in JULI.glob(pattern)
        if path.is_file()
    }
    files[f"{FOLDER}/theme.yaml"] += f"faces: {faces}\n".encode()
    return load_theme(MemoryWorkspace(files), FOLDER)


def deck_parts(theme: Theme) -> dict[str, str]:
    title = Prose(((Text("党旗下的一年"),),))
    deck = Deck(Properties("测试"), (Slide("bullets-plain", {"title": title, "body": title}),))
    data = write_deck(lower(deck, theme.deck()), theme.deck(), WORKSPACE.read).data
    return {n: m.data.decode() for n, m in members_of(data).items() if n.endswith(".xml")}


def test_a_theme_font_says_its_charset_and_family() -> None:
    theme = members_of((JULI / "deck.pptx").read_bytes())["ppt/theme/theme1.xml"].data.decode()
    fonts = re.findall(r"<a:(?:latin|ea) typeface=\"[^\"]+\"[^>]*>", theme)
    assert len(fonts) == 4
    for font in fonts:
        assert re.search(r'panose="[0-9A-F]{20}" pitchFamily="\d+" charset="-?\d+"', font)
    assert font_attributes("宋体")["charset"] == "-122"
    assert font_attributes("某某体") == {"typeface": "某某体"}


def test_word_names_another_face_for_one_that_may_be_missing() -> None:
    table = font_table(load_theme(WORKSPACE, FOLDER).profile("gbt9704")).decode()
    for name, other in (
        ("方正小标宋简体", "华文中宋"),
        ("仿宋_GB2312", "仿宋"),
        ("宋体", "SimSun"),
    ):
        entry = re.search(rf'<w:font w:name="{name}">.*?</w:font>', table)
        assert entry
        assert f'<w:altName w:val="{other}"/>' in entry[0]
        assert '<w:charset w:val="86"/>' in entry[0]
        assert "w:panose1" in entry[0]


@pytest.mark.parametrize("faces", SETS)
def test_a_set_replaces_faces_by_known_ones(faces: FaceSet) -> None:
    assert all(typeface(replacement.face) for replacement in SETS[faces].values())


def test_safe_faces_are_those_of_every_chinese_windows() -> None:
    theme = theme_with("safe")
    parts = deck_parts(theme)
    named = set(re.findall(r'typeface="([^"+]+)"', "".join(parts.values())))
    profile = theme.word().profile
    named |= {face.font for _, face in profile.faces} | {face.digits for _, face in profile.faces}
    for name in named - {""}:
        known = typeface(name)
        assert known, name
        assert known.everywhere, name


def test_safe_titles_keep_their_weight() -> None:
    theme = theme_with("safe")
    assert theme.word().profile.faces.title.bold
    assert not theme.word().profile.faces.body.bold
    slide = deck_parts(theme)["ppt/slides/slide1.xml"]
    title, body = re.findall(r"<p:sp>.*?</p:sp>", slide)[:2]
    assert 'b="1"' in title
    assert 'b="1"' not in body


def test_a_palette_may_ask_for_a_set_of_its_own() -> None:
    files = {path: WORKSPACE.read(path) for path in (f"{FOLDER}/theme.yaml", f"{FOLDER}/deck.pptx")}
    files |= {
        f"{FOLDER}/{name}": (JULI / name).read_bytes()
        for name in ("deck.yaml", "deck.json", "palettes/juli-red.yaml")
    }
    red = files[f"{FOLDER}/palettes/juli-red.yaml"].decode()
    files["content/palettes/abroad.yaml"] = red.replace(
        "colours:", "faces: safe\ncolours:"
    ).encode()
    theme = load_theme(MemoryWorkspace(files), FOLDER)
    assert theme.deck("abroad").faces.by_token["+mj-ea"] == "宋体"
    assert theme.deck("juli-red").faces.by_token["+mj-ea"] == "方正小标宋简体"


def test_a_deck_in_another_set_is_opened_with_its_faces() -> None:
    theme = theme_with("wps")
    title = Prose(((Text("党旗下的一年"),),))
    deck = Deck(Properties("测试"), (Slide("statement", {"statement": title}),))
    written = write_deck(lower(deck, theme.deck()), theme.deck(), WORKSPACE.read).data
    part = members_of(written)["ppt/theme/theme1.xml"].data.decode()
    assert pptx.Presentation(io.BytesIO(written)).slides
    assert '<a:font script="Hans" typeface="方正小标宋_GBK"/>' in part
    assert "方正小标宋简体" not in part
