"""The reasons of `build.freshness` as Chinese sentences."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.show.excerpts import DisplayPath

_SENTENCES = {
    "new": "还没有生成过",
    "failed": "上次没有成功",
    "forced": "要求重做（--force）",
    "output-gone": "输出不在了",
    "output-edited": "输出被改动过",
}
_CHANGES = {"changed": "改了", "appeared": "是新增的", "vanished": "没有了"}


def sentence(reason: str, display_path: DisplayPath) -> str:
    """Return a reason, such as `changed file:content/types/red.yaml`, as a sentence."""
    if reason in _SENTENCES:
        return _SENTENCES[reason]
    how, _, key = reason.partition(" ")
    kind, _, path = key.partition(":")
    match kind:
        case "file":
            return f"{_what(path)}{_CHANGES.get(how, how)}：{display_path(path)}"
        case "names":
            return f"别的支部改了名称：{display_path(path)}"
        case "folder":
            return f"文件夹里的文件有增减：{display_path(path)}"
        case "there":
            return f"文件有增减：{display_path(path)}"
        case "day":
            return "日期变了"
        case "tool":
            return _tool(path)
        case "option" if path == "final":
            return "定稿选项变了：--final"
        case _:
            return "换了主题：--theme"


def sentences(reasons: Iterable[str], display_path: DisplayPath, most: int = 3) -> str:
    """Return the first `most` reasons in one line, and how many more there are."""
    listed = [sentence(reason, display_path) for reason in reasons]
    more = f"；另有 {len(listed) - most} 条" if len(listed) > most else ""
    return "；".join(listed[:most]) + more


def key_name(key: str, display_path: DisplayPath) -> str:
    """Return an input of a document, such as `folder:content/types`, as people say it."""
    kind, _, path = key.partition(":")
    match kind:
        case "file":
            return display_path(path)
        case "names":
            return f"{display_path(path)}（支部名称）"
        case "folder":
            return f"{display_path(path)}/（有哪些文件）"
        case "there":
            return f"{display_path(path)}（有没有）"
        case "day":
            return "当天日期"
        case "tool":
            return f"程序：{path}"
        case _:
            return f"选项：--{path}"


def _tool(text: str) -> str:
    """Return what became of a tool: its name, and the versions before and now where both are known.

    That of the program is followed by a digest of its files, which differ between equal numbers
    where somebody works on it.
    """
    name, *versions = text.split(" ")
    if name == "reportgen":
        before, now = (versions[0], versions[2]) if len(versions) == 4 else ("", "")
        if before == now:
            return "程序本身改了，版本号没有变" if now else "程序版本变了"
        return f"程序版本变了：{before} → {now}"
    what = f"程序所用的组件变了：{name}"
    return f"{what} {versions[0]} → {versions[1]}" if len(versions) == 2 else what


def _what(path: str) -> str:
    if path.startswith("templates/"):
        return "模板" if path.endswith((".j2", ".docx", ".pptx")) else "主题"
    if path.startswith("content/types/"):
        return "支部类型"
    return "图片" if path.endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tiff")) else "内容"
