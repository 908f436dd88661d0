"""Parts of a build beside each other: the same bytes as one build, and one summary for all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support import farms
from support.program import ROOT, Run, run

from reportgen.build.lock import acquire
from reportgen.build.targets import Shard

BRANCHES = 8


def build(folder: Path, *options: str) -> Run:
    return run("build", "--jobs", "0", *options, folder=folder)


@pytest.fixture(name="farm")
def _farm(tmp_path: Path) -> Path:
    folder = tmp_path / "farm"
    folder.mkdir()
    farms.plant(folder, BRANCHES)
    return folder


def test_every_source_falls_to_one_shard() -> None:
    for total in (1, 2, 7, 16):
        shards = [Shard(number, total) for number in range(1, total + 1)]
        assert all(sum(s.has(f"branch/b{n}") for s in shards) == 1 for n in range(200))


@pytest.mark.slow
def test_shards_and_the_build_after_them_end_as_one_build(farm: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone"
    alone.mkdir()
    farms.plant(alone, BRANCHES)
    build(alone)
    written = 0
    for number in (1, 2, 3):
        assert build(farm, "--shard", f"{number}/3").code == 0
        report = json.loads((farm / f"output/build-report-{number}-of-3.json").read_text("utf-8"))
        written += report["counts"]["written"]
    assert written == 4 * BRANCHES
    assert farms.documents(farm) == farms.documents(alone)

    whole = build(farm)
    assert f"并入 3 片（共 3 片）：生成 {written} 份，未生成 0 份" in whole.out
    assert f"共 {written} 份，生成 0 份，未变 {written} 份" in whole.out
    history = run("history", folder=farm).out
    assert "（分片 2/3）" in history
    assert [row["shard"] for row in _report(farm)["shards"]] == ["1/3", "2/3", "3/3"]

    # The next night neither takes the other's documents for files that somebody edited.
    for number in range(1, BRANCHES + 1):
        _reword(farm, number)
    for number in (1, 2, 3):
        assert "edited-output" not in build(farm, "--shard", f"{number}/3").err
    assert "未变" in build(farm).out
    assert not list(farm.rglob("*手工修改*"))


@pytest.mark.slow
def test_what_a_shard_did_not_do_is_done_and_said(farm: Path) -> None:
    for number in (1, 3):
        build(farm, "--shard", f"{number}/3")
    _break(farm)
    whole = build(farm)
    assert "没有做的片：2/3，它们的文档这次做" in whole.out
    assert len(farms.documents(farm)) == 4 * BRANCHES
    assert whole.code == 1


def test_a_build_of_everything_waits_for_shards_and_no_shard_for_another(farm: Path) -> None:
    state = farm / "output/.reportgen"
    with_others = acquire(state, shared=True)
    try:
        assert build(farm, "--shard", "1/2").code == 0
        assert build(farm).code == 4
    finally:
        with_others.release()
    alone = acquire(state)
    try:
        assert build(farm, "--shard", "1/2").code == 4
    finally:
        alone.release()


@pytest.mark.slow
def test_a_killed_shard_is_joined_and_its_files_are_known(farm: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "--jobs", "1", "--shard", "1/1", "--quiet"],
        cwd=farm, env=dict(os.environ, PYTHONPATH=str(ROOT)),
    )  # fmt: skip
    while len(farms.documents(farm)) < 3 and process.poll() is None:
        pass
    process.send_signal(signal.SIGKILL)
    process.wait()
    for number in range(1, BRANCHES + 1):
        _reword(farm, number)
    whole = build(farm)
    assert "没有做完的片：1/1" in whole.out
    assert whole.code == 0
    assert not list(farm.rglob("*手工修改*"))
    assert not list(farm.rglob(".tmp-*"))


@pytest.mark.parametrize("text", ["3", "0/4", "5/4", "a/b", "1/0", "-1/2", "1/100000", "1/2/3"])
def test_what_is_no_shard_is_wrong_use(farm: Path, text: str) -> None:
    result = build(farm, f"--shard={text}")
    assert result.code == 2
    assert "--shard" in result.err


def test_a_shard_does_not_prune(farm: Path) -> None:
    result = build(farm, "--shard", "1/2", "--prune")
    assert (result.code, "--prune 不能和 --shard 一起用" in result.err) == (2, True)


def _report(farm: Path) -> dict[str, list[dict[str, str]]]:
    report: dict[str, list[dict[str, str]]] = json.loads(
        (farm / "output/build-report.json").read_text("utf-8")
    )
    return report


def _reword(farm: Path, number: int) -> None:
    record = farm / f"content/branches/b{number}/2022.yaml"
    record.write_text(record.read_text("utf-8").replace("一年来", "这一年"), encoding="utf-8")


def _break(farm: Path) -> None:
    with (farm / "content/branches/b1/2022.yaml").open("a", encoding="utf-8") as record:
        record.write("unknown: 1\n")
