from __future__ import annotations

from pathlib import Path

import pytest
from support import workspaces

from reportgen.content import checks
from reportgen.content.checks.text_blocks import Role, blocks_of_type, blocks_of_year
from reportgen.content.loading import load
from reportgen.spans import Located, Span, place_inside
from reportgen.workspace import DiskWorkspace

CONTENT = Path(__file__).parents[3] / "content"


def samples():  # noqa: ANN201 - a list of branch-years
    return list(load(DiskWorkspace({"content": CONTENT})).years.values())


@pytest.mark.parametrize("entry", samples(), ids=lambda e: f"{e.slug}-{e.year}")
def test_every_passage_points_at_its_own_characters(entry: object) -> None:
    files: dict[str, list[str]] = {}
    exact = 0
    for block in blocks_of_year(entry):  # type: ignore[arg-type]
        assert block.span
        if block.span.path.endswith(".xlsx"):
            continue
        if block.span.path not in files:
            path = CONTENT.parent / block.span.path
            files[block.span.path] = path.read_text("utf-8").splitlines()
        middle = len(block.text) // 2
        place = block.inside(middle, middle + 2)
        assert place
        if place != block.span:
            line = files[block.span.path][place.line - 1]
            wanted = block.text[middle : middle + 2].partition("\n")[0]
            assert line[place.column - 1 :].startswith(wanted), block
            exact += 1
    assert exact > (30 if entry.branch.documents else 0)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "length", "part", "place"),
    [
        ("全年开展活动", 6, (2, 4), (3, 7, 2)),
        ("全年开展活动", 8, (2, 4), (3, 8, 2)),  # in quotes
        ("第一行\n第二行", 3, (4, 6), (4, 5, 2)),
        ("第一行\n\n第三行", 3, (5, 8), (5, 5, 3)),
        ("第一行\n第二行", 3, (1, 6), (3, 6, 2)),  # to the end of its line
        ("折起来的一段文字", 4, (2, 4), (3, 5, 4)),  # folded: only the whole is known
    ],
)
def test_part_of_a_text_has_a_place(
    text: str, length: int, part: tuple[int, int], place: tuple[int, int, int]
) -> None:
    located = Located.at(text, Span("x.yaml", 3, 5, length))
    assert place_inside(located, *part) == Span("x.yaml", *place)


def test_a_plain_string_has_no_place() -> None:
    assert place_inside("全年", 0, 1) is None


def test_roles_follow_what_a_text_is_for() -> None:
    entry = next(e for e in samples() if e.slug == "example-community" and e.year == 2025)
    roles = {p.where: p.role for p in blocks_of_year(entry)}
    assert roles["开头"] is Role.PROSE
    assert roles["计划"] is Role.PLAN
    assert roles["问题“年轻党员参与不够”措施"] is Role.PLAN
    assert roles["问题“年轻党员参与不够”原因"] is Role.PROBLEM
    assert roles["表“四型支部一览”"] is Role.CELL
    assert roles["述职开头"] is Role.STORY
    assert roles["平安型“充电进棚线下楼，飞线难题有解”讲稿"] is Role.SPEECH


def test_every_text_of_the_record_is_looked_at() -> None:
    entry = next(e for e in samples() if e.slug == "laizhou-archives")
    texts = {p.text for p in blocks_of_year(entry)}
    record = entry.record
    for chapter in record.chapters:
        assert not chapter.lead or chapter.lead in texts
        for work in chapter.works:
            slide = work.slide
            wanted = {work.title, work.text, slide.brief, slide.panel, slide.notes}
            wanted |= {t for point in slide.points for t in (point.name, point.text)}
            assert wanted - {""} <= texts
    assert {m.name for m in record.methods.values()} <= texts
    assert {v.text for v in record.venues} | {h.name for h in record.honours} <= texts
    assert record.closing
    assert record.closing.text in texts
    assert record.story
    assert record.story.lead in texts


def test_the_sentences_of_types_are_checked_once_for_all_branches() -> None:
    kind = "name: 学习型\nrole: 出发点\npower: 政治力\nchapter: 学习型支部\npurpose: 做到“二个维护”。\n"
    kind += "measures:\n  - {title: 截止目前, text: 增强“两个维护”, points: [{name: 末来, text: 杜区}]}\n"
    words = (CONTENT / "lexicon/political.yaml").read_text("utf-8")
    slips = (CONTENT / "lexicon/slips.yaml").read_text("utf-8")
    workspace = workspaces.memory({
        "content/types/learning.yaml": kind, "content/lexicon/a.yaml": words,
        "content/lexicon/b.yaml": slips,
    })  # fmt: skip
    library = load(workspace)
    rules = checks.load_rules(workspace, library)
    results = checks.check_types(library, rules)
    places = [(d.code, d.span.line) for d in results if d.span]
    assert sorted(places) == [("wording-error", 5), *[("wording-error", 7)] * 3, ("wrong-verb", 7)]
    assert len(blocks_of_type(library.types["learning"])) == 7
    assert checks.check_year(library.years["red", 2022], rules) == ()


def test_the_account_and_the_story_are_looked_at_part_by_part() -> None:
    community = next(e for e in samples() if e.slug == "example-community" and e.year == 2025)
    debriefing = community.record.debriefing
    assert debriefing
    blocks = [
        (p.text, p.role, p.where) for p in blocks_of_year(community) if p.where.startswith("述职")
    ]
    duty, comment, problem, plan = (
        debriefing.duties[0],
        debriefing.comments[0],
        debriefing.problems[0],
        debriefing.plan.items[0] if debriefing.plan else None,
    )
    assert plan
    for text, role, where in [
        (debriefing.opening, Role.STORY, "述职开头"),
        (comment.action, Role.STORY, f"述职：点评“{comment.name}”的整改措施"),
        (comment.result, Role.STORY, f"述职：点评“{comment.name}”的整改结果"),
        (duty.title, Role.TITLE, f"述职“{duty.title}”标题"),
        (duty.text, Role.STORY, f"述职“{duty.title}”正文"),
        (duty.slide.points[0].text, Role.STORY, f"述职“{duty.title}”要点"),
        (problem.text, Role.STORY, f"述职问题“{problem.name}”表现"),
        (problem.measure, Role.PLAN, f"述职问题“{problem.name}”措施"),
        (plan.text, Role.PLAN, f"述职打算“{plan.task}”做法"),
        (debriefing.closing, Role.STORY, "述职结尾"),
    ]:
        assert (text, role, where) in blocks, where
    archives = next(e for e in samples() if e.slug == "laizhou-archives")
    story = archives.record.story
    assert story
    blocks = [
        (p.text, p.role, p.where) for p in blocks_of_year(archives) if p.where.startswith("纪实")
    ]
    part = story.parts[0]
    for text, role, where in [
        (story.headline, Role.TITLE, "纪实标题"),
        (story.lead, Role.STORY, "纪实导语"),
        (part.title, Role.TITLE, "纪实小标题"),
        (part.text, Role.STORY, f"纪实“{part.title}”"),
        (story.closing, Role.STORY, "纪实结尾"),
    ]:
        assert (text, role, where) in blocks, where


def test_a_work_is_looked_at_part_by_part() -> None:
    archives = next(e for e in samples() if e.slug == "laizhou-archives")
    work = archives.record.chapters[0].works[0]
    blocks = [(p.text, p.role, p.where) for p in blocks_of_year(archives)]
    name = f"{archives.record.chapters[0].title}“{work.title}”"
    for text, role, where in [
        (work.title, Role.TITLE, f"{name}标题"),
        (work.text, Role.PROSE, f"{name}正文"),
        (work.slide.brief, Role.SLIDE, f"{name}概括"),
        (work.slide.panel, Role.SLIDE, f"{name}题眼"),
        (work.slide.points[0].name, Role.LABEL, f"{name}要点"),
        (work.slide.points[0].text, Role.SLIDE, f"{name}要点"),
        (work.slide.notes, Role.SPEECH, f"{name}讲稿"),
    ]:
        assert (text, role, where) in blocks, where
