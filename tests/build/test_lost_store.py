"""An S3 store that goes away and comes back: clear words, then the same bytes as on a disk.

A real server of the S3 protocol stands behind a relay that the tests close and open again.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import farms
from support.program import ROOT, run

pytest.importorskip("moto.server", reason="needs moto[server]")
s3fs = pytest.importorskip("s3fs", reason="needs s3fs")
pytestmark = [
    pytest.mark.slow,
    # The driver leaves its sockets to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
BRANCHES = 8


class Relay:
    """Hands on connections to a port of this machine, as long as it is open."""

    def __init__(self, target: int) -> None:
        self.target, self.port = target, 0
        self._listening: socket.socket | None = None
        self._open: list[socket.socket] = []

    def open(self) -> None:
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", self.port))
        listening.listen()
        self.port, self._listening = listening.getsockname()[1], listening
        threading.Thread(target=self._accept, args=(listening,), daemon=True).start()

    def close(self) -> None:
        """Refuse connections from now on, and end those there are."""
        for one in (self._listening, *self._open):
            if one:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
                one.close()
        self._open.clear()

    def _accept(self, listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listening.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self._open += (near, far)
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=(source, sink), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


@pytest.fixture(name="relay", scope="module")
def _relay() -> Iterator[Relay]:
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    assert server.stdout
    port = next(
        int(m[1]) for line in server.stdout if (m := re.search(r"127\.0\.0\.1:(\d+)", line))
    )
    reading = threading.Thread(target=server.stdout.read, daemon=True)
    reading.start()
    relay = Relay(port)
    relay.open()
    yield relay
    relay.close()
    server.kill()
    server.wait()
    reading.join()
    server.stdout.close()


@pytest.fixture(name="environment")
def _environment(relay: Relay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    values = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{relay.port}",
        "AWS_ACCESS_KEY_ID": "example",
        "AWS_SECRET_ACCESS_KEY": "example",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_MAX_ATTEMPTS": "1",
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8")


def stored(relay: Relay) -> dict[str, bytes]:
    """Return every document in the store, by its path below the output folder."""
    store = s3fs.S3FileSystem(
        endpoint_url=f"http://127.0.0.1:{relay.port}", skip_instance_cache=True
    )
    return {
        path.partition("/out/")[2]: store.cat_file(path)
        for path in store.find("province/out")
        if path.endswith((".docx", ".pptx"))
    }


def test_a_build_into_a_store_that_goes_away_stops_early_and_is_resumed(
    relay: Relay, environment: dict[str, str], tmp_path: Path
) -> None:
    farm = tmp_path / "farm"
    farm.mkdir()
    farms.plant(farm, BRANCHES)
    assert run("build", "--jobs", "0", folder=farm).code == 0
    store = s3fs.S3FileSystem(
        endpoint_url=f"http://127.0.0.1:{relay.port}", skip_instance_cache=True
    )
    store.mkdir("province")

    building = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "--jobs", "1", "--output", "s3://province/out"],
        cwd=farm, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while len(stored(relay)) < 5 and building.poll() is None:
        time.sleep(0.05)
    relay.close()
    began = time.monotonic()
    _, text = building.communicate(timeout=100)
    assert time.monotonic() - began < 60
    assert building.returncode == 4, text
    assert "Traceback" not in text
    assert "连不上存储" in text
    assert text.count("连不上存储") <= 3, "it is said once, not for every document"

    away = run("build", "--jobs", "0", "--output", "s3://province/out", folder=farm)
    assert away.code == 4
    assert "连不上存储" in away.err

    relay.open()
    back = run("build", "--jobs", "0", "--output", "s3://province/out", folder=farm)
    assert back.code == 0, back.err
    there = {f"output/{path}": data for path, data in stored(relay).items()}
    assert there == {path: (farm / path).read_bytes() for path in farms.documents(farm)}
    again = run("build", "--jobs", "0", "--output", "s3://province/out", folder=farm)
    assert f"未变 {4 * BRANCHES} 份" in again.out
