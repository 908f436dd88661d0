"""Pieces to examine → what was found of each, by several processes; a lost one costs one retry."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from concurrent.futures import Future
from dataclasses import replace
from functools import lru_cache

from reportgen.build.crews import PRELOAD
from reportgen.build.examining import Examiner, Found
from reportgen.build.execute import ended
from reportgen.build.pool import JobCrashed, Limits, Pool, WorkerLost
from reportgen.build.remembered import Asked, Told
from reportgen.diagnostics import Diagnostic
from reportgen.stores import absolute, open_places


def divided(asked: Asked, pieces: Collection[str], workers: int) -> Iterator[tuple[str, Found]]:
    """Yield what is found of each piece, in order."""
    asked = replace(asked, places=absolute(asked.places))
    pool = Pool(workers, Limits(), preload=PRELOAD)
    with ended(pool):
        futures = [(piece, pool.submit(_examine, asked, piece)) for piece in pieces]
        futures.reverse()  # what was found is let go as it is taken
        while futures:
            piece, future = futures.pop()
            try:
                yield piece, _found(future)
            except WorkerLost:
                yield piece, _tried_again(pool.submit(_examine, asked, piece), piece)


def _found(future: Future[Found]) -> Found:
    try:
        return future.result()
    except JobCrashed as crash:
        return Found(Told(failed=True), {"": str(crash).strip().rpartition("\n")[2]}, shared={})


def _tried_again(future: Future[Found], piece: str) -> Found:
    try:
        return _found(future)
    except WorkerLost:
        message = f"{piece}：检查它的进程两次意外终止，可能是内存不够"
        return Found(Told((Diagnostic("worker-died", message),), failed=True), shared={})


def _examine(asked: Asked, piece: str) -> Found:
    return _examiner(asked).examine(piece)


@lru_cache(maxsize=1)
def _examiner(asked: Asked) -> Examiner:
    """Return this process's own: what all pieces share is opened by the first of them."""
    return Examiner(open_places(asked.places), asked)
