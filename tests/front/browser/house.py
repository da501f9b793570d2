"""The sample regency as the command serves it, and people who walk about in it with a browser."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds until a server that does not answer counts as broken."""
MANY = 400
"""More things to press than any page holds."""
_KAWAL = (sys.executable, "-m", "kawal")
PHONE, SCREEN = 360, 1280
_APPOINT = """
import sys, django
django.setup()
from kawal.base.audit.actions import Actor
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Office
office, account = sys.argv[1:]
appoint(
    office=Office.objects.get(code=office), account=Account.objects.create_account(account),
    since=today(), by=Actor(account="uji", office="uji", office_label="Uji"),
)
"""


@dataclass(frozen=True)
class House:
    """address: where the regency is served; folder: where its database lies."""

    address: str
    folder: Path

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """What the database file holds, beside the server."""
        with sqlite3.connect(self.folder / "kawal.sqlite3") as there:
            return there.execute(question).fetchall()

    def appoint(self, office: str, account: str) -> None:
        """Give the office to a new account from today on, by the action that does so."""
        self.run(_APPOINT, office, account)

    def run(self, script: str, *words: str) -> None:
        """Run a script beside the server, on its database."""
        where = {"DATABASE_URL": f"sqlite:///{self.folder / 'kawal.sqlite3'}", "KAWAL_DEMO": "yes"}
        where["DJANGO_SETTINGS_MODULE"] = "kawal.front.site.settings"
        subprocess.run(
            [sys.executable, "-c", script, *words],
            check=True, env=os.environ | where, timeout=PATIENCE,
        )  # fmt: skip


def build(folder: Path) -> None:
    """Seed the sample regency into a database file in the folder."""
    command = [*_KAWAL, "demo", "--no-serve", "--folder", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)


@contextmanager
def served(built: Path, folder: Path) -> Iterator[House]:
    """Serve a copy of what `build` left, in a process of its own."""
    shutil.copytree(built, folder, dirs_exist_ok=True)
    bind = f"127.0.0.1:{_free_port()}"
    command = [*_KAWAL, "demo", "--folder", str(folder), "--bind", bind]
    environment = os.environ | {"KAWAL_UPLOADS": str(folder / "uploads")}
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"http://{bind}/peragaan/", server, folder / "log.txt")
            yield House(f"http://{bind}", folder)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(PATIENCE * 10):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text()}")


class Visitor:
    """Someone with a browser of their own: a window of one size, signed in as one office.

    complaints: all that the browser complained of on the way, a broken policy among it.
    """

    def __init__(self, browser: Any, address: str, width: int = SCREEN) -> None:
        is_phone = width == PHONE
        self._context = browser.new_context(
            base_url=address, viewport={"width": width, "height": 900},
            is_mobile=is_phone, has_touch=is_phone, locale="id-ID",
        )  # fmt: skip
        self.page = self._context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda said: self._complain(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("response", lambda answer: self._note(answer.status, answer.url))

    def enter(self, office: str) -> Visitor:
        """Sign in with the one click of the sample's door."""
        self.page.goto("/peragaan/")
        self.page.locator(f'button[value="{office}"]').click()
        return self

    def open(self, where: str) -> Visitor:
        self.page.goto(where)
        return self

    def reach(self, selector: str) -> Visitor:
        """Press Tab until what is meant has the focus, as one does without a mouse."""
        for _ in range(MANY):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return self
        raise AssertionError(f"the keyboard does not reach {selector} on {self.page.url}")

    def press(self, key: str) -> Visitor:
        """Press a key that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self

    @property
    def first_line(self) -> str:
        """The sentence that answers, its spaces made plain."""
        return " ".join(self.page.locator("h1").inner_text().split())

    def leave(self) -> None:
        self._context.close()

    def _complain(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {text}")

    def _note(self, status: int, url: str) -> None:
        if status >= 400:
            self.complaints.append(f"{url}: {status}")
