"""PDFs of Word files: whole or not at all, listed, kept up to date, and pruned."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support import farms
from support.program import run

from reportgen.build.libreoffice import LibreOffice

if sys.platform == "win32":
    pytest.skip("the programs here are shell scripts", allow_module_level=True)

#: writes a PDF for every file whose content is no "broken"
_WRITES = """
for last; do :; done
while [ "$1" != "--outdir" ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
for file; do
  name=$(basename "$file" .docx)
  if grep -q broken "$file"; then printf '%%PDF-1.7 half' > "$out/$name.pdf"
  else { printf '%%PDF-1.7 '; cat "$file"; printf '%%%%EOF'; } > "$out/$name.pdf"; fi
done
"""


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    def script(body: str) -> str:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{body}")
        path.chmod(0o755)
        return str(path)

    return script


def test_a_file_that_does_not_convert_harms_no_other(program: Callable[[str], str]) -> None:
    office = LibreOffice(program(_WRITES))
    first, second, third = office.convert([b"one", b"broken", b"three"])
    assert (first, third) == (b"%PDF-1.7 one%%EOF", b"%PDF-1.7 three%%EOF")
    assert isinstance(second, str)
    assert "没有写出文件" in second


def test_a_program_that_does_not_end_is_stopped(
    program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.build.libreoffice._START_SECONDS", 0.1)
    office = LibreOffice(program("sleep 60 & wait"), seconds=0.1)
    began = time.monotonic()
    (why,) = office.convert([b"one"])
    assert isinstance(why, str)
    assert "已停止" in why
    assert time.monotonic() - began < 10


def test_pdfs_stand_beside_word_files_and_are_made_again_only_when_these_change(
    tmp_path: Path, program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(Path(program(_WRITES)).parent), prepend=os.pathsep)
    farm = tmp_path / "farm"
    farms.plant(farm)
    first = run("build", "b1", "--pdf", folder=farm)
    words, pdfs = (sorted(farm.rglob(f"output/**/*.{ending}")) for ending in ("docx", "pdf"))
    assert [path.stem for path in pdfs] == [path.stem for path in words]
    assert first.code == 0
    assert "生成 0 份" in run("build", "b1", "--pdf", folder=farm).out
    pdfs[0].unlink()
    again = run("build", "b1", "--pdf", folder=farm)
    assert pdfs[0].is_file()
    assert "生成 1 份" in again.out
    words[0].unlink()
    assert "pdf-outdated" in run("build", "b1", folder=farm).err


def test_several_batches_are_converted_beside_each_other_and_each_to_its_own(
    tmp_path: Path, program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(Path(program(_WRITES)).parent), prepend=os.pathsep)
    monkeypatch.setattr("reportgen.build.pdf._AT_ONCE", 2)
    farm = tmp_path / "farm"
    farms.plant(farm)
    assert run("build", "--pdf", "--jobs", "2", folder=farm).code == 0
    words = sorted(farm.rglob("output/**/*.docx"))
    assert len(words) == 12
    for word in words:
        assert word.read_bytes() in word.with_suffix(".pdf").read_bytes()


def test_without_libreoffice_the_word_files_are_made_and_a_message_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    farms.plant(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("build", "b1", "--pdf", folder=tmp_path)
    assert result.code != 0
    assert "没有 LibreOffice" in result.err
    assert list(tmp_path.rglob("output/**/*.docx"))
