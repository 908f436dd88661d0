from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import Field

from reportgen.content.branches import BranchTypes
from reportgen.content.library import Library
from reportgen.content.loading import load
from reportgen.content.model.base import Part, RequiredText, Text
from reportgen.content.model.validation import validate
from reportgen.content.schemas import file_models, generate
from reportgen.content.subjects import KINDS, ContentFile, Source, SubjectKind, listing
from reportgen.content.yaml.reader import parse
from reportgen.spans import Span, span_of
from reportgen.workspace import DiskWorkspace, Workspace


class Visit(Part):
    """走访：看望了谁。"""

    name: RequiredText = Field(title="姓名")
    format: Text = Field("", title="版式")
    palette: Text = Field("", title="配色")


@dataclass(frozen=True, slots=True)
class VisitSubject:
    subject_kind: ClassVar[str] = "visit"

    slug: str
    settings: Visit
    year: int = 0
    part: str = ""

    @property
    def author(self) -> str:
        return str(self.settings.name)

    @property
    def at(self) -> Span | None:
        return span_of(self.settings.name)


def load_visit(workspace: Workspace, slug: str, types: BranchTypes) -> Library:
    path = f"content/visits/{slug}.yaml"
    visit = validate(Visit, parse(workspace.read(path), path))
    return Library(types.types, {}, {"visit": (VisitSubject(slug, visit),)})


ROOT = Path(__file__).parents[2]
SUPPLIED = DiskWorkspace({"content": ROOT / "content"})

VISIT = SubjectKind(
    "visit",
    "走访",
    "每次走访一份",
    Source(
        "visit",
        "content/visits",
        ".yaml",
        f"{__name__}:load_visit",
        {"visit": ContentFile(f"{__name__}:Visit", "content/visits/*.yaml")},
    ),
)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DiskWorkspace:
    monkeypatch.setitem(KINDS, "visit", VISIT)
    folder = tmp_path / "content" / "visits"
    folder.mkdir(parents=True)
    (folder / "autumn.yaml").write_text("name: 李奶奶\n", encoding="utf-8")
    return DiskWorkspace({"content": tmp_path / "content"})


def test_a_new_kind_of_subject_is_one_row_and_its_files_are_listed(
    workspace: DiskWorkspace,
) -> None:
    assert [(source.id, name) for source, name in listing(workspace).entries] == [
        ("visit", "autumn")
    ]


def test_a_new_kind_of_subject_is_loaded_with_the_library(workspace: DiskWorkspace) -> None:
    (subject,) = load(workspace).subjects("visit")
    assert (subject.slug, subject.author) == ("autumn", "李奶奶")
    assert subject.at == Span("content/visits/autumn.yaml", 1, 7, 3)


@pytest.mark.usefixtures("workspace")
def test_a_new_kind_of_subject_has_a_schema() -> None:
    assert "visit" in file_models()
    assert generate("visit")["title"] == "走访"


@pytest.mark.parametrize("kind", KINDS)
def test_every_subject_of_the_samples_names_the_row_of_its_kind(kind: str) -> None:
    assert {s.subject_kind for s in load(SUPPLIED).subjects(kind)} == {kind}
