"""A desk that runs in this process, on a workspace of its own."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any

from reportgen.desk.guard import Keys
from reportgen.desk.history import Version
from reportgen.desk.server import Server, listening_socket
from reportgen.desk.session import Session, Settings

ROOT = Path(__file__).resolve().parents[2]
SECRET = "a-secret-for-this-test-alone-0123456789"
BRANCH = """\
name: 示例市红星村党支部
short: 红星村党支部
sample: true
"""
RECORD = """\
year: 2025
# 数字只写一次
figures:
  走访群众: 30户
chapters:
  - title: 抓学习
    works:
      - title: 学在平常
        text: 全年走访群众30户，办成实事一批。
      - title: 学以致用
        text: 把学到的用到为民办事上。
  - title: 办实事
signed: 2025-12-30
"""
#: a lesson of four minutes, whose opening and closing are sentences
LESSON = """\
# 题目分两行
topic: |-
  把路灯
  修到家门口
audience: 支部党员
speaker: 支部书记
minutes: 4
figures:
  路灯: {value: 12盏, source: 示例}
opening: 同志们好，今天只讲一件事，就是村口的路灯。
parts:
  - title: 一盏灯
    aim: 明白小事怎样办成
    notes: 先说这件事是怎样提出来的。
    pages:
      - title: 怎样提出来
        points:
          - name: 议事会
            text: 群众提了三次
          - name: 装上了
            text: 全村{路灯}
        # 这一页讲得慢
        notes: 群众在议事会上提了三次，支部记了三次，第三次把事办了，装上{路灯}路灯。
summary:
  points:
    - name: 小事办好
  notes: 记住一句话，小事办好就是大事。
closing: 谢谢大家。
"""
#: a committee of that one branch
COMMITTEE = """\
name: 中共示例街道工作委员会
short: 示例街道
years: [2025]
branches: [hongxing]
figures: [走访群众]
opening: 汇总如下。
signed: 2026-01-16
sample: true
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes


@dataclass(eq=False)
class Desk:
    """A running desk; `stop` and `start` are those of somebody who closes and opens its window."""

    folder: Path
    port: int = 0
    server: Server | None = None
    #: how often it was stopped
    stops: int = 0
    thread: threading.Thread | None = None
    keys: Keys = field(init=False)

    def start(self) -> None:
        listening = listening_socket(self.port)
        self.port = listening.getsockname()[1]
        self.keys = Keys(self.port, SECRET)
        places = (
            ("content", str(self.folder / "content")),
            ("templates", str(ROOT / "templates")),
            ("output", str(self.folder / "output")),
        )
        state = self.folder / "state"
        settings = Settings(self.folder, places, "templates/juli", ROOT / "content", state)
        self.server = server = Server(Session(settings, self.keys))
        self.thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        self.thread.start()
        while not server.started:
            time.sleep(0.005)

    def stop(self) -> None:
        assert self.server
        assert self.thread
        self.stops += 1
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(20)
        assert not self.thread.is_alive()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def entrance(self) -> str:
        return f"{self.address}/start?k={self.keys.start_key()}"

    @property
    def record(self) -> Path:
        return self.folder / "content/branches/hongxing/2025.yaml"

    @property
    def history(self) -> list[Version]:
        assert self.server
        return list(self.server.session.history.versions("hongxing/2025"))

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        """Send a request as the desk's own pages do; `headers` come instead of theirs, "" leaves one out."""
        own = {"Cookie": f"{self.keys.cookie}={SECRET}"}
        if method == "POST":
            own |= {"Origin": self.address, "Content-Type": "application/json"}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in own.items() if value}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body or None, sent)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())


def visit(page: Any, address: str) -> None:
    """Open a page; the page of a year takes part only when its module has begun."""
    page.goto(address)
    page.wait_for_selector("body:not([data-file]), body[data-ready]")


@contextmanager
def late(page: Any, address: str, module: str) -> Iterator[None]:
    """Open a page whose `module` arrives only after the block."""
    requests: list[Any] = []

    def detain(route: Any) -> None:
        requests.append(route)

    page.route(f"**/{module}*", detain)
    page.goto(address, wait_until="commit")
    yield
    while not requests:
        page.wait_for_timeout(20)
    requests[0].continue_()


def small_workspace(folder: Path) -> Path:
    """Make a workspace with types, lexicon and one small branch in `folder`."""
    for name in ("types", "lexicon"):
        shutil.copytree(ROOT / "content" / name, folder / "content" / name)
    shutil.copy(ROOT / "content/checks.yaml", folder / "content/checks.yaml")
    branch = folder / "content/branches/hongxing"
    branch.mkdir(parents=True)
    (branch / "branch.yaml").write_text(BRANCH, encoding="utf-8")
    (branch / "2025.yaml").write_text(RECORD, encoding="utf-8")
    return folder
