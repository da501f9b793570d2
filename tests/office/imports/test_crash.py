"""Whatever ends the process that applies a file, the plans are the old ones or the new ones; and the
next worker brings it to its end."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kawal.office.imports.models import State
from tests.base.audit.test_crash import database, environment
from tests.conftest import ROOT

__all__ = ["database"]
LIMIT = 120
LONGEST = 0.3
"""Seconds into the writing at which a process is ended, at most; it takes about as long."""


def bringer(url: str, folder: Path, *words: str) -> subprocess.Popen[str]:
    call = [sys.executable, "-m", "tests.office.imports.bringer", *words]
    own = environment(url) | {"KAWAL_UPLOADS": str(folder)}
    return subprocess.Popen(call, env=own, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def told(url: str, folder: Path, *words: str) -> list[dict[str, Any]]:
    said, _ = bringer(url, folder, *words).communicate(timeout=LIMIT)
    return [json.loads(line) for line in said.splitlines()]


def killed_and_whole(url: str, folder: Path, times: int) -> None:
    dice, halfway = random.Random(11), 0
    for number in range(times):
        process = bringer(url, folder, "round", str(number))
        assert process.stdout is not None
        assert process.stdout.readline() == "menulis\n"
        time.sleep(dice.uniform(0, LONGEST) if number else 0)
        process.kill()
        process.communicate(timeout=LIMIT)

        killed, ended = told(url, folder, "finish")

        done = killed["state"] == State.APPLIED
        halfway += not done
        assert done or killed["state"] == State.APPLYING
        assert killed["book"] == (killed["after"] if done else killed["before"])
        assert killed["applied"] == done
        assert (ended["state"], ended["book"]) == (State.APPLIED, killed["after"])
        assert (ended["applied"], ended["broken"], ended["money"]) == (1, None, True)
    assert halfway


def test_a_killed_worker_leaves_no_half_import(database: str, tmp_path: Path) -> None:
    killed_and_whole(database, tmp_path / "unggahan", 3)


@pytest.mark.soak
def test_thirty_killed_workers_leave_no_half_import(database: str, tmp_path: Path) -> None:
    killed_and_whole(database, tmp_path / "unggahan", 30)


def test_of_many_clicks_at_once_one_applies(database: str, tmp_path: Path) -> None:
    (clicks,) = told(database, tmp_path / "unggahan", "clicks", "6")

    assert clicks == {"did": 1, "calls": 6, "lines": 1}
