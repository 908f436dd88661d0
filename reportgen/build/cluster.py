"""A Dask cluster behind the `concurrent.futures` interface.

Workers see the branches and the output folder under the same paths or URLs as this machine.
Templates, types and formats are sent to them once, so they need no copies of their own.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from reportgen.build.messages import BuildSettings, Job, JobResult
from reportgen.build.toolchain import tool_states
from reportgen.diagnostics import Diagnostic, Faults
from reportgen.theme.loading import documents_folder
from reportgen.workspace import Forwarding, MemoryWorkspace, Workspace

#: the folders that every branch shares, besides the theme's
_SHARED_FOLDERS = ("content/types", "content/formats", "content/palettes", "content/lexicon")
#: files that are listed but not sent: nothing reads them
_SCRIPTS = (".py", ".pyc")

#: seconds to wait for the scheduler's answer
_PATIENCE = 10
#: path and bytes of each shared file
SharedFiles = tuple[tuple[str, bytes], ...]


@dataclass(eq=False, slots=True)
class Overlay(Forwarding):
    """A workspace whose shared folders come from files that were sent."""

    files: MemoryWorkspace
    folders: tuple[str, ...]

    def target(self, path: str) -> Workspace:
        """Return the workspace that holds `path`."""
        sent = any(path == folder or path.startswith(f"{folder}/") for folder in self.folders)
        return self.files if sent else self.base

    def write(self, path: str, data: bytes) -> None:
        """Write `path` whole or not at all."""
        self.base.write(path, data)

    def remove(self, path: str) -> None:
        """Remove `path`; nothing happens where there is no such file."""
        self.base.remove(path)

    def display_path(self, path: str) -> str:
        """Return `path` as the user knows it."""
        return self.base.display_path(path)


def shared_folders(workspace: Workspace, theme_folder: str) -> tuple[str, ...]:
    """Return the folders that are sent."""
    themes = dict.fromkeys((theme_folder, documents_folder(workspace, theme_folder)))
    return (*themes, *_SHARED_FOLDERS)


def pack(workspace: Workspace, theme_folder: str) -> SharedFiles:
    """Return the files every branch shares."""
    files: dict[str, bytes] = {}
    waiting = list(shared_folders(workspace, theme_folder))
    while waiting:
        folder = waiting.pop()
        for name in workspace.list(folder):
            path = f"{folder}/{name}"
            if name.endswith("/"):
                waiting.append(path.rstrip("/"))
            else:
                # The names of a folder are an input, so an unread file must still be listed.
                files[path] = b"" if name.endswith(_SCRIPTS) else workspace.read(path)
    return tuple(sorted(files.items()))


def carry_out_with(files: SharedFiles, settings: BuildSettings, job: Job) -> JobResult:
    """Do `job` on a worker of the cluster, with the shared files it was sent."""
    from reportgen.build import worker

    sent = MemoryWorkspace(dict(files))
    folders = shared_folders(sent, settings.theme_folder)
    return worker.carry_out(settings, job, lambda base: Overlay(base, sent, folders))


@dataclass(eq=False, slots=True)
class Cluster:
    """A connection to a cluster."""

    client: Any
    executor: Executor
    #: the shared files on the cluster
    files: Any
    workers: int

    def close(self) -> None:
        """Leave the cluster; its workers stay."""
        self.client.close()


def connect(address: str, workspace: Workspace, settings: BuildSettings) -> Cluster:
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
    except (OSError, ValueError):
        message = f"连不上集群 {address}：那里没有调度器回应"
        hint = "地址写成 tcp://主机:8786，写调度器启动时显示的那一个"
        raise Faults([Diagnostic("no-cluster", message, hints=(hint,))]) from None
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
    files = client.scatter([pack(workspace, settings.theme_folder)], broadcast=True, hash=False)[0]
    return Cluster(client, executor, files, threads)
