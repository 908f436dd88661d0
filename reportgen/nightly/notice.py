"""Tells who must know how a night went: by a command, a web hook, a mail."""

from __future__ import annotations

import json
import shlex
import smtplib
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict
from email.message import EmailMessage
from pathlib import Path

from reportgen.nightly.night import Night
from reportgen.nightly.settings import Mail, Notify
from reportgen.system_errors import meaning

#: seconds that a notice may take to be sent
_PATIENCE = 60
#: port of SMTP that is encrypted from its first byte (RFC 8314)
_ENCRYPTED = 465
#: so many branches and codes are listed in a notice
_MOST_LISTED = 20


def is_due(when: str, night: Night, last: Night | None) -> bool:
    """Return whether a notice is due after a night; `last` is the one before. The first is only reported where it failed."""
    was_fine = last is None or last.is_fine
    if when == "always" or was_fine != night.is_fine:
        return True
    return when == "failure" and not night.is_fine


def title(night: Night, last: Night | None) -> str:
    """Return the line that says how it stands."""
    if not night.is_fine:
        return f"reportgen 夜间生成出了问题：{night.reason}"
    if last and not last.is_fine:
        return "reportgen 夜间生成恢复正常"
    return "reportgen 夜间生成正常"


def text(night: Night, last: Night | None, *, branches: bool) -> str:
    """Return the notice: counts and codes; the folders of branches only with `branches`."""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(night.started))
    lines = [
        title(night, last),
        "",
        f"开始：{when}，用时 {night.seconds / 60:.1f} 分钟",
        *([_forms(night, branches=branches)] if night.returned or night.unreadable else []),
        f"文档：生成 {night.written}，未变 {night.fresh}，未生成 {night.failed}",
        *([f"内容的版本：{night.commit}"] if night.commit else []),
        *([f"有错的支部、党课、上级党组织：{len(night.sources)} 个"] if night.sources else []),
        *([f"错误：{_listed([f'{c} {n} 处' for c, n in night.faults.items()])}"] if night.faults else []),
        *([f"代号：{_listed([s.rpartition('/')[2] for s in night.sources])}"] if branches and night.sources else []),
        *([f"细说：reportgen history {night.run} --failed；output/build-report.html"] if night.run else []),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _forms(night: Night, *, branches: bool) -> str:
    """Return the line on the forms that came back; the names of files only with `branches`."""
    line = f"填报表：新读 {night.returned} 份"
    line += f"，其中 {night.waiting} 份有要改或要定的" if night.waiting else ""
    if night.unreadable:
        names = f"（{_listed([*night.unreadable])}）" if branches else ""
        line += f"，读不出 {len(night.unreadable)} 份{names}"
    return line


def _listed(items: list[str]) -> str:
    more = f" 等 {len(items)} 项" if len(items) > _MOST_LISTED else ""
    return "、".join(items[:_MOST_LISTED]) + more


def send(notify: Notify, night: Night, last: Night | None, folder: Path) -> Iterator[str]:
    """Send the notice each way that `notify` names; yield a line for each way that failed."""
    body = text(night, last, branches=bool(notify.branches))
    values = asdict(night) | {"title": title(night, last), "text": body}
    if not notify.branches:
        values["sources"] = len(night.sources)
        values["unreadable"] = len(night.unreadable)
    ways: list[tuple[str, Callable[[], None]]] = []
    if notify.command:
        ways.append(("命令", lambda: _run(notify.command, body, folder)))
    if notify.webhook:
        ways.append(("网址", lambda: _post(notify.webhook, values)))
    if mail := notify.mail:
        ways.append(("邮件", lambda: _mail(mail, title(night, last), body)))
    for name, way in ways:
        try:
            way()
        except (OSError, subprocess.SubprocessError) as error:
            yield f"通知没有送到（{name}）：{_reason(error)}"


def _reason(error: OSError | subprocess.SubprocessError) -> str:
    """Return why a notice was not sent."""
    match error:
        case subprocess.CalledProcessError():
            return f"命令以 {error.returncode} 结束"
        case subprocess.TimeoutExpired():
            return f"命令 {_PATIENCE} 秒没有做完"
        case OSError():
            return meaning(error)
        case _:
            return "命令没有做完"


def _run(command: str, body: str, folder: Path) -> None:
    subprocess.run(  # noqa: S603 - the operator's own command
        shlex.split(command), input=body.encode(), cwd=folder, timeout=_PATIENCE, check=True
    )


def _post(address: str, values: dict[str, object]) -> None:
    data = json.dumps(values, ensure_ascii=False).encode()
    request = urllib.request.Request(  # noqa: S310 - `settings` admits http and https alone
        address, data, {"Content-Type": "application/json; charset=utf-8"}
    )
    with urllib.request.urlopen(request, timeout=_PATIENCE):  # noqa: S310 - see above
        pass


def _mail(mail: Mail, subject: str, body: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.sender, ", ".join(mail.to), subject
    message.set_content(body)
    context = ssl.create_default_context()
    port = int(mail.port)
    server: smtplib.SMTP
    if port == _ENCRYPTED:
        server = smtplib.SMTP_SSL(mail.server, port, timeout=_PATIENCE, context=context)
    else:
        server = smtplib.SMTP(mail.server, port, timeout=_PATIENCE)
    with server:
        if port != _ENCRYPTED:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
        if mail.user:
            password = Path(mail.password_file).read_text(encoding="utf-8").splitlines()[0]
            server.login(mail.user, password)
        server.send_message(message)
