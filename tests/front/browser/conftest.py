"""What the walks in a real browser ask for: the sample regency, served by the real server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.front.browser.house import SCREEN, House, Visitor, build, served


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample regency's folder: seeded by whichever worker comes first, for all of them."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    with FileLock(f"{folder}.lock"):
        if not (folder / "kawal.sqlite3").exists():
            half = folder.with_name("half")
            build(half)
            half.rename(folder)
    return folder


@pytest.fixture(scope="module")
def house(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The module's own copy of the regency, served."""
    with served(built, tmp_path_factory.mktemp("served")) as there:
        yield there


@pytest.fixture
def visit(browser: Any, house: House) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for somebody who enters an office, or for nobody."""
    there: list[Visitor] = []

    def come(office: str | None = None, width: int = SCREEN) -> Visitor:
        visitor = Visitor(browser, house.address, width)
        there.append(visitor)
        return visitor.enter(office) if office else visitor

    yield come
    for each in there:
        each.leave()
