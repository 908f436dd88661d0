"""An honour as a sentence says it → its name, level, grade and who has it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.importing.stretches import Stretch

#: words that say how high an honour is, as a record has them
_LEVEL = "国家级|全国|省部级|省级|市级|区级|县级|镇级|乡级|街道级|系统|厂级|校级|院级|集团级|公司级"
_LEVEL_PLACE = "国家|全国|省|自治区|市|州|地区|区|县|旗|镇|乡|街道|集团公司|集团|公司|总厂|厂|学校|校|院党委|院|所|局|机关"
_GRADE = re.compile(
    "特等奖|一等奖|二等奖|三等奖|优秀奖|优胜奖|提名奖|金奖|银奖|铜奖|第[一二三四五六]名|[冠亚季]军|鼓励奖|入围奖"
)
_VERB = re.compile("(?:被|获|荣获|获得|获评|评为|授予|评定为|入选|认定为|命名为|选树为)")
_IS_NAMED = re.compile(
    r"被(?P<body>[^“”，；。]{0,24}?)(?:评选为|评定为|评为|授予|认定为|命名为|选树为|表彰为)"
)
_RECEIVES = re.compile(r"(?:荣获|获评|获得|获|入选|当选|评为|授予)")
_COUNT = re.compile(r"[0-9０-９]{1,4}(?:项|个|次|名|人|块|面|人次|项次)$")
#: the date of the award; the names follow it
_WHEN = re.compile(r"(?P<date>(?:20[0-9]{2}年)?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?)，?")
#: what may stand behind a quoted name
_TITLE = re.compile("(?:荣誉)?(?:称号|荣誉|奖)?")
_NAME = re.compile(r"[“‘「]([^”’」]{2,40})[”’」]")
_PERSON = re.compile(
    r"^(?:党员|教师|同志|职工|民警|医生|护士|支部书记|书记)?(?P<name>[^\W\d_]{2,4}?)(?:老师|同志|同学|医生|师傅|等同志|等)?$"
)
_SUBJECT = re.compile("支部|党委|集体|班组|科室|学校|单位|社区|全体|[《》]")


@dataclass(slots=True)
class HonourParts:
    """What a sentence says of an honour; each part is a stretch of it."""

    name: Stretch
    level: Stretch | None = None
    grade: Stretch | None = None
    people: list[Stretch] | None = None
    note: Stretch | None = None
    count: Stretch | None = None


def honour_of(item: Stretch) -> HonourParts:
    """Return the parts of an honour; the whole item is its name where they cannot be told apart."""
    item = item.trimmed("。；;，")
    text = item.text
    passive = _IS_NAMED.search(text)
    verb = passive or _RECEIVES.search(text)
    subject = item.part(0, verb.start()).trimmed("，") if verb else None
    when = _WHEN.match(subject.text) if subject else None
    if subject and when and when[0]:
        note = subject.part(0, when.end("date"))
        subject = subject.part(when.end()).trimmed()
    else:
        note = None
    rest_start = verb.end() if verb else 0
    parts = HonourParts(item.part(rest_start).trimmed(), note=note)
    if passive and passive["body"]:
        start = passive.start("body")
        parts.level = item.part(start, passive.end("body"))
    people = _people(subject) if subject else None
    if people:
        parts.people = people
    elif subject and not re.fullmatch("(?:本)?(?:党)?支部|我们|我支部", subject.text):
        parts.people = [subject]
    _take_level(parts)
    _take_count(parts)
    _take_grade(parts)
    return parts


def _take_count(parts: HonourParts) -> None:
    """Take the number of honours off: “最美楼道”3个."""
    name = parts.name
    match = _COUNT.search(name.text)
    if match and match.start() >= 2:
        parts.count = name.part(match.start(), match.end())
        parts.name = name.part(0, match.start()).trimmed("共")


def _people(subject: Stretch) -> list[Stretch] | None:
    """Return the persons that a subject names; None where it names something else."""
    if not subject or _SUBJECT.search(subject.text):
        return None
    people, at = [], 0
    for name in re.split("、|和", subject.text):
        match = _PERSON.match(name)
        if not match:
            return None
        people.append(subject.part(at + match.start("name"), at + match.end("name")))
        at += len(name) + 1
    return people


def _take_level(parts: HonourParts) -> None:
    """Take the level off the beginning of the name: 市级“最美统计人”, 区先进基层党组织."""
    if parts.level:
        return
    name = parts.name
    match = re.match(rf"(?:{_LEVEL})(?!及?以上)(?=.)", name.text)
    if not match:
        # 区先进…, 市优质课…: a place without its own name, right before what is awarded
        match = re.match(
            rf"(?:全)?(?:{_LEVEL_PLACE})(?:系统|教育局|党委|党工委)?(?=[“《]|先进|优秀|优质|最美|模范|文明|劳动|青年|科技|五|十|职业)",
            name.text,
        )
    if not match:
        match = re.match(r"全(?:市|省|区|县|国)[^“”，]{0,6}?系统", name.text)
    if match and match.end() < len(name.text):
        parts.level = name.part(0, match.end())
        parts.name = name.part(match.end()).trimmed()


def _take_grade(parts: HonourParts) -> None:
    """Take the grade off the name; quotes around a whole name too."""
    name = parts.name
    grades = list(_GRADE.finditer(name.text))
    if grades and grades[-1].start() >= 2:
        last = grades[-1]
        behind = name.part(last.end())
        if not behind or re.fullmatch(r"\s*[（(][^）)]+[）)]", behind.text):
            parts.grade = name.part(last.start(), last.end())
            parts.name = name.part(0, last.start()).trimmed()
            note = re.search(r"[（(]([^）)]+)[）)]", behind.text)
            if note and parts.note is None:
                start = last.end() + note.start(1)
                parts.note = name.part(start, start + len(note[1]))
            name = parts.name
    quoted = _NAME.match(name.text)
    if quoted and _TITLE.fullmatch(name.text[quoted.end() :]):
        parts.name = name.part(quoted.start(1), quoted.end(1))
