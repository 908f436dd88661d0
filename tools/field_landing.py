"""Where each field of a record lands: found out by making the documents of a record full of tokens.

Every text of the record below carries a token of its own, 〔甲乙〕. The page lists, for each field, the
documents in which its token stands. Nothing here is written from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import yaml

from reportgen.compose.composer import Composer
from reportgen.compose.templates.kinds import find_kinds
from reportgen.content.loading import load
from reportgen.content.model import Branch, YearRecord
from reportgen.content.model.validation import field_title
from reportgen.document.nodes import Deck, Document, Report
from reportgen.document.walk import walk
from reportgen.workspace import MemoryWorkspace, Workspace

_MARK = "〔{}〕"
#: any picture will do
_PICTURE = "content/branches/example-community/images/courtyard.png"
#: where a text stands, in the order of the columns
PLACES = ("报告", "幻灯片", "备注（讲稿）", "述职报告", "述职课件", "其他文种")

_BRANCH = {"name": "*", "short": "*", "unit": "*", "upper": "*", "slogan": "*", "secretary": "*",
           "committee": [{"name": "*", "role": "*"}], "frame": {"name": "*", "title": "*", "goal": "*"},
           "former_names": [{"name": "*", "until": "2021年3月"}]}  # fmt: skip
_POINTS = [{"name": "*", "text": "*"}, {"name": "*", "text": "*"}]
_HONOUR = {"name": "*", "level": "*", "grade": "*", "people": ["*"], "since": "*", "note": "*"}
#: a record with every field of words; * is a text
_RECORD: dict[str, Any] = {
    "headline": "*", "opening": "*", "remark": "*",
    "source": {"paper": "*", "issue": "*", "page": "*", "author": "*", "editor": "*", "note": "*"},
    "figures": {"受理诉求": {"value": "12件", "note": "*", "highlight": "true"},
                "办结诉求": {"value": "11件", "note": "*", "highlight": "true"},
                "走访": {"value": "*", "label": "*", "note": "*"}},
    "chapters": [
        {"title": "*", "lead": "*", "works": [
            {"title": "*", "text": "*", "quotations": [
                {"text": "*", "speaker": "*", "office": "*", "occasion": "*", "source": "*"}]},
            {"title": "*", "text": "*", "slide": {
                "show": "bullets", "title": "*", "panel": "*", "brief": "*", "points": _POINTS, "notes": "*"}},
            {"title": "*", "text": "*", "method": "办事六步"},
            {"title": "*", "text": "*", "brands": "true"},
            {"title": "*", "text": "*", "charts": ["诉求类别"]},
            {"title": "*", "text": "*", "tables": ["办理情况"]},
        ]},
        *({"type": kind, "works": [{"title": f"{kind}的工作", "text": "*"}]} for kind in ("甲型", "乙型", "丙型")),
    ],
    "methods": {"办事六步": {"name": "*", "note": "*", "count": "5", "items": [
        {"name": "*", "text": "*"} for _ in range(5)]}},
    "brands": {"main": {"label": "*", "name": "*"}, "items": [{"label": "*", "name": "*"}, {"label": "*", "name": "*"}]},
    "honours": [_HONOUR, {**_HONOUR, "name": "*"}],
    "projects": [{"name": "*", "kind": "*", "text": "*"}],
    "venues": [{"name": "*", "text": "*"}],
    "pictures": {"广场": {"file": "images/x.png", "caption": "*", "credit": "*", "alt": "*"}},
    "charts": {"诉求类别": {"title": "*", "unit": "件", "data": {"邻里": "3件", "物业": "4件"}, "takeaway": "*", "note": "*"}},
    "tables": {"办理情况": {"title": "*", "head": ["*", "*"], "rows": [["*", "*"]], "unit": "*", "note": "*"}},
    "events": [
        {"date": "2月3日", "kinds": ["支部党员大会"], "title": "*", "place": "*", "text": "*", "chair": "*", "recorder": "*",
         "speaker": "*", "absent": "*", "agenda": ["*"], "decisions": ["*"], "present": "9", "due": "10", "highlight": "true"},
        {"date": "7月12日", "title": "*", "text": "*", "highlight": "true"},
    ],
    "followups": [{"name": "*", "by": "*", "status": "*", "action": "*", "result": "*"}],
    "problems": [{"name": "*", "text": "*", "cause": "*", "measure": "*", "owner": "*", "due": "*"}],
    "plan": {"title": "*", "text": "*", "parallels": ["*"], "items": [{"task": "*", "text": "*", "owner": "*", "due": "*"}]},
    "debriefing": {"title": "*", "speaker": "*", "occasion": "*", "closing": "*"},
    "closing": {"title": "*", "text": "*"},
    "signed": "2026-01-08",
}  # fmt: skip


def landing_page(files: Workspace, folder: str) -> str:
    """Return docs/where-it-lands.md, made with the templates of `folder` in the workspace `files`."""
    branch, record = _with_tokens()
    landed = _documents(branch.content, record.content, files, folder)
    parts = [
        "# 每一项写到哪里",
        "<!-- 由 tools/make_docs.py 生成，请勿手改：用一份每一项都写满的记录做出全部文档，再看各项落在哪里 -->\n",
        "左边是内容文件里的一项，右边是它会出现在哪些文档里。“备注（讲稿）”是课件每页的备注，讲稿文档与它相同；"
        "“其他文种”是会议活动记录、组织生活总表等。空着的一行，表示自带的模板没有用到它；`remark` 从来不写进文档。\n",
        "幻灯片上的文字，`slide` 里写了的用写的；没有写的由 `text` 得出：一句一条，句子原样，不删不改；"
        "句子太多或太长的，整段放上去。`text` 全文总在备注里。\n",
    ]
    for title, tokens, model in (
        ("支部（branch.yaml）", branch, Branch),
        ("年度记录（年份.yaml）", record, YearRecord),
    ):
        parts += [
            f"## {title}\n",
            f"| 名称 | 中文 | {' | '.join(PLACES)} |",
            "|---|---|" + "---|" * 6,
        ]
        for path, marks in tokens.by_path.items():
            cells = [
                "✓" if any(mark in landed[place] for mark in marks) else "" for place in PLACES
            ]
            name = ".".join(part for part in path if isinstance(part, str))
            parts.append(f"| `{name}` | {field_title(model, path)} | {' | '.join(cells)} |")
        parts.append("")
    return "\n".join(parts)


class _Tokens:
    """A content file with tokens in place of `*`, and the tokens of each field."""

    def __init__(self, content: Any, tokens: Iterator[str]) -> None:
        self.by_path: dict[tuple[str | int, ...], list[str]] = {}
        self._tokens = tokens
        self.content = self._filled(content, (), ())

    def _filled(self, value: Any, path: tuple[str | int, ...], names: tuple[str, ...]) -> Any:
        if isinstance(value, dict):
            return {key: self._filled(v, (*path, key), (*names, key)) for key, v in value.items()}
        if isinstance(value, list):
            return [self._filled(v, (*path, 0), names) for v in value]
        if value == "*":
            token = next(self._tokens)
            self.by_path.setdefault(path, []).append(token)
            return token
        return value


def _with_tokens() -> tuple[_Tokens, _Tokens]:
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    tokens = (_MARK.format(a + b) for a, b in product(letters, letters))
    return _Tokens(_BRANCH, tokens), _Tokens({"year": "2025", **_RECORD}, tokens)


def _documents(branch: Any, record: Any, files: Workspace, folder: str) -> dict[str, str]:
    """Return all words of the documents by place."""
    kind = {"name": "*型", "chapter": "*型一章", "role": "定位", "power": "*力"}
    types = {
        f"content/types/{name}.yaml": yaml.safe_dump(
            {key: text.replace("*", name) for key, text in kind.items()}, allow_unicode=True
        ).encode()
        for name in "甲乙丙"
    }
    workspace = MemoryWorkspace({
        **types,
        "content/branches/full/branch.yaml": yaml.safe_dump(branch, allow_unicode=True).encode(),
        "content/branches/full/2025.yaml": yaml.safe_dump(record, allow_unicode=True).encode(),
        "content/branches/full/images/x.png": files.read(_PICTURE),
    })  # fmt: skip
    library = load(workspace)
    if wrong := [d for d in library.diagnostics if d.is_error]:
        raise ValueError(wrong)
    landed = dict.fromkeys(PLACES, "")
    composer = Composer(folder, files.read)
    for kind in find_kinds(files, folder)[0]:
        for subject in library.subjects(kind.header.of):
            # The words of a script are those of its deck.
            if kind.is_form or kind.header.slides_of or not composer.applies(kind, subject):
                continue
            document = composer.compose(kind, subject, kind.id).document
            if document is None:
                raise ValueError(kind.id)
            for place, words in _words(kind.id, document):
                landed[place] += words
    return landed


def _words(kind: str, document: Document) -> Iterator[tuple[str, str]]:
    """Yield the places of a document with their words."""
    report, deck = {"annual": ("报告", "幻灯片"), "debriefing": ("述职报告", "述职课件")}.get(
        kind.partition("-")[0], ("其他文种", "其他文种")
    )
    if isinstance(document, Report):
        yield report, _text(document)
    elif isinstance(document, Deck):
        for slide in document.slides:
            yield deck, _text(slide.values)
            yield "备注（讲稿）" if deck == "幻灯片" else deck, _text(slide.notes)


def _text(node: Any) -> str:
    """Return every word in a node, in alternative texts and cells too."""
    return repr(tuple(walk(node)))
