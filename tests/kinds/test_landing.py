"""What a secretary writes reaches a reader: in a sentence, a label, a cell, a caption or the notes."""

from __future__ import annotations

import pytest
from support import documents
from support.branch_documents import document, library, report, slides, words

from reportgen.content.facts import facts_of
from reportgen.content.loading import load
from reportgen.document.nodes import Deck, Document, Pending, Reference, Table
from reportgen.document.walk import walk
from reportgen.workspace import MemoryWorkspace

BRANCH = """\
unit: 青山村
upper: 青山镇党委
secretary: 田青
committee: [{name: 田青, role: 书记}, {name: 林秀, role: 组织委员}]
groups: 2
members: {total: 30名, formal: 29名, probationary: 1名}
former_names: [{name: 青山大队党支部, until: 1984年}]
"""
WORK = "chapters: [{title: 办事, works: [{title: 修路, text: 路修到家门口。"


def tables(made: Document) -> list[list[list[str]]]:
    return [
        [[words(cell) for cell in row] for row in node.rows]
        for node in walk(made)
        if isinstance(node, Table)
    ]


def asked_for(text: str, kind: str = "annual-report", branch: str = "") -> list[str]:
    return [n.text for n in walk(document(kind, text, branch)) if isinstance(n, Pending)]


def cited_in(text: str) -> list[str]:
    return [n.target for n in walk(document("annual-report", text)) if isinstance(n, Reference)]


def test_a_deck_introduces_the_branch() -> None:
    (slide,) = slides("", "table", branch=BRANCH)
    for row in (
        "所在单位青山村",
        "上级党组织青山镇党委",
        "曾用名称青山大队党支部（至1984年）",
        "支部委员会田青（书记）、林秀（组织委员）",
        "党员30名，其中正式党员29名、预备党员1名；党小组2个",
    ):
        assert row in slide[0]


def test_two_facts_about_the_branch_make_no_slide() -> None:
    branch = "unit: 青山村\nupper: 青山镇党委\n"
    assert slides("", "table", branch=branch) == []
    (cover,) = slides("", "cover", branch=branch)
    assert "【备查】所在单位：青山村；上级党组织：青山镇党委。" in cover[1]


def test_the_deck_of_an_earlier_year_does_not_say_how_the_branch_is_now() -> None:
    files = {f"content/branches/green/{year}.yaml": f"year: {year}\n" for year in (2024, 2025)}
    files["content/branches/green/branch.yaml"] = f"name: 青山村党支部\n{BRANCH}"
    years = load(MemoryWorkspace({name: text.encode() for name, text in files.items()})).years
    decks = [
        documents.composed("annual-deck", years["green", year]).document for year in (2024, 2025)
    ]
    assert ["青山镇党委" in words(deck) for deck in decks] == [False, True]


def test_the_opening_of_a_year_with_one_chapter_is_spoken_on_the_cover() -> None:
    (cover,) = slides("", "cover")
    assert "一年来，我支部做了两件事。" in cover[1]


def test_a_short_lead_stands_on_the_title_page_of_its_chapter() -> None:
    (slide,) = slides(f"{WORK}}}], lead: 路是头等大事。}}]\n", "section")
    assert "路是头等大事。" in slide[0]


FIGURES = "figures: {走访: {value: 12户, note: 年前}, 栽树: {value: 多棵, last_year: 没统计}"


def test_a_few_figures_that_nothing_states_stand_in_a_line() -> None:
    assert "走访：12户（年前）；栽树：多棵，2024年没统计。" in report(
        f"{FIGURES}}}\ncompare: [走访]\n"
    )


def test_more_figures_that_nothing_states_stand_in_a_table() -> None:
    result = document(
        "annual-report", f"{FIGURES}, 清渠: 3公里, 听课: 9人, 修桥: 2座}}\n{WORK}修桥2座。}}]}}]\n"
    )
    (table,) = [t for t in tables(result) if t[0][0] == "项目"]
    assert [row[0] for row in table] == ["项目", "走访", "栽树", "清渠", "听课"]
    assert table[1] == ["走访", "—", "12户", "年前"]


def test_a_figure_that_a_text_states_is_not_listed_again() -> None:
    text = f"figures: {{走访: 12户}}\n{WORK}走访独居老人12户。}}]}}]\n"
    assert report(text).count("12户") == 1
    (year,) = library(text).years.values()
    assert "12户" not in [fact.text for fact in facts_of(year)]


def test_a_figure_is_not_stated_by_a_number_that_ends_like_it() -> None:
    assert report(f"figures: {{走访: 2户}}\n{WORK}走访12户。}}]}}]\n").count("2户") == 2


def test_the_note_of_a_figure_is_spoken_where_its_work_is_shown() -> None:
    text = f"figures: {{走访: {{value: 12户, note: 年前}}}}\n{WORK}走访12户。, figures: [走访], slide: {{show: text}}}}]}}]\n"
    (slide,) = slides(text, "text")
    assert "走访12户（年前）" in slide[1]


def test_both_charts_of_a_work_have_a_slide() -> None:
    text = f"""\
charts:
  甲: {{title: 甲图, data: {{一: 1件, 二: 2件}}, note: 甲注}}
  乙: {{title: 乙图, data: {{一: 1件, 二: 2件}}, takeaway: 乙多。}}
{WORK}, charts: [甲, 乙]}}]}}]
"""
    (slide,) = slides(text, "chart-pair")
    assert slide[0] == "办事修路甲注乙多。"


def test_what_a_slide_does_not_show_follows_it() -> None:
    text = f"""\
charts: {{甲: {{title: 甲图, data: {{一: 1件, 二: 2件}}}}}}
tables: {{表: {{title: 一览, head: [项目, 数], rows: [[路, 1]]}}}}
{WORK}, charts: [甲], tables: [表]}}]}}]
"""
    deck = document("annual-deck", text)
    assert isinstance(deck, Deck)
    texts = [s.layout for s in documents.slides_of(deck) if s.section == "办事"]
    assert texts == ["chart", "table"]


def test_what_the_author_gave_a_slide_that_has_no_place_for_it_stands_on_the_next() -> None:
    slide = "slide: {show: text, panel: 一条路, brief: 修路为先, points: [{name: 快, text: 三个月修完}]}"
    deck = document("annual-deck", f"{WORK}, {slide}}}]}}]\n")
    assert isinstance(deck, Deck)
    result = words(documents.slides_of(deck))
    assert all(text in result for text in ("一条路", "修路为先", "快", "三个月修完"))


METHOD = "methods: {甲: {name: 三步法, note: 三年来都用, items: [{name: 提, text: 村民提}, {name: 议, text: 代表议}]}}\n"


def test_a_method_that_no_text_spells_is_written_out() -> None:
    text = METHOD + f"{WORK}, method: 甲}}]}}]\n"
    assert "三步法：提，村民提；议，代表议。三年来都用。" in report(text)
    (slide,) = slides(text, "statement")
    assert "提　村民提议　代表议" in slide[0]
    assert slide[1] == "路修到家门口。这就是我们的三步法。【备查】三年来都用。"


def test_a_method_that_no_work_names_is_written_out() -> None:
    assert "工作法三步法：提，村民提；议，代表议。三年来都用。" in report(METHOD)


PROJECTS = (
    "projects: [{name: 村史馆, kind: 建设项目, status: done}, {name: 水渠, kind: 建设项目}]\n"
)


@pytest.mark.parametrize("work", ["", f"{WORK}, projects: 建设项目}}]}}]\n"])
def test_projects_are_told_with_the_status_that_is_written(work: str) -> None:
    assert "建设项目：村史馆（已建成）、水渠。" in report(PROJECTS + work)


def test_projects_with_more_to_say_stand_in_a_table() -> None:
    text = "projects: [{name: 村史馆, kind: 建设, status: planned, text: 一百平方米}, {name: 渠, kind: 建设}]\n"
    result = document("annual-report", text)
    assert ["村史馆", "拟建", "一百平方米"] in tables(result)[0]


def test_brands_that_no_work_places_have_a_page_of_their_own() -> None:
    text = "brands: {main: {label: 党建品牌, name: 红星}, items: [{label: 服务, name: 果园}, {label: 平安, name: 灯}]}\n"
    assert "党建品牌党建品牌是“红星”，下设两个品牌。党建品牌红星服务果园平安灯" in report(text)
    (slide,) = slides(text, "statement")
    assert "党建品牌服务　果园平安　灯红星" in slide[0]


CHARTS = """\
charts: {甲: {title: 甲图, data: {一: 1件, 二: 2件}, takeaway: 二多, note: 到年底}}
tables: {表: {title: 一览, head: [项目, 数], rows: [[路, 1]], note: 含便道}}
"""


def test_exhibits_that_no_work_names_stand_in_the_report() -> None:
    text = report(CHARTS)
    assert text.index("图表") < text.index("二多。") < text.index("甲图") < text.index("含便道")


EVENTS = """\
events:
  - {date: 8月5日, title: 暴雨，党员护堤, place: 西堤, text: 守了三夜。, present: 12}
  - {date: 5月3日, kinds: [志愿服务], title: 清渠, place: 东渠, speaker: 田青, absent: 二人外出}
  - {date: 6月3日, kinds: [志愿服务], title: 义诊, text: 看了三十人。, place: 广场}
"""


def test_what_happened_outside_of_meetings_is_told_in_the_report() -> None:
    assert "2025年8月5日，暴雨，党员护堤。守了三夜。地点：西堤。实到12人。" in report(EVENTS)


def test_an_activity_without_a_record_says_all_in_the_register() -> None:
    register = report(EVENTS, "organisation-life")
    assert "清渠（主讲人：田青；缺席：二人外出）" in register
    assert "义诊（" not in register


def test_any_activity_with_a_text_has_a_record_that_asks_for_nothing_of_meetings() -> None:
    meetings = library(EVENTS).subjects("event")
    (meeting,) = (m for m in meetings if documents.applies("meeting-record", m))
    record = words(documents.composed("meeting-record", meeting).document)
    assert "看了三十人。" in record
    assert "主持人" not in record


MINUTES = """\
events:
  - {date: 6月27日, kinds: [支部党员大会], title: 讨论接收, due: 9, present: 8, agenda: [讨论]}
"""


def test_what_was_not_taken_down_at_a_meeting_stays_blank_for_the_pen() -> None:
    (meeting,) = library(MINUTES).subjects("event")
    form = tables(documents.composed("meeting-record", meeting).document)[0]
    assert ["缺席及\n原因", "缺席1人："] in form
    assert ["发言\n摘要", ""] in form
    assert ["", "", "", "", "", "", ""] in form  # the vote
    assert form[-1] == ["主持人\n签字", "", "记录人\n签字", ""]


def test_the_hours_of_a_meeting_stand_beside_its_observers_unless_those_are_many() -> None:
    def rows(more: str) -> list[list[str]]:
        (meeting,) = library(MINUTES.replace("due: 9", f"due: 9, hours: 1.5{more}")).subjects(
            "event"
        )
        return tables(documents.composed("meeting-record", meeting).document)[0]

    assert ["列席", "", "学时", "1.5学时"] in rows("")
    many = rows(", observers: [街道组织办王芳, 县委组织部李强]")
    assert ["列席", "街道组织办王芳、县委组织部李强"] in many
    assert ["学时", "1.5学时"] in many
    assert ["主讲人", "王芳", "学时", "1.5学时"] in rows(", speaker: 王芳")


def test_nobody_is_absent_where_all_that_are_due_are_present() -> None:
    (meeting,) = library(MINUTES.replace("present: 8", "present: 9")).subjects("event")
    form = tables(documents.composed("meeting-record", meeting).document)[0]
    assert ["缺席及\n原因", "无"] in form


def test_the_register_of_an_appraisal_has_a_row_for_each_member() -> None:
    branch = BRANCH + "roster: [林秀, {name: 钱一, probationary: 是}]\n"
    events = "events: [{date: 12月9日, kinds: [民主评议党员], title: 评议, due: 28}]\n"
    result = document("appraisal-register", events, branch=branch)
    *rows, counts, opinion = tables(result)[0][2:]
    assert counts[0] == "合计"
    assert opinion[0] == "支部党员大会意见"
    assert "支部书记（签字）：" in words(result)
    assert [row[-2] for row in rows[:4]] == ["", "", "不评定", ""]
    assert [row[:3] for row in rows[:4]] == [
        ["1", "田青", "书记"],
        ["2", "林秀", "组织委员"],
        ["3", "钱一", "预备党员"],
        ["4", "", ""],
    ]
    assert len(rows) == 30


PLAN = "plan: {text: 明年修水渠。, items: [{task: 把村东的水渠修到三组地头, owner: 田青, due: 6月}, {task: 在村口建一座能存两万斤的果棚}]}\n"


def test_the_tasks_of_a_plan_stand_beside_its_text() -> None:
    text = report(PLAN)
    assert (
        text.index("明年修水渠。")
        < text.index("责任人：田青。完成时限：6月。")
        < text.index("果棚。")
    )
    (slide,) = slides(PLAN, "plan-list")
    assert "把村东的水渠修到三组地头田青6月" in slide[0]
    assert "明年修水渠。" in slide[1]


@pytest.mark.parametrize(
    ("dues", "legend"),
    [
        (("6月底前", "10月前"), "浅色格：时限以内　◆ 完成月"),
        (("每季度", "6月"), "◆ 完成月　● 定期开展"),
        (("全年", "每月"), "浅色格：时限以内　● 定期开展"),
    ],
)
def test_the_legend_of_a_timetable_names_only_what_is_drawn(
    dues: tuple[str, str], legend: str
) -> None:
    first, second = dues
    plan = f"plan: {{items: [{{task: 修渠, due: {first}}}, {{task: 讲课, due: {second}}}]}}\n"
    (slide,) = slides(plan, "plan-gantt")
    assert slide[0].endswith(legend)


def test_tasks_that_the_text_of_the_plan_tells_are_not_repeated() -> None:
    assert report("plan: {text: 明年修水渠。, items: [{task: 修水渠}]}\n").count("修水渠") == 1


def test_a_plan_of_parallels_alone_is_no_empty_chapter() -> None:
    text = "plan: {parallels: [更高标准, 更严要求]}\n"
    assert "更高标准、更严要求。" in report(text)
    (slide,) = slides(text, "statement")
    assert "更高标准\n更严要求" in slide[0]


def test_the_occasion_of_a_debriefing_stands_under_its_title() -> None:
    text = "debriefing: {speaker: 田青, occasion: 镇党委述职评议会}\n"
    assert "（镇党委述职评议会）" in report(text, "debriefing-report")
    (cover,) = slides(text, "cover", "debriefing-deck")
    assert "2025年度　镇党委述职评议会" in cover[0]


def test_a_source_without_a_paper_is_told() -> None:
    assert "资料来源：2025年5月3日，作者：林秀。" in report(
        "source: {date: 2025-05-03, author: 林秀}\n"
    )


def test_more_key_figures_than_fit_in_a_row_stand_in_two() -> None:
    figures = ", ".join(f"数{n}: {{value: {n}次, highlight: true}}" for n in "一二三四五六七")
    figures = figures.translate(str.maketrans("一二三四五六七", "1234567"))
    text = report(f"figures: {{{figures}}}\n")
    assert all(f"{n}次数{n}" in text for n in range(1, 8))


def test_a_method_that_no_work_places_stands_with_the_work_that_mentions_it() -> None:
    method = "methods: {甲: {name: 五字作风, items: [{name: 实, text: 实在成效}]}}\n"
    works = "[{title: 修路, text: 实实在在修路。}, {title: 作风, text: 立五字作风。}, {title: 三, text: 三。}]"
    text = report(f"{method}chapters: [{{title: 办事, works: {works}}}]\n")
    assert text.index("立五字作风。") < text.index("实，实在成效") < text.index("三。三。")


def test_the_years_before_a_figure_that_is_not_compared_are_told() -> None:
    text = f"figures: {{走访: {{value: 12户, earlier: {{2023: 9户}}}}}}\n{WORK}走访12户。}}]}}]\n"
    assert "走访：12户，2023年9户。" in report(text)


def test_a_single_comparison_gives_the_numbers_of_the_years_before() -> None:
    text = "figures: {走访: {value: 12户, last_year: 10户, earlier: {2023: 9户}}}\n"
    assert "走访12户，同比增长20%（2023年9户，2024年10户）。" in report(text)


def test_up_to_three_venues_are_a_row_and_more_have_a_page() -> None:
    text = "每月开放四天，由党员轮流照看"
    venues = [f"{{name: 阵地{n}, text: {text}}}" for n in "甲乙丙丁"]
    (page,) = slides(f"venues: [{', '.join(venues[:3])}]\n", "table", branch=BRANCH)
    assert f"活动阵地阵地甲（{text}）、阵地乙（{text}）" in page[0]
    (page,) = slides(f"venues: [{', '.join(venues)}]\n", "cards")
    assert f"阵地丁{text}" in page[0]


def test_the_speech_on_the_years_meetings_says_of_which_kind_there_were_most() -> None:
    days = [f"{month}月{day}日" for month, day in ((1, 5), (2, 5), (3, 5))]
    events = "".join(f"  - {{date: {day}, kinds: [主题党日], title: 巡线}}\n" for day in days)
    others = (("4月5日", "党课"), ("5月5日", "组织生活会"), ("6月5日", "支部党员大会"))
    text = f"events:\n{events}" + "".join(
        f"  - {{date: {day}, kinds: [{kind}], title: 村史}}\n" for day, kind in others
    )
    (slide,) = slides(text, "heatmap-month")
    assert "主题党日最多，3次。" in slide[1]


def test_meetings_of_three_kinds_are_rows_of_numbers() -> None:
    events = "  - {date: 1月5日, kinds: [主题党日, 党课], title: 巡线}\n"
    text = f"events:\n{events}  - {{date: 5月5日, kinds: [组织生活会], title: 对照}}\n"
    (slide,) = slides(text, "figures-list")
    assert "组织生活会" in slide[0]
    assert "活动共2次，一次兼有几类内容的，分类各计一次" in slide[0]


def test_a_figure_that_nobody_counted_is_no_sentence_and_no_fact() -> None:
    figures = "figures: {义务巡线: {value: 没统计, note: 下班路上看}, 植树: 多人}\n"
    text = report(figures)
    assert "没统计" not in text
    assert "植树：多人。" in text
    (year,) = library(figures).subjects("branch")
    assert "没统计" not in [fact.text for fact in facts_of(year)]


def test_a_problem_without_a_measure_asks_for_it_where_the_heading_promises_measures() -> None:
    measured = "problems: [{name: 路窄, measure: 拓宽}, {name: 桥老}]\n"
    missing = "“桥老”的整改措施"
    assert missing in asked_for(measured)
    assert missing not in asked_for(measured.replace(", measure: 拓宽", ""))
    assert missing not in asked_for(f"{measured}none: [整改措施]\n")


def test_the_text_of_a_work_names_the_exhibits_that_follow_it() -> None:
    charts = "charts: {a: {title: 修路里程, kind: bar, unit: 米, data: {一组: 3, 二组: 2}}}\n"
    work = f"{WORK}}}]}}]\n".replace("。}", "。, charts: [a]}")
    assert cited_in(charts + work) == ["图《修路里程》"]
    assert "（见" in report(charts + work)
    cited = work.replace("门口。", "门口，见图《修路里程》。")
    assert cited_in(charts + cited) == ["图《修路里程》"]
    assert "（见" not in report(charts + cited)
    assert "（见" not in report(charts.replace("修路里程", "【待补充】") + work)


def test_a_party_group_is_chaired_by_the_member_who_leads_it() -> None:
    people = "[{name: 钱一, role: 第一党小组组长, group: 第一党小组}, {name: 孙二, role: 党小组组长, group: 第二党小组}]"
    record = """\
meetings: {党小组会: {chair: 党小组组长}}
events:
  - {date: 3月5日, kinds: [党小组会], title: 第二党小组：读书, due: 9, present: 9}
  - {date: 3月6日, kinds: [党小组会], title: 读书, due: 9, present: 9}
"""
    files = library(record, branch=f"{BRANCH}roster: {people}\n")
    assert [meeting.chair for meeting in files.subjects("event")] == ["孙二", "党小组组长"]


def test_a_meeting_record_has_its_number_in_the_register_and_its_full_name() -> None:
    record = "events: [{date: 3月5日, kinds: [主题党日], title: 读书}, {date: 3月6日, kinds: [支委会], title: 研究, text: 商量了。}]\n"
    *_, meeting = library(record).subjects("event")
    text = words(documents.composed("meeting-record", meeting).document)
    assert "支部委员会会议记录" in text
    assert "编号：2025—02" in text


def test_a_debriefing_without_a_text_of_its_own_speaks_in_the_first_person() -> None:
    record = f"{WORK}}}]}}]\nproblems: [{{name: 路窄, cause: 年久}}, {{name: 桥老}}]\ndebriefing: {{occasion: 评议会}}\n"
    text = report(record, "debriefing-report", branch=BRANCH)
    assert "书记田青，现就2025年度抓基层党建工作述职如下。" in text
    announced = report(f"  现将情况报告如下。\n{record}", "debriefing-report", branch=BRANCH)
    assert "书记田青。一年来" in announced
    assert "履职情况和支部工作" in text
    assert "本人牵头、推动的工作" in asked_for(record, "debriefing-report", BRANCH)
    deck = document("debriefing-deck", record, branch=BRANCH)
    assert isinstance(deck, Deck)
    sections = {slide.section for slide in deck.slides}
    assert "支部工作" in sections
    assert "履职情况" not in sections
    assert "述职人：田青" in text


def test_problems_are_headed_with_their_causes_where_each_has_one() -> None:
    record = f"{WORK}}}]}}]\nproblems: [{{name: 路窄, cause: 年久}}, {{name: 桥老}}]\ndebriefing: {{occasion: 评议会}}\n"
    assert "存在的问题和原因" not in report(record, "debriefing-report", branch=BRANCH)
    explained = record.replace("桥老", "桥老, cause: 无人管")
    assert "存在的问题和原因" in report(explained, "debriefing-report", branch=BRANCH)


def test_a_figure_of_a_chapter_that_nothing_states_closes_its_first_paragraph() -> None:
    work = f"{WORK}}}], lead: 事事有人管。}}]\n"
    text = report(
        f"{work}figures: {{走访: {{value: 12户, note: 年前, chapter: 办事}}, 栽树: 9棵}}\n"
    )
    assert "事事有人管。全年走访12户（年前）。" in text
    assert "栽树：9棵。" in text


def test_two_compared_figures_are_told_in_a_sentence_without_a_table() -> None:
    figures = (
        "figures: {走访: {value: 12户, last_year: 10户}, 栽树: {value: 9棵, last_year: 6棵}}\n"
    )
    made = document("annual-report", figures)
    assert "走访12户，同比增长20%（2024年10户）；栽树9棵" in words(made)
    assert tables(made) == []


HONOURS = "{name: 先进支部, level: 县级}, {name: 好支书, level: 镇级}, {name: 文明村, level: 县级}"


def test_the_sentence_above_a_table_of_honours_counts_them_by_level() -> None:
    assert "获得三项荣誉：县级两项、镇级一项，见" in report(f"honours: [{HONOURS}]\n")


def test_honours_of_different_levels_are_one_each() -> None:
    two = HONOURS.rpartition(", {")[0]
    assert "获得两项荣誉：县级、镇级各一项，见" in report(f"honours: [{two}]\n")


def test_honours_with_numbers_of_their_own_are_not_counted() -> None:
    text = report(f"honours: [{HONOURS}, {{name: 学术奖, level: 省级, count: 4项}}]\n")
    assert "项荣誉" not in text
    assert "所获荣誉见" in text


def test_a_term_that_a_task_names_in_its_text_is_not_written_again() -> None:
    named = "{task: 修路, text: 三月底前修好。, due: 3月底前}"
    assert "完成时限" not in report(f"plan: {{items: [{named}]}}\n")
    assert report("plan: {items: [{task: 清渠, due: 3月底前}]}\n").count("完成时限：3月底前。") == 1


def test_tasks_with_terms_are_one_table_and_those_with_long_texts_are_paragraphs() -> None:
    tasks = "{task: 修路, owner: 张伟, due: 3月底前}, {task: 清渠, due: 6月底前}"
    (table,) = tables(document("annual-report", f"plan: {{items: [{tasks}]}}\n"))
    assert table == [
        ["任务", "责任人", "完成时限"],
        ["修路", "张伟", "3月底前"],
        ["清渠", "—", "6月底前"],
    ]
    long = "{task: 修路, text: " + "一段一段修" * 9 + ", due: 3月底前}, {task: 清渠, due: 6月底前}"
    assert tables(document("annual-report", f"plan: {{items: [{long}]}}\n")) == []


def test_a_register_has_a_column_of_hours_where_one_is_noted() -> None:
    event = "{date: 2025-05-02, kinds: [警示教育], title: 看展览"
    (noted, *_), (plain, *_) = (
        tables(document("organisation-life", f"events: [{event}{hours}}}]\n"))
        for hours in (", hours: 1.5", "")
    )
    assert [row[noted[0].index("学时")] for row in noted] == ["学时", "1.5"]
    assert noted[1][noted[0].index("主题")] == "看展览"
    assert "学时" not in plain[0]
