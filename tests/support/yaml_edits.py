"""Random YAML files in other hands' styles, random edits of them, and what must be true afterwards."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from reportgen.content import edit
from reportgen.diagnostics import Diagnostic

FILES = sorted((Path(__file__).parents[2] / "content").rglob("*.yaml"))
HOSTILE = (
    "- a: {x} # y", "a: b", "a #b", "#", "null", "~", "", " ", "\n", "x\n", "\nx", "a\nb", "a\n\n\nb\n",
    "  缩进\n不缩进", "a\n  \nb", "a  \nb", "\t制表", "a\tb", "末尾空格 ", "\u3000全角空格开头", "yes", "010", "2025-03-05",
    "14:30", "a:", ":a", "? a", "?", "-", "- ", "---", "...", "-5", "[x]", "{x: y}", "x, y", "&a", "*a", "!a",
    "%a", "@a", "`a", "|", ">", "'单引号'", '"双引号"', "it's \"both\"", "C:\\文件", "“引号”、《书名》：全角", "a\r\nb",
    "a\u2028b", "\ufeffx", "😀", "<<", "=", "第一段。\n\n第二段：“引号”、#井号", "# 标题\n- 项\n: x", "a: b\n\tc", "\x85", "x" * 300,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """An edit of a file: the operation, its arguments, and what came of it."""

    before: bytes
    operation: str
    path: tuple[str | int, ...]
    arguments: tuple[Any, ...]
    after: edit.YamlFile | Diagnostic


def text_of(random: Random) -> str:
    if random.random() < 0.5:
        return random.choice(HOSTILE)
    alphabet = "支部党员，。：“”、 :#-?[]{},&*!|>'\"%@`~\\\n\tab01.=/（）　"
    return "".join(random.choices(alphabet, k=random.randint(1, 12)))


def key_of(random: Random) -> str:
    return random.choice(
        ["名称", "new_key", "a b", "x: y", "应到人数", "2025", "yes", "键，全角", "'q'"]
    )


def value_of(random: Random, depth: int = 0) -> Any:
    kind = random.random()
    if depth > 2 or kind < 0.6:
        return text_of(random)
    if kind < 0.65:
        return None
    items = range(random.randint(0, 3))
    if kind < 0.82:
        return [value_of(random, depth + 1) for _ in items]
    return {
        f"k{i}" if random.random() < 0.7 else key_of(random): value_of(random, depth + 1)
        for i in items
    }


def _loaded(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CBaseLoader)


def _part(random: Random, value: Any) -> dict[str, Any]:
    """Return a part of a file's value that is small enough to be tried often."""
    while len(str(value)) > 1500:
        if isinstance(value, list):
            start = random.randrange(len(value))
            return {"items": value[start : start + 3]}
        keys = random.sample(sorted(value), min(len(value), 4))
        value = {key: value[key] for key in keys} if len(value) > 4 else value[random.choice(keys)]
        if isinstance(value, str):
            return {"text": value}
    return value if isinstance(value, dict) else {"items": value}


def foreign_text(random: Random) -> str:
    """Return a YAML text: a file of the samples, or values written in the style of other hands."""
    own = random.choice(FILES).read_text(encoding="utf-8")
    kind = random.random()
    if kind < 0.25:
        text = own
    else:
        value = (
            _part(random, _loaded(own))
            if kind < 0.7
            else {"a": value_of(random), "b": value_of(random)}
        )
        text = yaml.dump(
            value,
            Dumper=yaml.SafeDumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=random.choice([None, False, False, True]),
            default_style=random.choice([None, None, None, "'", '"', "|", ">"]),
            indent=random.choice([2, 2, 3, 4, 8]),
            width=random.choice([20, 60, 10**6]),
            explicit_start=random.random() < 0.1,
        )
        if random.random() < 0.3:
            text = _same_or(text, re.sub(r"(?m)^( *)- ", r"\1    - ", text))
    if random.random() < 0.2:
        text = _same_or(text, re.sub(r"(?m)^( *)  - ", r"\1- ", text))
    if random.random() < 0.6:
        text = _commented(random, text)
    if random.random() < 0.2:
        text = text.rstrip("\n")
    if random.random() < 0.1:
        text += "\n\n"
    if random.random() < 0.4:
        text = text.replace("\n", "\r\n")
    return ("\ufeff" if random.random() < 0.2 else "") + text


def _same_or(text: str, other: str) -> str:
    try:
        return other if _loaded(other) == _loaded(text) else text
    except yaml.YAMLError:
        return text


def _commented(random: Random, text: str) -> str:
    """Return the text with comments on lines of their own and behind values."""
    value = _loaded(text)
    for number in range(random.randint(1, 8)):
        lines = text.split("\n")
        at = random.randrange(len(lines))
        mark = f"# c{number}号注释"
        if random.random() < 0.5:
            lines[at] += f"  {mark}"
        else:
            lines.insert(at, " " * random.choice([0, 0, 2, 4, 6]) + mark)
            if random.random() < 0.3:
                lines.insert(at, "")
        candidate = "\n".join(lines)
        try:
            same = _loaded(candidate) == value
        except yaml.YAMLError:
            continue
        if same:
            text = candidate
    return text


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [p for key, item in pairs for p in ((*path, key), *paths(item, (*path, key)))]


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        value = value[part]
    return value


def trial(random: Random, file: edit.YamlFile) -> Trial:
    """Make a random edit of `file`."""
    everywhere = paths(file.value)
    path = random.choice(everywhere)
    operation = random.choice(["replace", "replace", "insert", "insert", "remove", "move"])
    arguments: tuple[Any, ...] = ()
    if operation == "replace":
        arguments = (value_of(random),)
    elif operation == "insert":
        collections = [(), *(p for p in everywhere if not isinstance(at(file.value, p), str))]
        parent = random.choice(collections)
        holder = at(file.value, parent)
        is_list = isinstance(holder, list) or (holder is None and random.random() < 0.5)
        place = random.randint(0, len(holder or ())) if is_list else key_of(random)
        path, arguments = (*parent, place), (value_of(random),)
    elif operation == "move":
        siblings = at(file.value, path[:-1])
        arguments = (random.randrange(len(siblings)),)
        others = [
            p for p in everywhere if type(at(file.value, p)) is type(siblings) and at(file.value, p)
        ]
        if others and random.random() < 0.4:
            into = random.choice(others)
            arguments = (random.randint(0, len(at(file.value, into))), into)
            if into == path[:-1]:
                arguments = (random.randrange(len(siblings)), into)
    return Trial(
        file.data, operation, path, arguments, getattr(edit, operation)(file, path, *arguments)
    )


def is_text(file: edit.YamlFile, path: tuple[str | int, ...]) -> bool:
    return isinstance(at(file.value, path), str)


def _plain(value: Any) -> Any:
    """Return a value as it is read: line ends are one character, keys keep their order."""
    if isinstance(value, str):
        return re.sub("\r\n?", "\n", value)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value


def wrong(trial: Trial, before: Any) -> str:
    """Return what is wrong with an edit that was made, nothing if all is right."""
    after = trial.after
    assert isinstance(after, edit.YamlFile)
    from reportgen.content.yaml.reader import parse  # the project's reader, not the editor's own

    now = parse(after.data, "x.yaml").value
    expected = copy.deepcopy(before)
    path, part = trial.path, trial.path[-1]
    holder = at(expected, path[:-1]) if trial.operation != "insert" else None
    if trial.operation == "replace":
        holder[part] = _plain(trial.arguments[0])
    elif trial.operation == "remove":
        del holder[part]
    elif trial.operation == "insert":
        if at(expected, path[:-1]) is None:
            at(expected, path[:-2])[path[-2]] = [] if isinstance(part, int) else {}
        holder = at(expected, path[:-1])
        if isinstance(part, int):
            holder.insert(part, _plain(trial.arguments[0]))
        else:
            holder[part] = _plain(trial.arguments[0])
    else:
        index = trial.arguments[0]
        target = holder if len(trial.arguments) == 1 else at(expected, trial.arguments[1])
        item = holder[part]
        if isinstance(target, list):
            holder.pop(part)
            target.insert(index, item)
        else:
            del holder[part]
            rest = list(target.items())
            target.clear()
            target.update([*rest[:index], (part, item), *rest[index:]])
    if now != expected:
        return "another value"
    if trial.operation != "insert" and _orders(now) != _orders(expected):
        return "another order of keys"
    if trial.operation == "insert" and isinstance(part, str):
        at(now, path[:-1]).pop(part)
        old = copy.deepcopy(before)
        if at(old, path[:-1]) is None:
            at(old, path[:-2])[path[-2]] = {}
        if _orders(now) != _orders(old):
            return "another order of keys"
    return _wrong_bytes(trial, before)


def _orders(value: Any) -> Any:
    if isinstance(value, dict):
        return [(k, _orders(v)) for k, v in value.items()]
    return [_orders(v) for v in value] if isinstance(value, list) else None


def _wrong_bytes(trial: Trial, before: Any) -> str:
    old, new = trial.before.decode(), trial.after.data.decode()  # type: ignore[union-attr]
    if old.startswith("\ufeff") != new.startswith("\ufeff"):
        return "byte order mark"
    if "\r\n" in old and re.search(r"(?<!\r)\n", new):
        return "line ends"
    if "\r" not in old and "\r" in new:
        return "line ends"
    comments = re.findall(r"# c\d+号注释|# ── .*", old)
    left = re.findall(r"# c\d+号注释|# ── .*", new)
    if trial.operation == "remove":
        first, last = _lines_of(old, trial.path)
        inside = "\n".join(old.split("\n")[first : last + 1])
        lost = [c for c in comments if c not in left]
        if any(c not in inside for c in lost):
            return f"comment lost: {lost}"
    elif sorted(comments) != sorted(left):
        return "comment lost"
    if trial.operation == "replace":
        first, last = _lines_of(old, trial.path)
        rows = old.split("\n")
        head, tail = "\n".join(rows[:first]), "\n".join(rows[last + 1 :])
        if not new.startswith(head) or not new.endswith(tail):
            return "other lines changed"
    same = _common(old, new)
    if trial.operation == "insert" and at(before, trial.path[:-1]) and same < len(old) - 1:
        return "more than an insertion"
    if trial.operation == "remove" and len(at(before, trial.path[:-1])) > 1 and same < len(new):
        return "more than a deletion"
    return ""


def _common(one: str, other: str) -> int:
    """Return how many characters two texts share at their beginnings and ends."""
    shorter = min(len(one), len(other))
    start = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    rest = shorter - start
    end = next((i for i in range(rest) if one[-1 - i] != other[-1 - i]), rest)
    return start + end


def _lines_of(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Return the first and last line of an item, by the marks of PyYAML's own parser in Python."""
    node: Any = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.BaseLoader)
    start = node.start_mark
    for part in path:
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in node.value if pair[0].value == part)
            start = key.start_mark
        else:
            node = node.value[part]
            start = node.start_mark
    return start.line, _last_line(text.removeprefix("\ufeff"), node)


def _last_line(text: str, node: Any) -> int:
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        written = text[node.start_mark.index : node.end_mark.index].rstrip(" \r\n")
        return int(node.start_mark.line) + written.count("\n")
    last = node.value[-1]
    return _last_line(text, last[1] if isinstance(node, yaml.MappingNode) else last)
