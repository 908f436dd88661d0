from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from support import workspaces

from reportgen.compose.composer import Composed, Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.loading import load
from reportgen.document.nodes import Form
from reportgen.spans import span_of
from reportgen.workspace import DiskWorkspace
from reportgen.write.forms import write_form

ROOT = Path(__file__).resolve().parents[2]
THEME = "templates/juli"
SUPPLIED = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})
HEADER = 'name: 登记表\npurpose: 测试\noutput: "{{ branch.name }}登记表"\n'
BRANCH = "name: 红旗<村>&党支部{{ 1 }}\ntypes: [learning]\nsecretary: 王芳\n"


def form(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def filled(*texts: str, data: bytes | None = None, final: bool = False) -> Composed:
    workspace = workspaces.memory(
        {f"{THEME}/forms/register.yaml": HEADER, "content/branches/red/branch.yaml": BRANCH}
    )
    workspace.files[f"{THEME}/forms/register.docx"] = form(*texts) if data is None else data
    kinds, faults = find_kinds(workspace, THEME)
    assert not faults
    kind = next(kind for kind in kinds if kind.id == "register")
    return Composer(THEME, workspace.read, final).compose(
        kind, load(workspace).subjects("branch")[0], "登记表"
    )


def lines(composed: Composed) -> list[str]:
    assert isinstance(composed.document, Form), composed.diagnostics
    document = docx.Document(io.BytesIO(write_form(composed.document).data))
    return [paragraph.text for paragraph in document.paragraphs]


def test_values_stand_as_they_were_written_and_run_nothing() -> None:
    texts = lines(
        filled("支部：{{ branch.name }}", "{{ figure('lectures') }}，{{ record.signed }}")
    )
    assert texts == ["支部：红旗<村>&党支部{{ 1 }}", "12次，2023年1月5日"]


def test_tags_typed_in_a_chinese_input_method_are_understood() -> None:
    texts = ("｛｛ branch.name ｝｝", "{{　branch.secretary　}}", "｛％ if branch.name ％｝有｛％ endif ％｝",
             "{{ figure（'lectures'）｜default（'（没有），无'） }}", "｛｝ 100％ ｛甲｝")  # fmt: skip
    assert lines(filled(*texts)) == [
        "红旗<村>&党支部{{ 1 }}", "王芳", "有", "12次", "｛｝ 100％ ｛甲｝",
    ]  # fmt: skip


def test_a_tag_whose_wide_braces_stand_in_several_runs_is_understood() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("支部：｛")
    for piece in ("｛", "branch", ".name", "｝", "｝。"):
        paragraph.add_run(piece)
    saved = io.BytesIO()
    document.save(saved)
    assert lines(filled(data=saved.getvalue())) == ["支部：红旗<村>&党支部{{ 1 }}。"]


def test_a_loop_and_a_missing_fact_are_written_out() -> None:
    composed = filled("{%p for w in chapters[0].works %}", "{{ w.title }}", "{%p endfor %}",
                      "{{ figure('days') }}")  # fmt: skip
    assert lines(composed) == ["党课到田头", "【待补充：days】"]
    assert [(d.code, d.is_error) for d in composed.diagnostics] == [("pending-fact", False)]


def test_a_missing_fact_keeps_a_final_form_back() -> None:
    composed = filled("{{ figure('days') }}", final=True)
    assert composed.document is None
    assert [(d.code, d.is_error) for d in composed.diagnostics] == [("pending-fact", True)]


def test_a_mark_in_the_header_of_a_form_keeps_it_back() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "编号【待定】"
    saved = io.BytesIO()
    document.save(saved)
    composed = filled(data=saved.getvalue(), final=True)
    assert composed.document is None
    assert [d.message for d in composed.diagnostics] == ["还有待补充的内容：【待定】"]


@pytest.mark.parametrize(
    ("text", "code", "tag"),
    [
        ("{{ brnach.name }}", "undefined-name", "{{ brnach.name }}"),
        ("{{ branch.nmae }}", "undefined-name", "{{ branch.nmae }}"),
        ("{{ branch.name | uppr }}", "undefined-name", "{{ branch.name | uppr }}"),
        ("{{ branch.name.__class__ }}", "template-forbidden", "{{ branch.name.__class__ }}"),
        ("{% if branch.name %}", "template-syntax", ""),
        ("{{ branch.name + 1 }}", "template-error", "{{ branch.name + 1 }}"),
        ("{{ fig('nothing').value }}", "undefined-name", "{{ fig('nothing').value }}"),
    ],
)
def test_a_fault_names_the_form_and_the_tag(text: str, code: str, tag: str) -> None:
    composed = filled("一行正常的字 {{ branch.secretary }}", text)
    assert composed.document is None
    (fault,) = composed.diagnostics
    assert fault.code == code
    assert "register.docx" in fault.message
    assert tag in fault.message


def test_every_unknown_name_of_a_form_is_told() -> None:
    composed = filled("{{ brnach.name }}", "{{ yaer }}")
    assert len(composed.diagnostics) == 2


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_what_is_no_word_file_is_told(data: bytes) -> None:
    assert [d.code for d in filled(data=data).diagnostics] == ["not-a-form"]


def test_a_form_without_its_header_is_told() -> None:
    workspace = workspaces.memory()
    workspace.files[f"{THEME}/forms/lonely.docx"] = form("x")
    _, faults = find_kinds(workspace, THEME)
    assert [(f.code, "lonely.yaml" in f.hints[0]) for f in faults] == [("template-header", True)]


def test_the_same_content_gives_the_same_file() -> None:
    kind = next(k for k in find_kinds(SUPPLIED, THEME)[0] if k.is_form)
    subject = load(SUPPLIED, ["example-community"]).subjects("branch")[-1]
    files = []
    for _ in range(2):
        composed = Composer(THEME, SUPPLIED.read).compose(kind, subject, "名册")
        assert isinstance(composed.document, Form)
        files.append(write_form(composed.document).data)
    assert files[0] == files[1]
    document = docx.Document(io.BytesIO(files[0]))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert {"周和", "组织委员"} <= set(cells)
    assert document.core_properties.author == str(subject.author)


def test_a_date_in_a_form_is_a_fact_that_found_its_place() -> None:
    composed = filled("{{ record.signed }}")
    assert isinstance(composed.document, Form)
    assert [span_of(text) is not None for text in composed.document.written] == [True]
