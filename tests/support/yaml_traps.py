"""Mistakes that people make in YAML, put into a line of a file that was right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import BaseModel

from reportgen.content.lessons import Lesson
from reportgen.content.model import Branch, BranchType, YearRecord
from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import YamlSource, parse
from reportgen.diagnostics import Diagnostic, Faults

CONTENT = Path(__file__).parents[2] / "content"

#: changes the line of a text without quotes beside its name; None where it does not apply
Trap = Callable[[str, yaml.ScalarNode], str | None]


def _value(change: Callable[[str], str]) -> Trap:
    """Return the trap that changes the text of a line."""

    def trap(row: str, node: yaml.ScalarNode) -> str | None:
        start, end = node.start_mark.column, node.end_mark.column
        return row[:start] + change(row[start:end]) + row[end:]

    return trap


def _line(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Trap:
    """Return the trap that changes what a pattern finds in a line."""

    def trap(row: str, _: yaml.ScalarNode) -> str | None:
        changed = re.sub(pattern, replacement, row, count=1)
        return changed if changed != row else None

    return trap


#: traps of a line `name: text`, and of one `- name: text`
OF_LINES: dict[str, Trap] = {
    "中文冒号": _line(r"(?<=\w): ", "："),
    "冒号后没有空格": _line(r"(?<=[a-z]): (?=\S)", ":"),
    "冒号后是全角空格": _line(r"(?<=\w): ", ":\u3000"),
    "冒号后是不换行空格": _line(r"(?<=\w): ", ":\u00a0"),
    "等号": _line(r"(?<=[a-z]): ", " = "),
    "Tab 缩进": _line(r"^  ", "\t"),
    "全角空格缩进": _line(r"^  ", "\u3000"),
    "短横线后没有空格": _line(r"^( *)- (?=[a-z])", r"\1-"),
    "全角短横线": _line(r"^( *)- ", r"\1－ "),
    "圆点当短横线": _line(r"^( *)- ", r"\1• "),
    "名称写错": _line(r"(?<=[a-z])([a-z]):", r"\1\1\1:"),
    "名称大写": _line(r"\b([a-z])(?=[a-z]*:)", lambda match: match[1].upper()),
    "没有另一半的双引号": _value(lambda text: f'"{text}'),
    "没有另一半的单引号": _value(lambda text: f"'{text}"),
    "以中文引号收尾": _value(lambda text: f'"{text}”'),
    "引号提前结束": _value(lambda text: f'"{text}"的事'),
    "引号里有引号": _value(lambda text: f'"把"{text}"办好"'),
    "@ 开头": _value(lambda text: f"@{text}"),
    "% 开头": _value(lambda text: f"%{text}"),
    "反引号开头": _value(lambda text: f"`{text}`"),
    "星号开头": _value(lambda text: f"**{text}**"),
    "& 开头": _value(lambda text: f"&{text}"),
    "叹号开头": _value(lambda text: f"!{text}"),
    "> 开头": _value(lambda text: f">{text}"),
    "| 开头": _value(lambda text: f"|{text}"),
    "方括号开头": _value(lambda text: f"[重要] {text}"),
    "文字里有冒号": _value(lambda text: f"其中: {text}"),
    "井号后的字": _value(lambda text: f"{text} #3 号楼"),
    "控制字符": _value(lambda text: f"{text[:1]}\x07{text[1:]}"),
    "零宽的字节序标记": _value(lambda text: f"{text[:1]}\ufeff{text[1:]}"),
}  # fmt: skip

#: traps of a line with { }
OF_BRACKETS: dict[str, Trap] = {
    "数里的逗号": _line(r"value: \S+?(?=[,}])", "value: 1,180余个"),
    "中文逗号": _line(r", (?=[a-z]+:)", "，"),
    "中文花括号": _line(r"\{", "｛"),
    "少了右括号": _line(r"\}", ""),
    "中文右括号": _line(r"\}", "｝"),
    "括号里的中文冒号": _line(r"(?<=[a-z]): (?=[^{])", "："),
    "少了逗号": _line(r", (?=[a-z]+:)", " "),
    "括号里的井号": _line(r"(label: [^,}\"]+)", r"\1 #3 号"),
}


def model_of(path: Path) -> type[BaseModel] | None:
    """Return the model of a file of the samples."""
    folder = path.relative_to(CONTENT).parts[0]
    if folder == "branches":
        return Branch if path.name == "branch.yaml" else YearRecord
    return {"types": BranchType, "lessons": Lesson}.get(folder)


FILES = [path for path in sorted(CONTENT.rglob("*.yaml")) if model_of(path)]


def faults_of(text: str, model: type[BaseModel]) -> tuple[Diagnostic, ...]:
    """Return what is said of a file: its faults, or its warnings where it can be read."""
    try:
        source = parse(text.encode(), "content/x.yaml")
        validate(model, source)
    except Faults as faults:
        return faults.diagnostics
    return source.warnings


def places(source: YamlSource) -> Iterator[yaml.ScalarNode]:
    """Yield the texts without quotes that stand on the line of their name."""

    def walk(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from walk(item)
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                on_line = value.start_mark.line == key.start_mark.line == value.end_mark.line
                if (
                    isinstance(value, yaml.ScalarNode)
                    and not value.style
                    and value.value
                    and on_line
                ):
                    yield value
                else:
                    yield from walk(value)

    yield from walk(source.root)


def corrected(lines: Sequence[str], fault: Diagnostic) -> list[str]:
    """Return the lines with the correction of a fault in place."""
    correction = fault.correction
    assert correction
    start = correction.line - 1
    return [*lines[:start], *correction.rows, *lines[start + correction.replaced :]]
