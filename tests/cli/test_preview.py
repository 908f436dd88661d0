"""`reportgen preview` writes documents as HTML files that need nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import program, workspaces

RECORD = """\
year: 2025
none: [荣誉, 问题]
chapters:
  - title: 办实事
    works:
      - {title: 修桥, text: "石桥修好了，村民<过河>方便。"}
"""
REPORT = "青山村党支部2025年度党建工作总结.docx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("preview")
    branch = "content/branches/green"
    files = {f"{branch}/branch.yaml": "name: 青山村党支部\n", f"{branch}/2025.yaml": RECORD}
    paths = (
        workspaces.THEME / "documents" / "annual-report.docx.j2",
        *sorted((workspaces.THEME / "macros").glob("*.j2")),
    )
    root = workspaces.THEME.parents[1]
    templates = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    workspaces.write(place, templates | {name: text.encode() for name, text in files.items()})
    return place


def test_a_document_becomes_one_file_beside_it_that_asks_for_no_other(folder: Path) -> None:
    run = program.run("preview", REPORT, folder=folder)
    assert run.code == 0
    path = folder / "output" / "2025" / "green" / f"{REPORT}.html"
    html = path.read_text(encoding="utf-8")
    assert f"{REPORT}.html" in run.out
    assert "石桥修好了，村民&lt;过河&gt;方便。" in html
    assert "http" not in html.replace("http-equiv", "")
    assert "<script" not in html
    assert "content/branches" not in html


def test_marks_list_what_is_missing_with_its_page(folder: Path) -> None:
    assert program.run("preview", REPORT, "--marks", folder=folder).code == 0
    path = folder / "output" / "2025" / "green" / f"{REPORT}.html"
    html = path.read_text(encoding="utf-8")
    assert 'class="faults"' in html


def test_a_name_of_no_document_is_said(folder: Path) -> None:
    run = program.run("preview", "没有这份.docx", folder=folder)
    assert run.code == 1
    assert "没有叫“没有这份.docx”的文档" in run.err
