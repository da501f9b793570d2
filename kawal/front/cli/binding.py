"""Where the application listens: looked at before anything is built or started."""

from __future__ import annotations

import errno
import socket

from kawal.engine.shared.errors import reason

_LAST_PORT = 65535
_TAKEN = "Alamat {bind} sudah dipakai program lain; tidak ada yang dimulai."
_OTHER = "Hentikan program itu, atau pilih porta lain, misalnya: --bind {host}:{port}"
_FORM = "Tulis ALAMAT:PORTA, misalnya --bind 127.0.0.1:8000"


def fault_of(bind: str) -> tuple[str, ...]:
    """Why one cannot listen there, with the mend; nothing where one can."""
    host, _, number = bind.rpartition(":")
    if not host or not number.isascii() or not number.isdigit() or int(number) > _LAST_PORT:
        return f"{bind} bukan alamat untuk mendengarkan; tidak ada yang dimulai.", _FORM
    port = int(number)
    try:
        _try(host.strip("[]"), port)
    except socket.gaierror:
        return f"Alamat {host} tidak dikenal; tidak ada yang dimulai.", _FORM
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < _LAST_PORT else port - 1
            return _TAKEN.format(bind=bind), _OTHER.format(host=host, port=other)
        if error.errno == errno.EACCES:
            return (
                f"Porta {port} hanya boleh dipakai pengelola sistem; tidak ada yang dimulai.",
                "Pilih porta di atas 1023, misalnya --bind 127.0.0.1:8000",
            )
        return (
            f"Tidak dapat mendengarkan di {bind}: {reason(error)}; tidak ada yang dimulai.",
            _FORM,
        )
    return ()


def _try(host: str, port: int) -> None:
    family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        # As the server does it: a port that was left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(place)
        probe.listen()
