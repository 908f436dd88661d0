from __future__ import annotations

import io
import json
from zipfile import ZipFile

import pptx
import pytest
from support.themes import JULI, PALETTES, deck_settings, palette
from support.workspaces import memory

from reportgen.diagnostics import Faults
from reportgen.document.nodes import Deck, Properties, Prose, Slide, Text
from reportgen.office_files import check_office_file
from reportgen.theme.deck import DeckTheme, check_deck, load_deck_theme
from reportgen.theme.deck_settings import DeckSettings
from reportgen.theme.loading import load_theme
from reportgen.theme.palettes import PaletteFile, check_contrast, complete, contrast_ratio
from reportgen.theme.template_json import parse_template_file
from reportgen.write.package import members_of
from reportgen.write.powerpoint import lower, write_deck
from reportgen.write.powerpoint.parts import shared_parts

pytestmark = pytest.mark.slow

TEMPLATE = (JULI / "deck.pptx").read_bytes()


@pytest.fixture(scope="module")
def theme() -> DeckTheme:
    return load_deck_theme(TEMPLATE, deck_settings())


def test_layouts_are_known_by_the_machine_part_of_their_name(theme: DeckTheme) -> None:
    assert theme.layouts["cards-3"].count == 3
    assert theme.families["cards"][3] == "cards-3"
    assert set(theme.families["timeline"]) == set(range(2, 13))


def test_slots_lie_where_the_template_has_them(theme: DeckTheme) -> None:
    for layout in pptx.Presentation(io.BytesIO(TEMPLATE)).slide_layouts:
        slots = theme.layouts[layout.name.partition(" ")[0]].slots
        for shape in layout.placeholders:
            slot = slots[shape.name]
            assert (slot.x, slot.y, slot.w, slot.h) == (
                shape.left, shape.top, shape.width, shape.height,
            )  # fmt: skip


def test_a_slot_tells_how_it_sets_text(theme: DeckTheme) -> None:
    title = theme.layouts["bullets"].slots["title"]
    assert (title.size_pt, title.line_pt, title.east_asian) == (34, 42.5, "方正小标宋简体")
    assert title.is_title
    body = theme.layouts["bullets"].slots["body"]
    assert body.first_indent_pt == -body.left_indent_pt < 0
    figure = theme.layouts["key-figures-3"].slots["figure-1"]
    assert figure.unit is not None
    assert figure.unit.size_pt < figure.size_pt


def test_nothing_of_the_template_is_missing(theme: DeckTheme) -> None:
    assert check_deck(theme) == ()


def test_a_template_without_a_layout_is_told_before_a_build() -> None:
    wanted = {"layouts": {"mosaic": {"slots": {}}, "quote": {"slots": {"chapter": {}}}}}
    assert [
        d.code for d in check_deck(load_deck_theme(TEMPLATE, DeckSettings.model_validate(wanted)))
    ] == [
        "layout-missing",
        "slot-missing",
    ]


def test_a_card_moved_in_the_template_moves_in_the_deck() -> None:
    moved = pptx.Presentation(io.BytesIO(TEMPLATE))
    layout = next(x for x in moved.slide_layouts if x.name.startswith("quote "))
    shape = next(s for s in layout.placeholders if s.name == "attribution")
    shape.left, shape.top = 1_000_000, 5_500_000
    out = io.BytesIO()
    moved.save(out)
    slots = {"quote": Prose(((Text("引语"),),)), "attribution": Prose(((Text("出处"),),))}
    deck = Deck(Properties("测试"), (Slide("quote", slots),))
    changed = load_deck_theme(out.getvalue(), deck_settings())
    data = write_deck(lower(deck, changed), changed, lambda _: b"").data
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]
    result = next(s for s in slide.shapes if s.name == "attribution")
    assert (result.left, result.top) == (1_000_000, 5_500_000)


def test_a_palette_recolours_the_theme_parts_and_nothing_else(theme: DeckTheme) -> None:
    blue = load_deck_theme(TEMPLATE, deck_settings(), palette("archive-blue"))
    ours, others = (
        {member.name: member.data for member in shared_parts(one).fixed} for one in (theme, blue)
    )
    changed = [name for name in ours if ours[name] != others[name]]
    assert changed == ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"]
    assert b'<a:accent1><a:srgbClr val="1F3F66"/></a:accent1>' in others["ppt/theme/theme1.xml"]


def test_a_deck_takes_over_the_layouts_as_they_lie_in_the_template(theme: DeckTheme) -> None:
    supplied = members_of(TEMPLATE)
    fixed = {member.name: member for member in shared_parts(theme).fixed}
    layouts = [name for name in supplied if name.startswith("ppt/slideLayouts/")]
    assert len(layouts) == 2 * len(theme.template.layouts)
    assert all(fixed[name] == supplied[name] for name in layouts)


def saved_by_powerpoint() -> bytes:
    """The supplied template after an edit: the first layout's title was moved."""
    template = pptx.Presentation(io.BytesIO(TEMPLATE))
    template.slide_layouts[0].placeholders[0].left = 123_456
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def test_the_json_beside_a_template_says_what_was_read_of_it(theme: DeckTheme) -> None:
    file = parse_template_file((JULI / "deck.json").read_bytes())
    assert file
    assert repr(file.template_of(TEMPLATE)) == repr(theme.template)
    assert file.settings_of((JULI / "deck.yaml").read_bytes()) == theme.settings


def test_settings_edited_since_are_read_anew() -> None:
    text = (JULI / "deck.yaml").read_text(encoding="utf-8")
    edited = text.replace("marker_pt: 8", "marker_pt: 9").encode()
    file = parse_template_file((JULI / "deck.json").read_bytes())
    assert file
    assert file.settings_of(edited) is None
    workspace = memory({"templates/juli/deck.yaml": edited})
    assert load_theme(workspace, "templates/juli").deck().settings.charts.marker_pt == 9


def test_a_template_edited_since_is_read_anew() -> None:
    edited = saved_by_powerpoint()
    file = parse_template_file((JULI / "deck.json").read_bytes())
    assert file
    assert file.template_of(edited) is None
    workspace = memory({"templates/juli/deck.pptx": edited})
    layouts = load_theme(workspace, "templates/juli").deck().template.layouts
    assert layouts[0].placeholders[0].x == 123_456


@pytest.mark.parametrize("where", ["the file", "a placeholder", "no JSON"])
def test_a_json_with_anything_unknown_is_passed_over(where: str) -> None:
    values = json.loads((JULI / "deck.json").read_text(encoding="utf-8"))
    if where == "the file":
        values["more"] = 1
    if where == "a placeholder":
        values["template"]["layouts"][0]["placeholders"][0]["more"] = 1
    data = b"{" if where == "no JSON" else json.dumps(values).encode()
    assert parse_template_file(data) is None


@pytest.mark.parametrize("name", PALETTES)
def test_every_supplied_palette_has_its_contrasts(name: str) -> None:
    check_contrast(palette(name), deck_settings().contrast)


FIVE = {
    "page": "#FFFFFF", "structure": "#7A1F2B", "accent": "#D9A441", "text": "#222222",
    "muted": "#555555",
}  # fmt: skip


def test_five_colours_of_a_unit_are_completed() -> None:
    own = complete(PaletteFile.model_validate({"colours": FIVE}))
    scheme = deck_settings().theme_colours
    assert scheme is not None
    assert {colour for _, colour in scheme} <= set(own.colours)


def test_a_weak_contrast_is_refused_with_its_ratio() -> None:
    weak = complete(PaletteFile.model_validate({"colours": {**FIVE, "muted": "#C0B8B0"}}))
    with pytest.raises(Faults) as caught:
        check_contrast(weak, deck_settings().contrast)
    assert {d.code for d in caught.value.diagnostics} == {"weak-contrast"}
    assert "至少要 4.5" in caught.value.diagnostics[0].message


@pytest.mark.parametrize(
    ("file", "wrong", "message"),
    [
        ("palettes/juli-red.yaml", "text: '#262626'\n", "`text`（文字）要写成 #9E1530"),
        ("palettes/juli-red.yaml", "accent:", "不认识的名称 `acent`"),
        ("deck.yaml", "line_ratio:", "不认识的名称 `line_ratoi`（表格）"),
        ("deck.yaml", "highlight: accent3", "`highlight`（突出一项的颜色）"),
    ],
)
def test_a_wrong_key_or_value_of_a_settings_file_is_told_with_its_line(
    file: str, wrong: str, message: str
) -> None:
    slips = {
        "text: '#262626'\n": "text: 深红\n", "accent:": "acent:", "line_ratio:": "line_ratoi:",
        "highlight: accent3": "highlight: gold",
    }  # fmt: skip
    text = (JULI / file).read_text(encoding="utf-8")
    workspace = memory({f"templates/juli/{file}": text.replace(wrong, slips[wrong], 1)})
    theme = load_theme(workspace, "templates/juli")
    with pytest.raises(Faults) as caught:
        theme.deck("juli-red")
    fault = caught.value.diagnostics[0]
    assert message in fault.message
    assert fault.span is not None
    assert fault.span.line == text[: text.index(wrong)].count("\n") + 1


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("FFFFFF", "000000") == pytest.approx(21)
    assert contrast_ratio("FFFFFF", "C41E3A") == pytest.approx(5.8, abs=0.1)


def test_a_damaged_template_is_told() -> None:
    with pytest.raises(Faults, match="打不开"):
        load_deck_theme(b"no zip", DeckSettings())


def test_a_template_with_a_member_cut_off_is_told() -> None:
    package = TEMPLATE
    with ZipFile(io.BytesIO(package)) as archive:
        member = next(m for m in archive.infolist() if m.filename.endswith("slideLayout1.xml"))
        assert archive.testzip() is None
    # The length of the compressed bytes in the central directory (APPNOTE.TXT 4.3.12), 26 bytes before the name.
    at = package.rindex(member.filename.encode()) - 26
    assert int.from_bytes(package[at : at + 4], "little") == member.compress_size
    cut = package[:at] + (member.compress_size - 1).to_bytes(4, "little") + package[at + 4 :]
    with ZipFile(io.BytesIO(cut)) as archive:
        assert archive.read(member.filename), "zipfile does not see it"
    with pytest.raises(Faults, match=r"slideLayout1\.xml 已损坏"):
        check_office_file(cut, "pptx")
