"""Forms that other programs saved, in which rows were hidden, or in which somebody left a word."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support.form_manners import COLLEGE, workspace

from reportgen.intake.exchange import ReadFile, ReturnedFile, read_all, read_one, send, status
from reportgen.workspace import MemoryWorkspace

_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def content() -> MemoryWorkspace:
    """Return content with a date that a form shows as one."""
    files = workspace()
    path = f"content/branches/{COLLEGE}/2025.yaml"
    events = b"events:\n  - {date: 2025-03-05, kinds: [\xe5\x85\x9a\xe8\xaf\xbe], title: x}\nsigned: 2025-12-30\n"
    files.write(path, files.read(path) + events)
    return files


@pytest.fixture(scope="module")
def form() -> bytes:
    (sent,) = send(content(), "county", 2025, [COLLEGE])
    return sent.data


def read(data: bytes) -> ReadFile:
    result = read_one(content(), ReturnedFile("表.xlsx", data))
    assert result.fault is None
    return result


def as_strict(data: bytes) -> bytes:
    """Return a workbook in the strict namespaces of ISO/IEC 29500."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if not name.startswith("_rels") and not name.startswith("["):
                for one, other in _STRICT.items():
                    part = part.replace(one, other)
            new.writestr(name, part)
    return target.getvalue()


def as_1904(data: bytes) -> bytes:
    """Return a workbook whose days count from 1904, as old Excel for the Mac had them."""
    book = load_workbook(io.BytesIO(data))
    book.epoch = CALENDAR_MAC_1904
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("saved", [as_strict, pytest.param(as_1904, marks=pytest.mark.slow)])
def test_a_form_reads_the_same_however_it_is_saved(form: bytes, saved: object) -> None:
    assert callable(saved)
    result = read(saved(form))
    assert result.files == {}
    assert {r.code for r in result.remarks} <= {"intake-empty"}


def test_hidden_rows_are_read_and_told(form: bytes) -> None:
    book = load_workbook(io.BytesIO(form))
    book["3 数字"].row_dimensions[5].hidden = True
    book["3 数字"]["F5"] = 99
    target = io.BytesIO()
    book.save(target)
    result = read(target.getvalue())
    assert result.reading is not None
    assert result.reading.texts["3 数字!F5"] == "99座"
    (texts,) = [r for r in result.remarks if r.code == "intake-hidden"]
    assert texts.message == "3 数字：第5行被隐藏了，照样读了"


@pytest.mark.slow
def test_what_a_branch_wrote_to_the_committee_stands_in_the_list(form: bytes) -> None:
    book = load_workbook(io.BytesIO(form))
    cover = book["填写说明"]
    row = next(r for r in range(1, 60) if cover.cell(r, 2).value == "给上级的话")
    cover.cell(row, 3).value = "支部名称要改，文件另送"
    target = io.BytesIO()
    book.save(target)
    files = content()
    read_files = read_all(files, [ReturnedFile("表.xlsx", target.getvalue())], 2025, stores=False)
    data, _ = status(files, "county", 2025, read_files)
    rows = load_workbook(io.BytesIO(data))["逐条清单"].iter_rows(min_row=6, values_only=True)
    assert next(row[5] for row in rows if row[2] == "留言") == "给上级的话：支部名称要改，文件另送"
