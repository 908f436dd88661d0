"""What the operating system says reaches nobody in English."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import smtplib
import socket
import sqlite3
import ssl
import urllib.error
from email.message import Message
from pathlib import Path

import pytest

from reportgen.system_errors import meaning

ROOT = Path(__file__).parents[1]
_ENGLISH = re.compile("[A-Za-z]{3,}")


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_number_has_words_without_those_of_the_system(number: int) -> None:
    words = meaning(OSError(number, os.strerror(number), "名单.docx"))
    assert not _ENGLISH.search(words.replace(errno.errorcode[number], ""))
    assert "名单" not in words


def test_what_happens_often_has_words_of_its_own() -> None:
    def words(number: int) -> str:
        return meaning(OSError(number, os.strerror(number)))

    assert words(errno.ENOENT) == "没有这个文件或文件夹"
    assert words(errno.EACCES) == "没有权限"
    assert words(errno.ENOSPC) == "磁盘满了"
    assert words(errno.ENOTRECOVERABLE) == "系统出错（ENOTRECOVERABLE）"


def _refused() -> urllib.error.URLError:
    return urllib.error.URLError(ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"))


@pytest.mark.parametrize(("error", "words"), [
    (FileNotFoundError("content/名单.yaml"), "没有这个文件或文件夹"),
    (TimeoutError("timed out"), "等了很久没有回应"),
    (ConnectionResetError(), "连接断了"),
    (OSError("cannot"), "系统出错（OSError）"),
    (OSError(errno.ELOOP, "“输出”是链接，不是真正的文件夹"), "“输出”是链接，不是真正的文件夹"),
    (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "找不到这台主机，请看地址和网络"),
    (ssl.SSLCertVerificationError(1, "certificate verify failed"), "对方的证书认不出来"),
    (_refused(), "对方拒绝连接"),
    (urllib.error.HTTPError("http://示例", 403, "Forbidden", Message(), None), "对方没有接受（403）"),
    (smtplib.SMTPAuthenticationError(535, b"denied"), "邮件服务器不认账号或密码"),
    (smtplib.SMTPDataError(554, b"spam"), "邮件服务器没有接受"),
    (shutil.Error([("甲", "乙", "[Errno 28] No space left on device")]), "有的文件没有复制成"),
    (io.UnsupportedOperation("fileno"), "这个文件不能这样读写"),
], ids=lambda value: type(value).__name__ if isinstance(value, OSError) else "")  # fmt: skip
def test_errors_of_libraries_are_said_in_chinese(error: OSError, words: str) -> None:
    assert meaning(error) == words


def test_errors_of_a_database_are_said_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all, but long enough" * 20)
    with pytest.raises(sqlite3.Error) as damaged:
        sqlite3.connect(tmp_path / "ledger.sqlite").execute("SELECT * FROM sqlite_master")
    with pytest.raises(sqlite3.Error) as absent:
        sqlite3.connect(tmp_path / "none" / "ledger.sqlite")
    assert meaning(damaged.value) == "文件已损坏，或是别的程序的文件"
    assert meaning(absent.value).startswith("文件打不开")


def test_no_module_shows_the_words_of_the_system_itself() -> None:
    texts = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "reportgen").rglob("*.py"))
        if re.search(r"\.strerror\b|traceback\.format_exception_only", path.read_text("utf-8"))
    ]
    assert texts == []
