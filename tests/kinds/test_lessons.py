from __future__ import annotations

from pathlib import Path

import pytest
from support import documents, workspaces
from support.branch_documents import words

from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.lessons import LessonSubject
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Topic
from reportgen.workspace import DiskWorkspace

ROOT = Path(__file__).resolve().parents[2]
THEME = "templates/juli"
SUPPLIED = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})

LESSON = """\
topic: 小课
audience: 党员
speaker: 支部书记
minutes: 5
opening: 大家好，今年讲授党课{讲授党课}。
figures:
  讲授党课: {branch: red, year: 2022, name: lectures}
parts:
  - title: 一
    aim: 明白
    notes: 开讲。
    pages:
      - title: 数字
        show: figures
        figures: [讲授党课]
        notes: 讲了{讲授党课}。
summary:
  points: [{name: 记住, text: 一句}]
  notes: 记住。
closing: 谢谢。
"""


def lesson(text: str = LESSON) -> tuple[LessonSubject | None, list[str]]:
    library = load(workspaces.memory({"content/lessons/small.yaml": text}))
    subjects = library.subjects("lesson")
    return (
        subjects[0] if subjects else None,  # type: ignore[return-value]
        [d.code for d in library.diagnostics],
    )


def test_a_figure_named_in_the_text_is_told_as_the_record_writes_it() -> None:
    subject, faults = lesson()
    assert faults == []
    assert subject
    assert subject.lesson.opening.notes == "大家好，今年讲授党课12次。"
    assert subject.lesson.parts[0].pages[0].notes == "讲了12次。"
    assert subject.author == "支部书记"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{讲授党课}。\n", "{讲党课}。\n", "unknown-figure"),
        ("figures: [讲授党课]", "figures: [讲党课]", "unknown-figure"),
        ("name: lectures", "name: lectrues", "unknown-figure"),
        ("year: 2022", "year: 2021", "unknown-record"),
        ("branch: red", "branch: blue", "unknown-record"),
        ("minutes: 5", "minutes: 五", "wrong-value"),
        ("topic:", "topics:", "unknown-key"),
        ("pages:", "pictures: [x]\n    pages:", "unknown-key"),
        ("show: figures", "quote: 老话", "unknown-quotation"),
        ("show: figures", "case: 果园", "unknown-case"),
    ],
)
def test_what_a_lesson_gets_wrong_is_told(old: str, new: str, code: str) -> None:
    subject, faults = lesson(LESSON.replace(old, new, 1))
    assert subject is None
    assert code in faults


def test_braces_in_a_lesson_run_nothing() -> None:
    subject, faults = lesson(LESSON.replace("谢谢。", "'{{ 1 + 1 }}谢谢{% x %}。'"))
    assert faults == []
    assert subject
    assert subject.lesson.closing.notes == "{{ 1 + 1 }}谢谢{% x %}。"


def decks() -> dict[str, tuple[int, Deck]]:
    kinds = {kind.id: kind for kind in find_kinds(SUPPLIED, THEME)[0]}
    composer = Composer(THEME, SUPPLIED.read)
    decks = {}
    for subject in load(SUPPLIED).subjects("lesson"):
        assert isinstance(subject, LessonSubject)
        composed = composer.compose(kinds["party-lesson"], subject, "党课")
        assert [d for d in composed.diagnostics if d.code != "pending-fact"] == []
        assert isinstance(composed.document, Deck)
        decks[subject.slug] = (subject.lesson.minutes, composed.document)
    return decks


def test_the_sample_lessons_keep_their_time_and_their_number_of_slides() -> None:
    for minutes, deck in decks().values():
        assert sum(slide.seconds for slide in deck.slides) == 60 * minutes
        bounds = range(6, 10) if minutes <= 10 else range(18, 31)
        assert len(deck.slides) in bounds
        assert all(slide.notes for slide in deck.slides), "every slide is spoken about"
        assert all(slide.seconds or slide.playback.hidden for slide in deck.slides)


def test_a_lesson_shows_its_own_palette() -> None:
    assert decks()["small-things"][1].palette == "qinglian-green"


def test_what_a_page_has_no_room_for_is_spoken() -> None:
    page = """\
      - title: 原话
        case: 果园
        lead: 记牢
        points: [{name: 一条, text: 说到做到}]
        quote: 老话
        notes: 念一遍。
quotations:
  老话: {text: 实事求是。, author: 老支书, work: 《村志》}
cases:
  果园: {source: 村里记账}
summary:
"""
    subject, faults = lesson(LESSON.replace("summary:\n", page, 1))
    assert (faults, bool(subject)) == ([], True)
    assert subject
    deck = documents.composed("party-lesson", subject).document
    assert isinstance(deck, Deck)
    (notes,) = (
        words(slide.notes)
        for slide in deck.slides
        if isinstance(slide, Topic) and "quotation" in slide.groups
    )
    assert "念一遍。记牢。一条　说到做到。" in notes
    assert "“实事求是。”——老支书，《村志》" in notes
    assert "村里记账" in notes


def test_a_short_lesson_speaks_what_leads_into_its_parts() -> None:
    subject, _ = lesson()
    assert subject
    deck = documents.composed("party-lesson", subject).document
    assert isinstance(deck, Deck)
    assert any("开讲。讲了12次。" in words(slide.notes) for slide in deck.slides)
    script = documents.composed("party-lesson-script", subject).document
    assert "明白" in words(script)


@pytest.mark.parametrize(
    ("own", "expected"),
    [("", "调解最多，14人。"), ("takeaway: 想学调解的最多", "想学调解的最多。")],
)
def test_a_chart_has_its_sentence_beside_it_computed_where_the_author_wrote_none(
    own: str, expected: str
) -> None:
    page = f"""\
      - title: 大家想练什么
        chart: skills
        notes: 看图。
charts:
  skills:
    title: 想练的手艺
    kind: bar
    unit: 人
    data: {{调解: 14, 用电: 12, 急救: 11}}
    source: 支部问卷
    {own}
summary:
"""
    subject, faults = lesson(LESSON.replace("summary:\n", page, 1))
    assert (faults, bool(subject)) == ([], True)
    assert subject
    deck = documents.composed("party-lesson", subject).document
    assert isinstance(deck, Deck)
    (topic,) = (s for s in deck.slides if isinstance(s, Topic) and "chart" in s.groups)
    assert words(topic.slots["takeaway"]) == expected
    assert "来源：支部问卷" in words(topic.groups["chart"][0]["caption"])


def test_a_note_that_all_figures_share_stands_once() -> None:
    own = """\
figures:
  讲授党课: {branch: red, year: 2022, name: lectures}
  收回问卷: {value: 46份, source: 支部问卷}
  愿意认岗: {value: 38人, source: 支部问卷}
"""
    text = LESSON.replace("figures:\n  讲授党课: {branch: red, year: 2022, name: lectures}\n", own)
    subject, faults = lesson(text.replace("[讲授党课]", "[收回问卷, 愿意认岗]"))
    assert (faults, bool(subject)) == ([], True)
    assert subject
    shown = words(documents.composed("party-lesson", subject).document)
    assert shown.count("来源：支部问卷") == 1


@pytest.mark.parametrize(("minutes", "shown"), [("1.5", "1.5分钟"), ("1.25", "1分15秒")])
def test_the_minutes_of_a_single_question_stand_without_a_number_of_the_question(
    minutes: str, shown: str
) -> None:
    talk = f"""\
discussion:
  minutes: {minutes}
  questions: [哪一件小事最该公开？]
  notes: 请大家想一想。
summary:
"""
    subject, _ = lesson(LESSON.replace("summary:\n", talk, 1))
    assert subject
    lowered = documents.lowered("party-lesson", subject)
    assert lowered
    (page,) = (page for page in lowered.pages if page.layout.startswith("discussion"))
    assert shown in words(page.contents)
    assert not any(name.startswith("num") for name in page.contents)


def test_the_answers_of_a_poll_have_letters() -> None:
    poll = """\
discussion:
  kind: poll
  questions: [最缺哪一样？]
  options: [主线, 人手, 都不缺]
  notes: 请大家举手。
summary:
"""
    subject, faults = lesson(LESSON.replace("summary:\n", poll, 1))
    assert (faults, bool(subject)) == ([], True)
    assert subject
    shown = words(documents.composed("party-lesson", subject).document)
    assert "A　主线B　人手C　都不缺" in shown


def test_a_lesson_plan_says_what_is_taught_and_gives_no_slogan_as_a_purpose() -> None:
    text = (ROOT / "content/lessons/five-types.yaml").read_text(encoding="utf-8")
    assert "型要立得实" in text
    library = load(SUPPLIED)
    subject = next(s for s in library.subjects("lesson") if s.slug == "five-types")
    plan = words(documents.composed("party-lesson-plan", subject).document)
    taught = "病根都是缺主线：有会议，没效果；有活动，没主线；有骨干，没队伍"
    assert taught in plan
    assert "学习型、创新型、业务型、服务型、清廉型" in plan
    assert "学到莱州市档案馆党支部五个具体办法。案例：莱州市档案馆党支部。" in plan
    assert plan.index("小结") < plan.index("型要立得实") < plan.index("立型看三样")
