"""`reportgen nightly FILE`: a night's work by the operator's file, and the word to who must know."""

from __future__ import annotations

import argparse
import shlex
import sys
from dataclasses import replace
from pathlib import Path

from reportgen.build.ledger import LedgerFault, open_ledger
from reportgen.build.request import Request
from reportgen.cli.commands import parser
from reportgen.cli.exit_codes import ENVIRONMENT, FAULTS, FINE
from reportgen.cli.options import places
from reportgen.content.folders import COMMITTEES, entries_of
from reportgen.content.rollup.loading import branches_below
from reportgen.diagnostics import Faults
from reportgen.nightly import archives, metrics, night, notice, settings
from reportgen.stores import open_places
from reportgen.system_errors import meaning
from reportgen.workspace import Workspace

_LAST = "nightly.json"


def nightly(options: argparse.Namespace) -> int:
    """Do a night's work; return the exit code of the build, or that of what failed beside it.

    Raise Faults where the operator's file cannot be used.
    """
    if options.example:
        sys.stdout.write(settings.EXAMPLE)
        return FINE
    file = Path(options.file)
    wanted = settings.read(file)
    folder = file.absolute().parent
    build_options = _build_options(wanted, folder)
    request = Request(places(build_options), "", shard=build_options.shard)
    ended = night.run(wanted, folder, request.ledger)
    remarks: list[str] = []
    if ended.run and wanted.zip:
        packed, remarks = _pack(wanted, request, folder)
        ended = replace(ended, packed=packed)
    last = night.read_night(request.ledger / _LAST)
    try:
        night.write_night(request.ledger / _LAST, ended)
        if wanted.metrics:
            night.write_whole(folder / wanted.metrics, metrics.text(ended))
    except OSError as error:
        remarks.append(f"写不了 {error.filename or request.ledger}：{meaning(error)}")
    if wanted.notify and notice.is_due(wanted.notify.when, ended, last):
        remarks += notice.send(wanted.notify, ended, last, folder)
    for line in remarks:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(notice.text(ended, last, branches=True))
    return ENVIRONMENT if remarks and ended.code in (FINE, FAULTS) else ended.code


def _build_options(wanted: settings.Nightly, folder: Path) -> argparse.Namespace:
    """Return the options of the build, with its folders as seen from here."""
    options = parser().parse_args(["build", *shlex.split(wanted.build)])
    for name in ("content", "templates", "output"):
        place = getattr(options, name)
        if place and "://" not in place:
            setattr(options, name, str(folder / place))
    return options


def _pack(wanted: settings.Nightly, request: Request, folder: Path) -> tuple[int, list[str]]:
    """Write the archives; return how many, and what could not be packed."""
    roots = dict(request.places)
    if "://" in roots["output"]:
        return 0, ["输出文件夹在存储里，不能打包"]
    workspace = open_places(request.places)
    try:
        ledger = open_ledger(request.ledger, readonly=True)
    except LedgerFault as fault:
        return 0, [str(fault)]
    try:
        outputs = ledger.outputs()
    finally:
        ledger.connection.close()
    contents: archives.Contents = {}
    if "branch" in wanted.zip:
        contents |= archives.of_branches(outputs)
    if "committee" in wanted.zip:
        contents |= archives.of_committees(outputs, _branches(workspace))
    return archives.pack(contents, outputs, Path(roots["output"]), folder / wanted.zip_to)


def _branches(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """Return the branches of every committee whose file can be read; the build reports the others."""
    branches: dict[str, tuple[str, ...]] = {}
    names, _ = entries_of(workspace, COMMITTEES)
    for name in names:
        if name.endswith(".yaml"):
            committee = name.removesuffix(".yaml")
            try:
                branches[committee] = branches_below(workspace, committee)
            except Faults:
                continue
    return branches
