"""The columns of a meeting: what was on the agenda, who spoke, how the votes went."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.edit import Value
from reportgen.intake import values
from reportgen.intake.exchange import ReadFile, ReturnedFile, read_one, send, store
from reportgen.intake.form import Kind
from reportgen.intake.votes import text_of_vote, vote_of
from reportgen.workspace import MemoryWorkspace

RECORD = "content/branches/canal/2025.yaml"
MEETING = """year: 2025
events:
  - date: 2025-06-27          # 第二季度
    kinds: [支部党员大会]
    title: 讨论接收预备党员
    due: 27
    present: 26
    chair: 赵示例
    absent: [钱示例：住院，会后补课]
    agenda:
      - 介绍人介绍情况
      - 讨论
    speeches:
      - 孙示例：抗旱时在渠上守了四十天，同意接收。
      - {speaker: 李示例, text: 同意}
    votes:
      - {matter: 接收周示例为预备党员, due: 26, present: 25, agree: 24, against: 0, abstain: 1, method: 无记名投票}
    decisions: [同意接收周示例为预备党员]
"""
FILES = {
    "content/committees/town.yaml": "name: 示例镇党委\nyears: [2025]\nbranches: [canal]\n",
    "content/branches/canal/branch.yaml": "name: 水渠村党支部\nsecretary: 赵示例\n",
    RECORD: MEETING,
}


def workspace_with(record: str = MEETING) -> MemoryWorkspace:
    files = {**FILES, RECORD: record}
    return MemoryWorkspace({path: text.encode() for path, text in files.items()})


@pytest.fixture(scope="module")
def form() -> bytes:
    (sent,) = send(workspace_with(), "town", 2025)
    assert sent.faults == ()
    return sent.data


def filled(form: bytes, row: int, **texts: object) -> bytes:
    """Return the form with other texts in a row of the activities, by the codes of their columns."""
    book = load_workbook(io.BytesIO(form))
    page = book["6 活动"]
    columns = {page.cell(3, column).value: column for column in range(2, page.max_column + 1)}
    for code, text in texts.items():
        page.cell(row, columns[code]).value = text
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(workspace: MemoryWorkspace, data: bytes) -> ReadFile:
    result = read_one(workspace, ReturnedFile("表.xlsx", data))
    assert result.fault is None
    return result


def event(workspace: MemoryWorkspace, index: int = 0) -> object:
    entry = load_branch(workspace, "canal", load_branch_types(workspace)).years["canal", 2025]
    return entry.record.events[index]


def test_the_form_shows_a_meeting_one_line_an_item(form: bytes) -> None:
    page = load_workbook(io.BytesIO(form))["6 活动"]
    texts = {page.cell(4, column).value: page.cell(5, column).value for column in range(2, 23)}
    assert texts["缺席及原因（一人一行）"] == "钱示例：住院，会后补课"
    assert texts["议程（一项一行）"] == "介绍人介绍情况\n讨论"
    assert texts["发言（一人一行）"] == "孙示例：抗旱时在渠上守了四十天，同意接收。\n李示例：同意"
    line = "接收周示例为预备党员：应到26，实到25，赞成24，反对0，弃权1，无记名投票"
    assert texts["表决（一件一行）"] == line


def test_an_untouched_form_changes_nothing(form: bytes) -> None:
    assert read(workspace_with(), form).files == {}


def test_a_changed_vote_changes_only_the_votes(form: bytes) -> None:
    workspace = workspace_with()
    line = "接收周示例为预备党员：应到会26人，实到25人，25票赞成，方式：举手表决"
    store(workspace, read(workspace, filled(form, 5, votes=line)))
    text = workspace.files[RECORD].decode()
    assert text.startswith(MEETING[: MEETING.index("    votes:")])
    assert text.endswith("    decisions: [同意接收周示例为预备党员]\n")
    whole = event(workspace)
    (vote,) = whole.votes  # type: ignore[attr-defined]
    assert (vote.due, vote.present, vote.agree, vote.against) == (26, 25, 25, None)
    assert vote.method == "举手表决"


@pytest.mark.slow
def test_a_record_changed_since_is_left_until_somebody_decides(form: bytes) -> None:
    workspace = workspace_with(MEETING.replace("agree: 24", "agree: 23"))
    written = filled(form, 5, votes="接收周示例为预备党员：赞成25")
    result = read(workspace, written)
    assert result.files == {}
    assert [(r.code, r.place) for r in result.remarks if r.code != "intake-empty"] == [
        ("intake-conflict", "6 活动!T5")
    ]


@pytest.mark.slow
def test_a_new_row_becomes_a_meeting(form: bytes) -> None:
    workspace = workspace_with()
    data = filled(
        form, 6, date="7月5日", kinds="支委会", title="研究发展党员", chair="赵　示　例",
        agenda="1. 听汇报\n2. 定人选", votes="确定人选：赞成5票\n定时间：举手",
        dissent="无", speeches="李示例：再听听群众意见",
    )  # fmt: skip
    store(workspace, read(workspace, data))
    new = event(workspace, 1)
    assert new.chair == "赵示例"  # type: ignore[attr-defined]
    assert new.agenda == ("听汇报", "定人选")  # type: ignore[attr-defined]
    assert [v.matter for v in new.votes] == ["确定人选", "定时间"]  # type: ignore[attr-defined]
    assert new.dissent == ()  # type: ignore[attr-defined]
    assert new.speeches[0].speaker == "李示例"  # type: ignore[attr-defined]


@pytest.mark.slow
def test_what_is_no_vote_is_asked_for_with_its_cell(form: bytes) -> None:
    result = read(workspace_with(), filled(form, 5, votes="发展党员：赞成24票，其中委托2票"))
    (fault,) = [r for r in result.remarks if r.code == "intake-value"]
    assert fault.place == "6 活动!T5"
    assert "看不出" in fault.text


@pytest.mark.slow
def test_more_votes_than_voters_are_pointed_at(form: bytes) -> None:
    result = read(workspace_with(), filled(form, 5, votes="修灯：应到5，赞成4，反对2"))
    (doubt,) = [r for r in result.remarks if r.code == "intake-people"]
    assert doubt.place == "6 活动!T5"


COUNT = st.none() | st.integers(0, 300).map(str)
VOTES = st.fixed_dictionaries(
    {"matter": st.sampled_from(["", "修灯", "同意2名同志转正", "评议：格次"])},
    optional={
        **dict.fromkeys(("due", "present", "agree", "against", "abstain"), COUNT),
        "method": st.sampled_from(["无记名投票", "举手", "线上"]),
    },
)


@settings(max_examples=40)
@given(VOTES)
def test_a_line_of_a_vote_says_the_vote(vote: dict[str, Value]) -> None:
    whole = {key: value for key, value in vote.items() if value not in (None, "")}
    if whole:
        assert vote_of(text_of_vote(whole)) == whole


@settings(max_examples=30)
@given(st.lists(VOTES.filter(lambda vote: any(v not in (None, "") for v in vote.values()))))
def test_reading_lines_of_votes_changes_none(votes: list[dict[str, Value]]) -> None:
    text = values.text_of(Kind.VOTES, votes)
    assert values.read(Kind.VOTES, text, 2025) == text


LINES = st.sampled_from([None, "", "介绍人介绍情况\n讨论", "讨论", "讨论\n表决"])


@pytest.mark.generated
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LINES, LINES)
def test_each_cell_follows_the_three_way_table(
    form: bytes, in_form: str | None, in_record: str | None
) -> None:
    base = "介绍人介绍情况\n讨论"
    new = "".join(f"      - {line}\n" for line in (in_record or base).split("\n"))
    record = MEETING.replace("      - 介绍人介绍情况\n      - 讨论\n", new)
    workspace = workspace_with(record)
    data = form if in_form is None else filled(form, 5, agenda=in_form or None)
    result = read(workspace, data)
    store(workspace, result)
    written, now = base if in_form is None else in_form, in_record or base
    is_open = bool(written) and written not in (base, now) and now != base
    expected = now if is_open or written in ("", base) else written
    assert event(workspace).agenda == tuple(expected.split("\n"))  # type: ignore[attr-defined]
    conflicts = [r.place for r in result.remarks if r.code == "intake-conflict"]
    assert conflicts == (["6 活动!R5"] if is_open else [])
