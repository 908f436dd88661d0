"""Random edits of a form and of the record it came from: the three-way table holds for each cell."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.intake_content import workspace_of

from reportgen.content import edit
from reportgen.content.edit import YamlFile
from reportgen.intake.exchange import ReturnedFile, read_one, send
from reportgen.workspace import MemoryWorkspace

SLUG = "hefeng-village"
RECORD = f"content/branches/{SLUG}/2025.yaml"
FORM = send(
    workspace_of([SLUG, "example-community", "hefeng-school", "hefeng-works"]),
    "hefeng",
    2025,
    [SLUG],
)[0]
#: name of a figure → its unit
FIGURES = {"平安巡查": "次", "排查隐患": "处", "廉政谈话": "人次", "支委会": "次"}
AMOUNTS = st.sampled_from([None, "", 7, 88, 130, "130余", "多人"])


def said(amount: object, unit: str) -> str:
    if amount in (None, ""):
        return ""
    return str(amount) if amount == "多人" else f"{amount}{unit}"


def edited(workspace: MemoryWorkspace, changes: dict[str, object]) -> None:
    file = edit.read(workspace.files[RECORD], RECORD)
    for name, amount in changes.items():
        if amount not in (None, ""):
            assert isinstance(file, YamlFile)
            file = edit.replace(file, ("figures", name, "value"), said(amount, FIGURES[name]))
    assert isinstance(file, YamlFile)
    workspace.files[RECORD] = file.data


@pytest.mark.generated
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(list(FIGURES)), AMOUNTS),
    st.dictionaries(st.sampled_from(list(FIGURES)), AMOUNTS),
)
def test_each_figure_follows_the_table(
    in_form: dict[str, object], in_record: dict[str, object]
) -> None:
    workspace = workspace_of([SLUG])
    before = edit.read(workspace.files[RECORD], RECORD)
    assert isinstance(before, YamlFile)
    base = {name: before.value["figures"][name]["value"] for name in FIGURES}
    book = load_workbook(io.BytesIO(FORM.data))
    sheet = book["3 数字"]
    rows = {sheet.cell(row, 3).value: row for row in range(5, 40)}
    for name, amount in in_form.items():
        if amount is not None:
            sheet.cell(rows[name], 6).value = amount or None
    target = io.BytesIO()
    book.save(target)
    edited(workspace, in_record)
    result = read_one(workspace, ReturnedFile("改过.xlsx", target.getvalue()))
    assert result.reading
    file = result.files.get("record")
    now = edit.read(workspace.files[RECORD], RECORD)
    assert isinstance(now, YamlFile)
    after = (file or now).value["figures"]
    conflicts = {r.place for r in result.remarks if r.code == "intake-conflict"}
    for name, unit in FIGURES.items():
        record = now.value["figures"][name]["value"]
        amount = in_form.get(name)
        written = base[name] if amount is None else said(amount, unit)
        if written in ("", base[name], record):
            expected, is_open = record, False
        elif record == base[name]:
            expected, is_open = written, False
        else:
            expected, is_open = record, True
        assert after[name]["value"] == expected
        assert (f"3 数字!F{rows[name]}" in conflicts) is is_open
