"""A brought file is read, previewed and refused on pages that everyone can read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import package
from tests.front.browser.house import PHONE, SCREEN, Visitor
from tests.front.browser.test_every_page import wrong_with

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
READ = 120_000
"""Milliseconds until a file must have been read by the worker."""


def bring(visitor: Visitor, file: Path) -> None:
    """Upload a file, and wait until the worker has read it."""
    page = visitor.open("/impor/unggah/").page
    page.locator('input[type="file"]').set_input_files(str(file))
    page.get_by_role("button", name="Unggah dan baca").press("Enter")
    page.wait_for_url("**/impor/*/")
    page.locator("h1", has_text="sedang").wait_for(state="detached", timeout=READ)


def looked_at(visitor: Visitor) -> list[str]:
    """What is wrong with the page in both sizes and both lights."""
    wrong = []
    for width in (SCREEN, PHONE):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        wrong += wrong_with(visitor.page, "light", width) + wrong_with(visitor.page, "dark", width)
    return wrong


def test_a_preview_can_be_read_by_everyone(visit: Visit, tmp_path: Path) -> None:
    package.write(sample_regency(opd=3, seed=2), tmp_path / "contoh.zip")
    visitor = visit("bappeda")
    bring(visitor, tmp_path / "contoh.zip")

    assert not looked_at(visitor)
    assert not visitor.complaints


def test_a_refused_file_is_told_on_a_page_that_everyone_can_read(
    visit: Visit, tmp_path: Path
) -> None:
    bad = tmp_path / "rusak.xlsx"
    bad.write_bytes(b"PK\x03\x04bukan berkas Excel")
    visitor = visit("bappeda")
    bring(visitor, bad)

    assert "rusak.xlsx" in visitor.page.inner_text("main")
    assert not looked_at(visitor)
