"""An honour as a sentence says it, taken to pieces."""

from __future__ import annotations

import pytest

from reportgen.importing.honours import honour_of
from reportgen.importing.stretches import Stretch


def parts(text: str) -> dict[str, object]:
    result = honour_of(Stretch("p1", 0, text))
    single = {n: getattr(result, n) for n in ("name", "level", "grade", "note", "count")}
    people = [p.text for p in result.people or ()]
    return {n: s.text for n, s in single.items() if s} | ({"people": people} if people else {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区先进基层党组织", {"name": "先进基层党组织", "level": "区"}),
        ("街道“最美楼道”3个", {"name": "最美楼道", "level": "街道", "count": "3个"}),
        ("被市局机关党委评为“先进基层党组织”；", {"name": "先进基层党组织", "level": "市局机关党委"}),
        ("党员孙立群被评为市级“最美统计人”。", {"name": "最美统计人", "level": "市级", "people": ["孙立群"]}),
        ("张三、李四同志获区技能大赛一等奖", {"name": "区技能大赛", "grade": "一等奖", "people": ["张三", "李四"]}),
        ("青年突击队获评市级“青年文明号”", {"name": "青年文明号", "level": "市级", "people": ["青年突击队"]}),
        ("2024年7月，支部荣获市级“先进基层党组织”称号", {"name": "先进基层党组织", "level": "市级", "note": "2024年7月"}),
        ("获省科技进步奖二等奖（番茄育种）", {"name": "科技进步奖", "level": "省", "grade": "二等奖", "note": "番茄育种"}),
        ("荣获县级以上表彰12项", {"name": "县级以上表彰", "count": "12项"}),
        ("五星党支部", {"name": "五星党支部"}),
    ],
)  # fmt: skip
def test_an_honour_is_taken_to_pieces(text: str, expected: dict[str, object]) -> None:
    assert parts(text) == expected
