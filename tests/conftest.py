"""What every test may ask for: the shared data, a browser, a small sample regency."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot, package

ROOT = Path(__file__).parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
CHROMIUM = Path("/usr/bin/chromium")
CHROMIUM_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

# Playwright leaves an event loop running in the tests' own thread. Django would take that for an
# asynchronous view and refuse its database, to every test that comes after a browser.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

BUILT_ONCE = {"regency", "whole_regency", "sample", "house"}
"""Fixtures of the application that a module builds once, at some cost."""


@pytest.hookimpl(tryfirst=True)  # before the groups are read
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of such a module on one worker, so that it is not built by every one."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if BUILT_ONCE & asked and not item.nodeid.startswith("tests/engine"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


settings.register_profile(
    "kawal",
    derandomize=True,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("kawal")


def skip_or_fail(reason: str) -> None:
    """Skip on a machine that lacks something; where the switch is set, that is a failure."""
    if os.environ.get("KAWAL_NOTHING_SKIPPED"):
        pytest.fail(f"nothing may be skipped here: {reason}")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    """What asks for a second factor says so itself."""
    settings.KAWAL_SECOND_FACTOR = False


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout."""
    if not SHARED_DATA.is_dir():
        skip_or_fail("the real data (../shared/data) is not on this machine")
    return SHARED_DATA


@pytest.fixture(scope="session")
def mamberamo(shared_data: Path) -> Path:
    """The whole-regency RKPD of 2023 with its change."""
    return shared_data / "rencana" / "mamberamo_raya_rkpd_perubahan_2023.csv"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven as a person would."""
    if not CHROMIUM.is_file():
        skip_or_fail("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=list(CHROMIUM_FLAGS)
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def small_regency() -> Snapshot:
    """Three OPD without a fault."""
    return sample_regency(opd=3, seed=1)


@pytest.fixture(scope="session")
def faulty_regency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-four OPD with seventy faults, as a package folder."""
    folder = tmp_path_factory.mktemp("regency") / "contoh"
    package.write(sample_regency(opd=24, seed=3), folder)
    plant(folder, faults=70, seed=3)
    return folder
