"""A speaker's script has the pages of its deck: page n of one is slide n of the other."""

from __future__ import annotations

from pathlib import Path

import docx
import pptx
import pytest
from support import documents, program, workspaces
from support import generated_records as generated

from reportgen.content.library import Subject
from reportgen.content.loading import load
from reportgen.document.nodes import Report, Table
from reportgen.document.speech import speech
from reportgen.document.walk import plain_text
from reportgen.write.powerpoint.lowering import CONTINUED

SHOW = """\
{#
name: 课件
purpose: 文
output: 课件
#}
<deck><slide layout="text"><title>一页</title>
<body>{% for n in range(60) %}<p>一件一件办，一句一句说清楚，说给大家听。</p>{% endfor %}</body>
<notes><p>一句一句说。</p></notes></slide></deck>
"""
SPEECH = """\
{#
name: 讲稿
purpose: 文
slides_of: show
output: 讲稿
#}
<report><title>讲稿</title>
{% for slide in slides %}<p>{{ slide.number }}{{ '续' if slide.continued }}|{{ slide.notes | join }}</p>{% endfor %}
</report>
"""
PAIRS = [
    (kind.header.slides_of, kind.id) for kind in documents.kinds().values() if kind.header.slides_of
]


def plant(folder: Path) -> None:
    """Write the base workspace with a deck of one slide, too full for one page, and its script."""
    documents_folder = "templates/juli/documents"
    files = {"show.pptx.j2": SHOW.encode(), "speech.docx.j2": SPEECH.encode()}
    workspaces.write(folder, {f"{documents_folder}/{name}": data for name, data in files.items()})


def subjects(seed: int) -> tuple[Subject, ...]:
    """Return the branch's year and the lesson of a seed."""
    library = load(generated.workspace(generated.branch_files(seed) | generated.lesson_files(seed)))
    return (*library.subjects("branch"), *library.subjects("lesson"))


def script_pages(script: Report) -> list[int]:
    """Return the numbers of the slides that a script draws, all of which it also writes."""
    rows = [row for block in script.blocks if isinstance(block, Table) for row in block.rows]
    drawn = [row[0] for row in rows if row[0].slides]
    for cell in drawn:
        numbers = "、".join(map(str, cell.slides))
        # The first page of a section has the name of the section above its own number.
        above = [plain_text(paragraph) for paragraph in cell.paragraphs[: cell.above + 1]]
        assert [words for words in above if words.startswith(f"第{numbers}页")], above
    return [number for cell in drawn for number in cell.slides]


def agree(seeds: range) -> int:
    """Fail unless every script has the pages of its deck, all with speech; return how many have a divided slide."""
    split = 0
    for seed in seeds:
        for subject in subjects(seed):
            for deck_kind, script_kind in PAIRS:
                if not documents.applies(script_kind, subject):
                    continue
                lowered = documents.lowered(deck_kind, subject)
                script = documents.composed(script_kind, subject).document
                if lowered is None:
                    assert script is None
                    continue
                assert isinstance(script, Report)
                assert script_pages(script) == [slide.number for slide in lowered.slides], seed
                assert all(speech(slide.notes) for slide in lowered.slides), seed
                split += any(slide.title.endswith(CONTINUED) for slide in lowered.slides)
    return split


def test_a_script_is_made_anew_when_the_design_of_its_deck_changes(tmp_path: Path) -> None:
    plant(tmp_path)
    script = tmp_path / "output/2022/red/讲稿.docx"
    program.run("build", "--kind", "speech", folder=tmp_path)
    first = script.stat().st_mtime_ns
    program.run("build", "--kind", "speech", folder=tmp_path)
    assert script.stat().st_mtime_ns == first
    design = tmp_path / "templates/juli/deck.yaml"
    design.write_text(f"{design.read_text(encoding='utf-8')}\n# 另一版\n", encoding="utf-8")
    program.run("build", "--kind", "speech", folder=tmp_path)
    assert script.stat().st_mtime_ns > first


def test_a_speech_stands_on_the_first_page_of_a_divided_slide(tmp_path: Path) -> None:
    plant(tmp_path)
    ran = program.run("build", folder=tmp_path)
    assert ran.code == 0, ran.console
    deck = pptx.Presentation(str(tmp_path / "output/2022/red/课件.pptx"))
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert len(notes) > 1
    assert notes == ["一句一句说。"] + ["（接上页）"] * (len(notes) - 1)
    script = docx.Document(str(tmp_path / "output/2022/red/讲稿.docx"))
    pages = [p.text.split("|") for p in script.paragraphs if "|" in p.text]
    assert [page[1] for page in pages] == ["一句一句说。"] + [""] * (len(notes) - 1)
    assert [page[0] for page in pages] == ["1", *(f"{n}续" for n in range(2, len(notes) + 1))]


def test_page_n_of_a_script_is_slide_n_of_its_deck() -> None:
    assert agree(range(4)) > 0


@pytest.mark.generated
@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_scripts_agree_with_decks_on_generated_records(start: int) -> None:
    assert agree(range(start, start + 100)) > 0
