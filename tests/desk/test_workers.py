"""A template without end stops neither the desk nor the next document."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import farms
from support.desks import ROOT, SECRET

from reportgen.desk import workers
from reportgen.desk.guard import Keys
from reportgen.desk.session import Session, Settings

HEADER = '{#\nname: 页\npurpose: 一页\nmain: true\noutput: "{{ year }}/{{ branch.name }}页"\n#}\n'
#: Python does this within one call, so that no counter of the program sees it
ENDLESS = (
    "{% set one = namespace(v=1) %}{% set two = namespace(v=1) %}{% for i in range(40) %}"
    "{% set one.v = {'a': one.v, 'b': one.v}.items() %}{% set two.v = {'a': two.v, 'b': two.v}.items() %}"
    "{% endfor %}{{ 1 if one.v == two.v }}"
)


def plant(folder: Path, text: str) -> None:
    template = f"{HEADER}<report><title>页</title><p>{text}</p></report>"
    (folder / "templates/juli/documents/page.docx.j2").write_text(template, encoding="utf-8")


@pytest.mark.slow
def test_a_preview_ends_and_the_next_one_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    farms.plant(tmp_path)
    plant(tmp_path, ENDLESS)
    places = tuple((name, str(tmp_path / name)) for name in ("content", "templates", "output"))
    settings = Settings(tmp_path, places, "templates/juli", ROOT / "content")
    documents = Session(settings, Keys(1, SECRET)).documents
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
