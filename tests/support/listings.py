"""Fenced files of a Markdown text → paths and bytes; the words after a path say how it is written.

```yaml content/branches/red/2022.yaml crlf      line ends of Windows
```yaml content/branches/red/2022.yaml bom       a byte order mark first
```yaml content/branches/red/2022.yaml encoding=gbk
```yaml content/branches/red/2022.yaml escaped   \\u0007 stands for the character
```yaml content/branches/red/2022.yaml append    added to the file of the base workspace
```jinja templates/juli/documents/summary.docx.j2 headed   under the base template's header
```yaml content/branches/red/2022.yaml absent    the file is taken away
```hex content/branches/red/images/hall.png      bytes in hexadecimal
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

FENCE = re.compile(r"(?ms)^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)[ ]*$\n?")


def files(text: str, base: Mapping[str, bytes]) -> Iterator[tuple[str, bytes | None]]:
    """Yield path and bytes of each fenced file in `text`; None takes the file away."""
    for fence in FENCE.finditer(text):
        language, *words = fence["info"].split()
        if words and language != "console":
            yield words[0], _data(language, words[0], words[1:], fence["body"], base)


def _data(
    language: str, name: str, options: list[str], body: str, base: Mapping[str, bytes]
) -> bytes | None:
    if "absent" in options:
        return None
    if language == "hex":
        return bytes.fromhex(body)
    if "escaped" in options:
        body = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), body)
    if "crlf" in options:
        body = body.replace("\n", "\r\n")
    encoding = next((o.partition("=")[2] for o in options if o.startswith("encoding=")), "utf-8")
    data = body.encode("utf-8-sig" if "bom" in options else encoding)
    if "headed" in options:
        header, end, _ = base["templates/juli/documents/summary.docx.j2"].partition(b"#}\n")
        return header + end + data
    return base[name] + data if "append" in options else data
