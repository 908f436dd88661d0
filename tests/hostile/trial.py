"""One hostile input → what the program does with it: faults, documents, what is wrong, time and peak memory.

A trial runs the commands one after another in a forked process, so that a hang, a crash or a full
memory is measured and never harms the next. Then a pool of processes builds the same workspace.
The sound branch is read last: what a hostile one leaves behind in the program would reach it.
"""

from __future__ import annotations

import contextlib
import importlib
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
import traceback
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from lxml import etree
from PIL import Image
from support import workspaces

from reportgen.cli.main import main

for _module in (
    "build.worker",
    "write.word",
    "write.powerpoint",
    "theme.deck",
    "compose.templates.forms",
):
    importlib.import_module(f"reportgen.{_module}")  # once, not in every child

#: what a trial runs beside the build, and the exit codes that a hostile input may lead to
COMMANDS = (
    ("check", "--jobs", "0"),
    ("trace", "首位"),
    ("trace", "--facts"),
    ("history", "--failed"),
)
#: runs beside them where the input lies in what a theme is made of
_THEME_CHECK = ("theme", "check")
_OF_THEMES = ("templates/", "content/formats", "content/palettes")
_NOT_OF_THEMES = ("templates/juli/documents/", "templates/juli/forms/", "templates/juli/macros/")
#: seconds of the processor that one command may take, and megabytes beyond those of the process it
#: starts from that all may take
SECONDS, MEGABYTES = 30.0, 300
#: seconds of the processor, and seconds on the clock, after which a trial is taken to hang: the
#: machine may have more to do
_MOST_SECONDS, _HANGS = 240, 1200.0
#: address space beyond which a trial is taken to have no bound at all
_MOST_BYTES = 6 << 30
_DECK = "templates/juli/documents/slides.pptx.j2"
#: what the name of an input or of its files has where the deck may take part in it
_OF_DECKS = ("deck", "slides", "palette", "pptx", "theme", "juli-red", "layout")
_BESIDE = ("pipe", "secret.j2", "secret.png", "secret.txt", "secret.yaml")
#: stands outside the workspace; must be in no document and no message
SECRET = "canary-4711-must-stay-outside"
#: the branch with the hostile input, and a sound one that is read after it
RED, WHITE = "content/branches/red", "content/branches/white"
SUMMARY = "templates/juli/documents/summary.docx.j2"
SOUND = tuple(
    f"output/2022/white/白桦社区党支部2022年{name}" for name in ("总结.docx", "课件.pptx")
)
_OFFICE = (".docx", ".pptx")
_DIAGNOSTIC = re.compile(r"(?m)^(?:错误|警告|建议)\[[a-z0-9-]+\]：(.*)$")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ROOT = Path(__file__).resolve().parents[2]
#: what the program may look at outside the workspace: itself, Python, fonts and the time zone
_OURS = (
    f"{_ROOT}/reportgen", f"{_ROOT}/tests", sys.prefix, sys.base_prefix, "/proc/self/", "/dev/null",
    "/usr/share/fonts", "/usr/share/zoneinfo", "/etc/localtime", "/etc/mime.types",
)  # fmt: skip
#: what it must never do, whatever the input says
_NEVER = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.putenv", "socket.connect",
          "socket.bind", "socket.getaddrinfo", "urllib.Request", "ctypes.dlopen")  # fmt: skip

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
{% for chapter in chapters %}{% for work in chapter.works %}<p>{{ work.text | inline }}</p>{% endfor %}
{% endfor %}</body></slide>
</deck>
"""
PICTURES = "\npictures:\n  hall: {file: images/hall.png, caption: 会场, alt: 一间会场}\n"


#: a file's content; None: there is none; a function: what takes long to make
Data = bytes | str | None | Callable[[], bytes]


@dataclass(frozen=True)
class Hostile:
    """An input: files laid over the sound workspace, then what `act` does to its folder.

    `has_fault` says that a diagnostic must be given; `rest` lists outputs that must be made all the
    same, with the same bytes: by default those of the other branch. `alike` is False where the
    bytes may differ, as when a file that all read is another.
    """

    family: str
    name: str
    files: Mapping[str, Data] = field(default_factory=dict)
    act: Callable[[Path], None] | None = None
    has_fault: bool = False
    rest: tuple[str, ...] = SOUND
    alike: bool = True


@dataclass(frozen=True)
class Attempt:
    """What the program did with an input; `wrong` is "" or what must not have happened."""

    hostile: Hostile
    wrong: str
    diagnostics: int
    documents: int
    seconds: float
    megabytes: float
    console: str = ""

    @property
    def refused(self) -> bool:
        """Whether anything was said of it that is an error or a warning."""
        return self.diagnostics > 0


@cache
def _hall() -> bytes:
    """Return a picture that is large enough to be looked at."""
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "#998877").save(data, "PNG")
    return data.getvalue()


def sound() -> dict[str, bytes | str | None]:
    """Return what makes of the base workspace two branches and three documents for each."""
    base = workspaces.base()
    record = base[f"{RED}/2022.yaml"]
    branch = base[f"{RED}/branch.yaml"].decode().replace("红旗村", "白桦社区")
    return {
        f"{RED}/2022.yaml": record + PICTURES.encode(),
        f"{RED}/images/hall.png": _hall(),
        f"{WHITE}/branch.yaml": branch,
        f"{WHITE}/2022.yaml": record,
        "templates/juli/documents/poster.docx.j2": _POSTER,
        _DECK: _SLIDES,
    }


def light(hostile: Hostile) -> Hostile:
    """Return `hostile` without the deck, a third of whose build is its theme, where it is not in question."""
    concerned = (*hostile.files, hostile.name)
    if hostile.act or any(word in name for word in _OF_DECKS for name in concerned):
        return hostile
    rest = tuple(name for name in hostile.rest if name.endswith(".docx"))
    return replace(hostile, files={**hostile.files, _DECK: None}, rest=rest)


def encoded(text: Data) -> bytes:
    """Return `text` as the bytes of a file; lone surrogates go as they are."""
    if callable(text):
        return text()
    assert text is not None
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


@cache
def reference() -> Mapping[str, bytes]:
    """Return the documents of the other branch as the sound workspace gives them."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        sound_one = Hostile("sound", "nothing hostile", rest=())
        result = _attempt(sound_one, Path(folder), pool=False)
        assert not result.wrong, (result.wrong, result.console)
        assert result.diagnostics == 0, result.console
        return {name: (Path(folder) / "workspace" / name).read_bytes() for name in SOUND}


def attempt(hostile: Hostile, *, pool: bool = True) -> Attempt:
    """Run every command over the workspace of `hostile` and judge what came of it.

    With `pool` worker processes build it once more.
    """
    reference()
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        return _attempt(hostile, Path(folder), pool=pool)


def _attempt(hostile: Hostile, folder: Path, *, pool: bool) -> Attempt:
    place = lay_out(folder, hostile)
    answer_end, child_end = os.pipe()
    child = os.fork()
    if not child:
        os.close(answer_end)
        _run_all(place, hostile, child_end)
    os.close(child_end)
    answer, seconds = _answer(answer_end, child)
    result = _judge(hostile, folder, answer, seconds)
    if pool and not result.wrong:
        result = replace(result, wrong=_wrong_in_pool(hostile, place))
    return result


def commands_for(hostile: Hostile) -> tuple[tuple[str, ...], ...]:
    """Return what is run over the workspace of `hostile`, the build first."""
    build = ("build", "--jobs", "0")
    concerned = hostile.act or any(
        name.startswith(_OF_THEMES) and not name.startswith(_NOT_OF_THEMES)
        for name in hostile.files
    )
    return (build, *COMMANDS, *((_THEME_CHECK,) if concerned else ()))


def _run_all(place: Path, hostile: Hostile, child_end: int) -> None:
    """Run the build and the other commands and tell the parent; never returns."""
    opened: list[str] = []
    commands: list[dict[str, object]] = []
    answer: dict[str, object] = {"commands": commands, "kilobytes": 0, "opened": []}
    try:
        signal.alarm(0)
        os.environ["REPORTGEN_NO_CACHE"] = "1"
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        used = int(time.process_time())
        resource.setrlimit(resource.RLIMIT_CPU, (used + _MOST_SECONDS, used + _MOST_SECONDS))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        allowed = (*_OURS, str(place), *(f"{folder}/" for folder in sys.path if folder))
        watching = True

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if not watching:
                return
            if event in _NEVER:
                opened.append(f"{event} {arguments}"[:200])
            elif event in (
                "open",
                "os.listdir",
                "os.scandir",
                "os.mkdir",
                "os.remove",
                "os.rename",
            ):
                path = arguments[0] if arguments else None
                if isinstance(path, (str, bytes, os.PathLike)):
                    real = os.path.realpath(os.fsdecode(path))
                    if not f"{real}/".startswith(allowed) and real != tempfile.gettempdir():
                        opened.append(real)

        sys.addaudithook(watch)
        for arguments in commands_for(hostile):
            commands.append(_run(place, arguments))
        watching = False
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answer |= {"kilobytes": peak - before, "opened": opened[:5]}
    finally:
        with os.fdopen(child_end, "wb") as pipe:
            pipe.write(json.dumps(answer).encode())
        os._exit(0)


def _run(place: Path, arguments: tuple[str, ...]) -> dict[str, object]:
    """Run one command in this process; return its exit code, console and seconds of the processor."""
    console = io.StringIO()
    began = time.process_time()
    try:
        with (
            contextlib.chdir(place),
            contextlib.redirect_stdout(console),
            contextlib.redirect_stderr(console),
        ):
            code = main(arguments)
    except BaseException as error:  # noqa: BLE001 - whatever escapes the program is what we look for
        code = 98
        console.write("".join(traceback.format_exception(error))[-6000:])
    text = console.getvalue()
    return {
        "name": arguments[0],
        "code": code,
        "seconds": time.process_time() - began,
        "console": text if len(text) < 400_000 else text[:200_000] + text[-200_000:],
        "length": len(text),
    }


def _wrong_in_pool(hostile: Hostile, place: Path) -> str:
    """Build once more with worker processes; return what must not have happened, or ""."""

    def too_late(*_: object) -> None:
        raise TimeoutError("the build with worker processes does not end")

    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(int(_HANGS))
    try:
        ended = _run(place, ("build", "--jobs", "2", "--output", "pool",
                             "--memory-limit", str(MEGABYTES // 2), "--time-limit", "60"))  # fmt: skip
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    if wrong := _wrong_on_console(ended):
        return f"pool: {wrong}"
    if "out-of-memory" in str(ended["console"]) or "worker-died" in str(ended["console"]):
        return "pool: memory"
    result, alone = (
        {p.relative_to(top): p.read_bytes() for p in sorted(top.rglob("*")) if p.suffix in _OFFICE}
        for top in (place / "pool", place / "output")
    )
    # What leads out of the output folder is refused there; the other folder has no such link.
    if (
        result != alone
        and not (place / "output").is_symlink()
        and "link output" not in hostile.name
    ):
        return f"pool: other documents than one process makes: {set(result) ^ set(alone)}"
    return ""


def _answer(answer_end: int, child: int) -> tuple[dict | None, float]:
    """Return what the child tells, None when it died or had to be stopped, and its seconds."""
    late = threading.Timer(_HANGS, os.kill, (child, signal.SIGKILL))
    late.start()
    with os.fdopen(answer_end, "rb") as pipe:
        data = pipe.read()
    stopped = not late.is_alive()
    late.cancel()
    _, _, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    return json.loads(data) if data else None, _HANGS if stopped else seconds


def _judge(hostile: Hostile, folder: Path, answer: dict | None, seconds: float) -> Attempt:
    if answer is None:
        wrong = "hang" if seconds >= _MOST_SECONDS else "died"
        return Attempt(hostile, wrong, 0, 0, seconds, 0)
    commands = answer["commands"]
    console = "".join(str(one["console"]) for one in commands)
    diagnostics = _DIAGNOSTIC.findall(console)
    result = sorted(p.relative_to(folder).as_posix() for p in (folder / "outside").rglob("*"))
    documents = [p for p in sorted((folder / "workspace").rglob("*.*"))
                 if p.suffix in _OFFICE and "output" in p.parts]  # fmt: skip
    megabytes = answer["kilobytes"] / 1024
    wrong = next((f"{c['name']}: {w}" for c in commands if (w := _wrong_on_console(c))), "")
    lost = [name for name in hostile.rest if not (folder / "workspace" / name).is_file()]
    if wrong:
        pass
    elif len(commands) < len(commands_for(hostile)):
        wrong = f"only {len(commands)} commands came to an end"
    elif any(_holds_secret(path) for path in documents):
        wrong = "leak"
    elif result != [f"outside/{name}" for name in _BESIDE] or len(list(folder.iterdir())) != 2:
        wrong = f"made outside: {result}"
    elif answer["opened"]:
        wrong = f"opened {answer['opened']}"
    elif megabytes > MEGABYTES:
        wrong = "memory"
    elif lost:
        wrong = f"the rest was not built: {lost}"
    elif hostile.alike and any(
        (folder / "workspace" / name).read_bytes() != reference()[name] for name in hostile.rest
    ):
        wrong = "the rest is not what it was"
    elif hostile.has_fault and not diagnostics:
        wrong = "no diagnostic"
    else:
        broken = [path.name for path in documents if not _is_sound(path)]
        wrong = f"unsound {broken}" if broken else ""
    return Attempt(hostile, wrong, len(diagnostics), len(documents), seconds, megabytes, console)


def _wrong_on_console(command: dict) -> str:
    """Return what no command may say, or how none may end; "" where all is well."""
    console = str(command["console"])
    if "Traceback" in console or "程序出错" in console or command["code"] not in (0, 1, 2, 4):
        return f"crash (exit code {command['code']})"
    if SECRET in console:
        return "leak"
    if command["seconds"] > SECONDS:
        return "slow"
    # What `trace` lists is its result: every fact there is.
    if command["length"] > 300_000 and command["name"] != "trace":
        return f"{command['length']} characters of messages"
    if _CONTROLS.search(console):
        return "control characters on the console"
    if any(not re.search(r"[\u4e00-\u9fff]", message) for message in _DIAGNOSTIC.findall(console)):
        return "a message without Chinese"
    return ""


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
