"""Who makes documents first: what somebody waits for, or a check in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from reportgen.desk.turns import Turns


def test_what_somebody_waits_for_goes_between_two_documents_of_a_check() -> None:
    turns, order = Turns(), list[str]()
    asked = threading.Event()

    def check() -> None:
        with turns.behind():
            order.append("first document")
            asked.set()
            waits(lambda: turns._first == 1)
            turns.give_way()
            order.append("second document")

    def preview() -> None:
        asked.wait(5)
        with turns.first():
            order.append("preview")

    run(check, preview)
    assert order == ["first document", "preview", "second document"]


def test_a_check_that_nobody_waits_behind_keeps_its_turn() -> None:
    turns = Turns()
    with turns.behind():
        turns.give_way()
        assert turns._taken
    assert not turns._taken


def test_two_documents_are_never_made_at_the_same_time() -> None:
    turns, inside, most = Turns(), [0], [0]

    def work() -> None:
        for turn in (turns.first, turns.behind) * 10:
            with turn():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0005)
                inside[0] -= 1

    run(work, work, work)
    assert most == [1]


def run(*works: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive()


def waits(until: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not until() and time.monotonic() < end:
        time.sleep(0.001)
