"""Folders given as URLs: the same documents as from a disk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import farms
from support.program import run

fsspec = pytest.importorskip("fsspec", reason="needs the extra `stores`")


@pytest.fixture(name="farm")
def _farm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    farms.plant(tmp_path)
    yield tmp_path
    store = fsspec.filesystem("memory")
    store.store.clear()
    store.pseudo_dirs[:] = [""]


def build(folder: Path, *options: str) -> dict[str, int]:
    result = run("build", "--format", "json", *options, folder=folder)
    assert result.code == 0, result.err
    counts: dict[str, int] = json.loads(result.out)["counts"]
    return counts


def test_a_store_holds_what_a_disk_would(farm: Path) -> None:
    build(farm)
    counts = build(farm, "--output", "memory://province/out")
    store = fsspec.filesystem("memory")

    assert counts["written"] == 12
    for path in farms.documents(farm):
        stored = store.cat_file(f"/province/out/{path.removeprefix('output/')}")
        assert stored == (farm / path).read_bytes()


def test_a_store_is_brought_up_to_date_as_a_disk_is(farm: Path) -> None:
    place = ("--output", "memory://province/out")
    build(farm, *place)
    assert build(farm, *place)["fresh"] == 12
    fsspec.filesystem("memory").rm_file(
        f"/province/out/{farms.output('b1', 2022, 'brief').removeprefix('output/')}"
    )

    assert build(farm, *place)["written"] == 1


def test_content_and_templates_may_lie_in_a_store(farm: Path) -> None:
    store = fsspec.filesystem("memory")
    store.put(f"{farm}/content", "/shelf/content", recursive=True)
    store.put(f"{farm}/templates", "/shelf/templates", recursive=True)
    build(farm)
    before = farms.documents(farm)
    place = ("--content", "memory://shelf/content", "--templates", "memory://shelf/templates")

    assert build(farm, *place, "--output", "elsewhere")["written"] == 12
    (farm / "output").rename(farm / "first")
    (farm / "elsewhere").rename(farm / "output")
    assert farms.documents(farm) == before


def test_an_unknown_kind_of_store_is_told_with_what_to_install(farm: Path) -> None:
    result = run("build", "--output", "nostore://bucket/out", folder=farm)

    assert result.code == 4
    assert "打不开 nostore://bucket/out" in result.err
