"""Firefox without a window, driven by WebDriver BiDi, which it speaks itself (https://w3c.github.io/webdriver-bidi/)."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

#: the browser of this computer: that which FIREFOX names, else the one on the path
FIREFOX = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
_SECONDS = 60
#: keys as WebDriver writes them
KEYS = {"Enter": "\ue007", "Control": "\ue009", "Tab": "\ue004", "F2": "\ue032"}


@dataclass(eq=False)
class Firefox:
    """A running Firefox with one page."""

    profile: Path
    process: subprocess.Popen[bytes] | None = None
    stream: socket.socket = field(init=False)
    context: str = ""
    number: int = 0
    #: what the console of the page complains of
    complaints: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        assert FIREFOX
        command = [FIREFOX, "--headless", "--no-remote", "--profile", str(self.profile)]
        log = self.profile / "console.txt"
        with log.open("w") as errors:
            self.process = subprocess.Popen(
                [*command, "--remote-debugging-port", "0"], stderr=errors
            )
        end = time.monotonic() + _SECONDS
        while "listening on ws://" not in log.read_text():
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        address = log.read_text().partition("listening on ws://")[2].split()[0]
        host, _, port = address.partition(":")
        self.stream = socket.create_connection((host, int(port)), _SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        self.stream.sendall(
            f"GET /session HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self._bytes(1)
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded"])
        self.context = self.call("browsingContext.getTree")["contexts"][0]["context"]
        self.call(
            "browsingContext.setViewport",
            context=self.context,
            viewport={"width": 1440, "height": 900},
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()
        assert self.process
        self.process.terminate()
        self.process.wait(20)

    def call(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result; what the page logs in between is remembered."""
        self.number += 1
        self._send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._receive())
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.complaints.append(str(message["params"]["text"]))
            if message.get("id") == self.number:
                assert message["type"] == "success", message
                return message["result"]

    def open(self, address: str) -> None:
        """Go to a page and wait until it is there."""
        self.call("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def ask(self, expression: str) -> Any:
        """Return the value of an expression of the page, a text, a number or a truth."""
        result = self.call(
            "script.evaluate",
            expression=expression,
            target={"context": self.context},
            awaitPromise=True,
        )
        assert result["type"] == "success", result
        return result["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until an expression of the page is true."""
        end = time.monotonic() + _SECONDS
        while not self.ask(f"Boolean({expression})"):
            assert time.monotonic() < end, expression
            time.sleep(0.1)

    def type(self, *keys: str) -> None:
        """Press keys one after the other, each down and up; a text is typed letter by letter."""
        actions: list[dict[str, str]] = []
        for key in keys:
            for letter in KEYS.get(key, key):
                actions += [
                    {"type": "keyDown", "value": letter},
                    {"type": "keyUp", "value": letter},
                ]
        source = {"type": "key", "id": "keys", "actions": actions}
        self.call("input.performActions", context=self.context, actions=[source])

    def _send(self, text: str) -> None:
        data = text.encode()
        size = (
            struct.pack("!BB", 0x81, 0x80 | len(data))
            if len(data) < 126
            else struct.pack("!BBH", 0x81, 0xFE, len(data))
        )
        # A client masks what it sends (RFC 6455, 5.3); Firefox takes a mask of zeros for none.
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self.stream.sendall(size + mask + masked)

    def _receive(self) -> str:
        parts = b""
        while True:
            first, size = self._bytes(2)
            if size == 126:
                (size,) = struct.unpack("!H", self._bytes(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self._bytes(8))
            parts += self._bytes(size)
            if first & 0x80:
                return parts.decode()

    def _bytes(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = self.stream.recv(size - len(data))
            assert more, "Firefox has closed the connection"
            data += more
        return data
