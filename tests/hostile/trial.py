"""One hostile input → how a build took it: told, built, or wrong, with its time and peak memory.

Each trial is a build in a forked process, so that a hang, a crash or a full memory is measured
and never harms the next.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import resource
import signal
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from support import workspaces

from reportgen.cli.main import main

#: seconds and megabytes (beyond those of the process it starts from) a trial may take
SECONDS, MEGABYTES = 30.0, 900
#: address space beyond which a trial is taken to have no bound at all
_MOST_BYTES = 6 << 30
#: stands outside the workspace; must be in no document and no message
SECRET = "canary-4711-must-stay-outside"
RED, BLUE = "content/branches/red", "content/branches/blue"
SUMMARY = "templates/juli/summary.docx.j2"
SOUND = tuple(f"output/2022/blue/蓝天社区党支部2022年{name}" for name in ("总结.docx", "课件.pptx"))
_TOLD = re.compile(r"(?m)^(?:错误|警告|建议)\[[a-z0-9-]+\]：(.*)$")
_ROOT = Path(__file__).resolve().parents[2]
_OURS = tuple({str(_ROOT), sys.prefix, sys.base_prefix, "/usr/", "/proc/self/", "/dev/", "/etc/mime",
               "/etc/localtime", "/etc/apache2/mime.types", "/etc/httpd"})  # fmt: skip

_POSTER = """\
{#
name: 图片页
purpose: 一页图片
when: record.pictures
output: "{{ branch.name }}{{ year }}年图片"
#}
<report><title>图片</title><figure>{{ picture('hall') }}</figure></report>
"""
_SLIDES = """\
{#
name: 课件
purpose: 几页课件
output: "{{ branch.name }}{{ year }}年课件"
#}
<deck>
<slide layout="cover"><title>{{ branch.name }}</title></slide>
<slide layout="bullets-plain"><kicker>{{ branch.name }}</kicker><title>{{ branch.name }}</title>
<body>{{ record.opening | prose }}
{% for type in types %}{% for work in type.works %}<p>{{ work.text | inline }}</p>{% endfor %}
{% endfor %}</body></slide>
</deck>
"""
PICTURES = "\npictures:\n  hall: {file: images/hall.png, caption: 会场, alt: 一间会场}\n"


@dataclass(frozen=True)
class Hostile:
    """An input: files laid over the sound workspace, then what `act` does to its folder.

    `told` says that a diagnostic must be given; `rest` lists outputs that must be made all the
    same: by default those of the other branch.
    """

    family: str
    name: str
    files: Mapping[str, bytes | str | None] = field(default_factory=dict)
    act: Callable[[Path], None] | None = None
    arguments: tuple[str, ...] = ()
    told: bool = False
    rest: tuple[str, ...] = SOUND


@dataclass(frozen=True)
class Taken:
    """How an input was taken; `wrong` is "" or what must not have happened."""

    hostile: Hostile
    wrong: str
    told: int
    built: int
    seconds: float
    megabytes: float
    console: str = ""


def sound() -> dict[str, bytes | str | None]:
    """Return what makes of the base workspace two branches and three documents for each."""
    base = workspaces.base()
    record = base[f"{RED}/2022.yaml"]
    branch = base[f"{RED}/branch.yaml"].decode().replace("红旗村", "蓝天社区")
    return {
        f"{RED}/2022.yaml": record + PICTURES.encode(),
        f"{BLUE}/branch.yaml": branch,
        f"{BLUE}/2022.yaml": record,
        "templates/juli/poster.docx.j2": _POSTER,
        "templates/juli/slides.pptx.j2": _SLIDES,
    }


def encoded(text: bytes | str) -> bytes:
    """Return `text` as the bytes of a file; lone surrogates go as they are."""
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def lay_out(folder: Path, hostile: Hostile) -> Path:
    """Write the workspace of `hostile` under `folder`, a secret beside it; return where it is."""
    (folder / "outside").mkdir()
    (folder / "outside" / "secret.txt").write_text(SECRET)
    (folder / "outside" / "secret.yaml").write_text(f"name: {SECRET}\n")
    (folder / "outside" / "secret.j2").write_text(SECRET)
    (folder / "outside" / "secret.png").write_bytes(
        workspaces.base()[f"{RED}/images/hall.png"] + SECRET.encode()
    )
    os.mkfifo(folder / "outside" / "pipe")
    place = folder / "workspace"
    files = {**sound(), **hostile.files}
    workspaces.write(place, {name: None if d is None else encoded(d) for name, d in files.items()})
    if hostile.act:
        hostile.act(place)
    return place


def attempt(hostile: Hostile) -> Taken:
    """Build the workspace of `hostile` in a process of its own and judge what came of it."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        place = lay_out(Path(folder), hostile)
        told_at, tell_at = os.pipe()
        started = time.monotonic()
        child = os.fork()
        if not child:
            os.close(told_at)
            _build(place, hostile, tell_at)
        os.close(tell_at)
        answer = _answer(told_at, child)
        seconds = time.monotonic() - started
        return _judged(hostile, Path(folder), answer, seconds)


def _build(place: Path, hostile: Hostile, tell_at: int) -> None:
    """Run the program and tell the parent; never returns."""
    code, opened = 99, []
    console = io.StringIO()
    try:
        signal.alarm(0)
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        allowed = (*_OURS, str(place), tempfile.gettempdir() + "/tmp")
        watching = True

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if watching and event in ("open", "os.listdir", "os.scandir") and arguments:
                path = arguments[0]
                if isinstance(path, (str, bytes, os.PathLike)):
                    real = os.path.realpath(os.fsdecode(path))
                    if not real.startswith(allowed) and real != tempfile.gettempdir():
                        opened.append(real)

        sys.addaudithook(watch)
        with (
            contextlib.chdir(place),
            contextlib.redirect_stdout(console),
            contextlib.redirect_stderr(console),
        ):
            code = main(["build", "--jobs", "1", *hostile.arguments])
        watching = False
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answer = {"code": code, "kilobytes": peak - before, "opened": opened[:5]}
    except BaseException as error:  # noqa: BLE001 - whatever escapes the program is what we look for
        import traceback

        answer = {"code": 98, "kilobytes": 0, "opened": [], "error": repr(error)}
        console.write("".join(traceback.format_exception(error))[-6000:])
    text = console.getvalue()
    answer["console"] = text if len(text) < 400_000 else text[:200_000] + text[-200_000:]
    answer["length"] = len(text)
    with os.fdopen(tell_at, "wb") as pipe:
        pipe.write(json.dumps(answer).encode())
    os._exit(0)


def _answer(told_at: int, child: int) -> dict[str, object] | None:
    """Return what the child tells, None when it died or had to be stopped."""
    late = threading.Timer(SECONDS * 2, os.kill, (child, signal.SIGKILL))
    late.start()
    with os.fdopen(told_at, "rb") as pipe:
        data = pipe.read()
    late.cancel()
    os.waitpid(child, 0)
    return json.loads(data) if data else None


def _judged(hostile: Hostile, folder: Path, answer: dict | None, seconds: float) -> Taken:
    if answer is None:
        wrong = "hang" if seconds >= SECONDS * 2 else "died"
        return Taken(hostile, wrong, 0, 0, seconds, 0)
    console = str(answer["console"])
    told = _TOLD.findall(console)
    documents = [p for p in sorted((folder / "workspace").rglob("*.*"))
                 if p.suffix in (".docx", ".pptx") and "output" in p.parts]  # fmt: skip
    megabytes = answer["kilobytes"] / 1024
    wrong = ""
    lost = [name for name in hostile.rest if not (folder / "workspace" / name).is_file()]
    if "Traceback" in console or "程序出错" in console or answer["code"] not in (0, 1, 2):
        wrong = "crash"
    elif SECRET in console or any(_holds_secret(path) for path in documents):
        wrong = "leak"
    elif answer["opened"]:
        wrong = f"opened {answer['opened']}"
    elif seconds > SECONDS:
        wrong = "slow"
    elif megabytes > MEGABYTES:
        wrong = "memory"
    elif lost:
        wrong = f"the rest was not built: {lost}"
    elif hostile.told and not told:
        wrong = "nothing told"
    elif any(not re.search(r"[\u4e00-\u9fff]", message) for message in told):
        wrong = "a message without Chinese"
    elif answer["length"] > 300_000:
        wrong = f"{answer['length']} characters of messages"
    elif re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", console):
        wrong = "control characters on the console"
    else:
        broken = [path.name for path in documents if not _is_sound(path)]
        wrong = f"unsound {broken}" if broken else ""
    return Taken(hostile, wrong, len(told), len(documents), seconds, megabytes, console)


def _holds_secret(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        return any(SECRET.encode() in package.read(name) for name in package.namelist())


def _is_sound(path: Path) -> bool:
    """Return whether every part of an Office file is whole and every XML part well-formed."""
    try:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                data = package.read(name)
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, zipfile.LargeZipFile):
        return False
    return True
