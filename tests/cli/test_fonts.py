"""`reportgen fonts` says which faces documents use and what is seen without them."""

from __future__ import annotations

from pathlib import Path

from support import program


def test_a_face_that_others_may_lack_is_named_with_what_they_see(tmp_path: Path) -> None:
    ran = program.run("fonts", folder=tmp_path)
    assert ran.code == 0
    lines = ran.out.splitlines()
    start = next(
        i for i, line in enumerate(lines) if line.startswith("方正小标宋简体　课件标题、Word 标题")
    )
    block = "\n".join(lines[start : start + 3])
    assert "Office 显示成“华文中宋”" in block
    assert "faces 写 safe" in block


def test_every_chinese_windows_has_the_safe_faces(tmp_path: Path) -> None:
    ran = program.run("fonts", "--faces", "safe", folder=tmp_path)
    assert ran.code == 0
    assert "Office 显示成" not in ran.out
    assert "宋体　课件标题、Word 标题" in ran.out
