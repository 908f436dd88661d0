"""An English error of Jinja or Python → what it means: code, Chinese message, hints, word to mark."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import get_args

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.tests import TESTS
from pydantic import BaseModel

from reportgen.compose.templates.contexts import CONTEXTS
from reportgen.compose.templates.filters import FILTERS
from reportgen.compose.templates.writable import NotWritable
from reportgen.document.nodes import ChartKind
from reportgen.suggestions import did_you_mean, nearest

#: the statements a template may use
STATEMENTS = (
    "for", "endfor", "if", "elif", "else", "endif", "set", "endset", "macro", "endmacro", "import",
    "from", "include", "call", "endcall", "filter", "endfilter", "with", "endwith", "raw", "endraw",
    "block", "endblock", "extends",
)  # fmt: skip
_ENDS = {"end of print statement": "}}", "end of statement block": "%}"}
_ASK_FIRST = "先用 {% if … %} 判断有没有填写"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an error means.

    `word` is the word to mark in the line of the error; `owner` is the class whose field is asked
    for, and "{owner}" in the message stands for what the template calls it. `is_unclosed` if the fault
    belongs where the statement begins that nothing closes.
    """

    code: str
    message: str
    hints: tuple[str, ...] = ()
    word: str = ""
    owner: str = ""
    is_unclosed: bool = False


def meaning(error: Exception) -> Meaning:
    """Return what `error` means to the person who wrote the template."""
    text = str(error)
    named = re.search(r"No (filter|test) named '(\w+)'", text)
    if named:
        kind, known = ("过滤器", FILTERS) if named[1] == "filter" else ("判断", TESTS)
        message = f"没有名为 `{named[2]}` 的{kind}"
        return Meaning("undefined-name", message, did_you_mean(named[2], known), named[2])
    match error:
        case TemplateNotFound():
            hints = ("只能用同一个主题文件夹里的模板",)
            return Meaning("missing-template", f"找不到模板“{text}”", hints, text)
        case TemplateSyntaxError():
            return _syntax(error.message or text)
        case UndefinedError():
            return _undefined(text)
        case SecurityError():
            return _forbidden(text)
        case OverflowError():
            return Meaning("template-limit", "模板里的循环或计算过大")
        case NotWritable():
            return _unwritable(error.value)
        case RecursionError():
            return Meaning("template-limit", "模板自己调用自己，没有尽头")
        case AssertionError():  # Jinja's truncate: the length is less than that of the ending
            return Meaning(
                "template-error", "过滤器的参数不合适", ("truncate 的长度要大于结尾的省略号",)
            )
        case KeyError():
            key = text.strip("'")
            return Meaning("undefined-name", f"没有名为 `{key}` 的内容", (), key)
        case _:
            return _python(text)


def _unwritable(value: object) -> Meaning:
    if isinstance(value, dict):
        what, hint = "一组名称和值", "用 {% for %} 一个一个写，或写出其中的一项"
    elif callable(value):
        what, hint = "一个函数", "函数的名称后面要加 ()"
    elif isinstance(value, Iterable) and not isinstance(value, BaseModel):
        what, hint = "一串值", "用 {% for %} 一个一个写，或用 join 连起来"
    else:
        what, hint = "一份记录", "写出它的某一项，如 {{ branch.name }}"
    return Meaning("template-value", f"这里写的不是文字或数，是{what}", (hint,))


def _forbidden(text: str) -> Meaning:
    match = re.search(r"attribute '(\w+)'|\.(\w+)[>']", text)
    word = next((group for group in match.groups() if group), "") if match else ""
    return Meaning("template-forbidden", "模板不能这样取用程序内部的东西", (), word)


def _undefined(text: str) -> Meaning:
    match = re.search(r"'([^']+)' is undefined", text)
    if match:
        message = f"模板里用了没有定义的名称 `{match[1]}`"
        names = dict.fromkeys(name for context in CONTEXTS.values() for name in context.names)
        return Meaning("undefined-name", message, did_you_mean(match[1], names), match[1])
    match = re.search(r"'([\w.]+)(?: object)?' has no (?:attribute|element) '?([\w-]+)'?", text)
    if not match:
        return Meaning("undefined-name", f"模板里用了没有定义的东西（{text}）")
    path, name = match.groups()  # the class with its module: 'reportgen.content.model.Work'
    owner = path.rpartition(".")[2]
    if owner == "None":
        message = f"{{owner}}没有填写，取不到 `{name}`"
        return Meaning("undefined-name", message, (_ASK_FIRST,), name, owner)
    if owner == "TemplateModule":
        return Meaning("undefined-name", f"{{owner}}里没有名为 `{name}` 的宏", (), name, owner)
    message = f"{{owner}}没有名为 `{name}` 的项"
    return Meaning("undefined-name", message, _fields_of(path, name), name, owner)


def _fields_of(owner: str, name: str) -> tuple[str, ...]:
    """Return the hint for a field `name` that the class `owner`, with its module, does not have."""
    module, _, class_name = owner.rpartition(".")
    kind = getattr(sys.modules.get(module), class_name, None)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return did_you_mean(name, kind.model_fields)
    return did_you_mean(name, getattr(kind, "__dataclass_fields__", ()))


def _unknown_statement(match: re.Match[str]) -> Meaning:
    name, wanted = match[1], match[2]
    if wanted:
        message = f"{{% {wanted} %}} 没有收尾，这里却是 {{% {name} %}}"
        return _syntax_fault(message, f"这里应当是 {{% end{wanted} %}}", name)
    if name.startswith("end") and name in STATEMENTS:
        message = f"多了一个 {{% {name} %}}"
        return _syntax_fault(message, f"前面没有与它配对的 {{% {name[3:]} %}}", name)
    if name in ("else", "elif"):
        return _syntax_fault(f"{{% {name} %}} 不在 {{% if %}} 里面", "", name)
    near = nearest(name, STATEMENTS)
    hint = (
        f"是不是 {{% {near} %}}？" if near else "能用的有 for、if、set、macro、import、include 等"
    )
    return _syntax_fault(f"不认识的语句 {{% {name} %}}", hint, name)


def _unexpected(match: re.Match[str]) -> Meaning:
    symbol, wanted = match[1], match[2]
    if wanted:
        hint = f"这里应当先有“{_ENDS.get(wanted, wanted)}”"
        return _syntax_fault("括号没有配对", hint, _ENDS.get(symbol, symbol))
    if symbol == "}":
        return _syntax_fault("“{{”没有用“}}”收尾", "取值写成 {{ 名称 }}", "}")
    if symbol in _ENDS:
        return _syntax_fault("这里缺少内容", "", _ENDS[symbol])
    return _syntax_fault(f"这里多了“{symbol}”", "", symbol)


def _expected(match: re.Match[str]) -> Meaning:
    wanted, symbol = (_ENDS.get(word, word) for word in match.groups())
    wanted = "一个名称" if wanted == "name" else f"“{wanted}”"
    hints = {"=": "判断相等用 ==", "if": "否则再判断用 {% elif … %}"}
    return _syntax_fault(f"这里应当是{wanted}，却是“{symbol}”", hints.get(symbol, ""), symbol)


def _strange_character(match: re.Match[str]) -> Meaning:
    character = match[1]
    if character in "'\"":
        return _syntax_fault("引号没有配对", "", character)
    message = f"取值和语句里不能用“{character}”"
    return _syntax_fault(message, "括号、引号、逗号都要用英文的", character)


def _unclosed_statement(name: str) -> Meaning:
    message, hint = f"{{% {name} %}} 没有收尾", f"在它的内容之后加上 {{% end{name} %}}"
    return Meaning("template-syntax", message, (hint,), is_unclosed=True)


def _syntax_fault(message: str, hint: str, word: str = "") -> Meaning:
    return Meaning("template-syntax", message, (hint,) if hint else (), word)


#: pattern of a message of Jinja about syntax → what it means
_SYNTAX: tuple[tuple[str, Callable[[re.Match[str]], Meaning]], ...] = (
    (r"Encountered unknown tag '(\w+)'(?:.*closed is '(\w+)')?", _unknown_statement),
    (r"Unexpected end of template.*closed is '(\w+)'",
     lambda m: _unclosed_statement(m[1])),
    (r"unexpected char ['\"](.)['\"]", _strange_character),
    (r"unexpected '(.+?)'(?:, expected '(.+?)')?$", _unexpected),
    (r"expected token '(.+?)', got '(.+?)'", _expected),
    (r"Expected an expression, got '(.+?)'",
     lambda m: _syntax_fault("这里缺少内容", "", _ENDS.get(m[1], m[1]))),
    (r"expected name or number", lambda _: _syntax_fault("“.”后面缺少名称", "")),
    (r"Missing end of comment tag",
     lambda _: _syntax_fault("注释“{#”没有用“#}”收尾", "", "{#")),
    (r"number too large", lambda _: _syntax_fault("这里的数字过大", "")),
    (r"nested too deeply",
     lambda _: _syntax_fault("语句或括号套得太深", "{% for %} 最多套二十层；把里面的写成宏")),
    (r"Missing end of raw", lambda _: _syntax_fault("{% raw %} 没有收尾", "", "raw")),
)  # fmt: skip


def _syntax(text: str) -> Meaning:
    for pattern, meaning_of in _SYNTAX:
        match = re.search(pattern, text)
        if match:
            return meaning_of(match)
    return _syntax_fault(f"模板语法有误（{text}）", "检查 {% %} 与 {{ }} 是否成对")


#: pattern of a message of Python, Chinese message, hint; the groups fill the message
_PYTHON = (
    (r"unknown chart kind '(.*)'", "没有叫“{0}”的图形", f"可以是 {'、'.join(get_args(ChartKind))}"),
    (r"'NoneType' object", "这里要用的内容没有填写", _ASK_FIRST),
    (r"unsupported operand|can only concatenate|must be str", "文字和数字不能这样运算", "连接文字用 ~"),
    (r"not supported between instances", "文字和数字不能比大小", "比较的两边要都是数字或都是文字"),
    (r"division by zero|DivisionByZero|modulo by zero", "除数是零", "先用 {% if … %} 判断"),
    (r"(\w+)\(\) missing .*?: (.+)", "`{0}` 少了参数 {1}", ""),
    (r"(\w+)\(\) takes .* given", "`{0}` 的参数多了", ""),
    (r"(\w+)\(\) got an unexpected keyword argument '(\w+)'", "`{0}` 没有参数 `{1}`", ""),
    (r"object is not callable", "这里的内容不能加括号调用", "直接写名称，不加括号"),
    (r"object is not iterable", "这里的内容不能一项一项地取", "{% for %} 只能用于列表"),
)  # fmt: skip


def _python(text: str) -> Meaning:
    for pattern, message, hint in _PYTHON:
        match = re.search(pattern, text)
        if match:
            groups = [group.replace("'", "`") for group in match.groups()]
            word = match[1] if match.groups() else ""
            return Meaning("template-error", message.format(*groups), (hint,) if hint else (), word)
    return Meaning("template-error", f"模板在这里出错（{text}）")
