"""The supplied theme folder is what its data makes, and data that makes no sense is a fault."""

from __future__ import annotations

import io
import json
import shutil
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from support import program
from support.themes import JULI, palette

from reportgen.diagnostics import Faults
from reportgen.make import theme_files
from reportgen.make.reference import reference_document
from reportgen.theme.loading import load_theme
from reportgen.workspace import DiskWorkspace, MemoryWorkspace
from reportgen.write.package import members_of

pytestmark = pytest.mark.slow

FOLDER = "templates/juli"
SUPPLIED = DiskWorkspace({"content": JULI.parents[1] / "content", "templates": JULI.parent})


@cache
def made() -> dict[str, bytes]:
    return theme_files(SUPPLIED, FOLDER)


def parts(package: bytes) -> dict[str, bytes]:
    return {name: member.data for name, member in members_of(package).items()}


@pytest.mark.parametrize("name", ["deck.pptx", "reference.docx", "forms/member-list.docx"])
def test_every_part_of_a_supplied_office_file_is_what_the_data_makes(name: str) -> None:
    assert parts((JULI / name).read_bytes()) == parts(made()[name])


def test_the_supplied_settings_drawings_and_pages_are_what_the_data_makes() -> None:
    texts = [name for name in made() if name.endswith((".yaml", ".svg", ".md"))]
    assert len(texts) > len(list((JULI / "layouts").iterdir()))
    assert {name for name in texts if (JULI / name).read_bytes() != made()[name]} == set()
    lines = {f"gallery/{path.name}" for path in (JULI / "gallery").iterdir()}
    assert lines == {name for name in texts if name.startswith("gallery/")}


def test_the_supplied_json_says_what_is_read_of_the_deck() -> None:
    # The digest beside it is that of the compressed file, which another zlib compresses otherwise.
    supplied, again = (
        json.loads(data) for data in ((JULI / "deck.json").read_bytes(), made()["deck.json"])
    )
    for name in ("template", "settings", "settings_sha256"):
        assert supplied[name] == again[name]


def test_the_same_data_makes_the_same_bytes() -> None:
    assert theme_files(SUPPLIED, FOLDER) == made()


def test_a_drawing_shows_every_slot_of_its_layout() -> None:
    layouts = json.loads(made()["deck.json"])["template"]["layouts"]
    for layout in layouts:
        name = layout["name"].partition(" ")[0]
        root = ElementTree.fromstring(made()[f"gallery/{name}.svg"])
        texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert texts == [placeholder["name"] for placeholder in layout["placeholders"]]


def test_no_shape_of_a_layout_has_a_negative_size() -> None:
    # ECMA-376 part 1, 20.1.10.42: a positive coordinate; a line to the left is flipped instead.
    layouts = [data for name, data in parts(made()["deck.pptx"]).items() if "slideLayouts" in name]
    assert layouts
    assert not any(b'cx="-' in data or b'cy="-' in data for data in layouts)


def test_the_reference_document_takes_its_colours_from_the_palette() -> None:
    profile = load_theme(SUPPLIED, FOLDER).profile("gbt9704")
    green = palette("qinglian-green")
    data = reference_document(profile, green, "聚力")
    theme = parts(data)["word/theme/theme1.xml"].decode()
    assert f'<a:accent1><a:srgbClr val="{green.colours["structure"]}"/>' in theme
    assert '<a:lt1><a:srgbClr val="FFFFFF"/>' in theme
    assert "Title" in {style.name for style in docx.Document(io.BytesIO(data)).styles}


def changed(name: str, old: str, new: str) -> MemoryWorkspace:
    """The supplied theme in memory, one text of its data changed."""
    files = {
        f"{FOLDER}/{path.relative_to(JULI).as_posix()}": path.read_bytes()
        for path in JULI.rglob("*.yaml")
    }
    text = files[f"{FOLDER}/{name}"].decode()
    assert old in text
    files[f"{FOLDER}/{name}"] = text.replace(old, new, 1).encode()
    return MemoryWorkspace(files)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("layouts/text.yaml", "style: body", "style: boddy", "`boddy`"),
        ("layouts/text.yaml", "w: 1128", "w: n+", "读到这里停下"),
        ("layouts/text.yaml", "name: body", "name: bodi", "`bodi`"),
        ("layouts/shared.yaml", "order: [cover,", "order: [coverr,", "`coverr`"),
        ("palettes/juli-red.yaml", "page:", "paje:", "不认识的名称 `paje`"),
    ],
)
def test_data_that_makes_no_sense_is_a_fault_of_its_file(
    name: str, old: str, new: str, message: str
) -> None:
    with pytest.raises(Faults) as caught:
        theme_files(changed(name, old, new), FOLDER)
    fault = caught.value.diagnostics[0]
    assert message in fault.message
    assert fault.span is not None
    assert fault.span.path == f"{FOLDER}/{name}"


def test_a_theme_without_layouts_is_told() -> None:
    files = {f"{FOLDER}/{name}": (JULI / name).read_bytes() for name in (
        "theme.yaml", "formats/gbt9704.yaml", "formats/report.yaml", "palettes/juli-red.yaml",
    )}  # fmt: skip
    with pytest.raises(Faults, match="找不到主题的文件“layouts"):
        theme_files(MemoryWorkspace(files), FOLDER)


def test_theme_make_writes_what_a_change_of_the_data_changes(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "juli"
    shutil.copytree(JULI, folder)
    assert "没有变化" in program.run("theme", "make", folder=tmp_path).out
    layout = folder / "layouts" / "text.yaml"
    text = layout.read_text(encoding="utf-8").replace("size: 24", "size: 26")
    layout.write_text(text, encoding="utf-8")
    ran = program.run("theme", "make", "templates/juli", folder=tmp_path)
    assert ran.code == 0
    written = [line for line in ran.out.splitlines() if "juli/" in line]
    names = ("deck.pptx", "deck.json", "README.md")
    assert [line.rpartition("/")[2] for line in written] == list(names)


def test_a_folder_without_a_theme_is_told(tmp_path: Path) -> None:
    ran = program.run("theme", "make", ".", folder=tmp_path)
    assert ran.code == 2
    assert "不是主题文件夹" in ran.err
