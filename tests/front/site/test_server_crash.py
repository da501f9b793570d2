"""The server is killed while people write: what was acknowledged is there, and the trail is whole."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest

ROUNDS, SOAK_ROUNDS = 5, 30
WRITERS = 3
_KAWAL = (sys.executable, "-c", "from kawal.front.cli.main import main; raise SystemExit(main())")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample regency, as `kawal demo` builds it."""
    folder = tmp_path_factory.mktemp("peragaan")
    build = (*_KAWAL, "demo", "--no-serve", "--folder", str(folder), "--opd", "24")
    subprocess.run(build, check=True, capture_output=True, cwd=folder)
    return folder


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class Visitor:
    """Somebody at the door of a served Kawal, who keeps the cookies that they get."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.cookies: dict[str, str] = {}

    def send(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of an answer; a redirect is not followed. Raises OSError without one."""
        data = None if form is None else urlencode(form | self._token()).encode()
        asked = Request(
            self.base + path, data, {"Cookie": self._jar(), "Referer": self.base + path}
        )
        try:
            answer = _OPENER.open(asked, timeout=10)
        except HTTPError as told:
            answer = told
        for header in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read().decode()

    def _jar(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _token(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = build_opener(_Stay)


@contextmanager
def served(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real server on the sample, in a group of processes of its own."""
    serving = (
        *_KAWAL,
        "demo",
        "--folder",
        str(folder),
        "--opd",
        "24",
        "--bind",
        f"127.0.0.1:{port}",
    )
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            serving, stdout=log, stderr=log, cwd=folder, start_new_session=True
        )
    try:
        wait_for(port, server, folder)
        yield server
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, (folder / "server.log").read_text("utf-8")
        try:
            if Visitor(port).send("/peragaan/")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError((folder / "server.log").read_text("utf-8"))


def answering(port: int, office: str, case: str, stop: threading.Event, kept: list[str]) -> None:
    """Answer a case again and again; what the server acknowledged is put into `kept`."""
    visitor = Visitor(port)
    try:
        visitor.send("/peragaan/")
        visitor.send("/peragaan/masuk/", {"office": office})
        for number in range(10_000):
            if stop.is_set():
                return
            text = f"jawaban {number} {time.monotonic_ns()}"
            if visitor.send(f"/temuan/{case}/jawab/", {"answer": text})[0] == 302:
                kept.append(text)
    except (OSError, HTTPException):
        return


def cases_of(folder: Path) -> list[tuple[str, str]]:
    """Finding and office of cases that wait for an answer, each of another office."""
    with sqlite3.connect(folder / "kawal.sqlite3") as book:
        rows = book.execute(
            "SELECT MIN(c.finding_id), o.code FROM findings_case c "
            "JOIN work_task t ON t.id = c.task_id "
            "JOIN organisation_office o ON o.id = t.office_id WHERE c.state IN ('terbuka', 'dijawab') "
            "AND o.code LIKE 'kepala-%' GROUP BY o.code ORDER BY o.code LIMIT ?", (WRITERS,)
        )  # fmt: skip
        return [(str(finding), office) for finding, office in rows]


def last_answer(folder: Path, finding: str) -> str:
    with sqlite3.connect(folder / "kawal.sqlite3") as book:
        row = book.execute("SELECT answer FROM findings_case WHERE finding_id = ?", (finding,))
        return str(row.fetchone()[0])


def kill_while_writing(folder: Path, rounds: int, seed: int) -> int:
    """Kill the server so often; returns how many writes it had acknowledged."""
    draw, acknowledged = random.Random(seed), 0
    for _ in range(rounds):
        port, stop, writers = free_port(), threading.Event(), []
        with served(folder, port):
            for finding, office in cases_of(folder):
                kept: list[str] = []
                told = (port, office, finding, stop, kept)
                writers.append((threading.Thread(target=answering, args=told), finding, kept))
            for thread, *_rest in writers:
                thread.start()
            deadline = time.monotonic() + 20
            while not all(kept for *_rest, kept in writers) and time.monotonic() < deadline:
                time.sleep(0.02)
            time.sleep(draw.uniform(0.05, 0.5))
        stop.set()
        for thread, finding, kept in writers:
            thread.join()
            acknowledged += len(kept)
            assert kept, "nobody could write before the server was killed"
            stands = last_answer(folder, finding)
            # What was under way and not acknowledged yet may have been kept: it is newer.
            assert number_of(stands) >= number_of(kept[-1]), (stands, kept[-1])
    return acknowledged


def number_of(answer: str) -> int:
    return int(answer.rsplit(maxsplit=1)[-1])


def assert_whole(folder: Path) -> None:
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{folder / 'kawal.sqlite3'}"}
    verify = (*_KAWAL, "audit", "verify")
    done = subprocess.run(verify, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_was_acknowledged_outlives_a_killed_server(sample: Path) -> None:
    assert kill_while_writing(sample, ROUNDS, seed=1) >= ROUNDS * WRITERS
    assert_whole(sample)


@pytest.mark.soak
def test_soak_what_was_acknowledged_outlives_thirty_killed_servers(sample: Path) -> None:
    assert kill_while_writing(sample, SOAK_ROUNDS, seed=2) >= SOAK_ROUNDS * WRITERS
    assert_whole(sample)


def test_a_changed_line_of_the_trail_is_named(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kawal.sqlite3"
    with sqlite3.connect(sample / "kawal.sqlite3") as whole, sqlite3.connect(copy) as other:
        whole.backup(other)
        guards = other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in guards:
            other.execute(f'DROP TRIGGER "{name}"')
        other.execute("UPDATE audit_entry SET office = office || 'x' WHERE sequence = 4")
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{copy}"}
    verify = (*_KAWAL, "audit", "verify")
    done = subprocess.run(verify, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert re.search(r"Jejak rusak di baris 4\b", done.stdout + done.stderr)
