"""Packs the documents of a branch, or of all branches of a committee, into an archive for delivery.

An archive is written only where a document in it has changed, and has the same bytes on every
machine: the times in it are those of no clock.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from reportgen.build.ledger import OutputRecord
from reportgen.build.state_files import check_file
from reportgen.system_errors import meaning

#: the earliest time an archive can hold
_NO_TIME = (1980, 1, 1, 0, 0, 0)

#: archive, below the folder of archives → name in it → workspace path of the document
Contents = dict[str, dict[str, str]]


def of_branches(outputs: Mapping[str, OutputRecord]) -> Contents:
    """Return an archive for each branch and year: `2025/hefeng-village.zip`.

    `outputs` are those of the ledger; a document whose last making failed is left out.
    """
    contents: Contents = defaultdict(dict)
    for output, record in outputs.items():
        kind, _, name = record.source.partition("/")
        if kind == "branch" and record.status == "written" and record.digest:
            contents[f"{_year(output)}/{name}.zip"][PurePosixPath(output).name] = output
    return dict(contents)


def of_committees(
    outputs: Mapping[str, OutputRecord], branches: Mapping[str, tuple[str, ...]]
) -> Contents:
    """Return an archive for each committee and year, with a folder for each branch below it.

    `branches` has the branches of each committee; its own documents stand beside their folders.
    """
    committees: dict[str, list[str]] = defaultdict(list)
    for committee, names in branches.items():
        for name in names:
            committees[name].append(committee)
    contents: Contents = defaultdict(dict)
    for output, record in outputs.items():
        kind, _, name = record.source.partition("/")
        if record.status != "written" or not record.digest:
            continue
        path = PurePosixPath(output)
        if kind == "branch":
            for committee in committees[name]:
                contents[f"{_year(output)}/{committee}.zip"][f"{name}/{path.name}"] = output
        elif kind == "committee":
            contents[f"{_year(output)}/{name}.zip"][path.name] = output
    return dict(contents)


def _year(output: str) -> str:
    """Return the folder of the year in `output/2025/branch/x.docx`."""
    return PurePosixPath(output).parts[1]


def pack(
    contents: Contents, outputs: Mapping[str, OutputRecord], output_folder: Path, folder: Path
) -> tuple[int, list[str]]:
    """Write the archives below `folder` that are not as they should be.

    Return how many were written, and a line for each that could not be: the others are unharmed.
    """
    written, faults = 0, []
    for archive, documents in sorted(contents.items()):
        listing = "".join(f"{n}\0{outputs[p].digest}\0" for n, p in sorted(documents.items()))
        digest = hashlib.sha256(listing.encode()).hexdigest().encode()
        try:
            if _comment(folder / archive) != digest:
                _write(folder / archive, documents, output_folder, digest)
                written += 1
        except OSError as error:
            faults.append(f"打不成包 {folder / archive}：{meaning(error)}")
    return written, faults


def _comment(file: Path) -> bytes:
    """Return the comment of an archive, which is the digest of what it was made from."""
    check_file(file)
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.comment
    except (FileNotFoundError, zipfile.BadZipFile):
        return b""


def _write(file: Path, documents: Mapping[str, str], output_folder: Path, digest: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".tmp-{os.urandom(8).hex()}")
    try:
        with zipfile.ZipFile(temporary, "x") as archive:
            archive.comment = digest
            for name, path in sorted(documents.items()):
                real = output_folder / PurePosixPath(path).relative_to("output")
                entry = zipfile.ZipInfo(name, _NO_TIME)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, real.read_bytes())
        temporary.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
