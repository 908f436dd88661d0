"""`reportgen schedule`: settings for cron, systemd and Windows that build a workspace every day."""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from pathlib import Path

from reportgen.cli.exit_codes import FINE, MISUSE

#: a time of day: hours 0 to 23, minutes
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def schedule(options: argparse.Namespace) -> int:
    """Print the settings for each system, or for the one `--system` names."""
    match = _TIME.fullmatch(options.at)
    if not match:
        sys.stderr.write(f"--at 要写成 时:分，如 02:30，这里是“{options.at}”\n")
        return MISUSE
    hour, minute = int(match[1]), int(match[2])
    folder = Path(options.folder).absolute()
    command = [sys.executable, "-m", "reportgen"]
    if options.nightly:
        command += ["nightly", str(folder / options.nightly)]
    else:
        log = str(folder / "logs" / "reportgen.log")
        command += ["build", "--quiet", "--wait", "--log", log, *options.rest]
    texts = {
        "cron": _cron(folder, command, hour, minute),
        "systemd": _systemd(folder, command, hour, minute),
        "windows": _windows(folder, command, hour, minute),
    }
    systems = [options.system] if options.system else list(texts)
    sys.stdout.write("\n".join(texts[name] for name in systems))
    return FINE


def _cron(folder: Path, command: list[str], hour: int, minute: int) -> str:
    # crontab(5): an unescaped % is a line break.
    line = f"cd {shlex.quote(str(folder))} && {shlex.join(command)}".replace("%", r"\%")
    return f"# cron：运行 crontab -e，加上这一行\n{minute} {hour} * * * {line}\n"


def _systemd(folder: Path, command: list[str], hour: int, minute: int) -> str:
    run = " ".join(_unit_word(word) for word in command)
    return (
        "# systemd：以下两段存为 ~/.config/systemd/user/ 里的两个文件，然后运行\n"
        "#   systemctl --user daemon-reload\n"
        "#   systemctl --user enable --now reportgen.timer\n"
        "#   loginctl enable-linger    （不登录也运行）\n"
        "\n# reportgen.service\n"
        "[Unit]\nDescription=reportgen: build documents\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={_escaped(str(folder))}\nExecStart={run}\n"
        "TimeoutStopSec=60\n"
        "\n# reportgen.timer\n"
        "[Unit]\nDescription=reportgen: every day\n\n"
        f"[Timer]\nOnCalendar=*-*-* {hour:02}:{minute:02}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _windows(folder: Path, command: list[str], hour: int, minute: int) -> str:
    inner = " ".join(_windows_word(word) for word in command)
    task = f'cmd /c cd /d "{folder}" && {inner}'.replace('"', r"\"")
    return (
        "rem Windows 任务计划程序：在命令提示符里运行这一行\n"
        f'schtasks /Create /TN reportgen /SC DAILY /ST {hour:02}:{minute:02} /TR "{task}"\n'
    )


def _unit_word(word: str) -> str:
    # systemd.service(5): $ begins a variable in a command line.
    escaped = _escaped(word).replace("$", "$$")
    return f'"{escaped}"' if re.search(r"[\s'\"]", word) else escaped


def _escaped(text: str) -> str:
    # systemd.unit(5): % begins a specifier in every setting.
    return text.replace("\\", r"\\").replace('"', r"\"").replace("%", "%%")


def _windows_word(word: str) -> str:
    return f'"{word}"' if re.search(r"[\s&]", word) else word
