"""Lines that YAML reads otherwise than their author meant, each with the line as it should be written.

A trap looks at one line, in a file the parser refused, and proposes what the line should be. The
proposal counts only where the parser then comes further: it is tried on the file before anybody
reads it. `syntax` explains what no trap recognises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.chinese import HAN
from reportgen.diagnostics import Correction, Diagnostic
from reportgen.spans import Span

COMMA_HINT = "括号里有英文逗号的文字要加引号"
COLON_HINT = "“名称: 内容”之间要用英文冒号，后面空一格"
#: a name of the model, or a short one in Chinese that the author gave
NAME = rf"[A-Za-z_{HAN}][\w·（）()-]{{0,19}}"
_ENGLISH = r"[A-Za-z_][\w-]*"
#: indentation with its dashes, the name with its colon, and what follows
_ROW = re.compile(rf"([ ]*)((?:-[ ]+)*)(?:({NAME}|\"[^\"]*\"|'[^']*')(:(?:[ ]+|$)))?(.*)")
_COMMENT = re.compile(r"\s+#(?:\s.*)?$")
_ODD_SPACES = "\t\u3000\u00a0"
_ODD_INDENT = re.compile(rf"[ {_ODD_SPACES}]*(?:-[ {_ODD_SPACES}]+)*")
_DASHES = "－—–−﹣‐•·●▪◦"
#: a name in { } with a Chinese colon, and its value up to a comma, which is in quotes or is not
_WIDE_COLON_BEFORE_COMMA = re.compile(rf"[{{,]\s*{_ENGLISH}\s*：\s*(?:\"[^\"]*|[^{{}}\"]*),\s*$")
_HALF_WIDTH = {"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]"}
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, and its parts as YAML would have them; numbers count from 0."""

    lines: Sequence[str]
    number: int
    row: str
    indent: int
    dashes: str
    name: str
    colon: str
    value: str

    @property
    def start(self) -> int:
        """The column of the value."""
        return len(self.row) - len(self.value)

    @property
    def depth(self) -> int:
        """The column of the name or text, behind the dashes."""
        return self.indent + len(self.dashes)

    def with_value(self, value: str) -> str:
        """Return the line with another value and its own comment, if it has one."""
        comment = _COMMENT.search(self.value)
        return f"{self.row[: self.start]}{value}{comment[0] if comment else ''}"

    @property
    def text(self) -> str:
        """The value without a comment and without spaces at its end."""
        return _COMMENT.sub("", self.value).rstrip()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a trap says of a line, and the lines that should stand there; none where it cannot know.

    The marked characters start at `column` of line `number`; both count from 0. `replaced` lines
    from `first` on are replaced by `rows`.
    """

    code: str
    message: str
    number: int
    column: int
    length: int
    hints: tuple[str, ...]
    first: int
    rows: tuple[str, ...]
    replaced: int = 1
    #: whether the author can only have meant this
    certain: bool = True

    def applied(self, lines: Sequence[str]) -> list[str]:
        """Return the lines of the file with the proposal in place."""
        return [*lines[: self.first], *self.rows, *lines[self.first + self.replaced :]]

    def diagnostic(self, path: str) -> Diagnostic:
        """Return the fault with its correction."""
        span = Span(path, self.number + 1, self.column + 1, max(1, self.length))
        correction = Correction(self.first + 1, self.replaced, self.rows) if self.certain else None
        return Diagnostic(self.code, self.message, span, hints=self.hints, correction=correction)


def line_at(lines: Sequence[str], number: int) -> Line:
    """Return the line `number` with its parts."""
    row = lines[number]
    match = _ROW.fullmatch(row)
    if not match:
        return Line(lines, number, row, 0, "", "", "", row)
    indent, dashes, name, colon, value = match.groups(default="")
    return Line(lines, number, row, len(indent), dashes, name, colon, value)


def bare_item(lines: Sequence[str], number: int, column: int, length: int) -> Proposal | None:
    """Return what a text without a colon in { } should be: the rest of the text before the comma.

    Where the name of that text has a Chinese colon, this colon is what is wrong.
    `column` and `length` are its place in line `number`, counted from 0.
    """
    row = lines[number]
    if _WIDE_COLON_BEFORE_COMMA.search(row[:column]):
        return next(_marks_in_brackets(line_at(lines, number)), None)
    match = re.search(r"([^{},:\s\"'][^{},:\"']*),(\s*)$", row[:column])
    if not match:
        return None
    item = f"{match[1]},{match[2]}{row[column : column + length]}"
    end = column + length
    while more := re.match(r",(\d{3}[^{},:]*)(?=[,}])", row[end:]):
        item, end = item + more[0], end + len(more[0])
    place = (match.end(1), 1)
    better = f"{row[: match.start()]}{quoted(item)}{row[end:]}"
    message = "括号里的英文逗号把一段文字分成了两项"
    return Proposal("yaml-comma", message, number, *place, (COMMA_HINT,), number, (better,))


def thousands(lines: Sequence[str], number: int, column: int) -> Proposal | None:
    """Return what a number written as 1,180 in a list in brackets should be.

    The text behind the comma begins at `column` of line `number`, counted from 0.
    """
    row = lines[number]
    first = re.search(r"[^\s\[,{}\"']*(?<!\d)\d{1,3}(?:,\d{3})*,$", row[:column])
    rest = re.match(r"\d{3}(?!\d)[^,\[\]{}\"']*", row[column:])
    if not first or not rest:
        return None
    item = first[0] + rest[0].rstrip()
    end = column + len(rest[0].rstrip())
    better = f"{row[: first.start()]}{quoted(item)}{row[end:]}"
    message = "数里的英文逗号把它分成了两项"
    hint = "本来就是两项的，逗号后面空一格"
    place = (column - 1, 1)
    return Proposal("yaml-comma", message, number, *place, (COMMA_HINT, hint), number, (better,))


def lost_words(value: str, comment: str) -> bool:
    """Tell whether the words behind ` #` belong to the text before them.

    A comment stands apart: two spaces before `#`, or one behind it. Words that go on directly
    behind `#` (3 号楼 #4), or close what the text opened, are part of the text.
    """
    if any(
        value.count(o) > value.count(c) and c in comment for o, c in ("“”", "《》", "（）", "()")
    ):
        return True
    return comment.startswith(" #") and comment[2:3].strip() not in ("", "#", "!", "-", "=")


def quoted(text: str) -> str:
    """Return `text` in quotes that leave its characters as they are."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def of_characters(lines: Sequence[str], number: int) -> Iterator[Proposal]:
    """Yield what the traps propose that lie in the characters of a line."""
    yield from _proposals(_OF_CHARACTERS, lines, number)


def of_layout(lines: Sequence[str], number: int) -> Iterator[Proposal]:
    """Yield what the traps propose that lie in how a line stands below those above it."""
    yield from _proposals(_OF_LAYOUT, lines, number)


def _proposals(traps: Sequence[Trap], lines: Sequence[str], number: int) -> Iterator[Proposal]:
    line = line_at(lines, number)
    if line.row.strip() and not line.row.lstrip().startswith("#"):
        for trap in traps:
            yield from trap(line)


def _instead(
    line: Line, code: str, message: str, place: tuple[int, int], hint: str, row: str
) -> Proposal:
    """Return a proposal for one line; `place` is the column and length of what is marked."""
    hints = (hint,) if hint else ()
    return Proposal(code, message, line.number, *place, hints, line.number, (row,))


def _item(
    line: Line, code: str, message: str, place: tuple[int, int], row: str, column: int
) -> Proposal:
    """Return a proposal for the first line of an item, whose further lines begin at `column`.

    They move to where the name of the first line stands in `row`.
    """
    depth = line_at([row], 0).depth
    rows = [row]
    for below in line.lines[line.number + 1 :]:
        indent = len(below) - len(below.lstrip(" "))
        if below.strip() and (indent < column or below[column:].startswith(("- ", "-\n"))):
            break
        if (
            below.strip()
            and line_at([below], 0).name == line_at([row], 0).name
            and indent == column
        ):
            break
        rows.append(" " * (depth - column) + below if below.strip() else below)
    while not rows[-1].strip():
        rows.pop()
    return Proposal(
        code, message, line.number, *place, (), line.number, tuple(rows), len(rows)
    )  # fmt: skip


# --- spaces, dashes and colons --------------------------------------------------------------------


def _odd_indentation(line: Line) -> Iterator[Proposal]:
    match = _ODD_INDENT.match(line.row)
    odd = re.search(f"[{_ODD_SPACES}]+", match[0]) if match else None
    if not match or not odd:
        return
    rest = line.row[match.end() :]
    dashes = "".join("- " for _ in range(match[0].count("-")))
    name = "Tab" if odd[0][0] == "\t" else "全角空格或特殊空格"
    message = f"缩进用了 {name}" if name == "Tab" else f"缩进用了{name}"
    plain = match[0].replace("\t", "  ").replace("\u3000", "  ").replace("\u00a0", " ")
    above = _above(line)
    depths = (above.depth, above.depth + 2, above.indent) if above else ()
    for indent in (plain, *(" " * depth + dashes for depth in depths)):
        yield _instead(
            line,
            "yaml-tab",
            message,
            (odd.start(), len(odd[0])),
            "YAML 只认普通空格：请把缩进换成普通空格，一层两个",
            indent + rest,
        )


def _odd_space_after_colon(line: Line) -> Iterator[Proposal]:
    match = re.match(rf"([ ]*(?:-[ ]+)*{NAME}:)([ \t]*[\u3000\u00a0]\s*)", line.row)
    if match:
        message = "冒号后面是全角空格或特殊空格"
        place = (match.start(2), len(match[2]))
        row = f"{match[1]} {line.row[match.end() :]}"
        yield _instead(line, "yaml-space", message, place, "YAML 只认普通空格", row)


def _other_dash(line: Line) -> Iterator[Proposal]:
    match = re.match(rf"([ ]*)([{_DASHES}])\s*(?=\S)", line.row)
    if match:
        message = f"列表的各项要以英文的“- ”开头，这里是“{match[2]}”"
        row = f"{match[1]}- {line.row[match.end() :]}"
        yield _instead(line, "yaml-space", message, (match.start(2), 1), "", row)


def _dash_without_space(line: Line) -> Iterator[Proposal]:
    match = re.match(rf"([ ]*(?:-[ ]+)*)-(?=[A-Za-z_{HAN}“《\"'])", line.row)
    if match:
        row = f"{match[1]}- {line.row[match.end() :]}"
        message = "短横线后面缺少空格"
        yield _instead(line, "yaml-space", message, (len(match[1]), 1), "", row)
        yield _item(line, "yaml-space", message, (len(match[1]), 1), row, len(match[1]) + 1)


def _wide_colon(line: Line) -> Iterator[Proposal]:
    match = re.match(rf"([ ]*(?:-[ ]+)*)({NAME})(：)\s*", line.row)
    if not match:
        return
    # A Chinese name stands below another one; a sentence with a colon is longer.
    is_name = re.fullmatch(_ENGLISH, match[2])
    if is_name or (match[1] and len(line.row) - match.end() <= 30):
        message = f"`{match[2]}` 后面是中文冒号“：”"
        rest = line.row[match.end() :]
        row = f"{match[1]}{match[2]}:{' ' if rest else ''}{rest}"
        yield _instead(line, "yaml-colon", message, (match.start(3), 1), COLON_HINT, row)


def _colon_without_space(line: Line) -> Iterator[Proposal]:
    match = re.match(rf"([ ]*(?:-[ ]+)*({NAME})):(?=[^\s:/])", line.row)
    if match:
        row = f"{match[1]}: {line.row[match.end() :]}"
        message = f"`{match[2]}` 的冒号后面缺少空格"
        yield _instead(line, "yaml-space", message, (len(match[1]), 1), COLON_HINT, row)


def _equals_sign(line: Line) -> Iterator[Proposal]:
    match = re.match(rf"([ ]*(?:-[ ]+)*)({_ENGLISH})\s*([=＝])\s*(?=\S)", line.row)
    if match:
        row = f"{match[1]}{match[2]}: {line.row[match.end() :]}"
        message = f"`{match[2]}` 后面是“{match[3]}”"
        yield _instead(line, "yaml-colon", message, (match.start(3), 1), COLON_HINT, row)


# --- the beginning of a text ----------------------------------------------------------------------


def _text_below_its_mark(line: Line) -> Iterator[Proposal]:
    """Propose the next line for a text that stands on the line of its `|` or `>`."""
    match = re.match(r"([|>][+-]?)([^\s\d=+-].*)", line.value)
    if match and (line.name or line.dashes):
        below = _row_below(line)
        deeper = below is not None and below.depth > line.indent and not below.name
        depth = below.depth if deeper and below else line.indent + 2
        message = f"“{match[1]}”后面要换行，文字从下一行写起"
        rows = (f"{line.row[: line.start]}{match[1]}", " " * depth + match[2])
        place = (line.start, len(match[1]))
        yield Proposal("yaml-syntax", message, line.number, *place, (), line.number, rows)


def _first_character(line: Line) -> Iterator[Proposal]:
    if re.match(r"[@%`!*&>|]|[?-](?:\s|$)", line.value):
        character, message = line.value[0], f"文字不能以“{line.value[0]}”开头"
        if character in "!*&":
            message = f"“{character}”开头的文字要加引号"
        if character == "-":
            return
        row = line.with_value(quoted(line.text))
        yield _instead(line, "yaml-syntax", message, (line.start, 1), "给整段文字加上引号", row)


def _colon_in_text(line: Line) -> Iterator[Proposal]:
    match = re.search(r":(?=\s|$)", line.text)
    if match and line.value[0] not in "\"'[{|>" and (line.name or line.dashes):
        message = "文字里的英文冒号被当成了“名称: 内容”"
        hint = "给整段文字加上引号，或改用中文冒号“：”"
        row = line.with_value(quoted(line.text))
        place = (line.start + match.start(), 1)
        yield _instead(line, "yaml-colon", message, place, hint, row)


# --- quotes ---------------------------------------------------------------------------------------


def _quotes(line: Line) -> Iterator[Proposal]:
    mark = line.value[:1]
    if mark not in ("'", '"'):
        return
    text = line.text
    inner = text[1:-1] if len(text) > 1 and text[-1] == mark else text[1:]
    place = (line.start, 1)
    if mark == '"' and "\\" in inner and text.endswith(mark):
        column = line.start + line.value.index("\\")
        message = "双引号里的“\\”有特别的意思，这里用得不对"
        is_file = re.fullmatch(r"[\w\\/.:-]+\.\w{2,4}", inner)
        better = f'"{inner.replace(chr(92), "/")}"' if is_file else quoted(inner)
        row = line.with_value(better)
        hint = "文件路径里请用“/”" if is_file else "含有“\\”的文字用单引号"
        yield _instead(line, "yaml-quote", message, (column, 1), hint, row)
    if mark not in text[1:]:
        message = "引号没有配对，没有另一半"
        below = line.lines[line.number + 1] if line.number + 1 < len(line.lines) else ""
        if len(below) - len(below.lstrip(" ")) > line.depth and line.name:
            # The text has several lines; its other half would stand at the end of the last.
            row = line.with_value("|" if text == mark else text[1:])
            hint = "几行的文字不用引号；从下一行写起的，冒号后面写“|”"
            yield _instead(line, "yaml-quote", message, place, hint, row)
        closed = text[:-1] if text[-1] in "”’＂" and text.count("“") < text.count("”") else text
        row = line.with_value(closed + mark)
        yield _instead(line, "yaml-quote", message, place, "在这段文字的末尾补上引号", row)
        return
    column = line.start + text.index(mark, 1)
    message = "引号在这里就结束了，后面又有文字"
    hint = "文字里面的引号请用中文引号“ ”"
    if text[-1] == mark and inner.count(mark) % 2 == 0:
        row = line.with_value(f"{mark}{_chinese_quotes(inner, mark)}{mark}")
        yield _instead(line, "yaml-quote", message, (column, 1), hint, row)
    if text.count(mark) % 2 == 0:
        row = line.with_value(_chinese_quotes(text, mark))
        yield _instead(line, "yaml-quote", message, (column, 1), hint, row)


def _chinese_quotes(text: str, mark: str) -> str:
    """Return `text` with pairs of `mark` as Chinese quotes."""
    return re.sub(f"{mark}([^{mark}]*){mark}", "“\\1”", text)


# --- brackets -------------------------------------------------------------------------------------


def half_width(text: str) -> str:
    """Return the text of brackets with the marks between its names and values as YAML reads them."""
    opening, closing = text[:1], text[-1:]
    if opening in _HALF_WIDTH:
        text = _HALF_WIDTH[opening] + text[1:]
    if closing in _HALF_WIDTH and text[0] in "[{":
        text = f"{text[:-1]}{_CLOSING[text[0]]}"
    text = re.sub(rf"\s*[，；、;,]\s*(?={_ENGLISH}\s*[:：])", ", ", text)
    text = re.sub(rf"(?<![\w“])({_ENGLISH})\s*：\s*", r"\1: ", text)
    text = re.sub(rf"([{{,]\s*{_ENGLISH}):(?=[^\s:/])", r"\1: ", text)
    return re.sub(rf"(?<=[^\s,{{\[:])\s+(?={_ENGLISH}:\s)", ", ", text)


def _marks_in_brackets(line: Line) -> Iterator[Proposal]:
    value = line.text
    is_open = value[:1] in ("{", "[", "｛", "［", "【")
    if not value or not (is_open or value[-1:] in ("}", "]", "｝")):
        return
    better = half_width(value)
    if better == value:
        return
    at = next((i for i, (a, b) in enumerate(zip(value, better, strict=False)) if a != b), 0)
    message = {"，": "这里是中文逗号“，”", "；": "这里是分号", ";": "这里是分号", "、": "这里是顿号",
               "：": "这里是中文冒号“：”", ":": "冒号后面缺少空格"}.get(value[at], "")  # fmt: skip
    if value[at] in _HALF_WIDTH:
        message = f"这里是中文括号“{value[at]}”"
    elif not message:
        message = "冒号后面缺少空格" if value[at - 1] == ":" else "两项之间缺少英文逗号"
    hint = "括号、逗号、冒号都用英文的，逗号和冒号后面空一格"
    place = (line.start + at, 1)
    yield _instead(line, "yaml-bracket", message, place, hint, line.with_value(better))


def _words_in_brackets(line: Line) -> Iterator[Proposal]:
    """Propose quotes for texts in brackets that begin or go on as YAML does not allow."""
    if "{" not in line.row and "[" not in line.row:
        return
    first: list[tuple[int, int, str]] = []

    def better(match: re.Match[str]) -> str:
        item = match[2].rstrip()
        odd = re.match(r"[@%`!*&|>]", item) or re.search(r"\s#|:\s|:$", item)
        if not odd:
            return match[0]
        place = match.start(2) + odd.start() + (len(odd[0]) - len(odd[0].lstrip()))
        first.append((place, 1, item))
        return f"{match[1]}{quoted(item)}{match[2][len(item) :]}"

    pattern = r"(:\s+|[\[{,]\s*(?![\w-]+:\s))([^\s,\[\]{}\"'][^,\[\]{}\"']*)"
    row = re.sub(pattern, better, line.row[line.depth :])
    if first:
        column, length, _ = first[0]
        character = line.row[line.depth + column]
        message = f"括号里的文字有“{character}”，要加引号"
        place = (line.depth + column, length)
        whole = line.row[: line.depth] + row
        yield _instead(line, "yaml-bracket", message, place, "", whole)


def _text_behind_brackets(line: Line) -> Iterator[Proposal]:
    """Propose quotes for a text that only begins with brackets: [重要] 开展……"""
    match = re.match(r"(\[[^\[\]]*\]|\{[^{}]*\})\s*(?=[^\s,#\]}])", line.value)
    if match and (line.name or line.dashes):
        message = f"“{line.value[0]}”开头的文字要加引号"
        row = line.with_value(quoted(line.text))
        yield _instead(line, "yaml-bracket", message, (line.start, len(match[1])), "", row)


def _open_bracket(line: Line) -> Iterator[Proposal]:
    text = line.text
    closing = _CLOSING.get(text[:1], "")
    if not closing or text.count(text[0]) <= text.count(closing):
        return
    message = f"“{text[0]}”没有配对，缺少“{closing}”"
    wide = text[-1] in "｝］】）)}]" and text[-1] != closing
    better = (text[:-1] if wide else text.rstrip(",，")) + closing
    if wide:
        message = f"“{text[0]}”要用“{closing}”配对，这里是“{text[-1]}”"
    place = (line.start + len(text) - 1, 1) if wide else (line.start, 1)
    yield _instead(line, "yaml-bracket", message, place, "", line.with_value(better))


def _extra_bracket(line: Line) -> Iterator[Proposal]:
    text = line.text
    if text[-1:] in ("]", "}") and text[:1] in ("[", "{"):
        opening = "[" if text[-1] == "]" else "{"
        if text.count(text[-1]) > text.count(opening):
            message = f"多了一个“{text[-1]}”"
            place = (line.start + len(text) - 1, 1)
            hint = "检查 [ ]、{ } 是否成对"
            yield _instead(line, "yaml-bracket", message, place, hint, line.with_value(text[:-1]))


# --- lines that are no content --------------------------------------------------------------------


def _no_content(line: Line) -> Iterator[Proposal]:
    bare = line.row.strip()
    place = (len(line.row) - len(line.row.lstrip()), len(bare))
    indent = line.row[: place[0]]
    hint = "说明的话和分隔线写在“# ”后面"
    if re.fullmatch(r"[-=*_~—＝－＊]{4,}", bare):
        yield _instead(line, "yaml-syntax", "这一行不是内容", place, hint, f"{indent}# {bare}")
    elif match := re.match(r"＃+\s*|//+\s*|／／\s*|<!--\s*|;+\s*|--+\s+", bare):
        message = f"“{match[0].strip()}”不是 YAML 的注释写法"
        place = (place[0], len(match[0].strip()))
        row = f"{indent}# {bare[match.end() :].removesuffix('-->').rstrip()}"
        yield _instead(line, "yaml-syntax", message, place, hint, row)


# --- indentation ----------------------------------------------------------------------------------


def _missing_dash(line: Line) -> Iterator[Proposal]:
    """Propose a dash for a line that begins a further item: its name is that of the item's first."""
    above = _above(line)
    if not line.name or line.dashes:
        return
    while above and above.indent >= line.indent and not above.dashes:
        above = _above(above)
    if not above or not above.dashes or above.name != line.name:
        return
    if line.indent in (above.indent, above.depth):
        place = (line.indent, len(line.name))
        row = f"{' ' * above.indent}- {line.row[line.indent :]}"
        message = f"新的一项要以“- ”开头：`{line.name}` 是每一项的第一行"
        yield _item(line, "yaml-indent", message, place, row, line.indent)


def _aligned(line: Line) -> Iterator[Proposal]:
    """Propose the column in which a line above begins, for a line one column beside it."""
    if not (line.name or line.dashes):
        return
    near: dict[int, Line] = {}
    lowest = 1_000
    above = _above(line)
    while above and lowest:
        if above.indent < lowest:
            column = above.indent if line.dashes or not above.dashes else above.depth
            if abs(column - line.indent) == 1 and bool(above.dashes) >= bool(line.dashes):
                near.setdefault(column, above)
            lowest = above.indent
        above = _above(above)
    place = (line.indent, max(1, len(line.name or line.dashes.rstrip())))
    where = "；".join(
        f"与第 {other.number + 1} 行的 `{other.name or '-'}` 同一层，要空 {column} 格"
        for column, other in near.items()
    )
    message = f"这一行前面空了 {line.indent} 格：{where}"
    for column in near:
        rows = (" " * column + line.row[line.indent :],)
        yield Proposal(
            "yaml-indent", message, line.number, *place, (), line.number, rows,
            certain=len(near) == 1,
        )  # fmt: skip


def _text_not_indented(line: Line) -> Iterator[Proposal]:
    """Propose the indentation of a text whose name, or first paragraph, stands above."""
    above = _above(line)
    if line.name or line.dashes or not above:
        return
    end = line.number + 1
    while end < len(line.lines):
        below = line_at(line.lines, end)
        if below.row.strip() and (below.name or below.dashes or below.row.startswith("#")):
            break
        end += 1
    while not line.lines[end - 1].strip():
        end -= 1
    rows = [row.strip() for row in line.lines[line.number : end]]
    opened = _opened_text(line)
    place = (line.indent, len(line.row.strip()))
    if opened is not None:
        name, depth = opened
        message = f"这一行是 `{name}` 的文字，前面要空 {depth} 格"
        better = tuple(" " * depth + row if row else "" for row in rows)
        yield Proposal(
            "yaml-indent", message, line.number, *place, (), line.number, better, len(rows)
        )  # fmt: skip
    elif (
        above.name
        and len(re.findall(f"[{HAN}]", above.text)) >= 6
        and above.value[0] not in "[{\"'|>"
    ):
        between = [""] * (line.number - above.number - 1)
        depth = above.depth + 2
        message = f"这一行是 `{above.name}` 的第二段，几段文字要写在“|”下面，前面空 {depth} 格"
        texts = (above.text, *between, *rows)
        better = (
            f"{above.row[: above.start]}|",
            *(" " * depth + row if row else "" for row in texts),
        )
        yield Proposal(
            "yaml-indent", message, line.number, *place, (), above.number, better,
            end - above.number,
        )  # fmt: skip


def _no_name(line: Line) -> Iterator[Proposal]:
    if not (line.name or line.dashes) and line.row.strip() not in ("---", "..."):
        place = (line.indent, len(line.row.strip()))
        hints = (COLON_HINT, "说明的话写在“# ”后面")
        rows = (f"{' ' * line.indent}# {line.row.strip()}",)
        yield Proposal(
            "yaml-colon", "这一行缺少冒号", line.number, *place, hints, line.number, rows,
            certain=False,
        )  # fmt: skip


def _opened_text(line: Line) -> tuple[str, int] | None:
    """Return the name and the column of the text that a line without indentation belongs to."""
    above = _above(line)
    if above and above.name and above.text in ("", "|", ">", "|-", ">-", "|+", ">+"):
        return above.name, above.depth + 2
    depth = above.indent if above and not above.name else 0
    while above and not (above.name and re.match(r"[|>][+-]?\s*$", above.text)):
        if above.indent <= line.indent and (above.name or above.dashes):
            return None
        depth = above.indent
        above = _above(above)
    return (above.name, depth) if above and depth > above.indent else None


def _above(line: Line) -> Line | None:
    """Return the nearest line above with content, None at the beginning of the file."""
    for number in range(line.number - 1, -1, -1):
        row = line.lines[number]
        if row.strip() and not row.lstrip().startswith("#"):
            return line_at(line.lines, number)
    return None


def _row_below(line: Line) -> Line | None:
    """Return the next line with something on it."""
    for number in range(line.number + 1, len(line.lines)):
        if line.lines[number].strip():
            return line_at(line.lines, number)
    return None


Trap = Callable[[Line], Iterator[Proposal]]

# Tried in this order: a special cause comes before the general one it would be mistaken for.
_OF_CHARACTERS: tuple[Trap, ...] = (
    _odd_indentation,
    _no_content,
    _other_dash,
    _dash_without_space,
    _odd_space_after_colon,
    _quotes,
    _marks_in_brackets,
    _open_bracket,
    _extra_bracket,
    _words_in_brackets,
    _text_behind_brackets,
    _wide_colon,
    _colon_without_space,
    _equals_sign,
    _text_below_its_mark,
    _first_character,
    _colon_in_text,
)
_OF_LAYOUT: tuple[Trap, ...] = (
    _missing_dash,
    _aligned,
    _text_not_indented,
    _no_name,
)
