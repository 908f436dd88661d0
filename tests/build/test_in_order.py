from __future__ import annotations

from importlib.util import find_spec

from reportgen.build import in_order


def test_every_module_named_is_there() -> None:
    for name in in_order._OURS:
        assert find_spec(f"reportgen.{name}"), name
    for name in in_order._LIBRARIES:
        assert find_spec(name), name
