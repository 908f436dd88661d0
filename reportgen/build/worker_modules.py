"""What a worker needs for any job, imported together when this module is.

The fork server imports this module, and the workers it starts share all of it in memory.
"""

from __future__ import annotations

from reportgen import startup

startup.import_for_good(
    (
        "reportgen.build.worker",
        "reportgen.compose.templates.branch_context",
        "reportgen.write.word",
        "reportgen.write.powerpoint",
        "reportgen.theme.deck",
    )
)
