"""Style, palette and format of a branch, and a unit's own template."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from docx import Document
from PIL import Image
from pptx import Presentation
from support.desks import RECORD, Desk, visit

from reportgen.cli.main import main
from reportgen.theme.choice import chosen_theme
from reportgen.workspace import MemoryWorkspace

BASE = "/b/hongxing/2025"


@pytest.fixture(autouse=True)
def record(desk: Desk) -> None:
    desk.record.write_text(RECORD, encoding="utf-8")


def own_deck() -> bytes:
    buffer = io.BytesIO()
    Presentation().save(buffer)
    return buffer.getvalue()


def send(desk: Desk, data: bytes, name: str = "街道统一模板.pptx") -> dict[str, Any]:
    sent = {"Content_Type": "application/octet-stream"}
    path = f"{BASE}/own-template?file={quote(name)}"
    return json.loads(desk.ask(path, "POST", data, **sent).body)  # type: ignore[no-any-return]


def test_the_choices_are_those_of_the_theme_and_formats_of_other_kinds_are_left_out(
    desk: Desk,
) -> None:
    markup = desk.ask(f"{BASE}/appearance").body.decode()
    assert 'aria-checked="true" data-choose="style" data-name="juli"' in markup
    assert 'aria-checked="true" data-choose="palette" data-name="juli-red"' in markup
    assert 'aria-checked="true" data-choose="format" data-name="report"' in markup
    assert 'data-name="plain"' in markup
    assert 'data-name="script"' not in markup


def test_a_page_goes_on_loading_the_pictures_of_the_style_before(desk: Desk) -> None:
    assert desk.server
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "#c41e3a").save(picture, "PNG")
    address = desk.server.session.documents.pictures.address(picture.getvalue())
    assert desk.ask(address).status == 200
    for name in ("editorial", "juli"):
        desk.ask(f"{BASE}/appearance-style", "POST", json.dumps({"name": name}).encode())
        assert desk.ask(address).status == 200


def test_a_style_holds_for_the_folder_and_for_the_command_line(desk: Desk) -> None:
    chosen = desk.ask(f"{BASE}/appearance-style", "POST", b'{"name": "editorial"}')
    assert chosen.status == 200
    look = desk.folder / "content/look.yaml"
    assert chosen_theme(MemoryWorkspace({"content/look.yaml": look.read_bytes()})) == "editorial"
    markup = desk.ask(f"{BASE}/appearance").body.decode()
    assert 'aria-checked="true" data-choose="style" data-name="editorial"' in markup
    assert desk.ask(f"{BASE}/appearance-style", "POST", b'{"name": "none"}').status == 404
    desk.ask(f"{BASE}/appearance-style", "POST", b'{"name": "juli"}')
    assert look.read_text(encoding="utf-8") == "theme: juli\n"


@pytest.mark.slow
def test_files_in_a_chosen_style_are_those_of_a_build(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ask(f"{BASE}/appearance-style", "POST", b'{"name": "editorial"}')
    deck = desk.ask("/download/hongxing/2025/annual-deck").body
    monkeypatch.chdir(desk.folder)
    assert main(["build", "--jobs", "0", "--quiet", "--kind", "annual-deck"]) == 0
    built = next((desk.folder / "output").rglob("*.pptx")).read_bytes()
    desk.ask(f"{BASE}/appearance-style", "POST", b'{"name": "juli"}')
    assert deck == built


def test_a_workspace_that_has_chosen_no_theme_has_the_first() -> None:
    assert chosen_theme(MemoryWorkspace({})) == "juli"
    assert chosen_theme(MemoryWorkspace({"content/look.yaml": b"- x"})) == "juli"


def test_what_is_no_template_is_refused_in_words(desk: Desk) -> None:
    assert "另存为 .pptx" in send(desk, b"x", "旧的.ppt")["message"]
    assert send(desk, b"x")["message"]


def own_report() -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "中共示例街道工作委员会"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def send_word(desk: Desk, data: bytes, name: str) -> dict[str, Any]:
    path = f"{BASE}/own-word-template?file={quote(name)}"
    answer = desk.ask(path, "POST", data, Content_Type="application/octet-stream")
    return json.loads(answer.body)  # type: ignore[no-any-return]


@pytest.mark.slow
def test_a_word_template_becomes_a_format_that_nobody_has_chosen_yet(desk: Desk) -> None:
    assert "另存为 .docx" in send_word(desk, own_report(), "旧的.wps")["message"]
    assert send_word(desk, b"x", "坏的.docx")["message"]
    assert 'data-name="单位"' not in desk.ask(f"{BASE}/appearance").body.decode()
    known = send_word(desk, own_report(), "街道红头.docx")
    assert known["title"] == "街道红头"
    assert "页眉照用：中共示例街道工作委员会" in known["lines"]
    markup = desk.ask(f"{BASE}/appearance").body.decode()
    assert 'aria-checked="false" data-choose="format" data-name="单位"' in markup
    assert "街道红头" in markup
    choice = {"operation": "set", "path": ["format"], "base": None, "value": "单位"}
    body = {"file": "hongxing/branch", "edits": [choice], "place": None, "revision": ""}
    assert desk.ask("/save", "POST", json.dumps(body).encode()).status == 200
    report = desk.ask("/download/hongxing/2025/annual-report").body
    headers = [s.header.paragraphs[0].text for s in Document(io.BytesIO(report)).sections]
    assert "中共示例街道工作委员会" in headers


@pytest.mark.slow
def test_a_template_becomes_tiles_and_another_layout_may_serve(desk: Desk) -> None:
    known = send(desk, own_deck())
    assert known["title"] == "街道统一模板"
    assert "4:3" in known["about"]
    tiles = {tile["role"]: tile for tile in known["tiles"]}
    assert {"cover", "section", "text", "closing"} <= set(tiles)
    assert all(tile["number"] for tile in tiles.values())
    assert not known["lacks"]
    content = {"role": "closing", "layout": tiles["section"]["layout"]}
    changed = json.loads(
        desk.ask(f"{BASE}/own-template/layout", "POST", json.dumps(content).encode()).body
    )
    closing = next(tile for tile in changed["tiles"] if tile["role"] == "closing")
    assert closing["layout"] == tiles["section"]["layout"]
    mapping = yaml.safe_load((desk.folder / "templates/单位/deck.yaml").read_text(encoding="utf-8"))
    assert mapping["layouts"]["closing"]["layout"] == tiles["section"]["layout"]


@pytest.mark.slow
def test_a_kind_of_page_is_left_out_and_taken_up_again(desk: Desk) -> None:
    tiles = {tile["role"]: tile for tile in send(desk, own_deck())["tiles"]}
    assert [role for role, tile in tiles.items() if tile["optional"]] == ["contents", "closing"]
    assert all(tile["layouts"][0] == tile["layout"] for tile in tiles.values())
    assert set(tiles["two-columns"]["layouts"]) < set(tiles["cover"]["layouts"])

    def choose(role: str, layout: str) -> dict[str, Any]:
        content = json.dumps({"role": role, "layout": layout}).encode()
        return json.loads(desk.ask(f"{BASE}/own-template/layout", "POST", content).body)  # type: ignore[no-any-return]

    left_out = next(tile for tile in choose("closing", "")["tiles"] if tile["role"] == "closing")
    assert (left_out["layout"], left_out["number"]) == ("", 0)
    back = choose("closing", tiles["closing"]["layout"])
    assert next(tile for tile in back["tiles"] if tile["role"] == "closing")["number"]
    assert "不能不要" in choose("text", "")["message"]
    assert not (desk.folder / "templates/单位/deck.yaml").read_text("utf-8").count("omit")


def bring_template(page: Any, desk: Desk, folder: Path) -> None:
    """Open the page of looks, bring a deck template of the unit, and wait for its tiles."""
    file = folder / "街道统一模板.pptx"
    file.write_bytes(own_deck())
    visit(page, f"{desk.address}{BASE}/appearance")
    page.wait_for_selector("body[data-faults]", timeout=60000)
    page.set_input_files("#unit-file", str(file))
    page.wait_for_selector(".tile", timeout=90000)


@pytest.mark.browser
def test_a_page_nobody_wants_is_not_in_the_deck(page: Any, desk: Desk, tmp_path: Path) -> None:
    bring_template(page, desk, tmp_path)
    page.focus("[data-role=closing]")
    page.select_option("[data-role=closing]", label="不要这种页")
    page.wait_for_selector(".tile.away >> text=不做这种页", timeout=90000)
    page.wait_for_selector("[data-role=closing]:focus")
    assert "不要 1" in page.inner_text("#unit-legend")


@pytest.mark.browser
def test_a_template_is_dropped_looked_at_and_used(page: Any, desk: Desk, tmp_path: Path) -> None:
    bring_template(page, desk, tmp_path)
    assert "对得上" in page.inner_text("#unit-legend")
    page.click("#unit-use")
    page.wait_for_selector("[data-name='单位'][aria-checked=true]", timeout=90000)
    assert chosen(desk) == "单位"
    page.click("#unit-not")
    page.wait_for_selector("[data-name='juli'][aria-checked=true]", timeout=90000)
    assert chosen(desk) == "juli"


def chosen(desk: Desk) -> str:
    read = yaml.safe_load((desk.folder / "content/look.yaml").read_text(encoding="utf-8"))
    return str(read["theme"])


@pytest.mark.browser
def test_a_palette_is_chosen_by_keys_and_undone(page: Any, desk: Desk) -> None:
    branch = desk.record.parent / "branch.yaml"
    before = branch.read_text(encoding="utf-8")
    visit(page, f"{desk.address}{BASE}/appearance")
    page.wait_for_selector("body[data-faults]", timeout=60000)
    page.focus("[data-name='juli-red']")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("[data-name='qinglian-green'][aria-checked=true]")
    assert "palette: qinglian-green\n" in branch.read_text(encoding="utf-8")
    page.click("#undo")
    page.wait_for_selector("[data-name='juli-red'][aria-checked=true]")
    assert branch.read_text(encoding="utf-8") == before


@pytest.mark.browser
def test_a_style_is_undone_by_key_and_done_again(page: Any, desk: Desk) -> None:
    visit(page, f"{desk.address}{BASE}/appearance")
    page.wait_for_selector("body[data-faults]", timeout=60000)
    for act, name in (
        (lambda: page.click("[data-name='editorial']"), "editorial"),
        (lambda: page.keyboard.press("Control+z"), "juli"),
        (lambda: page.keyboard.press("Control+y"), "editorial"),
        (lambda: page.keyboard.press("Control+z"), "juli"),
    ):
        act()
        page.wait_for_selector(f"[data-name='{name}'][aria-checked=true]", timeout=60000)
        assert chosen(desk) == name
