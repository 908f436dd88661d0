from __future__ import annotations

import os

import pytest

from reportgen.build.work import _hands


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")
def test_a_process_forked_after_a_build_has_hands_of_its_own() -> None:
    assert _hands(os.getpid()).submit(lambda: 1).result(timeout=10) == 1
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if _hands(os.getpid()).submit(lambda: 1).result(timeout=10) == 1 else 1
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
