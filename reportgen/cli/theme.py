"""`reportgen theme`: what a Word or PowerPoint template holds and lacks; the files of a theme."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.options import open_workspace, theme_folder
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.office_files import OLD_ENDINGS, check_office_file, kind_of
from reportgen.theme.choice import FIRST_THEME
from reportgen.theme.loading import Theme, load_theme
from reportgen.theme.own_report import describe, findings
from reportgen.workspace import DiskWorkspace, read_named

if TYPE_CHECKING:
    from reportgen.write.word.furniture import Furniture
    from reportgen.write.word.survey import Survey

_LEVELS = "一二三四"


def theme(options: argparse.Namespace) -> int:
    """Check templates or make the files of a theme, as the options ask."""
    match options.action:
        case "make":
            return _make(options)
        case "adopt":
            from reportgen.cli.adopt import adopt

            return adopt(options)
        case _:
            return _check(options)


def _make(options: argparse.Namespace) -> int:
    """Write the files that follow from the data of a theme folder, those that have changed."""
    from reportgen.make import theme_files

    folder = Path(
        options.file or f"{options.templates or 'templates'}/{options.theme or FIRST_THEME}"
    ).resolve()
    if not (folder / "theme.yaml").is_file():
        hint = "" if options.file else "；自带的模板先复制过来再改：reportgen new templates"
        sys.stderr.write(f"错误：“{folder}”里没有 theme.yaml，不是主题文件夹{hint}\n")
        return MISUSE
    workspace = DiskWorkspace({"content": Path(options.content), "templates": folder.parent})
    place = f"templates/{folder.name}"
    try:
        files = theme_files(workspace, place)
    except Faults as faults:
        Reporter("human", workspace).report(faults.diagnostics)
        return FAULTS
    changed = [
        (path, data)
        for path, data in ((f"{place}/{name}", data) for name, data in files.items())
        if not workspace.exists(path) or workspace.read(path) != data
    ]
    for path, data in changed:
        workspace.write(path, data)
        sys.stdout.write(f"已写 {workspace.display_path(path)}\n")
    if not changed:
        sys.stdout.write("没有变化，各文件未动。\n")
    return FINE


def _check(options: argparse.Namespace) -> int:
    """Describe the template given, or the two the theme uses; return FAULTS where one is unusable."""
    workspace = open_workspace(options)
    reporter = Reporter("human", workspace)
    usable = True
    try:
        opened = load_theme(workspace, theme_folder(options))
        if options.file:
            file = Path(options.file)
            if (
                kind_of(file.name) not in ("docx", "pptx")
                and file.suffix.lower() not in OLD_ENDINGS
            ):
                sys.stderr.write(f"只能检查 Word 和 PowerPoint 的文件，“{file.name}”不是\n")
                return MISUSE
            templates = [(options.file, read_named(file))]
        else:
            templates = _templates_in_use(opened, options.profile)
        for name, data in templates:
            usable = _describe(name, data, opened, options.profile, reporter) and usable
    except Faults as faults:
        reporter.report(faults.diagnostics)
        return FAULTS
    return FINE if usable else FAULTS


def _templates_in_use(opened: Theme, profile: str) -> list[tuple[str, bytes]]:
    """Return name and bytes of the Word template of a format profile and of the deck template."""
    word = opened.word(profile)
    name = (word.own_template and word.profile.template) or opened.file.word
    return [(name, word.reference), (opened.file.deck, opened.deck_data())]


def _describe(name: str, data: bytes, opened: Theme, profile: str, reporter: Reporter) -> bool:
    """Print what a template holds and report its faults; return whether a build could use it."""
    sys.stdout.write(f"{name}\n")
    kind = kind_of(name) or OLD_ENDINGS.get(Path(name).suffix.lower(), "docx")
    check_office_file(data, kind)
    describe = _describe_deck if kind == "pptx" else _describe_word
    diagnostics = describe(data, opened, profile, name)
    sys.stdout.flush()
    reporter.report(diagnostics)
    if not diagnostics:
        sys.stdout.write("  没有发现问题。\n")
    sys.stdout.write("\n")
    return not any(diagnostic.is_error for diagnostic in diagnostics)


def _describe_word(data: bytes, opened: Theme, profile: str, file: str) -> tuple[Diagnostic, ...]:
    from reportgen.write.word.survey import (
        survey,
    )  # imports python-docx, which most commands do without

    name = profile or _profile_with(opened, file) or opened.file.format
    template = survey(data, opened.profile(name))
    text = [
        _page(template),
        *_furniture(template.furniture),
        _numbers(template.numbers),
        "照用模板的样式：",
    ]
    text += [
        f"  {use.title} → {use.template_name}（{use.face}）"
        for use in template.styles
        if use.template_id and use.face
    ]
    missing = [u for u in template.styles if not u.template_id and u.kind == "paragraph"]
    if missing:
        named = "、".join(use.title for use in missing if use.title != use.name)
        text.append(f"模板里没有、按版式 {name} 补上的样式{len(missing)}种：{named}等")
    if template.others:
        text.append(f"模板里没有用到的样式：{'、'.join(template.others)}")
        text.append("  要用的话，在本单位版式的 styles 里写明，如 styles: {body: 样式名}")
    sys.stdout.writelines(f"  {line}\n" for line in text)
    return tuple(template.findings)


def _profile_with(opened: Theme, file: str) -> str:
    """Return the format profile that names a file as its template, "" where none does."""
    name = Path(file).name
    uses = (one for one in opened.profile_names() if opened.profile(one).template)
    return next((one for one in uses if Path(opened.profile(one).template).name == name), "")


def _page(template: Survey) -> str:
    """Return the line about paper, margins and lines."""
    width, height = template.page_mm
    top, right, bottom, left = template.margins_mm
    lines, characters = template.grid
    gutter = f"（其中装订线{template.gutter_mm:g}）" if template.gutter_mm else ""
    columns = f"，分{template.columns}栏" if template.columns > 1 else ""
    more = "".join(f"，{setting}" for setting in template.settings)
    first = f"，首页约{template.first_lines}行" if template.first_lines != lines else ""
    return (
        f"页面：{width:g}×{height:g} 毫米，边距上{top:g}、下{bottom:g}、左{left:g}、右{right:g}"
        f"{gutter}{columns}{more}；正文约每{'栏' if columns else '页'}{lines}行、每行{characters}字{first}"
    )


def _numbers(numbers: Mapping[int, str]) -> str:
    """Return the line about the numbers of headings."""
    if not numbers:
        return "编号：由程序写上 一、（一）1.（1）"
    forms = "、".join(f"{_LEVELS[level - 1]}级“{number}”" for level, number in numbers.items())
    return f"编号：由模板自动编号，程序不再写：{forms}"


_PLACES = {"default": "", "first": "首页", "even": "双页"}


def _furniture(furniture: Iterable[Furniture]) -> Iterator[str]:
    """Yield a line for the headers and one for the footers: their words, pictures and page numbers."""
    parts_of_pages = tuple(furniture)
    for is_header, name in ((True, "页眉"), (False, "页脚")):
        descriptions = []
        for one in parts_of_pages:
            if one.is_header is not is_header:
                continue
            words = f"“{one.text}”" if one.text else ""
            parts = [f"{words}（带页码）" if one.has_page_number else words]
            parts += [f"{one.pictures}处图形"] if one.pictures and not one.watermark else []
            parts += [f"水印“{one.watermark}”"] if one.watermark else []
            descriptions.append(f"{_PLACES[one.place]}{'、'.join(filter(None, parts)) or '空白'}")
        yield f"{name}：{'；'.join(descriptions) or '没有'}"


def _describe_deck(data: bytes, opened: Theme, _: str, _file: str) -> tuple[Diagnostic, ...]:
    from reportgen.theme.deck import check_deck, load_deck_theme

    deck = load_deck_theme(data, opened.deck_settings())
    if deck.is_own:
        sys.stdout.writelines(f"  {line}\n" for line in describe(deck))
        return tuple(findings(deck))
    known = deck.settings.layouts
    there = sum(name in deck.layouts for name in known)
    sys.stdout.write(f"  版式：共{len(deck.layouts)}个，程序用到的{len(known)}个里有{there}个\n")
    for name, layout in deck.layouts.items():
        slots = "、".join(layout.slots) or "没有占位符"
        mark = "" if name in known else "（程序不用）"
        sys.stdout.write(f"    {layout.title}{mark}：{slots}\n")
    return check_deck(deck)
