"""Builds in processes: the same bytes, and what is left when one is killed or held up."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from support import farms, processes
from support.program import ROOT, run, run_process

from reportgen.build import lock
from reportgen.build.inputs import inputs_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills by signal"),
]
BRANCHES = 12


@pytest.fixture(name="serial", scope="module")
def _serial(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the documents of a farm built in one process, without disturbance."""
    folder = tmp_path_factory.mktemp("serial")
    farms.plant(folder, BRANCHES)
    assert run("build", "--jobs", "0", folder=folder).code == 0
    return farms.documents(folder)


@pytest.fixture(name="farm")
def _farm(tmp_path: Path) -> Path:
    farms.plant(tmp_path, BRANCHES)
    return tmp_path


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    environment = dict(os.environ, PYTHONPATH=str(ROOT), PYTHONIOENCODING="utf-8")
    return subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", *options],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip


def until_some(folder: Path, count: int) -> None:
    for _ in range(600):
        if len(farms.documents(folder)) >= count:
            return
        time.sleep(0.02)
    raise AssertionError("the build made nothing")


def interrupt_a_build(folder: Path) -> str:
    """Press Ctrl-C in a build that is at work and return what it says; one that is done before is begun anew."""
    for _ in range(5):
        building = start(folder, "--jobs", "2")
        until_some(folder, 2)
        os.killpg(building.pid, signal.SIGINT)
        _, err = building.communicate(timeout=30)
        if building.returncode != 0:
            assert building.returncode == 130
            return err.decode()
        shutil.rmtree(folder / "output")
    raise AssertionError("no build was at work when Ctrl-C came")


def test_two_processes_make_the_same_bytes_as_one(farm: Path, serial: dict[str, str]) -> None:
    result = run_process("build", "--jobs", "2", folder=farm)

    assert result.code == 0
    assert "共 48 份，生成 48 份" in result.out
    assert farms.documents(farm) == serial


def test_faults_of_what_documents_share_are_told_once_by_whichever_process_looks(
    farm: Path,
) -> None:
    (farm / "templates/juli/documents/other.docx.j2").write_text("<report/>", encoding="utf-8")
    result = run_process("build", "--jobs", "2", "--force", folder=farm)
    alone = run_process("build", "--jobs", "1", "--force", folder=farm)

    assert result.code == alone.code == 1
    assert result.err.count("other.docx.j2") == 1
    assert result.err == alone.err


def test_nothing_is_made_by_processes_where_the_theme_cannot_be_opened(farm: Path) -> None:
    (farm / "templates/juli/theme.yaml").unlink()
    result = run_process("build", "--jobs", "2", folder=farm)

    assert result.code == 1
    assert "错误[missing-theme]" in result.err
    assert not farms.documents(farm)


def test_the_building_process_needs_neither_readers_nor_writers() -> None:
    heavy = ("pydantic", "jinja2", "yaml", "lxml", "docx", "pptx", "PIL")
    code = (
        "import sys, reportgen.cli.build, reportgen.build.executors, reportgen.build.pool;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert ended.stdout.strip() == "[]"


def test_what_processes_send_once_is_in_the_ledger_for_all_that_refer_to_it(farm: Path) -> None:
    assert run_process("build", "--jobs", "2", folder=farm).code == 0
    ledger = sqlite3.connect(farm / "output/.reportgen/ledger.sqlite")
    states = dict(ledger.execute("SELECT digest, states FROM inputs"))
    references = {
        digest
        for table in ("plans", "outputs")
        for (digests,) in ledger.execute(f"SELECT inputs FROM {table}")
        for digest in digests.split()
    }
    ledger.close()

    assert len(references) > BRANCHES
    assert references <= states.keys()
    for digest in references:
        assert inputs_of(json.loads(states[digest])).digest == digest


def test_what_a_build_left_when_killed_at_its_report_is_removed(farm: Path) -> None:
    assert run("build", "--jobs", "0", folder=farm).code == 0
    left = farm / "output/.tmp-report"
    left.write_text("half a page", encoding="utf-8")

    assert "未变 48 份" in run("build", folder=farm).out
    assert not left.exists()


def test_what_a_build_left_when_killed_at_the_trash_is_removed(farm: Path) -> None:
    assert run("build", "--jobs", "0", folder=farm).code == 0
    left = farm / "output/.reportgen/trash/2026-01-01/2022/b1/.tmp-document"
    left.parent.mkdir(parents=True)
    left.write_text("half a document", encoding="utf-8")
    with closing(sqlite3.connect(farm / "output/.reportgen/ledger.sqlite")) as ledger, ledger:
        ledger.execute("UPDATE runs SET status = 'running', ended = NULL")

    assert run("build", "--jobs", "0", "--keep-trash", "100000", folder=farm).code == 0
    assert not left.exists()


def test_a_killed_build_is_resumed_and_ends_with_the_same_bytes(
    farm: Path, serial: dict[str, str]
) -> None:
    moments = random.Random(7)
    for _ in range(4):
        building = start(farm, "--jobs", "2")
        time.sleep(moments.uniform(0.4, 2.0))
        os.kill(building.pid, signal.SIGKILL)
        building.communicate()
        for path, digest in farms.documents(farm).items():
            assert serial[path] == digest  # whole or not there
    result = run_process("build", "--jobs", "2", folder=farm)

    assert result.code == 0
    assert farms.documents(farm) == serial
    assert not list((farm / "output").rglob(".tmp-*"))
    assert "生成 0 份，未变 48 份" in run_process("build", folder=farm).out


def test_history_says_at_once_that_a_build_was_killed(farm: Path) -> None:
    building = start(farm, "--jobs", "1")
    until_some(farm, 1)
    assert "进行中" in run("history", folder=farm).out
    os.kill(building.pid, signal.SIGKILL)
    building.communicate()
    assert "被强行结束" in run("history", folder=farm).out


def test_files_of_a_killed_build_are_not_taken_for_edited_ones(farm: Path) -> None:
    building = start(farm, "--jobs", "1")
    until_some(farm, 3)
    os.kill(building.pid, signal.SIGKILL)
    building.communicate()
    for path in (farm / "content/branches").glob("*/branch.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("王芳", "李强").replace("types", "short: 村\ntypes"), "utf-8")
    assert run_process("build", folder=farm).code == 0

    assert not list((farm / "output").rglob("*手工修改*"))


def test_ctrl_c_keeps_what_was_done_and_leaves_nothing_half_done(
    farm: Path, serial: dict[str, str]
) -> None:
    err = interrupt_a_build(farm)
    finished = farms.documents(farm)

    assert "已中断" in err
    assert not list((farm / "output").rglob(".tmp-*"))
    report = json.loads(run_process("build", "--format", "json", folder=farm).out)
    assert report["counts"]["fresh"] == len(finished)
    assert farms.documents(farm) == serial


def test_ctrl_c_while_processes_start_is_told_in_one_line(farm: Path) -> None:
    for tenths in (1.5, 2, 2.5, 3, 3.5):
        building = start(farm, "--jobs", "2", "--force")
        time.sleep(tenths / 10)
        os.killpg(building.pid, signal.SIGINT)
        _, err = building.communicate(timeout=30)
        if building.returncode != -signal.SIGINT:  # before there was a program to tell anything
            assert (building.returncode, err.decode().strip()[:3]) in ((130, "已中断"), (0, ""))
            assert "Traceback" not in err.decode()


def test_a_second_build_says_who_holds_the_folder_or_waits(farm: Path) -> None:
    held = lock.acquire(farm / "output/.reportgen")
    try:
        refused = run_process("build", folder=farm)
        waiting = start(farm, "--wait", "--jobs", "1")
        time.sleep(1.5)
        assert waiting.poll() is None
    finally:
        held.release()
    out, err = waiting.communicate(timeout=60)

    assert refused.code == 4
    assert f"进程 {os.getpid()}" in refused.err
    assert waiting.returncode == 0
    assert "等它结束" in err.decode()
    assert "生成 48 份" in out.decode()


def test_a_worker_killed_again_and_again_costs_no_document(
    farm: Path, serial: dict[str, str]
) -> None:
    building = start(farm, "--jobs", "2")
    until_some(farm, 1)
    for _ in range(3):
        workers = processes.workers(building.pid)
        if workers:
            os.kill(workers[-1], signal.SIGKILL)
        time.sleep(0.1)
    out, err = building.communicate(timeout=60)

    assert building.returncode == 0, err.decode()
    assert farms.documents(farm) == serial
    assert "共 48 份" in out.decode()


def test_a_document_over_its_time_fails_alone(farm: Path) -> None:
    # Little to count and much to do: ten seconds and more, within what a template may spend.
    slow = (
        "{% set t = '<b>x</b> ' * 100 %}{% for a in range(99999) %}{% for b in range(5) %}"
        "{% set u = t | striptags | title | striptags | title | striptags | wordcount %}"
        "{% endfor %}{% endfor %}"
    )
    brief = farm / "templates/juli/documents/brief.docx.j2"
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text + "{% if year == 2022 and branch.name == '第5村党支部' %}" + slow
                     + "{% endif %}", encoding="utf-8")  # fmt: skip
    result = run_process("build", "--jobs", "2", "--year", "2022", "--time-limit", "2", folder=farm)

    assert result.code == 1
    assert "超过每份文档 2 秒的时限" in result.err
    assert "共 24 份，生成 23 份" in result.out


@pytest.mark.parametrize("damage", ["raise ImportError('libxml2 is gone')", "1 +"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_workers_that_cannot_start_end_the_command_with_one_line(
    farm: Path, tmp_path: Path, command: str, damage: str
) -> None:
    broken = tmp_path / "broken/lxml"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text(damage, encoding="utf-8")
    path = f"{broken.parent}{os.pathsep}{ROOT}"
    environment = dict(os.environ, PYTHONPATH=path, PYTHONIOENCODING="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "reportgen", command, "--jobs", "2"],
        cwd=farm, env=environment, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 3
    last = ended.stderr.decode().splitlines()[-1]
    assert last.startswith("程序出错：工作进程启动不了（")
    if "ImportError" in damage:
        assert ended.stderr.decode() == f"{last}\n"
        assert "libxml2 is gone" in last
