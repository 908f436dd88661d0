"""Writes the reference pages that follow from the code; `--check` fails where one is out of date.

docs/keys.md is written from the content model, docs/where-it-lands.md from documents made for it, docs/templates.md from the tags, filters and names,
docs/commands.md from the parser, docs/diagnostics.md and the table in docs/checks.md from the codes.
"""

from __future__ import annotations

import sys
import typing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pydantic import BaseModel  # noqa: E402

from reportgen.cli.argument_parser import Parser  # noqa: E402 - the checkout must come first on the path
from reportgen.cli.commands import COMMANDS, parser  # noqa: E402
from reportgen.codes import CODES, GROUPS, Code  # noqa: E402
from reportgen.compose.markup.vocabulary import TAGS  # noqa: E402
from reportgen.compose.templates.contexts import CONTEXTS, SLIDES  # noqa: E402
from reportgen.compose.templates.filters import FILTERS  # noqa: E402
from reportgen.compose.templates.kinds import Header  # noqa: E402
from reportgen.content import model  # noqa: E402
from reportgen.content.checks.registry import CHECKS, Family  # noqa: E402
from reportgen.content.lessons import Lesson  # noqa: E402
from reportgen.content.model.base import fields_by_key  # noqa: E402
from reportgen.content.rollup.committees import Committee  # noqa: E402
from reportgen.make import theme_files  # noqa: E402
from reportgen.show.excerpts import SEVERITY_NAMES  # noqa: E402
from reportgen.workspace import DiskWorkspace  # noqa: E402
from tools.field_landing import landing_page  # noqa: E402
from tools.slide_lengths import slide_lengths_page  # noqa: E402

_WRITTEN = "<!-- 由 tools/make_docs.py 从代码生成，请勿手改 -->\n"


def _models(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for argument in typing.get_args(annotation) for m in _models(argument)]


def _kind(annotation: object) -> str:
    """Return how a field is written, in words."""
    text = str(annotation)
    inside = _models(annotation)
    name = f"（见 {inside[0].__name__}）" if inside else ""
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is dict:
        return f"名称: 内容{name}"
    if origin is tuple and len(arguments) == 2 and arguments[1] is not Ellipsis:
        return "两个数"
    if origin is tuple:
        choices = [c for a in arguments for c in typing.get_args(a) if isinstance(c, str)]
        return f"列表{name}" if not choices else "列表，取自 " + " ".join(choices)
    if origin is typing.Literal:
        return " / ".join(str(a) for a in arguments)
    if inside:
        return f"一组{name}"
    for word, name in (
        ("Quantity", "数量"), ("date", "日期"), ("bool", "是/否"), ("int", "整数"), ("float", "数"),
    ):  # fmt: skip
        if word in text:
            return name
    return "文字"


def _rows(kind: type[BaseModel]) -> list[str]:
    rows = ["| 名称 | 中文 | 写法 | 必填 | 说明 |", "|---|---|---|---|---|"]
    for name, field in fields_by_key(kind).items():
        if field.exclude:
            continue
        required = "是" if field.is_required() else ""
        writing = _kind(field.annotation).replace("|", "\\|")
        rows.append(
            f"| `{name}` | {field.title or ''} | {writing} | {required} | {field.description or ''} |"
        )
    return rows


def keys_page() -> str:
    """Return docs/keys.md."""
    parts = [
        "# 内容文件里的各项名称",
        _WRITTEN,
        "内容写在 `content/` 里，都是 YAML 文件（UTF-8）。名称用英文，内容用中文。"
        "所有内容照原样当文字读，由各项自己决定是数字、日期还是文字，所以不用担心引号、前导零。\n",
        "- `types/<代号>.yaml`：支部类型（BranchType）",
        "- `branches/<支部代号>/branch.yaml`：支部（Branch）",
        "- `branches/<支部代号>/<年份>.yaml`：年度记录（YearRecord）",
        "- `branches/<支部代号>/images/`：图片",
        "- `lessons/<代号>.yaml`：党课（Lesson）",
        "- `committees/<代号>.yaml`：上级党组织（Committee）",
        "- `formats/<名称>.yaml`、`palettes/<名称>.yaml`：本单位自己的版式、配色\n",
        "下面的例子合起来是一个能生成文档的小工作区（[docs/example](example/)）。\n",
    ]
    setting_rows: list[type[BaseModel]] = []
    queue: list[type[BaseModel]] = list(_EXAMPLES)
    while queue:
        kind = queue.pop(0)
        if kind in setting_rows:
            continue
        setting_rows.append(kind)
        doc = (kind.__doc__ or "").strip()
        parts += [f"## {kind.__name__}", f"\n{doc}\n", *_rows(kind), ""]
        if kind in _EXAMPLES:
            example = (ROOT / "docs/example/content" / _EXAMPLES[kind]).read_text(encoding="utf-8")
            parts += [f"例（`content/{_EXAMPLES[kind]}`）：\n", f"```yaml\n{example}```\n"]
        for field in kind.model_fields.values():
            queue += _models(field.annotation)
    return "\n".join(parts)


#: the models of whole files, each with its file in docs/example/content
_EXAMPLES: dict[type[BaseModel], str] = {
    model.BranchType: "types/learning.yaml",
    model.Branch: "branches/red-star/branch.yaml",
    model.YearRecord: "branches/red-star/2025.yaml",
    Lesson: "lessons/saplings.yaml",
    Committee: "committees/town.yaml",
}


_STYLES = (
    "## 样式和字体\n",
    "自带两种样式：`juli`（聚力，缺省）和 `editorial`（期刊）。`reportgen build --theme editorial` 用期刊做。两种样式写的内容一样："
    "`templates/editorial/theme.yaml` 写着 `extends: juli`，文种模板、宏、表格和 Word 版式都取自聚力，占位符的名称和编号也只有一套。"
    "做一种新的样式：照 `templates/editorial` 建一个文件夹，写 theme.yaml、palettes、layouts，运行 `reportgen theme make 文件夹`。"
    "哪一族版式没有画，选版式时就不用它，内容排进别的版式或成段的文字，不会丢；"
    "cover、contents、section、statement、quote、text、chart、table、pictures、convergence、closing 各族必须有。\n",
    "版式里写 `vertical: true` 的占位符竖排：列从右到左，一列的长短是框的高。\n",
    "theme.yaml 的 `faces` 选一套字体：`windows` 照样式所定；`wps` 用 WPS 自带的方正字体；`safe` 只用各台中文 Windows 都有的"
    "（宋体、黑体、仿宋、楷体、微软雅黑、等线），小标宋的标题改成加粗的宋体。配色文件里也可以写 `faces`，只管用这种配色的文档。"
    "`reportgen fonts` 说明用了哪些字体、这台计算机缺哪些、别人看到的是什么。\n",
)


def templates_page() -> str:
    """Return docs/templates.md."""
    parts = [
        "# 模板",
        _WRITTEN,
        "模板是 Jinja 文件，放在 `templates/<主题>/documents/`，几个模板共用的宏放在 `macros/`。文件名说明做什么：`annual-report.docx.j2` 做 Word，"
        "`annual-deck.pptx.j2` 做课件；添一个文件就多一个文种。模板写出下面的标签，内容里的文字一律自动转义，"
        "不会被当成标签或代码。\n",
        "## 模板开头的说明\n",
        *_rows(Header),
        "",
        "## 标签\n",
        "| 标签 | 作用 | 属性 | 里面可以放 |",
        "|---|---|---|---|",
    ]
    for tag in TAGS:
        attributes = "；".join(
            f"`{a.name}`{'（必填）' if a.required else ''} {a.about}"
            + (f"：{' '.join(a.choices)}" if a.choices else "")
            for a in tag.attributes
        )
        holds = " ".join(f"`{c}`" for c in tag.children)
        if tag.holds == "inline":
            holds = f"文字、行内标签 {holds}".strip()
        parts.append(f"| `<{tag.name}>` | {tag.about} | {attributes} | {holds} |")
    parts += [
        "",
        "幻灯片 `<slide>` 里，每个占位符写成同名的标签：版式 `cards` 的 `<title>`、`<kicker>`；"
        "带编号的占位符（`title-1`、`body-1`）写在第几个 `<item>` 里。各版式有哪些占位符见 "
        "`templates/juli/gallery/README.md`、`templates/editorial/gallery/README.md`。\n",
        *_STYLES,
        "## 可用的名称\n",
        "模板开头的 `of` 决定写什么，也就决定有哪些名称可用。\n",
        *(
            line
            for of, context in CONTEXTS.items()
            for line in (
                f"### of: {of}\n",
                "| 名称 | 是什么 |",
                "|---|---|",
                *(f"| `{name}` | {about} |" for name, about in context.names.items()),
                "",
            )
        ),
        "### 写了 slides_of 的\n",
        "| 名称 | 是什么 |",
        "|---|---|",
        *(f"| `{name}` | {about} |" for name, about in SLIDES.items()),
        "",
        "## 过滤器\n",
        "| 过滤器 | 作用 |",
        "|---|---|",
        *(f"| `{name}` | {_FILTERS[name]} |" for name in FILTERS),
        "",
        "Jinja 自带的过滤器（`length`、`first` 等）也可以用。",
        "",
        *_OWN_WORDS,
    ]
    return "\n".join(parts) + "\n"


_OWN_WORDS = (
    "## 模板自己能说什么\n",
    "模板自己写的字，只能说内容里确实有的：",
    "",
    "- 栏名、页名用名词，说这里放的是什么（“没有达到要求的支部”），不夸（“件件有着落”）、不断言（“有升有降”）。",
    "- 只有一部分记录才成立的话，写在条件里：有一次兼有几类的活动（`log.has_joint`），才写“分类各计一次”。",
    "- 一次也没有的不写成 0 次：用 `counts(…)`、`times_of(…)`，它们不写没有的。",
    "- 只有一项的不编号，也不说“第一项”；标题独自一个的，程序不编号。",
    "- 说不准的不替作者说：谁汇报、谁提供图片、是不是“全年”，内容里写了才写。",
    "",
    "自带的模板、支部类型和程序里写进文档的每一个字都列在 `tests/claims/claims.yaml`：要么归入一类不断言的话（写明理由），"
    "要么写上成立的条件（`tests/claims/predicates.py` 里的一个函数）。加了新的字，`python tests/claims` 说出缺哪一条、"
    "在哪个文件第几行；`tests/claims/test_claims.py` 用成百份残缺的、互相矛盾的记录查每个条件。",
)

_FILTERS = {
    "surname": "姓：欧阳这样的复姓取两个字",
    "prose": "成段的文字：空行分段，`**…**` 加粗，写成 `<p>`",
    "inline": "一段的文字：行末接排，`**…**` 加粗",
    "paragraphs": "拆成各段的列表",
    "number": '数量写成 `<n unit="余篇">130</n>`，幻灯片上数字与单位分开大小',
    "written": "数量照原样写",
    "if_number": "数量照原样写；没有数的（多人、没统计）不写",
    "sentence": "同 inline，句末没有标点的补上句号",
    "date": "完整的日期写成 2023年1月5日，别的照原样写",
    "short_date": "一年之内的日期，不带年份：1月5日、5月、4—7月、七一前后",
    "month_label": "时间轴上的日期，分 number 和 unit：5、月；跨月的 4—7、月；有名称的照原样写，没有 unit",
    "date_code": "文件名开头的日期：0512；只有月份的写 05，没有月份的照原样写",
    "names_date": "文字里有没有写到这个日期，中文、阿拉伯数字不论：“三月底前设岗”写到了 3月底前",
    "groupby_order": "按某一项分组，次序照原样",
    "join": "连成一句，中间放分隔的字，如 `join('、')`",
    "lines": "短文字照自己的行分行，如封面标题",
    "chinese_number": "数字写成 十二",
    "counted": "量词前的数字写成 十二，二写成 两：两项、十二项",
    "duration": "几秒写成 1分半钟",
    "clock": "开讲以来的几秒写成 01:30",
    "first_sentence": "第一句",
    "attribute": "放进标签属性里的值（自动加，不必写）",
}


def diagnostics_page() -> str:
    """Return docs/diagnostics.md."""
    parts = [
        "# 诊断代码",
        _WRITTEN,
        "每条诊断都有固定的代码，中文说明、位置和提示。代码的意思不随版本变。"
        "`reportgen check --explain 代码` 说明其中一个，`reportgen check --explain all` 列出全部。"
        "内容检查的缺省级别和依据见 [checks.md](checks.md)。\n",
    ]
    for group, name in GROUPS.items():
        parts += [f"## {name}\n", "| 代码 | 意思 | 何时出现 | 怎么办 |", "|---|---|---|---|"]
        parts += [
            f"| `{row.code}` | {row.title} | {row.when} | {row.remedy} |" for row in _codes(group)
        ]
        parts.append("")
    return "\n".join(parts)


def _codes(group: str) -> list[Code]:
    return [row for row in CODES.values() if row.group == group]


#: docs/checks.md is written by hand up to the first of these lines and from the second on
_CHECKS_FROM, _CHECKS_TO = "## 全部检查\n", "## 查不出什么\n"


def checks_page() -> str:
    """Return docs/checks.md with its table of checks anew."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    before, rest = text.split(_CHECKS_FROM)
    after = rest.partition(_CHECKS_TO)[2]
    parts = [_CHECKS_FROM]
    for family in Family:
        parts += [
            f"### {GROUPS[family]}（`{family}`）\n",
            "| 代号 | 级别 | 查什么 | 依据 |",
            "|---|---|---|---|",
        ]
        parts += [
            f"| `{row.code}` | {SEVERITY_NAMES[CHECKS[row.code].severity]} "
            f"| {row.title}：{row.when} | {row.source} |"
            for row in _codes(family)
        ]
        parts.append("")
    return before + "\n".join(parts) + "\n" + _CHECKS_TO + after


def commands_page() -> str:
    """Return docs/commands.md."""
    top = parser()
    parts = [
        "# 命令",
        _WRITTEN,
        f"{top.description}{top.epilog}\n",
        "| 命令 | 作用 |",
        "|---|---|",
        *(f"| [`{c.name}`](#{c.name}) | {c.summary} |" for c in COMMANDS.values()),
        "",
        "每个命令都可以加 `-h` 或 `--help`，显示它的说明。",
        "",
    ]
    for name, command in top.commands.items():
        parts += [f"## {name}\n", f"{command.description}\n", *_arguments(command), "", "例：\n"]
        examples = COMMANDS[name].examples
        width = max(len(words) for words, _ in examples)
        parts += [f"    reportgen {words:{width}}  # {purpose}" for words, purpose in examples]
        parts.append("")
    return "\n".join(parts)


def _arguments(command: Parser) -> list[str]:
    rows = ["| 参数 | 作用 | 缺省 |", "|---|---|---|"]
    for argument in command.arguments:
        if argument.dest == "help":
            continue
        value = "" if argument.nargs == 0 else str(argument.metavar or "")
        if argument.option_strings and argument.choices:
            value = "\\|".join(argument.choices)
        name = " ".join((*argument.option_strings, value)).strip()
        required = "" if argument.option_strings or argument.nargs in ("?", "*") else "（必写）"
        help_text = str(argument.help)
        stated = "（缺省 %(default)s）" in help_text
        help_text = help_text.replace("（缺省 %(default)s）", "")
        default = f"`{argument.default}`" if stated else ""
        rows.append(f"| `{name}`{required} | {help_text} | {default} |")
    return rows


def where_it_lands() -> str:
    """Return docs/where-it-lands.md."""
    files = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})
    return landing_page(files, "templates/juli")


def slide_lengths() -> str:
    """Return docs/slide-lengths.md."""
    files = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})
    return slide_lengths_page(files, "templates/juli")


PAGES = {
    "slide-lengths.md": slide_lengths,
    "keys.md": keys_page,
    "where-it-lands.md": where_it_lands,
    "templates.md": templates_page,
    "diagnostics.md": diagnostics_page,
    "checks.md": checks_page,
    "commands.md": commands_page,
}


def layout_pages() -> dict[str, str]:
    """Return the page of every layout and its drawings, as `reportgen theme make` writes them."""
    workspace = DiskWorkspace({"content": ROOT / "content", "templates": ROOT / "templates"})
    return {
        f"{folder}/{name}": data.decode()
        for folder in ("templates/juli", "templates/editorial")
        for name, data in theme_files(workspace, folder).items()
        if name.startswith("gallery/")
    }


def main() -> int:
    """Write the pages, or compare them with `--check`; return the exit code."""
    stale = []
    pages = {f"docs/{name}": page() for name, page in PAGES.items()} | layout_pages()
    for name, text in pages.items():
        path = ROOT / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"out of date: {', '.join(stale)}; run python tools/make_docs.py")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
