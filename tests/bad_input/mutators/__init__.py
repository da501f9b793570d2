"""The mutators, by ground; each module enters its own into the one list."""

from tests.bad_input.case import MUTATORS
from tests.bad_input.mutators import (  # noqa: F401
    calls,
    companions,
    descriptors,
    parquets,
    sources,
    tables,
    templates,
    zips,
)

__all__ = ["MUTATORS"]
