from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from reportgen.content import lexicon
from reportgen.content.checks import wording
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.content.lexicon import Entry, Lexicon
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.spans import Located, Span
from reportgen.workspace import DiskWorkspace

CONTENT = Path(__file__).parents[3] / "content"


@cache
def supplied() -> Lexicon:
    return lexicon.load(DiskWorkspace({"content": CONTENT}))


def findings(
    text: str, year: int = 2025, role: Role = Role.PROSE, entries: tuple[Entry, ...] | None = None
) -> list[Diagnostic]:
    block = TextBlock(Located.at(text, Span("content/x.yaml", 1, 1, len(text))), role, "正文")
    words = supplied() if entries is None else Lexicon(entries)
    return list(wording.check((block,), text, words, year))


WRONG = [
    ("做到“二个维护”", "wording-error"),
    ("坚决做到“两个维护”，深刻领悟“两个维护”的决定性意义", "wording-error"),
    ("做到“两个确立”", "wording-error"),
    ("牢记二个确立", "wording-error"),
    ("坚定四个自信心", "wording-error"),
    ("坚定4个自信", "wording-error"),
    ("以新时代中国特色社会主义思想为指导", "wording-error"),
    ("学习习近平新时代特色社会主义思想", "wording-error"),
    ("学习“三个代表”思想", "wording-error"),
    ("统筹推进“五位一体”战略布局", "wording-error"),
    ("协调推进“四个全面”总体布局", "wording-error"),
    ("坚持全面建成小康社会、全面深化改革、全面依法治国、全面从严治党", "stale-term"),
    ("学习党的二十大会议精神", "wording-error"),
    ("传达全会会议精神", "wording-doubt"),
    ("筑牢中华民族共同体意识", "wording-error"),
    ("铸牢拒腐防变的思想防线", "wording-doubt"),
    ("党支部召开专题民主生活会", "wording-doubt"),
    ("召开支部委员会大会", "wording-error"),
    ("发挥党员战斗堡垒作用", "wording-doubt"),
    ("发挥党支部先锋模范作用", "wording-doubt"),
    ("发挥先锋带头模范作用", "wording-doubt"),
    ("截止目前，已办结三件", "wording-error"),
    ("截止12月底", "wording-error"),
    ("这是题中应有之意", "wording-error"),
    ("严于律已", "wording-error"),
    ("做好自已的事", "wording-error"),
    ("从自已做起", "wording-error"),
    ("知已知彼", "wording-error"),
    ("克已奉公", "wording-error"),
    ("放在未尾", "wording-error"),
    ("按排专人负责", "wording-error"),
    ("既使下雨也要去", "wording-error"),
    ("工程按期峻工", "wording-error"),
    ("面向末来", "wording-error"),
    ("服务杜区居民", "wording-error"),
    ("公开帐目", "wording-error"),
    ("保障党员权力", "wording-error"),
    ("布署工作", "wording-error"),
    ("加人党组织", "wording-error"),
    ("培养发展对象、积极分子", "wording-doubt"),
    ("党的xx大召开", "scrubbed-text"),
    ("学习党的××届三中全会精神", "scrubbed-text"),
    ("喜迎XX大", "scrubbed-text"),
    ("在***同志带领下", "scrubbed-text"),
    ("XX社区党支部", "scrubbed-text"),
    ("20××年", "scrubbed-text"),
    ("四强党支部创建", "wording-doubt"),
    ("召开党委常委会议", "wording-doubt"),
    ("增强“两个维护”", "wrong-verb"),
    ("坚定“四个意识”", "wrong-verb"),
    ("增强“四个自信”", "wrong-verb"),
    ("协调推进“五位一体”总体布局", "wrong-verb"),
    ("坚持创新、协调、开放、共享的发展理念", "list-incomplete"),
    ("贯彻新发展理念：创新、绿色、协调、开放、共享", "list-order"),
    ("增强政治意识、大局意识、看齐意识", "list-incomplete"),
    ("坚定道路自信、制度自信、理论自信、文化自信", "list-order"),
    ("党员要教育党员、监督党员、管理党员", "list-order"),
    ("坚持马克思列宁主义、毛泽东思想、邓小平理论、科学发展观、习近平新时代中国特色社会主义思想",
     "list-incomplete"),
    ("严明政治纪律、组织纪律、廉洁纪律、群众纪律、生活纪律", "list-incomplete"),
    ("落实三会一课制度", "quotes-missing"),
    ("做到两个维护", "quotes-missing"),
    ("纠治四风问题", "quotes-missing"),
    ("党确立党中央的核心、全党的核心地位，确立新时代中国特色社会主义思想的指导地位", "wording-error"),
    ("坚决维护党中央的核心、全党的核心地位，坚决维护党中央权威和统一领导", "wording-error"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_a_wrong_phrase_is_reported(text: str, code: str) -> None:
    assert code in {d.code for d in findings(text)}


RIGHT = [
    "深刻领悟“两个确立”的决定性意义，增强“四个意识”、坚定“四个自信”、做到“两个维护”",
    "以习近平新时代中国特色社会主义思想为指导",
    "高举中国特色社会主义伟大旗帜",
    "坚持马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想",
    "统筹推进“五位一体”总体布局，协调推进“四个全面”战略布局",
    "贯彻创新、协调、绿色、开放、共享的新发展理念",
    "坚持开放、创新，工作干得活",
    "政治意识、大局意识强",
    "坚定文化自信",
    "学习党的二十大精神和党的二十届三中全会精神",
    "铸牢中华民族共同体意识，筑牢拒腐防变的防线",
    "党支部召开组织生活会",
    "镇党委领导班子民主生活会征求意见",
    "发挥党支部战斗堡垒作用和党员先锋模范作用",
    "截至目前，报名已于12月底截止",
    "这是题中应有之义",
    "严于律己，自己的事自己办，早已办结",
    "末尾一排，未来可期",
    "服务社区居民，杜绝浪费",
    "公开账目，搭起帐篷",
    "党员权利和义务",
    "申请人、积极分子、发展对象",
    "落实“三会一课”制度",
    "《三会一课记录本》人手一册",
    "**重点**在于落实，*号标出",
    "XML格式，长30×20米",
    "支部党员大会、党课按期开展",
    "党确立习近平同志党中央的核心、全党的核心地位，确立习近平新时代中国特色社会主义思想的指导地位",
    "坚决维护习近平总书记党中央的核心、全党的核心地位，坚决维护党中央权威和集中统一领导",
    "教育党员、管理党员、监督党员和组织群众、宣传群众、凝聚群众、服务群众",
    "常委会会议室",
    "修订常委会议事规则",
    "相关法律已修订，得知已办结，自律已成习惯，来自已建成的网格，激动得不能自已",
    "党员利用周末来社区，月末来报到，并未尾随",
    "请杜会计、杜区长、杜团长到会",
    "发布署名文章，按排名先后表扬，按排查结果整改，拼凑和抄袭的材料不要",
    "既使用了平台，既使群众得实惠，又使党员受锻炼",
    "面对严峻工作形势",
    "由参加人组织讨论",
    "培养预备党员、发展对象、入党积极分子",
    "创建“四强”党支部",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_phrase_is_left_alone(text: str) -> None:
    assert [d.message for d in findings(text)] == []


@pytest.mark.parametrize(
    ("text", "year", "reported"),
    [
        ("喜迎党的二十大", 2022, False),
        ("喜迎党的二十大", 2023, True),
        ("学习党的二十大精神", 2021, True),
        ("学习党的二十届四中全会精神", 2024, True),
        ("学习党的二十届四中全会精神", 2025, False),
        ("扎实开展党纪学习教育", 2024, False),
        ("扎实开展党纪学习教育", 2025, True),
        ("巩固深化党纪学习教育成果", 2025, False),
        ("扎实开展党纪学习教育", 2023, True),
        ("2024年，支部开展党纪学习教育。2025年回头看。", 2025, False),
        ("2022年，支部开展党纪学习教育。", 2025, True),
    ],
)
def test_a_term_belongs_to_its_years(text: str, year: int, reported: bool) -> None:
    assert ("stale-term" in {d.code for d in findings(text, year)}) is reported


def test_type_files_belong_to_no_year() -> None:
    assert findings("扎实开展党纪学习教育", 0) == []


def test_a_plan_may_name_what_comes_next_year() -> None:
    assert findings("学习党的二十届四中全会精神", 2024, Role.PLAN) == []
    assert findings("学习党的二十届四中全会精神", 2023, Role.PLAN)


def test_before_and_after_are_shown_and_the_source_is_named() -> None:
    (finding,) = findings("坚定“四个自信心”向前")
    assert finding.hints[0] == "四个自信心 → 四个自信"
    assert finding.hints[-1].startswith("依据：党章")
    assert finding.span == Span("content/x.yaml", 1, 4, 5)
    assert "尚未核实" not in finding.hints[-1]


def test_a_wrong_verb_shows_the_whole_change() -> None:
    (finding,) = findings("我们增强了“两个维护”。")
    assert finding.hints[0] == "增强了“两个维护” → 做到“两个维护”"
    assert finding.severity is Severity.ERROR


def test_a_list_shows_what_is_missing_and_the_whole_list() -> None:
    (finding,) = findings("增强政治意识、大局意识、看齐意识。")
    assert "缺“核心意识”" in finding.message
    assert (
        finding.hints[0] == "政治意识、大局意识、看齐意识 → 政治意识、大局意识、核心意识、看齐意识"
    )
    assert (finding.span.column, finding.span.length) == (3, 14)  # type: ignore[union-attr]


def test_a_list_of_few_is_only_judged_beside_its_name() -> None:
    assert findings("坚持创新、绿色发展") == []
    (finding,) = findings("贯彻新发展理念，坚持创新、绿色发展")
    assert finding.code == "list-incomplete"


def entry(**values: object) -> Entry:
    return Entry.model_validate({"phrase": "某词", "source": "某文件", **values})


def test_what_nobody_confirmed_only_warns() -> None:
    members = ["甲方面", "乙方面", "丙方面"]
    unsure = entry(members=members, verbs=["做到"])
    sure = entry(members=members, verbs=["做到"], confirmed="true")
    other = entry(phrase="别词", verbs=["增强"], confirmed="true")
    for one, weight in ((unsure, Severity.WARNING), (sure, Severity.ERROR)):
        results = findings("乙方面、甲方面、丙方面；增强“某词”", entries=(one, other))
        assert {d.code for d in results} == {"list-order", "wrong-verb"}
        assert {d.severity for d in results} == {weight}
        assert all(("尚未核实" in d.hints[-1]) is (weight is Severity.WARNING) for d in results)


def test_an_unconfirmed_wrong_form_is_a_doubt() -> None:
    wrong = [{"text": "错词", "right": "对词"}]
    assert [d.code for d in findings("用错词", entries=(entry(wrong=wrong),))] == ["wording-doubt"]
    sure = entry(wrong=wrong, confirmed="true")
    assert [d.code for d in findings("用错词", entries=(sure,))] == ["wording-error"]


def test_every_occurrence_is_reported_with_its_place() -> None:
    results = findings("末来很远，末来很近")
    assert [d.span.column for d in results if d.span] == [1, 6]


def test_words_around_may_excuse_a_form() -> None:
    wrong = [{"text": "错词", "unless": "所谓|引文"}]
    excused = entry(wrong=wrong)
    assert findings("所谓错词", entries=(excused,)) == []
    assert findings("错词见引文", entries=(excused,)) == []
    assert findings("用错词", entries=(excused,))


@pytest.mark.parametrize("text", ["三会一课", "落实三会一课", "三会一课规范化建设先进党支部"])
@pytest.mark.parametrize("role", [Role.LABEL, Role.CELL])
def test_a_name_is_given_as_it_is(text: str, role: Role) -> None:
    assert findings(text, role=role) == []
    assert [d.code for d in findings(text)] == ["quotes-missing"]


def test_each_bare_occurrence_wants_quotes() -> None:
    results = findings("落实三会一课，开好“三会一课”，记好三会一课本")
    assert [d.span.column for d in results if d.span] == [3, 19]


def test_every_entry_of_the_supplied_lexicon_names_its_source() -> None:
    assert supplied().diagnostics == ()
    assert len(supplied().entries) >= 40
    for known in supplied().entries:
        assert known.source.strip()
        if known.confirmed:
            assert re.search(r"《[^》]+》|党章|本工具的约定|[（于]\d{4}年\d", known.source), (
                known.phrase
            )
        for wrong in known.wrong:
            assert bool(wrong.text) != bool(wrong.pattern), known.phrase


def test_no_right_form_is_wrong_by_another_entry() -> None:
    for known in supplied().entries:
        if known.full:
            assert [d.message for d in findings(known.full)] == []
        if known.members:
            assert [d.message for d in findings("、".join(known.members))] == []


def several(*texts: str, year: int = 2025, roles: tuple[Role, ...] = ()) -> list[Diagnostic]:
    """What is found in blocks one after another, each on its own line."""
    parts = [
        TextBlock(
            Located.at(text, Span("content/x.yaml", line, 1, len(text))),
            roles[line - 1] if roles else Role.PROSE,
            f"第{line}段",
        )
        for line, text in enumerate(texts, 1)
    ]
    return list(wording.check(parts, "\n".join(texts), supplied(), year))


def lines(results: list[Diagnostic], code: str) -> list[int]:
    return [d.span.line for d in results if d.span and d.code == code]


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("wording-error", "截止日期不变", "截止目前"),
        ("wording-error", "坚持真理、坚守理想，践行初心、担当使命，不怕牺牲、英勇斗争，对党忠诚、不负人民",
         "坚决维护党中央的核心、全党的核心地位，坚决维护党中央权威和统一领导"),
        ("wrong-verb", "做到“两个维护”", "增强“两个维护”"),
        ("quotes-missing", "“三会一课”", "落实三会一课"),
        ("list-order", "道路自信、理论自信、制度自信、文化自信", "理论自信、道路自信、制度自信、文化自信"),
        ("list-incomplete", "文化自信", "道路自信、理论自信、制度自信"),
        ("stale-term", "巩固党纪学习教育成果", "开展党纪学习教育"),
    ],
)  # fmt: skip
def test_every_passage_is_looked_at(code: str, right: str, wrong: str) -> None:
    assert lines(several(wrong, right, "别的话", wrong), code) == [1, 4]


@pytest.mark.parametrize(
    ("text", "year", "message"),
    [
        ("落实三会一课", 2025, "正文“三会一课”要加引号"),
        ("末来可期", 2025, "正文“末来”应为“未来”"),
        ("喜迎XX大", 2025, "正文“喜迎XX大”是被隐去或没有填写的文字"),
        ("支部民主生活会", 2025, "正文“民主生活会”可能有误，请核对"),
        ("全面建成小康社会、全面深化改革、全面依法治国、全面从严治党", 2025,
         "正文“全面建成小康社会、全面深化改革、全面依法治国、全面从严治党”与年份不符"),
        ("增强“两个维护”", 2025, "正文“增强“两个维护””的动词应是“做到”"),
        ("喜迎党的二十大", 2023, "正文“喜迎党的二十大”是 2022 年及以前的提法，这是 2023 年的记录"),
        ("学习党的二十届四中全会精神", 2024, "正文“党的二十届四中全会”2025 年才有，这是 2024 年的记录"),
        ("坚决维护党中央的核心、全党的核心地位，坚决维护党中央权威和统一领导", 2025,
         "正文“两个维护”的全称与规范表述不同"),
        ("道路自信、制度自信、理论自信、文化自信", 2025, "正文“四个自信”的各项次序不对"),
        ("政治纪律、组织纪律、群众纪律、工作纪律、生活纪律", 2025, "正文“六项纪律”的各项缺“廉洁纪律”"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(text: str, year: int, message: str) -> None:
    assert [d.message for d in findings(text, year)] == [message]


def test_a_right_form_may_take_up_part_of_the_wrong_one() -> None:
    (finding,) = findings("学习十九大会议精神")
    assert finding.hints[0] == "十九大会议精神 → 党的十九大精神"


def test_a_form_without_a_right_one_is_only_pointed_at() -> None:
    (finding,) = findings("在***同志带领下")
    assert len(finding.hints) == 1
    assert finding.hints[0].startswith("依据：")


def test_a_note_of_the_entry_is_a_hint() -> None:
    (finding,) = findings("喜迎党的二十大", 2024)
    assert finding.hints == (
        "会后应写“学习宣传贯彻党的二十大精神”",
        "依据：党的二十大于2022年10月召开",
    )


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("“落实三会一课制度”这句话", False),
        ("“别的”三会一课“别的”", True),
        ("“没有收尾的三会一课", True),
        ("《三会一课》之后", False),
        ("《别的》三会一课", True),
        ("三会一课", True),
    ],
)
def test_quotes_must_be_around_the_phrase(text: str, reported: bool) -> None:
    assert ("quotes-missing" in {d.code for d in findings(text)}) is reported


@pytest.mark.parametrize(
    ("joined", "reported"),
    [("、", True), ("，", True), ("和", True), ("以及", True), ("与", True), ("；", True),
     ("。", False), ("是", False)],
)  # fmt: skip
def test_a_row_of_items_is_joined_by_commas_and_ands(joined: str, reported: bool) -> None:
    text = f"看齐意识{joined}政治意识{joined}大局意识{joined}核心意识"
    assert ("list-order" in {d.code for d in findings(text)}) is reported


def test_rows_are_judged_one_by_one() -> None:
    text = (
        "政治意识、大局意识、核心意识、看齐意识。大局意识、政治意识、核心意识、看齐意识。政治意识强"
    )
    (finding,) = findings(text)
    assert finding.code == "list-order"
    assert finding.span
    assert (finding.span.column, finding.span.length) == (21, 19)


def test_an_item_reported_twice_counts_once() -> None:
    assert findings("政治意识、政治意识、大局意识") == []


@pytest.mark.parametrize("gap", [0, 10])
def test_the_name_beside_a_row_asks_for_all_of_it(gap: int) -> None:
    text = f"增强“四个意识”{'，' * gap}政治意识、大局意识"
    assert [d.code for d in findings(text)] == ["list-incomplete"]
    assert [d.code for d in findings(f"政治意识、大局意识{'，' * gap}是“四个意识”")] == [
        "list-incomplete"
    ]


def test_a_name_far_away_does_not() -> None:
    assert findings(f"增强“四个意识”，{'话' * 30}，政治意识、大局意识强") == []
