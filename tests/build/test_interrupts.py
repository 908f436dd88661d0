"""Ctrl-C and SIGTERM: what the first one asks for, and what the second one does."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import farms

from reportgen.build.batch import Batch
from reportgen.build.interrupts import deferred
from reportgen.build.ledger import memory_ledger
from reportgen.build.messages import Outcome
from reportgen.build.request import Request
from reportgen.build.summary import Summary
from reportgen.cli.check import Findings
from reportgen.stores import open_places


@pytest.fixture(autouse=True)
def _signals_of_a_terminal() -> Iterator[None]:
    """Whoever started the tests, with nohup perhaps, the program has the signals of a terminal."""
    handlers = {
        signal.SIGINT: signal.default_int_handler,
        signal.SIGTERM: signal.SIG_DFL,
        signal.SIGHUP: signal.SIG_DFL,
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_waits_for_the_next_check(number: signal.Signals) -> None:
    with deferred() as interrupt:
        os.kill(os.getpid(), number)
        assert interrupt.requested
        with pytest.raises(KeyboardInterrupt):
            interrupt.check()


def test_the_second_signal_acts_at_once() -> None:
    with deferred():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_signals_act_as_before_afterwards() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with deferred() as interrupt:
        interrupt.check()
    assert signal.getsignal(signal.SIGTERM) == before


def test_another_thread_builds_without_handling_signals() -> None:
    states = []

    def build() -> None:
        with deferred() as interrupt:
            states.append(interrupt.requested)

    thread = threading.Thread(target=build)
    thread.start()
    thread.join()
    assert states == [False]


def test_a_build_stops_after_the_source_it_was_at_and_records_it(tmp_path: Path) -> None:
    farms.plant(tmp_path)
    places = tuple((name, str(tmp_path / name)) for name in ("content", "templates", "output"))
    ledger = memory_ledger()

    class StopsAtTheFirst(Findings):
        def ended(self, outcome: Outcome, summary: Summary) -> None:
            super().ended(outcome, summary)
            interrupt.requested = True

    with deferred() as interrupt:
        request = Request(places, "templates/juli", jobs=0)
        summary = Batch(request, open_places(places), ledger, StopsAtTheFirst(), interrupt).run()

    assert summary.interrupted
    assert summary.written == len(farms.documents(tmp_path)) == len(ledger.outputs()) == 4


def test_a_program_started_with_nohup_outlives_its_terminal() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with deferred() as interrupt:
            os.kill(os.getpid(), signal.SIGHUP)
            interrupt.check()
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
