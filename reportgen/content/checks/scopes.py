"""What a figure covers: which year, which part of it, the whole or a part, done or planned, whose.

Two figures are compared only where their scopes do not exclude each other: 其中省级20篇 is no
contradiction to 发稿130篇, nor 计划30次 to 开展34次.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum

_N = "[0-9一二三四五六七八九十两几]"
_DIGIT = "[0-9０-９]"
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)年?"
#: a time longer than the year or not bounded by it: 自2018年以来, 近三年, 开通以来
_SINCE = re.compile(
    r"(?:自|从|始于)?(?<!\d)(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|至今|起|开始|来)|自(?:19|20)\d\d年"
    rf"|(?:19|20)\d\d年?[-—–～至到](?:19|20)?\d\d年|[近过连]+续?{_N}+年|(?!一年来){_N}+(?:多|余)?年(?:来|间|以来|累计)"
    r"|[^，。；]{0,6}以来|历年|历届|十[三四五六]五"
)
# The words for other times than the year, and for what is only wanted, which all checks share.
LAST_YEAR = r"上一?年(?:度|同期|底|末)?|去年(?:同期|底|末)?|前一年"
EARLIER = (
    r"前年|往年(?:同期)?|前几年|早年|以前|过去|原来|原先|原有|此前|当初|最初|起初|改造前|整治前"
)
BEGINNING = "年初(?!定|计划|的?目标|计)"
AIMS = (
    r"(?<!非)计划|规划|目标|原定|内控|力争|争取|确保|预计|拟(?!建)|将(?=[于在达新增再]|完成|建成|投入|开展|举办|安排|组织)|"
    r"要求|不少于|不低于|不超过|应当?(?=[有到在])|至少|任务|指标|标准|限值|上限|下限|满分|额定|定额|定员|编制|规定|"
    r"预算|概算|达标线|合同约定"
)
_OTHER_YEAR = re.compile(f"{LAST_YEAR}|{EARLIER}|{BEGINNING}")
_THIS_YEAR = re.compile(r"今年|本年|本年度|年内|如今|现在|目前|现有")
_NEXT_YEAR = re.compile(r"明年|来年|下一?年")
_CALENDAR = re.compile(_YEAR.replace("年?", "年") + r"(?!级|生|产|款)")
#: a bounded part of the year: its figure is not that of the year
_PART_OF_YEAR = re.compile(
    r"[上下]半年|第?[一二三四1-4]季度|(?<![\d年])\d{1,2}(?:[-—–～至到、]\d{1,2})*月份?|"
    r"(?<![一二三四五六七八九十年个])[一二三四五六七八九十]{1,2}月份?(?!度)"
)
#: an occasion: its figure may be that of the year where the thing happens once a year
_OCCASION = re.compile(
    r"春节|元旦|元宵|清明|五一|端午|七一|八一|中秋|国庆|重阳|冬至|腊八|双节|节前|汛期|春运|暑期|暑假|寒假|"
    r"麦收|秋收|三夏|三秋|春耕|双抢|防汛|入冬|入夏|入汛|[春夏秋冬]季|今[春夏秋冬]|(?:当|那|这|首|一)[天日晚夜场]|"
    r"当[月场]|本[月周]|现场|会上|[这此那](?:次|批|期)|首[批次期轮]|第.[批次期轮]|年中|[月周][初末底]"
)
_AIM = re.compile(AIMS)
_EXISTING = re.compile("(?:把|给|对|针对|剩下的?|还剩|剩余的?|余下的?|最后|现有的?|已有的?|这)$")
_AIM_BEHIND = re.compile(r"的?(?:目标|计划|要求|任务|标准|限值|指标)")
_RESULT = re.compile(r"实际|实有|实到|完成了?|达到|建成")
_CHANGE = re.compile(
    r"(?:(?:比|较|同比|环比|上年|去年)[^，,、]*?(?:[增减多少升降高低快短长]|提前|延长|缩短)"
    r"|增加|减少|增长|下降|提高|提升|降低|上升|回落|净增|净减|多出|高出|(?<!新)增|降|减|升|(?<![至不最大很许较减多少])[多少])"
    r"(?:了|约|近|又|均|超过?|出)*$"
)
#: before the second of two figures: what it was is followed by what it is
_BECOMES = re.compile(r"[到至为达成](?:了|约|近)*$")
#: before the first of two figures: 由上年的46件降到29件
_MOVED = re.compile("(?:由|从|自)([上去]年)?(?:年初|原来|最初|之前)?的?$")
_CHANGE_COLUMN = re.compile("增减|增长|同比|环比|比上年|变化")
_EACH = re.compile(
    r"[每各](?:人|户|名|个|月|周|天|日|年|季度?|次|期|班组?|村|车|艘|船|位|校|处|科室|支部|小组|夜|晚|批|场)|"
    r"[人户船村车班校组师生]均|[每两几三四五六七八九十]{1,2}(?:小时|天|周)[^，]{0,2}次|一[天日](?![内里])"
)
#: a share of another figure: 占全科的75%
_SHARE = re.compile("占(?!地|用|道|领|有|比)")
_MEAN = re.compile("平均|均值")
_REST_BEHIND = re.compile("[^，]{0,6}(?:未|没|待|不(?!少|足|到|超))")
_REST = re.compile(
    "尚有|仍有|还剩|剩(?=下|余|$|[0-9])|余下|还差|差的|尚未|未|没有?(?!一)|待(?=[办改修处])|空缺|欠"
)
_AMONG = re.compile(r"其中|(?<!集)中[，,、：]|(?<!集)中(?=[^，,]{0,8}$)|包括|含(?!量)")
_OF_OTHERS = re.compile(
    r"(?:第?[0-9一二三四五六七八九十]+|[东西南北中]|[A-Z][0-9]?)(?:号?(?:党小组|小组|班组|班|组|车间|片区|网格|楼|社区|村|"
    r"线|路|科|区|所|站|分队|中队|校区))|全(?:国|省|市|县|区|镇|乡|街道|局|公司|集团|系统|行业)"
)
_UNITS = re.compile(
    "[\u4e00-\u9fff](?:村|社区|片区|网格|车间|班组|小组|科室|分厂|网点|门店|支行|校区|院区|分馆|基地|乡|镇|街道)"
)
_MYSELF = re.compile("我(?![支们村校馆厂局所院队公县市区镇街社省国党军行站中单科处委会家县])")
_QUOTES = {"“": "”", "《": "》", "‘": "’"}


class Match(IntEnum):
    """How far two scopes agree."""

    APART = 0  # one excludes the other
    DOUBTFUL = 1  # one says a narrower scope than the other is known to have
    POSSIBLE = 2  # one leaves open what the other says
    SAME = 3


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure covers; an empty field says nothing."""

    #: years from the record's: 0 this year, -1 the last; None an earlier one that is not named
    year: int | None = 0
    #: whether the year stands only in another clause, so that it may be that of another figure
    year_open: bool = False
    since: frozenset[str] = frozenset()
    #: the times that sentences before it in its text name
    since_before: frozenset[str] = frozenset()
    part_of_year: frozenset[str] = frozenset()
    occasion: frozenset[str] = frozenset()
    #: it is one of the parts of a figure before it in the sentence
    among: bool = False
    aim: bool = False
    change: bool = False
    each: str = ""
    mean: bool = False
    is_rest: bool = False
    whose: frozenset[str] = frozenset()
    #: it stands inside a name or in words of others
    quoted: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is what was done in the whole year of the record, with nothing else said."""
        return replace(self, since_before=frozenset()) == PLAIN


PLAIN = Scope()


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of every figure of a record: its year and the names of persons."""

    year: int
    persons: tuple[str, ...] = ()
    #: the names of the branch and its unit
    names: tuple[str, ...] = ()

    def is_own(self, whole: str) -> bool:
        """Return whether 全局, 全厂 … is the unit itself: that of a 支局, of a 造纸厂."""
        return whole.startswith("全") and any(name.endswith(whole[1:]) for name in self.names)

    def names_part(self, text: str) -> bool:
        """Return whether a text names a village, a workshop, a group … inside or beside the unit.

        Such a part may have figures of its own.
        """
        for name in self.names:
            text = text.replace(name, "")
        return bool(_UNITS.search(text) or _OF_OTHERS.search(text))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in its sentence."""

    #: the sentence up to the figure, and its last clause
    lead: str
    clause: str
    #: the words of the clause after the figure before it
    before: str
    #: the words up to the next mark or figure
    after: str
    #: the figures of the sentence that stand before it
    earlier: int = 0
    #: whether it stands inside “” or 《》
    quoted: bool = False
    #: whether it is a percentage
    is_share: bool = False
    #: the date of the event that its text tells of
    day: frozenset[str] = frozenset()
    #: the text before its sentence
    text_before: str = ""


def scope_at(place: Place, setting: Setting, *, aim: bool = False, speaker: bool = False) -> Scope:
    """Return the scope of the figure at `place`.

    `aim` is true in plans, whose figures are of the next year; `speaker` where 我 is the secretary.
    """
    lead, before = place.lead, place.before
    result = becomes(before)
    year, year_open = _year(place, setting, result)
    # A plan also speaks of what there is: 把326艘船的终端装齐, 消除剩下的17处缺陷.
    existing = _EXISTING.search(before)
    wanted = _aim(place) or (aim and not existing)
    if wanted and year is None and "年初" in place.clause:
        year = 0  # 年初定的5起 is the aim of this year
    around = f"{lead}，{place.after}"
    whose = {m[0] for m in _OF_OTHERS.finditer(place.clause) if not setting.is_own(m[0])}
    whose |= {name for name in setting.persons if name in place.clause}
    if speaker and _MYSELF.search(place.clause):
        whose.add("我")
    words = place.clause if result or _MOVED.search(before) else before
    each = _EACH.search(words) or (place.is_share and _SHARE.search(place.clause))
    remains = re.search("还有|有$", before)
    return Scope(
        year=0 if existing and aim else year + 1 if aim and year == 0 else year,
        year_open=year_open or bool(aim and existing),
        since=frozenset(
            _since(m[0]) for m in _SINCE.finditer(lead) if not _CALENDAR.search(lead, m.end())
        ),
        since_before=frozenset(_since(m[0]) for m in _SINCE.finditer(place.text_before)),
        part_of_year=frozenset(_months(m[0]) for m in _PART_OF_YEAR.finditer(around)),
        occasion=frozenset(m[0] for m in _OCCASION.finditer(around)) | place.day,
        among=bool(place.earlier and _AMONG.search(lead)),
        aim=wanted,
        change=not result and bool(_CHANGE.search(before)),
        each=each[0] if each else "",
        mean=bool(_MEAN.search(before)),
        is_rest=bool(_REST.search(before) or (remains and _REST_BEHIND.match(place.after))),
        whose=frozenset(whose),
        quoted=place.quoted,
    )


def scope_of_label(label: str, note: str, setting: Setting) -> Scope:
    """Return the scope that the name of an entry, a series or a column gives its figure."""
    named = scope_at(Place(label, label, label, ""), setting)
    noted = scope_at(Place(note, note, "", ""), setting)
    return Scope(
        year=named.year,
        since=named.since | noted.since,
        part_of_year=named.part_of_year | noted.part_of_year,
        occasion=named.occasion | noted.occasion,
        aim=named.aim,
        change=named.change or bool(_CHANGE_COLUMN.search(label)),
        each=named.each,
        mean=named.mean or noted.mean,
        is_rest=named.is_rest,
        whose=named.whose,
    )


def becomes(before: str) -> bool:
    """Return whether the words before a figure say what something came to: 降到, 增至."""
    return bool(_BECOMES.search(before))


def _year(place: Place, setting: Setting, result: bool) -> tuple[int | None, bool]:
    """Return the year of a figure, counted from the record's, and whether that is open."""
    if moved := _MOVED.search(place.before):
        return -1 if moved[1] else None, False
    if place.earlier and result:
        return 0, False
    last, value = -1, 0
    known: int | None = 0
    for match in _CALENDAR.finditer(place.lead):
        if match.start() > last:
            last, known = match.start(), int(match["year"]) - setting.year
    for pattern, value in ((_THIS_YEAR, 0), (_NEXT_YEAR, 1)):
        for match in pattern.finditer(place.lead):
            if match.start() > last:
                last, known = match.start(), value
    for match in _OTHER_YEAR.finditer(place.lead):
        compared = place.lead[: match.start()].endswith(("比", "较"))
        beside = re.fullmatch(r"(?:的|同期|度|为|是|有|只有|仅)*", place.lead[match.end() :])
        if match.start() > last and (beside or not compared):
            last = match.start()
            known = -1 if re.match(LAST_YEAR, match[0]) else None
    if last < 0:
        return 0, False
    clause_at = len(place.lead) - len(place.clause)
    # 年初积压386卷，排了12个周末: what was at the beginning ends with its own figure.
    if known is None and re.search(_DIGIT, place.lead[last:clause_at]):
        return known, True
    # A year at the head of the sentence, or in the clause of the figure, is the figure's.
    head = re.search("[，,：:]", place.lead)
    sure = last >= clause_at or last <= (head.start() if head else len(place.lead))
    return known, not sure and known != 0


def _aim(place: Place) -> bool:
    aims = list(_AIM.finditer(place.clause))
    if aims and not _RESULT.search(place.clause, aims[-1].end()):
        return True
    return bool(_AIM_BEHIND.match(place.after))


def _since(words: str) -> str:
    year = re.search(r"(?:19|20)\d\d", words)
    return year[0] if year else words[-4:]


def _months(words: str) -> str:
    return words.removesuffix("份").removeprefix("第")


def match(a: Scope, b: Scope, *, a_entry: bool, b_entry: bool) -> Match:
    """Return how far two scopes agree.

    `a_entry` and `b_entry` tell whether the figures are entries of the record: what the name of an
    entry does not say, it does not mean, while a sentence may have said it before.
    """
    if a.quoted or b.quoted or a.change != b.change or (a.aim != b.aim and a.is_rest == b.is_rest):
        return Match.APART
    if bool(a.each) != bool(b.each):
        return Match.APART
    result = Match.SAME
    if a.year != b.year:
        open_year = a.year_open or b.year_open
        earlier = None in (a.year, b.year) and (a.year or 0) <= 0 and (b.year or 0) <= 0
        if not open_year and not (earlier and a.year != 0 and b.year != 0):
            return Match.APART
        result = Match.POSSIBLE
    if a.year_open or b.year_open or a.mean != b.mean or a.is_rest != b.is_rest:
        result = Match.POSSIBLE
    for first, second, strict in (
        (a.since or a.since_before & b.since, b.since or b.since_before & a.since, True),
        (a.part_of_year, b.part_of_year, True),
        (a.whose, b.whose, True),
        (a.occasion, b.occasion, False),
    ):
        result = min(result, _overlap(first, second, strict, a_entry, b_entry))
    return result


def _overlap(
    a: frozenset[str], b: frozenset[str], strict: bool, a_entry: bool, b_entry: bool
) -> Match:
    if a == b:
        return Match.SAME
    if a and b:
        return Match.POSSIBLE if a & b else Match.APART
    if any(name.startswith("全") for name in a | b):
        return Match.APART
    # What an entry leaves unsaid is the whole; a sentence may have named the part before.
    unsaid_by_entry = a_entry if not a else b_entry
    return Match.DOUBTFUL if strict and unsaid_by_entry else Match.POSSIBLE
