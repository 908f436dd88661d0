"""Kinds of document are templates: none is named in the code, a new one needs only its files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import program, workspaces

from reportgen.build.composing import Composing
from reportgen.build.plan import plan
from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.loading import load
from reportgen.diagnostics import Faults
from reportgen.theme.loading import load_theme
from reportgen.workspace import DiskWorkspace, MemoryWorkspace

ROOT = Path(__file__).resolve().parents[2]
THEME = "templates/juli"
SUPPLIED = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})

LETTER = """\
{#
name: 慰问信
purpose: 新文种
output: "信/{{ branch.name }}{{ year }}慰问信"
#}
<report><title>{{ branch.name }}慰问信</title><p>{{ record.opening }}</p></report>
"""
SHOW = """\
{#
name: 慰问课件
purpose: 新文种
output: "{{ branch.name }}{{ year }}慰问课件"
#}
<deck minutes="2">
<slide layout="cover"><unit>{{ branch.name }}</unit><title>慰问</title><subtitle>{{ year }}</subtitle>
<notes><p>大家好，这里说一段话，慢慢地说给大家听，一句一句说清楚。</p></notes></slide>
<slide layout="closing"><title>谢谢</title><subtitle>{{ branch.name }}</subtitle></slide>
</deck>
"""


def composer(workspace: MemoryWorkspace, *, final: bool = False) -> Composer:
    return Composer(THEME, workspace.read, final)


def test_no_kind_is_named_in_the_code() -> None:
    kinds, faults = find_kinds(SUPPLIED, THEME)
    assert not faults
    assert len(kinds) >= 13
    names = [word for kind in kinds for word in (kind.id, str(kind.header.name))]
    named = {
        name: path.name
        for path in (ROOT / "reportgen").rglob("*.py")
        # The examples in the help name kinds of the supplied theme, and `make` makes its form.
        if path.name != "commands.py" and path.parent.name != "make"
        for name in names
        if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", path.read_text(encoding="utf-8"))
    }
    assert named == {}


def test_two_template_files_make_two_new_kinds(tmp_path: Path) -> None:
    workspaces.write(
        tmp_path,
        {
            f"{THEME}/documents/letter.docx.j2": LETTER.encode(),
            f"{THEME}/documents/show.pptx.j2": SHOW.encode(),
        },
    )
    ran = program.run("build", "--kind", "letter", "--kind", "show", folder=tmp_path)
    assert ran.code == 0, ran.console
    written = sorted(p.relative_to(tmp_path / "output/2022/red") for p in tmp_path.rglob("*慰问*"))
    assert [str(path) for path in written] == [
        "信/红旗村党支部2022慰问信.docx",
        "红旗村党支部2022慰问课件.pptx",
    ]


def test_a_slash_of_the_content_makes_no_folder() -> None:
    workspace = workspaces.memory(
        {
            f"{THEME}/documents/letter.docx.j2": LETTER,
            "content/branches/red/branch.yaml": "name: 红/旗..\ntypes: [learning]\n",
        }
    )
    kind = next(k for k in find_kinds(workspace, THEME)[0] if k.id == "letter")
    subject = load(workspace).subjects("branch")[0]
    assert composer(workspace).name(kind, subject) == "信/红旗..2022慰问信.docx"


@pytest.mark.parametrize("part", ["..", " ", "CON", "{{ '/' }}"])
def test_a_folder_that_cannot_be_is_refused(part: str) -> None:
    text = LETTER.replace('"信/', f'"{part}/')
    workspace = workspaces.memory({f"{THEME}/documents/letter.docx.j2": text})
    kind = next(k for k in find_kinds(workspace, THEME)[0] if k.id == "letter")
    with pytest.raises(Faults) as raised:
        composer(workspace).name(kind, load(workspace).subjects("branch")[0])
    assert raised.value.diagnostics[0].code == "output-name"


def test_a_condition_keeps_a_kind_from_records_without_its_part() -> None:
    library = load(SUPPLIED)
    kinds, _ = find_kinds(SUPPLIED, THEME)
    targets, faults = plan(library, kinds, Composer(THEME, SUPPLIED.read))
    assert not faults
    planned = {(t.kind, t.branch) for t in targets}
    assert ("debriefing-report", "example-community") in planned
    assert ("debriefing-report", "laizhou-archives") not in planned
    assert ("feature-story", "laizhou-archives") in planned
    assert ("feature-story", "example-community") not in planned
    assert not any(t.kind == "meeting-record" and t.branch == "laizhou-archives" for t in targets)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("when: recrod.story", "undefined-name"),
        ("when: record.", "template-syntax"),
    ],
)
def test_a_wrong_condition_is_told_at_the_template(header: str, code: str) -> None:
    text = LETTER.replace("purpose", f"{header}\npurpose")
    workspace = workspaces.memory({f"{THEME}/documents/letter.docx.j2": text})
    kinds, _ = find_kinds(workspace, THEME)
    targets, faults = plan(load(workspace), kinds, composer(workspace))
    assert [fault.code for fault in faults] == [code]
    assert faults[0].span
    assert faults[0].span.path == f"{THEME}/documents/letter.docx.j2"
    assert [target.kind for target in targets] == ["summary"]


def test_a_wrong_sort_of_subject_is_told_with_what_there_is() -> None:
    text = LETTER.replace("purpose", "of: brunch\npurpose")
    workspace = workspaces.memory({f"{THEME}/documents/letter.docx.j2": text})
    _, faults = find_kinds(workspace, THEME)
    assert [(f.code, f.hints) for f in faults] == [("wrong-value", ("是不是 `branch`？",))]


def test_a_script_of_a_deck_that_is_not_there_is_a_fault() -> None:
    text = LETTER.replace("purpose", "slides_of: shwo\npurpose")
    workspace = workspaces.memory({f"{THEME}/documents/letter.docx.j2": text})
    kind = next(k for k in find_kinds(workspace, THEME)[0] if k.id == "letter")
    subject = load(workspace).subjects("branch")[0]
    theme = load_theme(workspace, THEME)
    composing = Composing(composer(workspace), {}, lambda deck, _: theme.deck(deck.palette))
    composed = composing.compose(kind, subject)
    assert [d.code for d in composed.diagnostics] == ["unknown-kind"]


def test_a_new_kind_copied_from_the_nearest_builds_beside_it(tmp_path: Path) -> None:
    workspaces.write(tmp_path, {})
    ran = program.run("new", "kind", "summary-short", folder=tmp_path)
    assert ran.code == 0, ran.console
    assert (tmp_path / f"{THEME}/documents/summary-short.docx.j2").is_file()
    ran = program.run("build", folder=tmp_path)
    assert ran.code == 0, ran.console
    assert (tmp_path / "output/2022/red/summary-short 红旗村党支部2022年总结.docx").is_file()
    again = program.run("new", "kind", "summary-short", folder=tmp_path)
    assert again.code == 1
    assert "已有名为" in again.err
    assert program.run("new", "kind", "a/b", folder=tmp_path).code == 2
