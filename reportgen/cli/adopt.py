"""`reportgen theme adopt`: a unit's own deck template becomes a theme, with a sheet that shows it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reportgen.cli.exit_codes import FAULTS, FINE, MISUSE
from reportgen.cli.new_workspace import copy_templates
from reportgen.cli.reporter import Reporter
from reportgen.diagnostics import Faults
from reportgen.make.adopting import adopted_theme
from reportgen.make.sample_deck import sample_picture
from reportgen.office_files import OLD_ENDINGS, check_office_file, kind_of
from reportgen.show.preview_page import page
from reportgen.theme.choice import FIRST_THEME
from reportgen.theme.own_report import describe, findings
from reportgen.workspace import DiskWorkspace, Workspace, read_named
from reportgen.write.preview.pictures import PreviewPictures
from reportgen.write.preview.places import Faults as Places
from reportgen.write.preview.slides import preview_deck

#: what a theme folder takes from the one that it extends
_COMMON = ("reference.docx",)
#: files of an adopted theme that its owner may have changed
_OWNER_FILES = ("theme.yaml", "deck.yaml")


def adopt(options: argparse.Namespace) -> int:
    """Write the theme folder of a unit's own deck template, and a sheet that shows it."""
    file = Path(options.file)
    if _kind(file) == "docx":
        sys.stderr.write(
            "Word 模板不用认下：把它放进 content/templates/，在 content/formats/ 的版式里写 template: 文件名\n"
        )
        return MISUSE
    if not options.file or _kind(file) != "pptx":
        sys.stderr.write("要写明本单位的课件模板：reportgen theme adopt 本单位.pptx\n")
        return MISUSE
    try:
        package = read_named(file)
        check_office_file(package, "pptx")
    except Faults as faults:
        Reporter("human", DiskWorkspace({})).report(faults.diagnostics)
        return FAULTS
    name = options.name or file.stem
    base = options.theme or FIRST_THEME
    root = Path(options.templates or "templates")
    if not root.is_dir() and (code := copy_templates(root)):
        return code
    if not (root / base / "theme.yaml").is_file():
        sys.stderr.write(f"错误：“{root / base}”里没有 theme.yaml，不是主题文件夹\n")
        return MISUSE
    workspace = DiskWorkspace({"content": Path(options.content), "templates": root})
    reporter = Reporter("human", workspace)
    place, deck = f"templates/{name}", f"deck{file.suffix.lower()}"
    if name == base or not _is_ours_to_write(workspace, place):
        sys.stderr.write(f"已有主题“{name}”，不是由 theme adopt 写出的；用 --name 另起名称\n")
        return MISUSE
    try:
        known = {
            n: workspace.read(f"{place}/{n}")
            for n in _OWNER_FILES
            if workspace.exists(f"{place}/{n}")
        }
        common = {n: workspace.read(f"templates/{base}/{n}") for n in _COMMON}
        adopted = adopted_theme(package, deck, name, base, known, common)
    except Faults as faults:
        reporter.report(faults.diagnostics)
        return FAULTS
    sheet = preview_deck(
        adopted.sample,
        adopted.theme,
        lambda _: sample_picture(),
        PreviewPictures(inline=True),
        Places.of(()),
    )
    files = {**adopted.files, "sample.html": page(sheet, f"{name}：样张").encode()}
    for file_name, data in files.items():
        workspace.write(f"{place}/{file_name}", data)
    sys.stdout.writelines(f"  {line}\n" for line in describe(adopted.theme))
    sys.stdout.flush()
    reporter.report(tuple(findings(adopted.theme)))
    display_place = workspace.display_path(place)
    sys.stdout.write(
        f"\n已写 {display_place}\n"
        f"  看样张：用浏览器打开 {display_place}/sample.html，或用 PowerPoint、WPS 打开 sample.pptx\n"
        f"  哪一页要换版式：改 {display_place}/deck.yaml 里的 layout，再运行一次这条命令\n"
        f"  用它生成：reportgen build --theme {name}\n"
    )
    return FINE


def _kind(file: Path) -> str:
    """Return the kind of Office file that a name says, of older formats too."""
    return kind_of(file.name) or OLD_ENDINGS.get(file.suffix.lower(), "")


def _is_ours_to_write(workspace: Workspace, place: str) -> bool:
    """Return whether a theme folder is new or was written by `theme adopt`."""
    path = f"{place}/theme.yaml"
    return not workspace.exists(path) or b"theme adopt" in workspace.read(path)
