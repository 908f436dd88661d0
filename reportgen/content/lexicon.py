"""The lexicon (content/lexicon): set phrases, their wrong forms, and the source of each."""

from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from reportgen.content.folders import LEXICON, entries_of
from reportgen.content.model.base import Boolean, Date, Integer, Part, RequiredText, Text, TextList
from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import Workspace


class Wrong(Part):
    """错误写法：一种错误写法，以及正确的写法。"""

    text: Text = Field("", title="错误写法", description="照字面查找")
    pattern: Text = Field("", title="错误写法（正则）", description="写法有变化时用正则表达式")
    right: Text = Field("", title="正确写法", description="提示里给出；不写则只指出")
    unless: Text = Field("", title="除非", description="前后文字符合这条正则的不算错")
    code: Literal["", "scrubbed-text", "stale-term", "wording-doubt"] = Field(
        "", title="检查代号", description="缺省为表述有误"
    )
    only_branch: Boolean = Field(
        False,
        title="只查支部的",
        description="写“是”的只查支部自己的记录；党课、上级的文字会讲到别的组织，不查",
    )


class Entry(Part):
    """一条：一个规范表述，以及它的各项、用法和常见的错误写法。"""

    phrase: RequiredText = Field(title="表述", description="简称或全称")
    full: Text = Field("", title="完整内容")
    near: Text = Field("", title="辨认", description="正则：文中有这样的话而与完整内容不同的，指出")
    quoted: Boolean = Field(False, title="要加引号")
    verbs: TextList = Field((), title="搭配的动词", description="如 做到")
    members: TextList = Field((), title="各项", description="按次序；文中并列时要齐全、次序不变")
    wrong: tuple[Wrong, ...] = Field((), title="错误写法")
    since: Integer | None = Field(None, title="始于", description="早于这一年的记录里不应出现")
    until: Integer | None = Field(None, title="止于", description="晚于这一年的记录里不应出现")
    source: RequiredText = Field(title="出处", description="文件名称、日期")
    confirmed: Boolean = Field(False, title="已核实", description="没有核实的只作警告")
    note: Text = Field("", title="说明")


class LexiconFile(Part):
    """词库：一份规范表述的清单。"""

    title: RequiredText = Field(title="名称")
    updated: Date = Field(title="更新日期")
    entries: tuple[Entry, ...] = Field((), title="各条")
    empty: TextList = Field((), title="空泛的话", description="没有数字和做法时提示")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The entries of all lexicon files of a workspace."""

    entries: tuple[Entry, ...] = ()
    empty: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())
    #: the number of lexicon files, those with faults included
    files: int = 0


def load(workspace: Workspace) -> Lexicon:
    """Read the lexicon of a workspace; faults stand in the result."""
    entries: list[Entry] = []
    empty: list[str] = []
    listed, unlisted = entries_of(workspace, LEXICON)
    faults = [*unlisted]
    names = [name for name in listed if name.endswith((".yaml", ".yml"))]
    for name in names:
        path = f"{LEXICON}/{name}"
        try:
            file = validate(LexiconFile, parse(workspace.read(path), path))
        except Faults as error:
            faults += error.diagnostics
            continue
        entries += file.entries
        empty += file.empty
    return Lexicon(tuple(entries), tuple(empty), tuple(faults), len(names))
