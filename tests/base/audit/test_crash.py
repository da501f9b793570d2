"""No acknowledged line is lost, whatever ends the process, and however many write at once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.conftest import ROOT

WRITERS, EACH = 4, 25
LIMIT = 60


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of an empty database of the kind that these tests run on, laid out."""
    own = settings.DATABASES["default"]
    if own["ENGINE"].endswith("sqlite3"):
        url = f"sqlite:///{tmp_path / 'jejak.sqlite3'}"
    else:
        import psycopg

        name = f"jejak_{tmp_path.name}".replace("-", "_").lower()
        host = own["OPTIONS"].get("host") or own["HOST"]
        with psycopg.connect(
            host=host, user=own["USER"], dbname="postgres", autocommit=True
        ) as one:
            one.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]
        url = f"postgres://{own['USER']}@/{name}?host={quote(str(host))}"
    assert kawal(url, "migrate").returncode == 0
    return url


def environment(url: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "kawal.front.site.settings",
    }  # fmt: skip


def kawal(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-m", "kawal", *words]
    return subprocess.run(
        call,
        env=environment(url),
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
        cwd=ROOT,
    )


def writer(url: str, name: str, lines: int) -> subprocess.Popen[str]:
    call = [sys.executable, "-m", "tests.base.audit.writer", name, str(lines)]
    return subprocess.Popen(call, env=environment(url), stdout=subprocess.PIPE, text=True, cwd=ROOT)


def acknowledged_before(process: subprocess.Popen[str], lines: int) -> list[int]:
    """What a writer said was written, once it is killed after so many lines."""
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(lines)]
    process.kill()
    rest, _ = process.communicate(timeout=LIMIT)
    return [*said, *(int(line) for line in rest.split("\n")[:-1])]


def killed_and_whole(url: str, times: int) -> None:
    dice = random.Random(7)
    acknowledged: list[int] = []
    for number in range(times):
        process = writer(url, f"penulis-{number}", 0)
        acknowledged += acknowledged_before(process, dice.randint(1, 40))
        verified = kawal(url, "audit", "verify")
        assert verified.returncode == 0, verified.stderr
        kept = int(verified.stdout.split()[2].replace(".", ""))
        assert kept >= max(acknowledged)
    assert acknowledged == sorted(set(acknowledged))


def test_a_killed_writer_loses_no_line_that_it_had_acknowledged(database: str) -> None:
    killed_and_whole(database, 5)


@pytest.mark.soak
def test_thirty_killed_writers_lose_no_line(database: str) -> None:
    killed_and_whole(database, 30)


def test_many_writers_at_once_make_one_chain(database: str) -> None:
    processes = [writer(database, f"penulis-{number}", EACH) for number in range(WRITERS)]
    said = [process.communicate(timeout=LIMIT)[0].split() for process in processes]

    assert sorted(int(line) for lines in said for line in lines) == [*range(1, WRITERS * EACH + 1)]
    assert kawal(database, "audit", "verify").stdout.startswith("Jejak utuh: 100 baris.")


def test_the_command_names_the_line_that_was_changed(database: str) -> None:
    writer(database, "satu", 3).communicate(timeout=LIMIT)
    change = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "with connection.cursor() as c:\n"
        "    if connection.vendor == 'postgresql':\n"
        "        c.execute('ALTER TABLE audit_entry DISABLE TRIGGER USER')\n"
        "    else:\n"
        "        c.execute('DROP TRIGGER audit_entry_no_UPDATE')\n"
        "    c.execute(\"UPDATE audit_entry SET subject_label = 'Baris ujj' WHERE sequence = 2\")\n"
    )
    subprocess.run([sys.executable, "-c", change], env=environment(database), check=True, cwd=ROOT)

    verified = kawal(database, "audit", "verify")

    assert verified.returncode == 1
    assert "Jejak rusak di baris 2: Isi baris tidak cocok" in verified.stderr


def test_a_database_that_was_never_laid_out_is_told(tmp_path: Path) -> None:
    run = kawal(f"sqlite:///{tmp_path / 'kosong.sqlite3'}", "audit", "verify")

    assert run.returncode == 2
    assert "kawal migrate" in run.stderr
    assert "Traceback" not in run.stderr


def test_each_day_has_a_digest_that_an_outsider_can_keep(database: str) -> None:
    writer(database, "satu", 2).communicate(timeout=LIMIT)
    day, number, digest = kawal(database, "audit", "heads").stdout.split()

    assert (len(day), number, len(digest)) == (10, "2", 64)
