"""How commands speak when there is much to say."""

from __future__ import annotations

from reportgen.cli.voice import Voice
from reportgen.workspace import MemoryWorkspace


def test_the_texts_of_many_branches_are_not_all_kept() -> None:
    paths = [f"content/branches/b{number}/2022.yaml" for number in range(50)]
    workspace = MemoryWorkspace(dict.fromkeys(paths, b"year: 2022\n"))
    voice = Voice("human", workspace)

    assert voice.source(paths[0]) == "year: 2022\n"
    workspace.files[paths[0]] = b"year: 2023\n"
    assert voice.source(paths[0]) == "year: 2022\n"  # still at hand
    for path in paths[1:]:
        voice.source(path)
    assert voice.source(paths[0]) == "year: 2023\n"  # read again: it had been let go
