"""What every worker needs, imported by the fork server before it makes the first of them."""

from __future__ import annotations

import gc
from importlib import import_module

gc.disable()  # nothing of what is imported is ever collected
for _name in ("build.shared", "build.work", "write.word", "write.powerpoint", "theme.deck"):
    import_module(f"reportgen.{_name}")
# Frozen objects are not written to by collections: workers go on sharing their memory.
gc.freeze()
