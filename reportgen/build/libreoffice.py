"""Word files → PDF files through LibreOffice, where this machine has it.

Each run has a profile and a folder of its own, so it disturbs no LibreOffice that somebody works in,
and a time limit. A file that fails in company is tried once more alone.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_TOGETHER = 20
"""So many files are handed over at once: LibreOffice takes longer to start than to write one."""
_START_SECONDS = 60.0
"""What LibreOffice may take for itself with a new profile."""


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """LibreOffice as this machine has it; `seconds` is the limit for one document."""

    program: str
    seconds: float = 120.0

    @property
    def state(self) -> str:
        """The file of the program and when it last changed: another version writes other PDFs."""
        path = Path(self.program).resolve()
        return f"{path} {path.stat().st_mtime_ns}"

    def convert(self, documents: Sequence[bytes]) -> Iterator[bytes | str]:
        """Yield for each Word file its PDF, or in Chinese why there is none."""
        for start in range(0, len(documents), _TOGETHER):
            group = documents[start : start + _TOGETHER]
            pdfs, _ = self._run(dict(enumerate(group)))
            for number, data in enumerate(group):
                if number in pdfs:
                    yield pdfs[number]
                    continue
                alone, why = self._run({number: data})
                yield alone.get(number, why)

    def _run(self, documents: Mapping[int, bytes]) -> tuple[dict[int, bytes], str]:
        """Return the PDFs of one run by number, and why the others are missing."""
        limit = _START_SECONDS + self.seconds * len(documents)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            folder = Path(name)
            files = []
            for number, data in documents.items():
                files.append(folder / f"{number}.docx")
                files[-1].write_bytes(data)
            why = "LibreOffice 没有写出文件，Word 文件可能有它读不了的内容"
            if not self._finished(folder, files, limit):
                why = f"LibreOffice 超过 {limit:.0f} 秒没有做完，已停止"
            pdfs = {number: folder / "pdf" / f"{number}.pdf" for number in documents}
            read = {n: path.read_bytes() for n, path in pdfs.items() if path.is_file()}
        return {n: data for n, data in read.items() if _is_whole(data)}, why

    def _finished(self, folder: Path, files: Sequence[Path], limit: float) -> bool:
        """Run LibreOffice over files; return whether it ended within so many seconds."""
        command = [
            self.program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "pdf"),
            *("--outdir", str(folder / "pdf")),
            *map(str, files),
        ]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603 - the program this machine has under that name
            command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            return False
        finally:
            _stop(process)
        return True


def find_libreoffice(seconds: float) -> LibreOffice | None:
    """Return LibreOffice with a time limit for each document, None where there is none."""
    named = (shutil.which(name) for name in _NAMES)
    usual = (path for path in _USUAL if Path(path).is_file())
    program = next(filter(None, (*named, *usual)), None)
    return LibreOffice(program, seconds) if program else None


def _is_whole(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process with what it started, if it still runs."""
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)  # it leads a group of its own
        else:
            process.kill()
        process.wait()
