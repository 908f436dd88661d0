"""Who has handed in what, by which deadline: `reportgen status` over a workspace."""

from __future__ import annotations

import datetime
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support import farms
from support.intake_content import dated
from support.program import Run, run

from reportgen.intake.forms_folder import Receipt, deadline_of
from reportgen.nightly.standing import RecordState, Standing, State

TODAY = datetime.date(2026, 1, 8)
DEADLINE = datetime.date(2026, 1, 5)


def standing(
    *days: str, record: RecordState = RecordState.ABSENT, deadline: datetime.date | None = DEADLINE
) -> Standing:
    forms = tuple(Receipt("表.xlsx", "b1", "town", day, "2026-01-08") for day in days)
    return Standing("b1", "第1村", "town", record, forms=forms, deadline=deadline)


@pytest.mark.parametrize(
    ("branch", "state", "days"),
    [
        (standing("2026-01-05T23:00:00Z"), State.IN_TIME, ""),
        (standing("2026-01-07T09:00:00Z"), State.LATE, "迟 2 天"),
        # A second form, with corrections, makes nobody late.
        (standing("2026-01-04T09:00:00Z", "2026-01-08T09:00:00Z"), State.IN_TIME, ""),
        (standing(), State.OVERDUE, "过了 3 天"),
        (standing(deadline=datetime.date(2026, 1, 10)), State.WAITING, "还有 2 天"),
        (standing(deadline=TODAY), State.WAITING, "今天到期"),
        (standing(deadline=None), State.WAITING, ""),
        # What was written into the record by somebody has no day, so it is never late.
        (standing(record=RecordState.PRESENT), State.RECORD, ""),
        (standing("2026-01-07T09:00:00Z", deadline=None), State.THERE, ""),
        # A form that does not say when it was saved counts from the day it was read.
        (standing(""), State.LATE, "迟 3 天"),
    ],
)
def test_a_branch_is_measured_against_its_deadline(
    branch: Standing, state: State, days: str
) -> None:
    assert (branch.state(TODAY), branch.days(TODAY)) == (state, days)


def test_a_deadline_without_a_year_is_the_next_such_day() -> None:
    december = datetime.date(2025, 12, 20)
    assert deadline_of("1月5日", december) == DEADLINE
    assert deadline_of("2026年1月5日", december) == DEADLINE
    assert deadline_of("2025-12-01", december) == datetime.date(2025, 12, 1)
    assert deadline_of("年底", december) is None


def at(day: str, *arguments: str, folder: Path) -> Run:
    """Run the program on a day."""
    moment = datetime.datetime.fromisoformat(f"{day}T08:00:00+00:00")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        return run(*arguments, folder=folder)


@pytest.fixture(name="farm", scope="module")
def _farm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace of four branches: one in time, one without a record, one with faults, one of no committee."""
    folder = tmp_path_factory.mktemp("farm")
    farms.plant(folder, 4)
    (folder / "content/committees").mkdir()
    committee = "name: 第一镇党委\nyears: [2022]\nbranches: [b1, b2, b3]\n"
    (folder / "content/committees/town.yaml").write_text(committee, encoding="utf-8")
    sent = at("2022-12-20", "intake", "send", "town", "--year", "2022", "--until", "1月5日", folder=folder)  # fmt: skip
    assert sent.code == 0, sent.err
    form = next(path for path in (folder / "intake/2022/send").iterdir() if "第1村" in path.name)
    book = load_workbook(form)
    book["1 基本情况"]["C9"] = "王示例"
    target = io.BytesIO()
    book.save(target)
    (folder / "收到").mkdir()
    data = dated(target.getvalue(), "2023-01-04T09:00:00Z")
    (folder / "收到" / "一村.xlsx").write_bytes(data)
    at("2023-01-06", "intake", "read", "收到", folder=folder)
    (folder / "content/branches/b2/2022.yaml").unlink()
    record = folder / "content/branches/b3/2022.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "unknown: 1\n", encoding="utf-8")
    at("2023-01-06", "build", "--jobs", "0", "--year", "2022", folder=folder)
    return folder


@pytest.mark.slow
def test_the_screen_says_who_is_missing_and_what_is_wrong(farm: Path) -> None:
    result = at("2023-01-08", "status", "--year", "2022", folder=farm)
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert lines[0].startswith("2022 年，截至 2023年1月8日：4 个支部，交了 1 个")
    assert lines[1].startswith(
        "第一镇党委（期限 2023年1月5日）：3 个支部，交了 1 个，按时 1 个，没有交表、有记录 1 个"
    )
    assert "  过期没有交（过了 3 天）：第2村党支部" in lines
    assert "  内容有错的：第3村党支部" in lines
    assert lines[-1].startswith("没有上级党组织的：1 个支部")


@pytest.mark.slow
def test_programs_get_the_same_as_json(farm: Path) -> None:
    result = at("2023-01-08", "status", "--year", "2022", "--format", "json", folder=farm)
    rows = {row["branch"]: row for row in json.loads(result.out)}
    assert rows["b1"]["state"] == "in_time"
    assert rows["b1"]["returned_on"] == "2023-01-04"
    assert rows["b1"]["documents"] == {"planned": 2, "written": 2, "failed": 0}
    assert rows["b2"]["state"] == "overdue"
    assert rows["b3"]["errors"] == 1
    assert rows["b4"]["committee"] is None


@pytest.mark.slow
def test_the_workbook_has_a_row_for_each_branch(farm: Path) -> None:
    arguments = ["status", "--year", "2022", "--by", "town=2023-01-03", "--xlsx", "进度.xlsx"]
    assert at("2023-01-08", *arguments, folder=farm).code == 0
    book = load_workbook(farm / "进度.xlsx")
    assert book.sheetnames == ["汇总", "逐支部"]
    rows = [[cell.value for cell in row[1:]] for row in book["逐支部"].iter_rows(min_row=6)]
    assert [(row[1], row[3], row[4] or "") for row in rows] == [
        ("第1村党支部", "迟交", "迟 1 天"),
        ("第2村党支部", "过期没有交", "过了 5 天"),
        ("第3村党支部", "有记录", ""),
        ("第4村党支部", "有记录", ""),
    ]


@pytest.mark.slow
def test_a_committee_and_a_deadline_that_are_none_are_asked_about(farm: Path) -> None:
    assert "是不是 `town`" in at("2023-01-08", "status", "--committee", "twon", folder=farm).err
    wrong = at("2023-01-08", "status", "--by", "年底", folder=farm)
    assert wrong.code == 2
    assert "年底" in wrong.err
