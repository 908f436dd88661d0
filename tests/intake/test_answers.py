"""What somebody decides about a returned workbook is asked once."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from support.intake_content import workspace_of

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.intake.answers import Answer, add_answers, digest_of
from reportgen.intake.exchange import ReadFile, ReturnedFile, read_one, send, store
from reportgen.intake.remarks import Remark, Weight
from reportgen.workspace import MemoryWorkspace

pytestmark = pytest.mark.slow
VILLAGE = "content/branches/hefeng-village"


@pytest.fixture
def workspace() -> MemoryWorkspace:
    return workspace_of(("example-community", "hefeng-school", "hefeng-village", "hefeng-works"))


def form(workspace: MemoryWorkspace, **cells: object) -> bytes:
    """Return the form of the village with other texts in its sheet of figures."""
    (sent,) = send(workspace, "hefeng", 2025, ["hefeng-village"])
    book = load_workbook(io.BytesIO(sent.data))
    page = next(p for p in book.worksheets if p.title.startswith("3 "))
    for place, value in cells.items():
        page[place] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(workspace: MemoryWorkspace, data: bytes) -> ReadFile:
    return read_one(workspace, ReturnedFile("村.xlsx", data))


def about(result: ReadFile, place: str) -> list[Remark]:
    return [remark for remark in result.remarks if remark.place == place]


def answer(workspace: MemoryWorkspace, data: bytes, *answers: Answer) -> ReadFile:
    add_answers(workspace, VILLAGE, 2025, "村.xlsx", digest_of(data), answers)
    return read(workspace, data)


def value(workspace: MemoryWorkspace, name: str) -> str:
    library = load_branch(workspace, "hefeng-village", load_branch_types(workspace))
    return str(library.years["hefeng-village", 2025].record.figures[name].value)


def test_a_cell_that_is_filled_in_for_the_branch_says_so_in_the_record(
    workspace: MemoryWorkspace,
) -> None:
    data = form(workspace, F5="好几次")
    assert about(read(workspace, data), "3 数字!F5")[0].weight is Weight.FAULT
    result = answer(workspace, data, Answer("3 数字!F5", "text", "7次"))
    assert about(result, "3 数字!F5") == []
    store(workspace, result)
    assert value(workspace, "支部党员大会") == "7次"
    origins = workspace.read(f"{VILLAGE}/2025.intake.yaml").decode()
    assert 'cell: "3 数字!F5", to: "figures › 支部党员大会 › value", by: 街道代填' in origins


def test_what_is_filled_in_is_read_as_strictly_as_what_the_branch_wrote(
    workspace: MemoryWorkspace,
) -> None:
    data = form(workspace, F5="好几次")
    result = answer(workspace, data, Answer("3 数字!F5", "text", "还是好几次"))
    assert about(result, "3 数字!F5")[0].written == "还是好几次"


@pytest.mark.parametrize(("way", "kept"), [("record", "5次"), ("workbook", "6次")])
def test_a_conflict_says_all_three_values_and_is_settled_once(
    workspace: MemoryWorkspace, way: str, kept: str
) -> None:
    first, later = form(workspace, F5=5), form(workspace, F5=6)
    store(workspace, read(workspace, first))
    (remark,) = about(read(workspace, later), "3 数字!F5")
    assert (remark.record, remark.written) == ("5次", "6次")
    assert remark.sent not in ("", "5次", "6次")
    place = "3 数字!F5"
    chosen = Answer(place, "record") if way == "record" else Answer(place, "workbook")
    result = answer(workspace, later, chosen)
    assert about(result, "3 数字!F5") == []
    store(workspace, result)
    assert value(workspace, "支部党员大会") == kept
    assert about(read(workspace, later), "3 数字!F5") == []


def test_an_answer_can_be_taken_back(workspace: MemoryWorkspace) -> None:
    data = form(workspace, F5=None)
    assert about(read(workspace, data), "3 数字!F5")
    assert about(answer(workspace, data, Answer("3 数字!F5", "seen")), "3 数字!F5") == []
    assert about(answer(workspace, data, Answer("3 数字!F5", "open")), "3 数字!F5")


def test_what_was_emptied_stays_until_somebody_says_that_it_goes(
    workspace: MemoryWorkspace,
) -> None:
    data = form(workspace, F5=None)
    before = value(workspace, "支部党员大会")
    assert about(read(workspace, data), "3 数字!F5")[0].code in ("intake-cleared", "intake-empty")
    as_record = answer(workspace, data, Answer("3 数字!F5", "record"))
    assert about(as_record, "3 数字!F5") == []
    store(workspace, as_record)
    assert value(workspace, "支部党员大会") == before
    result = answer(workspace, data, Answer("3 数字!F5", "workbook"))
    store(workspace, result)
    with pytest.raises(KeyError):
        value(workspace, "支部党员大会")


def test_another_file_is_asked_about_anew(workspace: MemoryWorkspace) -> None:
    data, other = form(workspace, F5=None), form(workspace, F5=None, F6=9)
    answer(workspace, data, Answer("3 数字!F5", "seen"))
    assert about(read(workspace, other), "3 数字!F5")
