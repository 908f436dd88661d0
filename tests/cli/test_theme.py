from __future__ import annotations

import io
import os
import re
from pathlib import Path

import docx
import pptx
import pytest
from support import program, workspaces

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE


@pytest.fixture
def place(tmp_path: Path) -> Path:
    workspaces.write(tmp_path, {})
    return tmp_path


def _docx(header: str = "") -> bytes:
    document, out = docx.Document(), io.BytesIO()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(out)
    return out.getvalue()


def test_a_word_template_is_described_before_any_build(place: Path) -> None:
    (place / "ours.docx").write_bytes(_docx("和风街道"))
    run = program.run("theme", "check", "ours.docx", folder=place)
    assert run.code == FINE
    assert "页眉：“和风街道”" in run.out
    assert "一级标题 → Heading 1" in run.out or "一级标题 → heading 1" in run.out
    assert "补上的样式" in run.out
    assert "word-template-page-number" in run.err


def test_a_deck_template_is_told_what_its_layouts_are_used_for(place: Path) -> None:
    pptx.Presentation().save(str(place / "ours.pptx"))
    run = program.run("theme", "check", "ours.pptx", folder=place)
    assert run.code == FINE
    assert "页面 4:3，11 个版式" in run.out
    assert "文字 → Title and Content" in run.out
    assert "free-object" in run.err


def test_without_a_file_the_theme_in_use_is_checked(place: Path) -> None:
    run = program.run("theme", "check", folder=place)
    assert run.code == FINE
    assert run.out.count("没有发现问题") == 2


@pytest.mark.parametrize(("name", "data", "code"), [
    ("ours.docx", b"no", FAULTS), ("gone.docx", None, FAULTS), ("ours.txt", b"", MISUSE),
    ("ours.doc", bytes.fromhex("D0CF11E0A1B11AE1"), FAULTS), ("ours.wps", b"", FAULTS),
])  # fmt: skip
def test_what_is_no_template_is_a_fault(
    place: Path, name: str, data: bytes | None, code: int
) -> None:
    if data is not None:
        (place / name).write_bytes(data)
    run = program.run("theme", "check", name, folder=place)
    assert run.code == code
    assert run.err


_COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


def _compound(stream: str) -> bytes:
    return _COMPOUND + stream.encode("utf-16-le")


#: name of a file, what it holds (None: nothing there), and what is said of it
HOSTILE = [
    ("没有.pptx", None, "没有这个文件"),
    ("空的.pptx", b"", "空文件"),
    ("旧的.ppt", _compound("PowerPoint Document"), "旧格式的演示文稿"),
    ("旧的.pptx", _compound("PowerPoint Document"), "旧格式的演示文稿"),
    ("文档.pptx", _docx(), "这是 Word 文档"),
    ("加密.pptx", _compound("EncryptedPackage"), "打开密码"),
    ("坏的.pptx", b"PK\3\4 and no more", "文件已损坏"),
    ("旧的.doc", _compound("WordDocument"), "旧格式的 Word 文档"),
    ("加密.docx", _compound("EncryptedPackage"), "打开密码"),
    ("空的.docx", b"", "空文件"),
]


@pytest.mark.parametrize(("name", "data", "words"), HOSTILE)
@pytest.mark.parametrize("action", ["check", "adopt"])
def test_a_file_that_cannot_be_a_template_is_named_in_chinese_and_nothing_is_written(
    place: Path, action: str, name: str, data: bytes | None, words: str
) -> None:
    if action == "adopt" and ".do" in name:
        words = "Word 模板不用认下"
    if data is not None:
        (place / name).write_bytes(data)
    before = sorted(place.rglob("*"))
    run = program.run("theme", action, name, folder=place)
    assert run.code in (FAULTS, MISUSE)
    assert words in run.err
    assert not re.search("[A-Za-z]{3,} [a-z]{2,} [a-z]", run.err)
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("action", ["check", "adopt"])
def test_a_folder_and_a_pipe_are_not_read(place: Path, action: str) -> None:
    (place / "文件夹.pptx").mkdir()
    os.mkfifo(place / "管道.pptx")
    for name, what in (("文件夹.pptx", "是文件夹"), ("管道.pptx", "是管道或设备")):
        run = program.run("theme", action, name, folder=place)
        assert run.code == FAULTS
        assert what in run.err


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_the_right_to_read_it_is_said_so(place: Path) -> None:
    (place / "ours.pptx").write_bytes(b"")
    (place / "ours.pptx").chmod(0)
    assert "没有权限" in program.run("theme", "check", "ours.pptx", folder=place).err


def test_a_profile_of_the_unit_names_its_template(place: Path) -> None:
    (place / "content/formats").mkdir(parents=True, exist_ok=True)
    (place / "content/templates").mkdir()
    (place / "content/formats/ours.yaml").write_text(
        "extends: gbt9704\ntitle: 本单位\ntemplate: ours.docx\n", encoding="utf-8"
    )
    (place / "content/templates/ours.docx").write_bytes(_docx("和风街道"))
    run = program.run("theme", "check", "--profile", "ours", folder=place)
    assert "页眉：“和风街道”" in run.out
    by_file = program.run("theme", "check", "content/templates/ours.docx", folder=place)
    assert "按版式 ours 补上" in by_file.out
    (place / "content/templates/ours.docx").unlink()
    missing = program.run("theme", "check", "--profile", "ours", folder=place)
    assert missing.code == FAULTS
    assert "ours.yaml" in missing.err


@pytest.mark.slow
def test_the_files_of_a_theme_are_made_again_where_they_differ_from_its_data(
    tmp_path: Path,
) -> None:
    assert program.run("new", "w", folder=tmp_path).code == FINE
    folder = tmp_path / "w"
    assert "reportgen new templates" in program.run("theme", "make", folder=folder).err
    assert program.run("new", "templates", folder=folder).code == FINE
    unchanged = program.run("theme", "make", folder=folder)
    assert unchanged.code == FINE
    assert unchanged.out == "没有变化，各文件未动。\n"

    deck = folder / "templates/juli/deck.pptx"
    before = deck.read_bytes()
    deck.write_bytes(b"")
    result = program.run("theme", "make", "templates/juli", folder=folder)
    assert result.code == FINE
    assert "deck.pptx" in result.out
    assert deck.read_bytes() == before


def test_a_folder_without_a_theme_is_refused(place: Path) -> None:
    assert program.run("theme", "make", "content", folder=place).code == MISUSE


def test_a_deck_template_of_a_unit_is_adopted_and_every_kind_builds_with_it(tmp_path: Path) -> None:
    assert program.run("new", "w", folder=tmp_path).code == FINE
    folder = tmp_path / "w"
    template = Path(__file__).parents[1] / "theme/templates/made-for-each.pptx"
    (folder / "本单位.pptx").write_bytes(template.read_bytes())
    run = program.run("theme", "adopt", "本单位.pptx", folder=folder)
    assert run.code == FINE
    assert "图文 → 左文右图" in run.out
    place = folder / "templates/本单位"
    assert '  chart: {layout: "图表"}  # 图表\n' in (place / "deck.yaml").read_text(
        encoding="utf-8"
    )
    assert pptx.Presentation(str(place / "sample.pptx")).slides[0].slide_layout.name == "首页"
    assert "照片一" in (place / "sample.html").read_text(encoding="utf-8")

    mapped = (
        (place / "deck.yaml")
        .read_text(encoding="utf-8")
        .replace('cover: {layout: "首页"}', 'cover: {layout: "章节页"}')
    )
    (place / "deck.yaml").write_text(mapped, encoding="utf-8")
    again = program.run("theme", "adopt", "本单位.pptx", folder=folder)
    assert "封面 → 章节页" in again.out
    assert pptx.Presentation(str(place / "sample.pptx")).slides[0].slide_layout.name == "章节页"

    built = program.run(
        "build", "--theme", "本单位", "--kind", "annual-deck", "--jobs", "0", folder=folder
    )
    assert built.code == FINE
    (deck,) = folder.glob("output/*/*/*.pptx")
    assert pptx.Presentation(str(deck)).slides[0].slide_layout.name == "章节页"
    assert "Word 模板不用认下" in program.run("theme", "adopt", "本单位.docx", folder=folder).err
    assert (
        program.run("theme", "adopt", "本单位.pptx", "--name", "juli", folder=folder).code == MISUSE
    )
