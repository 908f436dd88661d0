"""A unit's own Word form with Jinja tags, filled by docxtpl inside our sandbox."""

from __future__ import annotations

import datetime
import html
import io
import re
import traceback
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl ships no types
from jinja2 import Environment, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from markupsafe import Markup
from pydantic import BaseModel

from reportgen.compose.templates import faults as template_faults
from reportgen.compose.templates.filters import date
from reportgen.content.quantities import Quantity
from reportgen.diagnostics import Diagnostic, Faults, Severity
from reportgen.office_files import check_office_file

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PENDING = re.compile(r"【待补充[:：]?([^【】]*)】")
_WRAPPED = re.compile(r"<pending[^<>]*>((?:(?!<pending).)*?)</pending>", re.DOTALL)
_LINE_END = re.compile(r"</p>\s*<p[^<>]*>|<br[^<>]*/>")
_MARK = re.compile(r"<[^<>]*>")
_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
#: tags without an end; docxtpl looks through the rest of a part from each of them
_MOST_OPEN = 50


def plain(value: Any) -> Any:
    """Return `value` as the text of a Word cell: no marks, no tags, a missing fact as 【待补充】."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return date(value)
    if isinstance(value, Quantity):
        return str(value.text)
    if isinstance(value, Markup):
        text = _WRAPPED.sub(r"【待补充：\1】", str(value))
        return html.unescape(_MARK.sub("", _LINE_END.sub("\n", text)))
    return value if isinstance(value, BaseModel) else str(value)


class _Form(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """A form that remembers the text it is rendering, so that a fault can name its tag."""

    lines: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    label: str = ""

    def patch_xml(self, src_xml: str) -> str:
        """Return one part of the file with its tags in one piece each; raise Faults for open ones."""
        signs = [*_SIGN.findall(_MARK.sub("", src_xml)), "{"]
        if sum(one[0] == other[0] == "{" for one, other in pairwise(signs)) > _MOST_OPEN:
            message = f"表格“{self.label}”里有太多没有收尾的标签"
            hints = ("每个 {{ 都要有 }}，每个 {% 都要有 %}",)
            raise Faults([Diagnostic("form-broken", message, hints=hints)])
        return str(super().patch_xml(src_xml))

    def render_xml_part(
        self,
        src_xml: str,
        part: Any,
        context: Mapping[str, Any],
        jinja_env: Environment | None = None,
    ) -> str:
        """Return one part of the file with its tags filled; raise Faults for unknown names."""
        # docxtpl renders a line for each paragraph, and so counts them.
        text = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        self.lines = tuple(text.split("\n"))
        assert jinja_env is not None
        names = template_faults.undeclared_names(jinja_env, text, self.known)
        if names:
            raise Faults(
                _told(self.label, self.tag(0, name), template_faults.unknown_name(name, self.known))
                for name in names
            )
        return str(super().render_xml_part(src_xml, part, context, jinja_env))

    def tag(self, line: int, word: str) -> str:
        """Return the tag of `line` (0: any line) that holds `word`, or the line's first."""
        where = self.lines[line - 1 : line] if line else self.lines
        tags = [_MARK.sub("", found) for text in where for found in _TAG.findall(text)]
        pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
        holding = [tag for tag in tags if word and re.search(pattern, tag)]
        return (holding or tags or [""])[0]


def fill(
    label: str,
    data: bytes,
    context: Mapping[str, Any],
    environment: Environment,
    known: Iterable[str],
    *,
    final: bool,
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """Return the form `data` with its tags filled, and what is still missing in it.

    `label` is how faults call the form; raise Faults where it cannot be filled.
    """
    try:
        check_office_file(data, "docx", f"表格“{label}”")
    except Faults as faults:
        raise Faults(replace(told, code="not-a-form") for told in faults.diagnostics) from None
    form = _Form(io.BytesIO(data))
    form.label, form.known = label, tuple(known)
    saved = io.BytesIO()
    try:
        form.render(dict(context), environment, autoescape=True)
        form.save(saved)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        if form.lines:
            raise Faults([_explained(form, error)]) from error
        message = f"表格“{label}”不是 Word 文档（.docx），或者文件已损坏"
        raise Faults([Diagnostic("not-a-form", message)]) from error
    except (TemplateError, SecurityError, TypeError, ArithmeticError, AttributeError,
            AssertionError, RecursionError) as error:  # fmt: skip
        raise Faults([_explained(form, error)]) from error
    except Faults:
        raise
    except SyntaxError as error:  # lxml's, of a tag that cuts through Word's own structure
        message = f"表格“{label}”填写后不再是完整的 Word 文档"
        hints = ("循环整行写 {%tr for … %}，整段写 {%p for … %}，开头和结尾各占一行",)
        raise Faults([Diagnostic("form-broken", message, hints=hints)]) from error
    except Exception as error:  # the libraries raise nearly anything on a damaged file
        message = f"表格“{label}”不是完整的 Word 文档，填写不了"
        raise Faults([Diagnostic("not-a-form", message)]) from error
    return saved.getvalue(), tuple(_missing(label, form, final=final))


def _explained(form: _Form, error: Exception) -> Diagnostic:
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error)
    fault, tag = template_faults.explain_tag(error, lambda word: form.tag(line, word))
    return _told(form.label, tag, fault)


def _line(error: Exception) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)


def _told(label: str, tag: str, fault: Diagnostic) -> Diagnostic:
    where = f"表格“{label}”的 {tag}" if tag else f"表格“{label}”"
    return Diagnostic(fault.code, f"{where}：{fault.message}", hints=fault.hints)


def _missing(label: str, form: _Form, *, final: bool) -> Iterable[Diagnostic]:
    text = html.unescape(_MARK.sub("", form.get_xml()))
    for what in dict.fromkeys(_PENDING.findall(text)):
        yield Diagnostic(
            "pending-fact",
            f"还有待补充的内容：{what or '未写明'}（表格“{label}”）",
            severity=Severity.ERROR if final else Severity.WARNING,
            hints=("定稿（--final）前要补上",),
        )
