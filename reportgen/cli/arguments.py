"""argv → options, with argparse speaking Chinese; wrong use ends with exit code 2."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from typing import NoReturn

_MESSAGES = (
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}"),
    (r"argument (\S+): invalid choice: '(.+?)' \(choose from (.+)\)", "{0} 不能是“{1}”，可选：{2}"),
    (r"argument (\S+): invalid (?:int|float) value: '(.+)'", "{0} 要写数字，这里是“{1}”"),
    (r"argument (\S+): ignored explicit argument '(.+)'", "{0} 后面不跟内容，这里是“{1}”"),
    (r"ambiguous option: (\S+) could match (.+)", "“{0}”可以是 {1}，请写全"),
    (r"argument (\S+): expected one argument", "{0} 后面缺少内容"),
    (r"the following arguments are required: (.+)", "缺少参数：{0}"),
    (r"argument (\S+): (.+)", "参数 {0}：{1}"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose own words are Chinese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]  # argparse's own
        self._positionals.title = "对象"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        """Return the help text."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def format_usage(self) -> str:
        """Return the usage line."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with exit code 2."""
        for pattern, chinese in _MESSAGES:
            match = re.fullmatch(pattern, message)
            if match:
                # Python 3.11 quotes the choices, later versions do not.
                message = chinese.format(
                    *(group.replace("'", "").replace(", ", "、") for group in match.groups())
                )
                near = self._meant(pattern, match)
                if near == match[1].split()[0]:
                    message = f"{message}；那是 {'、'.join(_commands_with(near))} 的选项"
                elif near:
                    message = f"{message.partition('，可选')[0]}；是不是 {near}？"
                break
        sys.stderr.write(f"{self.format_usage()}{self.prog}：{message}\n")
        raise SystemExit(2)

    def _meant(self, pattern: str, match: re.Match[str]) -> str:
        import difflib

        if "choose from" in pattern:
            near = difflib.get_close_matches(match[2], match[3].replace("'", "").split(", "), n=1)
        elif "unrecognized" in pattern:
            near = difflib.get_close_matches(match[1].split()[0], _words(), n=1)
        else:
            return ""
        return near[0] if near else ""


def _words() -> list[str]:
    """Return every option there is."""
    top = parser()
    words = list(top._option_string_actions)  # noqa: SLF001 - has no public name
    for options in _options().values():
        words += options
    return words


def _commands_with(option: str) -> list[str]:
    return [name for name, options in _options().items() if option in options]


def _options() -> dict[str, list[str]]:
    """Return the options of each command."""
    return {
        name: list(command._option_string_actions)  # noqa: SLF001 - has no public name
        for action in parser()._actions  # noqa: SLF001 - nor has this
        if isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - nor this
        for name, command in action.choices.items()
    }


def parser(only: str = "") -> Parser:
    """Return the parser of the whole command line; with `only`, of that command alone.

    To make the parsers of all commands takes a tenth of the time in which nothing is checked again.
    """
    top = Parser(
        prog="reportgen",
        description="把 YAML 内容做成党支部工作的 Word 报告和课件。",
        epilog="退出码：0 成功，1 内容或模板有错，2 用法不对，3 程序自身出错。",
    )
    top.add_argument("--version", action="store_true", help="显示版本号")
    commands = top.add_subparsers(dest="command", metavar="命令", title="命令")
    for name, (help_text, description, add_arguments) in _COMMANDS.items():
        if only in ("", name):
            add_arguments(commands.add_parser(name, help=help_text, description=description))
    return top


def _build(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("branches", nargs="*", metavar="支部", help="支部代号；不写则全部")
    _selectors(command)
    _output(command, "输出到哪里（缺省 output）")
    add("--final", action="store_true", help="定稿：有【待补充】就不出文件")
    add("--quiet", action="store_true", help="只说错误")
    _jobs(command)
    add("--force", action="store_true", help="没有变化的也重做")
    add("--dry-run", action="store_true", help="只说要做哪些、为什么，不动文件")
    add("--prune", action="store_true", help="删除不再生成的文件")
    add("--wait", action="store_true", help="另一次生成没结束时等它")
    add("--log", metavar="文件", default="", help="把经过记到文件里，满 5 MB 换新")
    add("--cluster", metavar="地址", default="", help="交给 Dask 集群，如 tcp://主机:8786")
    add("--time-limit", type=float, default=120, metavar="秒", help="每份文档的时限（缺省 120）")
    add("--memory-limit", type=int, default=1024, metavar="MB", help="进程超过后换新（缺省 1024）")


def _explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("output_file", metavar="文档", help="输出文件的路径、文件名，或支部代号")
    command.add_argument("--final", action="store_true", help="按定稿来看")
    _folders(command)
    _output(command, "输出文件夹")
    _format(command, ("human", "json"))


def _history(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("run", nargs="?", type=int, default=0, metavar="次", help="只看这一次")
    add("--failed", action="store_true", help="只看没有生成的；不写次则看最近一次")
    add("--last", type=int, default=20, metavar="个数", help="列几次（缺省 20）")
    _folders(command)
    _output(command, "输出文件夹")
    _format(command, ("human", "json"))


def _schedule(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--at", default="02:30", metavar="时:分", help="每天几点（缺省 02:30）")
    add("--folder", default=".", metavar="文件夹", help="工作区（缺省当前文件夹）")
    add("--system", choices=("cron", "systemd", "windows"), help="只要这一种")
    add("rest", nargs="*", metavar="参数", help="传给 build 的参数，写在 -- 后面")


def _check(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("branches", nargs="*", metavar="支部", help="支部代号；不写则全部")
    _selectors(command, forms=(*_FORMS, "sarif"))
    add("--final", action="store_true", help="按定稿检查：【待补充】算错误")
    _jobs(command)
    add("--explain", metavar="代号", default="", help="说明一项检查查什么、依据什么；all 列出全部")


def _new(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("folder", metavar="文件夹", help="放在哪里，不能已有内容；或写 branch、kind")
    add("name", nargs="?", default="", metavar="代号", help="新支部、新文种的代号")
    add(
        "--from", dest="source", metavar="文种", default="", help="新文种照哪个抄（缺省找最相近的）"
    )
    add("--types", metavar="类型", default="", help="新支部的类型，用逗号分开")
    add("--title", metavar="全称", default="", help="新支部的全称")
    add("--year", type=int, metavar="年份", default=0, help="年度记录的年份")
    _folders(command)


def _trace(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("what", metavar="文档或数字", help="生成的文件（文件名即可），或如 130余篇")
    add("--branch", action="append", default=[], metavar="支部", help="只看这个支部；可重复")
    _selectors(command, forms=("human", "json"))


def _schema(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", nargs="?", default="", metavar="名称", help="输出这一种")
    command.add_argument("--write", metavar="文件夹", default="", help="全部写进这个文件夹")


def _kinds(command: argparse.ArgumentParser) -> None:
    _folders(command)
    _format(command)


def _formats(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "name", nargs="?", default="", metavar="版式", help="只看这一种，列出每个数值"
    )
    _folders(command)


def _theme(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("action", choices=("check",), metavar="check", help="检查")
    add("file", nargs="?", default="", metavar="文件", help=".docx 或 .pptx；不写则检查主题在用的")
    add("--profile", metavar="版式", default="", help="对照哪个版式（缺省用主题的）")
    _folders(command)


#: command → what it does in a word, what its own help says, what adds its arguments
_COMMANDS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "build": ("生成文档", "生成文档。", _build),
    "explain": ("说明一份文档由什么做成、为什么要重做", "说明一份文档。", _explain),
    "history": ("列出历次生成", "列出历次生成，或某一次的各份文档。", _history),
    "schedule": ("给出定时生成的设置", "给出 cron、systemd、Windows 的定时设置。", _schedule),
    "check": ("检查内容和模板，不生成文件", "检查内容和模板。", _check),
    "new": (
        "新建工作区，或在工作区里新建支部、文种",
        "新建一个带模板和示例的工作区；new branch 代号：在工作区里新建一个支部；"
        "new kind 代号：照最相近的模板新建一个文种。",
        _new,
    ),
    "trace": (
        "说明文档里的数字从哪里来",
        "列出一份文档里的每个数字出自哪一行，或由哪些活动加起来；也可以只问一个数字。",
        _trace,
    ),
    "schema": (
        "给编辑器用的 JSON Schema",
        "列出内容文件的 JSON Schema；编辑器据此补全、提示、检查。",
        _schema,
    ),
    "kinds": ("列出能做的文种", "列出能做的文种。", _kinds),
    "formats": ("列出 Word 版式", "列出版式及其数值。", _formats),
    "theme": (
        "检查本单位的 Word、课件模板",
        "theme check 文件：生成之前说明模板有什么、缺什么、哪个样式用在哪里。",
        _theme,
    ),
}


def _jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jobs", type=int, default=0, metavar="个数", help="用几个进程（缺省看核数和份数）"
    )


def _output(command: argparse.ArgumentParser, help_text: str) -> None:
    command.add_argument("--output", metavar="文件夹", default="output", help=help_text)


def _folders(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--content", metavar="文件夹", default="content", help="内容文件夹（缺省 content）"
    )
    command.add_argument(
        "--templates",
        metavar="文件夹",
        default="",
        help="模板文件夹（缺省 templates，没有则用自带的）",
    )
    command.add_argument(
        "--theme", metavar="主题", default="juli", help="模板文件夹里的主题（缺省 juli）"
    )


_FORMS = ("human", "short", "json")


def _format(command: argparse.ArgumentParser, forms: tuple[str, ...] = _FORMS) -> None:
    sarif = "，sarif 给代码托管平台" if "sarif" in forms else ""
    command.add_argument(
        "--format", choices=forms, default="human",
        help=f"输出形式：human 给人看，short 一行一条，json 给程序{sarif}",
    )  # fmt: skip


def _selectors(command: argparse.ArgumentParser, forms: tuple[str, ...] = _FORMS) -> None:
    command.add_argument(
        "--year", type=int, action="append", default=[], metavar="年份", help="只做这一年；可重复"
    )
    command.add_argument(
        "--kind", action="append", default=[], metavar="文种", help="只做这一种；可重复"
    )
    _folders(command)
    _format(command, forms)
