"""The files that the pages load, as they are sent: modules without their comments, all compressed once."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
#: the module that a line of a module, as it is sent, imports
_IMPORT = re.compile(r'^(?:import|export)\b[^";]*"\./([\w-]+\.js)"', re.MULTILINE)
#: what a type checker and people read in a module, and a browser does not
_COMMENT = re.compile(r"/\*\*.*?\*/\s?|^\s*//[^\n]*\n|^\s+", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent, plain and compressed."""

    media_type: str
    plain: bytes
    compressed: bytes


def as_sent(module: str) -> str:
    """Return a module without JSDoc, lines of comment, empty lines and indentation.

    Our modules have no other comments, and no text of theirs goes over several lines.
    """
    return _COMMENT.sub("", module)


@cache
def files() -> dict[str, File]:
    """Return the files of the package by their names."""
    by_name = {}
    for file in (resources.files("reportgen.desk") / "static").iterdir():
        ending = file.name.rpartition(".")[2]
        if ending in _TYPES:
            plain = file.read_bytes()
            if ending == "js":
                plain = as_sent(plain.decode("utf-8")).encode()
            by_name[file.name] = File(_TYPES[ending], plain, gzip.compress(plain, 9, mtime=0))
    return by_name


@cache
def imported_by(name: str) -> tuple[str, ...]:
    """Return the modules that a module needs, itself or through others, in the order in which they are met."""
    names: dict[str, None] = {name: None}
    waiting = [name]
    while waiting:
        module = files()[waiting.pop(0)].plain.decode("utf-8")
        new = [other for other in _IMPORT.findall(module) if other not in names]
        names |= dict.fromkeys(new)
        waiting += new
    return tuple(names)[1:]


async def static(request: Request) -> Response:
    """Return a file of the package by its name, and nothing else."""
    file = files().get(request.path_params["name"])
    if file is None:
        return PlainTextResponse("没有这一页", 404)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(file.plain, media_type=file.media_type)
    headers = {"content-encoding": "gzip", "vary": "accept-encoding"}
    return Response(file.compressed, media_type=file.media_type, headers=headers)
