"""A template without end stops neither the desk nor the next document."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support import farms
from support.desks import ROOT, SECRET

from reportgen.desk import workers
from reportgen.desk.guard import Keys
from reportgen.desk.session import Session, Settings
from reportgen.desk.workers import DocumentsInWorkers

HEADER = '{#\nname: 页\npurpose: 一页\nmain: true\noutput: "{{ year }}/{{ branch.name }}页"\n#}\n'
#: Python does this within one call, so that no counter of the program sees it
ENDLESS = (
    "{% set one = namespace(v=1) %}{% set two = namespace(v=1) %}{% for i in range(40) %}"
    "{% set one.v = {'a': one.v, 'b': one.v}.items() %}{% set two.v = {'a': two.v, 'b': two.v}.items() %}"
    "{% endfor %}{{ 1 if one.v == two.v }}"
)
#: a sentence, so often that laying it out takes more memory than the worker of the test may have
LONG = "走访群众，一户一户问过来。" * 8_000


def plant(folder: Path, text: str) -> None:
    template = f"{HEADER}<report><title>页</title><p>{text}</p></report>"
    (folder / "templates/juli/documents/page.docx.j2").write_text(template, encoding="utf-8")


def documents_in(folder: Path) -> DocumentsInWorkers:
    places = tuple((name, str(folder / name)) for name in ("content", "templates", "output"))
    settings = Settings(folder, places, "templates/juli", ROOT / "content")
    return Session(settings, Keys(1, SECRET)).documents


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_document_that_takes_too_much_memory_says_so_and_the_next_one_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    farms.plant(tmp_path)
    plant(tmp_path, LONG)
    monkeypatch.setattr(workers, "_MEGABYTES", 5)
    workers._pool.cache_clear()
    documents = documents_in(tmp_path)
    try:
        shown = documents.preview("b3", 2022, "report", {})
        assert shown.preview is None
        [fault] = shown.diagnostics
        assert fault.message.startswith("做文档的进程意外终止，可能是内存不够；写的都存着")
        faults = documents.findings("b3", 2022, all_documents=True).faults
        assert [one for one in faults if "内存不够" in one.message]
        plant(tmp_path, "走访群众。")
        assert documents.preview("b3", 2022, "report", {}).preview is not None
    finally:
        workers._pool.cache_clear()


@pytest.mark.slow
def test_a_preview_ends_and_the_next_one_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    farms.plant(tmp_path)
    plant(tmp_path, ENDLESS)
    documents = documents_in(tmp_path)
    documents.prepare()
    monkeypatch.setitem(workers.SECONDS, "preview", 2.0)
    shown = documents.preview("b3", 2022, "report", {})
    assert shown.preview is None
    [fault] = shown.diagnostics
    assert fault.code == "time-limit"
    assert "超过 2 秒" in fault.message
    plant(tmp_path, "走访群众。")
    monkeypatch.setitem(workers.SECONDS, "preview", 30.0)
    assert documents.preview("b3", 2022, "report", {}).preview is not None
