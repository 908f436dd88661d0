"""Every command: its arguments, its help, its examples and the function that runs it.

`docs/commands.md` is written from this table. The functions are named as text because a command's
modules are imported only when it runs: `--help` needs none of them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from reportgen.cli.argument_parser import Parser, seconds, shard, whole_number


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the program."""

    name: str
    #: one line for the list of commands
    summary: str
    #: what the command's own help says
    description: str
    #: "module:function"; the function takes the options and returns the exit code
    function: str
    #: defines the arguments
    arguments: Callable[[Parser], None]
    #: what follows `reportgen` on the command line, and what it does
    examples: tuple[tuple[str, str], ...]


def parser() -> Parser:
    """Return the parser of the whole command line."""
    top = Parser(
        prog="reportgen",
        description="把 YAML 内容做成党支部工作的 Word 报告和课件。",
        epilog="退出码：0 成功，1 内容或模板有错，2 用法不对，3 程序自身出错，4 电脑的原因，130 被中断。",
    )
    top.add_argument("--version", action="store_true", help="显示版本号")
    for command in COMMANDS.values():
        examples = "".join(f"\n  reportgen {words}\n      {use}" for words, use in command.examples)
        command.arguments(
            top.add_command(
                command.name,
                help=command.summary,
                description=command.description,
                epilog=f"例：{examples}",
                formatter_class=argparse.RawDescriptionHelpFormatter,
            )
        )
    return top


def _build(command: Parser) -> None:
    add = command.add_argument
    add("branches", nargs="*", metavar="支部", help="支部代号；不写则全部")
    _selection(command)
    _output(command, "输出到哪里（缺省 %(default)s）")
    add("--final", action="store_true", help="定稿：有【待补充】就不出文件")
    add("--quiet", action="store_true", help="只说错误")
    _jobs(command)
    add("--force", action="store_true", help="没有变化的也重做")
    add("--dry-run", action="store_true", help="只说要做哪些、为什么，不动文件")
    add("--pdf", action="store_true", help="每份 Word 文件再转一份 PDF（用 LibreOffice）")
    add("--prune", action="store_true", help="不再生成的文件移到回收处，30 天后删除")
    add(
        "--prune-most",
        type=whole_number(0),
        metavar="个数",
        help="一次最多清理几个（缺省 20 个或十分之一，取多的）",
    )
    add("--wait", action="store_true", help="另一次生成没结束时等它")
    add("--log", metavar="文件", default="", help="把经过记到文件里，满 5 MB 换新")
    add(
        "--log-texts",
        action="store_true",
        help="记下问题的原话，里面可能有姓名（缺省只记代码和位置）",
    )
    add("--note", metavar="文字", default="", help="给这一次记一句话，history 里看得到")
    add(
        "--keep-trash",
        type=whole_number(1),
        metavar="天",
        default=30,
        help="移到回收处的文件留几天（缺省 %(default)s）",
    )
    add(
        "--keep-edited",
        type=whole_number(1),
        metavar="天",
        help="另存的手工修改过的文件几天后移到回收处（缺省一直留着）",
    )
    add(
        "--keep-runs",
        type=whole_number(1),
        metavar="次",
        default=200,
        help="留下最近几次的记录（缺省 %(default)s）",
    )
    add("--cluster", metavar="地址", default="", help="交给 Dask 集群，如 tcp://主机:8786")
    add("--shard", type=shard, metavar="几/几", help="只做这一片，如 3/16；各片可以同时做")
    _limits(command)


def _explain(command: Parser) -> None:
    command.add_argument("output_file", metavar="文档", help="输出文件的路径、文件名，或支部代号")
    command.add_argument("--final", action="store_true", help="按定稿来看")
    _folders(command)
    _output(command, "输出文件夹（缺省 %(default)s）")
    _format(command, ("human", "json"))


def _status(command: Parser) -> None:
    add = command.add_argument
    add("--year", type=int, metavar="年份", default=0, help="哪一年的（缺省按日期推算）")
    add(
        "--by",
        action="append",
        default=[],
        metavar="日期",
        help="何时以前要交，如 2026-01-10；一个上级党组织的写成 hefeng=2026-01-05；可重复"
        "（缺省用发填报表时 --until 写的）",
    )
    add("--committee", metavar="代号", default="", help="只看这个上级党组织，列出它的每个支部")
    add("--xlsx", metavar="文件", default="", help="另存成表格：汇总、逐支部，可以筛选")
    add("--folder", metavar="文件夹", default="intake", help="填报表放在哪里（缺省 %(default)s）")
    _folders(command)
    _output(command, "输出文件夹，看生成了什么（缺省 %(default)s）")
    _format(command, ("human", "json"))


def _history(command: Parser) -> None:
    add = command.add_argument
    add("run", nargs="?", type=whole_number(0), default=0, metavar="次", help="只看这一次")
    add("--failed", action="store_true", help="只看没有生成的；不写次则看最近一次")
    add(
        "--last",
        type=whole_number(1),
        default=20,
        metavar="个数",
        help="列几次（缺省 %(default)s）",
    )
    _folders(command)
    _output(command, "输出文件夹（缺省 %(default)s）")
    _format(command, ("human", "json"))


def _upgrade_workspace(command: Parser) -> None:
    add = command.add_argument
    add("--templates", metavar="文件夹", default="", help="模板文件夹（缺省 templates）")
    add("--diff", action="store_true", help="列出每个要换的文件差在哪里")
    add("--yes", action="store_true", help="照列出的做")


def _nightly(command: Parser) -> None:
    add = command.add_argument
    add(
        "file",
        nargs="?",
        default="nightly.yaml",
        metavar="设置",
        help="设置文件（缺省 %(default)s）",
    )
    add("--example", action="store_true", help="打印一份设置的样子")


def _schedule(command: Parser) -> None:
    add = command.add_argument
    add("--at", default="02:30", metavar="时:分", help="每天几点（缺省 %(default)s）")
    add("--folder", default=".", metavar="文件夹", help="工作区（缺省当前文件夹）")
    add("--system", choices=("cron", "systemd", "windows"), help="只要这一种")
    add("--nightly", metavar="设置", help="运行 nightly，用这份设置，而不是 build")
    add("rest", nargs="*", metavar="参数", help="传给 build 的参数，写在 -- 后面")


def _check(command: Parser) -> None:
    add = command.add_argument
    add("branches", nargs="*", metavar="支部", help="支部代号；不写则全部")
    _selection(command, forms=(*_FORMS, "sarif"))
    add("--final", action="store_true", help="按定稿检查：【待补充】算错误")
    _jobs(command)
    _limits(command)
    add(
        "--explain",
        metavar="代码",
        nargs="?",
        const="all",
        default="",
        help="说明诊断代码的意思和改法，也认中文名称和整条提示；不写代码或写 all 列出全部",
    )


def _new(command: Parser) -> None:
    add = command.add_argument
    add(
        "what",
        metavar="文件夹",
        help="新工作区放在哪里，不能已有内容；或写 branch、type、year、kind、templates",
    )
    add(
        "names",
        nargs="*",
        metavar="代号",
        help="新支部、新类型、新文种的代号；new year：支部，以及年份（缺省接着上一年）",
    )
    command.words = "names"
    add("--samples", action="store_true", help="新工作区带上全部示例（缺省只有一个简短的）")
    add("--name", dest="title", metavar="全称", default="", help="新支部、新类型的名称")
    add("--unit", metavar="单位", default="", help="新支部的所在单位")
    add("--types", metavar="类型", default="", help="新支部的类型，用逗号分开；没有的不写")
    add(
        "--chapters", nargs="+", metavar="标题", default=[], help="新支部各章的标题；新类型的章标题"
    )
    add("--year", type=whole_number(0), metavar="年份", default=0, help="年度记录的年份")
    add(
        "--from", dest="source", metavar="文种", default="", help="新文种照哪个抄（缺省找最相近的）"
    )
    add("--yes", action="store_true", help="不提问，没有写的就不写")
    _folders(command)


def _remove(command: Parser) -> None:
    add = command.add_argument
    add(
        "what",
        choices=("samples", "branch", "lesson", "committee"),
        metavar="samples|branch|lesson|committee",
        help="移走什么：全部示例、支部、党课、上级党组织",
    )
    add("names", nargs="*", metavar="代号", help="哪一个；可以写几个")
    command.words = "names"
    add("--yes", action="store_true", help="不再问")
    _folders(command)


def _trace(command: Parser) -> None:
    add = command.add_argument
    add(
        "what",
        nargs="?",
        default="",
        metavar="文档或数字",
        help="生成的文件（文件名即可），或如 130余篇",
    )
    add("--facts", action="store_true", help="列出每项内容写到了哪份文档的哪一页")
    add("--unplaced", action="store_true", help="列出没有写进任何文档的内容")
    add("--branch", action="append", default=[], metavar="支部", help="只看这个支部；可重复")
    _selection(command, forms=("human", "json"))


def _why(command: Parser) -> None:
    add = command.add_argument
    add("deck", metavar="课件", help="生成的 .pptx（文件名即可）")
    add("--page", type=int, default=0, metavar="页码", help="只看这一页")
    _folders(command)
    _format(command, ("human", "json"))


def _preview(command: Parser) -> None:
    add = command.add_argument
    add("what", nargs="+", metavar="支部或文档", help="支部代号，或文档的文件名；可以写几个")
    add("--marks", action="store_true", help="标出错误和提醒，列在最后；不写就是干净的，可以发出去")
    _output(command, "输出到哪里，和文档放在一起（缺省 %(default)s）")
    _selection(command, forms=("human", "json"))


def _schema(command: Parser) -> None:
    command.add_argument("name", nargs="?", default="", metavar="名称", help="输出这一种")
    command.add_argument("--write", metavar="文件夹", default="", help="全部写进这个文件夹")


def _kinds(command: Parser) -> None:
    _folders(command)
    _format(command)


def _formats(command: Parser) -> None:
    command.add_argument(
        "name", nargs="?", default="", metavar="版式", help="只看这一种，列出每个数值"
    )
    _folders(command)


def _fonts(command: Parser) -> None:
    command.add_argument(
        "--faces",
        choices=("windows", "wps", "safe"),
        default="",
        help="看这一套字体的（缺省看主题用的）",
    )
    _folders(command)


def _theme(command: Parser) -> None:
    add = command.add_argument
    add(
        "action",
        choices=("check", "adopt", "make"),
        metavar="check|adopt|make",
        help="检查，认下本单位的课件模板，或生成主题的文件",
    )
    add(
        "file",
        nargs="?",
        default="",
        metavar="文件",
        help="check：.docx 或 .pptx，不写则检查主题在用的；adopt：本单位的 .pptx；"
        "make：主题文件夹，不写则用 --theme",
    )
    add("--name", metavar="名称", default="", help="adopt：新主题的名称（缺省用文件名）")
    add("--profile", metavar="版式", default="", help="对照哪个版式（缺省用主题的）")
    _folders(command)


def _desk(command: Parser) -> None:
    add = command.add_argument
    add("workspace", nargs="?", default=".", metavar="文件夹", help="工作区（缺省当前文件夹）")
    add("--no-browser", action="store_true", help="不打开浏览器，只说地址")
    add("--shortcut", action="store_true", help="在桌面上放一个双击就打开的“工作台”")
    add(
        "--port",
        type=whole_number(0),
        default=0,
        metavar="端口",
        help="本机的哪个端口（缺省上次用的；被占用时换一个）",
    )
    add(
        "--templates",
        metavar="文件夹",
        default="",
        help="模板文件夹（缺省工作区里的 templates，没有则用自带的）",
    )
    add(
        "--theme",
        metavar="主题",
        default="",
        help="模板文件夹里的主题（缺省 content/look.yaml 写的，没有则 juli）",
    )


def _import(command: Parser) -> None:
    add = command.add_argument
    add(
        "file",
        metavar="文件|list|accept|drop",
        help="Word 文件（.docx）；list 列出要核对的，accept 划去，drop 不收",
    )
    add(
        "names",
        nargs="*",
        metavar="核对好的",
        help="accept：全部、数字、工作、荣誉、问题、计划……，或数字的编号，没有名称的写 编号=名称",
    )
    command.words = "names"
    add("--branch", metavar="支部", default="", help="哪个支部的")
    add("--new", action="store_true", help="支部还没有的，照文件里的名称建")
    add("--lesson", metavar="代号", default="", help="文件是党课的提纲，读成这个代号的党课")
    add("--year", type=int, metavar="年份", default=0, help="哪一年的（缺省看标题）")
    add(
        "--minutes",
        type=whole_number(1),
        metavar="分钟",
        default=0,
        help="党课讲几分钟（缺省看提纲）",
    )
    add("--map", metavar="章=类型", default="", help="各章归哪一型，如 一=fortress,三=integrity")
    add("--dry-run", action="store_true", help="只说会读成什么样，不写")
    _folders(command)
    _format(command, ("human", "json"))


def _intake(command: Parser) -> None:
    add = command.add_argument
    add(
        "action",
        choices=("send", "read", "status"),
        metavar="send|read|status",
        help="发表、收表、列出收表情况",
    )
    add(
        "names",
        nargs="*",
        metavar="名称",
        help="send、status：上级党组织的代号；read：交回的文件或文件夹",
    )
    add("--year", type=int, metavar="年份", default=0, help="哪一年的（缺省按日期推算）")
    add(
        "--branch",
        action="append",
        default=[],
        metavar="支部",
        help="send：只发给这个支部，可重复；read：看不出是哪个支部的表，写明是它的",
    )
    add("--until", metavar="日期", default="", help="send：请各支部何时交回，印在表上")
    add(
        "--prefer",
        choices=("record", "workbook"),
        default="",
        help="read：两边都改过的以哪边为准，record 记录，workbook 填报表（缺省都留着请您定）",
    )
    add("--dry-run", action="store_true", help="read：只说要改什么，不动内容")
    add("--unread", action="store_true", help="read：读过的（存在 back 里的）不再读")
    add("--folder", metavar="文件夹", default="intake", help="填报表放在哪里（缺省 %(default)s）")
    _folders(command)
    _format(command, ("human", "json"))


_FORMS = ("human", "short", "json")


def _selection(command: Parser, forms: tuple[str, ...] = _FORMS) -> None:
    """Define the options that select documents, name the folders and choose the form of output."""
    add = command.add_argument
    add(
        "--year",
        type=whole_number(0),
        action="append",
        default=[],
        metavar="年份",
        help="只做这一年；可重复",
    )
    add("--kind", action="append", default=[], metavar="文种", help="只做这一种；可重复")
    _folders(command)
    _format(command, forms)


def _folders(command: Parser) -> None:
    add = command.add_argument
    add("--content", metavar="文件夹", default="content", help="内容文件夹（缺省 %(default)s）")
    add(
        "--templates",
        metavar="文件夹",
        default="",
        help="模板文件夹（缺省 templates，没有则用自带的）",
    )
    add(
        "--theme",
        metavar="主题",
        default="",
        help="模板文件夹里的主题（缺省 content/look.yaml 写的，没有则 juli）",
    )


def _output(command: Parser, help_text: str) -> None:
    command.add_argument("--output", metavar="文件夹", default="output", help=help_text)


def _jobs(command: Parser) -> None:
    command.add_argument(
        "--jobs",
        type=whole_number(0),
        default=None,
        metavar="个数",
        help="用几个进程（缺省看核数和份数；0 是不另开进程，也就没有时限）",
    )


def _limits(command: Parser) -> None:
    add = command.add_argument
    add(
        "--time-limit",
        type=seconds,
        default=120,
        metavar="秒",
        help="每份文档的时限（缺省 %(default)s）",
    )
    add(
        "--memory-limit",
        type=whole_number(64),
        default=1024,
        metavar="MB",
        help="进程超过后换新（缺省 %(default)s）",
    )


def _format(command: Parser, forms: tuple[str, ...] = _FORMS) -> None:
    meanings = {
        "human": "human 给人看",
        "short": "short 一行一条",
        "json": "json 给程序",
        "sarif": "sarif 给代码托管平台",
    }
    command.add_argument(
        "--format",
        choices=forms,
        default="human",
        help=f"输出形式（缺省 %(default)s）：{'，'.join(meanings[form] for form in forms)}",
    )


#: command → what there is to know of it, in the order of the help
COMMANDS = {
    command.name: command
    for command in (
        Command(
            "build",
            "生成文档",
            "生成文档。没有变化的不重做。",
            "reportgen.cli.build:build",
            _build,
            (
                ("build", "生成所有支部的全部文档"),
                ("build laizhou-archives --year 2022 --kind annual-deck", "只做一份课件"),
                ("build --jobs 4 --dry-run", "只说哪些要重做、为什么"),
                ("build --final", "定稿"),
            ),
        ),
        Command(
            "desk",
            "打开工作台：在浏览器里写总结、看样子、取文件",
            "打开工作台：在浏览器里新建支部、填写一年的内容、边写边看，最后取走 Word 和 PPT。"
            "只在这台电脑上运行，不联网；内容仍存在工作区的文件里，可以和命令行一起用。",
            "reportgen.cli.desk:desk",
            _desk,
            (
                ("desk", "打开当前文件夹的工作台"),
                ("desk D:/党建材料", "打开另一个文件夹的"),
                ("desk --no-browser", "只说地址，自己在浏览器里打开"),
                ("desk D:/党建材料 --shortcut", "在桌面上放一个“工作台”，往后双击就打开"),
            ),
        ),
        Command(
            "explain",
            "说明一份文档由什么做成、为什么要重做",
            "说明一份文档由什么做成、为什么要重做。",
            "reportgen.cli.explain:explain",
            _explain,
            (("explain laizhou-archives", "这个支部的每份文档由哪些文件做成"),),
        ),
        Command(
            "history",
            "列出历次生成",
            "列出历次生成，或某一次的各份文档。",
            "reportgen.cli.history:history",
            _history,
            (
                ("history", "最近二十次"),
                ("history 3", "第三次的各份文档"),
                ("history --failed", "最近一次没有生成的"),
            ),
        ),
        Command(
            "status",
            "谁交了什么、到期没有",
            "列出各支部这一年到了哪一步：有没有记录、填报表交回没有、是不是按时、文档做好几份、内容有几处错。"
            "只看交回的填报表和上一次生成的结果，不重新检查。",
            "reportgen.cli.status:status",
            _status,
            (
                ("status --year 2025", "各上级党组织的支部交了几个，谁没有交"),
                ("status --year 2025 --by 2026-01-10 --xlsx 进度.xlsx", "对照期限，另存成表格"),
                ("status --year 2025 --committee hefeng", "一个上级党组织的每个支部"),
            ),
        ),
        Command(
            "nightly",
            "夜间生成：取内容、生成、打包、记指标、通知",
            "按一份设置做完一夜的事：先运行取内容的命令，再生成，打包，写指标，出了问题或恢复正常时通知。"
            "设置里的路径从设置文件所在的文件夹算起。",
            "reportgen.cli.nightly:nightly",
            _nightly,
            (
                ("nightly --example", "印出一份设置，存成 nightly.yaml，照着改"),
                ("nightly nightly.yaml", "做一夜的事"),
            ),
        ),
        Command(
            "schedule",
            "给出定时生成的设置",
            "给出 cron、systemd、Windows 的定时设置。",
            "reportgen.cli.schedule:schedule",
            _schedule,
            (
                ("schedule --at 03:00 --system cron -- --final", "每天三点生成定稿的 cron 设置"),
                (
                    "schedule --nightly nightly.yaml --system systemd",
                    "每天按 nightly.yaml 做一夜的事",
                ),
            ),
        ),
        Command(
            "check",
            "检查内容和模板，不生成文件",
            "检查内容和模板，不生成文件。",
            "reportgen.cli.check:check",
            _check,
            (
                ("check", "检查全部内容和模板"),
                ("check laizhou-archives --final", "按定稿检查一个支部"),
                ("check --format sarif", "给代码托管平台"),
                ("check --explain fact-disagrees", "一个诊断代码的意思和改法"),
                ("check --explain all", "列出全部诊断代码"),
            ),
        ),
        Command(
            "new",
            "新建工作区，或在工作区里新建支部、类型、年度、文种",
            "新建一个工作区，里面有一个简短的示例（--samples：全部示例）。\n"
            "在工作区里：new branch 新建支部，new type 新建支部类型，new year 新建一个支部下一年的记录，"
            "new kind 照最相近的模板新建一个文种，new templates 把自带的模板复制过来改。\n"
            "在终端里没有写的会问；加上 --yes 就不问。",
            "reportgen.cli.new:new",
            _new,
            (
                ("new 我的支部", "新建工作区，里面有一个简短的示例"),
                ("new 样例 --samples", "新建工作区，带上全部示例"),
                ("new branch", "新建支部，名称、年度和各章标题一项一项问"),
                (
                    "new branch 红星 --name 红星村党支部 --chapters 抓学习 办实事",
                    "新建支部，不用“几型”的提法，分两章写",
                ),
                (
                    "new branch 红星 --name 红星村党支部 --types 学习型,服务型",
                    "新建支部，用两个类型",
                ),
                ("new year 红星", "这个支部下一年的记录：人员照抄，数字成上年数，问题待交代"),
                ("new type 攻坚型 --chapters 以攻坚型支部破解难题", "新建支部类型"),
                ("new kind 慰问信 --from annual-report", "新建文种"),
                ("new templates", "把自带的模板复制到 templates，用来改"),
            ),
        ),
        Command(
            "remove",
            "移走示例、支部、党课、上级党组织",
            "移走示例、支部、党课、上级党组织，连同引用它们的地方。移走的放在 content/回收站 里，不会真的删去；"
            "先列出要做什么，同意了才做。",
            "reportgen.cli.remove:remove",
            _remove,
            (
                ("remove samples", "移走全部示例"),
                ("remove branch 红星", "移走一个支部"),
                ("remove lesson small-things --yes", "移走一堂党课，不再问"),
            ),
        ),
        Command(
            "upgrade-workspace",
            "程序升级后，更新工作区里复制的模板",
            "程序升级后，更新工作区里复制的模板（new templates）。没有改动过的换成新的，您改过的保留；"
            "两边都改过的，把新的放在旁边。不加 --yes 只说要做什么。",
            "reportgen.cli.upgrade_workspace:upgrade_workspace",
            _upgrade_workspace,
            (
                ("upgrade-workspace --diff", "先看要换哪些、差在哪里"),
                ("upgrade-workspace --yes", "照列出的做"),
            ),
        ),
        Command(
            "intake",
            "给各支部发填报表，把填好的收回来",
            "send 给一个上级党组织的各支部做一份填报表（.xlsx），已有的内容都填在里面；"
            "read 把填好交回的读进内容，两边都改过的留着请您定，读不懂的说明在哪一格；"
            "status 列出谁交了、谁没交、哪一格要改。",
            "reportgen.cli.intake:intake",
            _intake,
            (
                ("intake send hefeng --year 2025", "给和风街道的各支部做 2025 年度填报表"),
                ("intake read 收到 --dry-run", "看看交回的表里填了什么，先不写"),
                ("intake read 收到", "写进内容，列出收表情况"),
                ("intake status hefeng --year 2025", "只列出收表情况"),
            ),
        ),
        Command(
            "import",
            "把往年的 Word 总结读成草稿",
            "把一份 .docx 读成那一年的记录：章、工作、荣誉、问题、计划、表格、图片各归各处，"
            "文中的数字列出来等人收；没有放进记录的字都列在核对清单里，一个也不丢。已有记录的，"
            "草稿另存，不动原来的。",
            "reportgen.cli.import_word:import_word",
            _import,
            (
                ("import 2024年总结.docx --branch shanghe", "读成 2024 年的草稿，年份看标题"),
                ("import 2024年总结.docx --branch shanghe --new", "支部还没有的，一起建"),
                ("import 提纲.docx --lesson xuncha", "把党课的提纲读成草稿"),
                ("import list --branch shanghe", "列出要核对的各处和没有收的数字"),
                ("import accept 工作 n3 n7=主题党日 --branch shanghe", "划去核对好的，收进数字"),
                ("import drop 数字 --branch shanghe", "其余的数字不收"),
                ("import accept 部分 页 --lesson xuncha", "党课的提纲也这样核对"),
            ),
        ),
        Command(
            "trace",
            "说明文档里的数字从哪里来，哪些内容没有写进文档",
            "列出一份文档里的每个数字出自哪一行，或由哪些活动加起来；也可以只问一个数字。"
            "加 --facts，列出每项内容写到了哪里；加 --unplaced，只列没有写进任何文档的。",
            "reportgen.cli.trace:trace_figures",
            _trace,
            (
                ("trace 130余篇", "这个数写进了哪些文档，从哪里来"),
                ("trace 莱州市档案馆党支部2022年度党建工作总结.docx", "一份文档里的每个数"),
                ("trace --facts --branch laizhou-archives", "每项内容在哪份文档的哪一页"),
                ("trace --unplaced --branch laizhou-archives", "没有写进任何文档的内容"),
            ),
        ),
        Command(
            "why",
            "说明课件的每一页为什么用这个版式",
            "列出课件每一页的版式、选它的理由和画面占几成，以及没有用的版式和原因。",
            "reportgen.cli.why:why",
            _why,
            (
                ("why 莱州市档案馆党支部2022年度工作总结课件.pptx", "每一页"),
                ("why 莱州市档案馆党支部2022年度工作总结课件.pptx --page 7", "只看第 7 页"),
            ),
        ),
        Command(
            "preview",
            "把文档做成网页：手机上看，放到内网，打印",
            "把文档做成一个网页文件（.html），行和页与生成的 Word、PPT 一致；不用装 Office，手机、内网都能看，"
            "图片都在里面，可以直接打印。放在文档旁边，文件名后面加 .html。",
            "reportgen.cli.preview:preview",
            _preview,
            (
                ("preview laizhou-archives --year 2022", "这个支部一年的全部文档"),
                ("preview 莱州市档案馆党支部2022年度工作总结课件.pptx", "一份文档"),
                ("preview laizhou-archives --kind annual-report --marks", "标出错误和提醒"),
            ),
        ),
        Command(
            "schema",
            "给编辑器用的 JSON Schema",
            "列出内容文件的 JSON Schema；编辑器据此补全、提示、检查。",
            "reportgen.cli.schema:schema",
            _schema,
            (
                ("schema", "有哪些"),
                ("schema year", "年度记录的"),
                ("schema --write .schemas", "全部写进一个文件夹"),
            ),
        ),
        Command(
            "kinds",
            "列出能做的文种",
            "列出能做的文种。",
            "reportgen.cli.listings:kinds",
            _kinds,
            (("kinds", "有哪些文种，各需要什么内容"),),
        ),
        Command(
            "formats",
            "列出 Word 版式",
            "列出版式及其数值。",
            "reportgen.cli.listings:formats",
            _formats,
            (("formats", "有哪些版式"), ("formats gbt9704", "一种版式的每个数值")),
        ),
        Command(
            "fonts",
            "说明文档用了哪些字体，这台计算机缺哪些",
            "列出课件和 Word 用到的字体、用在哪里、这台计算机有没有；没有的，说明别人打开文件时看到的是什么。",
            "reportgen.cli.fonts:fonts",
            _fonts,
            (
                ("fonts", "现在用的一套字体"),
                ("fonts --faces safe", "只用各台中文 Windows 都有的字体时是哪些"),
            ),
        ),
        Command(
            "theme",
            "检查 Word、课件模板，生成主题的文件",
            "theme check 文件：生成之前说明模板有什么、缺什么、哪个样式用在哪里。\n"
            "theme adopt 文件.pptx：认下本单位的课件模板，写出主题文件夹和样张。\n"
            "theme make 主题文件夹：改了版式、配色以后，重新生成课件版式文件和 Word 样式文件。",
            "reportgen.cli.theme:theme",
            _theme,
            (
                ("theme check 本单位.docx --profile gbt9704", "对照一种版式检查本单位的 Word 模板"),
                ("theme check", "检查主题在用的两个文件"),
                ("theme adopt 本单位.pptx", "写出主题“本单位”，以后用 build --theme 本单位"),
                ("theme make templates/juli", "改了 layouts、palettes 以后重新生成"),
            ),
        ),
    )
}
