"""A form that is filled in whole gives the record it could have been filled from."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from support.intake_content import ROOT, workspace_of

from reportgen.content.branches import load_branch, load_branch_types
from reportgen.content.model import Branch, YearRecord
from reportgen.intake.exchange import ReturnedFile, read_one, send, store
from reportgen.intake.form import BASE
from reportgen.workspace import MemoryWorkspace

SLUGS = ("example-community", "hefeng-school", "hefeng-village", "hefeng-works")
#: what a form does not offer, or what refers to what it offers
LASTING = (
    "source",
    "ledger",
    "pictures",
    "methods",
    "brands",
    "venues",
    "charts",
    "tables",
    "texts",
)
FIXED = ("name", "short", "upper", "types", "frame", "roster", "sample")


def raw(data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(data, Loader=yaml.BaseLoader)
    return value


def without_base(data: bytes) -> bytes:
    book = load_workbook(io.BytesIO(data))
    del book[BASE]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def emptied(slug: str) -> MemoryWorkspace:
    """Return the content in which nothing is written that the form asks for."""
    workspace = workspace_of(SLUGS)
    for name, lasting, first in (("2025", LASTING, {"year": "2025"}), ("branch", FIXED, {})):
        path = f"content/branches/{slug}/{name}.yaml"
        value = raw(workspace.files[path])
        rest = {**first, **{key: value[key] for key in lasting if key in value}}
        workspace.files[path] = yaml.dump(rest, allow_unicode=True, sort_keys=False).encode()
    return workspace


def models(workspace: MemoryWorkspace, slug: str) -> tuple[Branch, YearRecord]:
    entry = load_branch(workspace, slug, load_branch_types(workspace)).years[slug, 2025]
    return entry.branch, entry.record


def offered(record: YearRecord) -> dict[str, Any]:
    """Return what a form offers of a record; figures by their labels, works without what stays."""
    fields = (
        "headline",
        "opening",
        "events",
        "honours",
        "problems",
        "followups",
        "closing",
        "signed",
    )
    labels = {name: str(figure.label) for name, figure in record.figures.items()}
    whole: dict[str, Any] = {name: getattr(record, name) for name in fields}
    whole["figures"] = {
        str(f.label): (str(f.value), f.note, f.chapter, f.highlight)
        for f in record.figures.values()
        if not f.log
    }
    whole["chapters"] = [
        (c.lead, [
            (w.title, w.text, [labels[n] for n in w.figures], w.pictures, w.slide.brief, w.slide.panel,
             w.slide.points, w.quotations)
            for w in c.works
        ])
        for c in record.chapters
    ]  # fmt: skip
    plan = record.plan
    whole["plan"] = (plan.text, plan.items) if plan else None
    return whole


@pytest.mark.parametrize(
    "slug",
    [
        "hefeng-village",
        *(pytest.param(s, marks=pytest.mark.generated) for s in SLUGS if s != "hefeng-village"),
    ],
)
def test_a_filled_form_gives_an_empty_record_all_it_says(slug: str) -> None:
    full = workspace_of(SLUGS)
    (sent,) = send(full, "hefeng", 2025, [slug])
    empty = emptied(slug)
    beside = {path.name: path for path in (ROOT / f"content/branches/{slug}").rglob("*.png")}
    result = read_one(empty, ReturnedFile("复制.xlsx", without_base(sent.data), beside), 2025)
    assert result.fault is None
    assert {r.code for r in result.remarks} <= {"intake-no-base", "intake-empty"}
    store(empty, result)
    (branch, record), (branch_again, record_again) = models(full, slug), models(empty, slug)
    assert branch_again == branch
    assert offered(record_again) == offered(record)


def resaved_by_openpyxl(data: bytes) -> bytes:
    book, target = load_workbook(io.BytesIO(data)), io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_form_saved_by_another_program_reads_the_same() -> None:
    workspace = workspace_of(SLUGS)
    (sent,) = send(workspace, "hefeng", 2025, ["hefeng-school"])
    result = read_one(workspace, ReturnedFile("另存.xlsx", resaved_by_openpyxl(sent.data)))
    assert result.reading
    assert result.reading.changes == []
    assert {r.code for r in result.remarks} <= {"intake-empty"}


@pytest.mark.generated
@pytest.mark.rendering
def test_libreoffice_opens_and_saves_a_form_and_it_reads_the_same(tmp_path: Path) -> None:
    workspace = workspace_of(SLUGS)
    (sent,) = send(workspace, "hefeng", 2025, ["example-community"])
    (tmp_path / "sent.xlsx").write_bytes(sent.data)
    ended = subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved"),
         str(tmp_path / "sent.xlsx")],
        check=False, capture_output=True, timeout=110,
    )  # fmt: skip
    saved = tmp_path / "saved" / "sent.xlsx"
    if not saved.exists():
        pytest.skip(f"this LibreOffice has no Calc: {ended.stderr.decode()[-80:]}")
    result = read_one(workspace, ReturnedFile("另存.xlsx", saved.read_bytes()))
    assert result.reading
    assert result.reading.changes == []
    assert {r.code for r in result.remarks} <= {"intake-empty"}
