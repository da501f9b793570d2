"""In whose name the tests of the application write."""

from __future__ import annotations

import pytest

from kawal.base.audit.actions import Actor


@pytest.fixture
def sekda() -> Actor:
    """In whose name the tests write."""
    return Actor(account="sekda-1", office="sekda", office_label="Sekretaris Daerah")
