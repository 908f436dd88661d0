"""The templates of a theme → the kinds of document it makes, each described by a header.

A template opens with its header in a comment; a unit's own Word form has it in a .yaml file beside it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from reportgen.content.model.base import Boolean, Key, RequiredText, Text, TextList
from reportgen.content.model.validation import validate
from reportgen.content.subjects import KINDS
from reportgen.content.yaml.encoding import decode
from reportgen.content.yaml.reader import YamlSource, parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import Span
from reportgen.suggestions import did_you_mean
from reportgen.workspace import Workspace

#: extension of the document → root element of the markup that its template renders
FORMATS = {"docx": "report", "pptx": "deck"}
#: the folder of a theme with the templates that each make one kind of document
DOCUMENTS = "documents"
#: the folder of a theme with a unit's own Word forms
FORMS = "forms"
# The atomic group keeps the search linear in a template that is nothing but line ends.
_HEADER = re.compile(r"\A\s*\{#-*(?>\s*\n)(.*?)\n[ \t]*-*#\}", re.DOTALL)


class Header(BaseModel):
    """模板开头注释里的说明：叫什么、做什么用、需要什么、输出叫什么。"""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: RequiredText = Field(title="名称", description="文种名称，如 年度总结")
    purpose: RequiredText = Field(title="用途", description="一句话说明做什么用")
    of: Key = Field(
        "branch",
        title="写什么",
        description="，".join(f"{kind.id} {kind.count}" for kind in KINDS.values()),
    )
    when: Text = Field(
        "",
        title="什么时候做",
        description="条件，如 record.story；缺省为总是做",
    )
    slides_of: Text = Field(
        "", title="取自课件", description="某个课件文种的代号：它的各页成为 slides，用来写讲稿"
    )
    main: Boolean = Field(
        False,
        title="主要文种",
        description="写“是”，工作台里边写边看它；一份 Word、一份课件，讲稿由 slides_of 得出",
    )
    needs: TextList = Field((), title="需要", description="用到的内容，给人看")
    output: RequiredText = Field(
        title="文件名", description="输出的中文文件名，可含 {{ }}；前面可以有文件夹，以 / 分开"
    )
    subject: Text = Field("", title="主题", description="写进文件属性")
    keywords: Text = Field("", title="关键词", description="写进文件属性")
    format: Text = Field("", title="版式", description="Word 版式名，缺省用主题的")
    palette: Text = Field("", title="配色", description="报告和课件的配色名，缺省用主题的")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: its template (a name in the theme's folder) and its header."""

    id: str
    format: str
    template: str
    header: Header
    #: the line of the template on which the header's first key stands
    header_line: int

    @property
    def root(self) -> str:
        """The root element of the markup the template renders; "form" for a Word form."""
        return "form" if self.is_form else FORMATS[self.format]

    @property
    def header_file(self) -> str:
        """The file of the theme that holds the header."""
        return f"{self.template.removesuffix('.docx')}.yaml" if self.is_form else self.template

    @property
    def is_script(self) -> bool:
        """Whether the documents are what a speaker reads from: a script for the slides of a deck."""
        return bool(self.header.slides_of)

    @property
    def is_form(self) -> bool:
        """Whether the template is a Word file with tags in it."""
        return self.template.startswith(f"{FORMS}/")


def find_kinds(
    workspace: Workspace, folder: str
) -> tuple[tuple[Kind, ...], tuple[Diagnostic, ...]]:
    """Return the kinds of the templates in `folder`, and what is wrong with the others."""
    kinds: list[Kind] = []
    faults: list[Diagnostic] = []
    for name in workspace.list(f"{folder}/{DOCUMENTS}"):
        match = re.fullmatch(r"([\w-]+)\.(docx|pptx)\.j2", name)
        if match:
            try:
                kinds.append(
                    _read_template(workspace, folder, f"{DOCUMENTS}/{name}", match[1], match[2])
                )
            except Faults as raised:
                faults += raised.diagnostics
    try:
        forms = workspace.list(f"{folder}/{FORMS}")
    except Faults as raised:
        # The folder is a link out of the workspace; the templates can still be used.
        forms = ()
        faults += raised.diagnostics
    for name in forms:
        if name.endswith(".docx"):
            try:
                kinds.append(_read_form(workspace, folder, name))
            except Faults as raised:
                faults += raised.diagnostics
    return tuple(kinds), tuple(faults)


def _read_form(workspace: Workspace, folder: str, name: str) -> Kind:
    """Return the kind of a Word form; raise Faults."""
    identity = name.removesuffix(".docx")
    path = f"{folder}/{FORMS}/{identity}.yaml"
    try:
        source = parse(workspace.read(path), path)
    except FileNotFoundError:
        place = Span(f"{folder}/{FORMS}/{name}", 1)
        hints = (f"在旁边添加 {identity}.yaml，写 name、purpose、output",)
        message = f"表格“{name}”缺少说明"
        raise Faults([Diagnostic("template-header", message, place, hints=hints)]) from None
    return Kind(identity, "docx", f"{FORMS}/{name}", _header(source), 1)


def _read_template(
    workspace: Workspace, folder: str, name: str, identity: str, format_: str
) -> Kind:
    """Return the kind of a template; raise Faults."""
    path = f"{folder}/{name}"
    text = decode(workspace.read(path), path)
    match = _HEADER.match(text)
    if not match:
        hints = ("第一行写 {#，下面写 name、purpose、output，再以 #} 结束",)
        raise Faults(
            [Diagnostic("template-header", "模板开头缺少说明", Span(path, 1), hints=hints)]
        )
    line = text.count("\n", 0, match.start(1)) + 1
    # Blank lines before the header give its keys the line numbers they have in the template.
    source = parse(("\n" * (line - 1) + match[1]).encode(), path)
    if not isinstance(source.value, dict):
        message, hint = "模板开头的说明应当是“名称: 内容”", "要有 name、purpose、output"
        raise Faults([Diagnostic("template-header", message, source.span(()), hints=(hint,))])
    return Kind(identity, format_, name, _header(source), line)


def _header(source: YamlSource) -> Header:
    """Return the header that a file or a comment holds; raise Faults."""
    header = validate(Header, source)
    if header.of not in KINDS:
        hints = did_you_mean(header.of, KINDS, listing="可以是")
        message = f"`of`（写什么）不能是“{header.of}”"
        raise Faults([Diagnostic("wrong-value", message, source.span(("of",)), hints=hints)])
    return header


def by_id(kinds: tuple[Kind, ...]) -> Mapping[str, Kind]:
    """Return `kinds` by their id."""
    return {kind.id: kind for kind in kinds}
