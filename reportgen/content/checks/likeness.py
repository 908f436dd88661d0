"""How alike the words of two figures are, and how near their values: both say whether one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache

from reportgen.content.quantities import Quantity

_LETTERS = re.compile(r"[^\W\d_]+")
#: words beside a figure that do not say what it counts; the scope has them
_FILLERS = re.compile(
    r"全年|年内|一年来|一年里|一年中|今年|本年度?|年度|截至|目前|现有|现在|共有|共计|总共|一共|合计|总计|累计|先后|分别|已经|"
    r"全部|总数|总量|数量|人数|次数|件数|个数|各类|各项|各种|多种|多次|我支部|本支部|支部|我们|大家|最后|其中|"
    r"目标值?|超过|低于|高于|定的|计划|原定|年初|指导|推动|带动|协助|牵头|荣获|获得|获评|获(?![得奖评])|开展|组织|举办|召开|举行|进行|完成|实现|讲授|"
    r"[比较](?:上一?年|去年|年初|计划|原定)(?:同期)?|同比|环比|上一?年(?:同期)?|去年(?:同期)?|年初|(?:19|20)\d\d年|"
    r"(?:增加|减少|增长|下降|提高|提升|降低|上升|扩大|缩短|压缩|控制|增|降|升|减|扩)(?=[到至为在]|了?$)|"
    r"占(?!地|用|道|领|有)|尚有|还有|仍有|还?剩(?:下|余)?(?:的|$)|还剩|剩下|余下的?|没有|年底|年末|比?平均|比$|^比|[人户船村车]均|每[人户名月周天年次]|分(?:[成为在]|$)"
)
_PARTICLES = re.compile("[的了着]")
_BEHIND = re.compile("(?:[共达为是有约计在到至给由从自]|(?<=..)[出过]|仅|只|就|又|近)+$")
_BEFORE = re.compile(
    "^(?:在(?![建职岗编校馆册读线位])|由|从|把|将|为(?!民)|对(?![口标照])|给|与|和(?![谐风睦])|并|且|但|还|又|也|都|"
    "就|再|已|仍|其(?![他它余])|该|这|那|共(?![建治享青])|有(?![责效机限关])|余|多|左右|以上)+"
)
#: words behind a figure that begin what is said of it, not its name: 6处是…, 3处没有…
_PREDICATE = re.compile(
    "是|都|全(?![国省市县区镇乡局科院校站])|没|未(?![成婚])|已|随(?!访)|等(?![级候待])|要(?![求件闻])|被|由|正(?!式)|"
    "占(?!道)|比(?!赛)|达(?!标)|在(?![册岗校编职建读线])|均|也|就(?![业诊医餐])|才(?!能)|仍|需(?!求)|和|与|及(?!格)|"
    "到(?![馆岗会期账])|至|的$|之|[里中内](?:是|有|的|$)"
)

_SOME_MEMBERS = re.compile("党员[\u4e00-\u9fff]{1,3}[员师傅生工长者机干手].?")


@dataclass(frozen=True, slots=True)
class Words:
    """The words that say what a figure counts, without those that say nothing of it."""

    parts: tuple[str, ...]
    pairs: frozenset[str]
    chars: frozenset[str]
    #: the number of characters
    length: int
    #: whether a word of one character is among them
    has_single: bool

    def __bool__(self) -> bool:
        return bool(self.parts)


@lru_cache(maxsize=4096)
def words_in(text: str) -> Words:
    """Return the telling words of a text beside a figure: 受理居民诉求 of 全年共受理居民诉求."""
    parts = []
    for clause in _FILLERS.split(_PARTICLES.sub("", text)):
        for run in _LETTERS.findall(clause):
            bare = _BEHIND.sub("", run)
            bare = _BEFORE.sub("", bare) if len(bare) != 2 else bare
            if bare:
                parts.append(bare)
    return _words(tuple(parts))


def whole_words(text: str) -> Words:
    """Return all words of a name, for one that consists of words such as 支部 and 次数."""
    return _words(tuple(_LETTERS.findall(text)))


def _words(parts: tuple[str, ...]) -> Words:
    return Words(
        parts,
        frozenset(_pairs(parts)),
        frozenset("".join(parts)),
        sum(map(len, parts)),
        any(len(part) == 1 for part in parts),
    )


def begins_name(after: str) -> bool:
    """Return whether the words behind a figure begin with what it counts: 48个端口, not 6处是老化."""
    return bool(after) and not _PREDICATE.match(after)


def _pairs(parts: Iterable[str]) -> Iterator[str]:
    """Yield the pairs of neighbouring characters; a word of one character is its own."""
    for part in parts:
        if len(part) == 1:
            yield part
        for i in range(len(part) - 1):
            yield part[i : i + 2]


def share(words: Words, near: Words, wide: Words) -> float:
    """Return which share of the characters of `words` stands in pairs of `near`, half for `wide`."""
    weight = 0.0
    for part in words.parts:
        if len(part) == 1:
            weight += 1.0 if part in near.chars else 0.5 if part in wide.chars else 0.0
            continue
        ends = 0.0  # what the pair is worth that ends with the character
        for i, char in enumerate(part):
            pair = part[i : i + 2]
            begins = 1.0 if pair in near.pairs else 0.5 if pair in wide.pairs else 0.0
            if len(pair) == 1:  # no pair begins with the last character
                begins = 0.0
            weight += 1.0 if near.has_single and char in near.pairs else max(ends, begins)
            ends = begins
    return weight / words.length if words.length else 0.0


def likeness(a: Words, a_wide: Words, b: Words, b_wide: Words) -> float:
    """Return how alike two namings are, from 0 to 1: the harmonic mean of what each shares of the other.

    `a` and `b` stand beside the figures, `a_wide` and `b_wide` in the rest of the sentence or entry.
    """
    apart = a.pairs.isdisjoint(b.pairs) and a.pairs.isdisjoint(b_wide.pairs)
    if apart and not (a.has_single or b.has_single):
        return 0.0
    first = share(a, b, b_wide)
    if not first:
        return 0.0
    second = share(b, a, a_wide)
    if _differ_by_one(a, b) or _is_among(a, b) or _is_among(b, a):
        return 0.5  # 一等奖 and 二等奖, 省级 and 市级, 党员 and 党员司机
    return 2 * first * second / (first + second) if second else 0.0


def _differ_by_one(a: Words, b: Words) -> bool:
    if a.length != b.length or a.length < 3 or a.parts == b.parts:
        return False
    return sum(x != y for x, y in zip("".join(a.parts), "".join(b.parts), strict=True)) == 1


def _is_among(some: Words, people: Words) -> bool:
    """Return whether a name is of some of the members that another one names: 党员司机 of 党员."""
    return "".join(people.parts) == "党员" and bool(_SOME_MEMBERS.fullmatch("".join(some.parts)))


class Closeness(IntEnum):
    """How near two different values are."""

    FAR = 0
    SMALL = 1  # of one digit, so that nothing is far
    NEAR = 2  # an eighth apart, or one of two digits differs
    SLIP = 3  # a slip of the hand in a figure of three digits
    LONG_SLIP = 4  # a slip of the hand in a longer figure


def masked_digits(quantity: Quantity) -> Iterator[str]:
    """Yield what two figures of four digits or more share that differ by a slip of the hand."""
    digits = _digits(quantity)
    if len(digits) > 3:
        for i in range(len(digits)):
            yield f"{digits[:i]}*{digits[i + 1 :]}"
            pair = "".join(sorted(digits[i : i + 2]))
            yield f"{digits[:i]}({pair}){digits[i + 2 :]}"


def _digits(quantity: Quantity) -> str:
    return re.sub(r"\D", "", quantity.number_text).lstrip("0")


def closeness(a: Quantity, b: Quantity) -> Closeness:
    """Return how near two values of one unit are: a slip of the hand is no chance in a long figure."""
    if a.value == -b.value:
        return Closeness.SLIP
    first, second = _digits(a), _digits(b)
    length = max(len(first), len(second))
    slip = first != second and _one_slip(first, second)
    apart, size = abs(a.value - b.value), max(abs(a.value), abs(b.value), Decimal(1))
    if slip and length > 2:
        one_length = len(first) == len(second)
        return Closeness.LONG_SLIP if length > 3 and one_length else Closeness.SLIP
    if length > 2 and apart * 50 <= size:
        return Closeness.SLIP
    if length < 2:
        return Closeness.SMALL
    return Closeness.NEAR if slip or apart * 8 <= size else Closeness.FAR


def _one_slip(a: str, b: str) -> bool:
    """Return whether one digit is wrong, left out or doubled, or two neighbours are swapped."""
    if len(a) == len(b):
        apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        if len(apart) == 1:
            return True
        return (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and a[apart[0]] == b[apart[1]]
            and a[apart[1]] == b[apart[0]]
        )
    short, long = sorted((a, b), key=len)
    if len(long) - len(short) != 1 or len(long) < 4:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
