"""The base of every part of the content."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """The base of every part of the content: frozen, and no key it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )
