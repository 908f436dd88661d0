"""How commands report when there is much to say."""

from __future__ import annotations

from reportgen.cli.reporter import Reporter
from reportgen.workspace import MemoryWorkspace


def test_the_texts_of_many_branches_do_not_all_stay_in_memory() -> None:
    paths = [f"content/branches/b{number}/2022.yaml" for number in range(50)]
    workspace = MemoryWorkspace(dict.fromkeys(paths, b"year: 2022\n"))
    reporter = Reporter("human", workspace)

    assert reporter.source(paths[0]) == "year: 2022\n"
    workspace.files[paths[0]] = b"year: 2023\n"
    assert reporter.source(paths[0]) == "year: 2022\n"  # from memory
    for path in paths[1:]:
        reporter.source(path)
    assert reporter.source(paths[0]) == "year: 2023\n"  # read again
