"""An error of the operating system → what it means, in Chinese: its own words are English on most systems."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from reportgen.chinese import han_count

if TYPE_CHECKING:
    import sqlite3

#: what each number means (POSIX.1-2017, <errno.h>), by its name: not every system has every name
_MEANINGS = {
    "ENOENT": "没有这个文件或文件夹",
    "EACCES": "没有权限",
    "EPERM": "系统不允许这样做",
    "EEXIST": "已经有同名的文件或文件夹",
    "ENOTDIR": "路径里有一段是文件，不是文件夹",
    "EISDIR": "是文件夹，不是文件",
    "ENOTEMPTY": "文件夹不是空的",
    "ENAMETOOLONG": "名称太长",
    "ELOOP": "链接绕成了圈",
    "EINVAL": "系统不认这样的名称或操作",
    "EILSEQ": "名称的编码认不出来",
    "ENOSPC": "磁盘满了",
    "EDQUOT": "磁盘的配额用完了",
    "EFBIG": "文件太大，磁盘存不下",
    "EROFS": "磁盘是只读的",
    "EIO": "磁盘读写出错",
    "EXDEV": "不能移到另一个磁盘",
    "ENXIO": "没有这个设备",
    "ENODEV": "没有这个设备",
    "EBUSY": "正被别的程序占用",
    "ETXTBSY": "正被别的程序占用",
    "EDEADLK": "正被别的程序占用",
    "EAGAIN": "暂时用不了",
    "ENOLCK": "这个磁盘不能加锁",
    "ENOTSUP": "这个磁盘不支持这样做",
    "EOPNOTSUPP": "这个磁盘不支持这样做",
    "ESTALE": "网络文件夹断开了",
    "ESPIPE": "是管道，不是普通文件",
    "EMFILE": "打开的文件太多",
    "ENFILE": "打开的文件太多",
    "ENOMEM": "内存不够",
    "ENOEXEC": "不是能运行的程序",
    "EBADF": "文件已经关上了",
    "EPIPE": "对方已经关闭",
    "ECONNREFUSED": "对方拒绝连接",
    "ECONNRESET": "连接断了",
    "ECONNABORTED": "连接断了",
    "ENOTCONN": "没有连上",
    "ETIMEDOUT": "等了很久没有回应",
    "EHOSTUNREACH": "网络不通",
    "ENETUNREACH": "网络不通",
    "ENETDOWN": "网络不通",
    "EADDRINUSE": "端口被别的程序占用",
    "EADDRNOTAVAIL": "这台电脑没有这个地址",
}
_BY_NUMBER = {
    number: text for name, text in _MEANINGS.items() if (number := getattr(errno, name, 0))
}
#: what errors mean that other libraries number in their own way, or not at all, by the name of the class
_OF_LIBRARIES = {
    "socket.gaierror": "找不到这台主机，请看地址和网络",
    "socket.herror": "找不到这台主机，请看地址和网络",
    "ssl.SSLCertVerificationError": "对方的证书认不出来",
    "ssl.SSLError": "加密连接没有建立",
    "urllib.error.HTTPError": "对方没有接受",
    "shutil.Error": "有的文件没有复制成",
    "io.UnsupportedOperation": "这个文件不能这样读写",
    "smtplib.SMTPAuthenticationError": "邮件服务器不认账号或密码",
    "smtplib.SMTPRecipientsRefused": "邮件服务器不接受收件人",
    "smtplib.SMTPSenderRefused": "邮件服务器不接受发件人",
    "smtplib.SMTPServerDisconnected": "邮件服务器断开了连接",
    "smtplib.SMTPException": "邮件服务器没有接受",
}
#: what the result codes of SQLite mean (sqlite.org/rescode.html), by their names without what follows
_OF_SQLITE = {
    "SQLITE_PERM": _MEANINGS["EACCES"],
    "SQLITE_BUSY": _MEANINGS["EBUSY"],
    "SQLITE_LOCKED": _MEANINGS["EBUSY"],
    "SQLITE_NOMEM": _MEANINGS["ENOMEM"],
    "SQLITE_READONLY": "文件是只读的",
    "SQLITE_IOERR": _MEANINGS["EIO"],
    "SQLITE_CORRUPT": "文件已损坏",
    "SQLITE_NOTADB": "文件已损坏，或是别的程序的文件",
    "SQLITE_FULL": _MEANINGS["ENOSPC"],
    "SQLITE_CANTOPEN": "文件打不开，请看它所在的文件夹和权限",
}
#: what errors mean that were raised without a number, by the name of the class
_WITHOUT_NUMBER = {
    "FileNotFoundError": _MEANINGS["ENOENT"],
    "FileExistsError": _MEANINGS["EEXIST"],
    "IsADirectoryError": _MEANINGS["EISDIR"],
    "NotADirectoryError": _MEANINGS["ENOTDIR"],
    "PermissionError": _MEANINGS["EACCES"],
    "TimeoutError": _MEANINGS["ETIMEDOUT"],
    "ConnectionRefusedError": _MEANINGS["ECONNREFUSED"],
    "ConnectionError": _MEANINGS["ECONNRESET"],
}


def meaning(error: OSError | sqlite3.Error) -> str:
    """Return what an error means, in words without the name of the file.

    Words that are Chinese already stay: they are the program's own, or those of Chinese Windows.
    """
    own = getattr(error, "strerror", None)
    if isinstance(own, str) and han_count(own):
        return own
    database = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
    if database in _OF_SQLITE:
        return _OF_SQLITE[database]
    within = getattr(error, "reason", None)  # of urllib.error.URLError
    if isinstance(within, OSError):
        return meaning(within)
    classes = type(error).__mro__
    for name in (f"{kind.__module__}.{kind.__name__}" for kind in classes):
        if name in _OF_LIBRARIES:
            status = getattr(error, "code", "") if name == "urllib.error.HTTPError" else ""
            return f"{_OF_LIBRARIES[name]}（{status}）" if status else _OF_LIBRARIES[name]
    number = getattr(error, "errno", None) or 0
    if number in _BY_NUMBER:
        return _BY_NUMBER[number]
    for kind in classes:
        if kind.__name__ in _WITHOUT_NUMBER:
            return _WITHOUT_NUMBER[kind.__name__]
    return f"系统出错（{errno.errorcode.get(number, type(error).__name__)}）"
