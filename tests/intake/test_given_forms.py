"""Forms that others filled in, with what is right about each cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from support.intake_content import workspace_of

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.intake.exchange import ReadFile, ReturnedFile, read_one, store
from reportgen.intake.remarks import Weight
from reportgen.workspace import MemoryWorkspace

DATA = Path(__file__).parent / "data"
RECORD = "content/branches/example-community/2025.yaml"
#: what the record had when the first form was sent
LASTING = ("year", "source", "ledger", "pictures")


def raw(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(data, Loader=yaml.BaseLoader)
    return value


@pytest.fixture
def emptied() -> MemoryWorkspace:
    workspace = workspace_of(["example-community"])
    record = raw(workspace.files[RECORD])
    rest = {key: record[key] for key in LASTING}
    workspace.files[RECORD] = yaml.dump(rest, allow_unicode=True, sort_keys=False).encode()
    return workspace


def read(workspace: MemoryWorkspace, name: str) -> ReadFile:
    result = read_one(workspace, ReturnedFile(name, (DATA / name).read_bytes()))
    assert result.fault is None
    return result


def figures(workspace: MemoryWorkspace) -> dict[str, str]:
    entry = load_branch(workspace, "example-community", load_branch_types(workspace)).years
    record = entry["example-community", 2025].record
    return {str(f.label): str(f.value) for f in record.figures.values()}


def test_a_form_filled_in_by_the_book(emptied: MemoryWorkspace) -> None:
    result = read(emptied, "e1-by-the-book.xlsx")
    assert not [r for r in result.remarks if r.weight in (Weight.FAULT, Weight.DECISION)]
    store(emptied, result)
    assert figures(emptied) == {
        "党员认领岗位": "25个", "平安巡查": "110次", "排查隐患": "90余处", "整改隐患": "87处",
        "化解矛盾纠纷": "39件", "居民议事会": "20次", "服务居民": "2180户", "受理居民诉求": "330余件",
        "办结居民诉求": "326件", "走访独居老人": "近200人次", "圆梦“微心愿”": "40个", "志愿服务": "0.06万小时",
        "廉政谈话": "16人次", "居务公开": "24期", "反诈宣传": "8场",
    }  # fmt: skip
    record = raw(emptied.files[RECORD])
    assert set(record["none"]) == {"荣誉", "新增充电端口"}
    assert record["figures"]["反诈宣传"]["last_year"] == "3场"
    works = {c["type"]: [w["title"] for w in c.get("works", ())] for c in record["chapters"]}
    assert works["堡垒型"] == ["主题党日进楼院"]
    assert works["服务型"] == ["诉求件件有回音"]
    assert record["problems"] == [
        {
            "name": "巡查记录不细",
            "measure": "统一格式，每月抽查",
            "owner": "吴平",
            "due": "2026年3月",
        }
    ]
    assert record["events"] == [
        {"date": "2025-03-05", "kinds": ["志愿服务", "主题党日"], "title": "学雷锋便民集市", "present": "18"}
    ]  # fmt: skip


#: what cells of the second form are read as
TEXTS = {
    "3 数字!F5": "27个", "3 数字!F6": "104次", "3 数字!F7": "86处", "3 数字!F8": "83处左右",
    "3 数字!F12": "2180户", "3 数字!F17": "5160小时", "3 数字!F19": "24期", "2 班子成员!B5": "周和",
    "2 班子成员!B6": "吴平", "2 班子成员!C7": "组织委员", "6 活动!B5": "2025-01-18",
    "6 活动!B6": "2025-03-05", "6 活动!B7": "2025-03-11", "6 活动!B8": "2025-04-19",
    "6 活动!C13": "志愿服务、党课", "5 工作!B5": "堡垒型", "5 工作!B6": "堡垒型",
    "5 工作!D7": "总结推行“和风四步工作法”\n全年召开议事会18次。",
}  # fmt: skip
FAULTS = {
    "3 数字!F9", "3 数字!F10", "3 数字!F13", "3 数字!F14", "3 数字!F15", "3 数字!F21", "6 活动!B9", "6 活动!B10",
    "6 活动!G11", "6 活动!D14", "5 工作!B15", "5 工作!I10", "5 工作!J9", "11 图片!B10",
}  # fmt: skip
#: places of what is to be decided, and of what is missing
DECISIONS = {"3 数字!C11", "5 工作!第11行"}
MISSING = {"3 数字!F16", "3 数字!F18"}


def test_a_form_with_the_usual_dirt() -> None:
    workspace = workspace_of(["example-community"])
    result = read(workspace, "e2-usual-dirt.xlsx")
    assert result.reading
    assert {place: result.reading.texts.get(place) for place in TEXTS} == TEXTS
    by_weight = {w: {r.place for r in result.remarks if r.weight is w} for w in Weight}
    assert by_weight[Weight.FAULT] == FAULTS
    assert by_weight[Weight.DECISION] >= DECISIONS
    assert by_weight[Weight.MISSING] == MISSING
    left = [r.message for r in result.remarks if r.code == "intake-left"]
    assert any("“Sheet1”" in message for message in left)
    assert any("第22行“合计”" in message for message in left)
    store(workspace, result)
    record = raw(workspace.files[RECORD])
    titles = [work["title"] for chapter in record["chapters"] for work in chapter["works"]]
    assert "充电进棚线下楼，飞线难题有解" not in titles
    assert "五个到家常态化，邻里一家更贴心" in titles
    assert record["figures"]["夜间巡查"]["value"] == "52次"
    (picture,) = [p for p in record["pictures"].values() if p["caption"] == "志愿者扫雪"]
    stored = workspace.files[f"content/branches/example-community/{picture['file']}"]
    assert stored.startswith(b"\x89PNG")
