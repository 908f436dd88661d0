"""What is written to be spoken can be said: in one breath, in words, without what hearers cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportgen.content.checks.registry import finding
from reportgen.content.checks.text_blocks import Role, TextBlock
from reportgen.diagnostics import Diagnostic

#: characters that are said in one breath
_BREATH = 40
#: words between two marks at which a speaker pauses for breath
_STRETCH = re.compile(r"[^。！？!?；;，,、：:—…\n]+")
_SYMBOL = re.compile(
    r"[%％‰×÷±→←↑↓⇒=＝+＋~～#＃*＊@＠&＆|｜<>＜＞^_/／\\①-⑳⑴-⒇Ⅰ-Ⅻ㎡㎞㎏℃²³☆★●○■□◆◇▲△√]+"
)
#: how a sign is said
_SPOKEN_FORMS = {
    "%": "百分之几", "％": "百分之几", "‰": "千分之几", "×": "乘", "+": "加", "＋": "加", "→": "到",
    "=": "等于", "＝": "等于", "/": "或、每、几分之几", "～": "到", "~": "到", "℃": "摄氏度", "㎡": "平方米",
}  # fmt: skip
_UNSEEN = re.compile(
    r"(?:详?见|参见|如)(?:上|下|左|右|附)?(?:表|图|附件)(?:\d+|[一二三四五六七八九十]+|《[^》]*》)?(?:所示)?"
)


def check(blocks: Iterable[TextBlock]) -> Iterator[Diagnostic]:
    """Yield a finding for each place of a speech that cannot be said or be understood by hearers."""
    for block in blocks:
        if block.role is Role.SPEECH:
            yield from _long(block)
            yield from _signs(block)
            yield from _unseen(block)


def _long(block: TextBlock) -> Iterator[Diagnostic]:
    for match in _STRETCH.finditer(block.text):
        words = "".join(match[0].split())
        if len(words) > _BREATH:
            message = f"{block.where}“{words[:12]}……”一口气要说{len(words)}字"
            hint = f"断成几句，或在{_BREATH}字以内加上停顿的逗号"
            yield finding("unspeakable", message, block.inside(match.start(), match.end()), hint)


def _signs(block: TextBlock) -> Iterator[Diagnostic]:
    for match in _SYMBOL.finditer(block.text):
        spoken = _SPOKEN_FORMS.get(match[0][0], "")
        hint = f"写成说的话，如“{spoken}”" if spoken else "写成说的话，或者删去"
        message = f"{block.where}里的“{match[0]}”念不出来"
        yield finding("unspeakable", message, block.inside(match.start(), match.end()), hint)


def _unseen(block: TextBlock) -> Iterator[Diagnostic]:
    for match in _UNSEEN.finditer(block.text):
        message = f"{block.where}里的“{match[0]}”，听的人看不到"
        hint = "把表里、图里要说的话说出来，或者说“请看屏幕”"
        yield finding("unspeakable", message, block.inside(match.start(), match.end()), hint)
