"""A mark of something missing in a template's header or master keeps a final document back as well."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pptx
import pytest
from pptx.util import Mm
from support import program, workspaces
from support.workspaces import THEME

MARK = "【待补充：单位全称】"
DECK = """\
{#
name: 一页
purpose: 一页课件
output: "一页"
#}
<deck><slide layout="bullets"><title>办实事</title><body><p>修桥一座。</p></body></slide></deck>
"""


def report_template(header: str) -> bytes:
    document = docx.Document(io.BytesIO((THEME / "reference.docx").read_bytes()))
    head = document.sections[-1].header
    head.is_linked_to_previous = False
    head.paragraphs[0].add_run(header[:3])
    head.paragraphs[0].add_run(header[3:])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def deck_template(text: str, prompt: str = "单击编辑") -> bytes:
    presentation = pptx.Presentation(io.BytesIO((THEME / "deck.pptx").read_bytes()))
    master = presentation.slide_masters[0]
    master.placeholders[0].text_frame.text = prompt
    shape = master.shapes.element
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    box = slide.shapes.add_textbox(0, 0, Mm(50), Mm(10))
    box.text_frame.text = text
    shape.append(box.element)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def built(folder: Path, name: str, data: bytes, *options: str) -> program.Run:
    files = {name: data, "documents/page.pptx.j2": DECK.encode()}
    workspaces.write(folder, {f"templates/juli/{file}": data for file, data in files.items()})
    return program.run("build", "--jobs", "1", *options, folder=folder)


@pytest.mark.parametrize(
    ("name", "template", "ending"),
    [("reference.docx", report_template, "docx"), ("deck.pptx", deck_template, "pptx")],
)
def test_a_final_document_is_not_made_while_its_template_has_a_mark(
    name: str, template: Callable[[str], bytes], ending: str, tmp_path: Path
) -> None:
    data = template(MARK)
    draft = built(tmp_path, name, data)
    assert "还有待补充的内容：单位全称" in draft.console
    assert list(tmp_path.glob(f"output/**/*.{ending}"))
    final = built(tmp_path, name, data, "--final", "--output", "final")
    assert final.code == 1
    assert "错误[pending-fact]" in final.console
    assert not list(tmp_path.glob(f"final/**/*.{ending}"))


def test_the_prompt_of_a_placeholder_is_no_mark(tmp_path: Path) -> None:
    text = built(tmp_path, "deck.pptx", deck_template("和风社区", prompt=MARK)).console
    assert "单位全称" not in text
