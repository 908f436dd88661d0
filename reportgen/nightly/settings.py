"""The operator's file: what a night runs, packs, measures, and whom it tells.

It lies outside the content, whose many authors must not be able to name commands.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Literal

from pydantic import Field

from reportgen.content.model.base import Boolean, Integer, Part, RequiredText, Text, TextList
from reportgen.content.model.validation import validate
from reportgen.content.yaml.reader import MAX_BYTES, parse
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.spans import span_of
from reportgen.system_errors import meaning


class Mail(Part):
    """邮件：经哪台服务器，从哪里发，发给谁。"""

    server: RequiredText = Field(title="发信服务器", description="如 smtp.example.cn")
    port: Integer = Field(
        465, ge=1, le=65535, title="端口", description="465 全程加密；其余能加密就加密"
    )
    sender: RequiredText = Field(title="发件人")
    to: TextList = Field(title="收件人", min_length=1)
    user: Text = Field("", title="用户名", description="不写就不登录")
    password_file: Text = Field(
        "", title="密码文件", description="第一行是密码；密码不写在这个文件里"
    )


class Notify(Part):
    """通知：出了问题、恢复正常时告诉谁。"""

    when: Literal["change", "failure", "always"] = Field(
        "change",
        title="何时",
        description="change 刚出问题和刚恢复时；failure 还有每次出问题时；always 每次",
    )
    branches: Boolean = Field(False, title="写出支部", description="通知里列出有错的支部的代号")
    command: Text = Field("", title="命令", description="运行这条命令，通知从标准输入给它")
    webhook: Text = Field("", title="网址", description="把通知用 JSON 发到这个网址")
    mail: Mail | None = Field(None, title="邮件")


class Nightly(Part):
    """夜间生成的设置：先运行什么，怎样生成，怎样打包，指标写到哪里，告诉谁。"""

    before: Text = Field(
        "", title="先运行的命令", description="如 git -C content pull --ff-only；失败就不生成"
    )
    returned: Text = Field(
        "",
        title="交回的填报表",
        description="放填报表的文件夹；生成前先读进内容，读过的不再读，读不出的不影响别的",
    )
    hours: Integer = Field(12, ge=1, title="时限", description="一条命令最多运行几小时")
    build: Text = Field(
        "", title="生成的参数", description="reportgen build 后面的参数，如 --final --pdf"
    )
    zip: tuple[Literal["branch", "committee"], ...] = Field(
        (), title="打包", description="branch 每个支部一个，committee 每个上级党组织一个"
    )
    zip_to: RequiredText = Field("delivery", title="打包到哪个文件夹")
    metrics: Text = Field("", title="指标文件", description="Prometheus 的 textfile，以 .prom 结尾")
    notify: Notify | None = Field(None, title="通知")


def read(path: Path) -> Nightly:
    """Read the operator's file; raise Faults with everything that is wrong with it."""
    name = str(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"读不了夜间生成的设置 {name}：{meaning(error)}"
        hints = ("用 reportgen nightly --example 印出一份，存成 nightly.yaml",)
        raise Faults([Diagnostic("cannot-read", message, hints=hints)]) from error
    settings = validate(Nightly, parse(data, name))
    faults = [
        Diagnostic("nightly-setting", f"命令里的引号没有配对：{command}", span_of(command))
        for command in (settings.before, settings.build, settings.notify.command if settings.notify else "")
        if not _splits(command)
    ]  # fmt: skip
    if settings.metrics and not settings.metrics.endswith(".prom"):
        message = "指标文件的名称要以 .prom 结尾，Prometheus 才会读"
        faults.append(Diagnostic("nightly-setting", message, span_of(settings.metrics)))
    if settings.notify and settings.notify.webhook:
        webhook = settings.notify.webhook
        if not webhook.startswith(("http://", "https://")):
            message = "网址要以 http:// 或 https:// 开头"
            faults.append(Diagnostic("nightly-setting", message, span_of(webhook)))
    if faults:
        raise Faults(faults)
    return settings


def _splits(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:
        return False
    return True


EXAMPLE = """\
# 夜间生成的设置。运行：reportgen nightly nightly.yaml
# 这个文件里能写命令，所以放在 content 之外，只让管机器的人改。

# 先运行的命令；失败就不生成
before: git -C content pull --ff-only
# 支部交回的填报表放在哪里；生成前先读进内容
# returned: 收到
# 生成的参数
build: --final
# 打包：每个支部一个、每个上级党组织一个
zip: [branch, committee]
zip_to: delivery
# Prometheus 的指标文件
# metrics: /var/lib/node_exporter/textfile/reportgen.prom
# 出了问题、恢复正常时告诉谁；三种可以只写一种
# notify:
#   when: change
#   command: ./tell.sh
#   webhook: https://example.cn/hook
#   mail:
#     server: smtp.example.cn
#     sender: reportgen@example.cn
#     to: [operator@example.cn]
#     user: reportgen
#     password_file: /etc/reportgen/password
"""
