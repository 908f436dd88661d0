"""Every character of a preview leads to the place in the content where it was written, and shows its fault."""

from __future__ import annotations

import pytest
from lxml import etree
from support import documents

from reportgen.build.inputs import Recorder
from reportgen.build.preview import PreviewResult, preview_document
from reportgen.build.produce import JobInputs
from reportgen.build.worker_state import WorkerState
from reportgen.content.subjects import sources
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Span
from reportgen.workspace import MemoryWorkspace
from reportgen.write.preview.pictures import PreviewPictures

RECORD = "content/branches/green/2025.yaml"
TEXT = """\
year: 2025
none: [荣誉, 问题]
chapters:
  - title: 办实事
    works:
      - title: 修桥
        text: 三月动工，石桥修了好几个月，七月一日全村老少一起走过了新修好的石桥，谢谢【待补充：施工单位】出力。
"""
LINE, COLUMN = 7, 15


@pytest.fixture(scope="module")
def shown() -> dict[str, PreviewResult]:
    """Return the report and the deck of a record with a fault in one of its words."""
    files = {
        "content/branches/green/branch.yaml": "name: 青山村党支部\n".encode(),
        RECORD: TEXT.encode(),
    }
    for folder in ("documents", "macros", "formats", "palettes", ""):
        for name in documents.SUPPLIED.list(f"templates/juli/{folder}".rstrip("/")):
            if not name.endswith("/"):
                path = f"templates/juli/{folder}/{name}".replace("//", "/")
                files[path] = documents.SUPPLIED.read(path)
    workspace = MemoryWorkspace(files)
    state, recorder = WorkerState(workspace, "templates/juli"), Recorder(workspace)
    library = sources()["branch"].load(recorder, "green", state.types)
    inputs = JobInputs(state, library, recorder)
    subject = library.subject("branch", "green", 2025, "")
    at = COLUMN + len("三月动工，")
    fault = Diagnostic("misspelt", "石桥？", Span(RECORD, LINE, at, 2), Severity.WARNING)
    kinds = ("annual-report", "annual-deck")
    return {
        kind: preview_document(state.kinds[kind], subject, inputs, PreviewPictures(), [fault])
        for kind in kinds
    }


@pytest.mark.parametrize("kind", ["annual-report", "annual-deck"])
def test_each_line_of_a_text_names_the_column_at_which_it_begins(
    shown: dict[str, PreviewResult], kind: str
) -> None:
    source = TEXT.splitlines()[LINE - 1]
    result = 0
    for place, text in _placed(shown[kind]):
        path, line, column = place.rsplit(":", 2)
        if (path, line) == (RECORD, str(LINE)):
            assert source[int(column) - 1 :].startswith(text.rstrip())
            result += 1
    assert result > 1


def test_a_fault_is_marked_on_its_characters_alone(shown: dict[str, PreviewResult]) -> None:
    preview = shown["annual-report"].preview
    assert preview is not None
    marked = [
        ("".join(one.itertext()), one.get("data-fault"))
        for fragment in preview.fragments
        for one in etree.fromstring(fragment.html).iter("tspan")
        if one.get("class") == "warning"
    ]
    numbers = [number for text, number in marked if text == "石桥"]
    diagnostics = shown["annual-report"].diagnostics
    assert [diagnostics[int(number or "-1")].message for number in numbers] == ["石桥？"]
    assert {text for text, _ in marked} == {"石桥", "【待补充：施工单位】"}


def test_a_fragment_changes_its_digest_with_its_html_and_only_then(
    shown: dict[str, PreviewResult],
) -> None:
    for one in shown.values():
        assert one.preview is not None
        digests = {fragment.digest for fragment in one.preview.fragments}
        assert len(digests) == len({fragment.html for fragment in one.preview.fragments})


def _placed(one: PreviewResult) -> list[tuple[str, str]]:
    """Return the texts of a preview that have a place of their own, with it."""
    assert one.preview is not None
    out = []
    for fragment in one.preview.fragments:
        for element in etree.fromstring(fragment.html).iter("text", "tspan"):
            place = element.get("data-at")
            text = element.text or ""
            if place and text:
                out.append((place, text))
    return out
