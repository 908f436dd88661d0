"""A Dask cluster behind the `concurrent.futures` interface; shared content is sent to it once.

Workers see the branches and the output folder under the same paths or URLs as this machine;
templates, types and formats they are given, so they need no copy of the installation's own.
"""

from __future__ import annotations

import datetime
from concurrent.futures import Executor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from reportgen.build.jobs import Job, Order, Result
from reportgen.build.tool import tool_states
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.workspace import MemoryWorkspace, Stamp, Workspace

#: what every branch shares; branches, pictures and outputs are read and written where they lie
_SHARED = ("content/types", "content/formats", "content/palettes", "content/lexicon")
_SOURCES = (".py", ".pyc")

#: seconds to wait for the scheduler's answer
_PATIENCE = 10
#: (path, bytes) of the shared files
Kit = tuple[tuple[str, bytes], ...]


@dataclass(eq=False, slots=True)
class Overlay:
    """A workspace whose shared folders come from a kit."""

    kit: MemoryWorkspace
    base: Workspace
    shared: tuple[str, ...]

    def _of(self, path: str) -> Workspace:
        return self.kit if any(_under(path, folder) for folder in self.shared) else self.base

    def read(self, path: str) -> bytes:
        """Return the bytes of `path`; raise FileNotFoundError where there is no such file."""
        return self._of(path).read(path)

    def exists(self, path: str) -> bool:
        """Return whether `path` is a file."""
        return self._of(path).exists(path)

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the sorted names in `folder`, folders with a closing slash; () if absent."""
        return self._of(folder).list(folder)

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all."""
        self.base.write(path, data)

    def stamp(self, path: str) -> Stamp | None:
        """Return the mark of a file's present state, or None where there is no such file."""
        return self._of(path).stamp(path)

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""
        self.base.remove(path)

    def shown(self, path: str) -> str:
        """Return `path` as the user knows it."""
        return self.base.shown(path)

    def today(self) -> datetime.date:
        """Return the day."""
        return self.base.today()


def shared_folders(theme_folder: str) -> tuple[str, ...]:
    """Return the folders a kit holds."""
    return (theme_folder, *_SHARED)


def pack(workspace: Workspace, theme_folder: str) -> Kit:
    """Return the files every branch shares."""
    files: dict[str, bytes] = {}
    waiting = list(shared_folders(theme_folder))
    while waiting:
        folder = waiting.pop()
        for name in workspace.list(folder):
            path = f"{folder}/{name}"
            if name.endswith("/"):
                waiting.append(path.rstrip("/"))
            else:
                # Scripts are listed, as listings are part of what is recorded, but not sent.
                files[path] = b"" if name.endswith(_SOURCES) else workspace.read(path)
    return tuple(sorted(files.items()))


def carry_out_with(kit: Kit, order: Order, job: Job) -> Result:
    """Do `job` on a worker of the cluster."""
    from reportgen.build import work

    shared = shared_folders(order.theme_folder)
    return work.carry_out(
        order, job, lambda base: Overlay(MemoryWorkspace(dict(kit)), base, shared)
    )


@dataclass(eq=False, slots=True)
class Cluster:
    """A connection to a cluster."""

    client: Any
    executor: Executor
    kit: Any
    workers: int

    def close(self) -> None:
        """Leave the cluster; its workers stay."""
        self.client.close()


def connect(address: str, workspace: Workspace, order: Order) -> Cluster:
    """Join the cluster whose scheduler listens at `address` (tcp://host:8786); raise Faults."""
    try:
        distributed: Any = import_module("distributed")  # its functions carry no types
    except ImportError:
        hint = "pip install 'reportgen[cluster]'"
        raise Faults(
            [Diagnostic("missing-extra", "用 --cluster 需要 Dask", hints=(hint,))]
        ) from None
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        message = f"连不上集群 {address}：{error}"
        raise Faults([Diagnostic("no-cluster", message)]) from None
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise Faults([Diagnostic("no-cluster", f"集群 {address} 里没有工作进程")])
    other = [w for w, states in client.run(tool_states).items() if states != tool_states()]
    if other:
        client.close()
        message = f"集群里 {len(other)} 个工作进程的程序或组件与本机不是同一版本，如 {other[0]}"
        hint = "在每台机器上装同样的版本，再重启工作进程"
        raise Faults([Diagnostic("no-cluster", message, hints=(hint,))])
    # The scheduler itself hands the job of a dead worker to another; what keeps killing its
    # workers comes back as an error, and is then tried document by document.
    executor = client.get_executor(pure=False, retries=0)
    kit = client.scatter([pack(workspace, order.theme_folder)], broadcast=True, hash=False)[0]
    return Cluster(client, executor, kit, threads)


def _under(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
