"""Tell the figures of a sentence that are computed from others (changes, shares, averages) from the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.content.checks.scopes import AIMS, EARLIER, LAST_YEAR, Scope
from reportgen.content.checks.sentences import Item
from reportgen.content.quantities import units

UP = "增长|增加|上升|提高|提升|上涨|升高|净增|多出|高出|增幅|涨幅|升幅|增速|增收|多|增|高|涨|升|长|慢"
DOWN = "下降|减少|降低|回落|下滑|缩短|压减|压缩|缩减|净减|降幅|减幅|跌幅|少|降|减|低|短|缩|快"
ANCHOR = (
    r"同比|今年(?=[又再增降涨])(?:又|再)?|[比较与](?:上一?年|去年|前一年)(?:度|同期|全年)?(?:相比|比)?|[比较]年初|"
    r"(?:上一?年|去年)同期(?:相比)?|[比较与](?:20|19)\d\d年(?:度|同期|全年)?(?:相比|比)?"
)
#: the words right before the amount of a change: 同比增长, 比上年多, 降幅为
CHANGE = re.compile(
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:(?<=幅)(?:度|达到?|为|是|在|：)*|(?<=[多少])[收退用办走卖产招缴领发交存借]|(?:了|约|又|近|达|过|将近)*)$"
)
_SIGNED = re.compile(rf"(?:{ANCHOR}|增减|增幅|变化)[为是：]?[（(]?$")
#: 为上年的1.5倍, 是去年的四分之三
_OF_BASE = re.compile(
    r"(?:是|为|达|达到|相当于)(?P<year>上一?年|去年|(?:20|19)\d\d年)(?:同期|全年)?的(?:近|约)?$"
)
_SINGLE = frozenset("多少高低短长快慢")
#: 短了2.3天 right behind the figures it is computed from
_BEHIND = re.compile("^[，、；（(]又?[多少高低短长快慢]了?$")
#: of which 快 says less, not more
_TIMES = frozenset({"分钟", "秒", "天", "个月", "年"})
#: the words before a share or a multiple of something: 占, 占总数的, 整改率, 为计划16万吨的; and before
#: one of two figures right before it: 38人到了29人，只有76.3%; 存款12.86亿元，贷款8.42亿元，存贷比65.5%
_SHARE = re.compile(
    r"(?:占(?P<of>[^，。；由从自]*?)|(?P<rate>[\u4e00-\u9fff]{1,4}率)|^[里中]?的|正好|刚好|不到|达"
    r"|(?P<pair>只有|仅有|用[了去掉]|[\u4e00-\u9fff]{2}(?<!占)比))"
    r"(?:的|比|为|是|达到?|约|近|了|：)*$"
)
_AVERAGE = re.compile(
    r"(?:(?P<each>[人户场次月日天点船车村班组件篇批期亩校店厂家周])(?:均|(?<=亩)产)|平均每(?:一|个)?(?P<per>[\u4e00-\u9fff]{1,2}?)|"
    r"每(?P<mean>[\u4e00-\u9fff]{1,2}?)平均|"
    r"每(?P<every>人|户|场|次|月|个月|天|日|期|批|亩|车|船|班|村|周|条|件|名|位|家|份|篇))"
    r"(?P<words>[\u4e00-\u9fff]{0,5})$"
)
#: what is not of this year, or not done: it is no whole and no part of what was
_ELSEWHERE = re.compile(rf"{LAST_YEAR}|{EARLIER}|年初|{AIMS}|自20\d\d年|以来|累计")
#: behind a figure that another one is compared with: 比预算395万元少
_COMPARED = re.compile(f"的?(?:{UP}|{DOWN})")
#: units whose figures have no parts
_WITHOUT_PARTS = frozenset({"%", "百分点", "倍", "℃", "岁"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A change that an item states: its sign, and the year that is compared with, 0 where none is named."""

    item: Item
    #: 1 for a rise, -1 for a fall, 0 where the amount says what became of the base (1.5倍 of it)
    sign: int
    year: int = 0


def claim_of(item: Item, year: int) -> Claim | None:
    """Return the change that an item states; None for a figure that is no change."""
    anchor = _anchor_year(item, year)
    if match := _OF_BASE.search(item.lead):
        named = re.search(r"\d{4}", match["year"])
        return Claim(item, 0, int(named[0]) if named else year - 1)
    if item.rate and item.rate.of_base:
        return Claim(item, 0, anchor)
    if match := CHANGE.search(item.lead):
        verb = match["up"] or match["down"]
        named = re.search("[比较]|同比|上年|去年", item.clause) or _BEHIND.match(item.lead)
        if verb in _SINGLE and not named:
            return None
        if verb in "快慢" and _unit(item) not in _TIMES:
            return None
        if re.search("不$|没有?$", item.lead[: match.start()]):
            return None
        return Claim(item, 1 if match["up"] else -1, anchor)
    if item.quantity and item.quantity.number_text[:1] in "+＋-−－" and _SIGNED.search(item.lead):
        return Claim(item, 1 if item.quantity.value > 0 else -1, anchor)
    return None


def _unit(item: Item) -> str:
    return units.dimension(item.quantity.unit)[0] if item.quantity else ""


def _anchor_year(item: Item, year: int) -> int:
    """Return the year a change is compared with by the words of its clause, 0 if they name none."""
    anchors = list(re.finditer(ANCHOR, item.clause))
    if not anchors:
        return 0
    year_match = re.search(r"(?:20|19)\d\d", anchors[-1][0])
    return int(year_match[0]) if year_match else year - 1


def share_lead(item: Item) -> re.Match[str] | None:
    """Return the words before an item that make it a share of another figure, None if there are none.

    The match has the groups `of` (占…的) and `rate` (整改率).
    """
    if not item.rate and not (item.quantity and item.quantity.unit in ("%", "％", "倍")):
        return None
    return _SHARE.search(item.lead)


def average_lead(item: Item) -> re.Match[str] | None:
    """Return the words before an item that make it an average or a habit: 人均, 平均每场, 每月."""
    return _AVERAGE.search(item.lead) if item.quantity else None


def is_plain(item: Item, year: int) -> bool:
    """Return whether a figure was counted in the year of the record, and is computed from no other."""
    quantity = item.quantity
    if quantity is None or not quantity.unit or claim_of(item, year) or average_lead(item):
        return False
    if units.dimension(quantity.unit)[0] in _WITHOUT_PARTS or _ELSEWHERE.search(item.lead):
        return False
    if item.mention and not _is_of_the_year(item.mention.scope):
        return False
    return not (re.search("[比较]", item.clause) and _COMPARED.match(item.following))


def _is_of_the_year(scope: Scope) -> bool:
    """Return whether a scope is of what was done this year, or at some time of it."""
    other = scope.year != 0 and not scope.year_open
    return not (other or scope.aim or scope.change or scope.each or scope.mean or scope.quoted)
