"""A port that is taken is told before anything is built or started."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kawal.front.cli.binding import fault_of
from tests.front.command import kawal


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something listens."""
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        yield int(busy.getsockname()[1])


def test_the_demo_is_not_built_for_a_port_that_is_taken(
    taken: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = kawal("demo", "--folder", tmp_path / "contoh", "--bind", f"127.0.0.1:{taken}")

    assert status == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert f"Alamat 127.0.0.1:{taken} sudah dipakai program lain" in told.err
    assert f"--bind 127.0.0.1:{taken + 1}" in told.err
    assert "Traceback" not in told.err
    assert not (tmp_path / "contoh").exists()


def test_nor_is_anything_served(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAWAL_SECRET_KEY", "uji")

    assert kawal("serve", "--bind", f"127.0.0.1:{taken}") == 2
    assert "sudah dipakai program lain" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("bind", "said"),
    [
        ("8000", "bukan alamat"),
        ("127.0.0.1:", "bukan alamat"),
        ("127.0.0.1:delapan", "bukan alamat"),
        ("127.0.0.1:70000", "bukan alamat"),
        ("tidak.ada.invalid:8000", "tidak dikenal"),
        ("192.0.2.1:8000", "Tidak dapat mendengarkan"),
    ],
)
def test_what_is_no_address_is_told_with_the_form(bind: str, said: str) -> None:
    fault = fault_of(bind)

    assert said in fault[0]
    assert "127.0.0.1:8000" in fault[1]


@pytest.mark.parametrize("bind", ["127.0.0.1:0", "localhost:0", "[::1]:0", "0.0.0.0:0"])
def test_a_free_one_is_no_fault(bind: str) -> None:
    assert fault_of(bind) == ()
