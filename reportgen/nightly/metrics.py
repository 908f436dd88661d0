"""A night as Prometheus' text format, for the textfile collector of node_exporter.

Metrics hold counts alone; no name of a branch or a person stands in them.
"""

from __future__ import annotations

from reportgen.nightly.night import Night


def text(night: Night) -> str:
    """Return the metrics of a night."""
    rows: list[tuple[str, str, list[tuple[str, float]]]] = [
        ("reportgen_last_run_timestamp_seconds", "When the last run began.", [("", night.started)]),
        ("reportgen_last_run_duration_seconds", "How long it took.", [("", round(night.seconds, 3))]),
        ("reportgen_last_run_exit_code", "0 fine, 1 content, 2 use, 3 bug, 4 machine.", [("", night.code)]),
        ("reportgen_documents", "Documents of the last run by what became of them.",
         [('{status="written"}', night.written), ('{status="fresh"}', night.fresh), ('{status="failed"}', night.failed)]),
        ("reportgen_sources_with_errors", "Branches, lessons and committees with errors.", [("", len(night.sources))]),
        ("reportgen_errors", "Errors by code.", [(f'{{code="{code}"}}', count) for code, count in night.faults.items()]),
        ("reportgen_forms", "Forms of branches by what became of them in the last run.",
         [('{status="read"}', night.returned), ('{status="waiting"}', night.waiting), ('{status="unreadable"}', len(night.unreadable))]),
        ("reportgen_archives_written", "Archives packed in the last run.", [("", night.packed)]),
    ]  # fmt: skip
    lines = []
    for name, help_text, samples in rows:
        lines += [f"# HELP {name} {help_text}", f"# TYPE {name} gauge"]
        lines += [f"{name}{labels} {value}" for labels, value in samples]
    return "\n".join(lines) + "\n"
