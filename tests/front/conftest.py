"""What every test of the command may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawal.engine.snapshot import Snapshot, package


@pytest.fixture
def clean(tmp_path: Path, small_regency: Snapshot) -> Path:
    """A package folder without a fault."""
    package.write(small_regency, tmp_path / "bersih")
    return tmp_path / "bersih"
