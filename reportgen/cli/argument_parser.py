"""An argparse parser that speaks Chinese and says which option was probably meant."""

from __future__ import annotations

import argparse
import difflib
import gettext
import math
from collections.abc import Callable, Sequence
from typing import Any

from reportgen.build.targets import Shard

#: so many parts the sources can be divided into
MOST_SHARDS = 1000

#: argparse's own message → what a user of this program reads. The keys are those of the
#: `_()` and `ngettext()` calls in argparse.py of Python 3.11, 3.12 and 3.13 that a user can meet.
_MESSAGES = {
    "usage: ": "用法：",
    "positional arguments": "对象",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这份说明",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
    "ambiguous option: %(option)s could match %(matches)s": "“%(option)s”可以是 %(matches)s，请写全",
    "expected one argument": "后面缺少内容",
    "expected at most one argument": "后面最多跟一项内容",
    "expected at least one argument": "后面至少要有一项内容",
    "expected %s argument": "后面要有 %s 项内容",
    "expected %s arguments": "后面要有 %s 项内容",
    "ignored explicit argument %r": "后面不跟内容，这里是 %r",
    "invalid %(type)s value: %(value)r": "要写数字，这里是“%(value)s”",
    "not allowed with argument %s": "不能与 %s 同用",
    "one of the arguments %s is required": "%s 要写一个",
    "the following arguments are required: %s": "缺少参数：%s",
}


class _Chinese(gettext.NullTranslations):
    """The catalogue of argparse's messages; a message it lacks stays English."""

    def gettext(self, message: str) -> str:
        """Return the Chinese message for argparse's English one."""
        return _MESSAGES.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the Chinese message for the singular or plural one that fits the number `n`."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def whole_number(least: int) -> Callable[[str], int]:
    """Return the `type` of an argument that is a whole number of at least `least`."""

    def number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"要写整数，这里是“{text}”") from None
        if value < least:
            raise argparse.ArgumentTypeError(f"不能小于 {least}，这里是“{text}”")
        return value

    return number


def seconds(text: str) -> float:
    """Return a time limit in seconds, the `type` of an argument: more than 0 and no infinity."""
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"要写秒数，这里是“{text}”") from None
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"要写大于 0 的秒数，这里是“{text}”")
    return value


def shard(text: str) -> Shard:
    """Return a part of the sources, the `type` of an argument such as `3/16`."""
    number, _, count = text.partition("/")
    if not (number.isascii() and number.isdecimal() and count.isascii() and count.isdecimal()):
        raise argparse.ArgumentTypeError(f"要写成 3/16 的样子，这里是“{text}”")
    value = Shard(int(number), int(count))
    if not 1 <= value.number <= value.total <= MOST_SHARDS:
        raise argparse.ArgumentTypeError(
            f"分片从 1 数起，不能多于总数，总数不能多于 {MOST_SHARDS}，这里是“{text}”"
        )
    return value


def _translate_argparse() -> None:
    """Give argparse the Chinese catalogue: it asks these two names of its module for every message."""
    chinese = _Chinese()
    vars(argparse).update(_=chinese.gettext, ngettext=chinese.ngettext)


class Parser(argparse.ArgumentParser):
    """A parser of arguments that remembers its arguments and the parsers of its commands."""

    def __init__(self, **settings: Any) -> None:
        _translate_argparse()
        #: the arguments in the order of their definition
        self.arguments: list[argparse.Action] = []
        #: the argument of a command that takes words before and behind its options; "" for none
        self.words = ""
        #: command → its parser, for a parser that has commands
        self.commands: dict[str, Parser] = {}
        self._subparsers_action: argparse._SubParsersAction[Parser] | None = None
        super().__init__(**settings)

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Define an argument as argparse does, and note it in `arguments`."""
        action = super().add_argument(*names, **settings)
        self.arguments.append(action)
        return action

    def add_command(self, name: str, **settings: Any) -> Parser:
        """Return the parser of the new command `name`; `settings` are those of a parser."""
        if self._subparsers_action is None:
            self._subparsers_action = self.add_subparsers(
                dest="command", metavar="命令", title="命令"
            )
        self.commands[name] = self._subparsers_action.add_parser(name, **settings)
        return self.commands[name]

    def parse_args(  # type: ignore[override]  # no namespace is passed in this program
        self, args: Sequence[str] | None = None
    ) -> argparse.Namespace:
        """Return the options; on wrong use, print what is wrong and raise SystemExit(2)."""
        options, unknown = self.parse_known_args(args)
        command = self.commands.get(options.command or "")
        if unknown and command and command.words and not any(w.startswith("-") for w in unknown):
            # argparse takes no words behind an option once it has taken those before it.
            setattr(options, command.words, [*getattr(options, command.words), *unknown])
            unknown = []
        if unknown:
            self.error(f"不认识的参数：{' '.join(unknown)}{self._likely_option(unknown[0])}")
        return options

    def options(self) -> set[str]:
        """Return the option strings of this parser, such as `--final`."""
        return {option for action in self.arguments for option in action.option_strings}

    def _likely_option(self, option: str) -> str:
        owners = [name for name, command in self.commands.items() if option in command.options()]
        if owners:
            return f"；那是 {'、'.join(owners)} 的选项"
        every = self.options().union(*(command.options() for command in self.commands.values()))
        near = difflib.get_close_matches(option, sorted(every), n=1)
        return f"；是不是 {near[0]}？" if near else ""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        near = difflib.get_close_matches(str(value), choices, n=1)
        hint = f"；是不是 {near[0]}？" if near else f"，可选：{'、'.join(choices)}"
        raise argparse.ArgumentError(action, f"不能是“{value}”{hint}")
