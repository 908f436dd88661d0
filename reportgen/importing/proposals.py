"""The figures that a report says, proposed for the record with their sentences.

A proposal is not in the record until somebody accepts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.content.edit.layout import Path, path_text
from reportgen.content.quantities import Quantity
from reportgen.content.quantities.prose import find_all
from reportgen.importing.stretches import Stretch, sentences

_WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_CHANGED = re.compile(
    "提高|上升|增长|增加|增|升|下降|降|减少|减|缩短|压缩|延长|扩大|扩|变|改|提升|精简|达|跃"
)
_BASE = re.compile(r"(?:由|从|自)[^，。；：由从]{0,14}$")
_TIMES = frozenset(
    "年 月 天 日 小时 分钟 秒 周 星期 个月 岁 周年 季度 个工作日 学期 学年 昼夜 刻钟 年代 世纪 公里 米 里".split()  # noqa: SIM905
)
_AGES = frozenset({"岁", "周岁", "年"})
_LEAST_IN_WORDS = 10
_TO = re.compile(rf"(?:左右|以上)?(?:{_CHANGED.pattern})+(?:到|至|为|了)?")
_FROM = re.compile(r"(?:由|从|自)(?:上年|去年|上年度|年初|原来|[一二三四]季度|[0-9]{4}年)?的?$")
#: what stands before the noun that is had: 村里有企业27家
_HAVING = re.compile(
    r"^(?:[一二三四五六七八九]是)?(?:(?:.*[^没所具拥])?有(?![声效机限奖关害序])(?=.{2,}$))?"
)
_COMPARED = re.compile("比|较|同比|环比|减少|增加|增长|下降|提高|上升|缩短|降低")
#: what a clause ends in that goes on with the figure: 7名党员与19名教师结对
_JOINING = re.compile("[与和及同对为给向让把将由从在被]$")
#: words that stand between a noun and its figure, and words before the noun that do not name it
_BEFORE_VALUE = re.compile(
    r"(?:控制在|保持在|稳定在|提高到|上升到|下降到|降到|降至|增至|平均|共计|总计|合计|累计|共有|现有|达到|超过|突破|完成|约为|分别|共|达|为|是|有|了|已|仅|只|约|近|超|逾|的|到|至|、|“|”|：|:)+$"
)
_NOT_NAMING = re.compile(
    r"^(?:今年以来|一年来|全年|本年|今年|当年|其中|每年|年内|目前|并|还|又|共|先后|支部|我们|已|累计|新增|开展|组织|举办|召开|进行|完成|实现|共有|现有|下设|设立|成立|建立|建成|对|为|给|向|在|从|把|将|由|和|与|同|让|使|用|以)+"
)
_LABEL = re.compile(r"[\u4e00-\u9fff A-Za-z“”‘’·（）()\-—]{2,14}$")
_MOST_LABEL = 14
#: characters of what a person still calls a sentence
_MOST_SENTENCE = 1000
_NOUN_AFTER = re.compile(r"[\u4e00-\u9fff]{2,8}")


@dataclass(slots=True)
class Proposal:
    """A figure as the report says it, where, and what it may be called."""

    #: as it is written there
    written: str
    #: with narrow digits, as the record would have it
    value: str
    unit: str
    label: str
    #: the sentences that say it
    sentences: list[str] = field(default_factory=list)
    block: str = ""
    path: Path = ()

    @property
    def place(self) -> str:
        """Where in the record the sentence stands."""
        return path_text(self.path) if self.path else ""


def proposals_of(text: Stretch, paths: Sequence[tuple[Stretch, Path]]) -> Iterator[Proposal]:
    """Yield the figures of a paragraph; `paths` say where its stretches stand in the record."""
    for sentence in sentences(text):
        if len(sentence.text) > _MOST_SENTENCE:
            continue
        figures = find_all(sentence.text)
        for number, (start, end, quantity) in enumerate(figures):
            if not _is_proposed(sentence.text, start, end, quantity):
                continue
            written = sentence.text[start:end]
            at = sentence.start + start
            path = next((p for s, p in paths if s.start <= at < s.end), ())
            label = _label(sentence.text, [(s, e) for s, e, _ in figures], number)
            yield Proposal(
                written,
                written.translate(_WIDE),
                quantity.unit,
                label,
                [sentence.text.strip()],
                text.block,
                path,
            )


def merged(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals, those of one value and one label as one with all their sentences."""
    by_name: dict[tuple[str, str, str], Proposal] = {}
    for number, proposal in enumerate(proposals):
        # Without a name two figures cannot be known to be one.
        name = proposal.label or str(number)
        known = by_name.setdefault((proposal.value, proposal.unit, name), proposal)
        if known is not proposal:
            known.sentences += [s for s in proposal.sentences if s not in known.sentences]
    return list(by_name.values())


def _is_proposed(sentence: str, start: int, end: int, quantity: Quantity) -> bool:
    number, unit = quantity.number_text, quantity.unit
    is_in_words = not re.search("[0-9０-９]", number)
    if quantity.ordinal or unit in ("岁", "周岁"):
        return False
    if unit in ("年", "月", "日") and not is_in_words:
        return False
    if is_in_words and re.search("[几数]", number):
        return False
    is_small = unit in _TIMES or unit == "届" or quantity.value < _LEAST_IN_WORDS
    if is_in_words and unit not in ("%", "‰") and is_small:
        return False
    if is_in_words and unit == "%" and not sentence[start:end].startswith(("百分之", "千分之")):
        return False
    after = sentence[end : end + 14]
    # 由83%提高到97%: the first is what it was.
    is_base = bool(_BASE.search(sentence[:start])) and bool(
        re.match(rf"[^，。；]{{0,6}}?(?:{_CHANGED.pattern})", after)
    )
    return not is_base


def _label(sentence: str, places: Sequence[tuple[int, int]], number: int) -> str:
    """Return the noun that a figure counts: the words before it in its clause, else those behind it.

    `places` are the beginnings and ends of all figures of the sentence.
    """
    start, end = places[number]
    before = places[number - 1][1] if number else 0
    if number and _TO.fullmatch(sentence[before:start]):
        # 满意度由90.2%上升到97.5%: what changed stands before the first of the two.
        start, before = places[number - 1][0], places[number - 2][1] if number > 1 else 0
        sentence = sentence[:before] + _FROM.sub("", sentence[before:start])
        start = len(sentence)
    clause = re.split(r"[，。；：！？,;:、（）()\n]", sentence[before:start])[-1]
    clause = _BEFORE_VALUE.sub("", clause.strip())
    clause = _HAVING.sub("", _NOT_NAMING.sub("", clause)).strip("的")
    if clause.count("“") != clause.count("”"):
        clause = re.sub("[“”]", "", clause)
    if _COMPARED.match(clause):
        return ""
    if _JOINING.search(clause):
        clause = ""
    if 2 <= len(clause) <= _MOST_LABEL and _LABEL.search(clause):
        return clause
    if not clause:
        match = _NOUN_AFTER.match(sentence[end:])
        noun = match[0] if match else ""
        behind = sentence[end + len(noun) : end + len(noun) + 1]
        if noun and behind in ("，", "。", "、", "；", "") and len(noun) <= 6:
            return noun
    return ""
