"""The folder for a computer without internet, as far as it can be made without one."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    pytest.importorskip("packaging")
    path = ROOT / "tools/make_offline.py"
    spec = importlib.util.spec_from_file_location("make_offline", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wheel(folder: Path, name: str, *requirements: str) -> None:
    lines = [f"Name: {name}", "Version: 1", *(f"Requires-Dist: {r}" for r in requirements)]
    with zipfile.ZipFile(folder / f"{name}-1-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}-1.dist-info/METADATA", "\n".join(lines))
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{name}-1.data/scripts/{name}", "")
        archive.writestr(f"{name}-1.data/purelib/{name}_more.py", "")


def test_what_only_windows_needs_is_wanted_and_what_only_others_need_is_not(
    tool: ModuleType, tmp_path: Path
) -> None:
    wheel(
        tmp_path, "one", "two>=1", 'winthing; platform_system == "Windows"',
        'uvloop; sys_platform != "win32"', 'tests; extra == "test"', 'old; python_version < "3.12"',
    )  # fmt: skip
    wheel(tmp_path, "three", "two<9")
    assert tool.missing(tmp_path) == ["two<9,>=1", "winthing"]
    wheel(tmp_path, "two")
    assert tool.missing(tmp_path) == ["winthing"]


def test_packages_lie_where_the_python_inside_looks(tool: ModuleType, tmp_path: Path) -> None:
    wheel(tmp_path, "one")
    tool.unpack(tmp_path / "one-1-py3-none-any.whl", tmp_path / "lib")
    assert {p.name for p in (tmp_path / "lib").iterdir()} >= {"one", "one_more.py"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("python.exe", "python313.zip", "python313._pth"):
            archive.writestr(f"cp313/{name}", "")
        archive.writestr("cp312/other.exe", "")
    tool.unpack_python(buffer.getvalue(), tmp_path / "python")
    assert sorted(p.name for p in (tmp_path / "python").iterdir()) == [
        "python.exe", "python313._pth", "python313.zip",
    ]  # fmt: skip
    paths = (tmp_path / "python/python313._pth").read_bytes()
    assert paths == b"python313.zip\r\n.\r\n..\\lib\r\n"


def test_the_command_is_a_batch_file_that_a_chinese_windows_reads(tool: ModuleType) -> None:
    text = tool.command('desk "%FOLDER%"', makes_folder=True)
    assert "党建材料".encode("gbk") in text
    assert b'"%~dp0python\\python.exe" -m reportgen desk "%FOLDER%"\r\n' in text
    assert text.count(b"\n") == text.count(b"\r\n")
