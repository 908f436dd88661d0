"""A unit's own Word form with Jinja tags, filled by docxtpl inside our sandbox."""

from __future__ import annotations

import html
import io
import re
import traceback
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl ships no types
from jinja2 import Environment, TemplateSyntaxError
from markupsafe import Markup

from reportgen.compose.places import located_texts
from reportgen.compose.templates import faults
from reportgen.compose.templates.budget import Budget
from reportgen.compose.templates.environment import form_environment
from reportgen.compose.templates.template_code import undeclared_names
from reportgen.content.quantities import Quantity, Wording
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.document.marks import facts_marked_in
from reportgen.document.nodes import Pending
from reportgen.office_files import check_office_file

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PENDING_ELEMENT = re.compile(r"<pending[^<>]*>((?:(?!<pending).)*?)</pending>", re.DOTALL)
_LINE_END = re.compile(r"</p>\s*<p[^<>]*>|<br[^<>]*/>")
_XML_TAG = re.compile(r"<[^<>]*>")
_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
#: the two signs that open or close a tag, half-width or full-width, and the XML between them
_SIGNS = re.compile(r"[{｛](?:<[^<>]*>)*[{｛%％]|[}｝%％](?:<[^<>]*>)*[}｝]")
_HALF = str.maketrans("｛｝％", "{}%")
_HALF_IN_TAG = str.maketrans("（），．｜：＝＋", "(),.|:=+")
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’)")
#: tags of a part that may lack their ends: docxtpl looks through the rest of the part from each
_MOST_OPEN = 50


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be filled: what faults call it, its bytes, and the names its tags may use."""

    label: str
    data: bytes
    names: Collection[str]


def fill(
    form: Form, values: Mapping[str, Any], budget: Budget
) -> tuple[bytes, tuple[str, ...], tuple[Pending, ...]]:
    """Return the form with its tags filled, the located texts in it, and what any part still misses.

    Raise Faults where it cannot be filled.
    """
    written: list[str] = []

    def write(value: Any) -> str:
        written.extend(located_texts(value))
        return cell_text(value)

    label = form.label
    try:
        check_office_file(form.data, "docx", f"表格“{label}”")
    except Faults as unfit:
        raise Faults(replace(fault, code="not-a-form") for fault in unfit.diagnostics) from None
    template = _Template(form)
    filled = io.BytesIO()
    try:
        template.render(dict(values), form_environment(budget, write), autoescape=True)
        template.save(filled)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        if template.lines:
            raise Faults([template.explain(error)]) from error
        message = f"表格“{label}”不是 Word 文档（.docx），或者文件已损坏"
        raise Faults([Diagnostic("not-a-form", message)]) from error
    except faults.TEMPLATE_ERRORS as error:
        raise Faults([template.explain(error)]) from error
    except Faults:
        raise
    except SyntaxError as error:  # lxml's, of a tag that cuts through Word's own structure
        message = f"表格“{label}”填写后不再是完整的 Word 文档"
        hints = ("循环整行写 {%tr for … %}，整段写 {%p for … %}，开头和结尾各占一行",)
        raise Faults([Diagnostic("form-broken", message, hints=hints)]) from error
    except Exception as error:  # the libraries raise nearly anything on a damaged file
        message = f"表格“{label}”不是完整的 Word 文档，填写不了"
        raise Faults([Diagnostic("not-a-form", message)]) from error
    data = filled.getvalue()
    return data, tuple(written), tuple(_missing(data))


def cell_text(value: Any) -> str:
    """Return `value` as the text of a Word cell: no tags, a missing fact as 【待补充】."""
    if value is None:
        return ""
    if isinstance(value, (Quantity, Wording)):
        return str(value.text)
    if isinstance(value, Markup):
        text = _PENDING_ELEMENT.sub(r"【待补充：\1】", str(value))
        return html.unescape(_XML_TAG.sub("", _LINE_END.sub("\n", text)))
    return str(value)


class _Template(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """A form that remembers the part it is rendering, so that a fault can name its tag."""

    def __init__(self, form: Form) -> None:
        super().__init__(io.BytesIO(form.data))
        self.form = form
        self.lines: tuple[str, ...] = ()

    def patch_xml(self, src_xml: str) -> str:
        """Return one part of the file with each tag in one piece; raise Faults for open tags."""
        src_xml = _half_width(src_xml)
        signs = [*_SIGN.findall(_XML_TAG.sub("", src_xml)), "{"]
        if sum(one[0] == other[0] == "{" for one, other in pairwise(signs)) > _MOST_OPEN:
            message = f"表格“{self.form.label}”里有太多没有收尾的标签"
            hints = ("每个 {{ 都要有 }}，每个 {% 都要有 %}",)
            raise Faults([Diagnostic("form-broken", message, hints=hints)])
        return _TAG.sub(_half_width_tag, str(super().patch_xml(src_xml)))

    def render_xml_part(
        self,
        src_xml: str,
        part: Any,
        context: Mapping[str, Any],
        jinja_env: Environment | None = None,
    ) -> str:
        """Return one part of the file with its tags filled; raise Faults for unknown names."""
        # docxtpl renders one line for each paragraph: Jinja's line numbers count paragraphs.
        text = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
        self.lines = tuple(text.split("\n"))
        assert jinja_env is not None
        unknown = sorted(undeclared_names(jinja_env.from_string(text)) - set(self.form.names))
        if unknown:
            raise Faults(
                self.fault(self.tag(0, name), faults.unknown_name(name, self.form.names))
                for name in unknown
            )
        return str(super().render_xml_part(src_xml, part, context, jinja_env))

    def map_tree(self, tree: Any) -> None:
        """Put what the filled body holds into the form's own.

        docxtpl replaces the whole body; lxml takes 13 seconds to detach one of 100,000 paragraphs.
        """
        body = self.docx.element.body
        body.clear()
        body.extend(tree)

    def explain(self, error: Exception) -> Diagnostic:
        """Return the fault that `error` stands for, with the tag it is in."""
        line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error)
        fault, tag = faults.explain_tag(error, lambda word: self.tag(line, word))
        return self.fault(tag, fault)

    def fault(self, tag: str, fault: Diagnostic) -> Diagnostic:
        """Return `fault` with the form and its tag named before its message."""
        place = f"表格“{self.form.label}”" + (f"的 {tag}" if tag else "")
        return Diagnostic(fault.code, f"{place}：{fault.message}", hints=fault.hints)

    def tag(self, line: int, word: str) -> str:
        """Return the tag of `line` (0: any line) that holds `word`, or the line's first."""
        lines = self.lines[line - 1 : line] if line else self.lines
        tags = [_XML_TAG.sub("", tag) for text in lines for tag in _TAG.findall(text)]
        pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
        holding = [tag for tag in tags if word and re.search(pattern, tag)]
        return (holding or tags or [""])[0]


def _half_width(xml: str) -> str:
    """Return a part with the signs of its tags as they should be typed: ｛｛ and ｛％ are {{ and {%."""
    if not any(sign in xml for sign in "｛｝％"):
        return xml
    return _SIGNS.sub(lambda signs: signs[0].translate(_HALF), xml)


def _half_width_tag(tag: re.Match[str]) -> str:
    """Return a tag with the punctuation of its instructions half-width, its texts as they are."""
    pieces = _QUOTED.split(tag[0])
    return "".join(
        piece if place % 2 else piece.translate(_HALF_IN_TAG) for place, piece in enumerate(pieces)
    )


def _line(error: Exception) -> int:
    """Return the line of the form's template that raised `error`, 0 if none did."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno or 0 for f in reversed(frames) if f.filename == "<template>"), 0)


def _missing(data: bytes) -> Iterator[Pending]:
    """Yield the missing facts that the parts of a filled form mark: its body, header and footer."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                text = package.read(name).decode("utf-8", "replace")
                yield from facts_marked_in(html.unescape(_XML_TAG.sub("", text)))
