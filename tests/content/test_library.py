"""Content folder → library: one bad file keeps nothing else back."""

from __future__ import annotations

from support import workspaces

from reportgen.build.inputs import Recorder
from reportgen.content.loading import load

BLUE = {
    "content/branches/blue/branch.yaml": "name: 蓝天社区党支部\ntypes: learning\n",
    "content/branches/blue/2022.yaml": "year: 2022\n",
}


def test_a_faulty_branch_does_not_keep_the_others_back() -> None:
    library = load(workspaces.memory({**BLUE, "content/branches/blue/2022.yaml": "yaer: 2022\n"}))
    assert {slug for slug, _ in library.years} == {"red"}
    assert set(library.failed) == {"blue"}


def test_only_the_branches_asked_for_are_read() -> None:
    recorder = Recorder(workspaces.memory(BLUE))
    load(recorder, ["red"])
    assert not any("/blue/" in key for key in recorder.states)


def test_the_year_before_is_at_hand() -> None:
    library = load(workspaces.memory({"content/branches/red/2021.yaml": "year: 2021\n"}))
    previous = library.years["red", 2022].previous
    assert previous is not None
    assert previous.year == 2021
    assert library.years["red", 2021].previous is None


def test_a_branch_with_a_faulty_type_is_not_made_without_its_chapter() -> None:
    library = load(workspaces.memory({"content/types/learning.yaml": "name: 学习型\n"}))
    assert not library.years
    assert {d.code for d in library.diagnostics} == {"missing-key"}


def test_type_files_may_end_in_yml() -> None:
    data = workspaces.base()["content/types/learning.yaml"]
    library = load(
        workspaces.memory({"content/types/learning.yaml": None, "content/types/learning.yml": data})
    )
    assert ("red", 2022) in library.years


def test_faults_come_in_the_order_of_files_and_lines() -> None:
    overlay = {
        "content/branches/red/2022.yaml": "year: 2022\nb: 1\na: 1\n",
        "content/branches/red/branch.yaml": "name: 红\ntypes: [x]\n",
    }
    spans = [d.span for d in load(workspaces.memory(overlay)).diagnostics]
    assert spans == sorted(spans, key=lambda s: (s.path, s.line, s.column) if s else ("", 0, 0))
