"""Reading a document into a branch's year, and ticking off what somebody has looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.imported import unreviewed
from reportgen.importing.importer import Imported, accept, read_report, store
from reportgen.importing.review import read_review, review_text
from reportgen.workspace import MemoryWorkspace

DATA = Path(__file__).parent / "data"
FOLDER = "content/branches/shanghe"
W1 = (DATA / "given" / "w1-styles.docx").read_bytes()
W5 = (DATA / "given" / "w5-tables-floats.docx").read_bytes()


def workspace(branch: str = "name: 示例县桃源镇上河村党支部\n") -> MemoryWorkspace:
    return MemoryWorkspace({f"{FOLDER}/branch.yaml": branch.encode()})


def record(files: MemoryWorkspace, name: str = "2024.yaml") -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(files.read(f"{FOLDER}/{name}"), Loader=yaml.BaseLoader)
    return value


def codes(result: Imported) -> list[str]:
    return [remark.code for remark in result.remarks]


@pytest.fixture(scope="module")
def imported() -> tuple[MemoryWorkspace, Imported]:
    files = workspace()
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    return files, result


def test_the_year_is_that_of_the_title(imported: tuple[MemoryWorkspace, Imported]) -> None:
    files, result = imported
    assert result.year == 2024
    assert record(files)["titles"] == {
        "年度党建工作总结": "示例县桃源镇上河村党支部\n2024年度工作总结"
    }


def test_a_draft_is_a_record_without_faults(imported: tuple[MemoryWorkspace, Imported]) -> None:
    files, _ = imported
    library = load_branch(files, "shanghe", load_branch_types(files))
    assert not [d for d in library.diagnostics if d.is_error]
    assert library.years["shanghe", 2024].unreviewed is not None


def test_pictures_are_stored_byte_for_byte(imported: tuple[MemoryWorkspace, Imported]) -> None:
    files, result = imported
    assert result.draft is not None
    (picture,) = result.draft.pictures
    assert files.read(f"{FOLDER}/{picture.file}") == picture.data
    assert picture.data.startswith(b"\xff\xd8")


def test_figures_are_no_part_of_the_record_before_they_are_accepted(
    imported: tuple[MemoryWorkspace, Imported],
) -> None:
    files, _ = imported
    assert "figures" not in record(files)


def test_a_record_that_exists_stays_as_it_is() -> None:
    files = workspace()
    files.write(f"{FOLDER}/2024.yaml", b"year: 2024\n")
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    assert files.read(f"{FOLDER}/2024.yaml") == b"year: 2024\n"
    assert result.record_path.endswith("2024.draft.yaml")
    assert len(record(files, "2024.draft.yaml")["chapters"]) == 3
    library = load_branch(files, "shanghe", load_branch_types(files))
    assert not [d for d in library.diagnostics if d.is_error]


def test_an_accepted_figure_stands_in_the_record_and_in_its_work() -> None:
    files = workspace()
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    assert result.review is not None
    figure = next(f for f in result.review.figures if f.value == "61次")
    accepted = accept(files, "shanghe", 2024, [], {figure.id: ""})
    for path, data in accepted.files.items():
        files.write(path, data)
    assert record(files)["figures"] == {"直播": "61次"}
    assert record(files)["chapters"][0]["works"][1]["figures"] == ["直播"]
    review = read_review(files.read(f"{FOLDER}/2024.import.yaml"), "")
    assert next(f for f in review.figures if f.id == figure.id).status == "accepted"


def test_two_figures_do_not_get_one_name() -> None:
    files = workspace()
    store(files, read_report(files, "w1.docx", W1, "shanghe"))
    accepted = accept(files, "shanghe", 2024, [], {"n1": "党员", "n2": "党员"})
    assert accepted.figures == 1
    assert [r.code for r in accepted.remarks] == ["word-figure"]


def test_nothing_waits_once_all_is_looked_at() -> None:
    files = workspace()
    result = read_report(files, "w1.docx", W1, "shanghe")
    store(files, result)
    assert result.review is not None
    names = {f.id: f"数字{f.id}" for f in result.review.figures}
    accepted = accept(files, "shanghe", 2024, None, names)
    for path, data in accepted.files.items():
        files.write(path, data)
    assert accepted.rest == 0
    assert unreviewed(files, FOLDER, 2024) is None


def test_a_review_is_read_as_it_was_written(imported: tuple[MemoryWorkspace, Imported]) -> None:
    _, result = imported
    assert result.review is not None
    text = review_text(result.review)
    assert read_review(text.encode(), "") == result.review


def test_honours_and_problems_of_tables_have_their_fields() -> None:
    result = read_report(workspace("name: 示例市人民医院第三党支部\n"), "w5.docx", W5, "shanghe")
    assert result.draft is not None
    assert result.draft.record["problems"][0] == {
        "name": "科室轮班多，集中学习参学率只有84%",
        "measure": "分班次学、录播补学，月度公布参学率",
        "owner": "赵启明",
        "due": "2025年3月",
    }
    assert result.draft.record["honours"][1] == {
        "name": "先进基层党组织",
        "level": "市卫健委",
        "note": "2024.7",
    }


def test_what_a_person_says_in_a_text_box_is_a_quotation() -> None:
    result = read_report(workspace(), "w5.docx", W5, "shanghe")
    assert result.draft is not None
    works = [w for c in result.draft.record["chapters"] for w in c["works"]]
    quoted = [q for w in works for q in w.get("quotations", ())]
    assert quoted == [{"text": "教会一个人，就多一个救命的人。", "speaker": "党员张岚"}]


def test_a_document_of_another_branch_is_doubted() -> None:
    result = read_report(workspace("name: 别的支部\n"), "w1.docx", W1, "shanghe")
    assert result.is_read
    assert "word-unit" in codes(result)


def test_deleted_and_hidden_text_is_told_and_stays_out() -> None:
    data = (DATA / "hands" / "h03-village-tracked.docx").read_bytes()
    result = read_report(workspace(), "h03.docx", data, "shanghe")
    assert {"word-deleted", "word-hidden"} <= set(codes(result))


def test_a_letter_has_no_chapters_and_no_year() -> None:
    data = (DATA / "hands" / "h05-letter.docx").read_bytes()
    assert codes(read_report(workspace(), "h05.docx", data, "shanghe")) == ["word-year"]
    result = read_report(workspace(), "h05.docx", data, "shanghe", 2024)
    assert "word-no-chapters" in codes(result)


TYPES = {
    "content/types/fortress.yaml": "name: 堡垒型\nchapter: 把堡垒筑牢\n".encode(),
    "content/types/service.yaml": "name: 服务型\nchapter: 把服务做实\n".encode(),
}


def test_chapters_get_the_types_that_are_chosen_for_them() -> None:
    files = workspace("name: 上河村党支部\ntypes: [fortress, service]\n")
    files.files |= TYPES
    result = read_report(files, "w1.docx", W1, "shanghe", 0, {"二": "service"})
    assert result.draft is not None
    types = [c.get("type", "") for c in result.draft.record["chapters"]]
    assert types == ["", "服务型", ""]
    assert codes(result).count("word-unplaced") == 2


def test_a_type_that_does_not_exist_is_refused() -> None:
    result = read_report(workspace(), "w1.docx", W1, "shanghe", 0, {"二": "sevice"})
    assert not result.is_read
    assert codes(result) == ["unknown-type"]


@pytest.mark.parametrize("name", ["旧.doc", "旧.wps", "表.xlsx"])
def test_other_files_are_to_be_saved_as_docx(name: str) -> None:
    result = read_report(workspace(), name, b"x", "shanghe")
    assert codes(result) == ["word-file"]
    assert "另存为 .docx" in result.remarks[0].hints[0]
