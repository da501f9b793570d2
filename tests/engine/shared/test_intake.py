"""What is no file, or too much of one, is refused before it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kawal.engine.shared import intake
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.intake import read_whole


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa.csv")

    with pytest.raises(UnusableInput, match="Bukan berkas biasa"):
        read_whole(tmp_path / "pipa.csv")


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(path: str) -> None:
    with pytest.raises(UnusableInput, match="Bukan berkas biasa"):
        read_whole(Path(path))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="Bukan berkas biasa"):
        read_whole(tmp_path)


def test_a_file_that_is_too_large_is_refused_by_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "LARGEST", 3)
    (tmp_path / "a").write_bytes(b"123")
    (tmp_path / "b").write_bytes(b"1234")

    assert read_whole(tmp_path / "a") == b"123"
    with pytest.raises(UnusableInput, match="Lebih besar"):
        read_whole(tmp_path / "b")


def test_a_file_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_bytes(b"")
    monkeypatch.setattr(Path, "read_bytes", closed)  # root may read everything, so it is played

    with pytest.raises(UnusableInput, match="Tidak dapat dibuka") as refusal:
        read_whole(tmp_path / "a")
    assert refusal.value.problems[0].file == str(tmp_path / "a")
