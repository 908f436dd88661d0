"""The base class of the content model."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """The base of every model of content: frozen, with unknown keys forbidden."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )
