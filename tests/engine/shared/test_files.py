"""Files written together: all of them or none, and never over what is no file."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from kawal.engine.shared import files
from kawal.engine.shared.errors import reason
from kawal.engine.shared.files import write_together


def held(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def fail_after(monkeypatch: pytest.MonkeyPatch, name: str, calls: int) -> None:
    """Let `os.<name>` work that often, then once not."""
    works = getattr(os, name)
    left = [calls]

    def failing(*arguments: object) -> object:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(errno.ENOSPC, "No space left on device", "/a/name/nobody/gave")
        return works(*arguments)

    monkeypatch.setattr(files.os, name, failing)


def test_new_files_and_their_folders_appear_together(tmp_path: Path) -> None:
    write_together({tmp_path / "a" / "x": b"1", tmp_path / "b" / "c" / "y": b"2"})

    assert held(tmp_path) == {"a/x": b"1", "b/c/y": b"2"}


def test_old_files_are_replaced_and_those_that_go_are_gone(tmp_path: Path) -> None:
    for name in "xyz":
        (tmp_path / name).write_bytes(b"lama")
    write_together({tmp_path / "x": b"1", tmp_path / "y": b"2"}, gone=[tmp_path / "z"])

    assert held(tmp_path) == {"x": b"1", "y": b"2"}


@pytest.mark.parametrize(
    ("name", "calls"), [("fsync", 0), ("fsync", 1)] + [("replace", n) for n in range(5)]
)
def test_whatever_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, calls: int
) -> None:
    for old in "xyz":
        (tmp_path / old).write_bytes(b"lama")
    before = held(tmp_path)
    fail_after(monkeypatch, name, calls)

    with pytest.raises(OSError, match="No space left") as failure:
        write_together(
            {tmp_path / "baru" / "w": b"0", tmp_path / "x": b"1", tmp_path / "y": b"2"},
            gone=[tmp_path / "z"],
        )

    assert held(tmp_path) == before
    assert not (tmp_path / "baru").exists()
    assert str(failure.value.filename).startswith(str(tmp_path))
    assert ".kawal-" not in str(failure.value.filename)


def test_a_file_alone_is_never_missing_while_it_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(b"lama")
    fail_after(monkeypatch, "replace", 0)

    with pytest.raises(OSError, match="No space left"):
        write_together({tmp_path / "x": b"baru"})

    assert held(tmp_path) == {"x": b"lama"}


def test_the_last_file_is_away_while_the_others_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        replace(source, target)
        seen.append({name for name in held(tmp_path) if not name.startswith(".")})

    for name in "xy":
        (tmp_path / name).write_bytes(b"lama")
    monkeypatch.setattr(files.os, "replace", watched)
    write_together({tmp_path / "x": b"1", tmp_path / "y": b"2"})

    assert seen == [{"x"}, set(), {"x"}, {"x", "y"}]


def test_a_link_stays_a_link_and_what_it_points_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "asli").write_bytes(b"lama")
    (tmp_path / "tautan").symlink_to("asli")
    (tmp_path / "menggantung").symlink_to("belum/ada")
    write_together({tmp_path / "tautan": b"1", tmp_path / "menggantung": b"2"})

    assert (tmp_path / "tautan").is_symlink()
    assert (tmp_path / "asli").read_bytes() == b"1"
    assert (tmp_path / "belum" / "ada").read_bytes() == b"2"


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipa").read_bytes()))
    reader.start()
    write_together({tmp_path / "pipa": b"isi"})
    reader.join(10)

    assert got == [b"isi"]
    assert stat.S_ISFIFO((tmp_path / "pipa").stat().st_mode)


def test_a_device_that_is_full_leaves_the_other_file_unwritten(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="/dev/full"):
        write_together({tmp_path / "x": b"1", Path("/dev/full"): b"2"})

    assert held(tmp_path) == {}
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


def test_a_file_that_nobody_may_write_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"tetap")
    (tmp_path / "x").chmod(0o444)

    with pytest.raises(PermissionError):
        write_together({tmp_path / "x": b"1"})

    assert held(tmp_path) == {"x": b"tetap"}


def test_who_may_read_a_file_stays_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"lama")
    (tmp_path / "x").chmod(0o600)
    write_together({tmp_path / "x": b"1", tmp_path / "y": b"2"})
    mask = os.umask(0)
    os.umask(mask)

    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "y").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("folder", "itu sebuah folder"),
        ("berkas/x", "sebagian dari alamatnya bukan folder"),
        ("n" * 300, "namanya terlalu panjang"),
        ("putar", "tautannya berputar-putar"),
    ],
)
def test_a_place_that_cannot_be_written_is_named_as_it_was_given(
    tmp_path: Path, place: str, words: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "berkas").write_bytes(b"")
    (tmp_path / "putar").symlink_to("putar")

    with pytest.raises(OSError, match=r".") as failure:
        write_together({tmp_path / "lain": b"1", tmp_path / place: b"2"})

    assert failure.value.filename == str(tmp_path / place)
    assert reason(failure.value) == words
    assert held(tmp_path) == {"berkas": b""}


def test_a_system_error_that_has_no_words_here_keeps_its_name() -> None:
    assert reason(OSError(errno.EIO, "Input/output error")) == "galat sistem EIO"
    assert reason(OSError("lain")) == "galat sistem"
