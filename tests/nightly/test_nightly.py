"""A night from outside: real commands, a real build, a real mail server and web hook on loopback."""

from __future__ import annotations

import http.server
import json
import socketserver
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support import farms
from support.program import Run, run

TRAPS = Path(__file__).parents[1] / "spreadsheets" / "traps"
PYTHON = sys.executable.replace("\\", "/")
COMMITTEE = "name: 第一镇党委\nyears: [2021, 2022]\nbranches: [b1, b2]\n"
SETTINGS = f"""\
before: '"{PYTHON}" -c "open(''fetched'', ''a'').write(''x'')"'
build: --jobs 0 --year 2022
zip: [branch, committee]
metrics: metrics/reportgen.prom
notify:
  command: '"{PYTHON}" -c "import sys; open(''told'', ''ab'').write(sys.stdin.buffer.read())"'
"""


@pytest.fixture(name="farm")
def _farm(tmp_path: Path) -> Path:
    farms.plant(tmp_path)
    (tmp_path / "content/committees").mkdir()
    (tmp_path / "content/committees/town.yaml").write_text(COMMITTEE, encoding="utf-8")
    (tmp_path / "nightly.yaml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def _notices(farm: Path) -> str:
    file = farm / "told"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_a_night_packs_what_changed_and_tells_of_failure_and_recovery_once(farm: Path) -> None:
    first = run("nightly", folder=farm)
    assert first.code == 0, first.err
    assert (farm / "fetched").read_text() == "x"
    assert _notices(farm) == ""  # all was well from the beginning
    metrics = (farm / "metrics/reportgen.prom").read_text(encoding="utf-8")
    assert 'reportgen_documents{status="written"} 6' in metrics
    assert "reportgen_archives_written 4" in metrics
    archives = {p: p.read_bytes() for p in sorted((farm / "delivery/2022").iterdir())}
    assert [path.name for path in archives] == ["b1.zip", "b2.zip", "b3.zip", "town.zip"]
    with zipfile.ZipFile(farm / "delivery/2022/town.zip") as town:
        assert town.testzip() is None
        assert sorted(town.namelist()) == [
            "b1/第1村党支部2022年总结.docx", "b1/第1村党支部2022年简报.docx",
            "b2/第2村党支部2022年总结.docx", "b2/第2村党支部2022年简报.docx",
        ]  # fmt: skip

    record = farm / "content/branches/b1/2022.yaml"
    sound = record.read_text(encoding="utf-8")
    record.write_text(sound + "unknown: 1\n", encoding="utf-8")
    for _ in range(2):
        assert run("nightly", folder=farm).code == 1
    assert _notices(farm).count("出了问题") == 1
    assert "错误：unknown-key 1 处" in _notices(farm)
    assert "b1" not in _notices(farm)  # folders are named only if asked for
    assert {p: p.read_bytes() for p in archives} == archives

    record.write_text(sound.replace("一年来", "这一年"), encoding="utf-8")
    assert run("nightly", folder=farm).code == 0
    assert _notices(farm).count("恢复正常") == 1
    changed = [path.name for path, data in archives.items() if path.read_bytes() != data]
    assert changed == ["b1.zip", "town.zip"]


def test_nothing_is_built_after_a_command_that_failed(farm: Path) -> None:
    text = SETTINGS.replace("open(''fetched'', ''a'').write(''x'')", "raise SystemExit(''没有网'')")
    (farm / "nightly.yaml").write_text(text, encoding="utf-8")
    ended = run("nightly", folder=farm)
    assert ended.code == 4
    assert not (farm / "output/2022").exists()
    assert "生成前的命令没有做成（退出码 1），没有生成" in _notices(farm)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("before: git 'pull\n", "nightly.yaml:1:9"),
        ("metrics: m.txt\n", "以 .prom 结尾"),
        ("notify: {webhook: 'ftp://x'}\n", "http:// 或 https://"),
        ("notify: {when: sometimes}\n", "只能是 change、failure、always"),
        ("zip: [county]\n", "只能是 branch、committee"),
        ("befor: x\n", "before"),
    ],
)
def test_a_fault_of_the_settings_is_said_before_anything_runs(
    farm: Path, text: str, said: str
) -> None:
    (farm / "nightly.yaml").write_text(text, encoding="utf-8")
    ended = run("nightly", folder=farm)
    assert (ended.code, said in ended.err) == (1, True), ended.err
    assert not (farm / "output").exists()


class _Mailbox(socketserver.StreamRequestHandler):
    """Speaks as much SMTP (RFC 5321) as one plain message takes."""

    def handle(self) -> None:
        self._say("220 mailbox")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self._say("354 go on")
                lines = list(iter(lambda: self.rfile.readline().rstrip(b"\r\n"), b"."))
                self.server.received.append(b"\n".join(lines))  # type: ignore[attr-defined]
            self._say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(data)  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing on the error stream."""


@pytest.fixture(name="servers")
def _servers() -> Iterator[tuple[socketserver.TCPServer, socketserver.TCPServer]]:
    servers = tuple(socketserver.TCPServer(("127.0.0.1", 0), how) for how in (_Mailbox, _Hook))
    for server in servers:
        server.received = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield servers[0], servers[1]
    for server in servers:
        server.shutdown()
        server.server_close()


def _with_servers(farm: Path, mail: int, hook: int) -> Run:
    settings = f"""\
before: '"{PYTHON}" -c "raise SystemExit(3)"'
notify:
  webhook: http://127.0.0.1:{hook}/hook
  mail: {{server: 127.0.0.1, port: {mail}, sender: a@example.cn, to: [b@example.cn]}}
"""
    (farm / "nightly.yaml").write_text(settings, encoding="utf-8")
    return run("nightly", folder=farm)


def test_a_notice_goes_by_mail_and_to_a_web_hook(
    farm: Path, servers: tuple[socketserver.TCPServer, socketserver.TCPServer]
) -> None:
    mail, hook = servers
    ended = _with_servers(farm, mail.server_address[1], hook.server_address[1])
    assert ended.code == 4
    assert "通知没有送到" not in ended.err
    (message,) = mail.received  # type: ignore[attr-defined]
    assert b"To: b@example.cn" in message
    (posted,) = hook.received  # type: ignore[attr-defined]
    values = json.loads(posted)
    assert (values["code"], values["sources"]) == (4, 0)
    assert values["title"].startswith("reportgen 夜间生成出了问题")


def test_a_notice_that_cannot_be_sent_is_said_and_the_other_is_sent(
    farm: Path, servers: tuple[socketserver.TCPServer, socketserver.TCPServer]
) -> None:
    _, hook = servers
    ended = _with_servers(farm, 1, hook.server_address[1])
    assert "通知没有送到（邮件）" in ended.err
    assert len(hook.received) == 1  # type: ignore[attr-defined]


@pytest.mark.slow
def test_forms_that_came_back_are_read_before_the_build_and_broken_ones_harm_none(
    tmp_path: Path,
) -> None:
    farms.plant(tmp_path, 10)
    names = [f"b{number}" for number in range(1, 11)]
    committee = f"name: 第一镇党委\nyears: [2022]\nbranches: [{', '.join(names)}]\n"
    (tmp_path / "content/committees").mkdir()
    (tmp_path / "content/committees/town.yaml").write_text(committee, encoding="utf-8")
    settings = "returned: 收到\nbuild: --jobs 0 --year 2022\nmetrics: reportgen.prom\n"
    (tmp_path / "nightly.yaml").write_text(settings, encoding="utf-8")
    assert run("intake", "send", "town", "--year", "2022", folder=tmp_path).code == 0
    back = tmp_path / "收到"
    back.mkdir()
    for number, file in enumerate(sorted((tmp_path / "intake/2022/send").iterdir()), 1):
        book = load_workbook(file)
        book["1 基本情况"]["C9"] = f"书记{number}"
        # Every branch calls its file the same, in a folder of its own.
        (back / f"{number}").mkdir()
        book.save(back / f"{number}" / "填报表.xlsx")
    whole = (back / "1" / "填报表.xlsx").read_bytes()
    (back / "不是表.xlsx").write_bytes(b"no workbook")
    (back / "断了的.xlsx").write_bytes(whole[: len(whole) // 2])
    (back / "有密码的.xlsx").write_bytes((TRAPS / "password.xlsx").read_bytes())

    night = run("nightly", folder=tmp_path)
    assert night.code == 1
    assert "填报表：新读 10 份" in night.out
    assert "读不出 3 份（不是表.xlsx、断了的.xlsx、有密码的.xlsx）" in night.out
    texts = [
        (tmp_path / f"content/branches/{name}/branch.yaml").read_text(encoding="utf-8")
        for name in names
    ]
    assert {n for n in range(1, 11) for t in texts if f"secretary: 书记{n}\n" in t} == {
        *range(1, 11)
    }
    assert len(list((tmp_path / "intake/2022/back").iterdir())) == 10
    metrics = (tmp_path / "reportgen.prom").read_text(encoding="utf-8")
    assert 'reportgen_forms{status="unreadable"} 3' in metrics
    assert 'reportgen_documents{status="written"} 20' in metrics

    for name in ("不是表", "断了的", "有密码的"):
        (back / f"{name}.xlsx").unlink()
    again = run("nightly", folder=tmp_path)
    assert again.code == 0, again.out
    assert "填报表" not in again.out  # those that were read are not read again
