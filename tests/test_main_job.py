"""The main job, from the supplied content to the files a secretary hands over."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pptx import Presentation

from reportgen.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
REPORT = "2022/laizhou-archives/莱州市档案馆党支部2022年度党建工作总结.docx"
DECK = "2022/laizhou-archives/莱州市档案馆党支部2022年度工作总结课件.pptx"

TITLES = [
    "以学习型党支部为出发点，增强机关党建政治力",
    "以创新型支部为支撑点，发挥品牌建设引领力",
    "以业务型支部为切入点，提升档案工作执行力",
    "以服务型支部为落脚点，永葆为民担当生命力",
    "以清廉型支部为聚力点，增强从严治党保障力",
]
FIGURES = [
    "34次", "130余篇", "110余家", "7968卷", "96家", "7960人", "1.2万卷", "26万卷", "4家", "10家",
]  # fmt: skip
NAMES = [
    "制度定责", "清单明责", "专项督责", "述职评责", "档案管责", "综合考责",
    "在档爱党、档心向党", "创新创造、敢为能为", "真诚服务、真情奉献", "清廉本色、兰台风清",
    "一张笑脸相迎", "一番好话送人", "朱桥状元笔基地", "更高标准", "更严要求", "更佳作风",
]  # fmt: skip


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("main-job")
    arguments = [
        "build", "laizhou-archives", "--kind", "annual-report", "--kind", "annual-deck",
        "--content", str(ROOT / "content"), "--templates", str(ROOT / "templates"),
        "--output", str(folder), "--final", "--quiet",
    ]  # fmt: skip
    assert main(arguments) == 0
    return folder


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def report_text(output: Path) -> str:
    document = docx.Document(str(output / REPORT))
    return squeezed("".join(t.text or "" for t in document.element.body.iter(qn("w:t"))))


@pytest.fixture(scope="module")
def deck_text(output: Path) -> str:
    deck = Presentation(str(output / DECK))
    tag = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
    slides = "".join(t.text or "" for s in deck.slides for t in s._element.iter(tag))
    # A slide title broken for balance loses its comma's neighbour to the next line, not the text.
    return squeezed(slides)


@pytest.mark.parametrize("title", TITLES)
def test_every_section_title_stands_in_both(title: str, report_text: str, deck_text: str) -> None:
    assert title in report_text
    assert title in deck_text


def test_the_plan_has_a_chapter_in_the_report_and_a_part_in_the_deck(
    report_text: str, deck_text: str
) -> None:
    assert "下一步工作打算" in report_text
    # The title of the slide says how many tasks there are; its part stands in the contents and above the slides.
    assert "2023年五项任务" in deck_text
    assert deck_text.count("荣誉和计划") >= 2


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_stands_in_both_as_written(
    figure: str, report_text: str, deck_text: str
) -> None:
    assert figure in report_text
    assert figure in deck_text


@pytest.mark.parametrize("name", NAMES)
def test_every_named_thing_stands_in_both(name: str, report_text: str, deck_text: str) -> None:
    assert name in report_text
    # On a panel the two halves of a brand stand on two lines without the mark between them.
    assert name in deck_text or name.replace("、", "") in deck_text


def test_the_report_is_a_finished_text_of_the_usual_length(output: Path) -> None:
    document = docx.Document(str(output / REPORT))
    prose = "".join(p.text for p in document.paragraphs)

    assert 2500 <= len(re.findall(r"[\u4e00-\u9fff]", prose)) <= 4000
    assert "待补充" not in prose


def test_the_deck_has_the_usual_length_and_many_layouts(output: Path) -> None:
    deck = Presentation(str(output / DECK))
    layouts = {slide.slide_layout.name for slide in deck.slides}

    assert 18 <= len(deck.slides) <= 32
    assert len(layouts) >= 14
    assert all(s.has_notes_slide for s in deck.slides)


def test_the_source_is_named_in_the_report(report_text: str) -> None:
    for fact in ("中国档案报", "2023年2月13日", "3944", "郝雅静", "张雪"):
        assert fact in report_text
