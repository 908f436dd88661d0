"""The body of a Word document, reopened → its XML as the writer made it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree


def as_written(body: Iterable[etree._Element]) -> str:
    """Return the XML of the children of a body, without declarations of namespaces."""
    told = "".join(etree.tostring(child, encoding="unicode") for child in body)
    return re.sub(r' xmlns:\w+="[^"]*"', "", told)
