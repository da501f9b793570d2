"""What the walks in a real browser ask for: the sample regency, served by the real server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.front.browser.house import SCREEN, Visitor, build, served


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
def address(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the module's own copy of the regency is served."""
    with served(built, tmp_path_factory.mktemp("served")) as where:
        yield where


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Callable[..., Visitor]]:
    """Opens a browser for somebody who enters an office, or for nobody."""
    there: list[Visitor] = []

    def come(office: str | None = None, width: int = SCREEN) -> Visitor:
        visitor = Visitor(browser, address, width)
        there.append(visitor)
        return visitor.enter(office) if office else visitor

    yield come
    for each in there:
        each.leave()
