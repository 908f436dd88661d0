"""`reportgen why` says why a slide has its layout."""

from __future__ import annotations

import json
from pathlib import Path

from support import program, workspaces

RECORD = """\
year: 2025
none: [荣誉, 问题]
chapters:
  - title: 办实事
    works:
      - {title: 修桥, text: 石桥修好了。, slide: {panel: 先修路, points: [村里出工、三十天没有歇一天, 社里出料、石头水泥全都包下, 七月完工、赶在汛期的前头]}}
"""


def test_each_page_names_its_layout_its_reason_and_what_was_passed_over(tmp_path: Path) -> None:
    branch = "content/branches/green"
    files = {f"{branch}/branch.yaml": "name: 青山村党支部\n", f"{branch}/2025.yaml": RECORD}
    workspaces.write(tmp_path, {name: text.encode() for name, text in files.items()})
    deck = workspaces.ROOT / "templates/juli/documents/annual-deck.pptx.j2"
    for file in (deck, *workspaces.ROOT.glob("templates/juli/macros/*.j2")):
        copy = tmp_path / file.relative_to(workspaces.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    name = "青山村党支部2025年度工作总结课件.pptx"
    rows = json.loads(program.run("why", name, "--format", "json", folder=tmp_path).out)
    assert rows[0]["reason"] is None
    (work,) = (row for row in rows if row["title"] == "修桥")
    assert work["reason"].startswith("一句总的话和几条要点")
    assert {"layout", "fault"} == set().union(*work["passed"])
    page = program.run("why", name, "--page", str(work["page"]), folder=tmp_path).out
    assert page.startswith(f"第 {work['page']} 页　修桥")
    assert work["layout"] in page
    assert program.run("why", name, "--page", "99", folder=tmp_path).code == 1


def test_a_deck_in_a_style_that_rests_on_another_is_explained_too(tmp_path: Path) -> None:
    branch = "content/branches/green"
    files = {f"{branch}/branch.yaml": "name: 青山村党支部\n", f"{branch}/2025.yaml": RECORD}
    workspaces.write(tmp_path, {name: text.encode() for name, text in files.items()})
    style = ("--templates", str(workspaces.ROOT / "templates"), "--theme", "editorial")
    ended = program.run("why", "青山村党支部2025年度工作总结课件.pptx", *style, folder=tmp_path)
    assert "　修桥\n" in ended.out
