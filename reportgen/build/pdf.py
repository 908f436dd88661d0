"""The Word files of a build → PDFs beside them, which stand in the ledger like other outputs."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from reportgen.build.delivery import Delivery, deliver, disk_fault
from reportgen.build.freshness import FORCED, Past
from reportgen.build.inputs import digest_of, inputs_of
from reportgen.build.libreoffice import LibreOffice
from reportgen.build.messages import Outcome
from reportgen.build.targets import SourceId, Target
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.workspace import Workspace

TOOL = "tool:libreoffice"
_WORD = ".docx"
_AT_ONCE = 20
"""So many documents are in memory at a time."""


def pdf_of(output: str) -> str:
    """Return the path of the PDF of a Word file, "" for any other output."""
    return f"{output.removesuffix(_WORD)}.pdf" if output.endswith(_WORD) else ""


@dataclass(frozen=True, slots=True)
class _Word:
    """A Word file that a build made or found fresh, and why its PDF must be made."""

    source: SourceId
    target: Target
    data: bytes
    reasons: tuple[str, ...]


@dataclass(eq=False, slots=True)
class PdfMaker:
    """What the PDFs of one build are made with."""

    office: LibreOffice
    workspace: Workspace
    past: Past
    delivery: Delivery
    force: bool = False
    #: how many LibreOffices run beside each other
    workers: int = 1

    def outcomes(
        self, targets: Iterable[tuple[SourceId, Target]]
    ) -> Iterator[tuple[SourceId, Outcome]]:
        """Yield what became of the PDF of each Word file; fresh ones are not made again."""
        stale = []
        for source, target in targets:
            pdf = pdf_of(target.output)
            why = (FORCED,) if self.force else self.past.reasons(pdf, self.workspace)
            if why:
                stale.append((source, target, why))
            else:
                yield source, Outcome(replace(target, output=pdf), "fresh")
        groups = [stale[start : start + _AT_ONCE] for start in range(0, len(stale), _AT_ONCE)]
        with ThreadPoolExecutor(max(1, min(self.workers, len(groups)))) as pool:
            # Each thread waits for a LibreOffice of its own; so many groups are in memory at a time.
            for first in range(0, len(groups), self.workers):
                under_way = []
                for group in groups[first : first + self.workers]:
                    words, unread = self._read(group)
                    yield from unread
                    under_way.append((words, pool.submit(self._convert_timed, words)))
                for words, conversion in under_way:
                    pdfs, seconds = conversion.result()
                    for word, data in zip(words, pdfs, strict=True):
                        yield (
                            word.source,
                            replace(self._deliver(word, data), seconds=seconds),
                        )

    def _read(
        self, group: Iterable[tuple[SourceId, Target, tuple[str, ...]]]
    ) -> tuple[list[_Word], list[tuple[SourceId, Outcome]]]:
        """Return the Word files of a group, and what became of those that cannot be read."""
        words, unread = [], []
        for source, target, why in group:
            try:
                words.append(_Word(source, target, self.workspace.read(target.output), why))
            except OSError as error:
                path = self.workspace.display_path(target.output)
                failed = replace(target, output=pdf_of(target.output))
                outcome = Outcome(failed, "failed", (disk_fault(error, path),), reasons=why)
                unread.append((source, outcome))
        return words, unread

    def _convert_timed(self, words: Sequence[_Word]) -> tuple[list[bytes | str], float]:
        """Return the PDFs of Word files, and the seconds that one of them took on average."""
        began = time.perf_counter()
        pdfs = self._convert(words)
        return pdfs, (time.perf_counter() - began) / max(1, len(words))

    def _convert(self, words: Sequence[_Word]) -> list[bytes | str]:
        """Return the PDFs of Word files with every stop, or in Chinese why there is none."""
        from reportgen.write.word.line_ends import with_stops_kept  # only where there is work

        pdfs = list(self.office.convert([word.data for word in words]))
        again = {}
        for number, (word, pdf) in enumerate(zip(words, pdfs, strict=True)):
            if isinstance(pdf, bytes) and (copy := with_stops_kept(word.data, pdf)):
                again[number] = copy
        for number, pdf in zip(again, self.office.convert(list(again.values())), strict=True):
            if isinstance(pdf, bytes):
                pdfs[number] = pdf
        return pdfs

    def _deliver(self, word: _Word, pdf: bytes | str) -> Outcome:
        """Deliver a PDF whole, or say why there is none."""
        output = pdf_of(word.target.output)
        target = replace(word.target, output=output)
        path = self.workspace.display_path(output)
        states = {f"file:{word.target.output}": digest_of(word.data), TOOL: self.office.state}
        if isinstance(pdf, str):
            hints = ("Word 文件已经生成，可以在 Word、WPS 里另存为 PDF",)
            fault = Diagnostic("pdf-failed", f"没有转成 {path}：{pdf}", hints=hints)
            return Outcome(target, "failed", (fault,), reasons=word.reasons)
        digest = digest_of(pdf)
        try:
            warnings = deliver(output, pdf, digest, self.workspace, self.delivery)
        except OSError as error:
            return Outcome(target, "failed", (disk_fault(error, path),), reasons=word.reasons)
        stamp = self.workspace.stamp(output)
        return Outcome(
            target,
            "written",
            warnings,
            size=len(pdf),
            reasons=word.reasons,
            inputs=(inputs_of(states),),
            digest=digest,
            mark=stamp.mark if stamp else "",
        )


def absent() -> Diagnostic:
    """Return the fault of a machine without LibreOffice."""
    hints = (
        "从 https://zh-cn.libreoffice.org 安装 LibreOffice，再加 --pdf 生成一次",
        "或者在 Word、WPS 里打开文档，另存为 PDF",
    )
    return Diagnostic("no-libreoffice", "这台电脑没有 LibreOffice，没有转成 PDF", hints=hints)


def outdated(
    outcomes: Iterable[Outcome], outputs: Mapping[str, object], workspace: Workspace
) -> tuple[Diagnostic, ...]:
    """Return a warning where Word files were made anew and the PDFs beside them were not."""
    written = (pdf_of(o.target.output) for o in outcomes if o.status == "written")
    old = sorted(pdf for pdf in written if pdf in outputs)
    if not old:
        return ()
    more = f"等 {len(old)} 个 PDF" if len(old) > 1 else ""
    message = f"{workspace.display_path(old[0])} {more}还是旧的：Word 文件已经重新生成"
    hint = "加 --pdf 再生成一次"
    return (Diagnostic("pdf-outdated", message, severity=Severity.WARNING, hints=(hint,)),)
