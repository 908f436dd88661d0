"""The operator's handbook: each command in it runs, in the order of the page, and ends as it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from support import farms
from support.program import ROOT, Run, run

pytestmark = pytest.mark.slow
PAGE = ROOT / "docs/operating.md"
COMMITTEE = "name: 第一镇党委\nyears: [2021, 2022]\nbranches: [b1, b2]\n"
#: words that stand for something of the operator's own
_MEANT = {"文件名": Path(farms.output("b1", 2022, "brief")).name, "代码": "unknown-key",
          "代号": "hefeng", "2025": "2022"}  # fmt: skip
#: installing is what the continuous integration does with the wheel, in an environment of its own
_INSTALLS = re.compile(r"(?:python3 -m venv|/opt/reportgen/bin/pip) ")


def commands() -> list[list[str]]:
    """Return the words of every command of the page: indented lines, and those in backquotes."""
    text = PAGE.read_text(encoding="utf-8")
    result = re.findall(r"(?m)^    (\S.*)$|`(reportgen [^`]+)`", text)
    lines = (line or inside for line, inside in result)
    ours = (line.removeprefix("/opt/reportgen/bin/") for line in lines if not _INSTALLS.match(line))
    return [shlex.split(line) for line in ours]


@pytest.fixture(name="workspace", scope="module")
def _workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace whose content is the clone of a repository, as the page has it."""
    folder = tmp_path_factory.mktemp("operator") / "workspace"
    folder.mkdir()
    farms.plant(folder)
    (folder / "content/committees").mkdir()
    (folder / "content/committees/hefeng.yaml").write_text(COMMITTEE, encoding="utf-8")
    (folder / "content").rename(folder.parent / "shared")
    git = ("git", "-c", "user.name=example", "-c", "user.email=example@example.cn")
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "content")):
        subprocess.run([*git, *arguments], cwd=folder.parent / "shared", check=True)
    subprocess.run([*git, "clone", "-q", "../shared", "content"], cwd=folder, check=True)
    assert run("intake", "send", "hefeng", "--year", "2022", folder=folder).code == 0
    (folder / "收到").mkdir()  # where the workbooks lie that came back
    shutil.copy(next((folder / "intake").rglob("*.xlsx")), folder / "收到")
    return folder


def test_each_command_of_the_page_runs(workspace: Path) -> None:
    listed = commands()
    assert len(listed) >= 20
    for words in listed:
        name, *arguments = words
        assert name == "reportgen", words
        arguments = [_MEANT.get(word, word) for word in arguments]
        if arguments == ["new", "templates"]:  # what follows upgrades a copy of the program's own
            (workspace / "templates").rename(workspace / "aside")
        if arguments[0] == "build":
            arguments += ["--jobs", "0"]
        ended: Run = run(*arguments, folder=workspace)
        assert ended.code == 0, f"{words}: {ended.console}"
        assert ended.console or "--quiet" in words, words
        if arguments[:2] == ["nightly", "--example"]:
            text = ended.out.replace("build: --final", "build: --jobs 0")
            (workspace / "nightly.yaml").write_text(text, encoding="utf-8")
    shutil.rmtree(workspace / "templates")
    (workspace / "aside").rename(workspace / "templates")
    history = run("history", folder=workspace).out
    commit = subprocess.run(
        ["git", "-C", "content", "rev-parse", "HEAD"],
        cwd=workspace, capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    assert commit in history, "the commit of the content stands in the history of a night"


def test_what_the_page_says_of_recovery_is_true(workspace: Path) -> None:
    run("build", "--jobs", "0", folder=workspace)
    before = farms.documents(workspace)

    shutil.rmtree(workspace / "output")
    assert run("build", "--jobs", "0", folder=workspace).code == 0
    assert farms.documents(workspace) == before

    (workspace / "output/.reportgen/ledger.sqlite").unlink()
    assert run("build", "--jobs", "0", folder=workspace).code == 0
    assert farms.documents(workspace) == before

    branch = workspace / "content/branches/b3"
    branch.rename(workspace / "b3")
    run("build", "--jobs", "0", "--prune", folder=workspace)
    (trash,) = (workspace / "output/.reportgen/trash").iterdir()
    for file in [path for path in trash.rglob("*") if path.is_file()]:
        place = workspace / "output" / file.relative_to(trash)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.rename(place)
    assert farms.documents(workspace) == before
    (workspace / "b3").rename(branch)
    assert not run("build", "--jobs", "0", folder=workspace).err
    assert farms.documents(workspace) == before
