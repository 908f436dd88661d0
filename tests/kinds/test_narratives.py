from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import branch_documents, documents, workspaces

from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.branch_year import BranchYear
from reportgen.content.checks import Rules, check_year
from reportgen.content.debriefing import problem_share
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Report
from reportgen.workspace import DiskWorkspace

ROOT = Path(__file__).resolve().parents[2]
THEME = "templates/juli"
SUPPLIED = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})

YEAR = """\
year: 2022
opening: 一年来。
meetings:
  支委会: {chair: 王芳, recorder: 李平}
events:
  - {date: 2022-03-05, kinds: [支部委员会会议], title: 研究计划, place: 村委会}
  - {date: 2022-03-05, kinds: [支委会], title: 研究阵地, chair: 张三}
debriefing:
  opening: 我是书记。
  duties: [{title: 抓学习, text: 我讲了课。我又讲了课。我还讲了课。}]
  problems: [{name: 学得浅, text: 我读书少。}]
"""


def entry(text: str = YEAR) -> tuple[BranchYear | None, list[tuple[str, bool]]]:
    library = load(workspaces.memory({"content/branches/red/2022.yaml": text}))
    faults = [(d.code, d.is_error) for d in library.diagnostics]
    return library.years.get(("red", 2022)), faults


def test_the_share_of_problems_is_that_of_their_characters() -> None:
    year, _ = entry()
    assert year
    assert year.record.debriefing
    assert problem_share(year.record.debriefing) == pytest.approx(100 * 8 / 34, abs=1)


def test_a_share_below_the_one_asked_for_is_told() -> None:
    _, faults = entry(YEAR.replace("debriefing:\n", "debriefing:\n  problem_share: 30%\n"))
    assert ("problem-share", False) in faults
    _, faults = entry(YEAR.replace("debriefing:\n", "debriefing:\n  problem_share: 20%\n"))
    assert faults == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("  duties: [{figures: [nothing], ", "unknown-figure"),
        ("  dutys: [{", "unknown-key"),
    ],
)
def test_what_a_debriefing_gets_wrong_is_told(text: str, code: str) -> None:
    _, faults = entry(YEAR.replace("  duties: [{", text))
    assert code in [c for c, _ in faults]


def test_a_story_may_only_use_pictures_of_the_record() -> None:
    story = (
        "story: {headline: 题, lead: 导语。, parts: [{title: 一, text: 文。, pictures: [no]}],"
        " closing: 完。}\n"
    )
    _, faults = entry(YEAR + story)
    assert [c for c, _ in faults] == ["unknown-picture"]


def test_two_meetings_of_a_day_have_parts_of_their_own() -> None:
    library = load(workspaces.memory({"content/branches/red/2022.yaml": YEAR}))
    first, second = library.subjects("event")
    assert (first.part, second.part) == ("0305", "0305-2")
    assert library.subject("event", "red", 2022, "0305-2") is not first


def test_a_meeting_has_a_part_of_what_is_known_of_its_day_and_a_happening_has_none() -> None:
    events = (
        "events:\n  - {date: 3月, kinds: [党课], title: 甲}\n  - {date: 七一前后, kinds: [党课], title: 乙}\n"
        "  - {date: 近期, kinds: [党课], title: 丙}\n  - {date: 7月21日, title: 强降雨}\n"
    )
    library = load(workspaces.memory({"content/branches/red/2022.yaml": f"year: 2022\n{events}"}))
    assert [meeting.part for meeting in library.subjects("event")] == ["03", "07", "近期"]


def test_a_meeting_takes_what_is_usual_unless_it_says_otherwise() -> None:
    library = load(workspaces.memory({"content/branches/red/2022.yaml": YEAR}))
    first, second = library.subjects("event")
    # 支部委员会会议 is another name of 支委会, whose habit it has.
    assert (first.chair, first.recorder, first.place) == ("王芳", "李平", "村委会")  # type: ignore[attr-defined]
    assert (second.chair, second.recorder, second.place) == ("张三", "李平", "")  # type: ignore[attr-defined]


def test_a_debriefing_deck_leaves_nothing_out_however_long_it_is() -> None:
    library = load(SUPPLIED, ["example-community"])
    entry = library.years["example-community", 2025]
    debriefing = entry.record.debriefing
    assert debriefing
    assert debriefing.plan
    plan = debriefing.plan.model_copy(update={"items": debriefing.plan.items * 2})
    long = debriefing.model_copy(
        update={
            "comments": debriefing.comments * 3,
            "duties": debriefing.duties * 3,
            "problems": debriefing.problems * 3,
            "plan": plan,
        }
    )
    subject = replace(entry, record=entry.record.model_copy(update={"debriefing": long}))
    kind = next(k for k in find_kinds(SUPPLIED, THEME)[0] if k.id == "debriefing-deck")
    for one in (entry, subject):
        deck = Composer(THEME, SUPPLIED.read).compose(kind, one, "通讯").document
        assert isinstance(deck, Deck)
        assert sum(slide.seconds for slide in deck.slides) == 60 * debriefing.minutes
    assert sum(slide.section == "履职情况" for slide in deck.slides) == 15
    plans = [s for s in documents.slides_of(deck) if s.layout == "plan-list"]
    assert sum(len(slide.items) for slide in plans) == 8


STORY = """\
story:
  headline: 一卷一世界
  lead: 档案馆是个安静的地方。
  pull_quote: 一卷档案薄薄一叠。
  parts: [{title: 托付, text: "一卷档案薄薄一叠。装着几十年的工龄。\\n\\n收进来只是第一步。"}]
  closing: 聚力党旗下。
"""


def test_the_pull_quote_of_a_story_stands_behind_the_paragraph_after_its_own() -> None:
    story = branch_documents.document("feature-story", STORY)
    assert isinstance(story, Report)
    kinds = [type(block).__name__ for block in story.blocks]
    assert kinds[kinds.index("Columns") :][:5] == [
        "Columns", "Heading", "Paragraph", "Paragraph", "PullQuote",
    ]  # fmt: skip


def test_a_pull_quote_is_a_sentence_of_the_text() -> None:
    def codes(text: str) -> list[str]:
        entry = branch_documents.library(text).years["green", 2025]
        return [d.code for d in check_year(entry, Rules()) if d.code == "misquoted-sentence"]

    assert codes(STORY) == []
    assert codes(STORY.replace("pull_quote: 一卷", "pull_quote: 每卷")) == ["misquoted-sentence"]
