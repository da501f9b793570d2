"""What the tests of this room ask for: a region, a folder for brought files, a book, an upload."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kawal.base.audit.actions import Actor
from kawal.base.organisation.region import set_region
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import files_of, zipped
from kawal.office.imports.actions import receive
from kawal.office.imports.jobs import work_once
from kawal.office.imports.models import Upload

Bring = Callable[..., Upload]


@pytest.fixture
def uploads(tmp_path: Path, settings: Any) -> Path:
    settings.KAWAL_UPLOADS = tmp_path / "unggahan"
    return tmp_path / "unggahan"


@pytest.fixture
def served(sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)


@pytest.fixture(scope="session")
def regency() -> Snapshot:
    return sample_regency(opd=2, seed=3)


@pytest.fixture
def bring(sekda: Actor, uploads: Path) -> Bring:  # noqa: ARG001  the folder must be another one
    """Bring a snapshot, or bytes with a name, and let the worker read it."""

    def brought(content: Snapshot | bytes, name: str = "rencana.zip", **asked: Any) -> Upload:
        data = zipped(files_of(content)) if isinstance(content, Snapshot) else content
        upload = receive(given=SimpleUploadedFile(name, data), by=sekda, **asked)
        work_once()
        upload.refresh_from_db()
        return upload

    return brought
