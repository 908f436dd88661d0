"""Who may speak to the desk: one browser of this computer, from the desk's own pages.

| refused                                        | because                                                   |
|------------------------------------------------|-----------------------------------------------------------|
| another Host (421)                             | a name of somebody else may lead to 127.0.0.1             |
| no session cookie, or a wrong one (403)        | other users of this computer reach the port too           |
| a start key that was used, is old or wrong (403) | it stood in an address, and addresses are remembered    |
| a change without our Origin (403)              | pages of other sites can send forms to 127.0.0.1          |
| a change that another site began (403)         | the browser says so in Sec-Fetch-Site                     |
| a change whose body is no JSON and no file (415) | a form of another site can send other kinds only        |
| a body of more than 20 MB (413)                | no field and no picture is as large                       |
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: the longest body of a request, in bytes
MOST_BYTES = 20 << 20
#: seconds for which a start key opens the desk
START_SECONDS = 60
#: what a browser says of a request that our own page sent (Fetch Metadata, Sec-Fetch-Site)
_OUR_OWN = "same-origin"
_TYPES = ("application/json", "application/octet-stream")
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        b"font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; "
        b"frame-ancestors 'none'; base-uri 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


@dataclass(eq=False, slots=True)
class Keys:
    """The session's secret, which the browser sends as a cookie, and the keys that lead to it."""

    port: int
    secret: str
    _start_keys: dict[str, float] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        """The name of the cookie; it has the port, for browsers send a cookie to every port."""
        return f"desk-{self.port}"

    def start_key(self) -> str:
        """Return a key that opens the desk once, within a minute."""
        key = secrets.token_urlsafe(32)
        self._start_keys[key] = time.monotonic() + START_SECONDS
        return key

    def use(self, key: str) -> bool:
        """Return whether `key` opens the desk; after that it does not."""
        until = self._start_keys.pop(key, 0.0)
        return time.monotonic() < until


@dataclass(eq=False, slots=True)
class Guard:
    """The application, behind the refusals above."""

    app: ASGIApp
    keys: Keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        if refusal := self._refusal(scope, headers):
            await PlainTextResponse(refusal[1], refusal[0])(scope, receive, send)
            return
        if scope["path"] == "/start":
            response = RedirectResponse("/", 303)
            response.set_cookie(
                self.keys.cookie, self.keys.secret, httponly=True, samesite="strict", path="/"
            )
            await response(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] += [pair for pair in _HEADERS if pair[0] not in own]
            await send(message)

        await self.app(scope, receive, with_headers)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Return the status and the words of a refusal, None for a request that may pass."""
        hosts = {f"127.0.0.1:{self.keys.port}", f"localhost:{self.keys.port}"}
        if headers.get("host") not in hosts:
            return 421, "这里只有工作台，地址不对"
        if scope["path"] == "/start":
            key = _parameter(scope, "k")
            return None if self.keys.use(key) else (403, "这个地址用过了，请重新打开工作台")
        if not secrets.compare_digest(self._cookie(headers), self.keys.secret):
            return 403, "请从“工作台”打开这一页"
        if scope["method"] in ("GET", "HEAD"):
            return None
        if headers.get("origin") not in {f"http://{host}" for host in hosts}:
            return 403, "这个请求不是工作台的页面发出的"
        if headers.get("sec-fetch-site", _OUR_OWN) != _OUR_OWN:
            return 403, "这个请求不是工作台的页面发出的"
        if headers.get("content-type", "").partition(";")[0].strip() not in _TYPES:
            return 415, "工作台不收这样的内容"
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return 413, f"太大了，超过 {MOST_BYTES >> 20} MB"
        return None

    def _cookie(self, headers: dict[str, str]) -> str:
        cookies = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            return ""
        morsel = cookies.get(self.keys.cookie)
        return morsel.value if morsel else ""


def _parameter(scope: Scope, name: str) -> str:
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get(name, [""])[0]
