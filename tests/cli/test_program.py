"""The program from outside: real processes, real folders, real files."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support import composing, farms, program, reading, workspaces

from reportgen.cli.commands import COMMANDS

FOLDER_OF_TEMPLATES = workspaces.THEME
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[ .]$')


def write(folder: Path, **files: str | None) -> Path:
    overlay = {path: None if text is None else text.encode() for path, text in files.items()}
    workspaces.write(folder, overlay)
    return folder


def test_a_new_workspace_builds_at_once(tmp_path: Path) -> None:
    creation = program.run_process("new", "工作区", "--samples", folder=tmp_path)
    assert creation.code == 0
    assert "reportgen build" in creation.out
    home = tmp_path / "工作区"
    assert (home / "说明.md").is_file()
    assert not [p for p in home.rglob("*") if p.suffix == ".py" or "cache" in p.name]

    built = program.run_process(
        "build", "laizhou-archives", "--kind", "annual-report", "--kind", "annual-deck", folder=home
    )

    assert built.code == 0, built.err
    report = home / "output/2022/laizhou-archives/莱州市档案馆党支部2022年度党建工作总结.docx"
    assert zipfile.ZipFile(report).testzip() is None
    decks = list(home.glob("output/2022/laizhou-archives/*.pptx"))
    assert len(decks) == 1
    assert zipfile.ZipFile(decks[0]).testzip() is None
    report_text = reading.bare(reading.word_text(report.read_bytes()))
    deck_text = reading.bare(reading.slides_text(decks[0].read_bytes()))
    for figure in ("130余篇", "1.2万卷", "7968卷", "96家", "26万卷", "34次"):
        assert figure in report_text, figure
        assert figure in deck_text, figure


def test_build_py_is_the_build_command(tmp_path: Path) -> None:
    write(tmp_path)
    ended = subprocess.run(
        [sys.executable, str(program.ROOT / "build.py"), "red", "--year", "2022"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr.decode()
    assert list(tmp_path.glob("output/2022/red/*.docx"))


def test_a_console_in_gbk_gets_readable_messages(tmp_path: Path) -> None:
    write(tmp_path, **{"content/branches/red/2022.yaml": "year: 2022\n吉𠮷©: 一年来 👍\n"})
    ran = program.run_process("check", folder=tmp_path, encoding="gbk")
    assert ran.code == 1
    assert "不认识的名称" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("streams", "code"),
    [(">&-", 0), (">&- 2>&-", 0), ("2>&-", 0), (">/dev/full", 4), ("2>/dev/full", 0)],
)
@pytest.mark.parametrize("command", ["--version", "kinds"])
@pytest.mark.skipif(sys.platform == "win32", reason="a shell with >&- and /dev/full")
def test_a_closed_or_full_output_leads_to_no_traceback(
    tmp_path: Path, command: str, streams: str, code: int
) -> None:
    write(tmp_path)
    line = f'"{sys.executable}" -m reportgen {command} {streams}'
    ended = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="shells of Unix")
@pytest.mark.parametrize("files", [5, 9, 15])
def test_few_open_files_lead_to_one_line_and_the_code_of_the_machine(
    tmp_path: Path, files: int
) -> None:
    farms.plant(tmp_path, 1)
    command = f"ulimit -n {files}; exec '{sys.executable}' -m reportgen build --jobs 2"
    ended = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False,
        env=dict(os.environ, PYTHONPATH=str(program.ROOT), PYTHONIOENCODING="utf-8"),
    )  # fmt: skip
    assert ended.returncode == 4 or files > 10, ended.stderr
    assert ended.returncode in (0, 4), ended.stderr
    assert "Traceback" not in ended.stderr
    assert "程序出错" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are Unicode there")
def test_a_locale_without_unicode_is_refused_in_one_line(tmp_path: Path) -> None:
    write(tmp_path)
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = subprocess.run(
        [sys.executable, "-m", "reportgen", "check"], cwd=tmp_path, env={**os.environ, **ascii_only},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 4
    assert "LC_ALL=C.UTF-8" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="a file system that takes any bytes for a name")
def test_names_in_gbk_are_reported_and_the_rest_is_built(tmp_path: Path) -> None:
    write(tmp_path)
    name = os.fsdecode("照片".encode("gbk"))
    branches = tmp_path / "content/branches"
    shutil.copytree(branches / "red", branches / name)
    for place in ("types", "lexicon", "branches/red"):
        (tmp_path / "content" / place).mkdir(exist_ok=True)
        (tmp_path / "content" / place / f"{name}.yaml").write_text("year: 2022")

    built = program.run_process("build", "--jobs", "0", folder=tmp_path)

    assert built.code == 0, built.err
    assert list(tmp_path.glob("output/2022/red/*.docx"))
    for place in ("types", "lexicon", "branches", "branches/red"):
        assert f"警告[name-not-utf8]：content/{place} 里 “照片" in built.err
    check = program.run_process("check", name, folder=tmp_path)
    assert (check.code, "编码认不出来" in check.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check",), 0),
        (("check", "nobody"), 1),
        (("check", "--year", "去年"), 2),
        (("--help",), 0),
        (("--version",), 0),
        ((), 2),
        (("nothing",), 2),
    ],
)
def test_the_exit_code_says_how_it_went(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert program.run(*arguments, folder=write(tmp_path)).code == code


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("new",), "缺少参数"),
        (("build", "--year", "去年"), "--year 要写整数，这里是“去年”"),
        (("build", "--output"), "--output 后面缺少内容"),
        (("check", "--format", "jsno"), "--format 不能是“jsno”；是不是 json？"),
        (("build", "--fnial"), "不认识的参数：--fnial；是不是 --final？"),
        (("check", "--prune", "--jobs", "2"), "不认识的参数：--prune；那是 build 的选项"),
        (("new", "x", "--final"), "不认识的参数：--final；那是 build、explain、check 的选项"),
        (("build", "--time-limit", "one"), "--time-limit 要写秒数，这里是“one”"),
        (("build", "--time-limit", "nan"), "--time-limit 要写大于 0 的秒数，这里是“nan”"),
        (("build", "--time-limit", "0"), "--time-limit 要写大于 0 的秒数，这里是“0”"),
        (("build", "--jobs", "-1"), "--jobs 不能小于 0，这里是“-1”"),
        (("build", "--memory-limit", "1"), "--memory-limit 不能小于 64，这里是“1”"),
        (("history", "--last", "0"), "--last 不能小于 1，这里是“0”"),
        (("build", "--quiet=3"), "--quiet 后面不跟内容，这里是 '3'"),
        (("chekc",), "命令 不能是“chekc”；是不是 check？"),
        (("build", "--year"), "--year 后面缺少内容"),
        (("build", "--f"), "“--f”可以是 --format, --final, --force，请写全"),
    ],
)
def test_wrong_use_is_explained_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = program.run(*arguments, folder=tmp_path)
    assert ran.code == 2
    assert message in ran.err.splitlines()[-1]


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)])
def test_help_is_in_chinese(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = program.run(*arguments, "--help", folder=tmp_path)
    assert ran.code == 0
    assert ran.out.startswith("用法：reportgen")
    assert "显示这份说明" in ran.out
    assert not re.search(r"usage|options:|arguments:|this help", ran.out)


def test_faults_go_to_the_error_stream_and_results_to_the_other(tmp_path: Path) -> None:
    write(tmp_path, **{"content/branches/red/2022.yaml": "yaer: 2022\n"})
    ran = program.run("check", folder=tmp_path)
    assert "unknown-key" in ran.err
    assert "unknown-key" not in ran.out
    assert ran.out.startswith("检查了 0 份文档")


def test_build_tells_machines_what_it_made(tmp_path: Path) -> None:
    ran = program.run("build", "--format", "json", folder=write(tmp_path))
    result = json.loads(ran.out)
    assert {"documents", "diagnostics"} <= set(result)
    (document,) = result["documents"]
    assert {"output", "branch", "year", "kind", "status", "size", "diagnostics"} <= set(document)
    assert (tmp_path / document["output"]).stat().st_size == document["size"]
    assert ran.err == ""


def test_check_tells_machines_where_each_fault_is(tmp_path: Path) -> None:
    write(tmp_path, **{"content/branches/red/2022.yaml": "yaer: 2022\n"})
    (fault,) = json.loads(program.run("check", "--format", "json", folder=tmp_path).out)[
        "diagnostics"
    ]
    assert {k: fault[k] for k in ("severity", "code", "path", "line", "column", "length")} == {
        "severity": "error",
        "code": "unknown-key",
        "path": "content/branches/red/2022.yaml",
        "line": 1,
        "column": 1,
        "length": 4,
    }
    assert fault["hints"] == ["是不是 `year`？"]


def test_kinds_are_told_to_machines(tmp_path: Path) -> None:
    (kind,) = json.loads(program.run("kinds", "--format", "json", folder=write(tmp_path)).out)
    assert kind["kind"] == "summary"
    assert kind["makes"] == "docx"
    assert kind["template"] == "templates/juli/documents/summary.docx.j2"


def test_every_number_of_a_format_is_listed(tmp_path: Path) -> None:
    ran = program.run("formats", "gbt9704", folder=write(tmp_path))
    assert ran.code == 0
    assert "37" in ran.out


def test_a_new_branch_type_changes_both_documents_with_no_other_edit() -> None:
    supplied = {
        f"templates/juli/{path.relative_to(FOLDER_OF_TEMPLATES).as_posix()}": path.read_bytes()
        for path in sorted(FOLDER_OF_TEMPLATES.rglob("*.j2"))
        if path.parent.name == "macros" or path.name.startswith(("annual-report", "annual-deck"))
    }
    content = {**supplied, "templates/juli/documents/summary.docx.j2": None}
    added = {
        "content/types/green.yaml": "name: 绿色型\nrole: 着力点\npower: 生态力\n"
        "chapter: 以绿色型支部为着力点，厚植生态力\npurpose: 把村子建在花园里。\n"
        "measures:\n  - title: 清河护林\n    text: 巡河护林，{{ branch.name }}人人有责。\n",
        "content/branches/red/branch.yaml": "name: 红旗村党支部\ntypes: [learning, green]\n",
    }

    before = [composing.document_of(one) for one in composing.composed(content)]
    after = [composing.document_of(one) for one in composing.composed({**content, **added})]

    assert len(before) == len(after) == 2
    for old, new in zip(before, after, strict=True):
        assert "绿色型" not in reading.document_text(old)
        text = reading.document_text(new)
        assert "绿色型" in text or "以绿色型支部为着力点" in text
        assert "巡河护林，红旗村党支部人人有责" in text


@pytest.mark.parametrize(
    "name",
    [
        "红旗/村:党?支*部",
        "红旗村 . ",
        'a<b>"c"|d\\e',
        "红" * 200,
    ],
)
def test_file_names_are_legal_on_every_system(tmp_path: Path, name: str) -> None:
    write(tmp_path, **{"content/branches/red/branch.yaml": composing.yaml_text(
        {"name": name, "types": ["learning"]}
    )})  # fmt: skip
    ran = program.run("build", folder=tmp_path)
    assert ran.code == 0, ran.console
    (document,) = tmp_path.glob("output/2022/red/*.docx")
    assert not FORBIDDEN.search(document.stem)
    assert len(document.name.encode()) <= 255
