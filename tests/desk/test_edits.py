"""Changes of a page become splices of a file, against the value that the page saw."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.desks import RECORD

from reportgen.desk.edits import Conflict, Edit, edit_from
from reportgen.desk.history import History
from reportgen.desk.item_ids import ItemIds, ids_from
from reportgen.desk.records import FileName, Records
from reportgen.workspace import DiskWorkspace

NAME = FileName("hongxing", 2025)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    place = tmp_path / "content/branches/hongxing"
    place.mkdir(parents=True)
    (place / "2025.yaml").write_text(RECORD, encoding="utf-8")
    workspace = DiskWorkspace({"content": tmp_path / "content"})
    return Records(workspace, History(tmp_path / "history"), tmp_path / "ids")


def text(records: Records) -> str:
    return records.workspace.read(records.path(NAME)).decode()


def identity(records: Records, *path: str | int) -> str:
    return records.open(NAME).ids.at(path)


def test_a_field_is_replaced_and_the_rest_of_the_file_stays(records: Records) -> None:
    work = (
        "chapters",
        identity(records, "chapters", 0),
        "works",
        identity(records, "chapters", 0, "works", 1),
    )
    records.save(NAME, [Edit("set", (*work, "title"), "学以致用见实效", "学以致用")])
    assert text(records) == RECORD.replace("title: 学以致用\n", "title: 学以致用见实效\n")


def test_what_is_not_there_yet_is_written_where_the_model_has_it(records: Records) -> None:
    work = (
        "chapters",
        identity(records, "chapters", 0),
        "works",
        identity(records, "chapters", 0, "works", 0),
    )
    records.save(NAME, [Edit("set", (*work, "slide", "brief"), "学在经常")])
    assert "        slide:\n          brief: 学在经常\n" in text(records)
    records.save(NAME, [Edit("set", ("opening",), "开头一段。")])
    assert "year: 2025\nopening: 开头一段。\n" in text(records)


def test_an_emptied_field_leaves_no_empty_mapping(records: Records) -> None:
    work = (
        "chapters",
        identity(records, "chapters", 0),
        "works",
        identity(records, "chapters", 0, "works", 0),
    )
    records.save(NAME, [Edit("set", (*work, "slide", "brief"), "学在经常")])
    records.save(NAME, [Edit("set", (*work, "slide", "brief"), None, "学在经常")])
    assert text(records) == RECORD


def test_a_figure_in_short_becomes_a_mapping_where_it_says_more(records: Records) -> None:
    records.save(NAME, [Edit("set", ("figures", "走访群众", "note"), "入户")])
    assert records.open(NAME).value["figures"] == {"走访群众": {"value": "30户", "note": "入户"}}
    records.save(NAME, [Edit("set", ("figures", "走访群众", "value"), "31户", "30户")])
    assert records.open(NAME).value["figures"]["走访群众"]["value"] == "31户"


def test_a_value_that_was_changed_elsewhere_is_not_overwritten(records: Records) -> None:
    before = text(records)
    with pytest.raises(Conflict) as raised:
        records.save(NAME, [Edit("set", ("signed",), "2026-01-05", "2025-12-29")])
    assert (raised.value.theirs, raised.value.gone, text(records)) == ("2025-12-30", False, before)
    records.save(NAME, [Edit("set", ("signed",), "2026-01-05", "2025-12-29", forced=True)])
    assert "signed: 2026-01-05" in text(records)


def test_of_several_changes_all_are_made_or_none(records: Records) -> None:
    edits = [Edit("set", ("opening",), "开头。"), Edit("set", ("signed",), "2026-01-05", "昨天")]
    with pytest.raises(Conflict):
        records.save(NAME, edits)
    assert text(records) == RECORD


def test_an_item_has_its_id_while_others_come_go_and_move(records: Records) -> None:
    first = identity(records, "chapters", 0)
    works = ("chapters", first, "works")
    one, second = (identity(records, "chapters", 0, "works", i) for i in range(2))
    added = records.save(NAME, [Edit("add", works, {"title": "新的"}, index=0)]).results[0]
    assert identity(records, "chapters", 0, "works", 2) == second
    records.save(NAME, [Edit("move", (*works, second), index=0)])
    assert identity(records, "chapters", 0, "works", 0) == second
    records.save(NAME, [Edit("set", (*works, second, "title"), "改了题目", "学以致用")])
    assert identity(records, "chapters", 0, "works", 0) == second
    records.save(NAME, [Edit("remove", (*works, added))])
    assert [identity(records, "chapters", 0, "works", i) for i in range(2)] == [second, one]


def test_an_item_that_is_gone_is_a_conflict(records: Records) -> None:
    with pytest.raises(Conflict) as raised:
        records.save(NAME, [Edit("set", ("chapters", "i99", "title"), "x", "y")])
    assert raised.value.gone


def test_every_change_can_be_undone(records: Records) -> None:
    chapter, other = identity(records, "chapters", 0), identity(records, "chapters", 1)
    work = identity(records, "chapters", 0, "works", 1)
    for change in (
        Edit("set", ("signed",), None, "2025-12-30"),
        Edit("add", ("problems",), {"name": "问题"}),
        Edit("remove", ("chapters", chapter, "works", work)),
        Edit("move", ("chapters", chapter, "works", work), into=("chapters", other, "works")),
        Edit("move", ("chapters", other), index=0),
    ):
        value = records.open(NAME).value
        saved = records.save(NAME, [change])
        assert records.open(NAME).value != value
        records.save(NAME, saved.inverse)
        assert {k: v for k, v in records.open(NAME).value.items() if v} == value
        assert identity(records, "chapters", 0, "works", 1) == work


def test_ids_outlive_the_desk(records: Records, tmp_path: Path) -> None:
    works = ("chapters", identity(records, "chapters", 0), "works")
    second = identity(records, "chapters", 0, "works", 1)
    records.save(NAME, [Edit("move", (*works, second), index=0)])
    again = Records(records.workspace, History(tmp_path / "history"), tmp_path / "ids")
    assert again.open(NAME).ids.at(("chapters", 0, "works", 0)) == second


def test_items_are_known_again_by_content_then_by_name_then_by_place() -> None:
    ids = ItemIds()
    ids.follow({"works": [{"title": "甲", "text": "一"}, {"title": "乙"}, {"title": "丙"}]})
    before = [ids.at(("works", i)) for i in range(3)]
    ids.follow({"works": [{"title": "丙"}, {"title": "甲", "text": "二"}, {"title": "丁"}]})
    assert [ids.at(("works", i)) for i in range(3)] == [before[2], before[0], before[1]]
    assert ids_from(ids.text()).indexes(("works", before[0])) == ("works", 1)


@pytest.mark.parametrize(
    "content", [None, {}, {"operation": "delete", "path": ["x"]}, {"operation": "set", "path": []}, {"operation": "set", "path": [1]}, {"operation": "move", "path": ["x"], "index": "1"}]
)  # fmt: skip
def test_what_is_no_change_is_refused(content: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        edit_from(content)


def test_the_file_before_the_first_change_is_put_away_and_the_lost_side_too(
    records: Records,
) -> None:
    records.save(NAME, [Edit("set", ("opening",), "一。")])
    records.save(NAME, [Edit("set", ("opening",), "二。", "一。")])
    versions = list(records.history.versions(str(NAME)))
    assert [records.history.read(str(NAME), v.name).decode() for v in versions] == [RECORD]
    records.history.put_away_lost_side(str(NAME), ["opening"], "三。")
    assert [v.is_lost_side for v in records.history.versions(str(NAME))].count(True) == 1
    with pytest.raises(FileNotFoundError):
        records.history.read(str(NAME), "../../2025.yaml")
