"""用本单位的 Word 模板: a unit's own .docx becomes a format for the reports, which somebody still has to choose."""

from __future__ import annotations

import json
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reportgen.desk.session import Session
from reportgen.desk.views.new_branch import refusal
from reportgen.desk.views.own_template import FOLDER
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import check_office_file, kind_of
from reportgen.theme.loading import UNIT_FORMATS, UNIT_TEMPLATES, load_theme
from reportgen.write.word.survey import Survey, survey


def adopt(session: Session, request: Request, data: bytes) -> Response:
    """Take a .docx or .dotx as the format of the unit; the file that was sent stays as it is.

    The answer says in lines what the reports will have of it, what is added, and what is wrong with it.
    """
    session.require(request.path_params["branch"], request.path_params["year"])
    name = request.query_params.get("file", "")
    if kind_of(name) != "docx":
        return refusal("只收 .docx、.dotx；.doc、.wps 请在 Word 或 WPS 里另存为 .docx 再拿来")
    theme = load_theme(session.workspace, session.settings.theme)
    base = theme.file.format
    try:
        check_office_file(data, "docx")
        template = survey(data, theme.profile(base))
    except Faults as faults:
        return refusal(_plain(faults.diagnostics[0]))
    errors = [_plain(finding) for finding in template.findings if finding.is_error]
    if errors:
        return refusal("；".join(errors))
    title = json.dumps(name.rpartition(".")[0], ensure_ascii=False)
    settings = f"# 工作台写出：报告用本单位的 Word 模板\nextends: {base}\ntitle: {title}\ntemplate: {FOLDER}.docx\n"
    session.workspace.write(f"{UNIT_TEMPLATES}/{FOLDER}.docx", data)
    session.workspace.write(f"{UNIT_FORMATS}/{FOLDER}.yaml", settings.encode())
    return JSONResponse({"title": name.rpartition(".")[0], "lines": list(_lines(template))})


def _lines(template: Survey) -> Iterator[str]:
    width, height = template.page_mm
    lines, characters = template.grid
    yield f"纸张 {width:g}×{height:g} 毫米，正文约每页 {lines} 行、每行 {characters} 字"
    if template.header:
        yield f"页眉照用：{template.header}"
    titles = [use.title for use in template.styles if use.template_id and use.face and use.title]
    if titles:
        yield f"照用模板的样式：{'、'.join(titles)}"
    if template.missing:
        yield f"模板里没有的样式 {len(template.missing)} 种，随它的正文补上"
    yield from (_plain(finding) for finding in template.findings)


def _plain(finding: Diagnostic) -> str:
    """Return what is wrong with a template, and what to do, in one sentence."""
    return "；".join((finding.message, *finding.hints[:1]))
